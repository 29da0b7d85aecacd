//! Records as lines and tables. A file may hold one table, or a sheet that was saved: a title, text,
//! and several tables, with blank rows between.

use nianbao_core::{Block, GridBuilder, Limits, Line, Note, Place, Role};

use crate::spans::{Span, spans};

/// A label is shorter.
const LONGEST_LABEL: usize = 60;
/// So many blank rows divide two tables; one may stand between a head and its rows.
const GAP: usize = 2;

/// A row of a table: which row of the file, and its fields.
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) fields: Vec<String>,
}

impl Row {
    /// The columns of the fields that hold something.
    pub(crate) fn filled(&self) -> impl DoubleEndedIterator<Item = usize> {
        let filled =
            |(column, field): (usize, &String)| (!field.trim().is_empty()).then_some(column);
        self.fields.iter().enumerate().filter_map(filled)
    }

    /// All that the row holds from a column on.
    fn rest(&self, column: usize) -> String {
        let filled = self.filled().skip_while(|filled| *filled < column);
        filled.map(|column| self.fields[column].as_str()).collect::<Vec<_>>().join(" | ")
    }

    /// The end of what it fills.
    pub(crate) fn end(&self) -> usize {
        self.filled().next_back().map_or(0, |last| last + 1)
    }
}

/// Puts records together.
pub(crate) struct Blocks<'l> {
    limits: &'l Limits,
    done: Vec<Block>,
    notes: Vec<Note>,
    table: Vec<Row>,
    /// The rows so far, and how many blank ones came last.
    rows: usize,
    blank: usize,
    cells: usize,
}

impl<'l> Blocks<'l> {
    /// No records yet.
    pub(crate) fn within(limits: &'l Limits) -> Self {
        let (done, notes, table) = (Vec::new(), Vec::new(), Vec::new());
        Self { limits, done, notes, table, rows: 0, blank: 0, cells: 0 }
    }

    /// Adds a record; tells whether there is room for more.
    pub(crate) fn push(&mut self, fields: Vec<String>) -> bool {
        self.rows += 1;
        let row = Row { number: self.rows, fields };
        let filled: Vec<usize> = row.filled().take(2).collect();
        let gap = std::mem::take(&mut self.blank);
        match filled.as_slice() {
            [] => self.blank = gap + 1,
            [column] => {
                if gap > 0 {
                    self.end_table();
                }
                let text = &row.fields[*column];
                let long = text.chars().nth(LONGEST_LABEL).is_some() || text.contains('。');
                if self.table.is_empty() || long {
                    self.end_table();
                    self.line(&row, *column);
                } else {
                    self.row(row);
                }
            }
            _ => {
                if gap >= GAP {
                    self.end_table();
                }
                self.row(row);
            }
        }
        self.cells <= self.limits.cells
    }

    /// The blocks, and what went wrong.
    pub(crate) fn finish(mut self) -> (Vec<Block>, Vec<Note>) {
        self.end_table();
        (self.done, self.notes)
    }

    fn row(&mut self, row: Row) {
        self.cells += row.fields.len();
        self.table.push(row);
    }

    fn line(&mut self, row: &Row, column: usize) {
        let at = place(row.number, column);
        let texts = row.fields[column].lines().filter(|text| !text.trim().is_empty());
        self.done.extend(texts.map(|text| {
            Block::Line(Line { text: text.to_owned(), role: Role::Text, at: at.clone() })
        }));
    }

    /// A table: from its first column that is used to the last that is used so far. A spreadsheet
    /// pads every row of a file to the widest; a row that is shorter by itself has no cell there.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let Some(left) = rows.iter().filter_map(|row| row.filled().next()).min() else { return };
        let mut end = 0;
        let ends = rows.iter().map(|row| {
            end = end.max(row.end());
            end
        });
        let ends: Vec<usize> = ends.collect();
        let mut builder = GridBuilder::within(self.limits);
        let spans = spans(&rows, left, &ends);
        for (mut row, spans) in rows.into_iter().zip(spans) {
            builder.row();
            let mut next = left;
            for Span { column, columns, rows, rest } in spans {
                builder.skip(column - next);
                let text =
                    if rest { row.rest(column) } else { std::mem::take(&mut row.fields[column]) };
                builder.cell(text, columns, rows, false, place(row.number, column));
                next = column + columns;
            }
        }
        let (grid, note) = builder.finish();
        self.done.push(Block::Grid(grid));
        self.notes.extend(note);
    }
}

/// Row and column as a spreadsheet shows them.
fn place(row: usize, column: usize) -> Place {
    let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Place::Cell { table: 1, row: number(row), column: number(column + 1) }
}

//! Tables: which are data, and what reaches over what.
//!
//! A table is **layout**, and its cells are read as text, if no row has two cells, or if a cell reads
//! like a page: it holds a data table, a heading over long text, more than two long paragraphs, or a
//! long text with sentences. But a table with many cells besides is **data** all the same, and its
//! long cell a remark, unless a data table is inside.

use nianbao_core::{CellText, Grid, GridBuilder, Limits, Note, NoteCode, Place, Role};

use crate::story::Piece;

/// So much of a hidden row is quoted.
const QUOTED: usize = 30;
/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// It is a table of data, not of layout.
    pub(crate) data: bool,
    /// What stands in rows that nobody sees.
    hidden: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Row {
    /// So many columns are left out before the first cell.
    pub(crate) before: usize,
    pub(crate) head: bool,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) columns: usize,
    pub(crate) merge: Merge,
    pub(crate) pieces: Vec<Piece>,
}

/// How a cell is merged with those above and below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    None,
    /// It may reach over cells below.
    Start,
    /// The cell above reaches over it, and what it holds is not shown.
    Continue,
}

impl Table {
    pub(crate) fn of(mut rows: Vec<Row>, hidden: Vec<String>) -> Self {
        let spans = spans(&rows);
        // Nothing above reaches over it: it begins a merge itself.
        for (row, spans) in rows.iter_mut().zip(spans) {
            for (cell, span) in row.cells.iter_mut().zip(spans) {
                match (span, cell.merge) {
                    (0, _) => cell.pieces.clear(),
                    (_, Merge::Continue) => cell.merge = Merge::Start,
                    _ => {}
                }
            }
        }
        let mut table = Self { rows, data: false, hidden };
        table.data = table.is_data();
        table
    }

    fn is_data(&self) -> bool {
        let cells =
            || self.rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.is_covered()));
        if cells().all(|row| row.count() < 2) {
            return false;
        }
        let count: usize = cells().map(Iterator::count).sum();
        let pages: Vec<_> = cells().flatten().map(Contents::of).filter(Contents::is_page).collect();
        match pages.as_slice() {
            [] => true,
            pages if CellText::is_frame(count, pages.len()) => false,
            pages => !pages.iter().any(|page| page.table),
        }
    }

    /// The grid of a data table, the n-th of its document, and what of it was not read.
    pub(crate) fn grid(&self, number: u32, limits: &Limits) -> (Grid, Vec<Note>) {
        let mut builder = GridBuilder::within(limits);
        let spans = spans(&self.rows);
        for ((row, spans), position) in self.rows.iter().zip(&spans).zip(1..) {
            builder.row();
            builder.skip(row.before);
            let cells = row.cells.iter().zip(spans).filter(|(_, span)| **span > 0);
            for ((cell, span), column) in cells.zip(1..) {
                let at = Place::Cell { table: number, row: position, column };
                builder.cell(cell.text(), cell.columns, *span, row.head, at);
            }
        }
        let (grid, note) = builder.finish();
        let first = Place::Cell { table: number, row: 1, column: 1 };
        let hidden = self.hidden.iter().map(|text| {
            let text: String = text.chars().take(QUOTED).collect();
            Note::new(NoteCode::HiddenUnread, text)
        });
        (grid, note.into_iter().chain(hidden).map(|note| note.at(first.clone())).collect())
    }
}

impl Cell {
    fn is_covered(&self) -> bool {
        self.merge == Merge::Continue
    }

    /// The text of a cell of data, a line a paragraph; blank lines show nothing.
    fn text(&self) -> String {
        let mut lines = Vec::new();
        lines_of(&self.pieces, &mut lines);
        let text = nianbao_core::Cell::pictured(lines.join("\n"));
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned();
        if !text.is_empty() {
            return text;
        }
        // What is hidden or struck out is there and does not count.
        let withheld = self.withheld();
        if withheld.contains(char::is_numeric) { format!("（{withheld}）") } else { text }
    }

    /// What its paragraphs hold that is hidden or struck out.
    fn withheld(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Paragraph(paragraph) => paragraph.withheld.trim(),
            Piece::Table(_) => "",
        });
        texts.collect()
    }

    /// All that it holds, seen or not.
    pub(crate) fn all_text(&self) -> String {
        let mut lines = Vec::new();
        lines_of(&self.pieces, &mut lines);
        lines.join(" ") + &self.withheld()
    }
}

fn lines_of<'p>(pieces: &'p [Piece], lines: &mut Vec<&'p str>) {
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                lines.extend(paragraph.text.split('\n').filter(|line| !line.trim().is_empty()));
            }
            Piece::Table(table) => {
                table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .for_each(|cell| lines_of(&cell.pieces, lines));
            }
        }
    }
}

/// A merge that goes on below: its columns, and the cell that began it.
#[derive(Clone, Copy)]
struct Merged {
    first: usize,
    columns: usize,
    row: usize,
    cell: usize,
}

/// For each cell how many rows it covers; none if the cell above reaches over it. That one begins
/// in the same column and covers as many.
fn spans(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut spans: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    // In the order of their columns.
    let mut open: Vec<Merged> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        spans.push(vec![1; row.cells.len()]);
        let mut still = Vec::new();
        let mut first = row.before;
        for (position, cell) in row.cells.iter().enumerate() {
            let columns = cell.columns;
            let above = open.binary_search_by_key(&first, |merged| merged.first).ok();
            let above = above.map(|found| open[found]).filter(|merged| merged.columns == columns);
            match (cell.merge, above) {
                (Merge::None, _) => {}
                (Merge::Continue, Some(merged)) => {
                    spans[merged.row][merged.cell] += 1;
                    spans[index][position] = 0;
                    still.push(merged);
                }
                _ => still.push(Merged { first, columns, row: index, cell: position }),
            }
            first = first.saturating_add(columns);
        }
        open = still;
    }
    spans
}

/// What a cell holds, as far as it tells a page from a cell of data.
#[derive(Default)]
struct Contents {
    text: CellText,
    heading: bool,
    table: bool,
}

impl Contents {
    fn of(cell: &Cell) -> Self {
        let mut contents = Self::default();
        contents.add(&cell.pieces);
        contents
    }

    fn add(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Table(table) => {
                    self.table |= table.data;
                    table
                        .rows
                        .iter()
                        .flat_map(|row| &row.cells)
                        .for_each(|cell| self.add(&cell.pieces));
                }
                Piece::Paragraph(paragraph) => {
                    self.text.add(&paragraph.text);
                    self.text.end_paragraph();
                    self.heading |= matches!(paragraph.role, Some(Role::Heading(_)));
                }
            }
        }
    }

    fn is_page(&self) -> bool {
        self.table
            // Labels in a heading's style are still labels.
            || (self.heading && self.text.has_long_paragraph())
            || self.text.is_page()
    }
}

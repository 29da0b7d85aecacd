//! A sheet as lines and tables.
//!
//! Nothing in a sheet says which of its cells are a table. A row with one cell is a line of text,
//! unless it stands in a table: directly below a row of several cells, and not merged over the
//! table's whole width as captions and headings are.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::{Block, Grid, GridBuilder, Limits, Line, Note, Role};

use super::sheet::{Merge, RawSheet};
use crate::carried::{Carried, Marks};

/// A label is shorter.
const LONGEST_LABEL: usize = 60;
/// So many blank rows divide two tables; one may stand between a head and its rows.
const GAP: u32 = 2;

/// The blocks of a sheet in reading order, and what went wrong on it. They take its texts over.
pub(crate) fn blocks(
    sheet: &mut RawSheet,
    carried: &mut Carried,
    limits: &Limits,
    out: &mut Vec<Block>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    let texts = std::mem::take(&mut sheet.cells);
    let mut view = View::new(sheet, texts, carried.take_marks(&sheet.name), limits);
    let mut table: Vec<u32> = Vec::new();
    let mut end = 0;
    let mut last: Option<u32> = None;
    for row in view.rows() {
        let gap = last.map_or(0, |last| row - last - 1);
        if gap >= GAP || gap > 0 && view.lone(row).is_some() {
            view.finish(&mut table, out, &mut notes);
            end = 0;
        }
        if let Some(column) =
            view.lone(row).filter(|column| table.is_empty() || view.is_line(row, *column, end))
        {
            view.finish(&mut table, out, &mut notes);
            end = 0;
            view.line(row, column, out);
        } else {
            table.push(row);
            end = end.max(view.end(row));
        }
        last = Some(row);
    }
    view.finish(&mut table, out, &mut notes);
    notes
}

/// A row: its cells that hold something and are in no block yet, and the merged cells that begin in it,
/// both by column.
#[derive(Default)]
struct Row {
    cells: Vec<(u32, String)>,
    begin: Vec<Merge>,
}

impl Row {
    fn merge(&self, column: u32) -> Option<&Merge> {
        let at = self.begin.binary_search_by_key(&column, |merge| merge.left).ok()?;
        self.begin.get(at)
    }

    /// The first column behind all that it holds.
    fn end(&self) -> u32 {
        let right = |column: u32| self.merge(column).map_or(column, |merge| merge.right);
        let ends = self.cells.iter().map(|(column, _)| right(*column).saturating_add(1));
        ends.max().unwrap_or(0)
    }
}

/// A sheet by rows.
struct View<'s> {
    sheet: &'s RawSheet,
    marks: Marks,
    limits: &'s Limits,
    rows: BTreeMap<u32, Row>,
}

impl<'s> View<'s> {
    fn new(
        sheet: &'s RawSheet,
        texts: BTreeMap<(u32, u32), String>,
        marks: Marks,
        limits: &'s Limits,
    ) -> Self {
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for ((row, column), text) in texts {
            if rows.last().is_none_or(|(last, _)| *last != row) {
                rows.push((row, Row::default()));
            }
            if let Some((_, last)) = rows.last_mut() {
                last.cells.push((column, text));
            }
        }
        let mut rows: BTreeMap<u32, Row> = rows.into_iter().collect();
        for merge in &sheet.merges {
            rows.entry(merge.top).or_default().begin.push(*merge);
        }
        for row in rows.values_mut() {
            // Of two that begin in one cell the later one holds.
            row.begin.reverse();
            row.begin.sort_by_key(|merge| merge.left);
            row.begin.dedup_by_key(|merge| merge.left);
        }
        Self { sheet, marks, limits, rows }
    }

    /// The rows that hold something, and blank rows whose borders are drawn below one that does:
    /// there a row of values was left blank.
    fn rows(&self) -> BTreeSet<u32> {
        let held = self.rows.iter().filter(|(_, row)| !row.cells.is_empty());
        let mut rows: BTreeSet<u32> = held.map(|(number, _)| *number).collect();
        let blank: Vec<u32> = rows
            .iter()
            .filter(|row| self.rows[*row].cells.len() > 1)
            .map(|row| row + 1)
            .filter(|next| !rows.contains(next))
            .filter(|next| {
                let drawn = self.sheet.drawn.get(next).copied().unwrap_or(0);
                let (left, end) = (self.left(&[next - 1]), self.end(next - 1));
                drawn >= (end - left) as usize && drawn < usize::from(u16::MAX)
            })
            .collect();
        rows.extend(blank);
        rows
    }

    /// The column of a row's only cell.
    fn lone(&self, row: u32) -> Option<u32> {
        match self.rows.get(&row)?.cells.as_slice() {
            [(column, _)] => Some(*column),
            _ => None,
        }
    }

    /// The text of a row's only cell.
    fn lone_text(&self, row: u32) -> &str {
        let cell = self.rows.get(&row).and_then(|row| row.cells.first());
        cell.map_or("", |(_, text)| text)
    }

    /// Whether the only cell of a row below a table that ends before column `end` is a line.
    fn is_line(&self, row: u32, column: u32, end: u32) -> bool {
        let merge = self.rows.get(&row).and_then(|row| row.merge(column));
        let over_all =
            merge.is_some_and(|merge| merge.right > merge.left && merge.right + 1 >= end);
        let text = self.lone_text(row);
        let long = text.chars().nth(LONGEST_LABEL).is_some() || text.contains('。');
        over_all || long
    }

    /// The first column behind all that a row holds.
    fn end(&self, row: u32) -> u32 {
        self.rows.get(&row).map_or(0, Row::end)
    }

    fn left(&self, rows: &[u32]) -> u32 {
        let firsts = rows.iter().filter_map(|row| self.rows.get(row)?.cells.first());
        firsts.map(|(column, _)| *column).min().unwrap_or(0)
    }

    fn line(&self, row: u32, column: u32, out: &mut Vec<Block>) {
        for text in self.lone_text(row).lines().filter(|text| !text.trim().is_empty()) {
            let at = self.sheet.place(row, column);
            out.push(Block::Line(Line { text: text.to_owned(), role: Role::Text, at }));
        }
    }

    fn finish(&mut self, rows: &mut Vec<u32>, out: &mut Vec<Block>, notes: &mut Vec<Note>) {
        if !rows.is_empty() {
            let (grid, note) = self.grid(rows);
            out.push(Block::Grid(grid));
            notes.extend(note);
            rows.clear();
        }
    }

    /// A table: all cells from its first column to the last that is used so far. What lies further
    /// right of a narrow table is no part of it.
    fn grid(&mut self, rows: &[u32]) -> (Grid, Option<Note>) {
        let mut builder = GridBuilder::within(self.limits);
        let left = self.left(rows);
        let mut covered = Covered { left, until: Vec::new() };
        let (mut end, mut cells) = (0, 0);
        for (index, number) in rows.iter().enumerate() {
            builder.row();
            let row = self.rows.remove(number).unwrap_or_default();
            end = end.max(row.end());
            let mut texts = row.cells.into_iter().peekable();
            let mut merges = row.begin.iter().peekable();
            let mut column = left;
            while column < end && cells <= self.limits.cells {
                if covered.at(column) > *number {
                    column += 1;
                    continue;
                }
                while merges.next_if(|merge| merge.left < column).is_some() {}
                let merge = merges.next_if(|merge| merge.left == column);
                let width = merge.map_or(1, |merge| {
                    // A merged cell that reaches into another is cut off there.
                    let meets = |next: &u32| covered.at(*next) > *number;
                    let stop = (column + 1..=merge.right.min(end)).find(meets);
                    stop.unwrap_or(merge.right + 1).min(end.max(column + 1)) - column
                });
                let bottom = merge.map_or(*number, |merge| merge.bottom);
                if bottom > *number {
                    covered.cover(column, width, bottom + 1);
                }
                let height = rows[index..].partition_point(|row| *row <= bottom);
                while texts.next_if(|(at, _)| *at < column).is_some() {}
                let text = texts.next_if(|(at, _)| *at == column).map(|(_, text)| text);
                let at = self.sheet.place(*number, column);
                builder.cell(text.unwrap_or_default(), width as usize, height.max(1), false, at);
                let original = self.sheet.folded.original(*number, column);
                if let Some(marks) = self.marks.remove(&original) {
                    builder.mark(marks);
                }
                cells += 1;
                column += width;
            }
        }
        builder.finish()
    }
}

/// Which columns of a table, from its first, are covered by a merged cell from above.
struct Covered {
    left: u32,
    /// The first row below that cell; 0 where there is none.
    until: Vec<u32>,
}

impl Covered {
    fn at(&self, column: u32) -> u32 {
        self.until.get((column - self.left) as usize).copied().unwrap_or(0)
    }

    fn cover(&mut self, column: u32, width: u32, until: u32) {
        let first = (column - self.left) as usize;
        let end = first + width as usize;
        if self.until.len() < end {
            self.until.resize(end, 0);
        }
        self.until[first..end].fill(until);
    }
}

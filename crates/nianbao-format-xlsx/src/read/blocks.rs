//! A sheet as lines and tables.
//!
//! Nothing in a sheet says which of its cells are a table. A row with one cell is a line of text,
//! unless it stands in a table: directly below a row of several cells, and not merged over the
//! table's whole width as captions and headings are.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::{Block, Grid, GridBuilder, Limits, Line, Note, Role};

use super::sheet::{Merge, RawSheet};
use crate::carried::Carried;

/// A label is shorter.
const LONGEST_LABEL: usize = 60;
/// So many blank rows divide two tables; one may stand between a head and its rows.
const GAP: u32 = 2;

/// The blocks of a sheet in reading order, and what went wrong on it. They take its texts over.
pub(crate) fn blocks(
    sheet: &mut RawSheet,
    carried: &Carried,
    limits: &Limits,
    out: &mut Vec<Block>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    let texts = std::mem::take(&mut sheet.cells);
    let mut view = View::new(sheet, texts, carried, limits);
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

/// A sheet by rows.
struct View<'s> {
    sheet: &'s RawSheet,
    /// The texts of its cells that are in no block yet.
    texts: BTreeMap<(u32, u32), String>,
    carried: &'s Carried,
    limits: &'s Limits,
    /// The merged cells that begin in each row, by column.
    begin: BTreeMap<(u32, u32), Merge>,
    /// The columns of the cells that hold something.
    columns: BTreeMap<u32, Vec<u32>>,
}

impl<'s> View<'s> {
    fn new(
        sheet: &'s RawSheet,
        texts: BTreeMap<(u32, u32), String>,
        carried: &'s Carried,
        limits: &'s Limits,
    ) -> Self {
        let begin = sheet.merges.iter().map(|merge| ((merge.top, merge.left), *merge)).collect();
        let mut columns: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (row, column) in texts.keys() {
            columns.entry(*row).or_default().push(*column);
        }
        Self { sheet, texts, carried, limits, begin, columns }
    }

    /// The rows that hold something, and blank rows whose borders are drawn below one that does:
    /// there a row of values was left blank.
    fn rows(&self) -> BTreeSet<u32> {
        let mut rows: BTreeSet<u32> = self.columns.keys().copied().collect();
        let blank: Vec<u32> = rows
            .iter()
            .filter(|row| self.columns[*row].len() > 1)
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
        match self.columns.get(&row)?.as_slice() {
            [column] => Some(*column),
            _ => None,
        }
    }

    /// Whether the only cell of a row below a table that ends before column `end` is a line.
    fn is_line(&self, row: u32, column: u32, end: u32) -> bool {
        let merge = self.begin.get(&(row, column));
        let over_all =
            merge.is_some_and(|merge| merge.right > merge.left && merge.right + 1 >= end);
        let text = &self.texts[&(row, column)];
        let long = text.chars().nth(LONGEST_LABEL).is_some() || text.contains('。');
        over_all || long
    }

    /// The first column behind all that a row holds.
    fn end(&self, row: u32) -> u32 {
        let columns = self.columns.get(&row).into_iter().flatten();
        let cells = columns.map(|column| {
            let merge = self.begin.get(&(row, *column));
            merge.map_or(*column, |merge| merge.right).saturating_add(1)
        });
        cells.max().unwrap_or(0)
    }

    fn left(&self, rows: &[u32]) -> u32 {
        let firsts = rows.iter().filter_map(|row| self.columns.get(row)?.first());
        firsts.copied().min().unwrap_or(0)
    }

    fn line(&self, row: u32, column: u32, out: &mut Vec<Block>) {
        let texts = self.texts.get(&(row, column)).into_iter().flat_map(|text| text.lines());
        for text in texts.filter(|text| !text.trim().is_empty()) {
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
        let marks = self.carried.marks(&self.sheet.name);
        let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
        let (mut end, mut cells) = (0, 0);
        for (index, row) in rows.iter().enumerate() {
            builder.row();
            end = end.max(self.end(*row));
            let mut column = left;
            while column < end && cells <= self.limits.cells {
                if covered.get(&column).is_some_and(|free| row < free) {
                    column += 1;
                    continue;
                }
                let merge = self.begin.get(&(*row, column));
                let width = merge.map_or(1, |merge| {
                    // A merged cell that reaches into another is cut off there.
                    let meets = |next: &u32| covered.get(next).is_some_and(|free| row < free);
                    let stop = (column + 1..=merge.right.min(end)).find(meets);
                    stop.unwrap_or(merge.right + 1).min(end.max(column + 1)) - column
                });
                let bottom = merge.map_or(*row, |merge| merge.bottom);
                if bottom > *row {
                    covered.extend((column..column + width).map(|column| (column, bottom + 1)));
                }
                let height = rows[index..].partition_point(|row| *row <= bottom);
                let text = self.texts.remove(&(*row, column)).unwrap_or_default();
                let at = self.sheet.place(*row, column);
                builder.cell(text, width as usize, height.max(1), false, at);
                let original = self.sheet.folded.original(*row, column);
                if let Some(marks) = marks.and_then(|marks| marks.get(&original)) {
                    builder.mark(marks.clone());
                }
                cells += 1;
                column += width;
            }
        }
        builder.finish()
    }
}

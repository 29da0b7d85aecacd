//! The columns of the sheet: tables of different columns stand below each other, so the sheet has
//! a column for every edge of any of them, and cells are merged over those between theirs.

use std::collections::HashMap;

use nianbao_core::{Cell, Grid};

use super::look::width;

/// The width of the form in pixels: a page of A4 between its margins.
const TOTAL: u16 = 660;
/// Edges nearer than this, in pixels, are one.
const NEAR: u16 = 9;
/// The widest a column of labels is taken for, in digits, and the narrowest any is.
const WIDEST: usize = 22;
const NARROWEST: usize = 5;

/// The columns of a sheet.
pub(super) struct Columns {
    /// The edges between them in pixels, with the first and the last.
    edges: Vec<u16>,
    /// For the columns of each table, by how wide they are in digits, the indices of their edges.
    tables: HashMap<Vec<usize>, Vec<u16>>,
}

impl Columns {
    pub(super) fn of<'g>(grids: impl Iterator<Item = &'g Grid>) -> Self {
        let mut wanted: Vec<Vec<usize>> = grids.map(wishes).filter(|w| !w.is_empty()).collect();
        wanted.sort();
        wanted.dedup();
        let placed: Vec<Vec<u16>> = wanted.iter().map(|wishes| place(wishes)).collect();
        let mut all: Vec<(u16, usize)> = Vec::new();
        for (table, edges) in placed.iter().enumerate() {
            all.extend(edges.iter().map(|edge| (*edge, table)));
        }
        all.extend([(0, usize::MAX), (TOTAL, usize::MAX)]);
        all.sort_unstable();
        let mut edges: Vec<u16> = Vec::new();
        let mut of_table: Vec<Vec<u16>> = vec![Vec::new(); placed.len()];
        let mut here: Vec<usize> = Vec::new();
        for (edge, table) in all {
            // Two edges of one table never become one.
            let joins = edges.last().is_some_and(|last| edge - last < NEAR)
                && (table == usize::MAX || !here.contains(&table));
            if !joins {
                edges.push(edge);
                here.clear();
            }
            if table < of_table.len() {
                of_table[table].push(u16::try_from(edges.len() - 1).unwrap_or(u16::MAX));
                here.push(table);
            }
        }
        Self { edges, tables: wanted.into_iter().zip(of_table).collect() }
    }

    /// The widths of the columns in pixels.
    pub(super) fn widths(&self) -> Vec<u16> {
        self.edges.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// The last column.
    pub(super) fn last(&self) -> u16 {
        u16::try_from(self.edges.len().saturating_sub(2)).unwrap_or(u16::MAX)
    }

    pub(super) fn total(&self) -> u16 {
        self.width((0, self.last()))
    }

    /// The width of some columns together, the last included.
    pub(super) fn width(&self, (first, last): (u16, u16)) -> u16 {
        let edge = |index: usize| self.edges.get(index).or(self.edges.last()).copied().unwrap_or(0);
        edge(usize::from(last) + 1).saturating_sub(edge(usize::from(first)))
    }

    /// The column of the sheet at which each column of a table begins, and where the last ends.
    pub(super) fn edges(&self, grid: &Grid) -> Vec<u16> {
        self.tables.get(&wishes(grid)).cloned().unwrap_or_else(|| vec![0, self.last() + 1])
    }
}

/// How wide each column of a table wants to be, in digits.
fn wishes(grid: &Grid) -> Vec<usize> {
    let mut wishes = vec![NARROWEST; grid.width()];
    for cell in grid.rows().iter().flatten().filter(|cell| cell.columns == 1) {
        if let Some(wish) = wishes.get_mut(cell.column) {
            *wish = (*wish).max(wish_of(cell)).min(WIDEST);
        }
    }
    wishes
}

/// A short text stands on one line, a head on two, a long label on several.
fn wish_of(cell: &Cell) -> usize {
    let width = width(&cell.text);
    match width {
        0..=6 => width + 2,
        _ if cell.head => width.div_ceil(if width > 16 { 3 } else { 2 }) + 2,
        _ => width.div_ceil(2) + 2,
    }
}

/// The edges of a table's columns in pixels, shared out as the columns wish.
fn place(wishes: &[usize]) -> Vec<u16> {
    let all: usize = wishes.iter().sum();
    let total = usize::from(TOTAL);
    let mut sum = 0;
    let mut edges = vec![0];
    for wish in wishes {
        sum += wish;
        edges.push(u16::try_from(sum * total / all.max(1)).unwrap_or(TOTAL));
    }
    // A table of more columns than the form has pixels still has an edge for each.
    for index in 1..edges.len() {
        edges[index] = edges[index].max(edges[index - 1].saturating_add(1));
    }
    edges
}

//! Tables with one column a report (一列一份报告): rows are fields, and a row names who reports.

use nianbao_core::{Block, Cell, Document, Grid, GridBuilder};

use super::head::Head;
use super::holds::{Holds, is_total, word};
use crate::bodies;

/// The row of names stands this far down at most: a title and a year may stand above.
const LOWEST: usize = 4;

/// Fewer rows that name a field are no summary of reports.
const FEWEST_TURNED_FIELDS: usize = 10;

/// No form has more rows, and no summary of reports more columns.
const MOST_TURNED_ROWS: usize = 1_000;
const MOST_COLUMNS: usize = 5_000;

/// What heads the names of those who report, where nothing or another word does.
const NAMES: &str = "单位名称";

/// The document with such tables turned, so that a row is a report; `None` if it has none.
pub(super) fn document(document: &Document) -> Option<Document> {
    let turned = |block: &Block| match block {
        Block::Grid(grid) => turned(grid).map(Block::Grid),
        Block::Line(_) => None,
    };
    let blocks: Vec<Option<Block>> = document.blocks.iter().map(turned).collect();
    if blocks.iter().all(Option::is_none) {
        return None;
    }
    let mut document = document.clone();
    for (block, turned) in document.blocks.iter_mut().zip(blocks) {
        if let Some(turned) = turned {
            *block = turned;
        }
    }
    Some(document)
}

fn turned(grid: &Grid) -> Option<Grid> {
    let fits = (FEWEST_TURNED_FIELDS..=MOST_TURNED_ROWS).contains(&grid.rows().len());
    if !fits || grid.width() > MOST_COLUMNS {
        return None;
    }
    let (named, first) = names(grid)?;
    let turned = transposed(grid, named, first);
    let head = Head::of(&turned)?;
    let fields = head.columns.iter().filter(|holds| matches!(holds, Holds::Field(..))).count();
    (fields >= FEWEST_TURNED_FIELDS).then_some(turned)
}

/// The row that names who reports, and its first column that does.
fn names(grid: &Grid) -> Option<(usize, usize)> {
    grid.rows().iter().take(LOWEST).enumerate().find_map(|(index, row)| {
        let is_body = |cell: &&Cell| bodies::names_body(&cell.text);
        let first = row.iter().find(is_body)?.column;
        let mut others = row.iter().filter(|cell| cell.column > first);
        let (before, behind) = (first > 0, row.iter().filter(is_body).count() > 1);
        let all = others
            .all(|cell| cell.text.trim().is_empty() || is_body(&cell) || is_total(&cell.text));
        (before && behind && all).then_some((index, first))
    })
}

/// Rows for columns. The labels of the row `named` stand before column `first`.
fn transposed(grid: &Grid, named: usize, first: usize) -> Grid {
    let mut columns: Vec<Vec<(usize, &Cell)>> = vec![Vec::new(); grid.width()];
    for (row, cells) in grid.rows().iter().enumerate() {
        for cell in cells {
            columns[cell.column].push((row, cell));
        }
    }
    let mut builder = GridBuilder::new();
    for (column, cells) in columns.into_iter().enumerate() {
        builder.row();
        let mut next = 0;
        for (row, cell) in cells {
            builder.skip(row.saturating_sub(next));
            let label = row == named && column < first;
            let text = match &cell.text {
                text if !label || word(text) == Some("organ") => text.clone(),
                _ if cell.column + cell.columns == first => NAMES.to_owned(),
                _ => String::new(),
            };
            builder.cell(text, cell.rows, cell.columns, false, cell.at.clone());
            next = row + cell.rows;
        }
    }
    builder.finish().0
}

//! Tables whose merged cells came with the text of all in each: 第二十条第（一）项 four times in one row.
//! Programs that take a table apart leave it so.

use crate::fold::han_count;
use crate::tokens::{Kind, kind_of};
use crate::vocabulary::vocabulary;

use super::Cell;

/// The rows with each merged cell once, if some label that stands over several columns of the form is
/// there several times.
pub(super) fn merged<'d>(rows: &[Vec<Cell<'d>>]) -> Option<Vec<Vec<Cell<'d>>>> {
    rows.iter().any(|row| repeats(row)).then(|| {
        let mut groups: Vec<Cell<'d>> = Vec::new();
        let mut out: Vec<Vec<Cell<'d>>> = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let cells = once(row);
            let is_data = cells.iter().any(|cell| matches!(kind_of(cell.text), Kind::Value));
            if is_data {
                let above = &rows[index - index.min(1)];
                let fresh =
                    |cell: &Cell<'d>| index == 0 || !is_label(cell) || !stands_in(cell, above);
                out.push(below(&cells, &groups).into_iter().filter(fresh).collect());
            } else {
                groups = cells.iter().filter(|cell| cell.columns > 1).copied().collect();
                let above = &rows[index - index.min(1)];
                out.push(
                    cells.into_iter().filter(|c| index == 0 || !stands_in(c, above)).collect(),
                );
            }
        }
        out
    })
}

/// Whether a row has a label twice that names no column, but what stands over columns or beside rows.
fn repeats(row: &[Cell<'_>]) -> bool {
    let twice =
        row.windows(2).filter(|pair| pair[0].text == pair[1].text && han_count(pair[0].text) > 1);
    twice.into_iter().any(|pair| match kind_of(pair[0].text) {
        Kind::Label(label) => vocabulary().meaning(&label.core).is_some_and(|meaning| {
            meaning.caption
                || meaning.stub
                || meaning.group
                || meaning.head_group
                || meaning.is_row()
        }),
        _ => false,
    })
}

/// The cells of a row with labels that stand side by side several times as one.
fn once<'d>(row: &[Cell<'d>]) -> Vec<Cell<'d>> {
    let mut cells: Vec<Cell<'d>> = Vec::with_capacity(row.len());
    for cell in row {
        match cells.last_mut() {
            Some(last)
                if is_label(cell)
                    && last.text == cell.text
                    && last.column + last.columns == cell.column =>
            {
                last.columns += cell.columns;
            }
            _ => cells.push(*cell),
        }
    }
    cells
}

/// The cells of a row of values, those as one that stand below one head and are alike.
fn below<'d>(cells: &[Cell<'d>], heads: &[Cell<'_>]) -> Vec<Cell<'d>> {
    let head = |cell: &Cell<'_>| {
        heads.iter().find(|head| {
            head.column <= cell.column && cell.column + cell.columns <= head.column + head.columns
        })
    };
    let alike = |head: &Cell<'_>| {
        let mut texts = cells.iter().filter(|cell| {
            head.column < cell.column + cell.columns && cell.column < head.column + head.columns
        });
        let first = texts.next().map(|cell| cell.text);
        texts.all(|cell| Some(cell.text) == first)
    };
    let mut out: Vec<Cell<'d>> = Vec::with_capacity(cells.len());
    for cell in cells {
        match head(cell).filter(|head| alike(head) && !is_label(cell)) {
            Some(head) if head.column < cell.column => {}
            Some(head) => out.push(Cell { columns: head.columns, ..*cell }),
            None => out.push(*cell),
        }
    }
    out
}

/// Whether a cell stands in the row above as it is: it reached down from there.
fn stands_in(cell: &Cell<'_>, above: &[Cell<'_>]) -> bool {
    !cell.text.is_empty()
        && above.iter().any(|other| other.column == cell.column && other.text == cell.text)
}

fn is_label(cell: &Cell<'_>) -> bool {
    matches!(kind_of(cell.text), Kind::Label(_))
}

//! What stands above a row of values, in the order in which a table would print it.

use super::cells::{Assembled, meaning, overlap};
use crate::key::{Label, Numbering, split_numbering};
use crate::vocabulary::{Meaning, Role, vocabulary};

/// Puts the cells above a row's line in order: blocks' headings, then heads from left to right. A row
/// without values or a section's heading below the heads comes behind them, and what stands below it
/// begins anew.
pub(super) fn sort(above: &mut Vec<usize>, cells: &[Assembled], line: usize) {
    above.sort_by_key(|index| (cells[*index].first, cells[*index].columns.0));
    let mut ordered = Vec::with_capacity(above.len());
    let mut rest = above.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().position(|index| ends_head(&cells[*index], rest, cells));
        let (heads, behind) = rest.split_at(end.unwrap_or(rest.len()));
        ordered.extend(of_one_head(heads, cells, line));
        ordered.extend(behind.first());
        rest = behind.get(1..).unwrap_or_default();
    }
    *above = ordered;
}

/// Whether a cell is the label of a row or a section's heading (三、…), and stands below a head among
/// some cells.
fn ends_head(cell: &Assembled, among: &[usize], cells: &[Assembled]) -> bool {
    let is_row = |meaning: &Meaning| meaning.is_row() && !meaning.is_head();
    let is_head = |other: &Assembled| other.first < cell.first && rank(other, &[]).0 > 0;
    let is_heading = || matches!(split_numbering(&cell.key).0, Some(Numbering::First(_)));
    meaning(&cell.key).map_or_else(is_heading, is_row)
        && among.iter().any(|index| is_head(&cells[*index]))
}

fn of_one_head(above: &[usize], cells: &[Assembled], line: usize) -> Vec<usize> {
    let mut above = above.to_vec();
    let heads = above.iter().filter(|index| rank(&cells[**index], &[]).0 > 0);
    let lines: Vec<usize> = heads.map(|index| cells[*index].first).collect();
    let by_line = are_crossed(&above, cells);
    // What stands on the row's own line, or reaches over it, is its own, and comes behind all heads.
    above.sort_by_key(|index| match rank(&cells[*index], &lines) {
        (0, first, column) if first <= line && line <= cells[*index].last => (3, line, column),
        (2, column, first) if by_line => (2, first, column),
        rank => rank,
    });
    above
}

/// Whether whole heads of columns stand above each other: then gaps part the cells of each line, and the
/// lines are not in columns.
fn are_crossed(above: &[usize], cells: &[Assembled]) -> bool {
    let heads = above.iter().map(|index| &cells[*index]);
    let heads: Vec<&Assembled> =
        heads.filter(|cell| meaning(&cell.key).is_some() && rank(cell, &[]).0 == 2).collect();
    let cross = |a: &Assembled, b: &Assembled| a.first < b.first && overlap(a.columns, b.columns);
    heads.iter().any(|a| heads.iter().any(|b| cross(a, b)))
}

/// Whether a cell is the head of one column of values.
pub(super) fn is_head_of_column(cell: &Assembled) -> bool {
    let label = Label::of_key(&cell.key);
    rank(cell, &[]).0 == 2 && label.numbering.is_none() && vocabulary().role(&label.core).is_none()
}

/// Where a cell above a row goes: blocks' headings first, then groups by line, then columns from
/// left to right. What the form does not know is a column if it stands on a line of the head.
fn rank(cell: &Assembled, head_lines: &[usize]) -> (u8, usize, usize) {
    match meaning(&cell.key) {
        // 序号 stands before what stands above the labels.
        None if vocabulary().role(&cell.key) == Some(Role::Serial) => {
            (1, cell.first, cell.columns.0)
        }
        Some(meaning) if meaning.caption || !meaning.is_head() => (0, cell.first, cell.columns.0),
        Some(meaning) if meaning.stub || meaning.head_group => (1, cell.first, cell.columns.0),
        Some(_) => (2, cell.columns.0, cell.first),
        None if head_lines.contains(&cell.first) => (2, cell.columns.0, cell.first),
        None => (0, cell.first, cell.columns.0),
    }
}

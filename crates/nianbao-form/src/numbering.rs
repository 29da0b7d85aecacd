//! Numbers that count columns or rows (栏次, 序号) where values stand.
//!
//! Their heads are lost or say something else, so only their run tells: 1, 2, 3, … over all columns
//! of a row, or down all rows of a table. No row whose total is the sum of its parts runs so.

use std::collections::HashSet;

use crate::fold::squeeze;
use crate::tokens::{Layout, Token};
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// A row that runs so has so many columns at least; 1, 2, 3 may be values.
const FEWEST_COLUMNS: usize = 5;
/// A column that rises by one from row to row has so many rows at least.
const FEWEST_ROWS: usize = 3;
/// Where rows of groups have numbers of their own, or some are lost, the others rise by more than
/// one; then a run has to be too long for chance.
const LONG: usize = 8;
/// How much more than one.
const WIDEST_GAP: u32 = 6;

/// The tokens among the values of rows that count columns or rows.
pub(crate) fn numbering(tokens: &[Token<'_>], walked: &Walked) -> HashSet<usize> {
    let mut found = HashSet::new();
    for segment in &walked.segments {
        // Padding looks like blanks behind the last.
        let filled = segment.values.iter().rposition(|index| !tokens[*index].is_blank());
        let values = &segment.values[..filled.map_or(0, |last| last + 1)];
        if counts_columns(tokens, values) {
            found.extend(values);
        }
    }
    for table in tables(tokens, walked) {
        let widest = table.iter().map(|segment| segment.values.len()).max().unwrap_or(0);
        for place in 0..widest {
            let column = table.iter().filter_map(|segment| segment.values.get(place).copied());
            let column: Vec<usize> = column.filter(|index| !tokens[*index].is_blank()).collect();
            if counts_rows(tokens, &column, column.len() == table.len()) {
                found.extend(column);
            }
        }
    }
    found
}

fn counts_columns(tokens: &[Token<'_>], values: &[usize]) -> bool {
    let ones = |step| step == 1;
    values.len() >= FEWEST_COLUMNS && steps(tokens, values).is_some_and(|mut all| all.all(ones))
}

/// `whole`: no row is without a number.
fn counts_rows(tokens: &[Token<'_>], column: &[usize], whole: bool) -> bool {
    let long = column.len() >= LONG;
    let widest = if long { WIDEST_GAP } else { 1 };
    let rises = |step| (1..=widest).contains(&step);
    (long || whole && column.len() >= FEWEST_ROWS)
        && steps(tokens, column).is_some_and(|mut all| all.all(rises))
}

/// By how much each number is greater than the one before; `None` unless all are whole numbers in
/// rising order.
fn steps(tokens: &[Token<'_>], values: &[usize]) -> Option<impl Iterator<Item = u32>> {
    let mut before: Option<u32> = None;
    let mut steps = Vec::with_capacity(values.len());
    for index in values {
        let number: u32 = squeeze(tokens[*index].text).parse().ok()?;
        if let Some(before) = before.replace(number) {
            steps.push(number.checked_sub(before).filter(|step| *step > 0)?);
        }
    }
    Some(steps.into_iter())
}

/// The rows of the form by the table they stand in: a grid, or a section that came as text.
fn tables<'w>(tokens: &[Token<'_>], walked: &'w Walked) -> Vec<Vec<&'w Segment>> {
    let mut tables: Vec<((Option<u32>, u8), Vec<&Segment>)> = Vec::new();
    for segment in &walked.segments {
        let Some(row) = segment.row else { continue };
        let grid = match tokens[segment.label].layout {
            Layout::Cell(grid) => Some(grid),
            Layout::Bars | Layout::Plain => None,
        };
        let key = (grid, vocabulary().rows[row].section);
        match tables.last_mut().filter(|(last, _)| *last == key) {
            Some((_, rows)) => rows.push(segment),
            None => tables.push((key, vec![segment])),
        }
    }
    tables.into_iter().map(|(_, rows)| rows).collect()
}

//! Numbers that count columns or rows (栏次, 序号) where values stand.
//!
//! No word says so, only their run: 1, 2, 3, … over all columns of a row, or down the rows of a table
//! whose head does not say what they are. No row whose total is the sum of its parts runs so.

use std::collections::HashSet;

use crate::fold::squeeze;
use crate::hash::LabelHash;
use crate::tokens::{Kind, Layout, Token};
use crate::value::digits;
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// A row that runs so has so many columns at least; 1, 2, 3 may be values.
const FEWEST_COLUMNS: usize = 5;
/// The first column has no greater number: a table's columns are counted from 1, those of 四 may go
/// on behind the seven of 三.
const GREATEST_FIRST: u32 = 8;
/// A column whose numbers rise by one from row to row has so many rows at least.
const FEWEST_COUNTED_ROWS: usize = 3;
/// Where rows of groups have numbers of their own, or some are lost, the others rise by more than
/// one; then a run has to be too long for chance.
const LONG: usize = 8;
/// How much more than one, on average.
const WIDEST_GAP: u64 = 2;
/// Of so many numbers in a run, one may be something else.
const STRAY_ONE_IN: usize = 5;

/// The tokens among the values of rows that count columns or rows.
pub(crate) fn numbering(tokens: &[Token<'_>], walked: &Walked) -> HashSet<usize> {
    let mut found = HashSet::new();
    for table in tables(tokens, walked) {
        let count = |segment: &&Segment| counts_columns(tokens, filled(tokens, segment));
        let mut counting = table.iter().copied().filter(count);
        // A table's columns are counted once.
        if let (Some(segment), None) = (counting.next(), counting.next()) {
            found.extend(filled(tokens, segment));
        }
        let widest = table.iter().map(|segment| segment.values.len()).max().unwrap_or(0);
        let headless = |segment: &Segment| walked.heads[segment.heads].cells.is_empty();
        let headed = !table.iter().any(|segment| headless(segment));
        // The one column of 2014 has so many rows that no chance makes a run of them.
        let long = table.len() >= LONG && table.iter().all(|segment| is_flat(segment));
        if widest < FEWEST_COLUMNS && headed && !long {
            continue;
        }
        // Blanks before the first may be what is left of the label's span.
        let first = |segment: &&Segment| {
            segment.values.iter().copied().find(|index| !tokens[*index].is_blank())
        };
        let firsts: Vec<usize> = table.iter().filter_map(first).collect();
        if counts_rows(tokens, &firsts, firsts.len() == table.len()) {
            found.extend(firsts);
        }
        let mut columns = vec![Vec::new(); widest];
        for segment in &table {
            for (column, index) in columns.iter_mut().zip(cells(tokens, segment)) {
                column.extend(Some(index).filter(|index| !tokens[*index].is_blank()));
            }
        }
        for column in columns {
            if counts_rows(tokens, &column, column.len() == table.len()) {
                found.extend(column);
            }
        }
    }
    found
}

/// The values of a row, one a column; in the table of 2014 units are left out, which may come in several
/// texts.
fn cells(tokens: &[Token<'_>], segment: &Segment) -> impl Iterator<Item = usize> {
    let flat = is_flat(segment);
    let is_value = move |index: &usize| !flat || !matches!(tokens[*index].kind, Kind::Label(_));
    segment.values.iter().copied().filter(is_value)
}

/// Whether a row is one of the table of 2014, which has one number a row.
fn is_flat(segment: &Segment) -> bool {
    segment.row.is_some_and(|row| vocabulary().rows[row].section == 0)
}

/// The values of a row without the blanks at the end, which may be padding.
fn filled<'s>(tokens: &[Token<'_>], segment: &'s Segment) -> &'s [usize] {
    let last = segment.values.iter().rposition(|index| !tokens[*index].is_blank());
    &segment.values[..last.map_or(0, |last| last + 1)]
}

fn counts_columns(tokens: &[Token<'_>], values: &[usize]) -> bool {
    let offset = |(place, index): (u32, &usize)| {
        number(&tokens[*index])?.checked_sub(place).filter(|first| *first <= GREATEST_FIRST)
    };
    let offsets: Vec<Option<u32>> = (0..).zip(values).map(offset).collect();
    let alike = |first: &Option<u32>| offsets.iter().filter(|offset| *offset == first).count();
    let most = offsets.iter().filter(|offset| offset.is_some()).map(alike).max().unwrap_or(0);
    most >= FEWEST_COLUMNS && most + values.len() / STRAY_ONE_IN >= values.len()
}

/// Numbers that rise from row to row, or all but a few. `whole`: no row is without a number.
fn counts_rows(tokens: &[Token<'_>], column: &[usize], whole: bool) -> bool {
    let numbers: Vec<u32> = column.iter().filter_map(|index| number(&tokens[*index])).collect();
    let by_one = numbers.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    if whole && by_one && numbers.len() == column.len() && numbers.len() >= FEWEST_COUNTED_ROWS {
        return true;
    }
    let run = rising(&numbers);
    let rise = run.last().zip(run.first()).map_or(0, |(last, first)| last - first);
    numbers.len() >= LONG
        && run.len() + numbers.len() / STRAY_ONE_IN >= numbers.len()
        && u64::from(rise) <= WIDEST_GAP * column.len() as u64
}

/// The longest run of numbers, others left out, in which each is greater than the one before.
fn rising(numbers: &[u32]) -> Vec<u32> {
    // For each length of a run the least number that one can end with, by its place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(place) = next {
        run.push(numbers[place]);
        next = before[place];
    }
    run.reverse();
    run
}

/// The whole number that a cell begins with, whatever it is marked with.
fn number(token: &Token<'_>) -> Option<u32> {
    if let Some(digits) = digits(token.text) {
        return digits.parse().ok();
    }
    let key = squeeze(token.text);
    let end = key.find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len());
    let rest = &key[end..];
    key[..end].parse().ok().filter(|_| !rest.starts_with(['.', ',']))
}

/// The rows of the form by the table they stand in: a grid, or a section that came as text. Where a
/// row comes again, a table begins anew.
pub(crate) fn tables<'w>(tokens: &[Token<'_>], walked: &'w Walked) -> Vec<Vec<&'w Segment>> {
    let mut tables: Vec<Vec<&Segment>> = Vec::new();
    let mut last = None;
    let mut seen: HashSet<usize, LabelHash> = HashSet::default();
    for segment in &walked.segments {
        let Some(row) = segment.row else { continue };
        let grid = match tokens[segment.label].layout {
            Layout::Cell(grid) => Some(grid),
            Layout::Bars | Layout::Plain => None,
        };
        let table = Some((grid, vocabulary().rows[row].section));
        if last != table || !seen.insert(row) {
            tables.push(Vec::new());
            seen.clear();
            seen.insert(row);
            last = table;
        }
        if let Some(rows) = tables.last_mut() {
            rows.push(segment);
        }
    }
    tables
}

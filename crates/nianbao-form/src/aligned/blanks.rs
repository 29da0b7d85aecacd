//! Blank cells in columns of spaces: in which columns the values of a short row stand.
//!
//! A blank cell leaves nothing behind but room, so the order of a short row's values does not say whose
//! they are. Where they stand does, if anything does: programs that print a table as text put the values
//! of one column below each other, by their first signs, by their last or by their middles. Rows that
//! print all columns show where; where there is none the heads do, if all values stand below them in one
//! manner. Each page is laid out anew, so a row is compared with those of its own page only.
//!
//! Cells that were dropped before the table was printed leave no room, and the values behind them stand in
//! columns all the same. So a row is told only if it has room for a blank before a value; and a label that
//! reaches into the columns has pushed the values of its row aside.
//!
//! Doubt is the rule. One value of a table that stands elsewhere, or near two columns, and none of its
//! short rows is told; signs can be counted as characters or by their width, and where both ways tell
//! something, they have to tell the same. Whether sums bear it out is asked later (`placing/told.rs`).

use std::collections::{HashMap, HashSet};

use crate::key::{Numbering, split_numbering};
use crate::vocabulary::Meaning;

use super::above::is_head_of_column;
use super::cells::{Assembled, Fragment, meaning, overlap};
use super::rows::{label_of, row_of, values_of};

/// So far, in half columns, values of one column stand from each other, since places are rounded.
const ROUNDED: usize = 2;

/// So far values stand from the head of their column, whose words may have moved it.
const BELOW: usize = 4;

/// So much further at least, in half columns, a value stands from the texts of another column.
const CLEAR: usize = 4;

/// Fewer rows do not show that values stand below their heads.
const FEWEST_WITNESSES: usize = 4;

/// The cells of a row by its columns; none for a blank one.
pub(super) type Slots = Vec<Option<usize>>;

/// First column and end.
type Extent = (usize, usize);

/// How the places on a line are counted.
type Measure = fn(&Fragment<'_>) -> Extent;

/// What the texts of a column have in common, in half columns.
type Manner = fn(Extent) -> usize;

const MEASURES: [Measure; 2] = [|fragment| fragment.by_character, |fragment| fragment.by_width];

const MANNERS: [Manner; 3] = [|place| 2 * place.0, |place| 2 * place.1, |place| place.0 + place.1];

/// The rows of one page under one head.
struct Table {
    heads: Vec<usize>,
    page: usize,
    /// The lines of the rows, and their values.
    rows: Vec<(usize, Vec<usize>)>,
}

/// Where the texts of a column stand.
struct Column {
    /// From the least to the greatest, in half columns.
    keys: Extent,
    extent: Extent,
}

/// For each line with a short row whose columns are told, the cells by column.
pub(super) fn told(
    cells: &[Assembled],
    fragments: &[Fragment<'_>],
    rows: &[usize],
) -> HashMap<usize, Slots> {
    let mut told = HashMap::new();
    for table in tables(cells, fragments, rows) {
        let ways = MEASURES.iter().flat_map(|measure| MANNERS.map(|manner| (measure, manner)));
        let all: Vec<Vec<Slots>> = ways
            .filter_map(|(measure, manner)| {
                let place = |cell: usize| extent(&cells[cell], fragments, *measure);
                let before = |cell: usize| end_before(&cells[cell], fragments, *measure);
                table.read(&place, &before, manner)
            })
            .collect();
        let Some((first, others)) = all.split_first() else { continue };
        for (at, (line, values)) in table.rows.iter().enumerate() {
            let short = values.len() < table.heads.len() && has_room(&first[at]);
            if short && others.iter().all(|way| way[at] == first[at]) {
                told.insert(*line, first[at].clone());
            }
        }
    }
    told
}

/// Whether a row has a blank before a value.
fn has_room(slots: &Slots) -> bool {
    slots.iter().skip_while(|slot| slot.is_some()).any(Option::is_some)
}

/// Where the text before a value ends on its line.
fn end_before(cell: &Assembled, fragments: &[Fragment<'_>], measure: Measure) -> usize {
    let own = cell.fragments.first().copied().unwrap_or_default();
    let before = own.checked_sub(1).map(|before| &fragments[before]);
    before.filter(|before| before.line == cell.first).map_or(0, |before| measure(before).1)
}

fn extent(cell: &Assembled, fragments: &[Fragment<'_>], measure: Measure) -> Extent {
    let places = cell.fragments.iter().map(|index| measure(&fragments[*index]));
    places.reduce(joined).unwrap_or_default()
}

fn joined(one: Extent, other: Extent) -> Extent {
    (one.0.min(other.0), one.1.max(other.1))
}

/// The rows with labels and nothing but values, by head and page.
fn tables(cells: &[Assembled], fragments: &[Fragment<'_>], rows: &[usize]) -> Vec<Table> {
    let labels: Vec<Option<usize>> = rows.iter().map(|line| label_of(cells, *line)).collect();
    let of_rows: HashSet<usize> = labels.iter().flatten().copied().collect();
    let page = |cell: &Assembled| cell.fragments.first().map_or(0, |first| fragments[*first].page);
    let mut tables: Vec<Table> = Vec::new();
    let mut heads: Vec<usize> = Vec::new();
    let mut above = 0;
    for (index, line) in rows.iter().enumerate() {
        let between = (0..cells.len())
            .filter(|cell| (above..*line).contains(&cells[*cell].first) && !of_rows.contains(cell));
        let next = heads_among(between.collect(), cells);
        above = line + 1;
        let anew = next.is_some();
        heads = next.unwrap_or(heads);
        let Some(value) = values_of(cells, *line).next() else { continue };
        let here = page(&cells[value]);
        if anew || tables.last().is_none_or(|table| table.page != here) {
            tables.push(Table { heads: heads.clone(), page: here, rows: Vec::new() });
        }
        let shared = |other: Option<usize>| {
            other.and_then(|other| labels.get(other)).is_some_and(|label| *label == labels[index])
        };
        let values = row_of(cells, *line);
        let plain = values.iter().all(|cell| cells[*cell].value);
        let own =
            labels[index].is_some() && !shared(index.checked_sub(1)) && !shared(Some(index + 1));
        if let Some(table) = tables.last_mut().filter(|_| own && plain) {
            table.rows.push((*line, values));
        }
    }
    tables
}

/// The heads of columns above a row, of the cells between it and the one before, from left to right: none
/// where the heads above are its own too, and an empty list where they are not known.
fn heads_among(mut between: Vec<usize>, cells: &[Assembled]) -> Option<Vec<usize>> {
    between.retain(|cell| !cells[*cell].value);
    between.sort_by_key(|cell| (cells[*cell].first, cells[*cell].columns.0));
    let mut heads: Option<Vec<usize>> = None;
    let mut closed = true;
    for index in &between {
        let cell = &cells[*index];
        if is_head_of_column(cell) {
            let heads = heads.get_or_insert_default();
            if std::mem::take(&mut closed) {
                heads.clear();
            }
            heads.push(*index);
        } else if begins_block(cell) {
            heads = Some(Vec::new());
        } else {
            closed |= meaning(&cell.key).is_some_and(Meaning::is_row);
        }
    }
    let mut heads = heads?;
    heads.sort_by_key(|cell| cells[*cell].columns);
    let first = heads.first().map_or(0, |first| cells[*first].columns.0);
    let lines: HashSet<usize> = heads.iter().map(|cell| cells[*cell].first).collect();
    let unknown = between.iter().map(|cell| &cells[*cell]).any(|cell| {
        lines.contains(&cell.first) && cell.columns.0 > first && meaning(&cell.key).is_none()
    });
    Some(if unknown { Vec::new() } else { heads })
}

/// Whether a cell is the caption of a block or a section's heading.
fn begins_block(cell: &Assembled) -> bool {
    let heading = || matches!(split_numbering(&cell.key).0, Some(Numbering::First(_)));
    meaning(&cell.key).map_or_else(heading, |meaning| meaning.caption)
}

impl Table {
    /// The cells of all rows by column, if every value stands in one column of those that are shown.
    /// `before`: where the text before a value ends.
    fn read(
        &self,
        place: &impl Fn(usize) -> Extent,
        before: &impl Fn(usize) -> usize,
        manner: Manner,
    ) -> Option<Vec<Slots>> {
        let count = self.heads.len();
        if count < 2 || self.rows.iter().any(|(_, values)| values.len() > count) {
            return None;
        }
        let mut whole = self.rows.iter().map(|(_, v)| v).filter(|v| v.len() == count).peekable();
        let by_heads = whole.peek().is_none();
        let (columns, off) = if by_heads {
            (columns(std::iter::once(&self.heads), place, manner), BELOW)
        } else {
            (columns(whole, place, manner), ROUNDED)
        };
        let row = |(_, values): &(usize, Vec<usize>)| slots(values, &columns, off, place, manner);
        let rows: Vec<Slots> = self.rows.iter().map(row).collect::<Option<_>>()?;
        let left = columns.first().map_or(0, |column| column.extent.0);
        if self.rows.iter().filter_map(|(_, values)| values.first()).any(|own| left < before(*own))
        {
            return None;
        }
        // Heads that stand further to the right than their values leave nothing below the last.
        let ends = || rows.iter().any(|row| row.last().is_some_and(Option::is_some));
        (!by_heads || self.rows.len() >= FEWEST_WITNESSES && ends()).then_some(rows)
    }
}

/// Where the texts of each column stand in some rows that are whole.
fn columns<'r>(
    rows: impl Iterator<Item = &'r Vec<usize>>,
    place: &impl Fn(usize) -> Extent,
    manner: Manner,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            let extent = place(*cell);
            let keys = (manner(extent), manner(extent));
            match columns.get_mut(at) {
                Some(column) => {
                    column.keys = joined(column.keys, keys);
                    column.extent = joined(column.extent, extent);
                }
                None => columns.push(Column { keys, extent }),
            }
        }
    }
    columns
}

/// The cells of a row by column, if each stands in one and none is near another.
fn slots(
    row: &[usize],
    columns: &[Column],
    most: usize,
    place: &impl Fn(usize) -> Extent,
    manner: Manner,
) -> Option<Slots> {
    let mut slots: Slots = vec![None; columns.len()];
    let mut free = 0;
    for cell in row {
        let extent = place(*cell);
        let key = manner(extent);
        let off = |column: &Column| column.keys.0.abs_diff(key).max(column.keys.1.abs_diff(key));
        let own = columns.iter().position(|column| off(column) <= most)?;
        let clear = |(at, column): (usize, &Column)| {
            let nearest = column.keys.0.saturating_sub(key).max(key.saturating_sub(column.keys.1));
            at == own || nearest >= most + CLEAR && !overlap(column.extent, extent)
        };
        if own < free || !columns.iter().enumerate().all(clear) {
            return None;
        }
        slots[own] = Some(*cell);
        free = own + 1;
    }
    Some(slots)
}

#[cfg(test)]
mod tests;

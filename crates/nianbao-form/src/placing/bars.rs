//! Rows between bars or tabs: what is a blank cell there, and what is padding.

use std::collections::{HashMap, HashSet};

use super::Placing;
use crate::heads::Mapping;
use crate::shifted::COLUMNS;
use crate::vocabulary::vocabulary;
use crate::walk::Segment;

/// How many columns of labels section 三 has.
const LABEL_COLUMNS: usize = 3;

/// Fewer rows do not show that the widths of labels were kept.
const WIDE_ROWS: usize = 3;

/// Where the cells of labels of section 三 that span several columns left their blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Widths {
    /// Before the values of their rows.
    Before,
    /// At the ends of their rows.
    Behind,
}

/// What the rows of a page that stand between bars or tabs show.
#[derive(Default)]
pub(super) struct Bars {
    /// By number of columns: how many cells complete rows have, labels included.
    shapes: HashMap<usize, HashSet<usize>>,
    /// The same without labels.
    values: HashMap<usize, HashSet<usize>>,
    /// By number of columns and of labels: how many rows have how many cells behind the labels.
    lengths: HashMap<(usize, usize), HashMap<usize, usize>>,
    /// For rows of one line between tabs, by head: in which of its cells the values of complete rows begin.
    starts: HashMap<usize, HashSet<usize>>,
    /// Heads that show fewer columns than the form has and than some row below has values.
    short: HashSet<usize>,
    /// Labels of section 三 that are one cell over several columns came with blanks for the others, in
    /// all rows that have such a label.
    pub(super) widths: Option<Widths>,
}

impl Bars {
    /// Whether a head shows fewer columns than a row below it has.
    pub(super) fn is_short(&self, heads: usize) -> bool {
        self.short.contains(&heads)
    }
}

impl Placing<'_, '_> {
    /// Learns from a row between bars.
    pub(super) fn learn_bars(&mut self, segment: &Segment, mapping: &Mapping) {
        let columns = mapping.slots.len();
        let values = &*segment.values;
        let trimmed = self.trimmed(values).len();
        let own = self.behind_label(segment, values, columns);
        let own_filled = self.trimmed(own).len();
        // What begins with nothing may begin with what is left of its label's span, and is no
        // witness of itself.
        let tokens = self.tokens;
        let first = values.first().map(|first| &tokens[*first]);
        let first = first.filter(|first| !first.text.is_empty());
        let bars = &mut self.bars;
        let lengths = bars.lengths.entry((columns, segment.depth)).or_default();
        *lengths.entry(values.len()).or_default() += 1;
        if trimmed > columns && !mapping.missing.is_empty() {
            bars.short.insert(segment.heads);
        }
        if let Some(first) = first.filter(|_| trimmed == columns) {
            bars.shapes.entry(columns).or_default().insert(segment.depth + values.len());
            bars.starts.entry(segment.heads).or_default().insert(first.column);
        }
        let behind_blanks = own.len() < values.len();
        if (first.is_some() || behind_blanks) && own_filled == columns {
            bars.values.entry(columns).or_default().insert(own.len());
        }
    }

    /// The values without the blanks that stand for the rest of the label's width.
    pub(super) fn behind_label<'v>(
        &self,
        segment: &Segment,
        values: &'v [usize],
        columns: usize,
    ) -> &'v [usize] {
        let width = width(segment).filter(|_| self.bars.widths == Some(Widths::Before));
        let width = width.filter(|width| self.begins_with(values, *width, columns));
        &values[width.unwrap_or(0)..]
    }

    /// Where the labels' blanks stand, in all rows that have such a label.
    pub(super) fn widths(&self) -> Option<Widths> {
        let segments = self.walked.segments.iter().filter(|segment| !segment.values.is_empty());
        let wide: Vec<(&[usize], usize)> = segments
            .filter_map(|segment| Some((&*segment.values, width(segment).filter(|w| *w > 0)?)))
            .collect();
        if wide.iter().all(|(values, width)| self.begins_with(values, *width, COLUMNS)) {
            // Where the last is filled: else all blanks could be padding at the row's end.
            let filled = |(values, _): &&(&[usize], usize)| {
                values.last().is_some_and(|last| !self.tokens[*last].text.is_empty())
            };
            return (wide.iter().filter(filled).count() >= WIDE_ROWS).then_some(Widths::Before);
        }
        let behind = wide.iter().all(|(values, width)| self.ends_with(values, *width));
        (behind && wide.len() >= WIDE_ROWS).then_some(Widths::Behind)
    }

    /// Whether a row prints all its values, and behind them so many blanks.
    fn ends_with(&self, values: &[usize], width: usize) -> bool {
        let printed = |index: &usize| !self.tokens[*index].text.is_empty();
        values.len() == COLUMNS + width
            && values[..COLUMNS].iter().all(printed)
            && !values[COLUMNS..].iter().any(printed)
    }

    /// Whether a row begins with so many blanks and has a cell for each column behind them.
    fn begins_with(&self, values: &[usize], width: usize, columns: usize) -> bool {
        let blank = |index: &usize| self.tokens[*index].text.is_empty();
        values.len() == width + columns && values[..width].iter().all(blank)
    }

    /// Whether the cells of a row between bars are the first so many: padding looks like blanks.
    pub(super) fn between_bars(&self, segment: &Segment, values: &[usize], columns: usize) -> bool {
        let trimmed = self.trimmed(values).len();
        let blank = |index: &&usize| self.tokens[**index].is_blank();
        let filled = values.len() - values.iter().filter(blank).count();
        if columns == 1 {
            return trimmed <= 1 && !self.is_long(segment, values.len(), columns);
        }
        let behind = width(segment).filter(|_| self.bars.widths == Some(Widths::Behind));
        if behind.is_some_and(|width| self.ends_with(values, width)) {
            return true;
        }
        if self.is_long(segment, values.len(), columns) {
            return false;
        }
        // A mark such as `/` is printed in a cell; nothing at all may be padding.
        let printed = |index: &&usize| !self.tokens[**index].text.is_empty();
        let marked = values.iter().take(columns).filter(printed).count();
        if values.iter().skip(columns).any(|index| printed(&index)) {
            return false;
        }
        if marked == columns && trimmed <= columns {
            return true;
        }
        // A blank right behind the label may be what is left of the label's span.
        let begins_blank = values.first().is_some_and(|first| self.tokens[*first].text.is_empty());
        let usual = || {
            self.has_usual_shape(segment, values.len(), columns)
                && self.begins_there(segment, values)
        };
        if begins_blank && filled > 1 && !usual() {
            return false;
        }
        match filled {
            0 => values.len() >= columns,
            1 => false,
            _ if trimmed == columns => true,
            _ if trimmed > columns || values.len() < columns => false,
            _ => {
                self.has_usual_shape(segment, values.len(), columns)
                    || !begins_blank && values.len() == columns && self.has_no_padding(columns)
            }
        }
    }

    /// Whether all complete rows of a table have their values and no blanks for padding.
    fn has_no_padding(&self, columns: usize) -> bool {
        let lengths = self.bars.values.get(&columns).filter(|lengths| lengths.len() == 1);
        lengths.is_some_and(|lengths| lengths.contains(&columns))
    }

    /// Whether a row has as many cells as all complete rows of its table, labels included.
    fn has_usual_shape(&self, segment: &Segment, values: usize, columns: usize) -> bool {
        let cells = segment.depth + values;
        let lengths = self.bars.shapes.get(&columns).filter(|lengths| lengths.len() == 1);
        lengths.is_some_and(|lengths| lengths.contains(&cells))
    }

    /// Whether a row's values begin in the cell of its line that those of complete rows begin in.
    fn begins_there(&self, segment: &Segment, values: &[usize]) -> bool {
        let first = values.first().map(|first| self.tokens[*first].column);
        let starts = self.bars.starts.get(&segment.heads);
        starts.is_none_or(|starts| first.is_some_and(|first| starts.contains(&first)))
    }

    /// Whether a row has more cells than most rows like it.
    fn is_long(&self, segment: &Segment, values: usize, columns: usize) -> bool {
        let Some(lengths) = self.bars.lengths.get(&(columns, segment.depth)) else { return false };
        let own = lengths.get(&values).copied().unwrap_or(0);
        lengths.iter().any(|(length, count)| *length < values && *count > own)
    }
}

/// How many columns of labels a row of section 三 has beyond the cells of its own labels.
fn width(segment: &Segment) -> Option<usize> {
    let row = &vocabulary().rows[segment.row?];
    (row.section == 3).then(|| LABEL_COLUMNS.saturating_sub(row.path.len()))
}

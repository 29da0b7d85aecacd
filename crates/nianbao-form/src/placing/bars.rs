//! Rows between bars or tabs: what is a blank cell there, and what is padding.

use super::Placing;
use crate::vocabulary::vocabulary;
use crate::walk::Segment;

/// How many columns of labels section 三 has.
const LABELS: usize = 3;

/// How many columns of values it has.
const COLUMNS: usize = 7;

/// Fewer rows do not show that the widths of labels were kept.
const WIDE_ROWS: usize = 3;

impl Placing<'_, '_> {
    /// The values without the blanks that stand for the rest of the label's width.
    pub(super) fn behind_label<'v>(
        &self,
        segment: &Segment,
        values: &'v [usize],
        columns: usize,
    ) -> &'v [usize] {
        let width = width(segment).filter(|_| self.widths_kept);
        let width = width.filter(|width| self.begins_with(values, *width, columns));
        &values[width.unwrap_or(0)..]
    }

    pub(super) fn are_widths_kept(&self) -> bool {
        let columns = vocabulary().rows.iter().filter(|row| row.section == 3);
        let columns = columns.flat_map(|row| row.columns.iter().map(Vec::len)).max().unwrap_or(0);
        let wide = self.walked.segments.iter().filter(|segment| !segment.values.is_empty());
        let wide = wide.filter_map(|segment| Some((width(segment).filter(|w| *w > 0)?, segment)));
        let mut rows = 0;
        let all = wide.into_iter().all(|(width, segment)| {
            // Where the last is filled: else all blanks could be padding at the row's end.
            let last = segment.values.last();
            rows += usize::from(last.is_some_and(|last| !self.tokens[*last].text.is_empty()));
            self.begins_with(&segment.values, width, columns)
        });
        all && rows >= WIDE_ROWS
    }

    /// Whether the cells of labels of section 三 that span several columns left their blanks at the end of
    /// their rows, in all rows that have such a label.
    pub(super) fn are_widths_behind(&self) -> bool {
        let wide = self.walked.segments.iter().filter(|segment| !segment.values.is_empty());
        let wide: Vec<&Segment> =
            wide.filter(|segment| width(segment).is_some_and(|width| width > 0)).collect();
        wide.len() >= WIDE_ROWS
            && wide.iter().all(|segment| self.ends_with_width(segment, &segment.values))
    }

    /// Whether a row prints all its values, and behind them as many blanks as its label spans columns more.
    fn ends_with_width(&self, segment: &Segment, values: &[usize]) -> bool {
        let Some(width) = width(segment) else { return false };
        let printed = |index: &usize| !self.tokens[*index].text.is_empty();
        values.len().checked_sub(width).is_some_and(|columns| {
            columns == COLUMNS
                && values[..columns].iter().all(printed)
                && !values[columns..].iter().any(printed)
        })
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
        if self.widths_behind && self.ends_with_width(segment, values) {
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
        let lengths = self.values.get(&columns).filter(|lengths| lengths.len() == 1);
        lengths.is_some_and(|lengths| lengths.contains(&columns))
    }

    /// Whether a row has as many cells as all complete rows of its table, labels included.
    fn has_usual_shape(&self, segment: &Segment, values: usize, columns: usize) -> bool {
        let cells = segment.depth + values;
        let lengths = self.shapes.get(&columns).filter(|lengths| lengths.len() == 1);
        lengths.is_some_and(|lengths| lengths.contains(&cells))
    }

    /// Whether a row's values begin in the cell of its line that those of complete rows begin in.
    fn begins_there(&self, segment: &Segment, values: &[usize]) -> bool {
        let first = values.first().map(|first| self.tokens[*first].column);
        let starts = self.starts.get(&segment.heads);
        starts.is_none_or(|starts| first.is_some_and(|first| starts.contains(&first)))
    }

    /// Whether a row has more cells than most rows like it.
    fn is_long(&self, segment: &Segment, values: usize, columns: usize) -> bool {
        let Some(lengths) = self.lengths.get(&(columns, segment.depth)) else { return false };
        let own = lengths.get(&values).copied().unwrap_or(0);
        lengths.iter().any(|(length, count)| *length < values && *count > own)
    }
}

/// How many columns of labels a row of section 三 has beyond the cells of its own labels.
fn width(segment: &Segment) -> Option<usize> {
    let row = &vocabulary().rows[segment.row?];
    (row.section == 3).then(|| LABELS.saturating_sub(row.path.len()))
}

//! Rows between bars or tabs, where a blank is a cell or padding.

use crate::walk::Segment;

use super::Placing;

impl Placing<'_, '_> {
    /// Whether the cells of a row between bars are the first so many: padding looks like blanks.
    pub(super) fn between_bars(&self, segment: &Segment, values: &[usize], columns: usize) -> bool {
        let trimmed = self.trimmed(values).len();
        let blank = |index: &&usize| self.tokens[**index].is_blank();
        let filled = values.len() - values.iter().filter(blank).count();
        if columns == 1 {
            return trimmed <= 1 && !self.is_long(segment, values.len(), columns);
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
            _ => self.has_usual_shape(segment, values.len(), columns),
        }
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

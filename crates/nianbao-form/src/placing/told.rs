//! Rows in columns of spaces with blanks that their places told.

use super::Placing;
use crate::heads::Mapping;
use crate::sums;
use crate::tokens::{Layout, Token};
use crate::walk::Segment;

/// Whether some cell of a row is a blank that nothing but room tells.
pub(crate) fn has_told(tokens: &[Token<'_>], segment: &Segment) -> bool {
    segment.values.iter().any(|index| {
        let token = &tokens[*index];
        token.layout == Layout::Plain && token.text.is_empty()
    })
}

impl Placing<'_, '_> {
    /// Whether the sums bear out where the values of a row with such blanks stand: none of a row on the page is
    /// broken, and its own totals are printed and hold, blanks counted as nothing. Where a whole row slipped by a
    /// column, its total is in none; a row without a total (section 二) has no such witness.
    pub(super) fn is_borne_out(&self, segment: &Segment, mapping: &Mapping) -> bool {
        let numbers = self.numbers(&segment.values, mapping);
        mapping.missing.is_empty()
            && self.plain.sums.broken == 0
            && sums::bear_out(&numbers, mapping)
    }
}

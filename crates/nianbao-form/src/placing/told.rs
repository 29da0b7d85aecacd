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
    /// Whether the sums bear out where the values of a row with such blanks stand: none on the page that
    /// can be checked is broken, and its own hold, blanks counted as nothing.
    pub(super) fn is_borne_out(&self, segment: &Segment, mapping: &Mapping) -> bool {
        let numbers = self.numbers(&segment.values, mapping);
        mapping.missing.is_empty() && self.sums.1 == 0 && sums::all_hold(&numbers, mapping)
    }
}

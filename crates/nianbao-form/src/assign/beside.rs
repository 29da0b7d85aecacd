//! What stands beside a row and makes its values doubtful.

use crate::fold::squeeze;
use crate::tokens::{Layout, Token};
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::Segment;

use super::Assigner;

impl Assigner<'_, '_> {
    /// Whether the numbers behind a row that have no label are its own printed again, or none are.
    pub(super) fn is_repeated(&self, segment: &Segment) -> bool {
        if segment.strays.is_empty() {
            return true;
        }
        let texts = |indices: &[usize]| -> Vec<String> {
            let numbers = indices.iter().filter(|index| !self.tokens[**index].is_blank());
            numbers.map(|index| squeeze(self.tokens[*index].text)).collect()
        };
        let (own, strays) = (texts(&segment.values), texts(&segment.strays));
        // One number below the same one may be the other half of it: 88, broken at the end of a line.
        let plain = |index: &usize| self.tokens[*index].layout == Layout::Plain;
        let half = own.len() == 1 && segment.strays.iter().all(plain);
        !own.is_empty() && !half && strays.chunks(own.len()).all(|row| row == own)
    }

    /// Whether a row of one edition is a group on this page: some row of the group is printed, so
    /// values beside the group's own label are of a row whose label is lost.
    pub(super) fn is_group_here(&self, row: &RowDef) -> bool {
        row.section == 3 && row.path.last().is_some_and(|leaf| self.groups.contains(leaf.as_str()))
    }

    /// Whether a label without values is that of a group: 其他处理 is a row of one edition and a
    /// group of the other, and the next row is one of the group.
    pub(super) fn opens_group(&self, index: usize, row: &RowDef) -> bool {
        let next = self.walked.segments.get(index + 1).and_then(|segment| segment.row);
        let next = next.map(|next| &vocabulary().rows[next].path);
        let parent = next.and_then(|path| path.iter().rev().nth(1));
        parent.is_some() && parent == row.path.last()
    }

    /// Whether the cell of a row reaches down into the row of another label: its number belongs to
    /// neither alone.
    pub(super) fn is_shared(&self, at: usize, token: &Token<'_>) -> bool {
        let labels = self.walked.segments[at + 1..].iter().map(|next| &self.tokens[next.label]);
        let below = |label: &Token<'_>| {
            let reached = (label.row as usize) < token.row as usize + token.rows;
            label.layout == token.layout && label.row > token.row && reached
        };
        token.rows > 1 && !token.is_blank() && labels.take(1).any(below)
    }
}

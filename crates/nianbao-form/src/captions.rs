//! The words above a table that say whose numbers it holds.

use crate::key::Numbering;
use crate::scope;
use crate::tokens::{Kind, Layout, Token};
use crate::walk::Walked;

/// So many other short lines may stand between a caption and its table.
const APART: usize = 2;

/// For each row of a walk the text above its table that names a year, a part of one or an example,
/// as the index of its token. It holds until a heading, prose, another such text, or a grid that
/// begins the form anew.
pub(crate) fn captions(tokens: &[Token<'_>], walked: &Walked) -> Vec<Option<usize>> {
    let mut pending: Option<(usize, usize)> = None;
    let mut holds = None;
    let (mut held, mut last) = (None, None);
    let mut segments = walked.segments.iter().peekable();
    let mut out = Vec::with_capacity(walked.segments.len());
    for (index, token) in tokens.iter().enumerate() {
        if walked.in_table[index] {
            if let Some((caption, _)) = pending.take() {
                holds = Some(caption);
            }
        } else {
            match &token.kind {
                Kind::Prose => (pending, holds) = (None, None),
                Kind::Label(_) if scope::speaks(token.text) => pending = Some((index, 0)),
                Kind::Label(label) => {
                    if matches!(label.numbering, Some(Numbering::First(_))) {
                        (pending, holds) = (None, None);
                    }
                    pending = pending
                        .filter(|(_, lines)| *lines < APART)
                        .map(|(caption, lines)| (caption, lines + 1));
                }
                Kind::Blank | Kind::Value => {}
            }
        }
        while let Some(segment) = segments.next_if(|segment| segment.label <= index) {
            let grid = matches!(token.layout, Layout::Cell(_)).then_some(token.layout);
            let (row, before) = (segment.row, last.replace((segment.row, grid)));
            if before.is_some_and(|(last, other)| other != grid && grid.is_some() && row <= last)
                && held == holds
            {
                holds = None;
            }
            held = holds;
            out.push(holds);
        }
    }
    out
}

//! The words above a table that say whose numbers it holds.

use crate::bodies;
use crate::key::Numbering;
use crate::scope;
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// So many other short lines may stand between a caption and its table.
const APART: usize = 2;

/// What the captions of blocks begin with.
const ARTICLE: &str = "第二十";

/// For each row of a walk the text above its table that names a year, a part of one, a body or an example,
/// as the index of its token. It holds until a heading, prose, another such text, or a grid that
/// begins the form anew.
pub(crate) fn captions(tokens: &[Token<'_>], walked: &Walked) -> Vec<Option<usize>> {
    let mut pending: Option<(usize, usize)> = None;
    let mut holds = None;
    let (mut held, mut last) = (None, None);
    let mut segments = walked.segments.iter().peekable();
    let mut out = Vec::with_capacity(walked.segments.len());
    let swallowed = swallowed(tokens, walked);
    for (index, token) in tokens.iter().enumerate() {
        if swallowed[index] {
            pending = Some((index, 0));
        } else if walked.in_table[index] {
            // What stands in the caption of one block says nothing of the next.
            if is_caption(token) {
                holds = holds.filter(|held: &usize| !tokens[*held].text.starts_with(ARTICLE));
            }
            if let Some((caption, _)) = pending.take() {
                holds = Some(caption);
            }
        } else {
            match &token.kind {
                Kind::Prose => (pending, holds) = (None, None),
                Kind::Label(_) if scope::speaks(token.text) || bodies::names_body(token.text) => {
                    // What is an example stays one whatever year stands over it as well.
                    let example = |(caption, _): &(usize, usize)| {
                        scope::foreign(tokens[*caption].text, None).is_some()
                    };
                    pending = pending.filter(example).or(Some((index, 0)));
                }
                Kind::Label(label) => {
                    // A heading; but what stands over a whole table stands over its headings too.
                    let group = vocabulary().meaning(&label.core).is_some_and(|m| m.group);
                    let inside = |held: &usize| {
                        matches!(token.layout, Layout::Cell(_))
                            && (group || tokens[*held].layout != token.layout)
                    };
                    if matches!(label.numbering, Some(Numbering::First(_))) {
                        (pending, holds) = (None, holds.filter(inside));
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

/// Whether a text opens a block of section 二.
fn is_caption(token: &Token<'_>) -> bool {
    matches!(&token.kind, Kind::Label(label)
        if vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.caption))
}

/// The captions that the walk took for the last value of the row above or for the rest of its
/// wrapped label, since in text nothing ends a row.
fn swallowed(tokens: &[Token<'_>], walked: &Walked) -> Vec<bool> {
    let mut swallowed = vec![false; tokens.len()];
    let rest = |segment: &Segment| segment.label + 1..segment.label_end + 1;
    let rows = walked.segments.iter();
    for index in rows.flat_map(|segment| segment.values.iter().copied().chain(rest(segment))) {
        let token = &tokens[index];
        swallowed[index] = matches!(token.layout, Layout::Plain | Layout::Bars)
            && matches!(token.kind, Kind::Label(_))
            && scope::year_of_cell(token.text).is_none()
            && scope::speaks(token.text);
    }
    swallowed
}

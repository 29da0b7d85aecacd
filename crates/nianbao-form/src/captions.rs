//! The words above a table that say whose numbers it holds.

use crate::bodies;
use crate::key::Numbering;
use crate::scope::{self, Foreign, Own};
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// So many other short lines may stand between a caption and its table.
const APART: usize = 2;

/// What the captions of blocks begin with.
const ARTICLE: &str = "第二十";

/// A text above a table that says whose its numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caption {
    /// The index of its token.
    pub(crate) token: usize,
    /// What makes the numbers others', if anything does.
    pub(crate) foreign: Option<Foreign>,
}

impl Caption {
    fn gravity(self) -> u8 {
        match self.foreign {
            None => 0,
            Some(Foreign::Draft) => 1,
            Some(Foreign::Year(_)) => 2,
            Some(Foreign::Other) => 3,
        }
    }
}

/// For each row of a walk the text above its table that names a year, a part of one, a body, an example
/// or a draft; of several the gravest. It holds until a heading, prose, another such text, or a grid
/// that begins the form anew.
pub(crate) fn captions(
    tokens: &[Token<'_>],
    walked: &Walked,
    own: &Own<'_>,
) -> Vec<Option<Caption>> {
    let caption = |token: usize| Caption { token, foreign: scope::above(tokens[token].text, own) };
    let mut pending: Option<(Caption, usize)> = None;
    let mut holds: Option<Caption> = None;
    // What held until a heading that may be a row's label, and the row before it.
    let mut broken: Option<Caption> = None;
    let mut row_before: Option<(usize, usize)> = None;
    let (mut held, mut last) = (None, None);
    let mut segments = walked.segments.iter().peekable();
    let mut out = Vec::with_capacity(walked.segments.len());
    let swallowed = swallowed(tokens, walked);
    for (index, token) in tokens.iter().enumerate() {
        if swallowed[index] {
            pending = Some((caption(index), 0));
        } else if walked.in_table[index] {
            // What stands in the caption of one block says nothing of the next.
            if is_caption(token) {
                holds = holds.filter(|held| !tokens[held.token].text.starts_with(ARTICLE));
            }
            if let Some((caption, _)) = pending.take() {
                holds = Some(caption);
            }
        } else {
            match &token.kind {
                Kind::Prose => (pending, holds, broken) = (None, None, None),
                Kind::Label(_) if scope::speaks(token.text) || bodies::names_body(token.text) => {
                    // What is an example or all of a region's stays so whatever year stands over
                    // it as well.
                    let next = caption(index);
                    pending = pending
                        .filter(|(before, lines)| {
                            before.gravity() > next.gravity() && *lines < APART
                        })
                        .map_or(Some((next, 0)), |(before, lines)| Some((before, lines + 1)));
                }
                Kind::Label(label) => {
                    // A heading; but what stands over a whole table stands over its headings too.
                    let group = vocabulary().meaning(&label.core).is_some_and(|m| m.group);
                    let inside = |held: &Caption| {
                        matches!(token.layout, Layout::Cell(_))
                            && (group || tokens[held.token].layout != token.layout)
                    };
                    if matches!(label.numbering, Some(Numbering::First(_))) {
                        let kept = holds.filter(inside);
                        broken = if kept.is_none() { holds.or(broken) } else { None };
                        // 一、主动公开情况 opens the table of 2014 whose head is lost.
                        let opens = vocabulary().is_top(&label.core);
                        (pending, holds) = (pending.filter(|_| opens), kept);
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
            if let Some(row) = segment.row {
                let goes_on = row_before.is_some_and(|(heads, before)| {
                    let section = |row: usize| vocabulary().rows[row].section;
                    heads == segment.heads && section(before) == section(row) && before < row
                });
                holds = holds.or(broken.take().filter(|_| goes_on));
                row_before = Some((segment.heads, row));
            }
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

//! Labels that stand behind their values: each value would land one row too high.

use std::collections::HashSet;

use crate::fold::han_count;
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::{Meaning, vocabulary};
use crate::walk::{Segment, Walked};

/// Fewer numbers behind groups may be those of pages.
const GROUPS: usize = 3;

/// A longer text is more than a unit.
const LONGEST_UNIT: usize = 3;

/// The sections whose labels stand behind their values, as far as anyone can tell, in all blocks
/// that came as text if they do in one.
pub(super) struct Turned {
    /// By their heads: numbers stand between one and its first label.
    heads: HashSet<Option<u8>>,
    /// By their rows, where there is no head.
    rows: HashSet<u8>,
}

impl Turned {
    pub(super) fn learn(tokens: &[Token<'_>], walked: &Walked) -> Self {
        let heads = walked.segments.iter().map(|segment| &walked.heads[segment.heads]);
        let heads = heads.filter(|heads| !heads.orphans.is_empty());
        let heads = heads.map(|heads| heads.section).collect();
        let sections = walked.segments.iter().filter_map(section).collect::<HashSet<u8>>();
        let turned = |section: &u8| {
            let rows: Vec<&Segment> =
                walked.segments.iter().filter(|row| self::section(row) == Some(*section)).collect();
            ends_lines(tokens, &rows)
                || follows_numbers(tokens, walked, &rows)
                || follow_groups(tokens, walked, &rows)
                || *section == 0 && marks_stand_before_groups(tokens)
        };
        Self { heads, rows: sections.into_iter().filter(turned).collect() }
    }

    pub(super) fn has(&self, walked: &Walked, tokens: &[Token<'_>], segment: &Segment) -> bool {
        let heads = &walked.heads[segment.heads];
        let by_rows = || section(segment).is_some_and(|section| self.rows.contains(&section));
        heads.grid.is_none() && self.heads.contains(&heads.section)
            || is_text(&tokens[segment.label]) && by_rows()
    }
}

fn section(segment: &Segment) -> Option<u8> {
    let row = &vocabulary().rows[segment.row?];
    (row.section != 4).then_some(row.section)
}

fn is_text(token: &Token<'_>) -> bool {
    !matches!(token.layout, Layout::Cell(_))
}

fn is_number(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Value)
}

/// Whether a text is a unit and nothing else: 条, 千条.
fn is_unit(token: &Token<'_>) -> bool {
    let scaled = || match &token.kind {
        Kind::Label(label) => label.unit.is_some() && han_count(&label.core) <= LONGEST_UNIT,
        _ => false,
    };
    token.is_counter() || scaled()
}

/// Whether labels end the lines that their values begin, more often than the other way round.
fn ends_lines(tokens: &[Token<'_>], rows: &[&Segment]) -> bool {
    let (mut behind, mut before) = (0, 0);
    for segment in rows.iter().filter(|row| is_text(&tokens[row.label])) {
        let row = tokens[segment.label].row;
        let starts = tokens[..segment.label].iter().rev().take_while(|token| token.row == row);
        let rest = || tokens[segment.label_end + 1..].iter().take_while(|token| token.row == row);
        let end = rest().any(Token::is_value);
        before += usize::from(end);
        behind += usize::from(!end && rest().next().is_none() && starts.into_iter().any(is_number));
    }
    behind > before
}

/// Whether a number stands right before the first label, one text a line, and behind the last one
/// none, or numbers of something else.
fn follows_numbers(tokens: &[Token<'_>], walked: &Walked, rows: &[&Segment]) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    let mut before = tokens[..first.label].iter().rev();
    let number = before.clone().find(|token| !is_unit(token));
    // 12 / 条 is no number of a page, and 条 alone what is left of one.
    let counted = before.next().is_some_and(is_unit);
    let text = [first, last].iter().all(|row| is_text(&tokens[row.label]));
    let behind = last.values.iter().filter(|index| is_number(&tokens[**index])).count();
    let fits = behind == 1 || last.glued > 0 || behind > 0 && section(last) != Some(0);
    // The one number of each row of 2014 may as well be the one before its label.
    let flat = section(last) == Some(0) && !walked.heads[first.heads].serial;
    rows.len() > 2 && text && (counted || (!fits || flat) && number.is_some_and(is_number))
}

/// Whether numbers that no row took stand between labels of groups and the first rows below them,
/// where rows have no serial numbers: several, or one, and below no group of 2014 its first row.
fn follow_groups(tokens: &[Token<'_>], walked: &Walked, rows: &[&Segment]) -> bool {
    if !rows.iter().any(|row| is_text(&tokens[row.label])) {
        return false;
    }
    let taken: HashSet<usize> = rows.iter().flat_map(|row| row.values.iter().copied()).collect();
    let labels: HashSet<usize> = rows.iter().flat_map(|row| row.label..=row.label_end).collect();
    let before = |row: &&Segment| row.label.checked_sub(1).filter(|_| is_text(&tokens[row.label]));
    let orphan = |row: &&&Segment| {
        let before =
            before(row).filter(|at| !walked.heads[row.heads].serial && !taken.contains(at));
        before.is_some_and(|at| is_number(&tokens[at]) && is_text(&tokens[at]))
    };
    let first = |row: &&&Segment| {
        let group = |at: &usize| match &tokens[*at].kind {
            Kind::Label(label) => {
                !labels.contains(at)
                    && vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.group)
            }
            _ => false,
        };
        before(row).is_some_and(|at| group(&at))
    };
    let flat = rows.first().is_some_and(|row| section(row) == Some(0));
    let orphans = rows.iter().filter(orphan).count();
    orphans >= GROUPS || flat && orphans > 0 && !rows.iter().any(|row| first(&row))
}

/// Whether the dashes that stand for the values of groups (—— beside 一、主动公开情况) stand before them.
/// Behind most of them stands a blank then, and no dash. A dash before a group that has a number of its own
/// (（三）申请答复数) is the blank value of the row above.
fn marks_stand_before_groups(tokens: &[Token<'_>]) -> bool {
    let is_group = |token: &Token<'_>| match &token.kind {
        Kind::Label(label) => {
            let has_number = || vocabulary().meaning(&label.core).is_some_and(Meaning::is_row);
            is_text(token) && vocabulary().group(&label.core).is_some() && !has_number()
        }
        _ => false,
    };
    let dash = |index: Option<usize>| {
        let token = index.and_then(|index| tokens.get(index));
        token.is_some_and(|token| token.text.contains(['—', '-', '－']) && token.is_blank())
    };
    let (mut before, mut behind) = (0, 0);
    for index in (0..tokens.len()).filter(|index| is_group(&tokens[*index])) {
        let follows = dash(Some(index + 1));
        behind += usize::from(follows);
        before += usize::from(!follows && dash(index.checked_sub(1)));
    }
    before > 1 && before > behind
}

#[cfg(test)]
mod tests {
    use crate::pages::{report_of, value};

    #[test]
    fn a_dash_above_a_group_that_has_a_number_is_the_row_s_before() {
        let report = report_of(&[
            "统计指标    单位    统计数",
            "三、依申请公开情况    ——    ——",
            "（一）收到申请数    件    6",
            "1.当面申请数    件    6",
            "4.信函申请数    件    —",
            "（二）申请办结数    件    6",
            "1.按时办结数    件    6",
            "2.延期办结数    件    —",
            "（三）申请答复数    件    6",
            "2.同意公开答复数    件    6",
            "3.同意部分公开答复数    件    —",
            "4.不同意公开答复数    件    —",
        ]);
        assert_eq!(value(&report, "applications.replied.total").as_deref(), Some("6"));
        assert_eq!(value(&report, "applications.closed.extended").as_deref(), Some("-"));
    }

    #[test]
    fn dashes_that_stand_before_their_groups_turn_the_table() {
        let report = report_of(&[
            "统计数    单位    统计指标",
            "——",
            "——",
            "一、主动公开情况",
            "578",
            "条",
            "（一）主动公开政府信息数",
            "——",
            "（二）通过不同渠道和方式公开政府信息的情况",
            "242",
            "条",
            "1.政府公报公开政府信息数",
            "——",
            "二、回应解读情况",
        ]);
        assert_eq!(value(&report, "proactive.total"), None);
    }
}

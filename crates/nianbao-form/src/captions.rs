//! The words above a table that say whose numbers it holds.

use std::collections::HashMap;

use crate::below::speaks_back;
use crate::bodies;
use crate::fold::{han_count, squeeze};
use crate::heads::Heads;
use crate::key::{Label, Numbering};
use crate::scope::{self, Foreign, Own};
use crate::tokens::{Kind, Layout, Token};
use crate::value::{is_blank, is_counter};
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// So many other short lines may stand between a caption and its table.
const APART: usize = 4;

/// A longer text with a colon at its end is a paragraph.
const LEAD_IN: usize = 40;

/// What the captions of blocks begin with, and what is left of one that was broken.
const ARTICLE: [&str; 5] = ["第二十", "项", "（", "第（", "）"];

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
    let broken: HashMap<usize, usize> = walked.captions.iter().copied().collect();
    let anew = || Above { tokens, heads: &walked.heads, ..Above::default() };
    let mut above = anew();
    let mut segments = walked.segments.iter().peekable();
    let mut out = Vec::with_capacity(walked.segments.len());
    let swallowed = swallowed(tokens, walked);
    for (index, token) in tokens.iter().enumerate() {
        if let Some(pieces) = broken.get(&index) {
            let text = whole(&tokens[index..index + pieces]);
            let foreign = scope::above(&text, own);
            above.pending_block = Some(Caption { token: index, foreign });
        } else if swallowed[index] {
            above.pending = Some((caption(index), 0));
        } else if walked.in_table[index] {
            above.table(token);
        } else {
            match &token.kind {
                // The lines of a wrapped text are one.
                _ if token.rest && !says_whose(token.text) => {}
                Kind::Prose if leads_in(token.text) => {}
                Kind::Prose => above = anew(),
                Kind::Label(label) if above.is_part(label, caption(index)) => {
                    above.label(token, label);
                }
                // 以上为样表 between two tables is of the first.
                Kind::Label(_) if above.last.is_some() && speaks_back(token.text) => {}
                Kind::Label(_) if says_whose(token.text) => above.says(caption(index)),
                Kind::Label(label) => above.label(token, label),
                Kind::Blank | Kind::Value => {}
            }
        }
        while let Some(segment) = segments.next_if(|segment| segment.label <= index) {
            out.push(above.row(segment, token));
        }
    }
    out
}

/// What stands above the place that is looked at.
#[derive(Default)]
struct Above<'t, 'd> {
    tokens: &'t [Token<'d>],
    heads: &'t [Heads],
    /// A caption whose table has not begun, and how many other lines stand behind it.
    pending: Option<(Caption, usize)>,
    /// A caption of a block that has not begun.
    pending_block: Option<Caption>,
    /// The caption of the table.
    holds: Option<Caption>,
    /// The caption of one block of the table.
    block: Option<Caption>,
    /// What held until a heading that may be a row's label, and the printed row of that.
    broken: Option<(Caption, u32)>,
    /// The row before, by its heads.
    row_before: Option<(usize, usize)>,
    /// The row before and its grid, and what held there.
    last: Option<(Option<usize>, Option<Layout>)>,
    held: Option<Caption>,
}

impl Above<'_, '_> {
    /// A text of a table.
    fn table(&mut self, token: &Token<'_>) {
        // What stands in the caption of one block says nothing of the next.
        if is_caption(token) {
            self.block = None;
        }
        if let Some((caption, _)) = self.pending.take() {
            (self.holds, self.block) = (Some(caption), None);
        }
        self.block = self.pending_block.take().or(self.block);
    }

    /// Whether a label is that of a part of the table, and its remark says less than what stands above all
    /// (八、机构建设情况（指2019年事项数） below 下属单位情况).
    fn is_part(&self, label: &Label, next: Caption) -> bool {
        let group = vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.group);
        let above = self.holds.or(self.broken.map(|(caption, _)| caption));
        group && above.is_some_and(|above| above.gravity() > next.gravity())
    }

    /// A text that says whose numbers follow. What is an example or all of a region's stays so
    /// whatever year stands below that as well.
    fn says(&mut self, next: Caption) {
        let begins = |text: &str| ARTICLE.iter().any(|word| text.starts_with(word));
        if begins(self.tokens[next.token].text)
            && self.tokens[next.token].text.contains(['项', '項'])
        {
            self.pending_block = Some(next);
            return;
        }
        let graver = |(before, lines): &(Caption, usize)| {
            before.gravity() > next.gravity() && *lines < APART
        };
        let more = usize::from(next.foreign.is_some());
        let before = self.pending.filter(graver);
        self.pending = Some(before.map_or((next, 0), |(before, lines)| (before, lines + more)));
    }

    /// Another short text: a heading, or what may stand between a caption and its table.
    fn label(&mut self, token: &Token<'_>, label: &Label) {
        // A heading; but what stands over a whole table stands over its headings too.
        let group = vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.group);
        let inside = |held: &Caption| {
            matches!(token.layout, Layout::Cell(_))
                && (group || self.tokens[held.token].layout != token.layout)
        };
        if matches!(label.numbering, Some(Numbering::First(_))) {
            let kept = self.holds.filter(inside);
            let held = self.holds.map(|caption| (caption, token.row));
            self.broken = if kept.is_none() { held.or(self.broken) } else { None };
            self.block = self.block.filter(inside);
            // 一、主动公开情况 opens the table of 2014 whose head is lost.
            let opens = vocabulary().is_top(&label.core);
            (self.pending, self.holds) = (self.pending.filter(|_| opens), kept);
        }
        self.pending = self
            .pending
            .filter(|(_, lines)| *lines < APART)
            .map(|(caption, lines)| (caption, lines + 1));
    }

    /// What holds for a row.
    fn row(&mut self, segment: &Segment, token: &Token<'_>) -> Option<Caption> {
        if let Some(row) = segment.row {
            let section = |row: usize| vocabulary().rows[row].section;
            let goes_on = self.row_before.is_some_and(|(heads, before)| {
                heads == segment.heads && section(before) == section(row) && before < row
            });
            // Nor does a heading between a head and its first row begin another table.
            let first = self.row_before.is_none_or(|(heads, _)| heads != segment.heads);
            let below_head = |at: u32| {
                let cells = &self.heads[segment.heads].cells;
                first && !cells.is_empty() && cells.iter().all(|cell| cell.row < at)
            };
            let broken = self.broken.take().filter(|(_, at)| goes_on || below_head(*at));
            self.holds = self.holds.or(broken.map(|(caption, _)| caption));
            self.row_before = Some((segment.heads, row));
        }
        let grid = matches!(token.layout, Layout::Cell(_)).then_some(token.layout);
        let anew = self
            .last
            .replace((segment.row, grid))
            .is_some_and(|(last, other)| other != grid && grid.is_some() && segment.row <= last);
        if anew && self.held == self.holds {
            self.holds = None;
        }
        self.held = self.holds;
        let block = self
            .block
            .filter(|block| self.holds.is_none_or(|holds| block.gravity() >= holds.gravity()));
        block.or(self.holds)
    }
}

/// Whether a text says whose the numbers below it are. A remark on a unit or on a mark in a cell
/// （次（2022年）） says nothing of other cells.
pub(crate) fn says_whose(text: &str) -> bool {
    let name = text.split(['(', '（']).next().unwrap_or(text).trim();
    let unit = || is_counter(name) || is_blank(name) || name.chars().all(|c| "元万亿".contains(c));
    names_whose(text) && (name.is_empty() || !unit())
}

/// Whether a text has words for a time, a draft or a body, whatever they are said of.
pub(crate) fn names_whose(text: &str) -> bool {
    scope::speaks(text) || bodies::names_body(text)
}

/// Whether a text opens a block of section 二.
fn is_caption(token: &Token<'_>) -> bool {
    matches!(&token.kind, Kind::Label(label)
        if vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.caption))
}

/// Whether sentences lead in to what follows (…表格如下：), and so part no caption from its table.
fn leads_in(text: &str) -> bool {
    text.trim_end().ends_with(['：', ':']) && han_count(text) <= LEAD_IN
}

/// Whether a text of several pieces opens a block of section 二 and says in a remark that is broken over
/// them whose numbers the block's are: 第二十条第（九）项（上 / 年）.
pub(crate) fn is_broken_caption(pieces: &[Token<'_>]) -> bool {
    let begins = pieces.first().is_some_and(|first| squeeze(first.text).starts_with("第二十条"));
    begins && names_whose(&whole(pieces))
}

fn whole(pieces: &[Token<'_>]) -> String {
    pieces.iter().map(|piece| piece.text).collect()
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
            && scope::speaks(token.text)
            && says_whose(token.text)
            && !speaks_back(token.text);
    }
    swallowed
}

#[cfg(test)]
mod tests {
    use crate::pages::{report_of, value};

    #[test]
    fn a_row_of_the_page_s_own_between_head_and_rows_ends_no_caption() {
        let total = |caption: &'static str, own: [&'static str; 4]| {
            let head = ["|", "统计指标 |", "单位 |", "统计数 |"];
            let rows = [
                ["|", "（一）主动公开政府信息数 |", "条 |", "8 |"],
                ["|", "其中：主动公开规范性文件数 |", "条 |", "2 |"],
            ];
            let group = ["|", "一、主动公开情况 |", "—— |", "—— |"];
            let lines = [&[caption][..], &head, &group, &own, &rows[0], &rows[1]].concat();
            value(&report_of(&lines), "proactive.total")
        };
        let own = ["|", "十、其他情况 |", "件 |", "71 |"];
        assert_eq!(total("统计表", own).as_deref(), Some("8"));
        assert_eq!(total("下年度计划", own), None);
    }
}

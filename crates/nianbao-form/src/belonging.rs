//! Which rows and columns hold the report's own numbers, and which another year's or an example's.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::below::{self, speaks_of_table};
use crate::captions::{Caption, captions};
use crate::heads::Heads;
use crate::key::{Label, Numbering};
use crate::remark;
use crate::scope::{self, Foreign, Own};
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::{Role, vocabulary};
use crate::walk::{Segment, Walked};

/// Whose numbers a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// The report's.
    Own,
    /// The report's as far as anyone can tell, below a caption of another year or of a draft: the
    /// only table of its kind, and captions are left over.
    Stale(Caption),
    /// Others', as the text of this token says.
    Foreign(usize),
}

/// What is known of all rows and heads of a walk.
pub(crate) struct Belonging {
    /// For each row.
    pub(crate) rows: Vec<Belongs>,
    /// For each head.
    heads: Vec<HeadWords>,
}

/// What the words of one head say.
struct HeadWords {
    /// For each cell whether it is of other numbers.
    foreign: Vec<bool>,
    /// Whether one is that names a group of columns, or stands above the row labels.
    group: bool,
    /// Whether any is.
    any: bool,
    /// Which of its cells is that of a column of years.
    years: Option<usize>,
    /// How many cells it has.
    cells: usize,
}

impl Belonging {
    /// Learns what the words of a walk say.
    pub(crate) fn learn(tokens: &[Token<'_>], walked: &Walked, own: &Own<'_>) -> Self {
        let mut heads: Vec<HeadWords> =
            walked.heads.iter().map(|heads| HeadWords::of(heads, own)).collect();
        for (index, pair) in walked.heads.windows(2).enumerate() {
            heads[index + 1].group |= heads[index].group && goes_on(&pair[0], &pair[1]);
        }
        let groups = groups(tokens, walked, own);
        let mut captioned: Vec<(usize, Caption)> = Vec::new();
        let mut rows = Vec::with_capacity(walked.segments.len());
        for (index, caption) in captions(tokens, walked, own).into_iter().enumerate() {
            let segment = &walked.segments[index];
            let above = caption.and_then(|caption| Some((caption, caption.foreign?)));
            let itself = by_itself(tokens, &heads[segment.heads], segment, own).or(groups[index]);
            let belongs = match (itself, above) {
                (Some(token), _) | (None, Some((Caption { token, .. }, Foreign::Other))) => {
                    Belongs::Foreign(token)
                }
                (None, Some((caption, Foreign::Year(_) | Foreign::Draft))) => {
                    captioned.push((index, caption));
                    Belongs::Stale(caption)
                }
                (None, None) => Belongs::Own,
            };
            rows.push(belongs);
        }
        captioned.extend(below::mark(&mut rows, tokens, walked, own));
        settle(walked, &mut rows, &captioned);
        let remarks = walked.segments.iter();
        let remarks =
            remarks.filter_map(|segment| Some((segment.row, remark_below(tokens, segment, own)?)));
        let remarks: HashMap<Option<usize>, usize> = remarks.collect();
        // Where it stands above another table, that has the same row, and either may be the report's.
        for (row, segment) in rows.iter_mut().zip(&walked.segments) {
            if let Some(remark) = remarks.get(&segment.row) {
                *row = Belongs::Foreign(*remark);
            }
        }
        Self { rows, heads }
    }

    /// Whether a column is of other numbers, by its own head or one that may be above it.
    pub(crate) fn is_foreign(&self, heads: usize, head: Option<usize>) -> bool {
        let Some(words) = self.heads.get(heads) else { return false };
        let own = head.map_or(words.any, |head| words.foreign.get(head).is_some_and(|f| *f));
        own || words.group
    }
}

impl HeadWords {
    fn of(heads: &Heads, own: &Own<'_>) -> Self {
        let mut foreign: Vec<bool> =
            heads.cells.iter().map(|cell| remark::is_of_others(&cell.printed, own)).collect();
        // In text 2020年 may be the beginning of the head behind it.
        for (index, cell) in heads.cells.iter().enumerate().skip(1) {
            let before = &heads.cells[index - 1];
            let torn = heads.grid.is_none() && !before.known && cell.known;
            let year = scope::year_of_cell(&before.printed).is_some();
            foreign[index] |= torn && year && foreign[index - 1];
        }
        let stub = heads.stub.as_ref().is_some_and(|stub| remark::is_of_others(stub, own));
        let group =
            stub || heads.cells.iter().zip(&foreign).any(|(cell, foreign)| cell.group && *foreign);
        let any = foreign.contains(&true);
        let years = heads.cells.iter().position(|cell| cell.role == Some(Role::Year));
        Self { foreign, group, any, years, cells: heads.cells.len() }
    }
}

/// Whether a head has groups of columns and no more, and its columns are those of the head behind it: a
/// page's end parted them.
fn goes_on(above: &Heads, below: &Heads) -> bool {
    let grouped = !above.cells.is_empty() && above.cells.iter().all(|cell| cell.group);
    grouped && above.section.is_some() && above.section == below.section
}

/// The token of a row that says that its numbers are others': its label, or a cell with a year.
fn by_itself(
    tokens: &[Token<'_>],
    heads: &HeadWords,
    segment: &Segment,
    own: &Own<'_>,
) -> Option<usize> {
    let in_column = heads.years.is_some();
    let is_other = |index: &usize| {
        let text = tokens[*index].text;
        // 2021（单位：件）
        let noted = || scope::year_of_cell(text.split(['（', '(']).next()?);
        let year = scope::year_of_cell(text).or_else(|| noted().filter(|_| in_column));
        year.is_some_and(|year| own.year.is_some_and(|own| own != year))
    };
    // Where the column of years is known, 2005 in another is a number.
    let values = &segment.values[..];
    let is_year = |index: &usize| scope::year_of_cell(tokens[*index].text).is_some();
    let cells = match heads.years {
        Some(place) if heads.cells == values.len() => &values[place..=place],
        Some(0) => &values[..values.iter().position(is_year).map_or(values.len(), |year| year + 1)],
        _ => values,
    };
    let named = |index: &&usize| heads.years.is_some() || tokens[**index].text.contains('年');
    let cell = || cells.iter().filter(named).find(|index| is_other(index)).copied();
    let label = is_of_others(tokens, segment, own).then_some(segment.label);
    // 件（上年） in the column of units.
    let unit = || {
        let labels = segment.values.iter().copied();
        labels
            .filter(|index| is_label(&tokens[*index]))
            .find(|index| remark::is_of_others(tokens[*index].text, own))
    };
    let label = label.or_else(unit);
    label.or_else(|| segment.year.filter(is_other)).or_else(cell)
}

/// The bracket on the line below a row that stands on one line, if it makes the numbers others'. It may be
/// the end of the row's label, which was wrapped, or stand above what follows: either is doubtful.
fn remark_below(tokens: &[Token<'_>], segment: &Segment, own: &Own<'_>) -> Option<usize> {
    let end = *segment.values.last()?;
    let (label, last, below) = (&tokens[segment.label], &tokens[end], tokens.get(end + 1)?);
    let plain = last.layout == Layout::Plain && below.layout == Layout::Plain;
    let on_lines = label.row == last.row && last.row + 1 == below.row;
    let in_brackets = below.text.starts_with(['（', '('])
        && below.text.ends_with(['）', ')'])
        && !speaks_of_table(below.text);
    if !plain || !on_lines || !in_brackets || Label::of(below.text).numbering.is_some() {
        return None;
    }
    let pieces = tokens[segment.label..=segment.label_end].iter().chain([below]);
    let whole: String = pieces.map(|token| token.text).collect();
    remark::is_of_others(&whole, own).then_some(end + 1)
}

fn is_label(token: &Token<'_>) -> bool {
    // 件（如-8）（上年） is one as well.
    let word = token.text.split(['（', '(']).next().unwrap_or(token.text);
    matches!(token.kind, Kind::Label(_)) && !word.contains(char::is_numeric)
}

/// Whether a row's label, all pieces of it, says that its numbers are others'.
fn is_of_others(tokens: &[Token<'_>], segment: &Segment, own: &Own<'_>) -> bool {
    let pieces = &tokens[segment.label..=segment.label_end];
    // The first may be a number that a line end tore off its label: 3 / .网络申请数（上年）.
    if pieces.iter().all(Token::is_value) {
        return false;
    }
    let among = |token: &Token<'_>| matches!(&token.kind, Kind::Label(label) if label.numbering == Some(Numbering::Among));
    let row = segment.row.map(|row| &vocabulary().rows[row]);
    // 其中：行政许可 is a part of 行政许可; 其中：涉及国家秘密 an item of what stands above it.
    let part = row.is_some_and(|row| row.section == 2 || row.path.len() == 1);
    let alone = |token: &Token<'_>| remark::is_of_others(token.text, own);
    part && among(&pieces[0]) || is_qualified(tokens, segment) || pieces.iter().any(alone) || {
        let whole = || pieces.iter().map(|token| token.text).collect::<String>();
        pieces.len() > 1 && remark::is_of_others(&whole(), own)
    }
}

/// Whether a cell before a row's label takes a part of it (上年 | 行政许可 | 3).
fn is_qualified(tokens: &[Token<'_>], segment: &Segment) -> bool {
    let label = &tokens[segment.label];
    let before = tokens[..segment.label].iter().rev();
    let beside = |token: &&Token<'_>| token.row == label.row && token.layout == label.layout;
    before.take_while(beside).any(|token| match &token.kind {
        Kind::Label(label) => {
            vocabulary().meaning(&label.core).is_none() && remark::qualifies(token.text)
        }
        _ => false,
    })
}

/// For each row the label of a group above it that says that the numbers below it are others'.
fn groups(tokens: &[Token<'_>], walked: &Walked, own: &Own<'_>) -> Vec<Option<usize>> {
    let mut printed: HashMap<&'static str, Option<usize>> = HashMap::new();
    let broken: HashMap<usize, usize> = walked.groups.iter().copied().collect();
    let mut next = 0;
    let mut out = Vec::with_capacity(walked.segments.len());
    for segment in &walked.segments {
        for (index, token) in tokens.iter().enumerate().take(segment.label).skip(next) {
            let whole = broken.get(&index).map(|pieces| whole(tokens, index, *pieces));
            let ((Some((_, label)), _) | (None, Kind::Label(label))) = (&whole, &token.kind) else {
                continue;
            };
            if let (Some((text, _)), Some(group)) = (&whole, vocabulary().group(&label.core)) {
                printed.insert(group, remark::is_of_others(text, own).then_some(index));
            } else if let Some(group) = vocabulary().group(&label.core) {
                let other = remark::is_of_others(&with_bracket(tokens, index), own);
                printed.insert(group, other.then_some(index));
            } else if let Some(group) = remark::year_before(&label.core)
                .and_then(|core| vocabulary().group(&vocabulary().canonical(&core)))
            {
                printed.insert(group, Some(index));
            }
        }
        next = next.max(segment.label);
        let path = segment.row.map_or(&[][..], |row| &vocabulary().rows[row].path);
        let above = path.split_last().map_or(&[][..], |(_, above)| above);
        out.push(above.iter().find_map(|core| printed.get(core.as_str()).copied().flatten()));
    }
    out
}

/// A label that came in several texts.
fn whole(tokens: &[Token<'_>], index: usize, pieces: usize) -> (String, Label) {
    let text: String = tokens[index..index + pieces].iter().map(|token| token.text).collect();
    let mut label = Label::of(&text);
    label.core = vocabulary().canonical(&label.core);
    (text, label)
}

/// A label with the bracket that stands on a line of its own below it.
fn with_bracket<'d>(tokens: &[Token<'d>], index: usize) -> Cow<'d, str> {
    let (token, next) = (&tokens[index], tokens.get(index + 1));
    let bracket = next.filter(|next| {
        let text = !matches!(next.layout, Layout::Cell(_)) && !next.fresh;
        text && next.text.starts_with(['（', '(', '【', '['])
    });
    match bracket {
        Some(bracket) => Cow::Owned(format!("{}{}", token.text, bracket.text)),
        None => Cow::Borrowed(token.text),
    }
}

/// A table below a caption of another year or a draft is the report's only where there is no other
/// table of its kind: neither one without such a caption nor one below another.
fn settle(walked: &Walked, rows: &mut [Belongs], captioned: &[(usize, Caption)]) {
    // A row that is not read shows that there is such a table, too.
    let section = |index: usize| {
        let segment = &walked.segments[index];
        let row = segment.row.map(|row| vocabulary().rows[row].section);
        row.or(walked.heads[segment.heads].section)
    };
    let filled = |index: usize| {
        let segment = &walked.segments[index];
        !segment.values.is_empty() || segment.glued > 0
    };
    let own: HashSet<Option<u8>> = (0..rows.len())
        .filter(|index| rows[*index] == Belongs::Own && filled(*index))
        .map(section)
        .chain(empty_tables(walked, captioned).into_iter().map(Some))
        .collect();
    let mut others: HashMap<Option<u8>, HashSet<Option<Foreign>>> = HashMap::new();
    for (index, caption) in captioned {
        others.entry(section(*index)).or_default().insert(caption.foreign);
    }
    for (index, caption) in captioned {
        let kind = section(*index);
        if own.contains(&kind) || others.get(&kind).is_some_and(|others| others.len() > 1) {
            rows[*index] = Belongs::Foreign(caption.token);
        }
    }
}

/// The sections of heads below which nothing stands and nothing is said of it: what they held is hidden,
/// lost or blank.
fn empty_tables(walked: &Walked, captioned: &[(usize, Caption)]) -> Vec<u8> {
    let filled = walked.segments.iter().filter(|row| !row.values.is_empty() || row.glued > 0);
    let captioned = captioned.iter().map(|(row, _)| &walked.segments[*row]);
    let used: HashSet<usize> = filled.chain(captioned).map(|row| row.heads).collect();
    let heads = walked.heads.iter().enumerate().filter(|(index, _)| !used.contains(index));
    let named = heads.filter(|(_, heads)| heads.cells.iter().any(|cell| cell.known));
    named.filter_map(|(_, heads)| heads.section).collect()
}

#[cfg(test)]
mod tests {
    use crate::pages::{report_of, value};

    #[test]
    fn a_label_that_a_line_end_tore_its_number_off_says_whose_its_numbers_are() {
        let online = |label: &'static str| {
            let lines = [
                "|",
                "统计指标 |",
                "单位 |",
                "统计数 |",
                "|",
                "三、依申请公开情况 |",
                "—— |",
                "—— |",
                "|",
                "（一）收到申请数 |",
                "件 |",
                "29 |",
                "|",
                "2.传真申请数 |",
                "件 |",
                "17 |",
                "|",
                "3",
                label,
                "件 |",
                "12 |",
            ];
            value(&report_of(&lines), "applications.received.online")
        };
        assert_eq!(online(".网络申请数 |").as_deref(), Some("12"));
        assert_eq!(online(".网络申请数（其中：网上办理） |"), None);
    }

    #[test]
    fn below_a_column_of_years_a_number_like_a_year_is_a_number() {
        let made = |row: &[&'static str]| {
            let head =
                ["信息内容 |", "年份 |", "本年制发件数 |", "本年废止件数 |", "现行有效件数 |"];
            let title = ["白石县教育局2021年政府信息公开工作年度报告", "|"];
            let lines = title.iter().chain(&head).chain(&["|", "规章 |"]).chain(row);
            value(&report_of(&lines.copied().collect::<Vec<_>>()), "disclosure.regulations.issued")
        };
        assert_eq!(made(&["2021 |", "2000 |", "1 |", "7 |", "|"]).as_deref(), Some("2000"));
        assert_eq!(made(&["2020 |", "2000 |", "1 |", "7 |", "|"]), None);
    }

    #[test]
    fn a_bracket_below_a_row_in_columns_may_be_the_end_of_its_label() {
        let page = |below: &'static str| {
            report_of(&[
                "信息内容         本年制发件数     本年废止件数   现行有效件数",
                "规章             82               5            7",
                "行政规范性文件   51               6            89",
                below,
                "第二十条第（五）项",
                "信息内容         本年处理决定数量",
                "行政许可         55",
            ])
        };
        let issued = |below| value(&page(below), "disclosure.normative.issued");
        assert_eq!(issued("（含联合发文）").as_deref(), Some("51"));
        assert_eq!(issued("（去年）"), None);
        let regulations = value(&page("（去年）"), "disclosure.regulations.issued");
        assert_eq!(regulations.as_deref(), Some("82"));
    }

    #[test]
    fn a_bracket_between_two_tables_leaves_the_row_above_it_to_neither() {
        let lines = [
            "信息内容         本年处理决定数量",
            "行政处罚         22",
            "行政强制         6",
            "（样表）",
            "信息内容         本年处理决定数量",
            "行政处罚         71",
            "行政强制         78",
        ];
        let coercion = |lines| value(&report_of(lines), "disclosure.coercion.decisions");
        assert_eq!(coercion(&lines[..3]).as_deref(), Some("6"));
        assert_eq!(coercion(&lines), None);
    }
}

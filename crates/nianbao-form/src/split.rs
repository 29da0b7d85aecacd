//! Several reports in one file: where each begins.

use std::ops::Range;

use nianbao_core::Role;

use crate::key::split_numbering;
use crate::lines::TextLine;
use crate::sections;
use crate::title;

/// The parts of a document, as ranges of its lines. A part begins at 【正文】, at a title of another
/// report that is followed by sections of its own, and where the first section comes again after
/// a report that had several.
pub(crate) fn parts(lines: &[TextLine]) -> Vec<Range<usize>> {
    let headings = Headings::of(lines);
    let mut starts = vec![0];
    let mut current: Option<String> = None;
    for (index, line) in lines.iter().enumerate() {
        let start = starts.last().copied().unwrap_or(0);
        if is_divider(line) {
            if index > 0 {
                starts.push(index);
            }
            current = None;
        } else if line.cell || line.role == Role::Link || line.key.chars().count() > LONGEST_TITLE {
            // No title and no heading.
        } else if let Some(key) = whole_title(line) {
            let other = match &current {
                Some(current) => *current != key,
                None => headings.were_complete(start..index),
            };
            if other && begins_report(lines, &headings, start, index) {
                starts.push(index);
                current = Some(key);
            } else {
                current.get_or_insert(key);
            }
        } else if sections::is_first(line) && headings.were_complete(start..index) {
            starts.push(index);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a line only says that a text begins: 【正文】.
pub(crate) fn is_divider(line: &TextLine) -> bool {
    &*line.key == "(正文)"
}

/// Longer lines are neither a title nor a heading.
const LONGEST_TITLE: usize = 70;

/// The matching form of a line that is a title with organ and year.
fn whole_title(line: &TextLine) -> Option<String> {
    let title = title::parse(&line.text)?;
    (title.organ.is_some() && title.year.is_some()).then(|| crate::fold::squeeze(&title.text))
}

/// Whether a title opens a report: sections or tables of the form were before it, and some of its own
/// follow.
fn begins_report(lines: &[TextLine], headings: &Headings, start: usize, title: usize) -> bool {
    let has_report =
        |lines: Range<usize>| headings.known(lines.clone()) >= 2 || headings.of_tables(lines) >= 2;
    let next_title = lines[title + 1..].iter().position(|line| {
        line.key.chars().count() <= LONGEST_TITLE && title::parse(&line.text).is_some()
    });
    let end = next_title.map_or(lines.len(), |offset| title + 1 + offset);
    has_report(start..title) && has_report(title..end)
}

/// Labels that each edition's tables have several of, in matching form without their numbers.
const OF_TABLES: [&str; 9] = [
    "信息内容",
    "本年新收政府信息公开申请数量",
    "结转下年度继续办理",
    "未经复议直接起诉",
    "统计指标",
    "主动公开政府信息数",
    "收到申请数",
    "申请办结数",
    "举报投诉数量",
];

/// Whether a cell holds a label that tells a table of the form.
fn is_of_table(line: &TextLine) -> bool {
    line.cell && {
        let (_, label) = split_numbering(&line.key);
        OF_TABLES.iter().any(|of_table| label.starts_with(of_table))
    }
}

/// How many headings lie before each line, so that asking about any lines costs the same: a page may
/// say 一、总体情况 a hundred thousand times.
struct Headings {
    /// First-level headings of known topic.
    known: Vec<usize>,
    /// Those of them that another line follows which is none.
    with_text: Vec<usize>,
    /// Headings of a first section.
    first: Vec<usize>,
    /// Cells with labels of the form's tables.
    of_tables: Vec<usize>,
}

impl Headings {
    fn of(lines: &[TextLine]) -> Self {
        let known: Vec<bool> = lines.iter().map(sections::is_known_heading).collect();
        let with_text = |at: usize| known[at] && known.get(at + 1) == Some(&false);
        Self {
            with_text: before(known.len(), with_text),
            first: before(known.len(), |at| sections::is_first(&lines[at])),
            of_tables: before(known.len(), |at| is_of_table(&lines[at])),
            known: before(known.len(), |at| known[at]),
        }
    }

    fn known(&self, lines: Range<usize>) -> usize {
        self.known[lines.end] - self.known[lines.start]
    }

    fn of_tables(&self, lines: Range<usize>) -> usize {
        self.of_tables[lines.end] - self.of_tables[lines.start]
    }

    /// Whether some lines hold a report with text under its first section and under two more: a
    /// contents list has the headings only.
    fn were_complete(&self, lines: Range<usize>) -> bool {
        // What follows the last line is none of them.
        let last = lines.end.saturating_sub(1).max(lines.start);
        self.with_text[last] - self.with_text[lines.start] > 2
            && self.first[lines.end] > self.first[lines.start]
    }
}

/// For each line, and for the end, how many before it are so.
fn before(count: usize, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    let counts = (0..count).scan(0, |sum, at| {
        *sum += usize::from(is_so(at));
        Some(*sum)
    });
    std::iter::once(0).chain(counts).collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, Line, Place};

    use super::*;
    use crate::lines::blocks_of;

    fn starts(texts: &[&str]) -> Vec<usize> {
        let blocks = blocks_of(texts);
        parts(&crate::lines::lines(&blocks)).into_iter().map(|range| range.start).collect()
    }

    const REPORT: [&str; 6] = [
        "一、总体情况",
        "全年工作有序。",
        "二、主动公开政府信息情况",
        "全年公开。",
        "三、收到和处理政府信息公开申请情况",
        "没有收到申请。",
    ];

    fn joined(parts: &[&[&'static str]]) -> Vec<&'static str> {
        parts.concat()
    }

    #[test]
    fn separators_titles_and_silent_breaks() {
        let texts = joined(&[&REPORT, &["【正文】"], &REPORT]);
        assert_eq!(starts(&texts), [0, 6]);
        let title = |organ: &'static str| [organ];
        let (a, b) = (
            title("甲县乙局2020年政府信息公开工作年度报告"),
            title("甲县丙局2020年政府信息公开工作年度报告"),
        );
        assert_eq!(starts(&joined(&[&a, &REPORT, &b, &REPORT])), [0, 7]);
        assert_eq!(starts(&joined(&[&REPORT, &REPORT])), [0, 6]);
    }

    #[test]
    fn tables_alone_make_a_report() {
        let grid = || {
            let mut builder = nianbao_core::GridBuilder::within(&nianbao_core::Limits::default());
            for text in ["统计指标", "（一）收到申请数", "六、举报投诉数量"] {
                builder.row();
                builder.cell(text.to_owned(), 1, 1, false, Place::Line(1));
            }
            Block::Grid(builder.finish().0)
        };
        let title = |text: &str| {
            Block::Line(Line { text: text.to_owned(), role: Role::Text, at: Place::Line(1) })
        };
        let (a, b) = ("甲县乙局2016年政府信息公开年报", "甲县丙局2016年政府信息公开年报");
        let starts = |blocks: &[Block]| {
            let lines = crate::lines::lines(blocks);
            parts(&lines).into_iter().map(|range| range.start).collect::<Vec<_>>()
        };
        assert_eq!(starts(&[title(a), grid(), title(b), grid()]), [0, 4]);
        assert_eq!(starts(&[title(a), grid(), title(a), grid()]), [0]);
        assert_eq!(starts(&[title(a), grid(), title(b)]), [0]);
    }

    #[test]
    fn one_report_stays_one() {
        let title = ["甲县乙局2020年政府信息公开工作年度报告"];
        let links =
            ["甲县乙局2019年政府信息公开工作年度报告", "甲县乙局2018年政府信息公开工作年度报告"];
        assert_eq!(starts(&joined(&[&title, &title, &REPORT, &links])), [0]);
        let contents =
            ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"];
        assert_eq!(starts(&joined(&[&contents, &REPORT])), [0]);
    }
}

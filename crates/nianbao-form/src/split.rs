//! Several reports in one file: where each begins.

use std::ops::Range;

use nianbao_core::Role;

use crate::lines::TextLine;
use crate::sections;
use crate::title;

/// The parts of a document, as ranges of its lines. A part begins at 【正文】, at a title of another
/// report that is followed by sections of its own, and where the first section comes again after
/// a report that had several.
pub(crate) fn parts(lines: &[TextLine]) -> Vec<Range<usize>> {
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
                None => sections::were_complete(&lines[start..index]),
            };
            if other && begins_report(lines, start, index) {
                starts.push(index);
                current = Some(key);
            } else {
                current.get_or_insert(key);
            }
        } else if sections::is_first(line) && sections::were_complete(&lines[start..index]) {
            starts.push(index);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a line only says that a text begins: 【正文】.
pub(crate) fn is_divider(line: &TextLine) -> bool {
    line.key == "(正文)"
}

/// Longer lines are neither a title nor a heading.
const LONGEST_TITLE: usize = 70;

/// The matching form of a line that is a title with organ and year.
fn whole_title(line: &TextLine) -> Option<String> {
    let title = title::parse(&line.text)?;
    (title.organ.is_some() && title.year.is_some()).then(|| crate::fold::squeeze(&title.text))
}

/// Whether a title opens a report: sections were before it, and sections of its own follow.
fn begins_report(lines: &[TextLine], start: usize, title: usize) -> bool {
    let before = sections::known_headings(&lines[start..title]);
    let next_title = lines[title + 1..]
        .iter()
        .position(|line| line.key.chars().count() <= 70 && title::parse(&line.text).is_some());
    let end = next_title.map_or(lines.len(), |offset| title + 1 + offset);
    before >= 2 && sections::known_headings(&lines[title..end]) >= 2
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, Line, Place};

    use super::*;

    fn starts(texts: &[&str]) -> Vec<usize> {
        let block = |text: &&str| {
            Block::Line(Line { text: (*text).to_owned(), role: Role::Text, at: Place::Line(1) })
        };
        let blocks: Vec<Block> = texts.iter().map(block).collect();
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

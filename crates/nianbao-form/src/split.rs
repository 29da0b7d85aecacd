//! Several reports in one file: where each begins.

use std::ops::Range;

use nianbao_core::Role;

use crate::lines::TextLine;
use crate::sections;
use crate::title;

/// The parts of a document, as ranges of its lines. A part begins at 【正文】 and at a title of
/// another report that is followed by sections of its own.
pub(crate) fn parts(lines: &[TextLine]) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut current: Option<String> = None;
    for (index, line) in lines.iter().enumerate() {
        if line.key == "(正文)" {
            if index > 0 {
                starts.push(index);
            }
            current = None;
            continue;
        }
        if line.cell || line.role == Role::Link || line.key.chars().count() > 70 {
            continue;
        }
        let Some(title) = title::parse(&line.text) else { continue };
        if title.organ.is_none() || title.year.is_none() {
            continue;
        }
        let key = crate::fold::squeeze(&title.text);
        let start = starts.last().copied().unwrap_or(0);
        let other = current.as_ref().is_some_and(|current| *current != key);
        if other && begins_report(lines, start, index) {
            starts.push(index);
        }
        current.get_or_insert_with(|| key.clone());
        if starts.last() == Some(&index) {
            current = Some(key);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
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

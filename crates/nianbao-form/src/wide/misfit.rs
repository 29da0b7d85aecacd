//! Rows whose cells do not fit the head: moved by a column, or of a part of the year.

use nianbao_core::{Cell, NoteCode};

use super::head::Head;
use super::holds::Holds;
use crate::fold::squeeze;
use crate::organ::ends_as_organ;
use crate::scope::{self, Foreign};
use crate::title::year_in;
use crate::value;

/// The longest text that names a part of the year.
const LONGEST_PART: usize = 10;

/// The longest line that is a title; others are remarks.
const LONGEST_TITLE_IN_CELL: usize = 40;

/// What keeps a row from being a report of its year; then no cell of it is read.
pub(super) fn misfit(head: &Head, row: &[Cell], year: Option<u16>) -> Option<NoteCode> {
    let end = head.labels.iter().rposition(|label| !label.is_empty()).map_or(0, |last| last + 1);
    let mut cells = row.iter().filter_map(|cell| Some((cell, head.columns.get(cell.column)?)));
    cells.find_map(|(cell, holds)| {
        let moved = cell.column >= end && is_number(&cell.text) || is_moved(holds, &cell.text);
        let part = || match holds {
            Holds::Unknown => is_part(&head.labels[cell.column], &cell.text, year),
            Holds::Organ => scope::foreign(&cell.text, None).is_some() || is_year(&cell.text),
            // 上年 in the column of years, beside 本年.
            Holds::Year => is_before(&squeeze(&cell.text)),
            _ => false,
        };
        if moved { Some(NoteCode::RowAmbiguous) } else { part().then_some(NoteCode::TableOther) }
    })
}

/// Whether a cell holds what belongs into another column: a number in place of a name, a name in
/// place of a number, a year that is none.
fn is_moved(holds: &Holds, text: &str) -> bool {
    match holds {
        Holds::Organ => is_number(text),
        Holds::Year => is_number(text) && year_in(&squeeze(text)).is_none(),
        Holds::Field(..) | Holds::Ambiguous(_) => {
            !value::is_blank(text) && ends_as_organ(&squeeze(text))
        }
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    value::looks_like_value(text) && !value::is_blank(text)
}

/// Whether a cell says that the row is of a quarter, a month or a half of the year, or of another
/// year.
fn is_part(label: &str, text: &str, year: Option<u16>) -> bool {
    let (label, key) = (squeeze(label), squeeze(text));
    if value::is_blank(text) || key.chars().count() > LONGEST_PART {
        return false;
    }
    if ["全年", "年度", "1-12"].iter().any(|word| key.contains(word)) {
        return false;
    }
    let other_year = || {
        let kind = label.is_empty() || label.contains(['类', '期', '口', '时']);
        kind && scope::year_of_cell(text).is_some_and(|own| year.is_some_and(|year| year != own))
    };
    label.contains(['季', '月'])
        || is_before(&key)
        || scope::foreign(&key, None) == Some(Foreign::Other)
        || other_year()
}

/// What is of the year before, or compares with it.
fn is_before(key: &str) -> bool {
    ["上年", "去年", "上一年", "往年"].iter().any(|word| key.starts_with(word))
        || matches!(key, "增减" | "增减数" | "同比" | "差额" | "增幅" | "增长率")
}

fn is_year(text: &str) -> bool {
    scope::year_of_cell(text).is_some()
}

/// Whether a line above a table, or the name of its sheet, says that its numbers are not those of a
/// year: a quarter's, many years', an example's.
pub(super) fn is_told_above(text: &str) -> bool {
    let key = squeeze(text);
    let title = key.chars().count() <= LONGEST_TITLE_IN_CELL
        && !key.contains('。')
        && !key.contains("说明");
    title && scope::foreign(&key, None) == Some(Foreign::Other)
}

/// Whether the name of a sheet says that it is of the year before.
pub(super) fn is_sheet_before(name: &str) -> bool {
    is_before(&squeeze(name)) || is_told_above(name)
}

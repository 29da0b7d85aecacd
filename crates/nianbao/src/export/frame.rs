//! What identifies a report, in front of every row and at its end.

use nianbao_core::{BookColumn, ColumnKind, Lang, Report, Sheet, SheetCell, SheetKind};

use super::wide::States;
use crate::cells::{self, count, text};
use crate::region::Region;

use ColumnKind::{Ordinal, Text};

/// How many columns stay in view.
pub(super) const FROZEN: u16 = 2;
/// The column of a report's year.
pub(super) const YEAR: u16 = 1;
/// The column of a report's number.
pub(super) const NUMBER: u16 = 2;

/// A report as rows need it.
pub(super) struct Frame<'a> {
    pub(super) report: &'a Report,
    /// Which report of the workbook, from 1.
    pub(super) number: u32,
    /// Where its organ is, as far as its name tells.
    pub(super) region: Region,
    /// How many of its cells are in which state.
    pub(super) states: States,
}

/// A column: its label in the language, and its id, which is the key in the JSON where it has one.
pub(super) fn column(
    lang: Lang,
    labels: (&str, &str),
    id: &str,
    width: u16,
    kind: ColumnKind,
) -> BookColumn {
    BookColumn { group: 1, ..cells::column(lang, labels, id, width, kind) }
}

/// The columns in front of every row: what people look for first.
pub(super) fn leading(lang: Lang) -> Vec<BookColumn> {
    vec![
        column(lang, ("机关", "Organ"), "organ", 30, Text),
        column(lang, ("年度", "Year"), "year", 7, Ordinal),
        column(lang, ("序号", "No."), "report", 7, Ordinal),
    ]
}

/// The columns at the end of every row.
pub(super) fn trailing(lang: Lang) -> Vec<BookColumn> {
    vec![
        column(lang, ("文件", "File"), "file", 36, Text),
        column(lang, ("部分", "Part"), "part", 7, Ordinal),
    ]
}

/// A table of rows that each belong to a report.
pub(super) fn table(
    lang: Lang,
    (zh, en): (&str, &str),
    kind: SheetKind,
    columns: impl IntoIterator<Item = BookColumn>,
) -> Sheet {
    let mut all = leading(lang);
    all.extend(columns);
    all.extend(trailing(lang));
    Sheet {
        name: lang.pick(zh, en).to_owned(),
        kind,
        columns: all,
        frozen: FROZEN,
        split: Some(YEAR),
        ..Sheet::default()
    }
}

impl Frame<'_> {
    /// A row: what identifies the report, the cells, and where the report was read.
    pub(super) fn row(&self, cells: impl IntoIterator<Item = SheetCell>) -> Vec<SheetCell> {
        let Report { source, organ, year, .. } = self.report;
        let mut row =
            vec![text(organ.as_deref()), year.map_or(SheetCell::Empty, count), count(self.number)];
        row.extend(cells);
        row.extend([text(source.file.as_deref()), count(source.part)]);
        row
    }
}

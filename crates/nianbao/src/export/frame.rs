//! What identifies a report, in front of every row; and the table of reports.

use nianbao_core::{BookColumn, ColumnKind, Decimal, Lang, Report, Sheet, SheetCell, Tone};

use ColumnKind::{Count, Prose, Text};

/// How many columns stand in front of the rows of the other tables, and stay in view.
pub(super) const LEADING: u16 = 4;

/// A report as rows need it.
pub(super) struct Frame<'a> {
    pub(super) report: &'a Report,
}

/// A column: its label in the language, and its id, which is the key in the JSON where it has one.
pub(super) fn column(
    lang: Lang,
    (zh, en): (&str, &str),
    id: &str,
    width: u16,
    kind: ColumnKind,
) -> BookColumn {
    BookColumn { heads: vec![lang.pick(zh, en).to_owned(), id.to_owned()], width, kind }
}

/// The columns in front of every row.
pub(super) fn leading(lang: Lang) -> Vec<BookColumn> {
    vec![
        column(lang, ("文件", "File"), "file", 28, Text),
        column(lang, ("部分", "Part"), "part", 6, Count),
        column(lang, ("机关", "Organ"), "organ", 24, Text),
        column(lang, ("年度", "Year"), "year", 7, Count),
    ]
}

/// The table of reports.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let mut columns = leading(lang);
    columns.extend([
        column(lang, ("标题", "Title"), "title", 44, Prose),
        column(lang, ("表式", "Form"), "form", 7, Text),
        column(lang, ("发布日期", "Published"), "published", 12, Text),
        column(lang, ("格式", "Format"), "format", 8, Text),
        column(lang, ("编码", "Encoding"), "encoding", 10, Text),
        column(lang, ("读到的单元格", "Cells read"), "facts", 13, Count),
        column(lang, ("其中无数字", "Without number"), "blanks", 11, Count),
        column(lang, ("备注条数", "Notes"), "notes", 9, Count),
    ]);
    let name = lang.pick("报告", "Reports").to_owned();
    Sheet { name, columns, frozen: LEADING, filter: true }
}

impl<'a> Frame<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        Self { report }
    }

    /// The cells in front of every row.
    pub(super) fn leading(&self) -> Vec<SheetCell> {
        let Report { source, organ, year, .. } = self.report;
        vec![
            text(source.file.as_deref()),
            count(source.part),
            text(organ.as_deref()),
            year.map_or(SheetCell::Empty, count),
        ]
    }

    /// The row in the table of reports.
    pub(super) fn row(&self) -> Vec<SheetCell> {
        let Report { title, form, published, source, facts, notes, .. } = self.report;
        let blanks = facts.iter().filter(|(_, fact)| fact.value.is_none()).count();
        let published = published.map(|day| day.to_string());
        let mut cells = self.leading();
        cells.extend([
            text(title.as_deref()),
            text(form.map(nianbao_core::Edition::id)),
            text(published.as_deref()),
            text(source.format.as_deref()),
            text(source.encoding.as_deref()),
            count(facts.len()),
            count(blanks),
            count(notes.len()),
        ]);
        cells
    }
}

/// A plain text, or nothing.
pub(super) fn text(text: Option<&str>) -> SheetCell {
    text.map_or(SheetCell::Empty, |text| SheetCell::Text(text.to_owned(), Tone::Plain))
}

/// A plain number.
pub(super) fn count(number: impl Into<Decimal>) -> SheetCell {
    SheetCell::Number(number.into(), Tone::Plain)
}

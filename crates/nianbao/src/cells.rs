//! Cells and columns as every table of the library has them.

use nianbao_core::{BookColumn, ColumnKind, Decimal, FieldId, Lang, SheetCell, Tone};

/// A column: its label in the language, and its id, which is the key in the JSON where it has one.
pub(crate) fn column(
    lang: Lang,
    (zh, en): (&str, &str),
    id: &str,
    width: u16,
    kind: ColumnKind,
) -> BookColumn {
    BookColumn { label: lang.pick(zh, en).to_owned(), id: id.to_owned(), width, kind, group: 0 }
}

/// The words at the foot of a printed page.
pub(crate) fn footer(lang: Lang) -> String {
    lang.pick("第 {page} 页，共 {pages} 页", "Page {page} of {pages}").to_owned()
}

/// A field's labels on the form.
pub(crate) fn label(field: FieldId) -> String {
    let info = field.info();
    let parts = [info.row_label, info.column_label].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" / ")
}

/// A plain text, or nothing.
pub(crate) fn text(text: Option<&str>) -> SheetCell {
    text.map_or(SheetCell::Empty, |text| SheetCell::Text(text.to_owned(), Tone::Plain))
}

/// A plain text; nothing if it is empty.
pub(crate) fn filled(words: &str) -> SheetCell {
    text(Some(words).filter(|words| !words.is_empty()))
}

/// A plain number.
pub(crate) fn count(number: impl Into<Decimal>) -> SheetCell {
    SheetCell::Number(number.into(), Tone::Plain)
}

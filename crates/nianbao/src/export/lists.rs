//! The long tables: what the prose says, notes, and files that could not be read.

use nianbao_core::{
    BookColumn, Claim, ColumnKind, FieldId, Lang, Place, Severity, Sheet, SheetCell, Statement,
};

use super::frame::{Frame, LEADING, column, count, leading, text};

use ColumnKind::{Amount, Prose, Text};

fn table(
    lang: Lang,
    (zh, en): (&str, &str),
    columns: impl IntoIterator<Item = BookColumn>,
) -> Sheet {
    let mut all = leading(lang);
    all.extend(columns);
    Sheet { name: lang.pick(zh, en).to_owned(), columns: all, frozen: LEADING, filter: true }
}

/// The table of what the prose says.
pub(super) fn statements(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("项目", "Fields"), "ids", 34, Prose),
        column(lang, ("名称", "Label"), "label", 34, Prose),
        column(lang, ("数值", "Value"), "value", 12, Amount),
        column(lang, ("单位", "Unit"), "unit", 7, Text),
        column(lang, ("原文", "Words"), "text", 44, Prose),
        column(lang, ("位置", "Place"), "at", 24, Text),
    ];
    table(lang, ("正文数据", "Statements"), columns)
}

/// A report's rows in it: statements about one field, then those about several together.
pub(super) fn statement_rows<'a>(
    frame: &'a Frame<'_>,
) -> impl Iterator<Item = Vec<SheetCell>> + 'a {
    let single = frame.report.statements.iter().map(|statement| {
        let Statement { field, value, text, at } = statement;
        (std::slice::from_ref(field), *value, text, at)
    });
    let joint = frame.report.claims.iter().map(|claim| {
        let Claim { fields, value, text, at } = claim;
        (fields.as_slice(), *value, text, at)
    });
    single.chain(joint).map(|(fields, value, words, at)| {
        let unit = fields.first().map(|field| field.info().unit);
        let mut cells = frame.leading();
        cells.extend([
            text(Some(&ids(fields))),
            text(Some(&join(fields, |field| label(*field), "\n"))),
            count(value),
            text(unit),
            text(Some(words)),
            place(at.as_ref()),
        ]);
        cells
    })
}

/// The table of notes.
pub(super) fn notes(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("程度", "Severity"), "severity", 9, Text),
        column(lang, ("代码", "Code"), "code", 18, Text),
        column(lang, ("说明", "Message"), "message", 60, Prose),
        column(lang, ("涉及项目", "Fields"), "fields", 34, Prose),
        column(lang, ("位置", "Place"), "at", 24, Text),
    ];
    table(lang, ("备注", "Notes"), columns)
}

/// A report's rows in it.
pub(super) fn note_rows<'a>(
    frame: &'a Frame<'_>,
    lang: Lang,
) -> impl Iterator<Item = Vec<SheetCell>> + 'a {
    frame.report.notes.iter().map(move |note| {
        let severity = match note.code.severity() {
            Severity::Info => lang.pick("提示", "info"),
            Severity::Warning => lang.pick("警告", "warning"),
        };
        let mut cells = frame.leading();
        cells.extend([
            text(Some(severity)),
            text(Some(note.code.id())),
            text(Some(&note.message(lang))),
            text(Some(&ids(&note.fields))),
            place(note.at.as_ref()),
        ]);
        cells
    })
}

/// The table of files that could not be read.
pub(super) fn failures(lang: Lang) -> Sheet {
    let columns = vec![
        column(lang, ("文件", "File"), "file", 44, Text),
        column(lang, ("原因", "Reason"), "reason", 90, Prose),
    ];
    let name = lang.pick("失败", "Failures").to_owned();
    Sheet { name, columns, frozen: 1, filter: true }
}

/// A row in it.
pub(super) fn failure_row(file: &str, reason: &str) -> Vec<SheetCell> {
    vec![text(Some(file)), text(Some(reason))]
}

fn place(at: Option<&Place>) -> SheetCell {
    at.map_or(SheetCell::Empty, |at| text(Some(&at.to_string())))
}

fn ids(fields: &[FieldId]) -> String {
    join(fields, |field| field.id().to_owned(), "\n")
}

/// A field's labels on the form.
fn label(field: FieldId) -> String {
    let info = field.info();
    let parts = [info.row_label, info.column_label].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" / ")
}

fn join(fields: &[FieldId], name: impl Fn(&FieldId) -> String, between: &str) -> String {
    fields.iter().map(name).collect::<Vec<_>>().join(between)
}

//! The long tables: what the prose says, what is beyond the form, notes; and on request every cell
//! and every section's text.

use nianbao_core::{
    BookColumn, Claim, ColumnKind, Edition, FieldId, Lang, Place, Severity, Sheet, SheetCell,
    SheetKind, Statement, Tone,
};

use super::frame::{self, Frame, column};
use super::naming::{all_ids, ids, named};
use super::tables::Table;
use super::wide::{self, Doubts};
use crate::cells::{count, label, text};

use ColumnKind::{Amount, Count, Prose, Text};

/// What a cell of a workbook holds, in units of UTF-16.
const MOST_TEXT: usize = 32_000;

/// The rows of a report in each of the tables that it may have any number of rows in.
pub(super) type ListRows = [(Table, Vec<Vec<SheetCell>>); 4];

/// A report's rows in those tables; those of its findings are handed in. Long lists of ids are whole in files
/// for programs, where no hidden sheet has them.
pub(super) fn rows(
    frame: &Frame<'_>,
    findings: Vec<Vec<SheetCell>>,
    whole: bool,
    lang: Lang,
) -> ListRows {
    let ids = |fields: &[FieldId]| if whole { all_ids(fields) } else { ids(fields, lang) };
    [
        (Table::Findings, findings),
        (Table::Statements, statement_rows(frame, ids, lang)),
        (Table::Extras, extra_rows(frame, lang)),
        (Table::Notes, note_rows(frame, ids, lang)),
    ]
}

fn list(lang: Lang, name: (&str, &str), columns: impl IntoIterator<Item = BookColumn>) -> Sheet {
    frame::table(lang, name, SheetKind::List, columns)
}

/// The table of what the prose says.
pub(super) fn statements(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("名称", "Label"), "label", 40, Prose),
        column(lang, ("数值", "Value"), "value", 12, Amount),
        column(lang, ("单位", "Unit"), "unit", 7, Text),
        column(lang, ("表格中的数", "In the table"), "fact", 12, Amount),
        column(lang, ("原文", "Words"), "text", 50, Prose),
        column(lang, ("位置", "Place"), "at", 22, Text),
        column(lang, ("代号", "Ids"), "ids", 34, Prose),
    ];
    list(lang, ("正文数据", "Statements"), columns)
}

/// Statements about one field, then those about several together.
fn statement_rows(
    frame: &Frame<'_>,
    ids: impl Fn(&[FieldId]) -> String,
    lang: Lang,
) -> Vec<Vec<SheetCell>> {
    let single = frame.report.statements.iter().map(|statement| {
        let Statement { field, value, text, at } = statement;
        (std::slice::from_ref(field), *value, text, at)
    });
    let joint = frame.report.claims.iter().map(|claim| {
        let Claim { fields, value, text, at } = claim;
        (fields.as_slice(), *value, text, at)
    });
    let row = |(fields, value, words, at): (&[FieldId], _, &String, &Option<Place>)| {
        let unit = fields.first().map(|field| field.info().unit);
        let fact = match fields {
            [field] => frame.report.facts.get(*field).and_then(|fact| fact.value),
            _ => None,
        };
        frame.row([
            text(Some(&named(fields, lang))),
            count(value),
            text(unit),
            fact.map_or(SheetCell::Empty, count),
            text(Some(words)),
            place(at.as_ref(), lang),
            text(Some(&ids(fields))),
        ])
    };
    single.chain(joint).map(row).collect()
}

/// The table of what the pages print beyond the form.
pub(super) fn extras(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("所印内容", "As printed"), "cells", 70, Prose),
        column(lang, ("位置", "Place"), "at", 22, Text),
    ];
    list(lang, ("表外项目", "Extras"), columns)
}

fn extra_rows(frame: &Frame<'_>, lang: Lang) -> Vec<Vec<SheetCell>> {
    let extras = frame.report.extras.iter();
    extras
        .map(|extra| {
            frame.row([text(Some(&extra.cells.join(" | "))), place(extra.at.as_ref(), lang)])
        })
        .collect()
}

/// The table of notes.
pub(super) fn notes(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("程度", "Severity"), "severity", 9, Text),
        column(lang, ("说明", "Message"), "message", 60, Prose),
        column(lang, ("涉及项目", "Fields"), "labels", 44, Prose),
        column(lang, ("项数", "Number"), "count", 7, Count),
        column(lang, ("位置", "Place"), "at", 22, Text),
        column(lang, ("代码", "Code"), "code", 20, Text),
        column(lang, ("代号", "Ids"), "fields", 34, Prose),
    ];
    list(lang, ("备注", "Notes"), columns)
}

fn note_rows(
    frame: &Frame<'_>,
    ids: impl Fn(&[FieldId]) -> String,
    lang: Lang,
) -> Vec<Vec<SheetCell>> {
    let row = |note: &nianbao_core::Note| {
        let (severity, tone) = match note.code.severity() {
            Severity::Info => (lang.pick("提示", "info"), Tone::Plain),
            Severity::Warning => (lang.pick("警告", "warning"), Tone::Doubtful),
        };
        let fields = &note.fields;
        let some = !fields.is_empty();
        frame.row([
            SheetCell::Text(severity.to_owned(), tone),
            text(Some(&note.message(lang))),
            text(some.then(|| named(fields, lang)).as_deref()),
            if some { count(fields.len()) } else { SheetCell::Empty },
            place(note.at.as_ref(), lang),
            text(Some(note.code.id())),
            text(some.then(|| ids(fields)).as_deref()),
        ])
    };
    frame.report.notes.iter().map(row).collect()
}

/// The table of a row a cell.
pub(super) fn long(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("表式", "Form"), "form", 7, Text),
        column(lang, ("代号", "Field"), "field", 40, Text),
        column(lang, ("名称", "Label"), "label", 60, Text),
        column(lang, ("数值", "Value"), "value", 12, Amount),
        column(lang, ("单位", "Unit"), "unit", 7, Text),
        column(lang, ("状态", "State"), "state", 10, Text),
        column(lang, ("所印文字", "As printed"), "raw", 16, Text),
        column(lang, ("位置", "Place"), "at", 26, Text),
    ];
    list(lang, ("长表", "Long"), columns)
}

/// A report's rows in it: the cells that are there, and those of which a note says that they may be and could
/// not be read; these have no place, by which a reader of the table knows that they were not seen. A cell
/// without a number has no value.
pub(super) fn long_rows<'a>(
    frame: &'a Frame<'_>,
    doubts: &'a Doubts<'_>,
) -> impl Iterator<Item = Vec<SheetCell>> + 'a {
    let facts = &frame.report.facts;
    let cell = |field| wide::cell(facts.reading(field), doubts.gravest(field));
    let is_lost = move |field: &FieldId| {
        facts.get(*field).is_none() && matches!(cell(*field), SheetCell::Blank(Tone::Lost))
    };
    let fields = facts.iter().map(|(field, _)| field);
    fields.chain(FieldId::all().filter(is_lost)).map(move |field| {
        let (fact, value) = (facts.get(field), cell(field));
        let at = fact.and_then(|fact| fact.at.as_ref());
        frame.row([
            text(frame.report.form.map(Edition::id)),
            text(Some(field.id())),
            text(Some(&label(field))),
            value.clone(),
            text(Some(field.info().unit)),
            text(Some(state(&value))),
            text(Some(fact.map_or("", |fact| &fact.raw))),
            text(at.map(Place::to_string).as_deref()),
        ])
    })
}

/// What the colour of a cell says, for programs. A cell that is not on the page has no row and no colour.
fn state(cell: &SheetCell) -> &'static str {
    match cell {
        SheetCell::Number(_, Tone::Doubtful) => "doubtful",
        SheetCell::Number(..) => "number",
        SheetCell::Blank(Tone::Lost) => "lost",
        _ => "blank",
    }
}

/// The table of the sections' text.
pub(super) fn text_sheet(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("章节", "Section"), "number", 7, Count),
        column(lang, ("标题", "Heading"), "heading", 40, Text),
        column(lang, ("正文", "Text"), "text", 100, Prose),
    ];
    list(lang, ("正文", "Text"), columns)
}

/// A report's rows in it. A section that is too long for a cell goes on in rows without number and
/// heading.
pub(super) fn text_rows<'a>(frame: &'a Frame<'_>) -> impl Iterator<Item = Vec<SheetCell>> + 'a {
    frame.report.sections.iter().flat_map(move |section| {
        (0..).zip(pieces(&section.paragraphs)).map(move |(index, piece)| {
            let first = index == 0;
            frame.row([
                section.number.filter(|_| first).map_or(SheetCell::Empty, count),
                text(section.heading.as_deref().filter(|_| first)),
                text(Some(&piece)),
            ])
        })
    })
}

/// Paragraphs, a line each, in pieces that a cell can hold; at least one.
fn pieces(paragraphs: &[String]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for paragraph in paragraphs {
        let own = paragraph.encode_utf16().count() + 1;
        if units > 0 && units + own > MOST_TEXT {
            pieces.push(String::new());
            units = 0;
        }
        units += own;
        let Some(piece) = pieces.last_mut() else { continue };
        if !piece.is_empty() {
            piece.push('\n');
        }
        piece.push_str(paragraph);
    }
    pieces
}

fn place(at: Option<&Place>, lang: Lang) -> SheetCell {
    text(at.map(|at| at.told(lang)).as_deref())
}

//! One row of a table: what it says of its report.

use nianbao_core::{Cell, Date, Decimal, Edition, Fact, FieldId, Note, NoteCode, Place};

use super::head::Head;
use super::holds::{Holds, heads_organs, is_total};
use super::kinds::is_kind;
use super::{Draft, Table, misfit};
use crate::assign::Candidate;
use crate::dates;
use crate::fold::{one_line, squeeze};
use crate::key::MoneyUnit;
use crate::template;
use crate::title::year_in;
use crate::value::{self, Value};

/// What a row is.
pub(super) enum Row {
    Report(Box<Draft>),
    /// Sums, means, remarks: kept with the label it begins with.
    Other(Note),
    /// Nothing: blank, or the head once more.
    Nothing,
    /// Another head: what is below it is not told by this one.
    End(Note),
}

/// What stands above a table and counts for all its rows.
#[derive(Default)]
pub(super) struct Above {
    pub(super) year: Option<u16>,
    pub(super) unit: Option<MoneyUnit>,
    /// Where the document breaks off, if it does: the cell may not be whole.
    pub(super) cut: Option<Place>,
    /// Counts are in hundreds or more.
    pub(super) scaled: bool,
    /// It says that the numbers are no year's: 一季度, 填报示例.
    pub(super) misfit: Option<NoteCode>,
}

/// Reads a row; `organ` is the cell of organs that reaches into it from above.
pub(super) fn read(table: &Table<'_>, row: &[Cell], organ: Option<&str>, above: &Above) -> Row {
    let head = &table.head;
    let cells = || row.iter().filter_map(|cell| Some((cell, head.columns.get(cell.column)?)));
    let own = cells().find(|(_, holds)| **holds == Holds::Organ).map(|(cell, _)| &*cell.text);
    let name = own.filter(|text| !text.trim().is_empty()).or(organ).unwrap_or_default();
    let numbers = cells().any(|(cell, holds)| {
        matches!(holds, Holds::Field(..) | Holds::Ambiguous(_))
            && value::looks_like_value(&cell.text)
            && !value::is_blank(&cell.text)
    });
    if heads_organs(name) {
        if head.is_repeated(row) {
            return Row::Nothing;
        }
        let fields = head.columns.iter().filter_map(Holds::field);
        let note = other(row);
        return Row::End(
            Note::new(NoteCode::ColumnUnknown, note.detail).with_fields(fields).at(note.at),
        );
    }
    let named =
        cells().any(|(cell, holds)| super::names_report(holds) && !cell.text.trim().is_empty());
    let kind = is_kind(name) && !head.is_export();
    if is_total(name) || kind || is_remark_name(name) || numbers && !named && organ.is_none() {
        return if numbers { Row::Other(other(row)) } else { Row::Nothing };
    }
    if !named && organ.is_none() || head.has_fields() && !numbers && is_remark(row) {
        return Row::Nothing;
    }
    if let Some(code) = above.misfit.or_else(|| misfit::misfit(head, row, above.year)) {
        let note = other(row);
        let fields = head.columns.iter().filter_map(Holds::field);
        return Row::Other(Note::new(code, note.detail).with_fields(fields).at(note.at));
    }
    let mut draft = Draft::default();
    draft.report.organ = Some(one_line(name)).filter(|name| !name.is_empty());
    draft.report.year = above.year.filter(|_| !head.columns.contains(&Holds::Year));
    for (cell, holds) in cells() {
        put(&mut draft, head, cell, holds, above);
        draft.report.notes.extend(spanning(head, cell));
    }
    Row::Report(Box::new(draft))
}

/// Whether a row holds one text and nothing else: a remark below the table.
pub(super) fn is_remark(row: &[Cell]) -> bool {
    row.iter().filter(|cell| !cell.text.trim().is_empty()).take(2).count() == 1
}

/// Whether a text in the column of organs is a remark: 备注：…, 填表人：….
fn is_remark_name(name: &str) -> bool {
    let key = squeeze(name);
    key.contains(':') || ["备注", "说明", "注"].contains(&key.as_str())
}

fn other(row: &[Cell]) -> Note {
    let texts = row.iter().map(|cell| one_line(&cell.text)).filter(|text| !text.is_empty());
    let detail = texts.take(8).collect::<Vec<_>>().join(" | ");
    Note::new(NoteCode::RowUnknown, detail).at(row.first().map(|cell| cell.at.clone()))
}

fn put(draft: &mut Draft, head: &Head, cell: &Cell, holds: &Holds, above: &Above) {
    let text = one_line(&cell.text);
    let filled = || Some(text.clone()).filter(|text| !text.is_empty());
    let report = &mut draft.report;
    match holds {
        Holds::Field(field, own) => {
            let whole = cell.columns == 1 && cell.rows == 1;
            let cut = above.cut.as_ref() == Some(&cell.at);
            let scaled = above.scaled.then_some(MoneyUnit::Scaled);
            let printed = own.or(if field.is_amount() { above.unit } else { scaled });
            // The column is the form's field, and with it comes the form's unit.
            let of_form = || template::says_ten_thousand(*field).then_some(MoneyUnit::TenThousand);
            let unit = printed.or_else(of_form);
            fact(draft, head, cell, *field, unit, (whole, cut));
        }
        Holds::Ambiguous(fields) if !value::is_blank(&cell.text) => {
            let detail = format!("{} | {text}", head.labels[cell.column]);
            let note = Note::new(NoteCode::ColumnUnknown, detail).with_fields(fields.clone());
            report.notes.push(note.at(cell.at.clone()));
        }
        Holds::Year => report.year = year_in(&squeeze(&text)),
        Holds::Title => report.title = filled(),
        Holds::Published => report.published = day(&text),
        Holds::Form => report.form = Edition::from_id(&text),
        Holds::File => report.source.file = filled(),
        Holds::Part => report.source.part = text.parse().unwrap_or(0),
        Holds::Number => draft.number = filled(),
        Holds::Format => report.source.format = filled(),
        Holds::Encoding => report.source.encoding = filled(),
        Holds::Blank => {
            let fields = text.split_whitespace().filter_map(FieldId::from_id);
            draft.blanks.extend(fields.map(|field| candidate(field, None, String::new(), None)));
        }
        Holds::Lists => {
            let list = |line: &str| line.split_whitespace().map(FieldId::from_id).collect();
            draft.lists.extend(cell.text.lines().filter_map(list));
        }
        Holds::Unknown if !text.is_empty() => {
            draft.extra(&head.labels[cell.column], text, &cell.at);
        }
        Holds::Unknown | Holds::Ambiguous(_) | Holds::Organ | Holds::Nothing => {}
    }
}

/// The note on a cell that several columns or rows share, as a row does whose numbers a comma may have
/// parted.
fn spanning(head: &Head, cell: &Cell) -> Option<Note> {
    let columns = cell.column..(cell.column + cell.columns).min(head.columns.len());
    let fields: Vec<FieldId> = head.columns[columns].iter().filter_map(Holds::field).collect();
    let raw = one_line(&cell.text);
    let shared = cell.columns > 1 || cell.rows > 1;
    let note = || Note::new(NoteCode::RowAmbiguous, raw.clone()).with_fields(fields.clone());
    (shared && !raw.is_empty() && !fields.is_empty()).then(|| note().at(cell.at.clone()))
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| dates::find(text))
}

fn fact(
    draft: &mut Draft,
    head: &Head,
    cell: &Cell,
    field: FieldId,
    unit: Option<MoneyUnit>,
    (whole, cut): (bool, bool),
) {
    let raw = one_line(&cell.text);
    if raw.is_empty() && head.hides_blanks() {
        draft.emptied.push(field);
        draft.unsure.get_or_insert_with(|| cell.at.clone());
        return;
    }
    // One over several columns is noted once, with the fields of all.
    if !whole {
        return;
    }
    let note = |code| Note::new(code, raw.clone()).with_fields([field]).at(cell.at.clone());
    let read = if cut { Value::Cut } else { value::read(&cell.text, field, unit) };
    let (value, code) = match read {
        Value::Absent => return,
        Value::Number(number) => (Some(number), None),
        Value::Blank => (None, None),
        Value::UnitMissing => (None, Some(NoteCode::UnitMissing)),
        Value::Unreadable => (None, Some(NoteCode::ValueUnreadable)),
        Value::Cut => {
            draft.report.notes.push(note(NoteCode::ValueCut));
            return;
        }
    };
    draft.report.notes.extend(code.map(note));
    let candidate = candidate(field, value, raw, Some(cell.at.clone()));
    // A mark for nothing in one of two columns of a field is no second value.
    let kept =
        if value.is_none() && code.is_none() { &mut draft.blanks } else { &mut draft.candidates };
    kept.push(candidate);
}

fn candidate(field: FieldId, value: Option<Decimal>, raw: String, at: Option<Place>) -> Candidate {
    Candidate { field, fact: Fact { value, raw, at }, segment: 0, slot: 0 }
}

//! The sums, and the report they make.

use nianbao_core::{Decimal, Edition, Fact, FieldId, Lang, Note, NoteCode, Report};
use nianbao_form::{TemplateCell, templates};

use super::{Lack, LeftOut, Rollup, Total, Unit, doubled, prose};

/// The sum of each field of the edition, in the printed order of its form.
pub(super) fn totals(units: &[Unit], edition: Edition) -> Vec<Total> {
    printed(edition).map(|field| total(units, field)).collect()
}

fn printed(edition: Edition) -> impl Iterator<Item = FieldId> {
    let tables = templates().iter().filter(move |table| table.edition == edition);
    tables.flat_map(|table| table.rows.iter().flatten()).filter_map(|cell| match cell {
        TemplateCell::Field(field) => Some(*field),
        _ => None,
    })
}

/// Only what is printed is added: a blank is not a zero, and it is told which units have one.
fn total(units: &[Unit], field: FieldId) -> Total {
    let mut total = Total {
        field,
        value: None,
        given: 0,
        lost: Vec::new(),
        blank: Vec::new(),
        absent: Vec::new(),
    };
    for (index, unit) in units.iter().enumerate() {
        let sum = |value| total.value.unwrap_or_default().checked_add(value);
        let value = unit.facts.get(field).and_then(|fact| fact.value);
        match (value.and_then(sum), unit.lack(field)) {
            (Some(sum), _) => {
                total.given += 1;
                total.value = Some(sum);
            }
            // Without a lack it is a sum beyond 28 digits; the unit is told as one that is not in it.
            (None, None | Some(Lack::Uncomputed | Lack::Unread)) => total.lost.push(index),
            (None, Some(Lack::Blank)) => total.blank.push(index),
            (None, Some(Lack::OtherForm(_) | Lack::Absent)) => total.absent.push(index),
        }
    }
    total
}

/// The report of the sum.
pub(super) fn report(rollup: &Rollup, organ: &str, year: u16, edition: Edition) -> Report {
    let mut report = Report {
        title: Some(format!("{organ}{year}年政府信息公开工作年度报告")),
        organ: Some(organ.to_owned()),
        year: Some(year),
        form: Some(edition),
        ..Report::default()
    };
    report.source.part = 1;
    for total in &rollup.totals {
        let everywhere_absent = total.absent.len() == rollup.units.len();
        if everywhere_absent {
            continue;
        }
        let value = total.value.map(|value| value.normalize());
        let raw = value.map_or_else(String::new, |value| value.to_string());
        // The fields of a form are different, so none is refused.
        let _ = report.facts.insert(total.field, Fact { value, raw, at: None });
    }
    report.notes = notes(rollup, organ, edition);
    report.sections = prose::skeleton(rollup, &report);
    report
}

fn notes(rollup: &Rollup, organ: &str, edition: Edition) -> Vec<Note> {
    let mut notes = vec![Note::new(NoteCode::RollupUnits, rollup.units.len().to_string())];
    for (unit, reason) in &rollup.left_out {
        let detail = format!("{}（{}）", unit.name(), reason.message(Lang::Zh));
        let code = match reason {
            LeftOut::Twice { .. } => NoteCode::RollupTwice,
            _ => NoteCode::RollupLeftOut,
        };
        notes.push(Note::new(code, detail));
    }
    if !rollup.missing.is_empty() {
        let names: Vec<&str> = rollup.missing.iter().map(String::as_str).collect();
        notes.push(Note::new(NoteCode::RollupMissing, named(&names)));
    }
    if !rollup.unlisted.is_empty() {
        let names = rollup.names(&rollup.unlisted, NAMED_IN_NOTE, Lang::Zh);
        notes.push(Note::new(NoteCode::RollupUnlisted, names));
    }
    notes.extend(doubled(rollup, organ));
    notes.extend(broken(rollup));
    notes.extend(incomplete(rollup));
    notes.extend(unmapped(rollup, edition));
    notes.extend(joint(rollup));
    notes
}

/// So many units are named in a note; the tables beside the sum have all.
const NAMED_IN_NOTE: usize = 20;

fn named(names: &[&str]) -> String {
    let count = names.len();
    if count <= NAMED_IN_NOTE {
        return names.join("、");
    }
    format!("{} 等 {count} 个单位", names[..NAMED_IN_NOTE].join("、"))
}

/// Which units the sums lack, and in which fields.
fn incomplete(rollup: &Rollup) -> impl Iterator<Item = Note> {
    rollup.lacking().into_iter().map(|lacking| {
        let detail = lacking.message(rollup, Lang::Zh);
        Note::new(NoteCode::RollupPartial, detail).with_fields(lacking.fields)
    })
}

/// What may be in the sums twice.
fn doubled(rollup: &Rollup, organ: &str) -> Option<Note> {
    let doubled = doubled::of(&rollup.units, &rollup.totals, organ);
    let told: Vec<String> = doubled.iter().map(|one| one.told(&rollup.units, Lang::Zh)).collect();
    (!told.is_empty()).then(|| Note::new(NoteCode::RollupDoubled, told.join("；")))
}

/// Units whose own sums do not hold; they were counted as printed.
fn broken(rollup: &Rollup) -> impl Iterator<Item = Note> {
    rollup.broken().map(|index| {
        let unit = &rollup.units[index];
        let detail = format!("{}（{} 处错误）", unit.name(), unit.errors);
        Note::new(NoteCode::RollupFindings, detail).with_fields(unit.broken.iter().copied())
    })
}

/// What a unit prints that the sum's edition has no place for; a zero is no loss.
fn unmapped(rollup: &Rollup, edition: Edition) -> impl Iterator<Item = Note> {
    rollup.units.iter().filter_map(move |unit| {
        let lost = |(field, fact): &(FieldId, &Fact)| {
            !field.is_in(edition) && fact.value.is_some_and(|value| value != Decimal::ZERO)
        };
        let fields: Vec<FieldId> = unit.facts.iter().filter(lost).map(|(field, _)| field).collect();
        let detail = format!("{}（{}项）", unit.name(), fields.len());
        (!fields.is_empty())
            .then(|| Note::new(NoteCode::RollupUnmapped, detail).with_fields(fields))
    })
}

/// A document that several organs issued together stands in the report of each.
fn joint(rollup: &Rollup) -> Option<Note> {
    let in_force = |total: &&Total| total.field.id().ends_with(".in_force");
    let several = |total: &&Total| {
        let holds = |unit: &&Unit| {
            let value = unit.facts.get(total.field).and_then(|fact| fact.value);
            value.is_some_and(|value| value > Decimal::ZERO)
        };
        rollup.units.iter().filter(holds).count() > 1
    };
    let fields: Vec<FieldId> =
        rollup.totals.iter().filter(in_force).filter(several).map(|total| total.field).collect();
    (!fields.is_empty()).then(|| {
        let names: Vec<&str> = fields.iter().map(|field| field.info().row_label).collect();
        Note::new(NoteCode::RollupJoint, names.join("、")).with_fields(fields)
    })
}

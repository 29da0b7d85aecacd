//! What two reports have in common.

use std::fmt::Debug;

use nianbao::{Decimal, Extra, Fact, Facts, FieldId, Report, Source};
use nianbao_form::{TemplateCell, templates};

/// A report without its source.
pub fn sourceless(report: &Report) -> Report {
    Report { source: Source::default(), ..report.clone() }
}

/// A report without what a page cannot show: source, places and notes, and those of the rows of
/// the page's own that would be the form's, or headings.
pub fn shown(report: &Report) -> Report {
    let mut bare = sourceless(report);
    bare.notes.clear();
    bare.facts = Facts::default();
    for (field, fact) in report.facts.iter() {
        // A number that is none, for reasons that the form has no words for, is put in doubt.
        let doubted = fact.raw.strip_suffix('？').filter(|_| fact.value.is_none());
        let raw = doubted.unwrap_or(&fact.raw).to_owned();
        // The first of a field is never refused.
        let _ = bare.facts.insert(field, Fact { value: fact.value, raw, at: None });
    }
    bare.statements.iter_mut().for_each(|one| one.at = None);
    bare.claims.iter_mut().for_each(|one| one.at = None);
    bare.extras.retain(|one| has_number(one) && !is_label(&one.cells[0]));
    bare.extras.retain(|one| !one.cells[0].starts_with(|c| "一二三四五六七八九十".contains(c)));
    bare.extras.iter_mut().for_each(|one| one.at = None);
    bare
}

/// A row of words only (联系电话 0000-1) is no row of a table any more once its columns have no heads.
fn has_number(extra: &Extra) -> bool {
    extra.cells.iter().skip(1).any(|cell| cell.parse::<Decimal>().is_ok())
}

fn is_label(text: &str) -> bool {
    let of_form = FieldId::all().filter_map(|field| field.info().row_label.rsplit(" / ").next());
    let mut printed = templates().iter().flat_map(|table| table.rows.iter().flatten());
    of_form.into_iter().any(|label| label == text)
        || printed.any(|cell| matches!(cell, TemplateCell::Label(label) if *label == text))
}

/// The first thing that two reports do not have in common.
pub fn different(name: &str, read: &Report, wanted: &Report) -> Option<String> {
    if read == wanted {
        return None;
    }
    let field = FieldId::all().find(|field| read.facts.get(*field) != wanted.facts.get(*field));
    let told = |what: &str, read: &dyn Debug, wanted: &dyn Debug| {
        Some(format!("{name}: {what}: {read:?} for {wanted:?}"))
    };
    if let Some(field) = field {
        return told(field.id(), &read.facts.get(field), &wanted.facts.get(field));
    }
    let rest = |report: &Report| {
        let Report { title, organ, year, form, published, .. } = report;
        format!("{title:?} {organ:?} {year:?} {form:?} {published:?}")
    };
    let parts: [(&str, &dyn Debug, &dyn Debug); 6] = [
        ("sections", &read.sections, &wanted.sections),
        ("extras", &read.extras, &wanted.extras),
        ("statements", &read.statements, &wanted.statements),
        ("claims", &read.claims, &wanted.claims),
        ("notes", &read.notes, &wanted.notes),
        ("frame", &rest(read), &rest(wanted)),
    ];
    let words = |part: &dyn Debug| format!("{part:?}");
    let part = parts.iter().find(|(_, read, wanted)| words(read) != words(wanted));
    part.map_or_else(
        || Some(format!("{name}: the order of facts")),
        |(what, read, wanted)| told(what, read, wanted),
    )
}

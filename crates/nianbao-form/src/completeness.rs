//! What a report should have and does not: tables, cells.

use std::collections::HashSet;

use nianbao_core::{Edition, FieldId, Note, NoteCode, Report, Section};

use crate::hash::LabelHash;
use crate::sections::{self, Topic};
use crate::template::templates;

/// What a section is about, by its heading.
pub(crate) fn topic_of(section: &Section) -> Option<Topic> {
    let heading = crate::fold::squeeze(section.heading.as_deref()?);
    sections::topic(&heading)
}

/// Tables that the form puts under a heading that is there, and that are not there themselves.
/// `titled`: the title of the table of 2014 is there, of which a page with none of its labels shows nothing else.
pub(crate) fn missing_tables(report: &mut Report, titled: &dyn Fn() -> bool) {
    let edition = match (report.form, report.year) {
        (Some(form), _) => form,
        (None, Some(year)) => Edition::for_year(year),
        (None, None) => return,
    };
    if edition == Edition::E2014 {
        // Many organs add none.
        if report.form.is_none() && report.facts.is_empty() && titled() {
            let name = templates().iter().find(|table| table.edition == edition);
            let fields = FieldId::all().filter(|field| field.is_in(edition));
            let note = Note::new(NoteCode::TableMissing, name.map_or("", |table| table.heading));
            report.notes.push(note.with_fields(fields.collect::<Vec<_>>()));
        }
        return;
    }
    let bare = report.facts.is_empty();
    let tables =
        [(2, "二", Topic::Disclosure), (3, "三", Topic::Requests), (4, "四", Topic::Review)];
    let noted: HashSet<FieldId, LabelHash> =
        report.notes.iter().flat_map(|note| note.fields.iter().copied()).collect();
    let mut names = Vec::new();
    let mut lost = Vec::new();
    for (section, name, topic) in tables {
        let fields: Vec<FieldId> = FieldId::all()
            .filter(|field| field.info().section == section && field.is_in(edition))
            .collect();
        // A page without any table has lost this one too, whatever its headings say.
        let heading =
            bare || report.sections.iter().any(|section| topic_of(section) == Some(topic));
        let seen = fields.iter().any(|f| report.facts.get(*f).is_some() || noted.contains(f));
        if heading && !seen {
            names.push(name);
            lost.extend(fields);
        }
    }
    if !names.is_empty() {
        let note = Note::new(NoteCode::TableMissing, names.join("、"));
        report.notes.push(note.with_fields(lost));
    }
}

/// Cells of a table that is there, but not on the page: an organ may leave rows out, and so may
/// whatever copied the page. Where no cell tells the form, rows that were lost are of the year's.
pub(crate) fn missing_cells(report: &mut Report) {
    let noted: HashSet<FieldId, LabelHash> =
        report.notes.iter().flat_map(|note| note.fields.iter().copied()).collect();
    let of_year = || report.year.map(Edition::for_year).filter(|_| !noted.is_empty());
    let Some(form) = report.form.or_else(of_year) else { return };
    let missing: Vec<FieldId> = FieldId::all()
        .filter(|field| field.is_in(form) && report.facts.get(*field).is_none())
        .filter(|field| !noted.contains(field))
        .collect();
    if !missing.is_empty() {
        let note = Note::new(NoteCode::CellMissing, missing.len().to_string());
        report.notes.push(note.with_fields(missing));
    }
}

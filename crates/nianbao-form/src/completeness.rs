//! What a report should have and does not: tables, cells.

use std::collections::HashSet;

use nianbao_core::{Edition, FieldId, Note, NoteCode, Report, Section};

use crate::hash::LabelHash;
use crate::sections::{self, Topic};
use crate::template::{TemplateCell, templates};

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
    let mut missing: Vec<FieldId> = FieldId::all()
        .filter(|field| field.is_in(form))
        .chain(of_other_blocks(report, form))
        .filter(|field| report.facts.get(*field).is_none() && !noted.contains(field))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        let note = Note::new(NoteCode::CellMissing, missing.len().to_string());
        report.notes.push(note.with_fields(missing));
    }
}

/// The fields of blocks that the page prints as another edition does, as far as its own form has none of
/// them: of such a block a row may be lost, too.
fn of_other_blocks(report: &Report, form: Edition) -> Vec<FieldId> {
    let captioned =
        |row: &Vec<TemplateCell>| row.iter().skip(1).all(|cell| *cell == TemplateCell::Left);
    let mut fields = Vec::new();
    for table in templates().iter().filter(|table| table.section == 2 && table.edition != form) {
        for block in table.rows.chunk_by(|_, row| !captioned(row)) {
            let cells = block.iter().flatten().filter_map(|cell| match cell {
                TemplateCell::Field(field) if !field.is_in(form) => Some(*field),
                _ => None,
            });
            if cells.clone().any(|field| report.facts.get(field).is_some()) {
                fields.extend(cells);
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use nianbao_core::FieldId;

    use crate::pages::report_of;

    #[test]
    fn of_a_block_that_another_edition_prints_the_rows_are_missing_that_are_not_there() {
        let lines = [
            "第二十条第（一）项",
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
            "行政规范性文件 | 8 | 9 | 17 |",
            "第二十条第（五）项",
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
            "行政许可 | 7 | +1 | 12 |",
            "其他对外管理服务事项 | 3 | 0 | 2 |",
            "第二十条第（六）项",
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
            "行政处罚 | 5 | -1 | 6 |",
            "行政强制 | 4 | 0 | 0 |",
        ];
        let report = report_of(&lines);
        let is_noted = |id: &str| {
            let field = FieldId::from_id(id).unwrap();
            report.notes.iter().any(|note| note.fields.contains(&field))
        };
        assert!(report.form.is_some_and(|form| form.id() == "2019"), "{:?}", report.form);
        assert!(is_noted("disclosure.regulations.in_force"));
        assert!(!is_noted("disclosure.fees.amount"), "no row of that block is printed so");
    }
}

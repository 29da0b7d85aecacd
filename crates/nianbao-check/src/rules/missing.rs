//! Sections of the report and tables of the form that are not there.
//!
//! Only where something of the kind is there at all: a workbook with tables has no headings, and a
//! report before 2019 has sections of its own.

use nianbao_core::{Edition, FieldId, NoteCode, Report};

use super::{Looked, unread};
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const SECTION: Rule = Rule {
    id: "form.missing_section",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: Edition::E2019.on(),
    formula: Formula::Said {
        zh: "一至六各部分齐全，且各有内容",
        en: "sections 一 to 六 are there, and each has something in it",
    },
    source: "条例第五十条、国办公开办函〔2021〕30号",
    zh: "报告缺少应有的部分",
    en: "a section of the report is missing",
};

pub(crate) const TABLE: Rule = Rule {
    id: "form.missing_table",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "该版表式的每张表都在", en: "each table of the edition is there"
    },
    source: "条例第五十条、国办公开办函〔2021〕30号",
    zh: "报告缺少应有的表格",
    en: "a table of the form is missing",
};

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    // A part of a file that is no such report lacks nothing.
    if report.notes.iter().any(|note| note.code == NoteCode::PartOther) {
        return;
    }
    let by_year = report.year.filter(|year| *year >= 2014).map(Edition::for_year);
    let Some(edition) = report.form.or(by_year) else { return };
    if edition != Edition::E2014 {
        sections(report, out);
    }
    tables(looked, edition, out);
}

/// So many numbered sections make a report whose sections were read.
const SECTIONED: usize = 2;

fn sections(report: &Report, out: &mut Vec<Finding>) {
    let numbers: Vec<u32> = report.sections.iter().filter_map(|section| section.number).collect();
    if numbers.len() < SECTIONED {
        return;
    }
    let of = |number: usize| {
        report.sections.iter().find(|section| {
            section.number.and_then(|number| usize::try_from(number).ok()) == Some(number)
        })
    };
    let missing = (1..=NUMERALS.len()).filter(|number| of(*number).is_none());
    tell(&SECTION, &missing.collect::<Vec<_>>(), ("缺少第", "部分"), "not there", out);
    // The other sections have their tables.
    let bare = [1, 5, 6].into_iter().filter(|number| {
        of(*number).is_some_and(|one| one.paragraphs.iter().all(|text| text.trim().is_empty()))
    });
    let zh = ("第", "部分只有标题，没有内容");
    tell(&SECTION, &bare.collect::<Vec<_>>(), zh, "a heading and nothing else", out);
}

/// One finding for some sections of the report.
fn tell(rule: &Rule, numbers: &[usize], zh: (&str, &str), en: &str, out: &mut Vec<Finding>) {
    if numbers.is_empty() {
        return;
    }
    let numerals: Vec<&str> = numbers.iter().map(|number| NUMERALS[number - 1]).collect();
    let digits: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let message = Words::new(
        format!("{}{}{}", zh.0, numerals.join("、"), zh.1),
        format!("section {}: {en}", digits.join(", ")),
    );
    out.push(Finding::new(rule.id, rule.severity, message));
}

fn tables(looked: &Looked<'_>, edition: Edition, out: &mut Vec<Finding>) {
    let report = looked.report;
    let is_missing = |section: u8| {
        let of = |field: &FieldId| field.info().section == section;
        let fields: Vec<FieldId> =
            FieldId::all().filter(|field| of(field) && field.is_in(edition)).collect();
        // A table whose cells were seen and could not be read is doubtful, not missing.
        !report.facts.iter().any(|(field, _)| of(&field))
            && !lost(report, &fields)
            && !unread::is_there(looked, section)
    };
    if edition == Edition::E2014 {
        if is_missing(0) {
            let message =
                Words::new("缺少政府信息公开情况统计表", "the table of statistics is missing");
            out.push(Finding::new(TABLE.id, TABLE.severity, message));
        }
        return;
    }
    let missing = [2_u8, 3, 4].into_iter().filter(|section| is_missing(*section));
    let missing: Vec<usize> = missing.map(usize::from).collect();
    tell(&TABLE, &missing, ("第", "部分缺少表格"), "no table", out);
}

fn lost(report: &Report, fields: &[FieldId]) -> bool {
    let about_cells = |code| !matches!(code, NoteCode::CellMissing | NoteCode::TableMissing);
    let notes = report.notes.iter().filter(|note| about_cells(note.code));
    notes.flat_map(|note| &note.fields).any(|field| fields.contains(field))
}

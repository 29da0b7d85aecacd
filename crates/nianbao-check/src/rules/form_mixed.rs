//! Tables of two editions in one report.

use nianbao_core::{Edition, FieldId, NoteCode};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words, cell_name};

pub(crate) const RULE: Rule = Rule {
    id: "form.mixed",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "每一格都属于该报告所用的表式",
        en: "every cell is of the report's edition",
    },
    source: "国办公开办函〔2021〕30号",
    zh: "表格混用了不同年份的表式",
    en: "the tables mix editions of the form",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let Some(form) = looked.report.form else { return };
    let facts = &looked.report.facts;
    let foreign: Vec<FieldId> = facts
        .iter()
        .map(|(field, _)| field)
        .filter(|field| !field.is_in(form) && !field.info().editions.is_empty())
        .collect();
    let noted = looked.report.notes.iter().find(|note| note.code == NoteCode::FormMixed);
    let message = match (foreign.first(), noted) {
        (Some(first), _) => Words::new(
            format!(
                "表格为{form}年版，另有 {} 格属于其他版本，如“{}”",
                foreign.len(),
                cell_name(*first)
            ),
            format!(
                "the form is of {form}; cells of another edition: {}, as {first}",
                foreign.len()
            ),
        ),
        (None, Some(note)) => {
            Words::new(note.message(nianbao_core::Lang::Zh), note.message(nianbao_core::Lang::En))
        }
        (None, None) => return,
    };
    let place = foreign.first().and_then(|field| facts.get(*field)?.at.clone());
    out.push(Finding::new(RULE.id, RULE.severity, message).at(foreign).place(place));
}

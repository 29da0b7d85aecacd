//! Cells with something that is no number: a letter O for a zero, 二十五万元.

use nianbao_core::{Edition, NoteCode, legible};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words, cell_name};

pub(crate) const RULE: Rule = Rule {
    id: "value.unreadable",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "凡不是空白的格，所填都是数",
        en: "every cell that is not blank holds a number",
    },
    source: "国办公开办函〔2021〕30号（表格填写数字）",
    zh: "格内所填不是数，相关的关系无从核对",
    en: "a cell holds what is no number, and the sums with it cannot be checked",
};

/// More of a cell's text is not told.
const TOLD_OF_CELL: usize = 20;

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let unreadable = looked.report.notes.iter().filter(|one| one.code == NoteCode::ValueUnreadable);
    for note in unreadable {
        for field in note.fields.iter().copied() {
            let Some(fact) = looked.report.facts.get(field) else { continue };
            let raw: String = legible(&fact.raw).chars().take(TOLD_OF_CELL).collect();
            let message = Words::new(
                format!("{} 填的是“{raw}”，不是数", cell_name(field)),
                format!("{field} holds {raw:?}, which is no number"),
            );
            let mut finding = Finding::new(RULE.id, RULE.severity, message).at([field]);
            finding.found = Some(raw);
            finding.remedy = Some(Words::new(
                "请填阿拉伯数字；没有发生的填 0",
                "write it in digits, and 0 where there was nothing",
            ));
            out.push(finding.place(fact.at.clone()));
        }
    }
}

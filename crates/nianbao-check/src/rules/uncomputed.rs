//! Cells whose formulas nobody has computed: a program wrote the file and none that computes has saved it.

use nianbao_core::{Edition, FieldId, NoteCode};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "value.uncomputed",
    severity: Severity::Error,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "每个公式的结果都存有数值",
        en: "the result of every formula is stored in the file",
    },
    source: "无结果的格无从核对，也不能公布",
    zh: "公式的结果没有保存在文件里，相关的数无从核对",
    en: "the results of formulas are not stored in the file, and what needs them cannot be checked",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let mut notes =
        report.notes.iter().filter(|note| note.code == NoteCode::FormulaUncached).peekable();
    // Formulas in a file without a table of the form are not ours to judge.
    let Some(first) = notes.peek().filter(|_| report.form.is_some()) else { return };
    let place = first.at.clone();
    let mut cells = 0;
    let mut fields: Vec<FieldId> = Vec::new();
    for note in notes {
        cells += note.fields.len().max(1);
        fields.extend(&note.fields);
    }
    let message = Words::new(
        format!("有 {cells} 格是没有算出结果的公式，涉及这些格的关系没有核对"),
        format!("formulas without a result: {cells}; what they take part in was not checked"),
    );
    let mut finding = Finding::new(RULE.id, RULE.severity, message).at(fields).place(place);
    finding.remedy = Some(Words::new(
        "用 Excel、WPS 或 LibreOffice 打开该文件并保存一次，再核对",
        "open the file in Excel, WPS or LibreOffice, save it, and check again",
    ));
    out.push(finding);
}

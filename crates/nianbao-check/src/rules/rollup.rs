//! What a roll-up lacks: its notes are told again wherever the sum is checked, since nothing in the figures
//! shows it.

use nianbao_core::{Edition, Lang, NoteCode, quoted};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const MISSING: Rule = Rule {
    id: "rollup.missing",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "名单中的单位都已计入汇总",
        en: "every unit of the list is in the sum",
    },
    source: "条例第四十九条、第五十条；汇总年报的备注",
    zh: "汇总缺少名单中的单位",
    en: "units of the list are not in the sum",
};

pub(crate) const INCOMPLETE: Rule = Rule {
    id: "rollup.incomplete",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "各单位的报告都已计入，各项都有数，且符合勾稽关系",
        en: "every report is in the sum with all its figures, and keeps the rules",
    },
    source: "条例第四十九条、第五十条；汇总年报的备注",
    zh: "汇总不全：有报告未计入，有单位缺数，或者有单位的数不符合勾稽关系",
    en: "the sum is not complete: a report was left out, a unit lacks figures, or its figures break rules",
};

/// More of a note is not told.
const TOLD_OF_NOTE: usize = 200;

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    for note in &looked.report.notes {
        let (rule, severity) = match note.code {
            NoteCode::RollupMissing => (&MISSING, Severity::Warning),
            NoteCode::RollupLeftOut
            | NoteCode::RollupPartial
            | NoteCode::RollupUnmapped
            | NoteCode::RollupFindings => (&INCOMPLETE, Severity::Warning),
            // One of several reports was counted, as it should be.
            NoteCode::RollupTwice => (&INCOMPLETE, Severity::Info),
            _ => continue,
        };
        let told = |lang| quoted(&note.message(lang), TOLD_OF_NOTE);
        let message = Words::new(told(Lang::Zh), told(Lang::En));
        let mut finding = Finding::new(rule.id, severity, message).at(note.fields.clone());
        finding.remedy = (severity == Severity::Warning)
            .then(|| Words::new("请补齐或者改正后重新汇总", "complete or mend it, and sum again"));
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{FieldId, Note, Report};

    use super::*;
    use crate::check;

    #[test]
    fn what_a_sum_lacks_is_told_again() {
        let codes = [
            (NoteCode::RollupUnits, None),
            (NoteCode::RollupJoint, None),
            (NoteCode::RollupMissing, Some((MISSING.id, Severity::Warning))),
            (NoteCode::RollupLeftOut, Some((INCOMPLETE.id, Severity::Warning))),
            (NoteCode::RollupPartial, Some((INCOMPLETE.id, Severity::Warning))),
            (NoteCode::RollupTwice, Some((INCOMPLETE.id, Severity::Info))),
        ];
        for (code, expected) in codes {
            let field = FieldId::from_id("review.total").unwrap();
            let note = Note::new(code, "乙镇、丙镇".repeat(60)).with_fields([field]);
            let found = check(&Report { notes: vec![note], ..Report::default() });
            let told = found.first().map(|one| (one.rule, one.severity));
            assert_eq!((told, found.len()), (expected, expected.iter().count()), "{}", code.id());
            for one in found {
                assert_eq!(one.at, [field]);
                assert!(one.message.zh.contains("乙镇") && one.message.zh.ends_with('…'));
            }
        }
    }
}

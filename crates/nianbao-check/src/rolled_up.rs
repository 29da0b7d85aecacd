//! What a roll-up's notes say of its sums: from one that lacks units no cell can be inferred.

use std::borrow::Cow;

use nianbao_core::{FieldId, Note, NoteCode, Report, quoted};

use crate::Words;
use crate::figures::Figures;
use crate::sums::Equation;

/// More of a note is not quoted.
const QUOTED: usize = 80;

/// The notes of a roll-up (汇总) that doubt its sums.
pub(crate) struct Doubts<'r>(Vec<&'r Note>);

impl<'r> Doubts<'r> {
    /// Those of a report; none where nothing was summed up.
    pub(crate) fn of(report: &'r Report) -> Self {
        let doubts =
            |note: &&Note| matches!(note.code, NoteCode::RollupPartial | NoteCode::RollupFindings);
        Self(report.notes.iter().filter(doubts).collect())
    }

    /// The figures without those that are in doubt, so that nothing rests on them.
    pub(crate) fn without<'f>(&self, figures: &'f Figures) -> Cow<'f, Figures> {
        let mut sound = Cow::Borrowed(figures);
        self.0.iter().flat_map(|note| &note.fields).for_each(|field| sound.to_mut().doubt(*field));
        sound
    }

    /// What a broken sum rests on, and what helps, if one of its cells is in doubt.
    pub(crate) fn behind(&self, equation: &Equation) -> Option<Words> {
        let concerns = |field: &FieldId| equation.terms.iter().any(|(term, _)| term == field);
        let of = |code| {
            let mut notes = self.0.iter().filter(move |note| note.code == code);
            notes.find(|note| note.fields.iter().any(concerns))
        };
        if let Some(note) = of(NoteCode::RollupPartial) {
            let why = quoted(&note.detail, QUOTED);
            return Some(Words::new(
                format!(
                    "这里的合计不完整，不据以推算应为多少（备注：{why}）；请先补齐单位的数，再重新汇总"
                ),
                format!(
                    "a sum here is incomplete, so no figure is inferred from it (the note: {why}); complete the units' figures and sum again"
                ),
            ));
        }
        let why = quoted(&of(NoteCode::RollupFindings)?.detail, QUOTED);
        Some(Words::new(
            format!(
                "这里的合计含有不符合勾稽关系的单位报告（备注：{why}）；请先改正单位的报告，再重新汇总"
            ),
            format!(
                "a sum here holds figures of units whose own reports break rules (the note: {why}); mend those reports and sum again"
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Edition, Fact};

    use super::*;
    use crate::{Finding, check};

    /// A sum over the columns of one row that is one short in the total.
    fn sum(notes: Vec<Note>) -> Vec<Finding> {
        let mut report = Report { form: Some(Edition::E2021), notes, ..Report::default() };
        for field in FieldId::all().filter(|field| field.is_in(Edition::E2021)) {
            let value = Decimal::from(match field.id() {
                "requests.received.total" => 7,
                "requests.handled.total"
                | "requests.received.legal"
                | "requests.handled.legal"
                | "requests.granted.legal"
                | "requests.granted.total" => 6,
                _ => 0,
            });
            report
                .facts
                .insert(field, Fact { value: Some(value), raw: value.to_string(), at: None })
                .unwrap();
        }
        check(&report).into_iter().filter(|finding| finding.rule.starts_with("requests")).collect()
    }

    fn note(code: NoteCode, id: &str) -> Note {
        Note::new(code, "甲县教育局：1 项没有填数").with_fields(FieldId::from_id(id))
    }

    #[test]
    fn nothing_is_inferred_from_a_sum_that_lacks_a_unit() {
        let (mended, total) = (sum(Vec::new()), "requests.received.total");
        assert!(!mended.is_empty() && mended.iter().all(|finding| finding.suggest.is_some()));
        for (code, why) in [
            (NoteCode::RollupPartial, "incomplete"),
            (NoteCode::RollupFindings, "whose own reports break rules"),
        ] {
            let findings = sum(vec![note(code, total)]);
            assert_eq!(findings.len(), mended.len(), "the sums are broken all the same");
            for finding in findings {
                assert!(finding.suggest.is_none() && finding.candidates.is_empty(), "{finding:?}");
                let remedy = finding.remedy.unwrap();
                assert!(remedy.zh.contains("甲县教育局") && remedy.en.contains("sum again"));
                assert!(remedy.en.contains(why), "{}", remedy.en);
            }
        }
        // What stands elsewhere tells as much as before.
        let elsewhere = sum(vec![note(NoteCode::RollupPartial, "review.total")]);
        assert_eq!(elsewhere, mended);
    }
}

//! What the prose says against what the tables say.
//!
//! One sentence can be meant in several ways: 收到申请 with or without those carried in, 行政复议 with or
//! without those that are pending. A number passes if it fits any of these readings, and the finding
//! says which were tried. A share (占 33.9%) has to be a share of what was handled, rounded or cut;
//! numbers in brackets behind a number have to add up to it.

mod breakdown;
mod readings;
mod share;

use nianbao_core::{Decimal, Edition, FieldId, Place};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};
use readings::Reading;

pub(crate) const RULE: Rule = Rule {
    id: "statement.mismatch",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "正文中的数等于表格中它的任一种读法",
        en: "a number of the prose = any reading of it in the tables",
    },
    source: "条例第五十条；国办公开办函〔2021〕30号（文字与表格应当一致）",
    zh: "正文中的数字与表格不一致",
    en: "a number in the prose is not the one in the tables",
};

/// A report says no more than this, and has no longer prose; the rest of an absurd one is not looked
/// at.
const MOST_STATEMENTS: usize = 600;
const LONGEST_PROSE: usize = 600_000;

/// What the prose says: a statement or a claim.
struct Said<'r> {
    fields: &'r [FieldId],
    value: Decimal,
    text: &'r str,
    at: Option<&'r Place>,
}

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let statements = report.statements.iter().map(|one| Said {
        fields: std::slice::from_ref(&one.field),
        value: one.value,
        text: &one.text,
        at: one.at.as_ref(),
    });
    let claims = report.claims.iter().map(|one| Said {
        fields: &one.fields,
        value: one.value,
        text: &one.text,
        at: one.at.as_ref(),
    });
    let said: Vec<Said<'_>> = statements.chain(claims).take(MOST_STATEMENTS).collect();
    if said.is_empty() {
        return;
    }
    for one in &said {
        let readings = readings::of(looked, one.fields);
        if readings.iter().all(|reading| !reading.fits(one.value)) && !readings.is_empty() {
            out.push(mismatch(one, &readings));
        }
    }
    let paragraphs = report.sections.iter().flat_map(|section| &section.paragraphs);
    let marked = paragraphs.filter(|text| text.contains(['%', '％', '（', '(']));
    let mut room = LONGEST_PROSE;
    for paragraph in marked {
        let Some(left) = room.checked_sub(paragraph.len()) else { break };
        room = left;
        let plain: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
        for one in said.iter().filter(|one| one.text.chars().count() > 2) {
            let Some(at) = plain.find(one.text) else { continue };
            let rest = &plain[at + one.text.len()..];
            out.extend(share::check(looked, one, rest));
            out.extend(breakdown::check(looked, one, rest));
        }
    }
}

fn mismatch(said: &Said<'_>, readings: &[Reading]) -> Finding {
    let (zh, en) = told(readings);
    let message = Words::new(
        format!("正文“{}”，表格为：{zh}", said.text),
        format!("the prose says {:?} ({}); the tables: {en}", said.text, said.value),
    );
    about(said, message).sides(said.value, readings.first().map_or(Decimal::ZERO, |one| one.known))
}

/// The readings with their numbers.
fn told(readings: &[Reading]) -> (String, String) {
    let zh: Vec<String> = readings.iter().map(|one| format!("{} {}", one.zh, one.known)).collect();
    let en: Vec<String> = readings.iter().map(|one| format!("{} {}", one.en, one.known)).collect();
    (zh.join("；"), en.join("; "))
}

fn about(said: &Said<'_>, message: Words) -> Finding {
    let fields = said.fields.iter().copied();
    Finding::new(RULE.id, RULE.severity, message).at(fields).place(said.at.cloned())
}

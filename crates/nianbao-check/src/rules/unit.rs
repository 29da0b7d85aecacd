//! Amounts in another unit than 万元.
//!
//! An amount is off by a factor of ten thousand when 元 was typed into a column of 万元. It shows
//! against last year's (in a series), against the prose, or by being more than any organ has.

use nianbao_core::{Decimal, Edition, FieldId};

use super::Looked;
use crate::rule::{Rule, Scope};
use crate::{Finding, Severity, Words, cell_name};

pub(crate) const RULE: Rule = Rule {
    id: "value.unit",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: "an amount is not ten thousand times last year's or the prose's, nor beyond belief",
    source: "国办公开办函〔2021〕30号（单位：万元）",
    zh: "金额可能以元填报，而表式的单位为万元",
    en: "an amount was probably entered in 元 where the form has 万元",
};

/// More than this, in 万元, no organ of any level reports.
const LARGEST: [(&str, i64); 4] = [
    ("disclosure.fees.amount", 10_000_000),
    ("disclosure.procurement.amount", 100_000_000),
    ("capacity.budget", 1_000_000),
    ("application_fees", 10_000),
];

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    for (id, largest) in LARGEST {
        let Some(field) = super::field(id) else { continue };
        let Some(fact) = looked.report.facts.get(field) else { continue };
        let Some(value) = fact.value else { continue };
        let said = looked.report.statements.iter().find(|one| one.field == field);
        let (zh, en) = match said {
            Some(said) if beyond(value, said.value) => {
                let (stated, text) = (said.value, &said.text);
                (
                    format!("是正文所述 {stated} 万元（“{text}”）的一万倍"),
                    format!("is ten thousand times what the prose says, {stated} ({text:?})"),
                )
            }
            _ if value > Decimal::from(largest) => {
                ("只有以元计才合理".to_owned(), "only makes sense in 元".to_owned())
            }
            _ => continue,
        };
        out.push(finding(field, value, &zh, &en).place(fact.at.clone()));
    }
}

/// Whether an amount is ten thousand times another.
pub(crate) fn beyond(value: Decimal, other: Decimal) -> bool {
    let times = |factor: i64| other.checked_mul(Decimal::from(factor));
    !other.is_zero()
        && times(3_000).is_some_and(|least| value >= least)
        && times(30_000).is_some_and(|most| value <= most)
}

/// The finding for an amount that is too large by the unit.
pub(crate) fn finding(field: FieldId, value: Decimal, zh: &str, en: &str) -> Finding {
    let message = Words::new(
        format!("{} {value} 万元{zh}", cell_name(field)),
        format!("{field}: {value} 万元 {en}"),
    );
    let mut finding = Finding::new(RULE.id, RULE.severity, message).at([field]);
    finding.found = Some(value.to_string());
    finding
}

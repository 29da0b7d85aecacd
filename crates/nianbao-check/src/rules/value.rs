//! Counts that are no counts: below zero, or not whole.

use nianbao_core::{Edition, FieldId};

use super::Looked;
use crate::advice::{mended, mends_all};
use crate::balance::demanded;
use crate::figures::decimal;
use crate::rule::{Formula, Rule, Scope};
use crate::{Change, Finding, Severity, Words, cell_name, sums};

pub(crate) const NEGATIVE: Rule = Rule {
    id: "value.negative",
    severity: Severity::Error,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "除 items_change 外，各数值 >= 0",
        en: "every value >= 0, but for items_change",
    },
    source: "国办公开办函〔2021〕30号",
    zh: "数值不能为负（本年增/减除外）",
    en: "a value is not below zero, but for 本年增/减",
};

pub(crate) const FRACTION: Rule = Rule {
    id: "value.fraction",
    severity: Severity::Error,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "凡不是金额的数值都是整数",
        en: "every value that is no amount of money is whole",
    },
    source: "国办公开办函〔2021〕30号",
    zh: "件数应为整数",
    en: "a count is a whole number",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    for (field, fact) in looked.report.facts.iter() {
        let Some(value) = fact.value else { continue };
        if value.is_sign_negative() && !value.is_zero() && !may_be_negative(field) {
            let message = Words::new(
                format!("{} 印作 {value}，不能为负", cell_name(field)),
                format!("{field} is printed {value}, which is below zero"),
            );
            out.push(told(&NEGATIVE, field, message, value).place(fact.at.clone()));
        }
        if value.scale() > 0 && !value.fract().is_zero() && !field.is_amount() {
            let message = Words::new(
                format!("{} 印作 {value}，应为整数", cell_name(field)),
                format!("{field} is printed {value}, which is not whole"),
            );
            let mut finding = told(&FRACTION, field, message, value).place(fact.at.clone());
            mend(looked, &mut finding, field);
            out.push(finding);
        }
    }
}

/// The count that the sums ask for in its place.
fn mend(looked: &Looked<'_>, finding: &mut Finding, field: FieldId) {
    let Some(plan) = looked.edition.map(sums::plan) else { return };
    let count = demanded(plan, &looked.figures, field);
    let Some(value) = count.and_then(decimal) else { return };
    let change = Change { at: field, value };
    finding.suggest = Some(change);
    finding.remedy = Some(mended(value, mends_all(plan, &looked.figures, change)));
}

fn told(rule: &Rule, field: FieldId, message: Words, value: nianbao_core::Decimal) -> Finding {
    let mut finding = Finding::new(rule.id, rule.severity, message).at([field]);
    finding.found = Some(value.to_string());
    finding
}

fn may_be_negative(field: FieldId) -> bool {
    field.id().ends_with(".items_change")
}

//! The fees of section 二 and the fee for handling information of section 六.
//!
//! 行政事业性收费 may contain the 信息处理费, so the two are never equated; but the whole cannot well be
//! less than the part.

use nianbao_core::Edition;

use super::{Looked, field};
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "value.fee",
    severity: Severity::Info,
    scope: Scope::Report,
    editions: Edition::E2021.on(),
    formula: Formula::Ids("disclosure.fees.amount >= processing_fee.collected"),
    source: "国办函〔2020〕109号",
    zh: "行政事业性收费少于所述信息处理费",
    en: "the fees of section 2 are less than the handling fee that the prose states",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let (Some(fees), Some(handling)) =
        (field("disclosure.fees.amount"), field("processing_fee.collected"))
    else {
        return;
    };
    let Some(fact) = looked.report.facts.get(fees) else { return };
    let Some(amount) = fact.value else { return };
    let said = looked.report.statements.iter().find(|one| one.field == handling);
    let Some(said) = said.filter(|said| said.value > amount) else { return };
    let message = Words::new(
        format!(
            "行政事业性收费 {amount} 万元，少于信息处理费 {} 万元（“{}”）",
            said.value, said.text
        ),
        format!(
            "fees of {amount} 万元 are less than the handling fee {} ({:?})",
            said.value, said.text
        ),
    );
    out.push(
        Finding::new(RULE.id, RULE.severity, message)
            .at([fees, handling])
            .place(fact.at.clone())
            .sides(amount, said.value),
    );
}

//! A form with so many blanks that none of its sums could be checked: that nothing was found says nothing.

use nianbao_core::Edition;

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Reach, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "form.unchecked",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "至少有一项勾稽关系能够核对",
        en: "at least one sum can be checked",
    },
    source: "国办公开办函〔2021〕30号（表格填写数字）；空白不等于零",
    zh: "空白的格太多，勾稽关系一项也没有核对",
    en: "so many cells are blank that none of the sums could be checked",
};

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let reach = Reach::of(report, |_| true);
    let is_blank = reach.checked + reach.absent + reach.unread == 0 && reach.blank > 0;
    // A form without any number is told as one.
    if !is_blank || report.facts.iter().all(|(_, fact)| fact.value.is_none()) {
        return;
    }
    let cells = report.facts.iter().filter(|(_, fact)| fact.value.is_none()).count();
    let message = Words::new(
        format!("{cells} 格是空白，勾稽关系一项也没有核对，总计也算不出"),
        format!("{cells} cells are blank, so that none of the sums could be checked"),
    );
    let mut finding = Finding::new(RULE.id, RULE.severity, message);
    finding.remedy = Some(Words::new(
        "空白不等于零：没有发生的请填 0，再核对",
        "a blank is not zero: type 0 where there was nothing, and check again",
    ));
    out.push(finding);
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Fact, FieldId, Report};

    use super::*;

    /// A form of blanks with these numbers.
    fn form(numbers: &[(&str, i64)]) -> Report {
        let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
        for field in FieldId::all().filter(|field| field.is_in(Edition::E2021)) {
            let number = numbers.iter().find(|(id, _)| *id == field.id());
            let value = number.map(|(_, number)| Decimal::from(*number));
            report.facts.insert(field, Fact { value, raw: String::new(), at: None }).unwrap();
        }
        report
    }

    #[test]
    fn a_form_with_blanks_for_zeros_is_told_and_a_row_that_adds_up_is_enough() {
        let told = |report: &Report| crate::check(report).iter().any(|one| one.rule == RULE.id);
        assert!(told(&form(&[("requests.received.legal", 4), ("review.upheld", 2)])));
        assert!(!told(&form(&[("review.upheld", 2), ("review.total", 2)])));
        assert!(!told(&form(&[])), "that there is no number is told otherwise");
    }
}

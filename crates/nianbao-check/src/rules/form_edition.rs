//! The edition of the tables against the one that the year asks for.

use nianbao_core::Edition;

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "form.edition",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "2014—2018年度：2014年版；2019、2020年度：2019年版；2021年度起：2021年版",
        en: "2014–2018: form 2014; 2019, 2020: form 2019; 2021 on: form 2021",
    },
    source: "国办发〔2014〕32号、国办公开办函〔2019〕60号、〔2021〕30号",
    zh: "表格不是该年度应当使用的表式",
    en: "the tables are of another edition than the year asks for",
};

/// Before 2014 there was no national form to use.
const FIRST: u16 = 2014;

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let (Some(form), Some(year)) = (looked.report.form, looked.report.year) else { return };
    let due = Edition::for_year(year);
    if year < FIRST || form == due {
        return;
    }
    let message = Words::new(
        format!("{year}年度报告应使用{due}年版表式，表格为{form}年版"),
        format!("a report for {year} has to use the form of {due}; its tables are of {form}"),
    );
    out.push(Finding::new(RULE.id, RULE.severity, message).sides(form, due));
}

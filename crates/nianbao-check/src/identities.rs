//! The sums of a report that do not hold, and which cells would mend them.

use std::collections::BTreeMap;

use nianbao_core::{Edition, Facts, FieldId, Report};

use crate::advice::{Adviser, suspect};
use crate::balance::{Outcome, Standing};
use crate::figures::Figures;
use crate::labels::shared;
use crate::locate::{Located, locate};
use crate::rolled_up::Doubts;
use crate::sums::{Equation, Relation, plan};
use crate::{Finding, Severity, Words};

/// The findings of the rules that are sums.
pub(crate) fn findings(edition: Edition, report: &Report, figures: &Figures) -> Vec<Finding> {
    let (plan, facts) = (plan(edition), &report.facts);
    let doubts = Doubts::of(report);
    let counted = suspect(plan, report, figures);
    let sound = doubts.without(&counted);
    let adviser = Adviser { plan, counted: &counted, sound: &sound, report };
    let mut groups: BTreeMap<usize, Located> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, equation) in plan.equations.iter().enumerate() {
        let standing = Standing::of(equation, figures);
        let severity = match standing.outcome(equation) {
            Outcome::Holds => continue,
            Outcome::Broken => equation.severity,
            Outcome::Slack => equation.slack.unwrap_or(equation.severity),
        };
        let mut finding = broken(equation, severity, facts, figures);
        if let Some(doubt) = doubts.behind(equation) {
            finding.remedy = Some(doubt);
        } else if equation.balances() {
            let group = plan.group[index];
            let located = groups.entry(group).or_insert_with(|| locate(plan, &sound, group));
            adviser.advise(&mut finding, index, located);
        }
        let first = finding.suggest.map(|change| change.at).or_else(|| located_first(&finding));
        finding.place = first.and_then(|field| facts.get(field)).and_then(|fact| fact.at.clone());
        findings.push(finding);
    }
    findings
}

fn located_first(finding: &Finding) -> Option<FieldId> {
    let first = finding.candidates.first().map(|change| change.at);
    first.or_else(|| finding.at.first().copied())
}

/// What is wrong with the sum, as a sentence with its numbers.
fn broken(equation: &Equation, severity: Severity, facts: &Facts, figures: &Figures) -> Finding {
    let fields: Vec<FieldId> = equation.terms.iter().map(|(field, _)| *field).collect();
    let (of, name) = shared(&fields);
    let left = side(equation, 1, facts, figures, &name);
    let right = side(equation, -1, facts, figures, &name);
    let relation = match equation.relation {
        Relation::AtMost => "＞",
        Relation::AtLeast if severity == equation.severity => "＜",
        _ => "≠",
    };
    let of = of.map_or_else(String::new, |of| format!("{of}："));
    let zh = format!("{of}{} {relation} {}", left.zh, right.zh);
    let en = format!("{} {} {}", left.en, ascii(relation), right.en);
    Finding::new(equation.rule, severity, Words::new(zh, en)).at(fields).sides(left.sum, right.sum)
}

fn ascii(relation: &str) -> &'static str {
    match relation {
        "＞" => ">",
        "＜" => "<",
        _ => "!=",
    }
}

/// One side of a sum.
struct Side {
    sum: i128,
    zh: String,
    en: String,
}

/// More parts of a side than this are not named one by one.
const LISTED: usize = 8;

/// A side with its parts that are not zero; blanks are zero here.
fn side(
    equation: &Equation,
    sign: i128,
    facts: &Facts,
    figures: &Figures,
    name: &dyn Fn(FieldId) -> &'static str,
) -> Side {
    let terms: Vec<FieldId> =
        equation.terms.iter().filter(|term| term.1 == sign).map(|term| term.0).collect();
    let value = |field: &FieldId| figures.whole(*field).unwrap_or_default();
    let sum = terms.iter().map(value).sum();
    let shown: Vec<FieldId> = match terms.as_slice() {
        [one] => vec![*one],
        all => all.iter().copied().filter(|field| value(field) != 0).collect(),
    };
    let part = |field: &FieldId, name: &str| match facts.get(*field).and_then(|fact| fact.value) {
        Some(value) => format!("{name} {value}"),
        None => format!("{name} -"),
    };
    let list = |names: &dyn Fn(FieldId) -> &'static str, more: &dyn Fn(usize) -> String| {
        let parts: Vec<String> = shown.iter().map(|field| part(field, names(*field))).collect();
        match parts.as_slice() {
            [first, second, .., last] if parts.len() > LISTED => {
                format!("{first} + {second} + … + {last}{}", more(parts.len()))
            }
            parts => parts.join(" + "),
        }
    };
    let zh = list(name, &|count| format!("（共 {count} 项）"));
    let en = list(&FieldId::id, &|count| format!(" ({count} parts)"));
    let with_sum = |text: String, none: &str| match shown.len() {
        0 => none.to_owned(),
        1 => text,
        _ => format!("{text} = {sum}"),
    };
    Side { sum, zh: with_sum(zh, "各项 0"), en: with_sum(en, "0 in all parts") }
}

//! The rules of the form: reports to findings.
//!
//! [`check`] looks at one report, [`Series`] at several of one organ. Most rules are sums and stand in
//! `data/sums.csv`; the others are a function each. Nothing here changes a report, opens a file or
//! reads a clock.

mod advice;
mod balance;
mod cover;
mod example;
mod figures;
mod finding;
mod identities;
mod labels;
mod locate;
mod patterns;
mod printed;
mod reach;
mod rolled_up;
mod rule;
mod rules;
mod series;
mod sums;

pub use example::{Example, examples};
pub use finding::{Change, Finding, Other, Repair, RepairKind, Severity, Words};
pub use labels::{cell_name, cell_names};
pub use printed::{sums, sums_of};
pub use reach::Reach;
pub use rule::{Formula, Rule, Scope, rule, rules};
pub use series::{Member, Series};

use nianbao_core::{Edition, FieldId, Report};

use figures::Figures;
use rules::{CHECKS, Looked};

/// What is wrong with a report, the gravest first.
pub fn check(report: &Report) -> Vec<Finding> {
    let figures = Figures::of(report);
    let edition = edition(report);
    let looked = Looked { report, figures, edition };
    let mut findings = match edition {
        Some(edition) => identities::findings(edition, report, &looked.figures),
        None => Vec::new(),
    };
    for check in CHECKS {
        check(&looked, &mut findings);
    }
    for finding in &mut findings {
        let value = |field: &FieldId| report.facts.get(*field).and_then(|fact| fact.value);
        finding.values = finding.at.iter().map(value).collect();
    }
    findings.sort_by(Finding::order);
    findings
}

/// The edition whose sums a report has to keep: that of its tables.
fn edition(report: &Report) -> Option<Edition> {
    if report.facts.is_empty() {
        return None;
    }
    report.form.or_else(|| {
        let has = |edition| {
            let own = |field: &FieldId| field.is_in(edition);
            report.facts.iter().filter(|(field, _)| own(field)).count()
        };
        Edition::ALL.into_iter().max_by_key(|edition| has(*edition)).filter(|one| has(*one) > 0)
    })
}

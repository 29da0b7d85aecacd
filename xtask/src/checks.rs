//! How well checking does on a labelled corpus: every labelled violation found, and no error that the
//! labels do not name.
//!
//! Each file is checked as it is read, where this program reads its format, and once more from its
//! label's facts, so that reading and checking can be told apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use nianbao::check::{Finding, Severity, check};
use nianbao::{Decimal, Edition, Fact, FieldId, Registry, Report, Statement};
use serde_json::Value;

use crate::accuracy::{labels, sets};

/// The counts of a run, by what was checked.
#[derive(Debug, Default)]
pub struct Checks {
    counts: BTreeMap<&'static str, Counts>,
    missed: Vec<String>,
    unnamed: Vec<String>,
    warnings: Vec<String>,
    wrong: Vec<String>,
}

#[derive(Debug, Default)]
struct Counts {
    reports: usize,
    violations: usize,
    found: usize,
    suggested: usize,
    candidate: usize,
    unreadable: usize,
}

/// Measures checking on every labelled file.
pub fn measure(corpus: &Path) -> Result<Checks> {
    let registry = Registry::new()?;
    let mut checks = Checks::default();
    for set in sets(corpus)? {
        for (file, label) in labels(corpus, &set)? {
            let name = format!("{set}/{}", file.file_name().unwrap_or_default().to_string_lossy());
            let bytes = fs::read(&file)?;
            let mut reports: Vec<Report> = Vec::new();
            let read = nianbao::read(&registry, &name, &bytes, None, &mut |report| {
                reports.push(report);
                Ok(())
            });
            let parts = label["reports"].as_array().filter(|parts| !parts.is_empty());
            let own: Vec<&Value> = parts.map_or_else(|| vec![&label], |all| all.iter().collect());
            for (index, part) in own.iter().enumerate() {
                let violations = violations(&label, part, index);
                let place = format!("{name}#{}", index + 1);
                let labelled = labelled(part, &label);
                checks.add("label", &place, &labelled, &violations);
                if let (Ok(()), Some(report)) = (&read, reports.get(index)) {
                    checks.add("read", &place, report, &violations);
                }
            }
        }
    }
    Ok(checks)
}

/// The violations of a report of the file.
fn violations<'l>(label: &'l Value, part: &'l Value, index: usize) -> Vec<&'l Value> {
    let of = |value: &'l Value| value["violations"].as_array().into_iter().flatten();
    let here = move |one: &&Value| one["report"].as_u64().unwrap_or(0) == index as u64;
    // A label of several reports may say it once for the file, once for the report, or both.
    match of(part).next() {
        Some(_) if !std::ptr::eq(label, part) => of(part).collect(),
        _ => of(label).filter(here).collect(),
    }
}

/// The report that the label describes.
fn labelled(part: &Value, label: &Value) -> Report {
    let text = |key: &str| part.get(key).or(label.get(key)).and_then(Value::as_str);
    let mut report = Report {
        organ: text("organ").map(str::to_owned),
        form: text("form").and_then(Edition::from_id),
        year: part["year"].as_u64().and_then(|year| u16::try_from(year).ok()),
        ..Report::default()
    };
    let number = |value: &Value| value.as_number()?.to_string().parse::<Decimal>().ok();
    for (id, value) in part["facts"].as_object().into_iter().flatten() {
        if let Some(field) = FieldId::from_id(id) {
            let fact = Fact { value: number(value), raw: value.to_string(), at: None };
            let _ = report.facts.insert(field, fact);
        }
    }
    for (id, value) in part["narrative"].as_object().into_iter().flatten() {
        if let (Some(field), Some(value)) = (FieldId::from_id(id), number(value)) {
            report.statements.push(Statement { field, value, text: id.clone(), at: None });
        }
    }
    report
}

impl Checks {
    fn add(&mut self, how: &'static str, place: &str, report: &Report, violations: &[&Value]) {
        let findings = check(report);
        let counts = self.counts.entry(how).or_default();
        counts.reports += 1;
        for violation in violations {
            counts.violations += 1;
            let Some(at) = violation["at"].as_str().and_then(FieldId::from_id) else { continue };
            let matching: Vec<&Finding> =
                findings.iter().filter(|one| is_of(one, violation)).collect();
            if matching.is_empty() {
                let value = report.facts.get(at).and_then(|fact| fact.value);
                let printed = violation["value"].as_number().map(ToString::to_string);
                if value.map(|value| value.to_string()) == printed {
                    self.missed.push(format!("{how} {place}: {}", brief(violation)));
                } else {
                    counts.unreadable += 1;
                }
                continue;
            }
            counts.found += 1;
            if let Some(right) = violation["right"].as_number() {
                let right = (at, right.to_string());
                let is = |one: &nianbao::check::Change| (one.at, one.value.to_string()) == right;
                let suggested: Vec<_> = matching.iter().filter_map(|one| one.suggest).collect();
                counts.suggested += usize::from(suggested.iter().any(is));
                let named = matching.iter().any(|one| one.candidates.iter().any(is));
                counts.candidate += usize::from(named);
                if !named && !suggested.iter().any(is) {
                    self.wrong.push(format!("{how} {place}: {} not named", brief(violation)));
                }
                if suggested.iter().any(|one| !is(one)) {
                    self.wrong.push(format!("{how} {place}: {} {suggested:?}", brief(violation)));
                }
            }
        }
        for finding in &findings {
            let line = format!(
                "{how} {place}: {} {} {}",
                finding.severity.id(),
                finding.rule,
                finding.text(nianbao::Lang::Zh)
            );
            if violations.iter().any(|violation| is_of(finding, violation)) {
                continue;
            }
            match finding.severity {
                Severity::Error => self.unnamed.push(line),
                Severity::Warning | Severity::Info => self.warnings.push(line),
            }
        }
    }

    /// Whether every violation was found, well, and nothing else.
    pub fn is_right(&self) -> bool {
        self.missed.is_empty() && self.unnamed.is_empty() && self.wrong.is_empty()
    }

    /// The counts with every miss; `verbose` adds what was found beyond the labels.
    pub fn table(&self, verbose: bool) -> String {
        let mut out = String::new();
        for (how, c) in &self.counts {
            let _ = writeln!(
                out,
                "{how:<6} {} reports, {} violations: {} found ({} suggested rightly, {} among \
                 candidates), {} not read",
                c.reports, c.violations, c.found, c.suggested, c.candidate, c.unreadable
            );
        }
        let lists = [
            ("missed", &self.missed, true),
            ("badly located", &self.wrong, true),
            ("errors that no label names", &self.unnamed, true),
            ("other findings", &self.warnings, verbose),
        ];
        for (name, list, shown) in lists {
            let _ = writeln!(out, "{name}: {}", list.len());
            for line in list.iter().filter(|_| shown) {
                let _ = writeln!(out, "  {line}");
            }
        }
        out
    }
}

fn brief(violation: &Value) -> String {
    format!("{} at {} = {}", violation["rule"], violation["at"], violation["value"])
}

/// Whether a finding is of a violation: of the sums that it breaks, or of its own rule.
fn is_of(finding: &Finding, violation: &Value) -> bool {
    let breaks = violation["breaks"].as_array().into_iter().flatten();
    let sums = breaks.chain([violation]);
    let field = |cell: &Value| cell.as_str().and_then(FieldId::from_id);
    sums.into_iter().any(|sum| {
        let cells = sum["cells"].as_array().into_iter().flatten().filter_map(field);
        let mut cells = cells.peekable();
        is_rule(finding.rule, sum["rule"].as_str().unwrap_or_default())
            && cells.peek().is_some()
            && cells.all(|cell| finding.at.contains(&cell))
    })
}

/// The labels' names of rules and ours.
fn is_rule(ours: &str, theirs: &str) -> bool {
    match theirs {
        "column_identity" => ours == "requests.balance",
        "outcome_sum" => ours == "requests.outcome_sum",
        "row_total" => ours == "requests.row_total",
        "review_total" => ours == "review.total",
        "litigation_total" => ours.starts_with("litigation"),
        "received_sum" => ours == "applications.received",
        "replied_sum" => ours == "applications.replied",
        "refused_sum" => ours == "applications.refused",
        "closed_sum" => ours == "applications.closed.total",
        "staff_sum" => ours == "capacity.staff",
        "narrative_mismatch" => ours == "statement.mismatch",
        _ => false,
    }
}

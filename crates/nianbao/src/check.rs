//! The rules of the form, and their findings in the formats that people and pipelines read.
//!
//! ```
//! use nianbao::check::{Checker, Selection};
//!
//! # fn main() -> anyhow::Result<()> {
//! let registry = nianbao::Registry::new()?;
//! let page = "四、政府信息公开行政复议、行政诉讼情况";
//! let mut checker = Checker::new(Selection::default());
//! nianbao::read(&registry, "a.txt", page.as_bytes(), Some("text"), &mut |report| {
//!     checker.push(&report);
//!     Ok(())
//! })?;
//! for one in checker.finish() {
//!     for finding in &one.findings {
//!         println!("{} {}", finding.rule, finding.text(nianbao::Lang::En));
//!     }
//! }
//! # Ok(())
//! # }
//! ```

mod json;
mod junit;
mod sarif;
mod selection;
mod waivers;

pub use json::jsonl;
pub use junit::junit;
pub use nianbao_check::{
    Change, Example, Finding, Formula, Member, Other, Reach, Repair, RepairKind, Rule, Scope,
    Series, Severity, Words, cell_name, cell_names, check, examples, rule, rules,
};
pub use sarif::sarif;
pub use selection::{Selection, UnknownRule};
pub use waivers::{Waiver, Waivers};

use nianbao_core::Report;

/// A report that was checked: what it is called, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The file it was read from.
    pub file: Option<String>,
    /// Which report of the file, from 1.
    pub part: u32,
    /// The organ whose report it is.
    pub organ: Option<String>,
    /// The year it is for.
    pub year: Option<u16>,
    /// How far its sums could be checked.
    pub reach: Reach,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Many reports, checked each for itself and then together. Of a report only its findings and what
/// the rules over several compare are kept.
#[derive(Debug, Default)]
pub struct Checker {
    selection: Selection,
    series: Series,
    checked: Vec<Checked>,
}

impl Checker {
    /// A checker that tells what these rules find.
    pub fn new(selection: Selection) -> Self {
        Self { selection, ..Self::default() }
    }

    /// Checks a report.
    pub fn push(&mut self, report: &Report) {
        let mut findings = check(report);
        findings.retain(|finding| self.selection.takes(finding.rule));
        self.series.push(report);
        self.checked.push(Checked {
            file: report.source.file.clone(),
            part: report.source.part,
            organ: report.organ.clone(),
            year: report.year,
            reach: Reach::of(report, |rule| self.selection.takes(rule)),
            findings,
        });
    }

    /// The reports in the order in which they came, now with what was found between them.
    pub fn finish(self) -> Vec<Checked> {
        let Self { selection, series, mut checked } = self;
        for (index, finding) in series.findings() {
            if selection.takes(finding.rule) {
                checked[index].findings.push(finding);
            }
        }
        for one in &mut checked {
            one.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        }
        checked
    }
}

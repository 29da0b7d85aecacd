//! Several reports of one organ: what is carried from year to year, what was copied, what jumps.
//!
//! A series keeps of each report only the numbers that these rules compare, so that a hundred
//! thousand reports fit in memory.

mod compare;
mod digest;
mod prose;

use std::collections::BTreeMap;

use nianbao_core::{Edition, Report};

use crate::rule::{Rule, Scope};
use crate::{Finding, Other, Severity};
use digest::Digest;

const fn rule(
    id: &'static str,
    severity: Severity,
    editions: &'static [Edition],
    [formula, source, zh, en]: [&'static str; 4],
) -> Rule {
    Rule { id, severity, scope: Scope::Series, editions, formula, source, zh, en }
}

const SINCE_2019: &[Edition] = &[Edition::E2019, Edition::E2021];

pub(crate) const CARRY_OVER: Rule = rule(
    "years.carry_over",
    Severity::Warning,
    SINCE_2019,
    [
        "requests.carried_in.{c}(y) = requests.carried_out.{c}(y-1)",
        "国办公开办函〔2019〕60号、〔2021〕30号：三（上年结转）",
        "上年结转应等于上一年度报告的结转下年度，逐列核对，表式更换的年份也一样",
        "carried in is last year's carried out, column by column, also over a change of the form",
    ],
);

pub(crate) const COPIED: Rule = rule(
    "years.copied",
    Severity::Warning,
    &Edition::ALL,
    [
        "the tables of y != those of y-1, unless all are 0; nor is the prose nearly the same",
        "条例第五十条",
        "表格与上一年度完全相同且不为零，或正文几乎相同",
        "all tables are last year's and not zero, or the prose nearly is",
    ],
);

pub(crate) const DUPLICATE: Rule = rule(
    "duplicate",
    Severity::Warning,
    &Edition::ALL,
    [
        "one organ and one year: one set of facts",
        "条例第四十九条",
        "同一机关同一年度有两份数据不同的报告",
        "the same organ and year twice with different facts",
    ],
);

pub(crate) const IN_FORCE: Rule = rule(
    "years.in_force",
    Severity::Warning,
    &[Edition::E2021],
    [
        "in_force(y-1) - repealed(y) <= in_force(y) <= in_force(y-1) + issued(y) - repealed(y)",
        "国办公开办函〔2021〕30号：第二十条第（一）项",
        "现行有效件数应介于上年现行有效减本年废止、与其再加本年制发之间（修订也计入制发）",
        "what is in force lies between last year's less the repealed, and that plus the issued",
    ],
);

pub(crate) const ITEMS: Rule = rule(
    "years.items",
    Severity::Warning,
    &[Edition::E2019],
    [
        "items_previous(y) = items_previous(y-1) + items_change(y-1)",
        "国办公开办函〔2019〕60号：第二十条第（五）（六）（八）项",
        "上一年项目数量应等于上年报告的上一年项目数量加增减数",
        "last year's number of items is the one before it with its change",
    ],
);

pub(crate) const JUMP: Rule = rule(
    "years.jump",
    Severity::Info,
    &Edition::ALL,
    [
        "1/5 <= value(y) / value(y-1) <= 5 where value(y-1) >= 20",
        "经验",
        "与上一年度相比骤增或骤减",
        "a number jumps from one year to the next",
    ],
);

/// Reports that are compared with each other once all are there.
#[derive(Debug, Default)]
pub struct Series {
    digests: Vec<Digest>,
}

impl Series {
    /// Takes what is needed of a report; the number of the report, from 0.
    pub fn push(&mut self, report: &Report) -> usize {
        self.digests.push(Digest::of(report));
        self.digests.len() - 1
    }

    /// The findings, each with the number of the report it is about, in that order.
    pub fn finish(self) -> Vec<(usize, Finding)> {
        let mut years: BTreeMap<(&str, u16), Vec<usize>> = BTreeMap::new();
        for (index, digest) in self.digests.iter().enumerate() {
            if let (Some(organ), Some(year)) = (&digest.organ, digest.year) {
                years.entry((organ, year)).or_default().push(index);
            }
        }
        let mut findings = Vec::new();
        for ((organ, year), reports) in &years {
            let first = reports[0];
            for index in &reports[1..] {
                self.each(*index, first, compare::duplicates, &mut findings);
            }
            let before = year.checked_sub(1).and_then(|year| years.get(&(*organ, year)));
            if let Some(before) = before {
                self.each(first, before[0], compare::years, &mut findings);
            }
        }
        findings.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.order(other)));
        findings
    }

    fn each(
        &self,
        index: usize,
        other: usize,
        compare: fn(&Digest, &Digest, &mut Vec<Finding>),
        findings: &mut Vec<(usize, Finding)>,
    ) {
        let (this, that) = (&self.digests[index], &self.digests[other]);
        let mut found = Vec::new();
        compare(this, that, &mut found);
        let other = Other { file: that.file.clone(), part: that.part };
        findings.extend(found.into_iter().map(|mut finding| {
            finding.other = Some(other.clone());
            finding.values = finding.at.iter().map(|field| this.get(*field)).collect();
            (index, finding)
        }));
    }
}

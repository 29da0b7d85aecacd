//! Several reports of one organ: what is carried from year to year, what was copied, what jumps.
//!
//! A series keeps of each report only the numbers that these rules compare, so that a hundred
//! thousand reports fit in memory.

mod compare;
mod digest;
mod names;
mod numbers;
mod packed;
mod prose;
mod spots;

use nianbao_core::{Edition, Report};

use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Other, Severity};
use digest::{Digest, Kept};
use names::Names;

const fn rule(
    id: &'static str,
    severity: Severity,
    editions: &'static [Edition],
    formula: Formula,
    [source, zh, en]: [&'static str; 3],
) -> Rule {
    Rule { id, severity, scope: Scope::Series, editions, formula, source, zh, en }
}

pub(crate) const CARRY_OVER: Rule = rule(
    "years.carry_over",
    Severity::Warning,
    Edition::E2019.on(),
    Formula::Ids("requests.carried_in.{c}(y) = requests.carried_out.{c}(y-1)"),
    [
        "国办公开办函〔2019〕60号、〔2021〕30号：三（上年结转）",
        "上年结转应等于上一年度报告的结转下年度，逐列核对，表式更换的年份也一样",
        "carried in is last year's carried out, column by column, also over a change of the form",
    ],
);

pub(crate) const COPIED: Rule = rule(
    "years.copied",
    Severity::Warning,
    &Edition::ALL,
    Formula::Said {
        zh: "本年各表与上年不全同（全为 0 者除外），正文也不几乎相同",
        en: "the tables of y != those of y-1, unless all are 0; nor is the prose nearly the same",
    },
    [
        "条例第五十条",
        "表格与上一年度完全相同且不为零，或正文几乎相同",
        "all tables are last year's and not zero, or the prose nearly is",
    ],
);

pub(crate) const DUPLICATE: Rule = rule(
    "duplicate",
    Severity::Warning,
    &Edition::ALL,
    Formula::Said {
        zh: "同一机关同一年度只有一组数据",
        en: "one organ and one year: one set of facts",
    },
    [
        "条例第四十九条",
        "同一机关同一年度有两份数据不同的报告",
        "the same organ and year twice with different facts",
    ],
);

pub(crate) const IN_FORCE: Rule = rule(
    "years.in_force",
    Severity::Warning,
    Edition::E2021.on(),
    Formula::Ids(
        "in_force(y-1) - repealed(y) <= in_force(y) <= in_force(y-1) + issued(y) - repealed(y)",
    ),
    [
        "国办公开办函〔2021〕30号：第二十条第（一）项",
        "现行有效件数应介于上年现行有效减本年废止、与其再加本年制发之间（修订也计入制发）",
        "what is in force lies between last year's less the repealed, and that plus the issued",
    ],
);

pub(crate) const ITEMS: Rule = rule(
    "years.items",
    Severity::Warning,
    &[Edition::E2019],
    Formula::Ids("items_previous(y) = items_previous(y-1) + items_change(y-1)"),
    [
        "国办公开办函〔2019〕60号：第二十条第（五）（六）（八）项",
        "上一年项目数量应等于上年报告的上一年项目数量加增减数",
        "last year's number of items is the one before it with its change",
    ],
);

pub(crate) const JUMP: Rule = rule(
    "years.jump",
    Severity::Info,
    &Edition::ALL,
    Formula::Ids("1/5 <= value(y) / value(y-1) <= 5 where value(y-1) >= 20"),
    ["经验", "与上一年度相比骤增或骤减", "a number jumps from one year to the next"],
);

/// Reports that are compared with each other once all are there.
#[derive(Debug, Default)]
pub struct Series {
    /// What is kept of each, one behind the other: that many small pieces of memory take twice as much.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    names: Names,
}

/// Two reports that are to be compared, by their numbers, and how.
struct Pair {
    this: usize,
    other: usize,
    compare: fn(Kept<'_>, Kept<'_>, &mut Vec<Finding>),
}

/// What a series knows of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The organ as printed.
    pub organ: Option<String>,
    /// The year.
    pub year: Option<u16>,
    /// The file it was read from.
    pub file: Option<String>,
    /// Which report of the file, from 1.
    pub part: u32,
}

impl Series {
    /// Takes what is needed of a report; the number of the report, from 0.
    pub fn push(&mut self, report: &Report) -> usize {
        Digest::pack(report, &mut self.names, &mut self.bytes);
        self.ends.push(self.bytes.len());
        self.ends.len() - 1
    }

    /// What is known of the report of a number.
    pub fn member(&self, index: usize) -> Option<Member> {
        let kept = self.kept(index)?;
        let Digest { year, part, .. } = kept.digest;
        let organ = kept.organ().map(str::to_owned);
        Some(Member { organ, year, file: kept.file(), part })
    }

    /// The findings, each with the number of the report it is about, in that order. They are made as they
    /// are asked for: there may be as many as reports.
    pub fn findings(&self) -> impl Iterator<Item = (usize, Finding)> {
        self.pairs().into_iter().flat_map(move |pair| {
            let mut found = self.found(&pair).unwrap_or_default();
            found.sort_by(Finding::order);
            found.into_iter().map(move |finding| (pair.this, finding))
        })
    }

    /// What is to be compared with what. No report comes first in more than one pair, and they are in
    /// its order.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let ordered = self.by_organ_and_year();
        let mut before: Option<(u32, u16, usize)> = None;
        for same in ordered.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (organ, year, first) = same[0];
            let compare = compare::duplicates;
            pairs.extend(same[1..].iter().map(|(.., this)| Pair {
                this: *this,
                other: first,
                compare,
            }));
            if let Some((.., other)) = before.filter(|(o, y, _)| (*o, *y + 1) == (organ, year)) {
                pairs.push(Pair { this: first, other, compare: compare::years });
            }
            before = Some(same[0]);
        }
        pairs.sort_unstable_by_key(|pair| pair.this);
        pairs
    }

    /// The reports whose organ and year are known: an organ's together, its years in order, those of
    /// one year as they came.
    fn by_organ_and_year(&self) -> Vec<(u32, u16, usize)> {
        let organs = self.names.alike(digest::identity);
        let of = |index: usize| {
            let Digest { organ, year, .. } = self.kept(index)?.digest;
            let organ = organs[organ? as usize]?;
            Some((organ, year.filter(|year| *year < u16::MAX)?, index))
        };
        let mut ordered: Vec<_> = (0..self.ends.len()).filter_map(of).collect();
        ordered.sort_unstable();
        ordered
    }

    fn kept(&self, index: usize) -> Option<Kept<'_>> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let digest = Digest::of(self.bytes.get(start..*self.ends.get(index)?)?)?;
        Some(Kept { digest, names: &self.names })
    }

    fn found(&self, pair: &Pair) -> Option<Vec<Finding>> {
        let (this, that) = (self.kept(pair.this)?, self.kept(pair.other)?);
        let mut found = Vec::new();
        (pair.compare)(this, that, &mut found);
        let other = Other { file: that.file(), part: that.digest.part };
        for finding in &mut found {
            finding.other = Some(other.clone());
            finding.place = finding.at.iter().find_map(|field| this.place(*field));
            finding.values = finding.at.iter().map(|field| this.get(*field)).collect();
        }
        Some(found)
    }
}

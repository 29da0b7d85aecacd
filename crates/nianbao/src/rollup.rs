//! Sub-units' reports of one year summed into one (汇总).

mod doubled;
mod gap;
mod lacking;
mod list;
mod outweighed;
mod prose;
mod sum;
mod tables;
mod units;

use std::collections::HashMap;

use nianbao_core::{Decimal, Edition, Facts, FieldId, Lang, Note, Report};

pub use doubled::Doubled;
pub use gap::{Because, Gap, gaps};
pub(crate) use lacking::lost;
pub use lacking::{Lack, Lacking};
pub use list::expected;
pub use outweighed::Outweighed;
pub use tables::book;
pub(crate) use units::key;

use crate::check::{Severity, check};

/// The rule about what was printed and not read.
const UNREAD: &str = "value.unread";

/// What is to be rolled up.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The organ whose report the sum is to be.
    pub organ: String,
    /// The year; by default the one most units report on.
    pub year: Option<u16>,
    /// The edition of the form for the sum; by default the one its year asks for.
    pub edition: Option<Edition>,
    /// The units that ought to be there, if a list was given.
    pub expected: Vec<String>,
}

/// A unit's report, with what a sum needs of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The organ, as its report prints it.
    pub organ: Option<String>,
    /// The year it reports on.
    pub year: Option<u16>,
    /// The edition of its tables.
    pub form: Option<Edition>,
    /// The file it was read from.
    pub file: Option<String>,
    /// Which report of the file, from 1.
    pub part: u32,
    /// What its tables say.
    pub facts: Facts,
    /// The fields without a number whose formulas nobody computed.
    pub uncomputed: Vec<FieldId>,
    /// The other fields without a number that a warning says may have one.
    pub unread: Vec<FieldId>,
    /// How many errors its check finds.
    pub errors: usize,
    /// The fields that these errors concern.
    pub broken: Vec<FieldId>,
}

/// Why a unit's report takes no part in the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is on another year, or its year cannot be told.
    Year(Option<u16>),
    /// It has no table of the form.
    NoTables,
    /// Its edition of the form does not mix with the sum's.
    Edition(Edition),
    /// The same organ was counted already, from this file; so many of the fields differ.
    Twice {
        /// The file whose report was counted.
        file: Option<String>,
        /// How many fields differ; none for a copy.
        differing: usize,
    },
}

/// The sum for one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The field.
    pub field: FieldId,
    /// The sum of the numbers there are; `None` if no unit gives one.
    pub value: Option<Decimal>,
    /// How many units give a number.
    pub given: usize,
    /// The units, by index, whose number was not computed or could not be read.
    pub lost: Vec<usize>,
    /// The units, by index, whose cell holds no number.
    pub blank: Vec<usize>,
    /// The units, by index, that do not have the cell.
    pub absent: Vec<usize>,
}

/// Reports summed into one.
#[derive(Clone, Debug)]
pub struct Rollup {
    /// The sum, as a report of its organ, with notes on what it does not hold.
    pub report: Report,
    /// The units that were counted, in the order they came.
    pub units: Vec<Unit>,
    /// The sums, in the printed order of the form.
    pub totals: Vec<Total>,
    /// The reports that were not counted, and why.
    pub left_out: Vec<(Unit, LeftOut)>,
    /// The units of the list without a report that was counted.
    pub missing: Vec<String>,
    /// The counted units that are not on the list, by index; none without a list.
    pub unlisted: Vec<usize>,
}

/// Reports on their way into a sum.
pub struct Gathering {
    plan: Plan,
    units: Vec<Unit>,
}

impl Gathering {
    /// Begins a sum.
    pub fn new(plan: Plan) -> Self {
        Self { plan, units: Vec::new() }
    }

    /// Adds a report.
    pub fn push(&mut self, report: Report) {
        self.units.push(Unit::of(report));
    }

    /// The sum, or nothing if no report can be counted: then there is no year either.
    pub fn finish(self) -> Result<Rollup, Vec<(Unit, LeftOut)>> {
        let Self { plan, units } = self;
        let Some(year) = plan.year.or_else(|| common_year(&units)) else {
            return Err(units.into_iter().map(|unit| (unit, LeftOut::Year(None))).collect());
        };
        let edition = plan.edition.unwrap_or_else(|| Edition::for_year(year));
        let (units, left_out) = select(units, year, edition);
        if units.is_empty() {
            return Err(left_out);
        }
        let totals = sum::totals(&units, edition);
        let (missing, unlisted) = units::compare(&plan.expected, &units);
        let mut rollup =
            Rollup { report: Report::default(), units, totals, left_out, missing, unlisted };
        rollup.report = sum::report(&rollup, &plan.organ, year, edition);
        Ok(rollup)
    }
}

/// The year most units report on; of equals the later.
fn common_year(units: &[Unit]) -> Option<u16> {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for year in units.iter().filter_map(|unit| unit.year) {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// The reports that can be counted, and the others. No organ is counted twice.
fn select(units: Vec<Unit>, year: u16, edition: Edition) -> (Vec<Unit>, Vec<(Unit, LeftOut)>) {
    let (mut taken, mut left_out): (Vec<Unit>, Vec<(Unit, LeftOut)>) = (Vec::new(), Vec::new());
    let mut by_organ: HashMap<String, usize> = HashMap::new();
    for unit in units {
        if let Some(reason) = unfit(&unit, year, edition) {
            left_out.push((unit, reason));
            continue;
        }
        let key = unit.organ.as_deref().map(key);
        if let Some(first) = key.as_ref().and_then(|key| by_organ.get(key)) {
            let first = &taken[*first];
            let differing = differing(&first.facts, &unit.facts);
            let file = first.file.clone();
            left_out.push((unit, LeftOut::Twice { file, differing }));
            continue;
        }
        if let Some(key) = key {
            by_organ.insert(key, taken.len());
        }
        taken.push(unit);
    }
    (taken, left_out)
}

fn unfit(unit: &Unit, year: u16, edition: Edition) -> Option<LeftOut> {
    if unit.year != Some(year) {
        return Some(LeftOut::Year(unit.year));
    }
    match unit.form {
        None => Some(LeftOut::NoTables),
        // 国办公开办函〔2021〕30号 changed section two of the form of 2019 and one outcome; the
        // form of 2014 asks for other things altogether.
        Some(form) if (form == Edition::E2014) != (edition == Edition::E2014) => {
            Some(LeftOut::Edition(form))
        }
        Some(_) => None,
    }
}

pub(crate) fn differing(a: &Facts, b: &Facts) -> usize {
    let value = |facts: &Facts, field| facts.get(field).and_then(|fact| fact.value);
    FieldId::all().filter(|field| value(a, *field) != value(b, *field)).count()
}

impl Unit {
    fn of(report: Report) -> Self {
        let (uncomputed, mut unread) = lacking::lost(&report);
        let findings = check(&report);
        // A table of which one cell makes a row another's is there, and was not read.
        let untold = findings.iter().filter(|one| one.rule == UNREAD).flat_map(|one| &one.at);
        let untold: Vec<FieldId> =
            untold.copied().filter(|field| !unread.contains(field)).collect();
        unread.extend(untold);
        let errors: Vec<_> =
            findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        // Where the sums tell which cell is wrong, only that one is in doubt.
        let mut broken: Vec<FieldId> = errors
            .iter()
            .flat_map(|one| one.suggest.map_or_else(|| one.at.clone(), |change| vec![change.at]))
            .collect();
        broken.sort_unstable();
        broken.dedup();
        let errors = errors.len();
        let Report { organ, year, form, source, facts, .. } = report;
        let (file, part) = (source.file, source.part);
        Self { organ, year, form, file, part, facts, uncomputed, unread, errors, broken }
    }

    /// The unit's name for people: its organ, else its file.
    pub fn name(&self) -> &str {
        self.organ.as_deref().or(self.file.as_deref()).unwrap_or("?")
    }
}

impl LeftOut {
    /// The reason, for people.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::Year(None) => lang.pick("年度不明", "its year cannot be told").to_owned(),
            Self::Year(Some(year)) if zh => format!("是{year}年度的报告"),
            Self::Year(Some(year)) => format!("it is on {year}"),
            Self::NoTables => {
                lang.pick("没有表式中的表格", "it has no table of the form").to_owned()
            }
            Self::Edition(edition) if zh => format!("所用的{edition}年表式不能与汇总的表式相加"),
            Self::Edition(edition) => {
                format!("its form, of {edition}, does not mix with the sum's")
            }
            Self::Twice { file, differing } => {
                let file = file.as_deref().unwrap_or("?");
                match (zh, differing) {
                    (true, 0) => format!("与已计入的 {file} 相同"),
                    (true, _) => format!(
                        "该机关已按 {file} 计入，两份有 {differing} 项不同；要改用这一份，请不要输入 {file}"
                    ),
                    (false, 0) => format!("a copy of {file}, which was counted"),
                    (false, _) => {
                        format!(
                            "{file} was counted for this organ; {differing} fields differ; to count this one, leave {file} out of the inputs"
                        )
                    }
                }
            }
        }
    }
}

impl Rollup {
    /// Whether something is left out, or counted though no list names it, that a reader of the sum should
    /// know of first.
    pub fn is_partial(&self) -> bool {
        let copy = |reason: &LeftOut| matches!(reason, LeftOut::Twice { differing: 0, .. });
        let lost = |total: &Total| !total.lost.is_empty();
        !self.missing.is_empty()
            || !self.unlisted.is_empty()
            || !self.doubled().is_empty()
            || self.left_out.iter().any(|(_, reason)| !copy(reason))
            || self.totals.iter().any(lost)
    }

    /// What came of a unit of the list that is missing, for people: its report on another year, a file of
    /// its name among those that `failed`, each with its reason, or a unit that may be it by another name.
    pub fn instead(
        &self,
        missing: &str,
        failed: &[(String, String)],
        lang: Lang,
    ) -> Option<String> {
        let mut left_out = self.left_out.iter().filter(|(unit, _)| units::is_of(unit, missing));
        if let Some((unit, reason)) = left_out.next() {
            return Some(match (reason, lang) {
                (LeftOut::Year(Some(year)), Lang::Zh) => format!("报来的是 {year} 年度"),
                (LeftOut::Year(Some(year)), Lang::En) => format!("what came is on {year}"),
                _ => {
                    let file = unit.file.as_deref().unwrap_or("?");
                    format!("{file}{}{}", lang.pick("：", ": "), reason.message(lang))
                }
            });
        }
        if let Some((file, reason)) =
            failed.iter().find(|(file, _)| units::is_told_by(file, missing))
        {
            return Some(match lang {
                Lang::Zh => format!("{file} 未能读取：{reason}"),
                Lang::En => format!("{file} could not be read: {reason}"),
            });
        }
        let unlisted = self.unlisted.iter().map(|index| &self.units[*index]);
        let name = units::likely(missing, &self.missing, unlisted)?.name();
        Some(match lang {
            Lang::Zh => format!("可能就是不在名单中的“{name}”；是的，请在名单中写全称"),
            Lang::En => {
                format!("perhaps {name}, which is not on the list; if so, write it out there")
            }
        })
    }

    /// The counted units whose reports break rules of the form, by index.
    pub fn broken(&self) -> impl Iterator<Item = usize> {
        (0..self.units.len()).filter(|index| self.units[*index].errors > 0)
    }

    /// The notes of the sum.
    pub fn notes(&self) -> &[Note] {
        &self.report.notes
    }
}

#[cfg(test)]
mod tests;

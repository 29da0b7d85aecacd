//! Reports of many years as a panel: a row a statistic, a column a year.

mod charts;
mod crosswalk;
mod tables;

use std::collections::BTreeMap;

use nianbao_core::{Decimal, Edition, Facts, Report};

pub use crosswalk::{Grade, Link, Statistic, statistics};
pub use tables::book;

/// The reports of one organ, by year.
#[derive(Clone, Debug, Default)]
pub struct Years {
    /// The organ, as the first of its reports prints it.
    pub organ: String,
    /// Its reports; one a year.
    pub years: BTreeMap<u16, Entry>,
}

/// A report of a year, with what a panel needs of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The edition of its tables.
    pub form: Option<Edition>,
    /// The file it was read from.
    pub file: Option<String>,
    /// Which report of the file, from 1.
    pub part: u32,
    /// What its tables say.
    pub facts: Facts,
}

/// A report that is not in the panel.
#[derive(Clone, Debug)]
pub struct Spare {
    /// Its organ.
    pub organ: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// The file it was read from.
    pub file: Option<String>,
    /// Why.
    pub why: Unused,
}

/// Why a report is not in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// Its organ cannot be told.
    NoOrgan,
    /// Its year cannot be told.
    NoYear,
    /// The organ has a report for the year already, with the same figures.
    Copy,
    /// The organ has a report for the year already, with other figures; neither is better, and the
    /// one that came first is in the panel.
    Differs,
}

/// Reports of many organs and years.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// The organs, in the order they came.
    pub organs: Vec<Years>,
    /// The reports that are not in it.
    pub unused: Vec<Spare>,
    /// All reports are this organ's, whatever name they print.
    as_one: Option<String>,
}

impl Panel {
    /// An empty panel. With `as_one`, every report is taken for that organ's: names change over the
    /// years.
    pub fn new(as_one: Option<String>) -> Self {
        Self { as_one, ..Self::default() }
    }

    /// Adds a report.
    pub fn push(&mut self, report: Report) {
        let organ = self.as_one.clone().or(report.organ);
        let file = report.source.file;
        let (Some(name), Some(year)) = (organ.clone(), report.year) else {
            let why = if organ.is_none() { Unused::NoOrgan } else { Unused::NoYear };
            self.unused.push(Spare { organ, year: report.year, file, why });
            return;
        };
        let key = crate::rollup::key(&name);
        let found = self.organs.iter().position(|years| crate::rollup::key(&years.organ) == key);
        let index = found.unwrap_or_else(|| {
            self.organs.push(Years { organ: name, years: BTreeMap::new() });
            self.organs.len() - 1
        });
        let (form, part) = (report.form, report.source.part);
        let entry = Entry { form, file, part, facts: report.facts };
        match self.organs[index].years.get(&year) {
            None => {
                self.organs[index].years.insert(year, entry);
            }
            Some(first) => {
                let same = crate::rollup::differing(&first.facts, &entry.facts) == 0;
                let why = if same { Unused::Copy } else { Unused::Differs };
                self.unused.push(Spare { organ, year: Some(year), file: entry.file, why });
            }
        }
    }

    /// The years of all organs, without gaps.
    pub fn span(&self) -> Vec<u16> {
        let years = || self.organs.iter().flat_map(|organ| organ.years.keys().copied());
        match (years().min(), years().max()) {
            (Some(first), Some(last)) => (first..=last).collect(),
            _ => Vec::new(),
        }
    }
}

impl Entry {
    /// The value of a statistic by the ids of the report's own edition: the only field's, or the
    /// sum of several if all of them have a number.
    pub fn value(&self, statistic: &Statistic) -> Option<Decimal> {
        let fields = statistic.fields(self.form?);
        let first = fields.first()?;
        let number = |field| self.facts.get(field)?.value;
        fields[1..].iter().try_fold(number(*first)?, |sum, field| sum.checked_add(number(*field)?))
    }
}

/// How a value changed from one year to the next: the difference, and the difference in per cent
/// of the first, rounded to one decimal; no percentage of nothing.
pub fn change(before: Decimal, after: Decimal) -> (Decimal, Option<Decimal>) {
    let difference = after - before;
    let share = difference.checked_div(before);
    let percent = share.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    (difference, percent.map(|percent| percent.round_dp(1).normalize()))
}

#[cfg(test)]
mod tests;

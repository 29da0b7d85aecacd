//! Sums over the reports of a year and of an organ, for the overview.

use std::collections::BTreeMap;

use nianbao_core::{Decimal, FieldId, Report};

use super::coverage::Completeness;
use crate::region::Level;
use crate::rollup::lost;

/// What is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// 本年新收申请
    Received,
    /// 予以公开
    Granted,
    /// 部分公开
    Partial,
    /// 不予公开
    Denied,
    /// 无法提供
    Unavailable,
    /// 不予处理
    Declined,
    /// 其他处理
    Other,
    /// 行政复议
    Review,
    /// 行政诉讼
    Litigation,
}

impl Measure {
    /// Every measure, in the order of the overview.
    pub(super) const ALL: [Self; 9] = [
        Self::Received,
        Self::Granted,
        Self::Partial,
        Self::Denied,
        Self::Unavailable,
        Self::Declined,
        Self::Other,
        Self::Review,
        Self::Litigation,
    ];
    /// How requests ended; together all that were handled.
    pub(super) const OUTCOMES: [Self; 6] = [
        Self::Granted,
        Self::Partial,
        Self::Denied,
        Self::Unavailable,
        Self::Declined,
        Self::Other,
    ];

    /// The ids of the rows that it sums, without the last part where a row has a column for each
    /// kind of applicant. The form of 2014 asks in other words; what has no like in the later ones
    /// is among the others.
    fn rows(self) -> &'static [&'static str] {
        match self {
            Self::Received => &["requests.received", "applications.received.total"],
            Self::Granted => &["requests.granted", "applications.replied.granted"],
            Self::Partial => &["requests.partial", "applications.replied.partial"],
            Self::Denied => &["requests.denied.", "applications.replied.refused.total"],
            Self::Unavailable => &["requests.unavailable."],
            Self::Declined => &["requests.declined."],
            Self::Other => &[
                "requests.other",
                "requests.other.",
                "applications.replied.already_public",
                "applications.replied.not_this_agency",
                "applications.replied.not_exist",
                "applications.replied.asked_to_amend",
                "applications.replied.other_channel",
            ],
            Self::Review => &["review.total"],
            Self::Litigation => {
                &["litigation_direct.total", "litigation_after_review.total", "litigation.total"]
            }
        }
    }
}

/// A row of the form: its total, and the cells that make it up.
struct Row {
    total: FieldId,
    parts: Vec<FieldId>,
}

impl Row {
    /// Whether it was read whole, so that no part of its number is lost: its total, or every part of it.
    fn is_whole(&self, report: &Report, lost: &[FieldId]) -> bool {
        let is_seen = |field: &FieldId| report.facts.get(*field).is_some() && !lost.contains(field);
        let total = report.facts.get(self.total).is_some_and(|fact| fact.value.is_some());
        let parts = || !self.parts.is_empty() && self.parts.iter().all(is_seen);
        total || parts() || self.parts.is_empty() && is_seen(&self.total)
    }

    /// Its number in a report: the total as printed, or where that has none, the sum of the parts
    /// that have one.
    fn of(&self, report: &Report) -> Option<Decimal> {
        let value = |field: &FieldId| report.facts.get(*field).and_then(|fact| fact.value);
        let parts = || sum(self.parts.iter().filter_map(value));
        value(&self.total).or_else(parts)
    }
}

/// The sums of some reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    /// How many reports there are.
    pub(super) reports: u32,
    /// Of these, how many have each degree of completeness.
    pub(super) complete: [u32; Completeness::ALL.len()],
    totals: [Option<Decimal>; Measure::ALL.len()],
    /// How many reports the sums are of, and of how many requests received and all outcomes were read whole.
    pub(super) counted: u32,
    pub(super) received: u32,
    pub(super) handled: u32,
    /// The outcomes of the last: a share of those that were read in part would be of another whole.
    outcomes: [Option<Decimal>; Measure::OUTCOMES.len()],
}

/// What a report adds to sums.
struct Numbers {
    all: [Option<Decimal>; Measure::ALL.len()],
    /// Whether the requests received, and whether all outcomes were read whole.
    received: bool,
    handled: bool,
}

impl Sums {
    fn add(&mut self, numbers: Option<&Numbers>, complete: Completeness) {
        self.reports += 1;
        self.complete[complete as usize] += 1;
        let Some(numbers) = numbers else { return };
        self.counted += 1;
        self.received += u32::from(numbers.received);
        self.handled += u32::from(numbers.handled);
        for (total, number) in self.totals.iter_mut().zip(&numbers.all) {
            *total = sum(total.iter().chain(number).copied());
        }
        for (total, measure) in self.outcomes.iter_mut().zip(Measure::OUTCOMES) {
            let number = numbers.all[measure as usize].filter(|_| numbers.handled);
            *total = sum(total.iter().copied().chain(number));
        }
    }

    /// The sum, if any report has a number.
    pub(super) fn sum(&self, measure: Measure) -> Option<Decimal> {
        self.totals[measure as usize]
    }

    /// Of the requests that were handled, the share whose information was given, in part or whole; over the
    /// reports of which all outcomes were read.
    pub(super) fn share(&self) -> Option<Decimal> {
        let total = |outcomes: &[Option<Decimal>]| sum(outcomes.iter().copied().flatten());
        // Granted and in part are the first two.
        total(&self.outcomes[..2])?.checked_div(total(&self.outcomes)?)
    }
}

/// All sums.
pub(super) struct Totals {
    measures: [Vec<Row>; Measure::ALL.len()],
    /// By year; reports whose year could not be told are under none.
    pub(super) years: BTreeMap<Option<u16>, Sums>,
    /// By what kind of organ the name tells; the others are under none.
    pub(super) levels: BTreeMap<Option<Level>, Sums>,
}

impl Totals {
    pub(super) fn new() -> Self {
        let measures = Measure::ALL.map(|measure| rows(measure.rows()));
        Self { measures, years: BTreeMap::new(), levels: BTreeMap::new() }
    }

    /// A report's number.
    pub(super) fn measure(&self, report: &Report, measure: Measure) -> Option<Decimal> {
        let rows = self.measures[measure as usize].iter();
        sum(rows.filter_map(|row| row.of(report)))
    }

    /// Adds a report. One that does not count, because another of its organ and year does, is only
    /// one report more.
    pub(super) fn add(
        &mut self,
        report: &Report,
        level: Option<Level>,
        (complete, counts): (Completeness, bool),
    ) {
        let numbers = counts.then(|| self.numbers(report));
        self.years.entry(report.year).or_default().add(numbers.as_ref(), complete);
        self.levels.entry(level).or_default().add(numbers.as_ref(), complete);
    }

    fn numbers(&self, report: &Report) -> Numbers {
        let (uncomputed, mut lost) = lost(report);
        lost.extend(uncomputed);
        let is_whole = |measure: Measure| {
            let Some(form) = report.form else { return false };
            let mut rows = self.measures[measure as usize].iter();
            rows.all(|row| !row.total.is_in(form) || row.is_whole(report, &lost))
        };
        let all = Measure::ALL.map(|measure| self.measure(report, measure));
        let handled = Measure::OUTCOMES.into_iter().all(is_whole);
        Numbers { all, received: is_whole(Measure::Received), handled }
    }
}

/// The sum of numbers, if there are any. One that would be beyond what a decimal holds stays as it
/// was: no report of people has such a number.
pub(super) fn sum(numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    numbers.reduce(|total, number| total.checked_add(number).unwrap_or(total))
}

/// The rows that these ids name: a field by itself, a row of the form, or with a dot at the end
/// every row below it.
fn rows(ids: &[&str]) -> Vec<Row> {
    let totals = FieldId::all().filter(|field| {
        ids.iter().any(|id| match field.id().strip_prefix(id) {
            Some("" | ".total") => true,
            Some(rest) => {
                id.ends_with('.')
                    && rest.strip_suffix(".total").is_some_and(|row| !row.contains('.'))
            }
            None => false,
        })
    });
    let row = |total: FieldId| {
        let part = |field: &FieldId| {
            let stem = total.id().strip_suffix("total");
            let rest = stem.and_then(|stem| field.id().strip_prefix(stem));
            total.info().section == 3 && *field != total && rest.is_some_and(|r| !r.contains('.'))
        };
        Row { total, parts: FieldId::all().filter(part).collect() }
    };
    totals.map(row).collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Edition, Fact};

    use super::*;

    fn report(numbers: &[(&str, i64)]) -> Report {
        let (year, form) = (Some(2021), Some(Edition::E2021));
        let mut report = Report { year, form, ..Report::default() };
        for (id, number) in numbers {
            let value = Some(Decimal::from(*number));
            let fact = Fact { value, raw: String::new(), at: None };
            report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
        }
        report
    }

    #[test]
    fn every_outcome_of_the_form_is_summed_once() {
        let totals = Totals::new();
        let fields: Vec<FieldId> = Measure::OUTCOMES
            .iter()
            .flat_map(|measure| &totals.measures[*measure as usize])
            .map(|row| row.total)
            .collect();
        for edition in [Edition::E2019, Edition::E2021] {
            let outcomes = FieldId::all().filter(|field| {
                let info = field.info();
                field.is_in(edition)
                    && info.section == 3
                    && info.column_label == "总计"
                    && info.row_label.starts_with("三、")
                    && !info.row_label.contains("总计")
            });
            for field in outcomes {
                let count = fields.iter().filter(|other| **other == field).count();
                assert_eq!(count, 1, "{field}");
            }
        }
        assert_eq!(totals.measures[Measure::Received as usize][0].parts.len(), 6);
    }

    #[test]
    fn a_blank_total_is_the_sum_of_its_parts() {
        let totals = Totals::new();
        let parts = report(&[("requests.granted.natural", 3), ("requests.granted.legal", 4)]);
        assert_eq!(totals.measure(&parts, Measure::Granted), Some(Decimal::from(7)));
        let both = report(&[("requests.granted.natural", 3), ("requests.granted.total", 5)]);
        assert_eq!(totals.measure(&both, Measure::Granted), Some(Decimal::from(5)));
        assert_eq!(totals.measure(&both, Measure::Denied), None);
    }

    /// A report of which all outcomes were read: these, and no others.
    fn whole(numbers: &[(&str, i64)]) -> Report {
        let totals = Totals::new();
        let all = Measure::OUTCOMES.iter().flat_map(|one| &totals.measures[*one as usize]);
        let rows = all.filter(|row| row.total.is_in(Edition::E2021)).map(|row| row.total.id());
        let number = |id| numbers.iter().find(|one| one.0 == id).map_or(0, |one| one.1);
        report(&rows.map(|id| (id, number(id))).collect::<Vec<_>>())
    }

    #[test]
    fn the_share_is_of_what_was_handled() {
        let mut totals = Totals::new();
        let numbers = [
            ("requests.granted.total", 2),
            ("requests.partial.total", 1),
            ("requests.denied.process.total", 3),
            ("requests.other.misc.total", 2),
        ];
        totals.add(&whole(&numbers), Some(Level::City), (Completeness::Partial, true));
        totals.add(&report(&[]), None, (Completeness::Bare, true));
        let again = [("requests.granted.total", 7), ("review.total", 1)];
        totals.add(&whole(&again), Some(Level::City), (Completeness::Partial, false));
        let year = &totals.years[&Some(2021)];
        assert_eq!((year.reports, year.complete), (3, [0, 2, 1]));
        assert_eq!((year.counted, year.handled), (2, 1));
        assert_eq!(year.share(), Some("0.375".parse().unwrap()));
        assert_eq!(year.sum(Measure::Review), None);
        let level = |level| totals.levels.get(&level).map(|sums| (sums.reports, sums.share()));
        assert_eq!(level(Some(Level::City)), Some((2, year.share())));
        assert_eq!(level(None), Some((1, None)));
        assert_eq!(level(Some(Level::County)), None);
    }

    /// A page that was cut behind the first reasons has more given than it had.
    #[test]
    fn a_report_read_in_part_takes_no_part_in_the_share() {
        let mut totals = Totals::new();
        let add = |totals: &mut Totals, report: &Report| {
            totals.add(report, None, (Completeness::Partial, true));
        };
        add(&mut totals, &whole(&[("requests.granted.total", 1), ("requests.partial.total", 3)]));
        let cut = [("requests.granted.total", 90), ("requests.denied.process.total", 10)];
        add(&mut totals, &report(&cut));
        let year = &totals.years[&Some(2021)];
        assert_eq!((year.share(), year.sum(Measure::Granted)), (Some(1.into()), Some(91.into())));
        assert_eq!((year.handled, year.counted), (1, 2));
        // Nor does one with a row that nobody can read; with its parts there, a total is not missed.
        let id = FieldId::from_id("requests.granted.total").unwrap();
        let mut unread = whole(&[]);
        let facts = unread.facts.iter().filter(|(field, _)| *field != id);
        let facts: Vec<_> = facts.map(|(field, fact)| (field, fact.clone())).collect();
        unread.facts = nianbao_core::Facts::default();
        for (field, fact) in facts {
            unread.facts.insert(field, fact).unwrap();
        }
        add(&mut totals, &unread);
        assert_eq!(totals.years[&Some(2021)].handled, 1);
        for part in &totals.measures[Measure::Granted as usize][0].parts.clone() {
            let fact = Fact { value: None, raw: String::new(), at: None };
            unread.facts.insert(*part, fact).unwrap();
        }
        add(&mut totals, &unread);
        assert_eq!((totals.years[&Some(2021)].handled, totals.years[&Some(2021)].counted), (2, 4));
    }
}

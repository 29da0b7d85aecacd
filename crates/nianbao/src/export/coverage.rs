//! Organs by years: what was read, what is missing, and why.

use std::collections::{BTreeSet, HashMap};

use nianbao_core::{
    BookColumn, ColumnKind, Decimal, Edition, FieldId, Lang, NoteCode, Report, Severity, Sheet,
    SheetCell, SheetKind, Tone,
};

use super::frame::column;
use super::naming::reason;
use super::totals::{Measure, Totals, sum};
use super::wide::States;
use crate::cells::{count, text};
use crate::region::{Level, Region};

use ColumnKind::{Count, Prose, Text};

/// More years than anyone has columns for; the latest are shown.
const MOST_YEARS: usize = 60;

/// How much of what its form asks for a report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Completeness {
    /// Every cell of the form has its number.
    Whole,
    /// Cells are missing, were lost, or hold no number.
    Partial,
    /// There is no table of the form.
    Bare,
}

impl Completeness {
    /// Every degree, the best first.
    pub(super) const ALL: [Self; 3] = [Self::Whole, Self::Partial, Self::Bare];

    /// What it is called.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Whole => lang.pick("齐全", "complete"),
            Self::Partial => lang.pick("有缺漏", "incomplete"),
            Self::Bare => lang.pick("无表格", "no table"),
        }
    }
}

/// The reports of an organ for a year.
#[derive(Clone, Copy, Debug)]
struct Entry {
    year: Option<u16>,
    reports: u16,
    /// Of the best of them: how many cells its form has, how many were read, how many lost.
    expected: u16,
    read: u16,
    lost: u16,
    /// Of the lost, totals that nobody computed.
    uncomputed: u16,
    /// Of those read, cells that hold no number.
    blank: u16,
    /// The codes of its notes that tell of something missing, a bit each.
    reasons: u64,
}

impl Entry {
    fn of(report: &Report, states: States) -> Self {
        let States { lost, unread, uncomputed, blank, .. } = states;
        let form = report.form.filter(|_| !report.facts.is_empty());
        let in_form = |form| move |field: &FieldId| field.is_in(form);
        let size = |fields: usize| u16::try_from(fields).unwrap_or(u16::MAX);
        let expected = form.map_or(0, |form| size(FieldId::all().filter(in_form(form)).count()));
        let read = form.map_or(0, |form: Edition| {
            let seen = report.facts.iter().filter(|(field, _)| field.is_in(form));
            size(seen.count()).saturating_sub(unread)
        });
        let telling =
            |code: NoteCode| code.severity() == Severity::Warning || code == NoteCode::CellMissing;
        let reasons = report.notes.iter().filter(|note| telling(note.code));
        let reasons = reasons.fold(0, |bits, note| bits | bit(note.code));
        Self { year: report.year, reports: 1, expected, read, lost, uncomputed, blank, reasons }
    }

    fn completeness(&self) -> Completeness {
        match self {
            Self { expected: 0, .. } => Completeness::Bare,
            Self { lost: 0, blank: 0, .. } if self.read >= self.expected => Completeness::Whole,
            _ => Completeness::Partial,
        }
    }

    /// Takes another report of the same organ and year.
    fn join(&mut self, other: Self) {
        let reports = self.reports.saturating_add(other.reports);
        let rank = |one: &Self| (one.read, u16::MAX - one.lost, u16::MAX - one.blank);
        let better = rank(&other) > rank(self);
        *self = Self { reports, ..if better { other } else { *self } };
    }

    fn cell(&self, lang: Lang) -> SheetCell {
        let (mut words, tone) = match self.completeness() {
            Completeness::Whole => (Completeness::Whole.name(lang).to_owned(), Tone::Whole),
            Completeness::Partial if self.lost == 0 && self.read >= self.expected => {
                let blank = self.blank;
                let words = match lang {
                    Lang::Zh => format!("空白 {blank} 格"),
                    Lang::En => format!("{blank} blank"),
                };
                (words, Tone::Doubtful)
            }
            Completeness::Partial => (format!("{}/{}", self.read, self.expected), Tone::Doubtful),
            Completeness::Bare => (Completeness::Bare.name(lang).to_owned(), Tone::Unfilled),
        };
        if self.reports > 1 {
            words = format!("{words} ×{}", self.reports);
        }
        SheetCell::Text(words, tone)
    }

    /// What is missing and why, if anything is. Reports whose organ is not known may be of several.
    fn why(&self, is_named: bool, lang: Lang) -> Option<String> {
        let twice = is_named && self.reports > 1;
        if self.completeness() == Completeness::Whole && !twice {
            return None;
        }
        let missing = self.expected.saturating_sub(self.read);
        let mut parts = Vec::new();
        if self.completeness() == Completeness::Bare {
            parts.push(lang.pick("未见表式规定的表格", "no table of the form").to_owned());
        } else if missing > 0 || self.lost > 0 {
            let lost = self.lost;
            parts.push(match lang {
                Lang::Zh => format!("未读到 {missing} 格，其中 {lost} 格可能有数"),
                Lang::En => format!("{missing} cells not read, of which {lost} may hold a number"),
            });
        }
        let (uncomputed, blank) = (self.uncomputed, self.blank);
        if uncomputed > 0 {
            let why = reason(NoteCode::FormulaUncached, lang);
            parts.push(match lang {
                Lang::Zh => format!("{uncomputed} 格的{why}"),
                Lang::En => format!("{uncomputed} cells: {why}"),
            });
        }
        if blank > 0 {
            parts.push(match lang {
                Lang::Zh => format!("空白 {blank} 格"),
                Lang::En => format!("{blank} cells hold no number"),
            });
        }
        if twice {
            parts.push(match lang {
                Lang::Zh => format!("同一机关同一年度有 {} 份报告", self.reports),
                Lang::En => format!("{} reports of the same organ and year", self.reports),
            });
        }
        let told = if uncomputed > 0 { bit(NoteCode::FormulaUncached) } else { 0 };
        let codes = NoteCode::ALL.iter().filter(|code| self.reasons & !told & bit(**code) != 0);
        parts.extend(codes.map(|code| reason(*code, lang).to_owned()));
        let year = year_name(self.year, lang);
        Some(format!("{year}{}{}", lang.pick("：", ": "), parts.join(lang.pick("；", "; "))))
    }
}

/// The bit of a code; there are far fewer than 64.
fn bit(code: NoteCode) -> u64 {
    1u64.checked_shl(code as u32).unwrap_or(0)
}

#[derive(Default)]
struct Organ {
    received: Option<Decimal>,
    entries: Vec<Entry>,
}

/// What there is of every organ, by its name as printed, in the order of coming.
#[derive(Default)]
pub(super) struct Coverage {
    places: HashMap<Box<str>, usize>,
    organs: Vec<Organ>,
    years: BTreeSet<Option<u16>>,
    /// Reports beyond the first of their organ and year.
    pub(super) repeated: u32,
}

impl Coverage {
    /// Adds a report; tells how complete it is, and whether it is the one that counts for its organ
    /// and year: the first that has tables.
    pub(super) fn add(
        &mut self,
        report: &Report,
        totals: &Totals,
        states: States,
    ) -> (Completeness, bool) {
        let entry = Entry::of(report, states);
        self.years.insert(entry.year);
        let name = report.organ.as_deref().unwrap_or_default();
        let index = if let Some(index) = self.places.get(name) {
            *index
        } else {
            self.organs.push(Organ::default());
            self.places.insert(name.into(), self.organs.len() - 1);
            self.organs.len() - 1
        };
        let organ = &mut self.organs[index];
        let is_known = report.organ.is_some() && report.year.is_some();
        let counted =
            organ.entries.iter().any(|other| other.year == entry.year && other.expected > 0);
        let counts = !(is_known && counted);
        if counts {
            let received = totals.measure(report, Measure::Received);
            organ.received = sum(organ.received.into_iter().chain(received));
        }
        match organ.entries.iter_mut().find(|other| other.year == entry.year) {
            // Without a name nobody knows whether it is the same organ.
            Some(other) => {
                self.repeated += u32::from(is_known);
                other.join(entry);
            }
            None => organ.entries.push(entry),
        }
        (entry.completeness(), counts)
    }

    /// How many organs are known by name.
    pub(super) fn organs(&self) -> usize {
        self.organs.len() - usize::from(self.places.contains_key(""))
    }

    /// How many organs known by name have a report for a year.
    pub(super) fn organs_in(&self, year: Option<u16>) -> usize {
        let unnamed = self.places.get("").copied();
        let has = |organ: &Organ| organ.entries.iter().any(|entry| entry.year == year);
        let organs = self.organs.iter().enumerate();
        organs.filter(|(index, organ)| Some(*index) != unnamed && has(organ)).count()
    }

    /// How many organs known by name are of a kind.
    pub(super) fn organs_of(&self, level: Option<Level>) -> usize {
        let names = self.places.keys().filter(|name| !name.is_empty());
        names.filter(|name| Region::of(name).level == level).count()
    }

    /// The years that there are reports for, the first and the last.
    pub(super) fn span(&self) -> Option<(u16, u16)> {
        let mut years = self.years.iter().flatten();
        let first = *years.next()?;
        Some((first, years.next_back().copied().unwrap_or(first)))
    }

    /// The organs that received most requests, with their number.
    pub(super) fn largest(&self, most: usize) -> Vec<(&str, Decimal)> {
        let named = self.named();
        let mut organs: Vec<(&str, Decimal)> = named
            .filter(|(name, _)| !name.is_empty())
            .filter_map(|(name, organ)| Some((name, organ.received?)))
            .collect();
        // Stable: of equals the one that came first.
        organs.sort_by_key(|organ| std::cmp::Reverse(organ.1));
        organs.truncate(most);
        organs
    }

    /// The columns, now that the years are known.
    pub(super) fn columns(&self, lang: Lang) -> Vec<BookColumn> {
        let mut columns = vec![
            column(lang, ("机关", "Organ"), "organ", 34, Text),
            column(lang, ("报告份数", "Reports"), "reports", 9, Count),
            column(lang, ("年度数", "Years"), "years", 8, Count),
        ];
        columns.extend(self.shown_years().map(|year| {
            let name = year_name(year, lang);
            let id = year.map_or_else(|| "unknown".to_owned(), |year| year.to_string());
            BookColumn { label: name, id, width: 11, kind: Text, group: 0 }
        }));
        columns.push(column(
            lang,
            ("缺漏与原因", "What is missing, and why"),
            "missing",
            90,
            Prose,
        ));
        columns
    }

    /// The rows, an organ each.
    pub(super) fn rows(&self, lang: Lang) -> impl Iterator<Item = Vec<SheetCell>> {
        self.named().map(move |(name, organ)| {
            let unnamed = lang.pick("（机关不明）", "(organ not known)");
            let reports: u32 = organ.entries.iter().map(|entry| u32::from(entry.reports)).sum();
            let years = organ.entries.iter().filter(|entry| entry.year.is_some()).count();
            let mut cells = vec![
                text(Some(if name.is_empty() { unnamed } else { name })),
                count(reports),
                count(years),
            ];
            cells.extend(self.shown_years().map(|year| {
                let entry = organ.entries.iter().find(|entry| entry.year == year);
                let none = || SheetCell::Text("—".to_owned(), Tone::Faint);
                entry.map_or_else(none, |entry| entry.cell(lang))
            }));
            let mut entries: Vec<&Entry> = organ.entries.iter().collect();
            entries.sort_by_key(|entry| entry.year);
            let why: Vec<String> =
                entries.iter().filter_map(|entry| entry.why(!name.is_empty(), lang)).collect();
            cells.push(text((!why.is_empty()).then(|| why.join("\n")).as_deref()));
            cells
        })
    }

    /// The organs with their names, in the order of coming.
    fn named(&self) -> impl Iterator<Item = (&str, &Organ)> {
        let mut names = vec![""; self.organs.len()];
        for (name, index) in &self.places {
            names[*index] = name;
        }
        names.into_iter().zip(&self.organs)
    }

    fn shown_years(&self) -> impl Iterator<Item = Option<u16>> {
        self.years.iter().copied().skip(self.years.len().saturating_sub(MOST_YEARS))
    }
}

fn year_name(year: Option<u16>, lang: Lang) -> String {
    match year {
        Some(year) => year.to_string(),
        None => lang.pick("年度不明", "Year not known").to_owned(),
    }
}

/// The table's head, until the years are known.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let name = lang.pick("覆盖", "Coverage").to_owned();
    Sheet { name, kind: SheetKind::List, columns: Vec::new(), frozen: 1, ..Sheet::default() }
}

#[cfg(test)]
mod tests;

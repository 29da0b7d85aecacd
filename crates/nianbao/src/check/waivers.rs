//! Findings that a person has looked at and let pass.
//!
//! A waiver names the organ, the year and the rule, and holds the values as they were. It survives
//! other runs and other files; when one of the values changes, it lapses and the finding is told
//! again.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use nianbao_check::Finding;

use super::Checked;

/// The heads of the file's columns.
const HEAD: &str = "organ,year,rule,values,reason";

/// One finding that is let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The organ whose report it is.
    pub organ: String,
    /// The report's year.
    pub year: String,
    /// The rule's id.
    pub rule: String,
    /// The fields with their values, and both sides of the rule, as they were.
    pub values: String,
    /// Why, in somebody's words.
    pub reason: String,
}

impl Waiver {
    fn key(&self) -> [String; 4] {
        let Self { organ, year, rule, values, .. } = self.clone();
        [organ, year, rule, values]
    }
}

/// The waivers of a file.
#[derive(Debug, Default)]
pub struct Waivers {
    waivers: Vec<Waiver>,
}

impl Waivers {
    /// Reads the file: CSV with a head, as [`Waivers::text`] writes it. The number of the line that
    /// is not understood otherwise.
    pub fn read(text: &str) -> Result<Self, usize> {
        let text = text.trim_start_matches('\u{feff}');
        let mut waivers = Vec::new();
        for (line, cells) in records(text) {
            if line == 1 && cells.join(",") == HEAD || cells.iter().all(String::is_empty) {
                continue;
            }
            let [organ, year, rule, values, reason] =
                <[String; 5]>::try_from(cells).map_err(|_| line)?;
            waivers.push(Waiver { organ, year, rule, values, reason });
        }
        Ok(Self { waivers })
    }

    /// Takes the findings that are waived out of the reports: how many were, and the waivers that
    /// lapsed because the values have changed.
    pub fn apply(&self, checked: &mut [Checked]) -> (usize, Vec<&Waiver>) {
        let keys: BTreeSet<[String; 4]> = self.waivers.iter().map(Waiver::key).collect();
        let (mut count, mut used) = (0, BTreeSet::new());
        let mut reports: Vec<(String, String)> = Vec::new();
        for one in checked {
            let (organ, year) = (one.organ.clone().unwrap_or_default(), year(one));
            one.findings.retain(|finding| {
                let rule = finding.rule.to_owned();
                let key = keys.get(&[organ.clone(), year.clone(), rule, values(finding)]);
                count += usize::from(key.is_some());
                used.extend(key);
                key.is_none()
            });
            reports.push((organ, year));
        }
        reports.sort_unstable();
        let seen = |waiver: &&Waiver| {
            let key = (waiver.organ.clone(), waiver.year.clone());
            reports.binary_search(&key).is_ok() && !used.contains(&waiver.key())
        };
        (count, self.waivers.iter().filter(seen).collect())
    }

    /// These waivers and those of another file. Of two for the same finding the first stays, or the one that
    /// has a reason.
    #[must_use]
    pub fn joined(mut self, others: Self) -> Self {
        let mut places: BTreeMap<[String; 4], usize> =
            (0..).zip(&self.waivers).map(|(index, waiver)| (waiver.key(), index)).collect();
        for waiver in others.waivers {
            match places.entry(waiver.key()) {
                Entry::Vacant(place) => {
                    place.insert(self.waivers.len());
                    self.waivers.push(waiver);
                }
                Entry::Occupied(place) => {
                    let before = &mut self.waivers[*place.get()].reason;
                    if before.trim().is_empty() {
                        *before = waiver.reason;
                    }
                }
            }
        }
        self
    }

    /// A waiver for every finding there is.
    #[must_use]
    pub fn of(checked: &[Checked], reason: &str) -> Self {
        let all = checked.iter().flat_map(|one| {
            one.findings.iter().map(|finding| Waiver {
                organ: one.organ.clone().unwrap_or_default(),
                year: year(one),
                rule: finding.rule.to_owned(),
                values: values(finding),
                reason: reason.to_owned(),
            })
        });
        Self::default().joined(Self { waivers: all.collect() })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.waivers.len()
    }

    /// The file of these waivers.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for Waiver { organ, year, rule, values, reason } in &self.waivers {
            let cells = [organ, year, rule, values, reason].map(|cell| quoted(cell));
            // Writing into a string cannot fail.
            let _ = writeln!(out, "{}", cells.join(","));
        }
        out
    }
}

fn year(checked: &Checked) -> String {
    checked.year.map(|year| year.to_string()).unwrap_or_default()
}

/// `id=value;…;found=…;expected=…`.
fn values(finding: &Finding) -> String {
    let mut parts: Vec<String> = finding
        .at
        .iter()
        .zip(&finding.values)
        .map(|(field, value)| {
            format!("{field}={}", value.map(|value| value.to_string()).unwrap_or_default())
        })
        .collect();
    let sides = [("found", &finding.found), ("expected", &finding.expected)];
    parts.extend(
        sides.into_iter().filter_map(|(name, side)| Some(format!("{name}={}", side.as_ref()?))),
    );
    parts.join(";")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The records of a CSV text, each with the line it begins in.
fn records(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut records = Vec::new();
    let (mut line, mut begun) = (1, 1);
    let mut cells = vec![String::new()];
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut cells, '"');
            }
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            '\r' if !inside => {}
            '\n' if !inside => {
                records.push((begun, std::mem::replace(&mut cells, vec![String::new()])));
                begun = line;
            }
            _ => push(&mut cells, c),
        }
    }
    if cells.iter().any(|cell| !cell.is_empty()) {
        records.push((begun, cells));
    }
    records
}

fn push(cells: &mut [String], c: char) {
    if let Some(cell) = cells.last_mut() {
        cell.push(c);
    }
}

#[cfg(test)]
mod tests {
    use nianbao_check::examples;

    use super::*;
    use crate::check::{Checker, Selection};

    fn checked(mended: bool) -> Vec<Checked> {
        let mut checker = Checker::new(Selection::default());
        let example = examples().into_iter().find(|one| one.rule == "requests.balance").unwrap();
        for mut report in if mended { example.mended } else { example.broken } {
            report.organ = Some("青禾县水务局, 办公室".to_owned());
            report.year = Some(2022);
            checker.push(&report);
        }
        checker.finish()
    }

    #[test]
    fn a_waiver_survives_and_lapses_with_the_values() {
        let mut found = checked(false);
        assert!(!found[0].findings.is_empty());
        let file = Waivers::of(&found, "已核实").text();
        let waivers = Waivers::read(&file).unwrap();
        let (waived, lapsed) = waivers.apply(&mut found);
        assert_eq!((waived > 0, lapsed.len(), found[0].findings.len()), (true, 0, 0));
        assert_eq!(waivers.text(), file);
        let (_, lapsed) = waivers.apply(&mut checked(true));
        assert!(lapsed.iter().any(|waiver| waiver.rule == "requests.balance"));
    }

    #[test]
    fn reasons_stay_when_a_file_is_written_again() {
        let found = checked(false);
        let file =
            Waivers::of(&found, "已核实，属实").text() + "丙局,2020,review.total,,另有原因\n";
        let standing = || Waivers::read(&file).unwrap();
        assert_eq!(standing().joined(Waivers::of(&found, "")).text(), file);
        let later = Waivers::of(&found, "").joined(standing());
        assert_eq!(later.text(), file, "a reason is better than none");
        let other = Waivers::of(&found, "其他").joined(standing());
        assert!(other.text().contains("其他") && !other.text().contains("属实"));
    }

    #[test]
    fn a_line_that_is_no_waiver_is_named() {
        assert_eq!(Waivers::read(&format!("{HEAD}\na,b,c\n")).unwrap_err(), 2);
        assert_eq!(Waivers::read("").unwrap().waivers.len(), 0);
    }
}

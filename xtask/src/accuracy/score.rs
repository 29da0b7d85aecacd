//! Counting, and the table of counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::str::FromStr;

use nianbao::{Decimal, Reading, Report};
use serde_json::Value;

/// Counts of facts.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    files: usize,
    right: usize,
    missing: usize,
    wrong: usize,
    null_right: usize,
    null_missing: usize,
}

/// Counts of something that is right or not.
#[derive(Clone, Copy, Debug, Default)]
struct Hits {
    right: usize,
    all: usize,
}

/// The counts of a run.
#[derive(Debug, Default)]
pub struct Score {
    facts: BTreeMap<String, Facts>,
    frame: BTreeMap<(String, &'static str), Hits>,
    statements: [usize; 3],
    misses: Vec<String>,
    wrongs: Vec<String>,
    skipped: Vec<String>,
}

impl Score {
    pub(super) fn skip(&mut self, place: &str, why: &str) {
        self.skipped.push(format!("{place}: {why}"));
    }

    pub(super) fn parts(&mut self, place: &str, required: usize, found: usize) {
        self.hit("parts", "parts", found >= required);
        if found < required {
            self.misses.push(format!("{place}: {found} parts, at least {required} wanted"));
        }
    }

    pub(super) fn add(
        &mut self,
        set: &str,
        style: &str,
        place: &str,
        label: &Value,
        report: Option<&Report>,
    ) {
        let none = Report::default();
        let report = report.unwrap_or(&none);
        self.add_facts(set, style, place, label, report);
        self.add_frame(set, place, label, report);
        if matches!(set, "seeds" | "pages") {
            self.add_statements(place, label, report);
        }
    }

    fn add_facts(&mut self, set: &str, style: &str, place: &str, label: &Value, report: &Report) {
        let keys = [format!("set {set}"), format!("style {set}/{style}"), "all".to_owned()];
        for key in &keys {
            self.facts.entry(key.clone()).or_default().files += 1;
        }
        let empty = serde_json::Map::new();
        let labelled = label["facts"].as_object().unwrap_or(&empty);
        let mut seen = BTreeSet::new();
        for (id, wanted) in labelled {
            seen.insert(id.as_str());
            let found = nianbao::FieldId::from_id(id)
                .map_or(Reading::Absent, |field| report.facts.reading(field));
            let mut counts = Facts::default();
            match (number(wanted), found) {
                (Some(a), Reading::Number(b, _)) if a == b => counts.right = 1,
                (wanted, Reading::Number(found, fact)) => {
                    counts.wrong = 1;
                    let raw = &fact.raw;
                    let wanted = wanted.map_or("null".to_owned(), |wanted| wanted.to_string());
                    self.wrongs.push(format!("{place} {id}: {found} ({raw:?}), wanted {wanted}"));
                }
                (Some(wanted), _) => {
                    counts.missing = 1;
                    self.misses.push(format!("{place} {id}: missing {wanted}"));
                }
                (None, Reading::Blank(_)) => counts.null_right = 1,
                (None, Reading::Absent) => counts.null_missing = 1,
            }
            self.count(&keys, id, counts);
        }
        for (field, fact) in report.facts.iter().filter(|(field, _)| !seen.contains(field.id())) {
            if let Some(found) = fact.value {
                self.wrongs.push(format!("{place} {field}: {found}, not on the page"));
                self.count(&keys, field.id(), Facts { wrong: 1, ..Facts::default() });
            }
        }
    }

    fn count(&mut self, keys: &[String], id: &str, counts: Facts) {
        let group = id.split('.').next().unwrap_or(id);
        let group = format!("field {group}");
        for key in keys.iter().chain([&group]) {
            let sum = self.facts.entry(key.clone()).or_default();
            sum.right += counts.right;
            sum.missing += counts.missing;
            sum.wrong += counts.wrong;
            sum.null_right += counts.null_right;
            sum.null_missing += counts.null_missing;
        }
    }

    fn hit(&mut self, set: &str, what: &'static str, right: bool) {
        for key in [set, "all"] {
            let hits = self.frame.entry((key.to_owned(), what)).or_default();
            hits.all += 1;
            hits.right += usize::from(right);
        }
    }

    fn add_frame(&mut self, set: &str, place: &str, label: &Value, report: &Report) {
        let form = report.form.map(|form| form.id().to_owned());
        let year = report.year.map(|year| year.to_string());
        let published = report.published.map(|day| day.to_string());
        let frame: [(&'static str, Option<String>); 5] = [
            ("title", report.title.clone()),
            ("organ", report.organ.clone()),
            ("year", year),
            ("published", published),
            ("form", form),
        ];
        for (what, found) in frame {
            if label.get(what).is_none() {
                continue;
            }
            let mut wanted = vec![text(&label[what])];
            match &label[format!("{what}_alt")] {
                Value::Array(more) => wanted.extend(more.iter().map(text)),
                Value::Null => {}
                one => wanted.push(text(one)),
            }
            let right = wanted.contains(&found);
            self.hit(set, what, right);
            if !right {
                self.misses.push(format!("{place} {what}: {found:?}, wanted {:?}", wanted[0]));
            }
        }
        self.add_sections(set, place, label, report);
    }

    fn add_sections(&mut self, set: &str, place: &str, label: &Value, report: &Report) {
        let Some(sections) = label["sections"].as_array() else { return };
        let number = |section: &Value| section["number"].as_u64().or(section.as_u64());
        let wanted: Vec<u64> = sections.iter().filter_map(number).collect();
        let partial = label["sections_partial"].as_array().into_iter().flatten();
        let partial: Vec<u64> = partial.filter_map(Value::as_u64).collect();
        let found: Vec<u64> =
            report.sections.iter().filter_map(|s| s.number.map(u64::from)).collect();
        let whole: Vec<u64> = found.iter().copied().filter(|n| !partial.contains(n)).collect();
        let right = whole == wanted || found == wanted;
        self.hit(set, "sections", right);
        if !right {
            self.misses.push(format!("{place} sections: {found:?}, wanted {wanted:?}"));
        }
    }

    fn add_statements(&mut self, place: &str, label: &Value, report: &Report) {
        let empty = serde_json::Map::new();
        let wanted = label["narrative"].as_object().unwrap_or(&empty);
        let ambiguous = label["ambiguous"].as_object();
        for (id, value) in wanted {
            let found = report.statements.iter().find(|statement| statement.field.id() == id);
            match found {
                Some(statement) if Some(statement.value) == number(value) => {
                    self.statements[0] += 1;
                }
                Some(_) => {}
                None => {
                    self.statements[1] += 1;
                    self.misses.push(format!("{place} statement {id}: missing {value}"));
                }
            }
        }
        for statement in &report.statements {
            let id = statement.field.id();
            let right = wanted.get(id).and_then(number) == Some(statement.value);
            if !right && ambiguous.is_none_or(|ids| !ids.contains_key(id)) {
                self.statements[2] += 1;
                let (value, text) = (statement.value, &statement.text);
                self.wrongs.push(format!("{place} statement {id}: {value} ({text:?})"));
            }
        }
    }

    /// How many facts and statements are silently wrong.
    pub fn wrong(&self) -> usize {
        self.wrongs.len()
    }

    /// Right facts in parts per thousand of the numbers labelled.
    pub fn recall_per_mille(&self) -> usize {
        self.facts.get("all").map_or(0, |counts| {
            per_mille(counts.right, counts.right + counts.missing + counts.wrong)
        })
    }

    /// The counts as a table, with every wrong fact; `verbose` adds every miss.
    pub fn table(&self, verbose: bool) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{:<34} {:>5} {:>6} {:>7} {:>5} {:>7} {:>6} {:>7}",
            "", "files", "right", "missing", "wrong", "recall‰", "nulls", "no null"
        );
        for (key, c) in &self.facts {
            let recall = per_mille(c.right, c.right + c.missing + c.wrong);
            let _ = writeln!(
                out,
                "{key:<34} {:>5} {:>6} {:>7} {:>5} {recall:>7} {:>6} {:>7}",
                c.files, c.right, c.missing, c.wrong, c.null_right, c.null_missing
            );
        }
        let _ = writeln!(out);
        for ((set, what), hits) in &self.frame {
            let share = per_mille(hits.right, hits.all);
            let _ = writeln!(
                out,
                "{set:<12} {what:<10} {:>4} of {:>4} {share:>6}‰",
                hits.right, hits.all
            );
        }
        let [right, missing, wrong] = self.statements;
        let _ = writeln!(out, "\nstatements: {right} right, {missing} missing, {wrong} wrong");
        let _ = writeln!(out, "\nsilently wrong: {}", self.wrongs.len());
        let lists = if verbose {
            vec![&self.wrongs, &self.misses, &self.skipped]
        } else {
            vec![&self.wrongs]
        };
        for line in lists.into_iter().flatten() {
            let _ = writeln!(out, "  {line}");
        }
        let _ = writeln!(out, "not read: {} files", self.skipped.len());
        out
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A labelled number, exactly: its decimal text.
fn number(value: &Value) -> Option<Decimal> {
    let text = value.as_number()?.to_string();
    Decimal::from_str(&text).ok().map(|number| number.normalize())
}

fn per_mille(part: usize, whole: usize) -> usize {
    (part * 1000).checked_div(whole).unwrap_or(1000)
}

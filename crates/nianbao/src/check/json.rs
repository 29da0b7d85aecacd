//! Findings as JSON, a report a line.

use std::collections::BTreeSet;
use std::io::{self, Write};

use nianbao_check::{Change, Finding, Other, Reach, Repair, RepairKind};
use nianbao_core::{Decimal, FieldId, Lang};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::Checked;

/// Writes a line a report, those without findings too.
pub fn jsonl(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    for one in checked {
        let findings = one.findings.iter().map(FindingJson::of).collect();
        let sums = SumsJson::of(one.reach);
        let line = Line { file: one.file.as_deref(), part: one.part, findings, sums };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Line<'a> {
    file: Option<&'a str>,
    part: u32,
    findings: Vec<FindingJson<'a>>,
    sums: SumsJson,
}

/// How many sums were checked, and how many could not be in full, by what a cell of them lacks.
#[derive(Serialize)]
struct SumsJson {
    checked: usize,
    blank: usize,
    absent: usize,
    unread: usize,
}

impl SumsJson {
    fn of(reach: Reach) -> Self {
        let Reach { checked, blank, absent, unread } = reach;
        Self { checked, blank, absent, unread }
    }
}

/// A finding in the order of the public shape; what it does not have is left out.
#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    severity: &'static str,
    at: Vec<&'static str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggest: Option<ChangeJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<ChangeJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repairs: Vec<RepairJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<OtherJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "values_are_empty", serialize_with = "values")]
    values: (&'a [FieldId], &'a [Option<Decimal>]),
}

impl<'a> FindingJson<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule,
            severity: finding.severity.id(),
            at: finding.at.iter().map(|field| field.id()).collect(),
            message: finding.text(Lang::Zh),
            expected: finding.expected.as_deref(),
            found: finding.found.as_deref(),
            suggest: finding.suggest.map(ChangeJson::of),
            candidates: finding.candidates.iter().copied().map(ChangeJson::of).collect(),
            repairs: finding.repairs.iter().map(RepairJson::of).collect(),
            other: finding.other.as_ref().map(OtherJson::of),
            place: finding.place.as_ref().map(ToString::to_string),
            values: (&finding.at, &finding.values),
        }
    }
}

#[derive(Serialize)]
struct ChangeJson {
    at: &'static str,
    value: Number,
}

impl ChangeJson {
    fn of(change: Change) -> Self {
        Self { at: change.at.id(), value: Number(change.value) }
    }
}

#[derive(Serialize)]
struct RepairJson {
    kind: &'static str,
    changes: Vec<ChangeJson>,
}

impl RepairJson {
    fn of(repair: &Repair) -> Self {
        let kind = match repair.kind {
            RepairKind::Swapped => "swapped",
            RepairKind::Split => "split",
            RepairKind::Shifted => "shifted",
            RepairKind::Cells => "cells",
        };
        Self { kind, changes: repair.changes.iter().copied().map(ChangeJson::of).collect() }
    }
}

#[derive(Serialize)]
struct OtherJson<'a> {
    file: Option<&'a str>,
    part: u32,
}

impl<'a> OtherJson<'a> {
    fn of(other: &'a Other) -> Self {
        Self { file: other.file.as_deref(), part: other.part }
    }
}

/// An exact number.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

fn values_are_empty((fields, _): &(&[FieldId], &[Option<Decimal>])) -> bool {
    fields.is_empty()
}

fn values<S: Serializer>(
    (fields, values): &(&[FieldId], &[Option<Decimal>]),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // A field may stand on both sides of a rule.
    let mut seen = BTreeSet::new();
    let mut map = serializer.serialize_map(None)?;
    for (field, value) in fields.iter().zip(*values) {
        if seen.insert(field.index()) {
            map.serialize_entry(field.id(), &value.map(Number))?;
        }
    }
    map.end()
}

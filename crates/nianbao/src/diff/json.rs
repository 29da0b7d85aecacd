//! A comparison as JSON, one pair of reports a line.

use std::io::{self, Write};

use nianbao_core::{Decimal, FieldId};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Diff, FieldChange, Relation, Side, Standing, State};

/// Writes a line a pair of reports.
pub fn jsonl(diffs: &[Diff], out: &mut dyn Write) -> io::Result<()> {
    for diff in diffs {
        serde_json::to_writer(&mut *out, &Line::of(diff))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Line<'a> {
    a: SideJson<'a>,
    b: SideJson<'a>,
    relation: &'static str,
    frame: Vec<FrameJson<'a>>,
    fields: Vec<FieldJson>,
    same: usize,
    sections: Vec<SectionJson<'a>>,
}

#[derive(Serialize)]
struct SideJson<'a> {
    file: Option<&'a str>,
    part: u32,
    organ: Option<&'a str>,
    year: Option<u16>,
}

#[derive(Serialize)]
struct FrameJson<'a> {
    key: &'static str,
    a: Option<&'a str>,
    b: Option<&'a str>,
}

#[derive(Serialize)]
struct FieldJson {
    id: &'static str,
    a: StateJson,
    b: StateJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Box<RawValue>>,
}

/// `null` for a cell that is not there; else its value, which may be null, and its text.
type StateJson = Option<CellJson>;

#[derive(Serialize)]
struct CellJson {
    value: Option<Box<RawValue>>,
    raw: String,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    number: Option<u32>,
    heading: Option<&'a str>,
    #[serde(rename = "in")]
    standing: &'static str,
    paragraphs: Vec<Vec<PieceJson<'a>>>,
}

#[derive(Serialize)]
struct PieceJson<'a> {
    #[serde(rename = "in")]
    standing: &'static str,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn of(diff: &'a Diff) -> Self {
        let relation = match diff.relation {
            Relation::Years => "years",
            Relation::Publications => "publications",
            Relation::Others => "others",
        };
        let frame = diff.frame.iter().map(|change| FrameJson {
            key: change.key,
            a: change.a.as_deref(),
            b: change.b.as_deref(),
        });
        let sections = diff.sections.iter().map(|section| SectionJson {
            number: section.number,
            heading: section.heading.as_deref(),
            standing: standing(section.standing),
            paragraphs: section.paragraphs.iter().map(|one| pieces(&one.pieces)).collect(),
        });
        Self {
            a: SideJson::of(&diff.a),
            b: SideJson::of(&diff.b),
            relation,
            frame: frame.collect(),
            fields: diff.fields.iter().map(FieldJson::of).collect(),
            same: diff.same,
            sections: sections.collect(),
        }
    }
}

fn pieces(pieces: &[super::Piece]) -> Vec<PieceJson<'_>> {
    pieces
        .iter()
        .map(|one| PieceJson { standing: standing(one.standing), text: &one.text })
        .collect()
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Both => "both",
        Standing::First => "a",
        Standing::Second => "b",
    }
}

impl<'a> SideJson<'a> {
    fn of(side: &'a Side) -> Self {
        let Side { file, part, organ, year } = side;
        Self { file: file.as_deref(), part: *part, organ: organ.as_deref(), year: *year }
    }
}

impl FieldJson {
    fn of(change: &FieldChange) -> Self {
        let id = FieldId::id(change.field);
        let (a, b) = (cell(&change.a), cell(&change.b));
        Self {
            id,
            a,
            b,
            change: change.change.and_then(number),
            percent: change.percent.and_then(number),
        }
    }
}

fn cell(state: &State) -> StateJson {
    match state {
        State::Absent => None,
        State::Blank(raw) => Some(CellJson { value: None, raw: raw.clone() }),
        State::Number(value, raw) => Some(CellJson { value: number(*value), raw: raw.clone() }),
    }
}

/// An exact number.
fn number(value: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(value.to_string()).ok()
}

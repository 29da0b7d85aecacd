//! Reports to JSON, one at a time: nothing is collected.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Claim, Extra, Facts, Lang, Note, Place, Report, ReportSink, ReportsWriter, Section, Source,
    Statement,
};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::layout::{Layout, new_line};
use crate::number::Number;

/// How many levels of `json` have a line for each member: the root, the list, a report, and the
/// report's lists. A fact is a line.
const BROKEN: usize = 4;
/// How many levels a report of `json` stands in.
const REPORT_DEPTH: usize = 2;

/// Writes `{"reports": [ … ]}`.
pub(crate) struct Json;

impl ReportsWriter for Json {
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
        Ok(Box::new(List { out, buffer: Vec::new(), empty: true }))
    }
}

/// Writes a report a line.
pub(crate) struct Jsonl;

impl ReportsWriter for Jsonl {
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
        Ok(Box::new(Lines { out, buffer: Vec::new() }))
    }
}

struct List<'a> {
    out: Box<dyn Write + 'a>,
    /// One report's, for its memory.
    buffer: Vec<u8>,
    empty: bool,
}

impl ReportSink for List<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        let first = std::mem::replace(&mut self.empty, false);
        self.buffer.clear();
        self.buffer.extend_from_slice(if first { b"{\n  \"reports\": [" } else { b"," });
        new_line(&mut self.buffer, REPORT_DEPTH)?;
        write_report(&mut self.buffer, report, Layout::new(REPORT_DEPTH, BROKEN))?;
        Ok(self.out.write_all(&self.buffer)?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(if self.empty { b"{\"reports\": []}\n" } else { b"\n  ]\n}\n" })?;
        Ok(self.out.flush()?)
    }
}

struct Lines<'a> {
    out: Box<dyn Write + 'a>,
    /// One report's, for its memory.
    buffer: Vec<u8>,
}

impl ReportSink for Lines<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        self.buffer.clear();
        write_report(&mut self.buffer, report, Layout::new(0, 0))?;
        self.buffer.push(b'\n');
        Ok(self.out.write_all(&self.buffer)?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// Into memory first: a report is thousands of small pieces.
fn write_report(out: &mut Vec<u8>, report: &Report, layout: Layout) -> Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, layout);
    Ok(ReportJson::of(report).serialize(&mut serializer)?)
}

/// A report in the order of the public shape.
#[derive(Serialize)]
struct ReportJson<'a> {
    title: Option<&'a str>,
    organ: Option<&'a str>,
    year: Option<u16>,
    form: Option<&'static str>,
    published: Option<String>,
    source: SourceJson<'a>,
    sections: Vec<SectionJson<'a>>,
    #[serde(serialize_with = "facts")]
    facts: &'a Facts,
    #[serde(serialize_with = "statements")]
    statements: &'a [Statement],
    claims: Vec<ClaimJson<'a>>,
    extras: Vec<ExtraJson<'a>>,
    notes: Vec<NoteJson<'a>>,
}

impl<'a> ReportJson<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            title: report.title.as_deref(),
            organ: report.organ.as_deref(),
            year: report.year,
            form: report.form.map(nianbao_core::Edition::id),
            published: report.published.map(|day| day.to_string()),
            source: SourceJson::of(&report.source),
            sections: report.sections.iter().map(SectionJson::of).collect(),
            facts: &report.facts,
            statements: &report.statements,
            claims: report.claims.iter().map(ClaimJson::of).collect(),
            extras: report.extras.iter().map(ExtraJson::of).collect(),
            notes: report.notes.iter().map(NoteJson::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct SourceJson<'a> {
    file: Option<&'a str>,
    format: Option<&'a str>,
    encoding: Option<&'a str>,
    part: u32,
}

impl<'a> SourceJson<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            file: source.file.as_deref(),
            format: source.format.as_deref(),
            encoding: source.encoding.as_deref(),
            part: source.part,
        }
    }
}

#[derive(Serialize)]
struct SectionJson<'a> {
    number: Option<u32>,
    heading: Option<&'a str>,
    paragraphs: &'a [String],
}

impl<'a> SectionJson<'a> {
    fn of(section: &'a Section) -> Self {
        let Section { number, heading, paragraphs } = section;
        Self { number: *number, heading: heading.as_deref(), paragraphs }
    }
}

#[derive(Serialize)]
struct FactJson<'a> {
    value: Option<Number>,
    raw: &'a str,
    at: Option<Printed<'a>>,
}

fn facts<S: Serializer>(facts: &Facts, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().map(|(field, fact)| {
        let (value, at) = (fact.value.map(Number), at(fact.at.as_ref()));
        (field.id(), FactJson { value, raw: &fact.raw, at })
    }))
}

#[derive(Serialize)]
struct StatementJson<'a> {
    value: Number,
    text: &'a str,
    at: Option<Printed<'a>>,
}

/// A field has one statement; should a report hold two, the first keeps the key.
fn statements<S: Serializer>(all: &&[Statement], serializer: S) -> Result<S::Ok, S::Error> {
    let first = |(index, one): &(usize, &Statement)| {
        all[..*index].iter().all(|earlier| earlier.field != one.field)
    };
    serializer.collect_map(all.iter().enumerate().filter(first).map(|(_, one)| {
        let (value, text, at) = (Number(one.value), one.text.as_str(), at(one.at.as_ref()));
        (one.field.id(), StatementJson { value, text, at })
    }))
}

#[derive(Serialize)]
struct ExtraJson<'a> {
    cells: &'a [String],
    at: Option<Printed<'a>>,
}

impl<'a> ExtraJson<'a> {
    fn of(extra: &'a Extra) -> Self {
        Self { cells: &extra.cells, at: at(extra.at.as_ref()) }
    }
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    ids: Vec<&'static str>,
    value: Number,
    text: &'a str,
    at: Option<Printed<'a>>,
}

impl<'a> ClaimJson<'a> {
    fn of(claim: &'a Claim) -> Self {
        let ids = claim.fields.iter().map(|field| field.id()).collect();
        Self { ids, value: Number(claim.value), text: &claim.text, at: at(claim.at.as_ref()) }
    }
}

#[derive(Serialize)]
struct NoteJson<'a> {
    severity: &'a str,
    code: &'a str,
    message: String,
    fields: Vec<&'static str>,
    at: Option<Printed<'a>>,
}

impl<'a> NoteJson<'a> {
    fn of(note: &'a Note) -> Self {
        Self {
            severity: note.code.severity().id(),
            code: note.code.id(),
            message: note.message(Lang::Zh),
            fields: note.fields.iter().map(|field| field.id()).collect(),
            at: at(note.at.as_ref()),
        }
    }
}

fn at(place: Option<&Place>) -> Option<Printed<'_>> {
    place.map(Printed)
}

/// A place as it is printed.
struct Printed<'a>(&'a Place);

/// So long is the place of a cell at most, but in a sheet of a long name.
const LONGEST_PLACE: usize = 48;

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole first: `collect_str` looks for what to escape in each word and number by itself.
        let mut text = String::with_capacity(LONGEST_PLACE);
        write!(text, "{}", self.0).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

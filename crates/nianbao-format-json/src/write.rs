//! Reports to JSON, one at a time: nothing is collected.

use std::io::{self, Write};

use anyhow::Result;
use nianbao_core::{
    Claim, Extra, Facts, Lang, Note, Place, Report, ReportSink, ReportsWriter, Section, Source,
    Statement,
};
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
        Ok(Box::new(List { out, empty: true }))
    }
}

/// Writes a report a line.
pub(crate) struct Jsonl;

impl ReportsWriter for Jsonl {
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
        Ok(Box::new(Lines { out }))
    }
}

struct List<'a> {
    out: Box<dyn Write + 'a>,
    empty: bool,
}

impl ReportSink for List<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        self.out.write_all(if self.empty { b"{\n  \"reports\": [" } else { b"," })?;
        self.empty = false;
        new_line(&mut self.out, REPORT_DEPTH)?;
        write_report(&mut self.out, report, Layout::new(REPORT_DEPTH, BROKEN))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(if self.empty { b"{\"reports\": []}\n" } else { b"\n  ]\n}\n" })?;
        Ok(self.out.flush()?)
    }
}

struct Lines<'a> {
    out: Box<dyn Write + 'a>,
}

impl ReportSink for Lines<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        write_report(&mut self.out, report, Layout::new(0, 0))?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

fn write_report(out: &mut dyn Write, report: &Report, layout: Layout) -> Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, layout);
    // As an io::Error it keeps its kind, which tells a closed pipe from a full disk.
    ReportJson::of(report).serialize(&mut serializer).map_err(io::Error::from)?;
    Ok(())
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
    at: Option<String>,
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
    at: Option<String>,
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
    at: Option<String>,
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
    at: Option<String>,
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
    at: Option<String>,
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

fn at(place: Option<&Place>) -> Option<String> {
    place.map(Place::to_string)
}

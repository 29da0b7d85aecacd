//! JSON text sequences (RFC 7464): a report is U+001E, a line of JSON, and a line end.
//!
//! A program that appends to such a file can die at any time: what is whole stays readable.

use std::io::Write;

use anyhow::{Context as _, Result};
use nianbao::{
    Format, Input, Reader, Registry, Report, ReportSink, ReportsReader, ReportsWriter, Score, Writer,
    register,
};

static FORMAT: Format = Format {
    name: "jsonseq",
    about: ("JSON 文本序列（RFC 7464）", "JSON text sequence (RFC 7464)"),
    extensions: &["jsonseq"],
    probe,
    reader: Some(Reader::Reports(&Sequence)),
    writer: Some(Writer::Reports(&Sequence)),
    sheets: None,
};

register!(FORMAT);

/// What stands before every record; no other text begins with it.
const SEPARATOR: u8 = 0x1e;

fn probe(input: &Input<'_>) -> Score {
    match input.bytes.first() {
        Some(&SEPARATOR) => Score::Certain,
        _ if FORMAT.owns_name(input.name) => Score::Name,
        _ => Score::No,
    }
}

/// Records are lines of `jsonl`, so its adapter reads and writes them.
fn lines() -> Result<&'static Format> {
    Registry::new()?.by_name("jsonl").context("the format jsonl is not linked")
}

struct Sequence;

impl ReportsReader for Sequence {
    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Report) -> Result<()>) -> Result<()> {
        let Some(Reader::Reports(reader)) = lines()?.reader else { return Ok(()) };
        let records = input.bytes.split(|byte| *byte == SEPARATOR);
        for bytes in records.filter(|record| !record.trim_ascii().is_empty()) {
            reader.read(&Input { bytes, ..*input }, sink)?;
        }
        Ok(())
    }
}

impl ReportsWriter for Sequence {
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
        Ok(Box::new(Open(out)))
    }
}

struct Open<'a>(Box<dyn Write + 'a>);

impl ReportSink for Open<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        self.0.write_all(&[SEPARATOR])?;
        let mut record = nianbao::start(lines()?, Box::new(&mut self.0))?;
        record.push(report)?;
        record.finish()
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.0.flush()?)
    }
}

//! The exact copy of a report that documents carry along beside what they show.

use anyhow::{Context as _, Result, bail};
use nianbao_core::{
    Document, Format, Input, Note, NoteCode, Reader, Registry, Report, Source, Writer,
};

/// The format of a copy: it has to be one line of text.
const FORMAT: &str = "jsonl";

/// A longer copy is not read; a report has a hundredth of it.
const LONGEST: usize = 16 * 1024 * 1024;

/// The copy of a report, without its source: a page that is published tells nobody where on whose
/// disk it came from.
pub(crate) fn copy_of(report: &Report) -> Result<String> {
    let Some(Writer::Reports(writer)) = format()?.writer else { bail!("{FORMAT} is not written") };
    let mut bytes = Vec::new();
    let mut sink = writer.start(Box::new(&mut bytes))?;
    sink.push(&Report { source: Source::default(), ..report.clone() })?;
    sink.finish()?;
    Ok(String::from_utf8(bytes)?.trim_end().to_owned())
}

/// Gives the report of a document what its copy keeps and showing lost. A copy that cannot be read
/// is noted, and the document read as it is shown.
pub(crate) fn restore(document: &Document, reports: &mut Vec<Report>) {
    let Some(copy) = &document.carried else { return };
    if reports.len() != 1 {
        return;
    }
    let Some(shown) = reports.pop() else { return };
    reports.push(match report_of(copy) {
        Ok(carried) => nianbao_form::reconcile(document, shown, carried),
        Err(error) => {
            let mut shown = shown;
            shown.notes.push(Note::new(NoteCode::CellEdited, format!("{error:#}")));
            shown
        }
    });
}

fn report_of(copy: &str) -> Result<Report> {
    if copy.len() > LONGEST {
        bail!("{} bytes", copy.len());
    }
    let Some(Reader::Reports(reader)) = format()?.reader else { bail!("{FORMAT} is not read") };
    let mut reports = Vec::new();
    let input = Input { name: "", bytes: copy.as_bytes(), judge: &|_| 0 };
    reader.read(&input, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    if reports.len() > 1 {
        bail!("{} reports", reports.len());
    }
    reports.pop().context("no report")
}

fn format() -> Result<&'static Format> {
    Registry::new()?.by_name(FORMAT).context("the format of copies is not linked")
}

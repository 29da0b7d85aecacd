//! The exact copy of a report that documents carry along beside what they show.

use anyhow::{Context as _, Result, bail};
use nianbao_core::{
    Document, Format, Input, Note, NoteCode, Reader, Registry, Report, Source, Writer,
};

/// The format of a copy: it has to be one line of text.
const FORMAT: &str = "jsonl";

/// A longer copy is not read; a report has a hundredth of it.
const LONGEST_COPY: usize = 16 * 1024 * 1024;

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
        Ok(carried) => {
            let mut report = nianbao_form::reconcile(document, shown, carried.clone());
            report.notes.extend(edited(&report, &carried));
            report
        }
        Err(error) => {
            let mut shown = shown;
            shown.notes.push(Note::new(NoteCode::CellEdited, format!("{error:#}")));
            shown
        }
    });
}

/// What was edited by hand beside the cells, which have a note of their own: there the page says something
/// else than its copy, and it is the page's that was read.
fn edited(report: &Report, carried: &Report) -> Option<Note> {
    let parts = [
        (report.title != carried.title, "标题"),
        (report.organ != carried.organ, "发布机构"),
        (report.year != carried.year, "报告年度"),
        (report.published != carried.published, "发布日期"),
        (report.sections != carried.sections, "正文"),
    ];
    let parts: Vec<&str> =
        parts.into_iter().filter(|(differs, _)| *differs).map(|(_, name)| name).collect();
    (!parts.is_empty()).then(|| Note::new(NoteCode::CellEdited, parts.join("、")))
}

/// Whether a report comes back whole from the format: it holds reports, or it has room for a copy.
pub fn is_lossless(format: &Format) -> bool {
    match (format.writer, format.reader) {
        (Some(Writer::Reports(_)), Some(Reader::Reports(_))) => true,
        (Some(Writer::Document(writer)), Some(Reader::Document(reader))) => {
            let copy = "{}".to_owned();
            let page = Document { carried: Some(copy.clone()), ..Document::default() };
            let mut bytes = Vec::new();
            let written = writer.write(&page, &mut bytes);
            let read = reader.read(&Input::new("", &bytes, &|_| 0));
            written.is_ok() && read.is_ok_and(|read| read.document.carried == Some(copy))
        }
        _ => false,
    }
}

fn report_of(copy: &str) -> Result<Report> {
    if copy.len() > LONGEST_COPY {
        bail!("{} bytes", copy.len());
    }
    let Some(Reader::Reports(reader)) = format()?.reader else { bail!("{FORMAT} is not read") };
    let mut reports = Vec::new();
    let input = Input::new("", copy.as_bytes(), &|_| 0);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_carry_are_told_from_those_that_only_show() {
        let registry = Registry::new().unwrap();
        let lossless = |name| is_lossless(registry.by_name(name).unwrap());
        assert_eq!(["json", "jsonl", "html", "text"].map(lossless), [true, true, true, false]);
    }

    #[test]
    fn a_copy_is_one_line_and_names_no_file() {
        let mut report = Report::default();
        report.source.file = Some("/home/someone/a.html".to_owned());
        report.title = Some("甲\n乙".to_owned());
        let copy = copy_of(&report).unwrap();
        assert!(!copy.contains(['\n', '\r']) && !copy.contains("someone"), "{copy}");
        let back = report_of(&copy).unwrap();
        assert_eq!(back, Report { source: Source::default(), ..report });
    }

    #[test]
    fn what_is_no_copy_of_one_report_is_refused() {
        for copy in ["", "x", "{}", "[1]", "{\"facts\": {}}\n{\"facts\": {}}"] {
            assert!(report_of(copy).is_err(), "{copy}");
        }
        let deep = format!("{{\"facts\": {{}}, \"later\": {}", "[".repeat(100_000));
        assert!(report_of(&deep).is_err());
        assert!(report_of(&" ".repeat(LONGEST_COPY + 1)).is_err());
    }
}

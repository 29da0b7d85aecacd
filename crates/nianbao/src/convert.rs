//! Reports to bytes, in any format that takes reports.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{DocumentWriter, Format, Registry, Report, ReportSink, Writer};

use crate::{Problem, carried};

/// The format of this name, if reports can be written in it.
pub fn convertible(registry: &Registry, name: &str) -> Result<&'static Format, Problem> {
    let names = || registry.formats().filter(|f| f.writer.is_some()).map(|f| f.name).collect();
    let format = registry
        .by_name(name)
        .ok_or_else(|| Problem::NoSuchFormat { name: name.to_owned(), known: names() })?;
    if format.writer.is_none() { Err(not_writable(format)) } else { Ok(format) }
}

/// Whether an output of the format holds any number of reports; else each takes its own.
pub fn takes_many(format: &Format) -> bool {
    matches!(format.writer, Some(Writer::Reports(_)))
}

/// Begins an output; push the reports, then finish it.
pub fn start<'a>(format: &Format, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
    match format.writer {
        Some(Writer::Reports(writer)) => writer.start(out),
        Some(Writer::Document(writer)) => {
            Ok(Box::new(Page { format: format.name, writer, out, report: None }))
        }
        None => Err(not_writable(format).into()),
    }
}

/// An output for one report, written when it is sure that there is no other.
struct Page<'a> {
    format: &'static str,
    writer: &'static dyn DocumentWriter,
    out: Box<dyn Write + 'a>,
    report: Option<Report>,
}

impl ReportSink for Page<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        if self.report.is_some() {
            return Err(Problem::OneReport { format: self.format }.into());
        }
        self.report = Some(report.clone());
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let report = self.report.ok_or(Problem::NoReport { format: self.format })?;
        let mut document = nianbao_form::layout(&report);
        document.carried = Some(carried::copy_of(&report)?);
        self.writer.write(&document, &mut *self.out)?;
        Ok(self.out.flush()?)
    }
}

fn not_writable(format: &Format) -> Problem {
    Problem::NotWritable { format: format.name, exportable: format.sheets.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_formats_with_a_writer_are_targets() {
        let registry = Registry::new().unwrap();
        assert!(takes_many(convertible(&registry, "json").unwrap()));
        let old = convertible(&registry, "xls").err();
        assert_eq!(old, Some(Problem::NotWritable { format: "xls", exportable: false }));
        let Some(Problem::NoSuchFormat { known, .. }) = convertible(&registry, "word").err() else {
            panic!("another problem");
        };
        assert!(known.contains(&"jsonl") && !known.contains(&"xls"), "{known:?}");
    }
}

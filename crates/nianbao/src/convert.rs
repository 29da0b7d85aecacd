//! Reports to bytes, in any format that takes reports.

use std::collections::HashSet;
use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Block, Cell, Document, DocumentWriter, Format, Grid, Registry, Report, ReportSink, Sum, Writer,
};

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

/// The file that some reports are in a format.
pub fn written<'r>(
    format: &Format,
    reports: impl IntoIterator<Item = &'r Report>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut sink = start(format, Box::new(&mut bytes))?;
    for report in reports {
        sink.push(report)?;
    }
    sink.finish()?;
    Ok(bytes)
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
        self.writer.write(&printed(&report)?, &mut *self.out)?;
        Ok(self.out.flush()?)
    }
}

/// The form of a report, with an exact copy of it and the sums that its cells have to keep.
pub(crate) fn printed(report: &Report) -> Result<Document> {
    let mut document = nianbao_form::layout(report);
    let sums = nianbao_check::sums(report);
    let cells = names(&document);
    let whole = |sum: &Sum| sum.left.iter().chain(&sum.right).all(|id| cells.contains(&**id));
    let sums = sums.into_iter().filter(whole).collect();
    document.sums = sums;
    document.carried = Some(carried::copy_of(report)?);
    Ok(document)
}

/// The names of a document's cells.
pub(crate) fn names(document: &Document) -> HashSet<&str> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    let cells = grids.flat_map(Grid::rows).flatten();
    cells.filter_map(|cell| cell.mark(Cell::ID)).collect()
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

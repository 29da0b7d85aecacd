//! Reports to files and back.

use anyhow::Result;
use nianbao::{Format, Input, Reader, Registry, Report, Score, Writer};
use nianbao_core::{Decoded, DocumentReader, DocumentWriter};

/// The formats of a program that have both directions.
pub fn both_ways(registry: &Registry) -> impl Iterator<Item = &'static Format> {
    registry.formats().filter(|format| is_both_ways(format))
}

/// Whether reports can be written in a format and read from it.
pub fn is_both_ways(format: &Format) -> bool {
    format.reader.is_some() && format.writer.is_some()
}

/// How a format that shows reports as documents reads and writes them.
pub fn through_document(
    format: &Format,
) -> Option<(&'static dyn DocumentReader, &'static dyn DocumentWriter)> {
    match (format.reader, format.writer) {
        (Some(Reader::Document(reader)), Some(Writer::Document(writer))) => Some((reader, writer)),
        _ => None,
    }
}

/// A file name as the format's files have.
pub fn name(format: &Format) -> String {
    format!("report.{}", format.extensions.first().copied().unwrap_or_default())
}

/// The name that a file of the format needs to be known: none where its bytes tell.
pub fn needed_name(format: &Format, bytes: &[u8]) -> String {
    let nameless = Input::new("", bytes, &nianbao_form::judge);
    if (format.probe)(&nameless) == Score::No { name(format) } else { String::new() }
}

/// Reports as a file.
pub fn written(format: &Format, reports: &[&Report]) -> Result<Vec<u8>> {
    nianbao::written(format, reports.iter().copied())
}

/// The reports of a file; the bytes and the name tell its format.
pub fn read(registry: &Registry, name: &str, bytes: &[u8]) -> Result<Vec<Report>> {
    nianbao::read_all(registry, name, bytes, None)
}

/// The reports of a file that is said to be of the format.
pub fn read_as(registry: &Registry, format: &Format, bytes: &[u8]) -> Result<Vec<Report>> {
    nianbao::read_all(registry, &name(format), bytes, Some(format.name))
}

/// The document in a file as the format itself reads it.
pub fn document(reader: &dyn DocumentReader, bytes: &[u8]) -> Result<Decoded> {
    reader.read(&Input::new("", bytes, &nianbao_form::judge))
}

/// Whether a file of the format holds whole reports, and not only what a page shows of them.
pub fn is_whole(format: &Format, bytes: &[u8]) -> Result<bool> {
    match format.reader {
        Some(Reader::Document(reader)) => Ok(document(reader, bytes)?.document.carried.is_some()),
        _ => Ok(true),
    }
}

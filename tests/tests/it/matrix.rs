//! Every format that can be written, against every format that can be read, on reports of every
//! kind. The formats come from the registry: a new one is covered by being linked.

mod edited;
mod random;
mod reports;

use nianbao::{Format, Registry, Report};
use nianbao_core::{Decoded, DocumentReader, DocumentWriter};
use nianbao_form::{layout, recognise};
pub(crate) use nianbao_kit::compare::{different, shown, sourceless};
use nianbao_kit::laws::LAWS;
use nianbao_kit::{Trial, files};

/// A format with both directions.
pub(crate) fn formats() -> Vec<&'static Format> {
    let formats: Vec<_> = files::both_ways(&Registry::new().unwrap()).collect();
    assert!(formats.len() >= 4);
    formats
}

/// The formats that show a report as a document.
pub(crate) fn documents()
-> impl Iterator<Item = (&'static Format, &'static dyn DocumentReader, &'static dyn DocumentWriter)>
{
    formats().into_iter().filter_map(|format| {
        files::through_document(format).map(|(reader, writer)| (format, reader, writer))
    })
}

/// Some reports as a file.
pub(crate) fn written(format: &Format, reports: &[&Report]) -> Vec<u8> {
    files::written(format, reports).unwrap()
}

/// The reports of a file, its format found out from the bytes.
pub(crate) fn read(bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    crate::judge::read("", bytes)
}

/// The document in a file as the format itself reads it.
pub(crate) fn document(reader: &dyn DocumentReader, bytes: &[u8]) -> Decoded {
    files::document(reader, bytes).unwrap()
}

/// Every format of the program keeps the law of the kit whose name begins so.
fn holds(law: &str, samples: &[(String, Report)]) {
    let law = LAWS.iter().find(|one| one.name.starts_with(law)).unwrap();
    let registry = Registry::new().unwrap();
    let mut failures = Vec::new();
    let mut tried = true;
    for format in registry.formats() {
        let outcome = law.tried(&Trial { registry: &registry, format, samples, files: &[] });
        tried &= outcome.cases > 0 || outcome.left_out.is_some();
        failures.extend(outcome.failures.iter().map(|one| format!("{}: {one}", format.name)));
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(tried, "a format fell under a law and was not tried");
}

#[test]
fn every_format_gives_back_what_it_was_given() {
    holds("a report comes back", &reports::all());
}

#[test]
fn every_format_keeps_every_law() {
    let few = reports::few();
    for law in LAWS.iter().filter(|law| !law.name.starts_with("a report comes back")) {
        holds(law.name, &few);
    }
}

#[test]
fn a_document_gives_back_the_facts_by_what_it_shows() {
    let mut failures = Vec::new();
    for (name, report) in reports::all() {
        let back = recognise(&layout(&report));
        failures.extend(different(&name, &shown(&back[0]), &shown(&report)));
        failures.extend((back.len() > 1).then(|| format!("{name}: {} reports", back.len())));
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

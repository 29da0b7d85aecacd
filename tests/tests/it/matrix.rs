//! Every format that can be written, against every format that can be read, on reports of every
//! kind. The formats come from the registry: a new one is covered by being linked.

mod edited;
mod random;
mod reports;

use std::fmt::Debug;

use nianbao::{
    Decimal, Extra, Fact, Facts, FieldId, Format, Input, Reader, Reading, Registry, Report, Source,
    Writer,
};
use nianbao_core::{Decoded, DocumentReader, DocumentWriter};
use nianbao_form::{TemplateCell, layout, recognise, templates};

/// A format with both directions.
pub(crate) fn formats() -> Vec<&'static Format> {
    let registry = Registry::new().unwrap();
    let both = registry.formats().filter(|f| f.reader.is_some() && f.writer.is_some());
    let formats: Vec<_> = both.collect();
    assert!(formats.len() >= 4);
    formats
}

/// The formats that show a report as a document.
pub(crate) fn documents()
-> impl Iterator<Item = (&'static Format, &'static dyn DocumentReader, &'static dyn DocumentWriter)>
{
    formats().into_iter().filter_map(|format| match (format.reader, format.writer) {
        (Some(Reader::Document(reader)), Some(Writer::Document(writer))) => {
            Some((format, reader, writer))
        }
        _ => None,
    })
}

/// A file name as the format's files have.
fn file(format: &Format) -> String {
    format!("report.{}", format.extensions[0])
}

/// Some reports as a file.
pub(crate) fn written(format: &Format, reports: &[&Report]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut sink = nianbao::start(format, Box::new(&mut bytes)).unwrap();
    for report in reports {
        sink.push(report).unwrap();
    }
    sink.finish().unwrap();
    bytes
}

/// The reports of a file, its format found out from the bytes.
pub(crate) fn read(bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    crate::judge::read("", bytes)
}

/// The document in a file as the format itself reads it.
pub(crate) fn document(reader: &dyn DocumentReader, bytes: &[u8]) -> Decoded {
    reader.read(&Input { name: "", bytes, judge: &nianbao_form::judge }).unwrap()
}

/// A report without its source.
pub(crate) fn sourceless(report: &Report) -> Report {
    Report { source: Source::default(), ..report.clone() }
}

/// A report without what a page cannot show: source, places and notes, and those of the rows of
/// the page's own that would be the form's, or headings.
pub(crate) fn shown(report: &Report) -> Report {
    let mut bare = sourceless(report);
    bare.notes.clear();
    bare.facts = Facts::default();
    for (field, fact) in report.facts.iter() {
        // A number that is none, for reasons that the form has no words for, is put in doubt.
        let doubted = fact.raw.strip_suffix('？').filter(|_| fact.value.is_none());
        let raw = doubted.unwrap_or(&fact.raw).to_owned();
        bare.facts.insert(field, Fact { value: fact.value, raw, at: None }).unwrap();
    }
    bare.statements.iter_mut().for_each(|one| one.at = None);
    bare.claims.iter_mut().for_each(|one| one.at = None);
    bare.extras.retain(|one| has_number(one) && !is_label(&one.cells[0]));
    bare.extras.retain(|one| !one.cells[0].starts_with(|c| "一二三四五六七八九十".contains(c)));
    bare.extras.iter_mut().for_each(|one| one.at = None);
    bare
}

/// A row of words only (联系电话 0000-1) is no row of a table any more once its columns have no heads.
fn has_number(extra: &Extra) -> bool {
    extra.cells.iter().skip(1).any(|cell| cell.parse::<Decimal>().is_ok())
}

fn is_label(text: &str) -> bool {
    let of_form = FieldId::all().filter_map(|field| field.info().row_label.rsplit(" / ").next());
    let mut printed = templates().iter().flat_map(|table| table.rows.iter().flatten());
    of_form.into_iter().any(|label| label == text)
        || printed.any(|cell| matches!(cell, TemplateCell::Label(label) if *label == text))
}

fn carries(format: &Format, bytes: &[u8]) -> bool {
    match format.reader {
        Some(Reader::Document(reader)) => document(reader, bytes).document.carried.is_some(),
        _ => true,
    }
}

#[track_caller]
fn same(name: &str, read: &Report, wanted: &Report) {
    assert_eq!(different(name, read, wanted), None);
}

/// The first thing that two reports do not have in common.
fn different(name: &str, read: &Report, wanted: &Report) -> Option<String> {
    if read == wanted {
        return None;
    }
    let field = FieldId::all().find(|field| read.facts.get(*field) != wanted.facts.get(*field));
    let told = |what: &str, read: &dyn Debug, wanted: &dyn Debug| {
        Some(format!("{name}: {what}: {read:?} for {wanted:?}"))
    };
    if let Some(field) = field {
        return told(field.id(), &read.facts.get(field), &wanted.facts.get(field));
    }
    let rest = |report: &Report| {
        let Report { title, organ, year, form, published, .. } = report;
        format!("{title:?} {organ:?} {year:?} {form:?} {published:?}")
    };
    let parts: [(&str, &dyn Debug, &dyn Debug); 6] = [
        ("sections", &read.sections, &wanted.sections),
        ("extras", &read.extras, &wanted.extras),
        ("statements", &read.statements, &wanted.statements),
        ("claims", &read.claims, &wanted.claims),
        ("notes", &read.notes, &wanted.notes),
        ("frame", &rest(read), &rest(wanted)),
    ];
    let words = |part: &dyn Debug| format!("{part:?}");
    let part = parts.iter().find(|(_, read, wanted)| words(read) != words(wanted));
    part.map_or_else(
        || Some(format!("{name}: the order of facts")),
        |(what, read, wanted)| told(what, read, wanted),
    )
}

#[test]
fn every_format_gives_back_what_it_was_given() {
    let formats = formats();
    let mut failures = Vec::new();
    for (name, report) in reports::all() {
        for format in &formats {
            let name = format!("{name} as {}", format.name);
            let bytes = written(format, &[&report]);
            let back = read(&bytes).unwrap();
            if back.len() != 1 {
                failures.push(format!("{name}: {} reports", back.len()));
            } else if carries(format, &bytes) {
                failures.extend(different(&name, &sourceless(&back[0]), &sourceless(&report)));
            } else {
                failures.extend(different(&name, &shown(&back[0]), &shown(&report)));
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
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

#[test]
fn what_is_written_is_known_for_what_it_is() {
    let registry = Registry::new().unwrap();
    for (name, report) in reports::few() {
        for format in formats() {
            let bytes = written(format, &[&report]);
            for file in [String::new(), file(format)] {
                let input = Input { name: &file, bytes: &bytes, judge: &nianbao_form::judge };
                let found = registry.detect(&input).map(|found| found.name);
                assert_eq!(found, Some(format.name), "{name}, file {file:?}");
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, report) in reports::few() {
        for format in formats() {
            let bytes = written(format, &[&report]);
            assert_eq!(bytes, written(format, &[&report]), "{name} as {}", format.name);
        }
    }
}

#[test]
fn facts_survive_any_two_formats_in_a_row() {
    for (name, report) in reports::few() {
        for first in formats() {
            let half_way = read(&written(first, &[&report])).unwrap().remove(0);
            for second in formats() {
                let back = read(&written(second, &[&half_way])).unwrap().remove(0);
                let name = format!("{name} as {} as {}", first.name, second.name);
                same(&name, &shown(&back), &shown(&report));
            }
        }
    }
}

#[test]
fn formats_that_take_many_reports_keep_their_order() {
    let all = reports::few();
    let all: Vec<&Report> = all.iter().map(|(_, report)| report).collect();
    for format in formats().into_iter().filter(|format| nianbao::takes_many(format)) {
        let back = read(&written(format, &all)).unwrap();
        assert_eq!(back.len(), all.len(), "{}", format.name);
        for (back, report) in back.iter().zip(&all) {
            same(format.name, &sourceless(back), &sourceless(report));
        }
    }
}

#[test]
fn a_second_report_for_one_page_is_refused() {
    let few = reports::few();
    for (format, ..) in documents() {
        let mut bytes = Vec::new();
        let mut sink = nianbao::start(format, Box::new(&mut bytes)).unwrap();
        sink.push(&few[0].1).unwrap();
        let problem: nianbao::Problem = sink.push(&few[1].1).unwrap_err().downcast().unwrap();
        assert_eq!(problem, nianbao::Problem::OneReport { format: format.name });
        drop(sink);
        assert!(bytes.is_empty(), "{}: half of it was written", format.name);
    }
}

/// A number of a cut file is the number of the whole one, or it is not there.
#[test]
fn cut_outputs_lose_facts_and_change_none() {
    let cuts = 16;
    for (name, report) in reports::few() {
        for format in formats() {
            let bytes = written(format, &[&report]);
            for cut in 1..cuts {
                let end = bytes.len() * cut / cuts;
                // What is refused as a whole is no wrong number.
                let Ok(back) = read(&bytes[..end]) else { continue };
                for (field, fact) in back.iter().flat_map(|part| part.facts.iter()) {
                    let Some(number) = fact.value else { continue };
                    let whole = report.facts.reading(field);
                    let kept = matches!(whole, Reading::Number(whole, _) if whole == number);
                    let name = format!("{name} as {} cut at {end} of {}", format.name, bytes.len());
                    assert!(kept, "{name}: {field} is {number}, was {whole:?}");
                }
            }
        }
    }
}

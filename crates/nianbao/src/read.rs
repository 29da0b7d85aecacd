//! Bytes to reports.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Error, Result};
use nianbao_core::{
    Document, DocumentReader, FieldId, Format, Input, Reader, Registry, Report, ReportsReader,
    Score,
};

use nianbao_form::Explanation;

use crate::problem::told;
use crate::{Foreign, Problem, carried, index};

/// Reads the reports in `bytes` and hands them to `sink` in order. `name` is the file's, as it
/// will stand in the reports; `from` the name of the format, which else the bytes tell.
pub fn read(
    registry: &Registry,
    name: &str,
    bytes: &[u8],
    from: Option<&str>,
    sink: &mut dyn FnMut(Report) -> Result<()>,
) -> Result<()> {
    let input = Input { name, bytes, judge: &nianbao_form::judge, limits: *registry.limits() };
    let (format, reader) = choose(registry, &input, from)?;
    if is_blank(bytes) {
        return Err(Problem::Empty.into());
    }
    let mut count = 0;
    let most = input.limits.reports;
    let sink = &mut |report| {
        count += 1;
        within("reports", count, most)?;
        sink(report)
    };
    match reader {
        Reader::Document(reader) => through_document(format, reader, &input, sink),
        Reader::Reports(reader) => directly(format, reader, &input, sink),
    }
}

/// The reports of `bytes`, all at once; an error leaves none.
pub fn read_all(
    registry: &Registry,
    name: &str,
    bytes: &[u8],
    from: Option<&str>,
) -> Result<Vec<Report>> {
    let mut reports = Vec::new();
    read(registry, name, bytes, from, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    Ok(reports)
}

/// Why a field has the value it has in each report of `bytes`, or why it has none. A format that
/// holds reports and no page has nothing to explain: what it says is what stands in it.
pub fn explain(
    registry: &Registry,
    name: &str,
    bytes: &[u8],
    from: Option<&str>,
    field: FieldId,
) -> Result<Vec<Explanation>> {
    let input = Input { name, bytes, judge: &nianbao_form::judge, limits: *registry.limits() };
    match choose(registry, &input, from)?.1 {
        Reader::Reports(_) => Ok(Vec::new()),
        Reader::Document(reader) => guarded(|| {
            let decoded = reader.read(&input)?;
            Ok(nianbao_form::explain(&decoded.document, field))
        })?,
    }
}

/// What `bytes` show, whatever it says.
pub(crate) fn document(registry: &Registry, name: &str, bytes: &[u8]) -> Result<Document> {
    let input = Input { name, bytes, judge: &nianbao_form::judge, limits: *registry.limits() };
    match choose(registry, &input, None)? {
        (format, Reader::Document(reader)) => guarded(|| {
            let decoded = reader.read(&input).map_err(|error| explained(&error, format, &input))?;
            Ok(decoded.document)
        })?,
        (format, Reader::Reports(_)) => {
            Err(Problem::NotReadable { format: format.name, known: readable(registry) }.into())
        }
    }
}

/// The format that was asked for, or that the bytes show, and its reader.
fn choose(
    registry: &Registry,
    input: &Input<'_>,
    from: Option<&str>,
) -> Result<(&'static Format, Reader), Problem> {
    within("bytes", input.bytes.len(), input.limits.bytes)?;
    let format = match from {
        Some(name) => return by_name(registry, name),
        None if is_blank(input.bytes) => return Err(Problem::Empty),
        None => guarded(|| registry.detect(input).or_else(|| unreadable(registry, input)))?,
    };
    if let Some(kind) = guarded(|| foreign(format, input))? {
        return Err(Problem::Foreign { kind });
    }
    let format = format.ok_or_else(|| Problem::Unrecognised { known: readable(registry) })?;
    with_reader(registry, format)
}

/// Whether there is nothing, or nothing but a byte order mark and white space: somebody saved a page without
/// its text, which is no report of an organ that tells nothing.
fn is_blank(bytes: &[u8]) -> bool {
    let wide = [b"\xff\xfe", b"\xfe\xff"].iter().find_map(|mark| bytes.strip_prefix(*mark));
    match wide {
        Some(wide) => wide.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()),
        None => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii().is_empty(),
    }
}

/// Refuses what is beyond a limit.
fn within(name: &'static str, count: usize, most: usize) -> Result<(), Problem> {
    if count <= most { Ok(()) } else { Err(Problem::Limit { name, value: most }) }
}

/// What the bytes are instead of a format that is read. Their first bytes outweigh everything but a
/// format that is certain of them; a mark further in, only what goes by the name.
fn foreign(format: Option<&Format>, input: &Input<'_>) -> Option<Foreign> {
    let kind = Foreign::of(input.bytes)?;
    let score = format.map_or(Score::No, |format| (format.probe)(input));
    let surest = if Foreign::begins(input.bytes) { Score::Likely } else { Score::Name };
    let doubted = score <= surest;
    (kind.is_locked() || doubted).then_some(kind)
}

/// Whether the name is that of a format that can be read.
pub fn check_readable(registry: &Registry, name: &str) -> Result<(), Problem> {
    by_name(registry, name).map(drop)
}

fn by_name(registry: &Registry, name: &str) -> Result<(&'static Format, Reader), Problem> {
    let format = registry.by_name(name).ok_or_else(|| Problem::NoSuchFormat {
        name: name.to_owned(),
        known: readable(registry),
    })?;
    with_reader(registry, format)
}

fn with_reader(
    registry: &Registry,
    format: &'static Format,
) -> Result<(&'static Format, Reader), Problem> {
    let reader = format
        .reader
        .ok_or_else(|| Problem::NotReadable { format: format.name, known: readable(registry) })?;
    Ok((format, reader))
}

/// The names of the formats that can be read.
fn readable(registry: &Registry) -> Vec<&'static str> {
    registry.formats().filter(|format| format.reader.is_some()).map(|format| format.name).collect()
}

/// A format that knows the bytes but cannot read them, to say so by name.
fn unreadable(registry: &Registry, input: &Input<'_>) -> Option<&'static Format> {
    let mut silent = registry.formats().filter(|format| format.reader.is_none());
    silent.find(|format| (format.probe)(input) > Score::Name)
}

fn through_document(
    format: &Format,
    reader: &dyn DocumentReader,
    input: &Input<'_>,
    sink: &mut dyn FnMut(Report) -> Result<()>,
) -> Result<()> {
    let (reports, encoding) = guarded(|| -> Result<_> {
        let decoded = reader.read(input).map_err(|error| explained(&error, format, input))?;
        if index::is_index(&decoded.document) {
            return Ok((Vec::new(), None));
        }
        let mut reports = nianbao_form::recognise(&decoded.document);
        carried::restore(&decoded.document, &mut reports);
        Ok((reports, decoded.encoding))
    })??;
    for mut report in reports {
        // A row of a table of reports may name the file that it was read from.
        if report.source.file.is_none() {
            report.source.file = Some(input.name.to_owned());
            report.source.format = Some(format.name.to_owned());
            report.source.encoding.clone_from(&encoding);
        }
        sink(report)?;
    }
    Ok(())
}

/// Why a file gave nothing, in words that help, where it can be seen that it is of no kind that is
/// read; else the reader knows better.
fn explained(error: &Error, format: &Format, input: &Input<'_>) -> Problem {
    match Foreign::of(input.bytes).filter(|kind| !kind.may_be_read()) {
        Some(kind) => Problem::Foreign { kind },
        None => Problem::Unreadable { format: format.name, why: told(error) },
    }
}

/// A report that was a report already keeps its source, since its places point there.
fn directly(
    format: &Format,
    reader: &dyn ReportsReader,
    input: &Input<'_>,
    sink: &mut dyn FnMut(Report) -> Result<()>,
) -> Result<()> {
    let (mut part, mut taken) = (0, true);
    let read = guarded(|| {
        reader.read(input, &mut |mut report| {
            part += 1;
            if report.source.file.is_none() {
                report.source.file = Some(input.name.to_owned());
                report.source.format = Some(format.name.to_owned());
            }
            if report.source.part == 0 {
                report.source.part = part;
            }
            let result = sink(report);
            taken = result.is_ok();
            result
        })
    })?;
    // What stopped the sink is no fault of the file.
    read.map_err(|error| if taken { explained(&error, format, input).into() } else { error })
}

/// Runs a piece of reading so that a panic in it, ours or a parser crate's, costs this file only
/// and not the other ten thousand. What it leaves half done is dropped with it.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| Problem::Internal { message: words(&*panic).to_owned() })
}

fn words(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<&str>() {
        Some(text) => text,
        None => panic.downcast_ref::<String>().map_or("panic", String::as_str),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(name: &str, bytes: &[u8], from: Option<&str>) -> Result<Vec<Report>> {
        read_all(&Registry::new()?, name, bytes, from)
    }

    fn problem(name: &str, bytes: &[u8], from: Option<&str>) -> Problem {
        attempt(name, bytes, from).unwrap_err().downcast().unwrap()
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_can() {
        assert_eq!(problem("a.json", b"", None), Problem::Empty);
        assert_eq!(problem("a.json", b"", Some("json")), Problem::Empty);
        for blank in
            [&b"\n"[..], b" \r\n\t", b"\xef\xbb\xbf\n", b"\xff\xfe\n\0 \0", b"\xfe\xff\0\n"]
        {
            assert_eq!(problem("a.html", blank, None), Problem::Empty);
            assert_eq!(problem("a", blank, Some("text")), Problem::Empty);
        }
        assert!(attempt("a.txt", b"\n.\n", None).is_ok());
        let Problem::NoSuchFormat { name, known } = problem("a", b"x", Some("word")) else {
            panic!("another problem");
        };
        assert_eq!(name, "word");
        assert!(known.contains(&"json") && known.contains(&"xlsx"), "{known:?}");
        let binary = b"\x00\x01\x02\xff\xfe\x00\x00";
        assert!(matches!(problem("a.bin", binary, None), Problem::Unrecognised { .. }));
        for name in ["a.pdf", "a.txt", "a.html", "a.md"] {
            for bytes in [b"%PDF-1.7\n%\x80\x81".as_slice(), b"\n%PDF-1.7\n# 1\n|---|\n"] {
                let found = problem(name, bytes, None);
                assert_eq!(found, Problem::Foreign { kind: Foreign::Pdf }, "{name}");
            }
        }
        assert!(attempt("a.html", b"<html><p>%PDF-1.7</p></html>", None).is_ok());
    }

    #[test]
    fn a_file_under_a_wrong_name_is_told_to_be_what_it_is() {
        let kind = |name, bytes: &[u8]| match problem(name, bytes, None) {
            Problem::Foreign { kind } => Some(kind),
            _ => None,
        };
        let compound = |stream: &str| {
            let stream = stream.encode_utf16().flat_map(u16::to_le_bytes);
            let mark = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
            mark.iter().copied().chain([0; 504]).chain(stream).chain([0; 512]).collect::<Vec<u8>>()
        };
        for name in ["a.html", "a.txt", "a.md", "a.docx", "a.xlsx", "a.xml", "a"] {
            assert_eq!(kind(name, b"Rar!\x1a\x07\x01\0"), Some(Foreign::Archive), "{name}");
            let zip = b"PK\x03\x04........a.txt..PK\x05\x06..";
            assert_eq!(kind(name, zip), Some(Foreign::Archive), "{name}");
            let cut = b"PK\x03\x04....[Content_Types].xml....";
            assert_eq!(kind(name, cut), Some(Foreign::Cut), "{name}");
            assert_eq!(kind(name, &compound("WordDocument")), Some(Foreign::OldWord), "{name}");
            assert_eq!(kind(name, &compound("EncryptedPackage")), Some(Foreign::Locked), "{name}");
        }
        let wrong = problem("a.json", b"{\"reports\": 1}", None);
        assert!(matches!(wrong, Problem::Unreadable { format: "json", .. }), "{wrong:?}");
    }

    #[test]
    fn what_stops_the_sink_is_no_fault_of_the_file() {
        let registry = Registry::new().unwrap();
        let json = br#"{"facts": {}}"#;
        let stopped = read(&registry, "a.jsonl", json, None, &mut |_| anyhow::bail!("disk full"));
        assert_eq!(stopped.unwrap_err().to_string(), "disk full");
    }

    #[test]
    fn a_report_keeps_its_source_and_another_gets_one() {
        let json = br#"{"reports": [{"facts": {}, "source": {"file": "a.html", "part": 7}},
                                    {"facts": {}}]}"#;
        let reports = attempt("b.json", json, None).unwrap();
        let source = |index: usize| {
            let source = &reports[index].source;
            (source.file.as_deref(), source.format.as_deref(), source.part)
        };
        assert_eq!(source(0), (Some("a.html"), None, 7));
        assert_eq!(source(1), (Some("b.json"), Some("json"), 2));
    }

    #[test]
    fn what_is_beyond_a_limit_is_refused_by_its_name() {
        let json = br#"{"reports": [{"facts": {}}, {"facts": {}}]}"#;
        for (name, value, refused) in
            [("bytes", 43, false), ("bytes", 42, true), ("reports", 2, false), ("reports", 1, true)]
        {
            let mut limits = nianbao_core::Limits::DEFAULT;
            assert!(limits.set(name, value));
            let registry = Registry::new().unwrap().within(limits);
            let found = read(&registry, "a.json", json, None, &mut |_| Ok(()));
            let problem = found.err().map(|error| error.downcast().unwrap());
            assert_eq!(
                problem,
                refused.then_some(Problem::Limit { name, value }),
                "{name} {value}"
            );
        }
    }

    #[test]
    fn a_panic_is_an_error_of_this_file() {
        let found = guarded(|| -> u8 { panic!("row {}", 3) }).unwrap_err();
        assert_eq!(found, Problem::Internal { message: "row 3".to_owned() });
    }
}

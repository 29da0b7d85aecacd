//! A format that breaks laws is told which.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use nianbao::{Block, Document, Format, Input, Line, Place, Reader, Role, Score, Writer};
use nianbao_core::{Decoded, DocumentReader, DocumentWriter, register};

/// It takes another's extension, loses tables, counts its outputs, and panics at a byte.
static BROKEN: Format = Format {
    name: "broken",
    about: ("坏格式", "a broken format"),
    extensions: &["json"],
    probe: |input| if input.bytes.starts_with(b"%broken") { Score::Certain } else { Score::No },
    reader: Some(Reader::Document(&Broken)),
    writer: Some(Writer::Document(&Broken)),
    sheets: None,
};

register!(BROKEN);

struct Broken;

impl DocumentReader for Broken {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        assert!(!input.bytes.contains(&0xff), "a byte that nobody thought of");
        let text = String::from_utf8_lossy(input.bytes);
        let line = |text: &str| {
            Block::Line(Line { text: text.to_owned(), role: Role::Text, at: Place::Line(1) })
        };
        let blocks = text.lines().skip(1).map(line).collect();
        Ok(Decoded { document: Document { blocks, ..Document::default() }, encoding: None })
    }
}

impl DocumentWriter for Broken {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        static OUTPUTS: AtomicUsize = AtomicUsize::new(0);
        writeln!(out, "%broken {}", OUTPUTS.fetch_add(1, Ordering::Relaxed))?;
        for block in &document.blocks {
            if let Block::Line(line) = block {
                writeln!(out, "{}", line.text)?;
            }
        }
        Ok(())
    }
}

#[test]
fn each_law_that_is_broken_is_named_and_no_other() {
    let verdict = nianbao_kit::check("broken").unwrap();
    let broken: Vec<&str> = verdict
        .outcomes
        .iter()
        .filter(|outcome| !outcome.failures.is_empty())
        .map(|outcome| outcome.law)
        .collect();
    let named = |beginning: &str| broken.iter().any(|law| law.starts_with(beginning));
    for beginning in [
        "the descriptor",
        "a report comes back",
        "a page comes back",
        "controls",
        "places",
        "the encoding",
        "facts survive",
        "the same report",
        "any bytes",
    ] {
        assert!(named(beginning), "{beginning}: {verdict}");
    }
    assert!(!named("files of other formats") && !named("a second report"), "{verdict}");
    assert!(!verdict.is_good() && verdict.to_string().contains("BROKEN"), "{verdict}");
}

#[test]
fn a_format_that_is_not_linked_is_an_error_that_says_how() {
    let told = nianbao_kit::check("nothing").unwrap_err().to_string();
    assert!(told.contains("nothing") && told.contains("use "), "{told}");
}

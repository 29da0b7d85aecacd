//! Formats that break laws are told which.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use nianbao::{Block, Document, Format, Input, Line, Place, Reader, Role, Score, Writer};
use nianbao_core::{Decoded, DocumentReader, DocumentWriter, GridBuilder, register};

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

/// It is read and not written, and says nothing of bytes that stop in the middle of a number.
static CARELESS: Format = Format {
    name: "careless",
    about: ("不周格式", "a careless format"),
    extensions: &["careless"],
    probe: |input| if input.bytes.starts_with(b"%careless") { Score::Certain } else { Score::No },
    reader: Some(Reader::Document(&Careless)),
    writer: None,
    sheets: None,
};

register!(CARELESS);

struct Careless;

impl DocumentReader for Careless {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let text = String::from_utf8_lossy(input.bytes);
        let mut grid = GridBuilder::within(&input.limits);
        for row in text.lines().skip(1) {
            grid.row();
            for cell in row.split('=') {
                grid.cell(cell.to_owned(), 1, 1, false, Place::Line(1));
            }
        }
        let blocks = vec![Block::Grid(grid.finish().0)];
        Ok(Decoded { document: Document { blocks, ..Document::default() }, encoding: None })
    }
}

/// What the careless format makes of a law's name.
fn of_careless(law: &str, files: &[(&str, &[u8])]) -> (usize, Vec<String>) {
    let verdict = nianbao_kit::check("careless", files).unwrap();
    let outcome = verdict.outcomes.into_iter().find(|outcome| outcome.law.starts_with(law));
    let outcome = outcome.unwrap();
    assert_eq!(outcome.left_out.is_some(), files.is_empty(), "{:?}", outcome.left_out);
    (outcome.cases, outcome.failures)
}

#[test]
fn a_format_that_is_not_written_is_cut_in_the_files_that_are_handed_in() {
    let (cut, spoilt) = ("a cut file", "spoilt files");
    assert_eq!((of_careless(cut, &[]).0, of_careless(spoilt, &[]).0), (0, 0));
    let rows = "%careless\n信息内容=本年处理决定数量\n行政许可=314159265\n行政处罚=271828182\n";
    let files: [(&str, &[u8]); 1] = [("two rows", rows.as_bytes())];
    let (cases, failures) = of_careless(cut, &files);
    assert!(
        cases > 10 && failures.iter().any(|told| told.contains("was Number(314159265")),
        "{failures:?}"
    );
    assert!(of_careless(spoilt, &files).0 > 10);
    let nothing: [(&str, &[u8]); 1] = [("a head", "%careless\n信息内容\n".as_bytes())];
    assert!(of_careless(cut, &nothing).1[0].contains("no number"), "nothing can be lost");
}

#[test]
fn each_law_that_is_broken_is_named_and_no_other() {
    let verdict = nianbao_kit::check("broken", &[]).unwrap();
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
    let told = nianbao_kit::check("nothing", &[]).unwrap_err().to_string();
    assert!(told.contains("nothing") && told.contains("use "), "{told}");
}

//! A format knows its own files, and leaves the others alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use nianbao::{Format, Input, Problem};

use crate::files::{name, needed_name, read, written};
use crate::{Outcome, Trial};

pub(super) fn descriptor(trial: &Trial<'_>, outcome: &mut Outcome) {
    let format = trial.format;
    let is_plain = |text: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(plain)
    };
    let mut expect = |what: &str, holds: bool| {
        outcome.cases += 1;
        if !holds {
            outcome.failures.push(what.to_owned());
        }
    };
    expect("the name is lower-case letters and digits", is_plain(format.name));
    expect("it has an extension", !format.extensions.is_empty());
    let plain = |extension: &&str| extension.chars().all(|c| !c.is_ascii_uppercase() && c != '.');
    expect("extensions are in lower case, without a dot", format.extensions.iter().all(plain));
    expect("it says what it is in Chinese", !format.about.0.is_ascii());
    expect("it says what it is in English", !format.about.1.is_empty());
    let idle = format.reader.is_none() && format.writer.is_none() && format.sheets.is_none();
    expect("it is read or written", !idle);
    for other in trial.registry.formats().filter(|other| other.name != format.name) {
        let shared = format.extensions.iter().find(|own| other.extensions.contains(own));
        expect(&format!("{} has an extension of it: {shared:?}", other.name), shared.is_none());
    }
}

fn detected(trial: &Trial<'_>, name: &str, bytes: &[u8]) -> Option<&'static str> {
    let input = Input::new(name, bytes, &nianbao_form::judge);
    trial.registry.detect(&input).map(|format| format.name)
}

pub(super) fn own(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    for (what, report) in trial.samples {
        let bytes = written(trial.format, &[report])?;
        // Without one where the bytes tell.
        for name in [needed_name(trial.format, &bytes), name(trial.format)] {
            outcome.cases += 1;
            let found = detected(trial, &name, &bytes);
            if found != Some(trial.format.name) {
                outcome.failures.push(format!("{what} as {name:?} is taken for {found:?}"));
            }
        }
    }
    Ok(())
}

/// What the other formats write, and the pages of the project's fixtures where they are at hand.
pub(super) fn others(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let mut stays = |what: &str, name: &str, bytes: &[u8]| {
        outcome.cases += 1;
        if detected(trial, name, bytes) == Some(trial.format.name) {
            outcome.failures.push(format!("{what} as {name:?} is taken for this format"));
        }
    };
    let others = |format: &&'static Format| {
        format.name != trial.format.name && format.writer.is_some() && format.reader.is_some()
    };
    for other in trial.registry.formats().filter(others) {
        for (what, report) in trial.samples {
            let bytes = written(other, &[report])?;
            stays(&format!("{what} as {}", other.name), "", &bytes);
            stays(&format!("{what} as {}", other.name), &name(other), &bytes);
        }
    }
    for path in pages() {
        let (file, bytes) = (path.to_string_lossy(), fs::read(&path)?);
        if !trial.format.owns_name(&file) {
            stays(&file, "", &bytes);
            stays(&file, &file, &bytes);
        }
    }
    Ok(())
}

/// What no format reads: the first bytes of such files, and what they are.
const FOREIGN: [(&str, &[u8]); 8] = [
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n"),
    ("a RAR", b"Rar!\x1a\x07\x01\0\x33\x92\xb5\xe5"),
    ("a 7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
    ("a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"),
    ("a PNG", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"),
    ("a gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
    ("rich text", b"{\\rtf1\\ansi\\ansicpg936 12\\par 13}\n"),
    ("a zip of texts", b"PK\x03\x04........a.txt..PK\x05\x06.."),
];

pub(super) fn foreign(trial: &Trial<'_>, outcome: &mut Outcome) {
    for (what, bytes) in FOREIGN {
        outcome.cases += 1;
        let found = read(trial.registry, &name(trial.format), bytes);
        let refused = found.as_ref().err().and_then(|error| error.downcast_ref());
        if !matches!(refused, Some(Problem::Foreign { .. })) {
            let told = found.map(|reports| format!("{} reports", reports.len()));
            outcome.failures.push(format!("{what}: {told:?}"));
        }
    }
}

/// The inputs of the fixtures. They are in the repository beside the kit, wherever that was fetched from.
fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pages");
    let inside = |path: PathBuf| {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let mut pages: Vec<PathBuf> = inside(folder).into_iter().flat_map(inside).collect();
    pages.retain(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    pages.sort();
    pages
}

//! A format knows its own files, and leaves the others alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use nianbao::{Format, Input};

use crate::files::{name, needed_name, written};
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

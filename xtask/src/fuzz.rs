//! `cargo xtask fuzz`: the targets of `fuzz/` in turn, each for its share of the time.
//!
//! cargo-fuzz wants a nightly compiler for the sanitizer and for nothing else; `RUSTC_BOOTSTRAP` gives a stable
//! one that, too. What a target finds is kept in `fuzz/artifacts`: it becomes a fixture of
//! `fixtures/regression/inputs`, and is mended.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, bail, ensure};
use nianbao::Registry;
use zip::ZipArchive;

/// What came of a run.
pub struct Outcome {
    /// A line a target.
    pub lines: Vec<String>,
    /// How many inputs break a promise.
    pub found: usize,
}

/// Runs the targets whose names hold `filter`, all together for so many minutes.
pub fn run(minutes: u64, filter: Option<&str>) -> Result<Outcome> {
    ensure!(minutes > 0, "at least one minute");
    let fuzz = crate::root().join("fuzz");
    if !cargo(&fuzz, &["--version"]).is_ok_and(|output| output.status.success()) {
        let skipped = "skipped: cargo-fuzz is not there (cargo install cargo-fuzz)".to_owned();
        println!("{skipped}");
        return Ok(Outcome { lines: vec![skipped], found: 0 });
    }
    let targets = targets(&fuzz, filter)?;
    ensure!(!targets.is_empty(), "no target has such a name");
    let seconds = (minutes * 60 / targets.len() as u64).max(1);
    let mut outcome = Outcome { lines: Vec::new(), found: 0 };
    for target in &targets {
        let (line, found) = one(&fuzz, target, seconds)?;
        println!("{line}");
        outcome.lines.push(line);
        outcome.found += found;
    }
    Ok(outcome)
}

/// The targets, by their files.
pub fn targets(fuzz: &Path, filter: Option<&str>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(fuzz.join("fuzz_targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.retain(|name| filter.is_none_or(|filter| name.contains(filter)));
    names.sort();
    Ok(names)
}

fn cargo(fuzz: &Path, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new("cargo");
    command.current_dir(fuzz).arg("fuzz").args(arguments).env("RUSTC_BOOTSTRAP", "1");
    command.output().context("cargo cannot be run")
}

/// A target for so many seconds: what it did, and how many inputs it found.
fn one(fuzz: &Path, target: &str, seconds: u64) -> Result<(String, usize)> {
    let corpus = fuzz.join("corpus").join(target);
    let artifacts = fuzz.join("artifacts").join(target);
    fs::create_dir_all(&corpus)?;
    let seeds = seeds(target)?;
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), seed)?;
    }
    let before = count(&artifacts);
    let time = format!("-max_total_time={seconds}");
    let folder = corpus.to_string_lossy();
    let limits = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"];
    let mut arguments = vec!["run", target, &folder, "--", &time];
    arguments.extend(limits);
    let output = cargo(fuzz, &arguments)?;
    let told = String::from_utf8_lossy(&output.stderr);
    let found = count(&artifacts) - before.min(count(&artifacts));
    if !output.status.success() && found == 0 {
        bail!("{target}: {}", last_lines(&told, 20));
    }
    let runs = value(&told, "stat::number_of_executed_units:").unwrap_or("0");
    let covered = told.lines().rev().find_map(|line| value(line, "cov:")).unwrap_or("?");
    let mut line =
        format!("{target}: {seconds} s, {} seeds, {runs} runs, coverage {covered}", seeds.len());
    if found > 0 {
        line = format!("{line}, FOUND {found}, in {}\n{}", artifacts.display(), reason(&told));
    }
    Ok((line, found))
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

/// The word behind a name.
fn value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.split_once(name)?.1.split_whitespace().next()
}

/// What the failing assertion or the sanitizer says.
fn reason(told: &str) -> String {
    let tells = |line: &&str| line.contains("panicked at") || line.contains("ERROR:");
    let mut lines = told.lines().skip_while(|line| !tells(line));
    let found: Vec<&str> = lines.by_ref().take(3).collect();
    found.join("\n")
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// What a target can begin with: the fixtures of its format, or a file that the format writes where there
/// are none; and of office files the part that holds the text too, since a fuzzer cannot see into an archive.
fn seeds(target: &str) -> Result<Vec<Vec<u8>>> {
    let format = match target.strip_prefix("read_") {
        Some(name) => Registry::new()?.by_name(name),
        None => None,
    };
    let mut seeds = Vec::new();
    for path in files(&crate::root().join("fixtures"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = name.rsplit('.').next().unwrap_or_default();
        let wanted = match (target, format) {
            (_, Some(format)) => format.owns_name(&name),
            ("probe", _) => true,
            ("recognise", _) => extension == "txt",
            ("round_trip" | "check", _) => extension == "json",
            _ => false,
        };
        // Expected findings are no input, and what is large is slow.
        if !wanted || name == "findings.jsonl" || fs::metadata(&path)?.len() > 100_000 {
            continue;
        }
        let bytes = fs::read(&path)?;
        seeds.extend(main_part(&bytes));
        seeds.push(bytes);
    }
    if let Some(format) = format.filter(|format| seeds.is_empty() && format.writer.is_some()) {
        seeds.push(nianbao_kit::files::written(format, &[&nianbao_kit::samples::by_hand()?])?);
    }
    Ok(seeds)
}

/// The part of an office file that holds the text.
fn main_part(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names = ["word/document.xml", "xl/worksheets/sheet1.xml", "content.xml"];
    let name = names.into_iter().find(|name| archive.index_for_name(name).is_some())?;
    let mut part = Vec::new();
    archive.by_name(name).ok()?.take(100_000).read_to_end(&mut part).ok()?;
    Some(part)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_file_its_entry_and_seeds() {
        let fuzz = crate::root().join("fuzz");
        let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
        let targets = targets(&fuzz, None).unwrap();
        assert!(targets.len() > 10, "{targets:?}");
        let registry = Registry::new().unwrap();
        for target in targets {
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
            let format = target.strip_prefix("read_").and_then(|name| registry.by_name(name));
            // Of what nobody writes and no fixture is in, there is nothing to begin with.
            let bare = format.is_some_and(|format| format.writer.is_none());
            assert!(!seeds(&target).unwrap().is_empty() || bare, "{target} has no seed");
        }
    }

    /// A format that can be read and is not fuzzed would be forgotten.
    #[test]
    fn every_format_that_is_read_is_fuzzed() {
        let targets = targets(&crate::root().join("fuzz"), None).unwrap();
        let registry = Registry::new().unwrap();
        for format in registry.formats().filter(|format| format.reader.is_some()) {
            let name = format!("read_{}", format.name);
            assert!(targets.contains(&name), "fuzz/fuzz_targets has no {name}");
        }
    }
}

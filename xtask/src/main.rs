//! `cargo xtask …`: one match, one file a task.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use xtask::{accuracy, bench, checks, docs, fixtures, synth};

const HELP: &str = "\
cargo xtask fixtures [FILTER] [--bless]   run the conversion fixtures; --bless writes what was read
cargo xtask accuracy CORPUS [--verbose]   measure reading on a labelled corpus
cargo xtask bench [PAGES] [--python PYTHON] [--reports N] [--write]
                                          measure speed beside peers, on pages of a folder or made-up
                                          ones; --write makes BENCHMARKS.md
cargo xtask checks CORPUS [--verbose]     measure checking on a labelled corpus
cargo xtask docs [--check]                bring the generated parts of the documents up to date
cargo xtask synth DIR --reports N [--seed S] [--format html|text|mixed] [--messy PERCENT] [--dump]
                                          write made-up reports, to measure runs with";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("synth", rest)) = arguments.split_first().map(|(name, rest)| (&**name, rest)) {
        synth::run(&synth::Plan::of(rest).with_context(|| HELP)?)?;
        return Ok(true);
    }
    if let Some(("bench", rest)) = arguments.split_first().map(|(name, rest)| (&**name, rest)) {
        let (table, good) = bench::Bench::of(rest).with_context(|| HELP)?.run()?;
        print!("{table}");
        return Ok(good);
    }
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let words: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|word| !word.starts_with("--")).collect();
    match words.as_slice() {
        ["fixtures", filter @ ..] if filter.len() < 2 => {
            let outcome = fixtures::run(filter.first().copied(), has("--bless"))?;
            print!("{outcome}");
            Ok(outcome.failed.is_empty())
        }
        ["accuracy", corpus] => {
            let score = accuracy::measure(Path::new(corpus))?;
            print!("{}", score.table(has("--verbose")));
            Ok(score.wrong() == 0)
        }
        #[cfg(feature = "bench")]
        ["bench-task", task, pages] => {
            println!("{}", bench::task::run(task, Path::new(pages))?);
            Ok(true)
        }
        ["checks", corpus] => {
            let checks = checks::measure(Path::new(corpus))?;
            print!("{}", checks.table(has("--verbose")));
            Ok(checks.is_right())
        }
        ["docs"] => {
            let stale = docs::run(has("--check"))?;
            let missing = docs::dangling()?;
            for name in &stale {
                println!("{name} {}", if has("--check") { "is out of date" } else { "updated" });
            }
            for line in &missing {
                println!("{line}");
            }
            Ok(missing.is_empty() && (stale.is_empty() || !has("--check")))
        }
        _ => bail!("{HELP}"),
    }
}

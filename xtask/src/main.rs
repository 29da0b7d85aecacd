//! `cargo xtask …`: one match, one file a task.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use xtask::{
    accuracy, bench, checks, dist, docs, fixtures, flags, fuzz, new_edition, new_format, synth,
    tidy,
};

const HELP: &str = "\
cargo xtask fixtures [FILTER] [--bless]   run the conversion fixtures; --bless writes what was read
cargo xtask fixtures --add PAGE [--name SLUG]
                                          make a fixture of a page that is read wrong; it fails until
                                          its about.md is written and its report.json put right
cargo xtask accuracy CORPUS [--verbose]   measure reading on a labelled corpus
cargo xtask bench [PAGES] [--python PYTHON] [--reports N] [--write]
                                          measure speed beside peers, on pages of a folder or made-up
                                          ones; --write makes BENCHMARKS.md
cargo xtask checks CORPUS [--verbose]     measure checking on a labelled corpus
cargo xtask new-format NAME CHINESE ENGLISH
                                          begin an adapter: a crate that is wired and keeps the laws;
                                          the words say what the format is
cargo xtask new-edition YEAR              begin an edition of the form: data like the newest, to be changed
cargo xtask tidy                          hold ARCHITECTURE.md's rules against the sources
cargo xtask fuzz --minutes N [TARGET]     fuzz all targets, or those of this name, in turn
cargo xtask dist                          build what is handed out: program, manual pages, completions,
                                          and a Debian package where cargo-deb is installed
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
    flags::check(&arguments)?;
    if let Some(("synth", rest)) = arguments.split_first().map(|(name, rest)| (&**name, rest)) {
        synth::run(&synth::Plan::of(rest).with_context(|| HELP)?)?;
        return Ok(true);
    }
    if let Some(("bench", rest)) = arguments.split_first().map(|(name, rest)| (&**name, rest)) {
        let (table, good) = bench::Bench::of(rest).with_context(|| HELP)?.run()?;
        print!("{table}");
        return Ok(good);
    }
    if let [task, flag, rest @ ..] = arguments.as_slice()
        && (task.as_str(), flag.as_str()) == ("fixtures", "--add")
    {
        return add_fixture(rest);
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
        ["new-format" | "new-edition", ..] => made(&words),
        ["dist"] => {
            for path in dist::run()? {
                println!("{}", path.display());
            }
            Ok(true)
        }
        ["tidy"] => {
            let found = tidy::run()?;
            for line in &found {
                println!("{line}");
            }
            Ok(found.is_empty())
        }
        // The number belongs to --minutes.
        ["fuzz", minutes, filter @ ..] if has("--minutes") && filter.len() < 2 => {
            let outcome = fuzz::run(minutes.parse()?, filter.first().copied())?;
            Ok(outcome.found == 0)
        }
        ["docs"] => documented(has("--check")),
        _ => bail!("{HELP}"),
    }
}

/// Writes what a new format or edition begins with.
fn made(words: &[&str]) -> Result<bool> {
    match words {
        ["new-format", name, chinese, english] => {
            for file in new_format::run(&xtask::root(), name, [chinese, english])? {
                println!("{file}");
            }
            println!(
                "next: cargo xtask docs && cargo test -p nianbao-format-{name} -- --nocapture"
            );
            Ok(true)
        }
        ["new-edition", year] => {
            for file in new_edition::run(&xtask::root(), year)? {
                println!("{file}");
            }
            println!(
                "next: change the form and its fields; `cargo test --workspace` says where they differ"
            );
            Ok(true)
        }
        _ => bail!("{HELP}"),
    }
}

/// Brings the documents up to date, or only looks whether they are, and what they name is there.
fn documented(check: bool) -> Result<bool> {
    let stale = docs::run(check)?;
    let missing = docs::dangling()?;
    for name in &stale {
        println!("{name} {}", if check { "is out of date" } else { "updated" });
    }
    for line in &missing {
        println!("{line}");
    }
    Ok(missing.is_empty() && (stale.is_empty() || !check))
}

fn add_fixture(rest: &[String]) -> Result<bool> {
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    let (page, name) = match words.as_slice() {
        [page] => (page, None),
        [page, "--name", name] | ["--name", name, page] => (page, Some(*name)),
        _ => bail!("{HELP}"),
    };
    let folder = fixtures::add(&xtask::root(), Path::new(page), name)?;
    println!("{}", folder.display());
    println!(
        "next: put report.json right where it is not what the page shows, invent organs and figures,"
    );
    println!(
        "      and write about.md; `cargo xtask fixtures` fails until then, and until it is read so"
    );
    Ok(true)
}

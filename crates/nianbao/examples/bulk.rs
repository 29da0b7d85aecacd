//! Reads many files on all cores; the results come in the order of the files.
//!
//! `cargo run -p nianbao --example bulk -- pages/*.html`

use std::{env, fs, thread};

use nianbao::{Registry, Report, bulk};

fn main() -> anyhow::Result<()> {
    let registry = Registry::new()?;
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let read = |path: String| {
        let mut reports: Vec<Report> = Vec::new();
        let outcome = fs::read(&path).map_err(anyhow::Error::from).and_then(|bytes| {
            nianbao::read(&registry, &path, &bytes, None, &mut |report| {
                reports.push(report);
                Ok(())
            })
        });
        (path, outcome.map(|()| reports))
    };
    let paths: Vec<String> = env::args().skip(1).collect();
    // An error is that file's; the others go on.
    bulk::ordered(paths.into_iter(), jobs, read, |(path, outcome)| {
        match outcome {
            Err(error) => println!("{path}: {error:#}"),
            Ok(reports) => {
                let facts: usize = reports.iter().map(|report| report.facts.len()).sum();
                println!("{path}: {} reports, {facts} cells", reports.len());
            }
        }
        Ok(())
    })
}

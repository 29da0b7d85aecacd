//! How fast we are beside what others take for the same bytes: ratios of CPU time, since times mean
//! nothing on another machine.
//!
//! Each task is a process of its own, built for release with the feature `bench`, which brings the
//! peers. The two of a goal run in turn, so that whatever else the machine does hits both.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

mod goals;
mod machine;
mod made;
mod program;
#[cfg(feature = "bench")]
pub mod task;

use goals::{GOALS, Goal, Peer};
use made::Made;
use program::Program;

/// What is to be measured.
pub struct Bench {
    /// A folder of HTML pages; made-up ones where there is none.
    pages: Option<PathBuf>,
    /// The Python with pandas, lxml and openpyxl.
    python: String,
    /// How many reports the longest run exports.
    reports: usize,
    /// Whether to write `BENCHMARKS.md`.
    write: bool,
}

/// The result of a goal: the ratio, or why there is none; and what ours took.
struct Measured {
    goal: &'static Goal,
    result: Result<Ratio>,
}

struct Ratio {
    /// Ours to the peer's, or the peer's to ours where we are to be so many times as fast; a plain
    /// figure where there is no peer.
    value: f64,
    /// What ours took, in words.
    took: String,
}

impl Bench {
    /// From arguments.
    pub fn of(arguments: &[String]) -> Result<Self> {
        let mut bench =
            Self { pages: None, python: "python3".into(), reports: 100_000, write: false };
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--python" => bench.python = rest.next().cloned().unwrap_or_default(),
                "--reports" => bench.reports = rest.next().cloned().unwrap_or_default().parse()?,
                "--write" => bench.write = true,
                flag if flag.starts_with('-') => bail!("there is no {flag}"),
                folder => bench.pages = Some(std::path::absolute(folder)?),
            }
        }
        Ok(bench)
    }

    /// Measures everything; the table, and whether each goal is within what it must be.
    pub fn run(&self) -> Result<(String, bool)> {
        let work = crate::root().join("target/bench");
        let pages = match &self.pages {
            Some(folder) => folder.clone(),
            None => Made::Word.reports(&work.join("word"), PAGES)?,
        };
        let program = Program::built()?;
        let measured: Vec<Measured> = GOALS
            .iter()
            .map(|goal| {
                eprintln!("{}", goal.what);
                Measured { goal, result: self.measure(goal, &program, &pages, &work) }
            })
            .collect();
        let good = measured.iter().all(Measured::is_good);
        let mut text = machine::describe(&self.python);
        text.push_str("\n## Goals\n\n");
        text.push_str(&table(&measured));
        text.push_str("\n## Kinds of pages\n\n");
        text.push_str(&made::kinds(&work)?);
        text.push_str("\n## Cost curves\n\n");
        text.push_str(&self.curves(&program, &work)?);
        if self.write {
            std::fs::write(crate::root().join("BENCHMARKS.md"), machine::document(&text))?;
        }
        Ok((text, good))
    }

    fn measure(&self, goal: &Goal, program: &Program, pages: &Path, work: &Path) -> Result<Ratio> {
        match goal.peer {
            Peer::Task(ours, peer) => pairs(
                || program::task(ours, pages),
                || program::task(peer, pages),
                |ours| format!("{ours:.2} ms"),
            ),
            Peer::Pandas => {
                let few = Made::Word.reports(&work.join("few-word"), FEW)?;
                let out = work.join("reports.xlsx");
                let ours = || Ok(program.export(&few, &out, 1)?.cpu);
                let peer = || program::pandas(&self.python, &few, &work.join("pandas.xlsx"));
                let mut ratio = pairs(ours, peer, |ours| format!("{ours:.2} s for {FEW} pages"))?;
                ratio.value = 1.0 / ratio.value;
                Ok(ratio)
            }
            Peer::Workers => {
                let many = Made::Dump.reports(&work.join("many"), MANY)?;
                let out = work.join("reports.xlsx");
                let wall = |jobs| Ok(program.export(&many, &out, jobs)?.wall);
                pairs(|| wall(2), || wall(1), |ours| format!("{ours:.1} s for {MANY} reports"))
            }
            Peer::Memory => {
                let all = Made::Dump
                    .reports(&work.join(format!("dump-{}", self.reports)), self.reports)?;
                let run = program.export(&all, &work.join("reports.xlsx"), 2)?;
                let took = format!("{} reports, {:.0} s of CPU", self.reports, run.cpu);
                Ok(Ratio { value: run.peak, took })
            }
            Peer::Start => {
                let page = program::first_page(pages)?;
                let mut walls: Vec<f64> = Vec::new();
                for _ in 0..STARTS {
                    walls.push(program.convert(&page)? * 1000.0);
                }
                Ok(Ratio { value: median(walls), took: format!("median of {STARTS}") })
            }
        }
    }

    /// How cost grows with the number of reports and with the size of a page.
    fn curves(&self, program: &Program, work: &Path) -> Result<String> {
        let mut out = String::from("| Reports | CPU s | ms a report | Peak MiB | Workbook MiB |\n");
        out.push_str("| --: | --: | --: | --: | --: |\n");
        for reports in [1_000, 10_000, 100_000].into_iter().filter(|some| *some <= self.reports) {
            eprintln!("{reports} reports");
            let folder = Made::Dump.reports(&work.join(format!("dump-{reports}")), reports)?;
            let path = work.join("reports.xlsx");
            let run = program.export(&folder, &path, 2)?;
            let each = run.cpu * 1000.0 / f64::from(u32::try_from(reports)?);
            let size = program::mebibytes(std::fs::metadata(&path)?.len());
            let (cpu, peak) = (run.cpu, run.peak);
            writeln!(out, "| {reports} | {cpu:.1} | {each:.2} | {peak:.0} | {size:.1} |")?;
        }
        out.push_str("\n| Page | CPU ms | ns a byte |\n| --: | --: | --: |\n");
        for size in [10_000, 100_000, 1_000_000, 10_000_000] {
            let folder = work.join(format!("page-{size}"));
            program::page_of(&folder, size)?;
            let time = program::task("facts", &folder)?;
            let each = time * 1e6 / f64::from(u32::try_from(size)?);
            writeln!(out, "| {} KB | {time:.2} | {each:.0} |", size / 1000)?;
        }
        Ok(out)
    }
}

/// How many pages the ratios are measured on, how many where a peer is slow, and how many reports
/// where workers are compared.
const PAGES: usize = 400;
const FEW: usize = 200;
const MANY: usize = 4_000;
/// How often the two of a goal are run, and how often the program is started.
const PAIRS: usize = 5;
const STARTS: usize = 21;

/// Ours and the peer's in turn; the median of the ratios.
fn pairs(
    ours: impl Fn() -> Result<f64>,
    peer: impl Fn() -> Result<f64>,
    took: impl Fn(f64) -> String,
) -> Result<Ratio> {
    let (mut ratios, mut times) = (Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        let (one, other) = (ours()?, peer()?);
        ratios.push(one / other);
        times.push(one);
    }
    Ok(Ratio { value: median(ratios), took: took(median(times)) })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Measured {
    /// Within what it must be; what could not be measured is no failure.
    fn is_good(&self) -> bool {
        self.result.as_ref().map_or(true, |ratio| self.goal.is_met(ratio.value, self.goal.must))
    }
}

fn table(measured: &[Measured]) -> String {
    let mut out =
        String::from("| | Must | Wanted | Measured | Ours |\n| --- | --: | --: | --: | --- |\n");
    for Measured { goal, result } in measured {
        let Goal { what, must, wanted, unit, .. } = goal;
        // Writing into a string cannot fail.
        let _ = match result {
            Ok(Ratio { value, took }) => {
                let mark = if goal.is_met(*value, *must) { "" } else { " (missed)" };
                let value =
                    if *value < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") };
                writeln!(
                    out,
                    "| {what} | {must}{unit} | {wanted}{unit} | {value}{unit}{mark} | {took} |"
                )
            }
            Err(error) => {
                writeln!(out, "| {what} | {must}{unit} | {wanted}{unit} | skipped | {error:#} |")
            }
        };
    }
    out
}

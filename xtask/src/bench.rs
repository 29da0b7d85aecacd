//! How fast we are beside what others take for the same bytes: ratios of CPU time, since times mean
//! nothing on another machine.
//!
//! Each task is a process of its own, built for release with the feature `bench`, which brings the
//! peers. The two of a goal run in turn, so that whatever else the machine does hits both.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

#[cfg(feature = "bench")]
pub mod task;

/// How often the two tasks of a goal are run.
const PAIRS: usize = 5;

/// A ratio that we want to stay below.
struct Goal {
    what: &'static str,
    ours: &'static str,
    peer: &'static str,
    must: f64,
    wanted: f64,
}

const GOALS: [Goal; 2] = [
    Goal {
        what: "HTML to facts / html5ever's parse into RcDom",
        ours: "facts",
        peer: "rcdom",
        must: 1.25,
        wanted: 0.5,
    },
    Goal {
        what: "a page in GBK / the same page in UTF-8",
        ours: "facts-gbk",
        peer: "facts",
        must: 1.5,
        wanted: 1.3,
    },
];

/// Measures the goals on the HTML pages of a folder; also whether each is within what it must be.
pub fn run(pages: &Path) -> Result<(String, bool)> {
    let mut table = String::new();
    let mut good = true;
    for goal in &GOALS {
        let mut ratios = Vec::new();
        let mut times = Vec::new();
        for _ in 0..PAIRS {
            let (ours, peer) = (time_of(goal.ours, pages)?, time_of(goal.peer, pages)?);
            ratios.push(ours / peer);
            times.push(ours);
        }
        let (ratio, time) = (median(ratios), median(times));
        good &= ratio <= goal.must;
        let Goal { what, must, wanted, .. } = goal;
        writeln!(table, "{ratio:5.2}  {what} (must {must}, wanted {wanted}; {time:.2} ms a page)")?;
    }
    Ok((table, good))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The CPU time of a task in ms a page.
fn time_of(task: &str, pages: &Path) -> Result<f64> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", "xtask", "--features", "bench", "--"])
        .args(["bench-task", task])
        .arg(pages)
        .current_dir(crate::root())
        .output()?;
    if !output.status.success() {
        bail!("{task}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let printed = String::from_utf8(output.stdout)?;
    printed.trim().parse().with_context(|| format!("{task} prints no time"))
}

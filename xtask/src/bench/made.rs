//! Pages that are made up to be measured on, and how their kinds differ.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{PAGES, pairs, program};
use crate::synth::{self, Plan, PrintAs};

/// What is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Pages as Word exports them: a long style on every cell, 0.1 MB a report.
    Word,
    /// Pages of nothing but cells, a twentieth as long, with the same numbers.
    Tidy,
    /// As many of one kind as of the other, in one dump.
    Dump,
}

impl Made {
    /// So many reports in a folder.
    pub(super) fn reports(self, folder: &Path, reports: usize) -> Result<PathBuf> {
        let messy = match self {
            Self::Word => 100,
            Self::Tidy => 0,
            Self::Dump => 50,
        };
        let dump = self == Self::Dump;
        // What a run before left there is the same: the seed is.
        if !folder.join(".whole").exists() {
            let plan =
                Plan { folder: folder.into(), reports, seed: 1, print: PrintAs::Html, messy, dump };
            synth::run(&plan)?;
            fs::write(folder.join(".whole"), "")?;
        }
        Ok(if dump { folder.into() } else { folder.join("0000") })
    }
}

/// The first goal on each kind of pages: markup is what they differ in, and the numbers are not.
pub(super) fn kinds(work: &Path) -> Result<String> {
    let mut out = String::from("| Pages | Mean KB | RcDom, ms | Checked facts, ms | Ratio |\n");
    out.push_str("| --- | --: | --: | --: | --: |\n");
    for (made, name, folder) in
        [(Made::Word, "exported from Word", "word"), (Made::Tidy, "tidy", "tidy")]
    {
        eprintln!("pages {name}");
        let pages = made.reports(&work.join(folder), PAGES)?;
        let size = mean(&pages)?;
        let ours = || program::task("facts", &pages);
        let ratio = pairs(ours, || program::task("rcdom", &pages), |ours| format!("{ours:.2}"))?;
        let (value, took) = (ratio.value, ratio.took);
        let peer: f64 = took.parse::<f64>()? / value;
        writeln!(out, "| {name} | {size:.0} | {peer:.2} | {took} | {value:.2} |")?;
    }
    Ok(out)
}

/// The mean size of the files of a folder in KB.
fn mean(folder: &Path) -> Result<f64> {
    let (mut bytes, mut files) = (0, 0);
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
        files += 1;
    }
    Ok(f64::from(u32::try_from(bytes)?) / 1000.0 / f64::from(files))
}

//! The laws that every format keeps, for the tests of an adapter, in this workspace or outside:
//!
//! ```
//! use nianbao as _; // Here stands the adapter's crate: `use my_format as _;`
//!
//! nianbao_kit::hold("json"); // And here the name of its format.
//! ```
//!
//! It goes into a file of `tests/`, not into a module of the crate: a test inside the crate would link it
//! twice, and two formats of one name are refused.
//!
//! [`hold`] writes reports of every kind, reads them back, cuts and spoils what was written, and prints
//! what it tried. A law that needs what the format does not do is left out, and that is printed too.
//! A format that is read and not written has no files but those that its test hands in: [`hold_files`].

pub mod compare;
pub mod dice;
pub mod files;
pub mod folder;
pub mod laws;
pub mod pages;
pub mod samples;

use std::fmt;

use anyhow::{Context as _, Result};
use nianbao::{Format, Registry, Report};

use laws::LAWS;

/// What the laws are tried on.
pub struct Trial<'t> {
    /// The formats of the program.
    pub registry: &'t Registry,
    /// The format that is tried.
    pub format: &'static Format,
    /// Reports to write, each with what it is.
    pub samples: &'t [(String, Report)],
    /// Files of the format that were not written here, each with what it is.
    pub files: &'t [(&'t str, &'t [u8])],
}

/// What came of one law.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The law in words.
    pub law: &'static str,
    /// How often it was tried.
    pub cases: usize,
    /// What breaks it.
    pub failures: Vec<String>,
    /// Why it was not tried, if it was not.
    pub left_out: Option<&'static str>,
}

/// What came of all laws.
#[derive(Debug)]
pub struct Verdict {
    /// The format's name.
    pub format: &'static str,
    /// A law each.
    pub outcomes: Vec<Outcome>,
}

impl Verdict {
    /// Whether nothing breaks a law.
    pub fn is_good(&self) -> bool {
        self.outcomes.iter().all(|outcome| outcome.failures.is_empty())
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "format {}", self.format)?;
        for outcome in &self.outcomes {
            let Outcome { law, cases, failures, left_out } = outcome;
            match left_out {
                Some(why) => writeln!(f, "  left out    {law}: {why}")?,
                None if failures.is_empty() => writeln!(f, "  {cases:>6} held {law}")?,
                None => writeln!(f, "  {:>6} BROKEN {law}", failures.len())?,
            }
            for failure in failures.iter().take(5) {
                writeln!(f, "              {failure}")?;
            }
        }
        Ok(())
    }
}

/// Tries all laws on the format of this name, with the kit's own reports, and with files of the format, each
/// with what it is.
///
/// # Errors
///
/// Where no such format is linked.
pub fn check(name: &str, files: &[(&str, &[u8])]) -> Result<Verdict> {
    let registry = Registry::new()?;
    let format = registry.by_name(name).with_context(|| {
        format!("no format {name:?} is linked: the test needs a line `use the_crate as _;`")
    })?;
    let samples = samples::all()?;
    let trial = Trial { registry: &registry, format, samples: &samples, files };
    let outcomes = LAWS.iter().map(|law| law.tried(&trial)).collect();
    Ok(Verdict { format: format.name, outcomes })
}

/// Tries all laws on the format of this name and prints what was tried.
///
/// # Panics
///
/// Where a law is broken, or no such format is linked: it is a test.
pub fn hold(name: &str) {
    hold_files(name, &[]);
}

/// The same with files of the format, each with what it is: whole files with reports in them, which are cut
/// and spoilt as those are that the format writes.
///
/// ```
/// use nianbao as _;
///
/// let page = "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>32</table>".as_bytes();
/// nianbao_kit::hold_files("html", &[("a table of one row", page)]);
/// ```
///
/// # Panics
///
/// Where a law is broken, or no such format is linked: it is a test.
pub fn hold_files(name: &str, files: &[(&str, &[u8])]) {
    match check(name, files) {
        Ok(verdict) => {
            println!("{verdict}");
            assert!(verdict.is_good(), "{verdict}");
        }
        Err(error) => panic!("{error:#}"),
    }
}

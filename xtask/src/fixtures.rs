//! The fixture-based conversion tests: `fixtures/pages/<slug>/{input.*, report.json, about.md}`.

mod add;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use nianbao::{Registry, Report};

pub use add::add;

/// How a run of fixtures ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The fixtures that gave what they should.
    pub passed: Vec<String>,
    /// The others, each with what differs.
    pub failed: Vec<(String, String)>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (slug, why) in &self.failed {
            writeln!(f, "FAILED {slug}\n{why}")?;
        }
        writeln!(f, "{} passed, {} failed", self.passed.len(), self.failed.len())
    }
}

/// Runs the fixtures whose name contains `filter`; with `bless` what was read becomes what is
/// wanted, to be looked at in the diff.
pub fn run(filter: Option<&str>, bless: bool) -> Result<Outcome> {
    let pages = crate::root().join("fixtures/pages");
    let registry = Registry::new()?;
    let mut outcome = Outcome::default();
    let slug =
        |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named = folders(&pages)?.into_iter().map(|folder| (slug(&folder), folder)).collect();
    for (slug, folder) in chosen(named, filter, bless) {
        match check(&registry, &folder, bless) {
            Ok(()) => outcome.passed.push(slug),
            Err(error) => outcome.failed.push((slug, format!("{error:#}"))),
        }
    }
    if outcome.passed.is_empty() && outcome.failed.is_empty() {
        bail!("no fixture in {} matches {filter:?}", pages.display());
    }
    Ok(outcome)
}

/// The fixtures that a filter means. To bless one that is named in full is not to bless those whose
/// names are longer.
fn chosen(
    mut named: Vec<(String, PathBuf)>,
    filter: Option<&str>,
    bless: bool,
) -> Vec<(String, PathBuf)> {
    let Some(filter) = filter else { return named };
    let in_full = bless && named.iter().any(|(slug, _)| slug == filter);
    named.retain(|(slug, _)| if in_full { slug == filter } else { slug.contains(filter) });
    named
}

fn folders(pages: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(pages).with_context(|| format!("cannot list {}", pages.display()))?;
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    Ok(folders)
}

fn check(registry: &Registry, folder: &Path, bless: bool) -> Result<()> {
    match fs::read_to_string(folder.join("about.md")) {
        Err(_) => bail!("about.md is missing: say what the page shows"),
        Ok(about) if about.contains(add::UNSAID) => {
            bail!("about.md does not say what the page shows yet")
        }
        Ok(_) => {}
    }
    let input = input_of(folder)?;
    let name = input.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(&input)?;
    let got = json(registry, &nianbao::read_all(registry, &name, &bytes, None)?)?;
    let wanted_path = folder.join("report.json");
    if bless {
        fs::write(&wanted_path, &got)?;
        return Ok(());
    }
    let wanted =
        fs::read_to_string(&wanted_path).context("report.json is missing; --bless writes it")?;
    if wanted != got {
        bail!("{}", first_difference(&wanted, &got));
    }
    Ok(())
}

fn json(registry: &Registry, reports: &[Report]) -> Result<String> {
    let format = registry.by_name("json").context("the format json is not linked")?;
    Ok(String::from_utf8(nianbao::written(format, reports)?)?)
}

fn input_of(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let input = entries
        .into_iter()
        .map(|entry| entry.path())
        .find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    input.context("there is no file input.*")
}

fn first_difference(wanted: &str, got: &str) -> String {
    let mut lines = wanted.lines().zip(got.lines()).enumerate();
    match lines.find(|(_, (wanted, got))| wanted != got) {
        Some((index, (wanted, got))) => {
            format!("report.json, line {}\n  wanted {wanted}\n  got    {got}", index + 1)
        }
        None => format!("{} lines wanted, {} got", wanted.lines().count(), got.lines().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_full_is_blessed_alone() {
        let named =
            || ["html-a", "html-a-b", "text-a"].map(|slug| (slug.to_owned(), PathBuf::new()));
        let chosen = |filter, bless| -> Vec<String> {
            let chosen = chosen(named().to_vec(), filter, bless);
            chosen.into_iter().map(|(slug, _)| slug).collect()
        };
        assert_eq!(chosen(Some("html-a"), true), ["html-a"]);
        assert_eq!(chosen(Some("html-a"), false), ["html-a", "html-a-b"]);
        assert_eq!(chosen(Some("html"), true), ["html-a", "html-a-b"]);
        assert_eq!(chosen(None, true).len(), 3);
    }
}

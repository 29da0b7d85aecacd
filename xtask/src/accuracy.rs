//! How well reading does on a labelled corpus: right, missing, silently wrong.
//!
//! A corpus is a folder with `labels/<set>/<name>.json` (or `labels/<set>.jsonl`, a line a file)
//! and `<set>/<file>`. Right is the same field and the same number; silently wrong is another
//! number, a number where the label has none, or a number on a field that the label does not have.

mod score;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nianbao::{Registry, Report};
use serde_json::Value;

pub use score::Score;

/// Measures reading on every labelled file whose format this program reads.
pub fn measure(corpus: &Path) -> Result<Score> {
    let registry = Registry::new()?;
    let mut score = Score::default();
    for set in sets(corpus)? {
        for (file, label) in labels(corpus, &set)? {
            one(&registry, &set, &file, &label, &mut score)?;
        }
    }
    Ok(score)
}

pub(crate) fn sets(corpus: &Path) -> Result<Vec<String>> {
    let folder = corpus.join("labels");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut sets = Vec::new();
    for entry in entries {
        let path = entry?.path();
        sets.push(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    sets.sort();
    Ok(sets)
}

/// The labelled files of a set with their labels, by name.
pub(crate) fn labels(corpus: &Path, set: &str) -> Result<BTreeMap<PathBuf, Value>> {
    let mut labels = BTreeMap::new();
    let lines = corpus.join("labels").join(format!("{set}.jsonl"));
    if lines.is_file() {
        for line in fs::read_to_string(&lines)?.lines() {
            let label: Value = serde_json::from_str(line)?;
            let file = label["file"].as_str().context("a label without file")?;
            labels.insert(corpus.join(set).join(file), label);
        }
        return Ok(labels);
    }
    for entry in fs::read_dir(corpus.join(set))? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let path = corpus.join("labels").join(set).join(format!("{name}.json"));
        if path.is_file() {
            labels.insert(file, serde_json::from_str(&fs::read_to_string(path)?)?);
        }
    }
    Ok(labels)
}

fn one(
    registry: &Registry,
    set: &str,
    file: &Path,
    label: &Value,
    score: &mut Score,
) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(file)?;
    let mut reports: Vec<Report> = Vec::new();
    let read = nianbao::read(registry, &name, &bytes, None, &mut |report| {
        reports.push(report);
        Ok(())
    });
    let style = label["style"].as_str().unwrap_or(set);
    if let Err(error) = read {
        score.skip(&format!("{set}/{name}"), &format!("{error:#}"));
        return Ok(());
    }
    let place = format!("{set}/{name}");
    match label["reports"].as_array().filter(|reports| !reports.is_empty()) {
        Some(labels) => {
            for (index, label) in labels.iter().enumerate() {
                let place = format!("{place}#{}", index + 1);
                score.add(set, style, &place, label, reports.get(index));
            }
        }
        None => score.add(set, style, &place, label, reports.first()),
    }
    if let Some(parts) = label["parts"].as_array().filter(|parts| !parts.is_empty()) {
        let required = parts.iter().filter(|part| part["break"] != "silent").count();
        score.parts(&place, required, reports.len());
    }
    Ok(())
}

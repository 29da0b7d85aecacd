//! `cargo xtask tidy`: what ARCHITECTURE.md says of the house, held against the sources.
//!
//! Who may depend on whom and who must not know what is the table of its crates; a test that an invariant
//! names is one that is there; no file is longer than its one concept.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

mod rules;

/// The longest source file, in lines.
const LONGEST: usize = 400;

/// A source file, without its tests.
struct Source {
    /// The path below the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The name of the crate it is in.
    fn owner(&self) -> &str {
        let rest = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        rest.split('/').next().unwrap_or_default()
    }
}

/// What is not as it should be, a line each.
pub fn run() -> Result<Vec<String>> {
    let root = crate::root();
    let mut found = Vec::new();
    let sources = sources(&root)?;
    for source in &sources {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            found.push(format!("{} has {lines} lines, more than {LONGEST}", source.path));
        }
    }
    let code: Vec<Source> = sources.into_iter().filter_map(without_tests).collect();
    found.extend(code.iter().flat_map(rules::broken));
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md"))?;
    found.extend(dependencies(&root, &architecture)?);
    found.extend(missing_tests(&root, &architecture)?);
    found.sort();
    Ok(found)
}

/// All Rust sources of the crates, the tests and xtask.
fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for folder in ["crates", "tests", "xtask", "fuzz/src", "fuzz/fuzz_targets"] {
        for path in files(&root.join(folder))? {
            let below = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.push(Source { path: below, text: fs::read_to_string(&path)? });
        }
    }
    Ok(found)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("target") {
                found.extend(files(&path)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The file without its tests, comments and documentation; none if it is a test itself.
fn without_tests(source: Source) -> Option<Source> {
    let parts: Vec<&str> = source.path.split('/').collect();
    let is_test = parts.contains(&"tests")
        || parts.last().is_some_and(|name| *name == "tests.rs" || *name == "judged.rs");
    if is_test || !source.path.starts_with("crates/") {
        return None;
    }
    // By the house's custom the tests are the last of a file.
    let code = source.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("// ").next().unwrap_or_default());
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    Some(Source { text: lines.collect::<Vec<_>>().join("\n"), ..source })
}

/// Crates of ours that a crate depends on and the table does not allow.
fn dependencies(root: &Path, architecture: &str) -> Result<Vec<String>> {
    let table: Vec<Vec<&str>> = architecture
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(row) = table.iter().find(|row| row[0].trim_matches('`') == name) else {
            found.push(format!("{name} is not in ARCHITECTURE.md's table of crates"));
            continue;
        };
        let allowed = row.get(2).copied().unwrap_or_default();
        for dependency in own_dependencies(&fs::read_to_string(folder.join("Cargo.toml"))?) {
            let short = dependency.strip_prefix("nianbao-").unwrap_or(&dependency);
            let mut words = allowed.split([',', ' ']);
            if allowed != "all above" && !words.any(|word| word == short) {
                found
                    .push(format!("{name} depends on {dependency}; ARCHITECTURE.md has {allowed}"));
            }
        }
    }
    Ok(found)
}

/// The crates of ours below `[dependencies]`.
fn own_dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside && line.starts_with("nianbao") {
            found.extend(line.split(['.', ' ', '=']).next().map(str::to_owned));
        }
    }
    found
}

/// Tests that an invariant names and no source has.
fn missing_tests(root: &Path, architecture: &str) -> Result<Vec<String>> {
    let mut all = String::new();
    for source in sources(root)? {
        all.push_str(&source.text);
    }
    let chapter = architecture.split("\n## ").find(|chapter| chapter.starts_with("Invariants"));
    let chapter = chapter.context("ARCHITECTURE.md has no chapter of invariants")?;
    let quoted = chapter.split('`').skip(1).step_by(2);
    let names = quoted.filter(|word| {
        word.matches('_').count() > 2
            && word.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
    });
    let lost = names.filter(|name| !all.contains(&format!("fn {name}(")) && !is_lint(name));
    Ok(lost
        .map(|name| format!("ARCHITECTURE.md names the test {name}, which is not there"))
        .collect())
}

fn is_lint(name: &str) -> bool {
    name.starts_with("unused_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        assert_eq!(run().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_dependency_that_the_table_does_not_allow_is_named() {
        let manifest = "[dependencies]\nanyhow.workspace = true\nnianbao-core.workspace = true\n\
                        nianbao-form = { path = \"x\" }\n[dev-dependencies]\nnianbao.workspace = true\n";
        assert_eq!(own_dependencies(manifest), ["nianbao-core", "nianbao-form"]);
        let root = crate::root();
        let found = dependencies(&root, "| `nianbao-check` | sums | – | files |\n").unwrap();
        assert!(found.iter().any(|line| line.contains("nianbao-check depends on nianbao-core")));
    }

    #[test]
    fn an_invariant_without_its_test_is_named() {
        let text = "# A\n\n## Invariants\n\n- So (`a_test_that_nobody_wrote`).\n\n## Choices\n";
        let found = missing_tests(&crate::root(), &text.replace("nobody", "no_one")).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn tests_and_comments_are_not_looked_at() {
        let text =
            "fn a() {} // a label\n/// 总计\nfn b() {}\n\n#[cfg(test)]\nmod tests {\n    f64\n}\n";
        let source = Source { path: "crates/nianbao-core/src/a.rs".into(), text: text.into() };
        let code = without_tests(source).unwrap();
        assert!(code.text.contains("fn b()") && !code.text.contains("f64"), "{}", code.text);
        assert!(!code.text.contains("总计") && !code.text.contains("label"));
    }
}

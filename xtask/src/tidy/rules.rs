//! What a crate must not know.

use nianbao::FieldId;

use super::Source;

/// What a source file has and must not have.
pub(super) fn broken(source: &Source) -> Vec<String> {
    let owner = source.owner();
    let is_adapter = owner.starts_with("nianbao-format-");
    let mut found = Vec::new();
    // The kit is a test, examples show how files are read, and a build script writes for cargo.
    let parts: Vec<&str> = source.path.split('/').collect();
    let apart = parts.contains(&"examples") || parts.ends_with(&["build.rs"]);
    if !apart && !["nianbao-cli", "nianbao-kit"].contains(&owner) {
        found.extend(words(source, &FILES, "opens files"));
    }
    if ["nianbao-core", "nianbao-form", "nianbao-check"].contains(&owner) {
        found.extend(words(source, &["f64", "f32"], "counts in binary fractions"));
    }
    if owner == "nianbao-core" {
        found.extend(words(source, &["Instant::now", "SystemTime::now"], "looks at the clock"));
    }
    if is_adapter {
        found.extend(labels(source));
        found.extend(fields(source));
    }
    found
}

const FILES: [&str; 5] = ["std::fs", "File::open", "File::create", "fs::read", "fs::write"];

fn words(source: &Source, words: &[&str], what: &str) -> Option<String> {
    let line = source.text.lines().find(|line| words.iter().any(|word| is_word_in(line, word)))?;
    Some(format!("{} {what}: {}", source.path, line.trim()))
}

/// Whether a word stands in a line, not as the part of another.
fn is_word_in(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}

/// Texts in quotes that are labels of the form.
fn labels(source: &Source) -> Vec<String> {
    let labels: Vec<&str> = FieldId::all()
        .flat_map(|field| field.info().row_label.split(" / "))
        .filter(|label| label.chars().count() > 1 && !label.is_ascii())
        .collect();
    let quoted = literals(&source.text);
    let known = quoted.into_iter().filter(|text| labels.contains(&text.trim()));
    known.map(|text| format!("{} knows the label {text}", source.path)).collect()
}

/// Texts in quotes that are ids of fields.
fn fields(source: &Source) -> Vec<String> {
    let quoted = literals(&source.text);
    let known =
        quoted.into_iter().filter(|text| text.contains('.') && FieldId::from_id(text).is_some());
    known.map(|text| format!("{} knows the field {text}", source.path)).collect()
}

/// What stands between double quotes on a line.
fn literals(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        broken(&Source { path: path.to_owned(), text: text.to_owned() })
    }

    #[test]
    fn what_a_crate_must_not_know_is_named() {
        let adapter = "crates/nianbao-format-text/src/a.rs";
        let field = FieldId::all().find(|field| field.id().contains('.')).unwrap();
        let label = field.info().row_label.split(" / ").next().unwrap();
        assert_eq!(found(adapter, &format!("let a = \"{}\";", field.id())).len(), 1);
        assert_eq!(found(adapter, &format!("let a = \"{label}\";")).len(), 1, "{label}");
        assert_eq!(found(adapter, "use std::fs;").len(), 1);
        assert_eq!(found("crates/nianbao-check/src/a.rs", "let a: f64 = 1.0;").len(), 1);
        assert_eq!(found("crates/nianbao-core/src/a.rs", "Instant::now()").len(), 1);
    }

    #[test]
    fn what_it_may_know_is_not() {
        assert!(found("crates/nianbao-cli/src/a.rs", "use std::fs;").is_empty());
        assert!(found("crates/nianbao-format-xlsx/src/a.rs", "let a: f64 = 1.0;").is_empty());
        assert!(found("crates/nianbao-form/src/a.rs", "let buf64 = \"规章\";").is_empty());
    }
}

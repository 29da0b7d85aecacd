//! A new adapter crate, wired and green, whose syntax is still to be written.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use nianbao::Registry;

/// The files of the crate, with `newformat` for its name.
const FILES: [(&str, &str); 6] = [
    ("Cargo.toml", include_str!("new_format/template/package.toml")),
    ("src/lib.rs", include_str!("new_format/template/lib.rs")),
    ("src/probe.rs", include_str!("new_format/template/probe.rs")),
    ("src/read.rs", include_str!("new_format/template/read.rs")),
    ("src/write.rs", include_str!("new_format/template/write.rs")),
    ("tests/kit.rs", include_str!("new_format/template/kit.rs")),
];

/// The fuzzer's target, outside the crate.
const TARGET: &str = include_str!("new_format/template/target.rs");

/// What the template says the format is, in both languages.
const ABOUT: [&str; 2] = ["新格式", "a new format"];

/// Where it is wired: a file, the beginning of the lines among which the new one stands, and the line.
const WIRES: [(&str, &str, &str); 3] = [
    (
        "crates/nianbao/Cargo.toml",
        "nianbao-format-",
        "nianbao-format-NAME = { path = \"../nianbao-format-NAME\", version = \"0.1.0\" }",
    ),
    ("crates/nianbao/src/lib.rs", "use nianbao_format_", "use nianbao_format_NAME as _;"),
    (
        "ARCHITECTURE.md",
        "| `nianbao-format-",
        "| `nianbao-format-NAME` | ABOUT, both ways | core, charset | the form, other formats |",
    ),
];

/// The list of the fuzzer's targets.
const TARGETS: &str = "fuzz/Cargo.toml";

/// Writes the crate below `root` and wires it; gives the files that it wrote or changed. `about` says what
/// the format is, in Chinese and in English.
pub fn run(root: &Path, name: &str, about: [&str; 2]) -> Result<Vec<String>> {
    check(root, name, about)?;
    let folder = format!("crates/nianbao-format-{name}");
    let written = FILES.map(|(file, template)| (format!("{folder}/{file}"), template));
    let target = (format!("fuzz/fuzz_targets/read_{name}.rs"), TARGET);
    let mut touched = Vec::new();
    for (file, template) in written.into_iter().chain([target]) {
        let path = root.join(&file);
        fs::create_dir_all(path.parent().context("a file without a folder")?)?;
        let text = template.replace("newformat", name);
        let said = ABOUT.iter().zip(about).fold(text, |text, (old, new)| {
            text.replace(&format!("\"{old}\""), &format!("\"{new}\""))
        });
        fs::write(&path, said)?;
        touched.push(file);
    }
    for (file, beginning, line) in WIRES {
        let text = fs::read_to_string(root.join(file))?;
        let line = line.replace("NAME", name).replace("ABOUT", about[1]);
        fs::write(root.join(file), with_line(&text, beginning, &line)?)?;
        touched.push(file.to_owned());
    }
    let targets = fs::read_to_string(root.join(TARGETS))?;
    fs::write(root.join(TARGETS), with_target(&targets, &format!("read_{name}")))?;
    touched.push(TARGETS.to_owned());
    Ok(touched)
}

fn check(root: &Path, name: &str, about: [&str; 2]) -> Result<()> {
    let [chinese, english] = about;
    let quoted = |text: &str| text.contains(['"', '\\', '|']) || text.contains(char::is_control);
    ensure!(
        !chinese.is_ascii()
            && english.is_ascii()
            && !english.is_empty()
            && !about.iter().any(|a| quoted(a)),
        "say what the format is, in Chinese and in English, as `cargo xtask new-format adoc \"AsciiDoc 文本\" \
         AsciiDoc`"
    );
    let is_letter = |c: char| c.is_ascii_lowercase();
    let plain =
        name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit());
    ensure!(
        plain && name.len() <= 20,
        "{name:?} cannot be a format's name: take at most 20 lower-case letters and digits, beginning with a \
         letter, such as `adoc`"
    );
    let registry = Registry::new()?;
    // A new format begins with its name as its extension.
    if let Some(format) = registry.by_name(name).or(registry.by_file_name(&format!("a.{name}"))) {
        let (taken, about) = (format.name, format.about.1);
        bail!("{name} is taken by the format {taken} ({about}): `nianbao formats` lists them");
    }
    let folder = root.join("crates").join(format!("nianbao-format-{name}"));
    ensure!(
        !folder.exists(),
        "{} is there already: remove it, or take another name",
        folder.display()
    );
    Ok(())
}

/// The text with a line more, in its alphabetical place among those that begin alike.
fn with_line(text: &str, beginning: &str, line: &str) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let alike = |index: &usize| lines[*index].starts_with(beginning);
    let alike: Vec<usize> = (0..lines.len()).filter(alike).collect();
    let last = alike.last().with_context(|| format!("no line begins with {beginning}"))?;
    let after = alike.iter().find(|index| lines[**index] > line);
    lines.insert(after.copied().unwrap_or(last + 1), line);
    Ok(lines.join("\n") + "\n")
}

/// The list of targets with one more, in its alphabetical place.
fn with_target(text: &str, name: &str) -> String {
    let block = |name: &str| {
        format!(
            "[[bin]]\nname = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\ntest = false\ndoc = false\nbench = false\n"
        )
    };
    let begins = |(at, _): &(usize, &str)| {
        let other = text[*at..].split('"').nth(1);
        other.is_some_and(|other| other > name)
    };
    match text.match_indices("[[bin]]\nname = ").find(begins) {
        Some((at, _)) => format!("{}{}\n{}", &text[..at], block(name), &text[at..]),
        None => format!("{}\n\n{}", text.trim_end(), block(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: [&str; 2] = ["试验格式", "a trial"];

    #[test]
    fn a_line_goes_to_its_place_in_the_alphabet() {
        let text = "[dependencies]\nf-a = 1\nf-c = 1\nserde = 1\n";
        let at = |line| with_line(text, "f-", line).unwrap();
        assert_eq!(at("f-b = 1"), "[dependencies]\nf-a = 1\nf-b = 1\nf-c = 1\nserde = 1\n");
        assert_eq!(at("f-d = 1"), "[dependencies]\nf-a = 1\nf-c = 1\nf-d = 1\nserde = 1\n");
        assert!(with_line("", "f-", "f-a").is_err());
    }

    #[test]
    fn a_new_crate_is_written_and_wired_wherever_a_format_is_named() {
        let root = std::env::temp_dir().join(format!("nianbao-format-{}", std::process::id()));
        fs::create_dir_all(root.join("crates/nianbao/src")).unwrap();
        fs::create_dir_all(root.join("fuzz")).unwrap();
        for file in WIRES.map(|(file, ..)| file).into_iter().chain([TARGETS]) {
            fs::copy(crate::root().join(file), root.join(file)).unwrap();
        }
        let touched = run(&root, "mmm", SAID).unwrap();
        let read = |file: &str| fs::read_to_string(root.join(file)).unwrap();
        let old = |file: &str| fs::read_to_string(crate::root().join(file)).unwrap();
        for (file, ..) in WIRES {
            assert_eq!(read(file).lines().count(), old(file).lines().count() + 1, "{file}");
        }
        let targets = read(TARGETS);
        let names = targets.lines().filter_map(|line| line.strip_prefix("name = \""));
        let order: Vec<&str> = names.filter(|name| name.starts_with("read_")).collect();
        assert!(order.contains(&"read_mmm\"") && order.is_sorted(), "{order:?}");
        assert!(read("fuzz/fuzz_targets/read_mmm.rs").contains("read(\"mmm\""));
        assert!(read("ARCHITECTURE.md").contains("| `nianbao-format-mmm` | a trial, both ways |"));
        let manifest = read("crates/nianbao-format-mmm/Cargo.toml");
        assert!(manifest.contains("name = \"nianbao-format-mmm\""), "{manifest}");
        let said = read("crates/nianbao-format-mmm/src/lib.rs");
        assert!(said.contains("about: (\"试验格式\", \"a trial\")"), "{said}");
        for file in &touched {
            assert!(!read(file).contains("newformat"), "{file}");
        }
        assert!(run(&root, "mmm", SAID).unwrap_err().to_string().contains("there already"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_format_must_say_what_it_is() {
        for about in
            [["", ""], ["a trial", "a trial"], ["试验", "试验"], ["试\"验", "a"], ["试验", "a|b"]]
        {
            let told = run(&crate::root(), "mmm", about).unwrap_err().to_string();
            assert!(told.contains("say what"), "{about:?}: {told}");
        }
    }

    #[test]
    fn names_that_cannot_be_are_refused_before_anything_is_written() {
        let root = crate::root();
        for name in ["", "Tsv", "t-s", "9p", "../x", "html", "表"] {
            let told = run(&root, name, SAID).unwrap_err().to_string();
            assert!(told.contains(name) && told.len() > 20, "{told}");
        }
        for (name, taken) in [("ods", "ods"), ("tsv", "csv")] {
            let told = run(&root, name, SAID).unwrap_err().to_string();
            assert!(told.contains(&format!("the format {taken} ")), "{told}");
        }
    }
}

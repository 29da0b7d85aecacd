//! Every command that a document shows is run as it stands there, in a folder that holds what the
//! documents speak of.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::run;

/// A page that is there, and empty: the one failure of a long run.
const BROKEN: &str = "pages/broken.html";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of which the documents speak, with pages of ours under the names they use.
fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    let pages = project().join("fixtures/pages");
    for name in ["received", "pages", "archive"] {
        fs::create_dir(root.path().join(name)).unwrap();
    }
    let copies = [
        ("docx-2021-draft/input.docx", "our-report.docx"),
        ("html-2021-plain/input.html", "page.html"),
        ("html-2021-plain/input.html", "2022.html"),
        ("html-2021-layout-tables/input.html", "2023.html"),
        ("html-2021-plain/input.html", "published.html"),
        ("text-2021-bars-cut/input.txt", "page.txt"),
        ("html-2021-plain/input.html", "received/education.html"),
        ("xlsx-2021-form/input.xlsx", "received/forestry.xlsx"),
        ("html-2021-plain/input.html", "pages/a.html"),
        ("html-2014-plain/input.html", "pages/b.html"),
        ("html-2019-plain/input.html", "archive/2020.html"),
        ("text-2019-bars/input.txt", "archive/2019.txt"),
    ];
    for (from, to) in copies {
        fs::copy(pages.join(from), root.path().join(to)).unwrap();
    }
    fs::write(root.path().join("units.csv"), "单位\n临江市教育局\n云溪县林业局\n").unwrap();
    fs::write(root.path().join(BROKEN), "").unwrap();
    root
}

/// The lines of a document's `sh` fences that run the program, and nothing else.
fn commands(document: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in document.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && line.starts_with("nianbao ") {
            // What the line is piped into is not ours, and need not be there.
            lines.push(line.split(" | ").next().unwrap().to_owned());
        }
    }
    lines
}

/// Runs a document's commands one after the other, as a reader would, and says what went wrong.
fn follow(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let (root, mut wrong) = (folder(), Vec::new());
    for line in commands(&text) {
        if line.starts_with("nianbao publish form.xlsx") {
            // By then somebody has filled it in.
            let (status, _, err) = run(&root, &["convert", "page.html", "-o", "form.xlsx"]);
            assert_eq!(status, 0, "{err}");
        }
        let shown = format!("{}: {line}", document.file_name().unwrap().to_string_lossy());
        let binary = Path::new(env!("CARGO_BIN_EXE_nianbao")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(&line).current_dir(root.path()).env("PATH", path).env("LANG", "C");
        let output = shell.output().unwrap();
        // 1 is what a check says that found something, and a run of which one file failed.
        if !matches!(output.status.code(), Some(0 | 1)) {
            wrong.push(format!("{shown}\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let outputs = words.windows(2).filter(|pair| {
            ["-o", "--contributions", "--annotate", "--resume", "--failures", "--write-waivers"]
                .contains(&pair[0])
        });
        for pair in outputs.filter(|pair| !root.path().join(pair[1]).exists()) {
            wrong.push(format!("{shown}\nthere is no {}", pair[1]));
        }
        if line.contains("--failures") {
            let mended = project().join("fixtures/pages/html-2021-plain/input.html");
            fs::copy(mended, root.path().join(BROKEN)).unwrap();
        }
    }
    wrong
}

#[test]
fn the_commands_of_the_documents_run_as_they_are_written() {
    let root = project();
    let mut documents = vec![root.join("README.md"), root.join("README.zh-CN.md")];
    for folder in ["docs", "docs/zh"] {
        let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        documents.extend(entries.filter(|path| path.extension().is_some_and(|ext| ext == "md")));
    }
    let shown = |path: &Path| commands(&fs::read_to_string(path).unwrap()).len();
    let total: usize = documents.iter().map(|path| shown(path)).sum();
    assert!(total > 40, "the documents show {total} commands: are they still found?");
    let wrong: Vec<String> = documents.iter().flat_map(|path| follow(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

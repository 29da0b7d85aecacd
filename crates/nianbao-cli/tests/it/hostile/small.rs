//! The small files of `fixtures/bad`.

use super::*;

/// What each file of the folder comes to: words of its error or of a note; none where it is read without.
const ENDS: [(&str, i32, &str); 26] = [
    ("bars.txt", 0, ""),
    ("binary.bin", 2, "known format"),
    ("colspan.html", 0, "limit.reached"),
    ("comment.html", 0, "table.missing"),
    ("corners.xlsx", 0, ""),
    ("deep.json", 2, "line 1"),
    ("doctype.docx", 2, "document type"),
    ("document.pdf", 2, "PDF"),
    ("empty.html", 2, "empty"),
    ("entities.html", 0, "table.missing"),
    ("entity-bomb.xml", 2, "DOCTYPE"),
    ("exponent.json", 2, "not an exact decimal"),
    ("external-entity.xml", 2, "DOCTYPE"),
    ("merged.xlsx", 0, ""),
    ("names.zip", 0, "table.missing"),
    ("nested.docx", 0, "limit.reached"),
    ("nested.html", 0, "limit.reached"),
    ("no-report.html", 0, ""),
    ("not-reports.json", 2, "reports"),
    ("nul.html", 0, "table.missing"),
    ("repeated.ods", 0, ""),
    ("spans.docx", 0, ""),
    ("spans.html", 0, ""),
    ("surrogate.json", 2, "hex escape"),
    ("twice.json", 2, "stands twice"),
    ("two-lists.json", 2, "duplicate field"),
];

#[test]
fn every_bad_file_ends_in_a_note_or_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bad");
    let root = tempfile::tempdir().unwrap();
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ENDS.map(|(name, ..)| name), "a bad file without its end");
    for (name, status, words) in ENDS {
        fs::copy(folder.join(name), root.path().join(name)).unwrap();
        let run = convert(&root, name);
        assert_eq!(run.status, status, "{name}: {}", run.err);
        let told = if status == 0 { &run.out } else { &run.err };
        assert!(told.contains(words), "{name}: {told}");
    }
}

/// What is in a file of this machine must not come into a report.
#[test]
fn no_entity_opens_a_file() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("secret.txt"), "SECRET").unwrap();
    let path = root.path().join("secret.txt");
    let entity = format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"file://{}\">]>", path.display());
    for (name, content) in [
        ("a.xml", format!("<?xml version=\"1.0\"?>{entity}<reports>&x;</reports>")),
        ("a.html", format!("{entity}{}<p>&x;</p>", head())),
    ] {
        fs::write(root.path().join(name), content).unwrap();
        let run = convert(&root, name);
        assert!(!run.out.contains("SECRET") && !run.err.contains("SECRET"), "{name}");
    }
}

#[test]
fn bad_files_cost_only_themselves() {
    let root = tempfile::tempdir().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bad");
    fs::create_dir(root.path().join("in")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, root.path().join("in").join(path.file_name().unwrap())).unwrap();
    }
    fs::write(root.path().join("in/~.html"), head()).unwrap();
    let run = run(root.path(), &["export", "in", "-o", "out.jsonl"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let out = fs::read_to_string(root.path().join("out.jsonl")).unwrap();
    assert!(out.contains("in/~.html"), "the good one is lost");
    let left = ENDS.iter().filter(|(_, status, _)| *status == 2).count();
    assert!(run.err.contains(&format!("{left} failed")), "{}", run.err);
}

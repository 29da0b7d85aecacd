//! Which inputs are found, and in which order.

use super::*;

fn names(found: &Inputs) -> Vec<String> {
    found.sources().map(Source::name).collect()
}

#[test]
fn inputs_stay_in_order_and_directories_are_sorted() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    for name in ["b/2.html", "b/1.html", "b/a/3.html", "a.txt"] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), "four").unwrap();
    }
    fs::create_dir(root.join("empty")).unwrap();
    let asked = ["b", "-", "a.txt", "missing.txt", "empty"];
    let inputs = asked.map(|name| if name == "-" { name.into() } else { root.join(name) });
    let found = expand(&inputs, Lang::En);
    let at = |name: &str| root.join(name).display().to_string();
    let mut expected = ["b/1.html", "b/2.html", "b/a/3.html"].map(at).to_vec();
    expected.extend(["-".to_owned(), at("a.txt"), at("missing.txt"), at("empty")]);
    assert_eq!(names(&found), expected);
    assert!(found.sources().last().unwrap().bytes(Lang::En).is_err());
    assert_eq!(found.size(), 16);
}

#[test]
fn what_is_hidden_is_searched_only_if_it_is_named() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path().join(".kept");
    let left_behind =
        ["~$a.docx", "d/thumbs.db", "Desktop.ini", "__MACOSX/a.html", "d/datapackage.json"];
    for name in [".b.txt", ".git/c.txt", "d/.e/f.txt", "a.txt"].into_iter().chain(left_behind) {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), "").unwrap();
    }
    let stems = |input: &str| -> Vec<String> {
        expand(&[root.join(input)], Lang::En).sources().map(Source::stem).collect()
    };
    assert_eq!(stems(""), ["a"]);
    assert_eq!(stems(".git"), ["c"]);
    assert_eq!(stems(".b.txt"), [".b"]);
}

#[test]
fn members_of_one_archive_are_one_entry() {
    let root = tempfile::tempdir().unwrap();
    let zip = root.path().join("a!b.zip");
    fs::write(&zip, "").unwrap();
    let within = |name: &str| PathBuf::from(format!("{}!{name}", zip.display()));
    let found = expand(&[within("1.html"), within("d/2!.html"), within("1.html")], Lang::En);
    assert_eq!(names(&found), [zip.display().to_string()]);
    let only = found.entries[0].only.as_ref().unwrap();
    assert_eq!(only.iter().collect::<Vec<_>>(), ["1.html", "d/2!.html"]);
}

#[test]
fn a_line_that_is_too_long_is_one_failure_wherever_it_stands() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("pages.jsonl");
    let long = format!("{{\"html\": \"{}\"}}", "a".repeat(2 * (32 << 20)));
    let page = r#"{"html": "<p>1</p>"}"#;
    fs::write(&path, format!("{long}\n{page}\n{long}\n{page}\n")).unwrap();
    let registry = nianbao::Registry::new().unwrap();
    let found = expand(std::slice::from_ref(&path), Lang::En);
    let read: Vec<bool> =
        found.pieces(&registry, Lang::En).map(|piece| piece.load(Lang::En).bytes.is_ok()).collect();
    assert_eq!(read, [false, true, false, true]);
}

//! The command as a script meets it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::program::{nianbao, run, told};

mod edges;

const ONE: &str = r#"{"title": "甲", "facts": {"complaints": {"value": 3, "raw": "3"}}}"#;
const TWO: &str = r#"{"title": "乙", "facts": {"complaints": {"value": null, "raw": "/"}}}"#;

/// A directory with a few inputs.
fn inputs() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("one.jsonl", &format!("{ONE}\n"));
    write("two.jsonl", &format!("{TWO}\n"));
    write("both/a.jsonl", &format!("{ONE}\n{TWO}\n"));
    write("both/sub/a.jsonl", &format!("{TWO}\n"));
    write("broken.jsonl", &format!("{ONE}\n{{\"facts\": 1}}\n"));
    write("noise.bin", "\0\u{1}\u{2}\0\0");
    write("empty.html", "");
    root
}

fn titles(jsonl: &str) -> String {
    let place = |line: &str| line.find("\"title\": \"").unwrap() + 10;
    jsonl.lines().map(|line| line[place(line)..].chars().next().unwrap()).collect()
}

#[test]
fn data_goes_to_standard_output_and_the_rest_to_standard_error() {
    let root = inputs();
    let (status, out, err) = run(&root, &["convert", "one.jsonl"]);
    assert_eq!(status, 0, "{err}");
    assert!(out.starts_with("{\n  \"reports\": ["), "{out}");
    assert!(out.contains("\"file\": \"one.jsonl\""), "{out}");
    assert_eq!(err, "1 file read, 1 report, 0 notes, 0 failed\n");
    let (_, _, err) = run(&root, &["convert", "one.jsonl", "--quiet"]);
    assert_eq!(err, "");
    let (_, _, err) = run(&root, &["convert", "one.jsonl", "--lang", "zh"]);
    assert_eq!(err, "读取 1 个文件，1 份报告，0 条备注，0 个文件失败\n");
}

#[test]
fn every_command_that_reads_takes_the_same_arguments() {
    let root = inputs();
    for command in [
        &["convert", "one.jsonl"][..],
        &["export", "one.jsonl", "-o", "a.xlsx"],
        &["check", "one.jsonl"],
        &["rollup", "one.jsonl", "--organ", "丙", "--year", "2024"],
        &["years", "one.jsonl", "--organ", "甲", "-o", "b.xlsx"],
        &["diff", "one.jsonl", "two.jsonl"],
        &["publish", "one.jsonl", "-o", "out", "--force"],
        &["form", "-o", "form.xlsx"],
        &["explain", "complaints", "empty.html"],
    ] {
        let (_, _, err) = run(&root, &[command, &["--jobs", "2", "--quiet"]].concat());
        assert!(!err.contains("unexpected argument"), "{command:?}: {err}");
    }
}

#[test]
fn what_is_checked_may_be_listed_and_what_tells_of_rules_reads_nothing() {
    let root = inputs();
    fs::write(root.path().join("list"), "one.jsonl\ntwo.jsonl\nbroken.jsonl\n").unwrap();
    let (status, out, err) =
        run(&root, &["check", "-t", "jsonl", "--files-from", "list", "--failures", "bad"]);
    assert_eq!((status, out.lines().count()), (1, 2), "{err}");
    let failed = fs::read_to_string(root.path().join("bad")).unwrap();
    assert!(failed.contains("broken.jsonl") && !failed.contains("two.jsonl"), "{failed}");
    assert_eq!(run(&root, &["check", "--rules"]).0, 0);
    let (status, _, err) = run(&root, &["check"]);
    assert!(status == 2 && err.contains("<INPUT>"), "{err}");
}

#[test]
fn inputs_are_in_order_for_any_number_of_jobs() {
    let root = inputs();
    let arguments = ["convert", "two.jsonl", "both", "one.jsonl", "-t", "jsonl", "--jobs"];
    for jobs in ["1", "2", "7"] {
        let (status, out, err) = run(&root, &[&arguments[..], &[jobs]].concat());
        assert_eq!((status, &*titles(&out)), (0, "乙甲乙乙甲"), "{err}");
    }
}

#[test]
fn a_failure_is_named_and_the_others_are_written() {
    let root = inputs();
    let (status, out, err) = run(&root, &["convert", ".", "missing", "-t", "jsonl"]);
    assert_eq!((status, titles(&out).chars().count()), (1, 5), "{out}{err}");
    for line in [
        "nianbao: ./broken.jsonl: cannot be read as jsonl: line 2, column ",
        "nianbao: ./empty.html: the file is empty\n",
        "nianbao: ./noise.bin: not of a known format",
        "nianbao: missing: cannot be read: ",
        "4 files read, 5 reports, 0 notes, 4 failed\n",
    ] {
        assert!(err.contains(line), "{line}\n{err}");
    }
}

#[test]
fn failures_of_one_reason_are_told_a_few_times_and_counted() {
    let root = inputs();
    for number in 0..8 {
        fs::write(root.path().join(format!("scan-{number}.html")), "%PDF-1.7").unwrap();
    }
    let list = root.path().join("list.txt");
    let (_, _, err) = run(&root, &["convert", ".", "--failures", "list.txt", "-t", "jsonl"]);
    assert_eq!(err.matches("nianbao: ./scan-").count(), 3, "{err}");
    assert!(err.contains("nianbao: 5 more failed for the same reasons\n"), "{err}");
    assert!(err.contains("       8  this is a PDF"), "{err}");
    assert!(err.contains("  list.txt has them all; --files-from list.txt reads"), "{err}");
    let listed = fs::read_to_string(list).unwrap();
    assert_eq!(listed.matches("./scan-").count(), 8, "{listed}");
    let (_, _, err) = run(&root, &["convert", ".", "-q", "-t", "jsonl"]);
    assert_eq!(err.matches("nianbao: ./scan-").count(), 8, "{err}");
}

/// A page that says it is not there was read all the same.
#[test]
fn pages_that_are_no_reports_are_counted() {
    let root = tempfile::tempdir().unwrap();
    let gone = "<html><title>404</title><h1>404 Not Found</h1><p>页面不存在</p></html>";
    fs::write(root.path().join("gone.html"), gone).unwrap();
    let list = ["--failures", "again.txt"];
    let (status, _, err) =
        run(&root, &[&["convert", "gone.html", "-o", "gone.json"], &list[..]].concat());
    assert!(status == 0 && err.contains("1 report (1 of them seem to be none"), "{err}");
    let listed = fs::read_to_string(root.path().join("again.txt")).unwrap();
    assert!(listed.starts_with("gone.html\tthis part is not an annual report"), "{listed}");
}

#[test]
fn where_nothing_can_be_read_nothing_is_written() {
    let root = inputs();
    for output in ["-", "old.json", "old.xlsx"] {
        let path = root.path().join(output);
        fs::write(&path, "old").unwrap();
        let arguments = ["export", "noise.bin", "-o", output, "-t", "json"];
        let arguments = if output == "old.xlsx" { &arguments[..4] } else { &arguments[..] };
        let (status, out, _) = run(&root, arguments);
        assert_eq!((status, &*out), (2, ""), "{output}");
        assert_eq!(fs::read_to_string(path).unwrap(), "old", "an existing output survives");
    }
    let left = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".nia")).collect();
    assert_eq!(left, [""; 0], "temporary files are cleared away");
}

#[test]
fn a_file_of_no_reports_is_an_output_of_none() {
    let root = inputs();
    fs::write(root.path().join("none.json"), "{\"reports\": []}").unwrap();
    let (status, out, _) = run(&root, &["convert", "none.json"]);
    assert_eq!((status, &*out), (0, "{\"reports\": []}\n"));
}

#[test]
fn a_directory_takes_a_file_an_input_with_clashes_numbered() {
    let root = inputs();
    let (status, out, err) = run(&root, &["convert", "both", "one.jsonl", "-o", "new/"]);
    assert_eq!((status, &*out), (0, ""), "{err}");
    let entries = fs::read_dir(root.path().join("new")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a-2.json", "a.json", "one.json"]);
    let (_, out, _) = run(&root, &["convert", "new/a.json", "-t", "jsonl"]);
    assert_eq!(titles(&out), "甲乙");
}

#[test]
fn folders_of_the_inputs_are_kept_if_that_is_asked_for() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["in/教育", "in/水务", "in/水务/2023"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
        fs::write(root.path().join(folder).join("年报.txt"), folder).unwrap();
    }
    let convert = ["convert", "in", "-t", "html", "-o", "out/"];
    let (status, _, err) = run(&root, &convert);
    assert_eq!(status, 0, "{err}");
    assert!(
        err.contains("2 outputs would have had the name of another") && err.contains("年报-2.html"),
        "{err}"
    );
    assert!(root.path().join("out/年报-3.html").is_file());
    let (status, _, err) = run(&root, &[&convert[..5], &["kept/", "--keep-folders"]].concat());
    assert!(status == 0 && !err.contains("another"), "{err}");
    for name in ["教育/年报.html", "水务/年报.html", "水务/2023/年报.html"] {
        assert!(root.path().join("kept").join(name).is_file(), "{name}");
    }
    let index = fs::read_to_string(root.path().join("kept/index.html")).unwrap();
    assert!(index.contains("href=\"./%E6%95%99%E8%82%B2/"), "{index}");
}

#[test]
fn standard_input_is_an_input() {
    let root = inputs();
    let mut command = nianbao(root.path(), &["convert", "-", "-f", "jsonl", "-t", "jsonl"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(TWO.as_bytes()).unwrap();
    let (status, out, err) = told(&child.wait_with_output().unwrap());
    assert_eq!((status, &*titles(&out)), (0, "乙"), "{err}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let root = inputs();
    let many = format!("{ONE}\n").repeat(20_000);
    fs::write(root.path().join("many.jsonl"), many).unwrap();
    for arguments in [
        &["convert", "many.jsonl", "-q"][..],
        &["export", "many.jsonl", "-q", "-o", "-", "-t", "xlsx"],
        &["formats"],
    ] {
        let mut command = nianbao(root.path(), arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let (status, _, err) = told(&child.wait_with_output().unwrap());
        assert_eq!((status, &*err), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_wrong_request_is_told_with_its_remedy_before_anything_is_read() {
    let root = inputs();
    let cases: [(&[&str], &str); 12] = [
        (&["convert", "one.jsonl", "-t", "word"], "no format \"word\"; known: docx"),
        (&["convert", "one.jsonl", "-f", "word"], "no format \"word\"; known: "),
        (&["convert", "one.jsonl", "-t", "ods"], "ods cannot be written"),
        (&["convert", "one.jsonl", "-o", "a.zzz"], "name one with -t"),
        (&["convert", "one.jsonl", "-o", "./both/../one.jsonl"], "both input and output"),
        (&["convert", "both", "-t", "jsonl", "-o", "both"], "both input and output"),
        (&["export", "one.jsonl"], "-o reports.xlsx"),
        (&["export", "one.jsonl", "-o", "-"], "-t xlsx"),
        (&["explain", "one.jsonl", "year"], "the field comes first"),
        (&["convert", "one.jsonl", "-o", "a.doc"], "not written; use a.docx"),
        (&["convert", "one.jsonl", "-o", "a.PDF"], "not written; use a.docx"),
        (&["check", "one.jsonl", "--only", "requests.balanse"], "perhaps: requests."),
    ];
    for (arguments, remedy) in cases {
        let (status, out, err) = run(&root, arguments);
        assert_eq!((status, &*out), (2, ""), "{arguments:?}");
        assert!(err.starts_with("nianbao: ") && err.contains(remedy), "{err}");
        let chinese = [arguments, &["--lang", "zh"]].concat();
        let (status, _, err) = run(&root, &chinese);
        assert!(status == 2 && err.chars().any(|c| c >= '\u{4E00}'), "{err}");
    }
    assert_eq!(run(&root, &["convert"]).0, 2);
    assert_eq!(run(&root, &["rollup"]).0, 2);
    assert_eq!(run(&root, &["convert", "--help"]).0, 0);
    assert_eq!(fs::read_to_string(root.path().join("one.jsonl")).unwrap(), format!("{ONE}\n"));
}

#[test]
fn an_export_is_a_workbook_or_lines() {
    let root = inputs();
    let (status, _, err) = run(&root, &["export", "both", "noise.bin", "-o", "all.xlsx"]);
    assert_eq!(status, 1, "{err}");
    let first = fs::read(root.path().join("all.xlsx")).unwrap();
    assert!(first.starts_with(b"PK"));
    run(&root, &["export", "both", "noise.bin", "-o", "all.xlsx", "--jobs", "3"]);
    assert!(first == fs::read(root.path().join("all.xlsx")).unwrap(), "other bytes");
    let (status, _, err) = run(&root, &["export", "both", "-o", "all.jsonl"]);
    assert_eq!(status, 0, "{err}");
    assert_eq!(titles(&fs::read_to_string(root.path().join("all.jsonl")).unwrap()), "甲乙乙");
}

#[cfg(unix)]
#[test]
fn an_output_has_the_rights_of_the_one_it_replaces() {
    use std::os::unix::fs::PermissionsExt;

    let root = inputs();
    let path = root.path().join("a.json");
    let rights = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    run(&root, &["convert", "one.jsonl", "-o", "a.json"]);
    // What any program's new file has here, whatever the umask.
    let other = fs::metadata(root.path().join("one.jsonl")).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(), other);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    run(&root, &["convert", "one.jsonl", "-o", "a.json"]);
    assert_eq!(rights(), 0o640);
}

#[test]
fn every_command_has_a_manual_page() {
    let root = inputs();
    let (status, program, _) = run(&root, &["man"]);
    assert_eq!(status, 0);
    for command in ["convert", "export", "check", "rollup"] {
        assert!(program.contains(&format!("nianbao\\-{command}(1)")), "{command}: {program}");
        let (status, page, _) = run(&root, &["man", command]);
        assert_eq!(status, 0);
        assert!(page.contains(&format!(".TH nianbao-{command} 1")), "{page}");
        assert!(page.contains("\\-\\-lang"), "a shared option is missing: {page}");
    }
    let (status, _, err) = run(&root, &["man", "exprot"]);
    assert_eq!(status, 2);
    assert!(err.contains("exprot") && err.contains("export"), "{err}");
}

#[test]
fn formats_and_completions_are_listed() {
    let root = inputs();
    let (status, out, _) = run(&root, &["formats"]);
    assert_eq!(status, 0);
    for name in ["json", "jsonl", "xlsx"] {
        assert!(out.lines().any(|line| line.split_whitespace().next() == Some(name)), "{out}");
    }
    let (status, out, _) = run(&root, &["completions", "bash"]);
    assert!(status == 0 && out.contains("_nianbao"), "{out}");
}

#[test]
fn formats_are_told_to_programs() {
    let root = inputs();
    let (status, out, _) = run(&root, &["formats", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    let format = |name: &str| {
        list.as_array().unwrap().iter().find(|one| one["name"] == name).cloned().unwrap()
    };
    assert_eq!(status, 0);
    assert_eq!(
        (&format("html")["many"], &format("html")["lossless"]),
        (&false.into(), &true.into())
    );
    assert_eq!(
        (&format("jsonl")["many"], &format("text")["lossless"]),
        (&true.into(), &false.into())
    );
}

#[test]
fn a_directory_of_pages_has_an_index() {
    let root = inputs();
    fs::copy(root.path().join("one.jsonl"), root.path().join("index.jsonl")).unwrap();
    let arguments = ["convert", "both", "index.jsonl", "-t", "html", "-o", "out/"];
    assert_eq!(run(&root, &arguments).0, 0);
    let mut names: Vec<String> = fs::read_dir(root.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["a.1.html", "a.2.html", "a.html", "index-2.html", "index.html"]);
    let index = fs::read_to_string(root.path().join("out/index.html")).unwrap();
    for name in &names[..4] {
        assert!(index.contains(&format!("href=\"./{name}\"")), "{name}");
    }
    // It lists reports and is none.
    let (status, out, _) = run(&root, &["convert", "out", "-t", "jsonl"]);
    assert_eq!((status, out.lines().count()), (0, 4), "{out}");
}

#[test]
fn one_page_holds_one_report() {
    let root = inputs();
    for output in ["-", "page.html"] {
        let (status, out, told) = run(&root, &["convert", "both", "-t", "html", "-o", output]);
        assert_eq!((status, out.as_str()), (2, ""), "{told}");
        assert!(told.contains("OUT/"), "{told}");
    }
    assert!(!root.path().join("page.html").exists());
    let (status, out, _) = run(&root, &["convert", "one.jsonl", "-t", "html"]);
    assert!(status == 0 && out.ends_with("</html>\n"), "{out}");
}

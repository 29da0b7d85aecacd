//! `nianbao export` into folders of tables, and in groups.

use std::collections::BTreeSet;
use std::fs;
use std::process::Output;

use tempfile::TempDir;

use crate::program::nianbao;

/// Reports of two provinces and two years, of which the later does not go on from the earlier.
fn inputs() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let report = |organ: &str, year: u16, field: &str, value: u32| {
        format!(
            r#"{{"organ": "{organ}", "year": {year}, "facts": {{"requests.{field}.total": {{"value": {value}, "raw": "{value}"}}, "requests.granted.total": {{"value": null, "raw": ""}}}}}}"#
        )
    };
    let reports = [
        report("通榆县教育局", 2021, "carried_out", 7),
        report("通榆县教育局", 2022, "carried_in", 5),
        report("杭州市民政局", 2022, "carried_in", 0),
        report("朝阳区教育局", 2022, "carried_in", 0),
    ];
    fs::write(root.path().join("a.jsonl"), reports.join("\n") + "\n").unwrap();
    fs::write(root.path().join("broken.docx"), "").unwrap();
    root
}

fn run(root: &TempDir, arguments: &[&str]) -> Output {
    nianbao(root, arguments).env("SOURCE_DATE_EPOCH", "1700000000").output().unwrap()
}

fn names(root: &TempDir, folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root.path().join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn text(root: &TempDir, path: &str) -> String {
    fs::read_to_string(root.path().join(path)).unwrap()
}

#[test]
fn a_folder_of_tables_is_the_same_for_any_number_of_jobs_and_reads_back() {
    let root = inputs();
    for jobs in ["1", "3"] {
        let out = format!("tables-{jobs}/");
        let done =
            run(&root, &["export", "a.jsonl", "-t", "csv", "-o", &out, "--jobs", jobs, "--long"]);
        assert!(done.status.success(), "{done:?}");
    }
    let files = names(&root, "tables-1");
    assert_eq!(files, names(&root, "tables-3"));
    for name in &files {
        let [one, three] = ["tables-1", "tables-3"].map(|folder| format!("{folder}/{name}"));
        assert_eq!(
            fs::read(root.path().join(one)).unwrap(),
            fs::read(root.path().join(three)).unwrap()
        );
    }
    let package: serde_json::Value =
        serde_json::from_str(&text(&root, "tables-1/datapackage.json")).unwrap();
    let listed: BTreeSet<String> = package["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|resource| resource["path"].as_str().unwrap().to_owned())
        .chain(["datapackage.json".to_owned()])
        .collect();
    assert_eq!(files, listed);
    let requests = text(&root, "tables-1/申请.csv");
    assert!(requests.starts_with("\u{feff}organ,year,report,"), "{requests}");
    let back = run(&root, &["convert", "tables-1/申请.csv", "-q", "-t", "jsonl"]);
    let back = String::from_utf8(back.stdout).unwrap();
    let read: Vec<serde_json::Value> =
        back.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read.len(), 4);
    assert_eq!(read[0]["facts"]["requests.carried_out.total"]["value"], 7);
    // Alone, the file does not tell a blank cell from one that is not there.
    assert_eq!(read[0]["facts"].get("requests.granted.total"), None);
    let codes = read[0]["notes"].as_array().unwrap().iter();
    assert!(codes.map(|note| note["code"].as_str().unwrap()).any(|code| code == "blank.unknown"));
}

#[test]
fn what_a_workbook_tells_of_an_organ_by_its_name_is_no_row_of_the_report() {
    let root = inputs();
    let exported = run(&root, &["export", "a.jsonl", "-o", "book.xlsx", "--long", "--text"]);
    assert!(exported.status.success(), "{exported:?}");
    let back = run(&root, &["convert", "book.xlsx", "-q", "-t", "jsonl"]);
    let back = String::from_utf8(back.stdout).unwrap();
    assert_eq!(back.lines().count(), 4);
    for line in back.lines() {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(report["extras"], serde_json::json!([]), "{line}");
    }
}

#[test]
fn groups_are_workbooks_and_reports_are_compared_over_all() {
    let root = inputs();
    let arguments = ["export", "a.jsonl", "broken.docx", "-t", "csv", "-o", "t", "--by"];
    let by = |what: &str| run(&root, &[&arguments[..], &[what]].concat());
    assert_eq!(by("year").status.code(), Some(1));
    let folders = names(&root, ".").into_iter().filter(|name| name.starts_with("t-"));
    assert_eq!(folders.collect::<Vec<_>>(), ["t-2021", "t-2022", "t-年度不明"]);
    let findings = text(&root, "t-2022/勾稽.csv");
    assert!(findings.contains("years.carry_over"), "{findings}");
    assert!(!text(&root, "t-2021/勾稽.csv").contains("years.carry_over"));
    assert!(text(&root, "t-年度不明/来源.csv").contains("broken.docx"));
    assert_eq!(by("province").status.code(), Some(1));
    let rows = |name: &str| text(&root, &format!("t-{name}/报告.csv")).lines().count() - 1;
    let found = ["吉林省", "浙江省", "地区不明"].map(rows);
    assert_eq!(found, [2, 1, 1]);
}

#[test]
fn a_folder_is_not_taken_for_a_file_nor_a_file_for_a_folder() {
    let root = inputs();
    fs::create_dir(root.path().join("mine")).unwrap();
    fs::write(root.path().join("mine/notes.csv"), "x").unwrap();
    for (output, remedy) in [
        ("all.csv", "-t csv -o all/"),
        ("mine", "holds other files"),
        ("a.jsonl/", "no"),
        ("-", "name an output with -o"),
    ] {
        let done = run(&root, &["export", "a.jsonl", "-t", "csv", "-o", output]);
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{output}: {told}");
        assert!(told.contains(remedy), "{output}: {told}");
    }
    assert_eq!(text(&root, "mine/notes.csv"), "x");
    assert!(names(&root, ".").iter().all(|name| !name.starts_with(".nianbao-")));
}

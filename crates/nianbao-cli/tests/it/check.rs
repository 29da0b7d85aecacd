//! `nianbao check` and `nianbao diff` as a script meets them.

use std::fs;

use tempfile::TempDir;

use crate::program::run;

/// A report of an organ and a year with these facts.
fn report(organ: &str, year: u16, facts: &[(&str, i64)]) -> String {
    let facts: Vec<String> = facts
        .iter()
        .map(|(id, value)| format!("\"{id}\": {{\"value\": {value}, \"raw\": \"{value}\"}}"))
        .collect();
    format!(
        "{{\"organ\": \"{organ}\", \"year\": {year}, \"form\": \"2021\", \"facts\": {{{}}}}}\n",
        facts.join(", ")
    )
}

const TABLES: [(&str, i64); 2] =
    [("disclosure.licensing.decisions", 8), ("requests.received.total", 3)];

fn inputs() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(root.path().join(name), text).unwrap();
    let review = |upheld, total| {
        let facts = [
            ("review.upheld", upheld),
            ("review.corrected", 0),
            ("review.other", 0),
            ("review.pending", 1),
            ("review.total", total),
        ];
        [&TABLES[..], &facts[..]].concat()
    };
    write("right.jsonl", report("青禾县水务局", 2021, &review(2, 3)));
    write("wrong.jsonl", report("青禾县教育局", 2022, &review(2, 4)));
    write("warned.jsonl", report("青禾县林业局", 2022, &TABLES));
    write("later.jsonl", report("青禾县水务局", 2022, &review(4, 5)));
    root
}

#[test]
fn reasons_that_people_typed_stay_when_waivers_are_written_again() {
    let root = inputs();
    let write = |file: &str| run(&root, &["check", file, "--write-waivers", "w.txt"]);
    let (_, _, err) = write("wrong.jsonl");
    let path = root.path().join("w.txt");
    let bare = fs::read_to_string(&path).unwrap();
    let count = bare.lines().count() - 1;
    assert!(err.contains("w.txt: ") && err.contains("added, 0 kept"), "{err}");
    let reason = |line: &str| match line.strip_suffix(',') {
        Some(line) => format!("{line},已核实\n"),
        None => format!("{line}\n"),
    };
    let reasoned: String = bare.lines().map(reason).collect();
    assert_eq!(reasoned.matches("已核实").count(), count);
    fs::write(&path, &reasoned).unwrap();
    let (_, _, err) = write("wrong.jsonl");
    assert_eq!(fs::read_to_string(&path).unwrap(), reasoned);
    assert!(err.contains(&format!("0 waivers added, {count} kept")), "{err}");
    // Other findings are added, and those that are not there now stay.
    write("warned.jsonl");
    let more = fs::read_to_string(&path).unwrap();
    assert!(more.starts_with(&reasoned) && more.contains("青禾县林业局"), "{more}");
    // What is no list of waivers is left as it is.
    fs::write(&path, "台账\n").unwrap();
    let (status, _, err) = write("wrong.jsonl");
    assert!(status == 2 && err.contains("w.txt"), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "台账\n");
}

#[test]
fn reports_with_blank_cells_are_named_with_how_many() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    let blank = |id: &str| format!("\"{id}\": {{\"value\": null, \"raw\": \"\"}}");
    let one = blank("review.upheld");
    let two = format!("{one}, {}", blank("review.other"));
    for index in 10..23 {
        let facts = if index == 11 { &two } else { &one };
        let whole = report(&format!("青禾县第{index}局"), 2022, &TABLES);
        let text = whole.replace("\"facts\": {", &format!("\"facts\": {{{facts}, "));
        fs::write(root.path().join(format!("in/{index}.jsonl")), text).unwrap();
    }
    fs::write(root.path().join("in/whole.jsonl"), report("青禾县水务局", 2022, &TABLES)).unwrap();
    let (_, _, err) = run(&root, &["check", "in"]);
    assert!(err.contains("cells without a number: 14, in 13 reports"), "{err}");
    assert!(err.contains("  in/10.jsonl: 1\n  in/11.jsonl: 2\n  in/12.jsonl: 1\n"), "{err}");
    assert!(err.contains("  in/19.jsonl: 1\n  and 3 more reports\n"), "{err}");
    let (_, _, err) = run(&root, &["check", "in", "--lang", "zh"]);
    assert!(err.contains("  in/11.jsonl：2 个\n") && err.contains("  另有 3 份\n"), "{err}");
}

#[test]
fn a_total_that_nobody_computed_is_named_with_the_part_that_is_a_text() {
    let root = tempfile::tempdir().unwrap();
    let parts = [
        ("review.upheld", 12),
        ("review.corrected", 0),
        ("review.other", 0),
        ("review.pending", 1),
    ];
    let total = "\"facts\": {\"review.total\": {\"value\": null, \"raw\": \"\"}, ";
    let plain = report("青禾县水务局", 2022, &parts).replace("\"facts\": {", total);
    let wide = plain.replace("\"raw\": \"12\"", "\"raw\": \"１２\"");
    fs::write(root.path().join("plain.jsonl"), plain).unwrap();
    fs::write(root.path().join("wide.jsonl"), wide).unwrap();
    let (_, _, err) = run(&root, &["check", "plain.jsonl"]);
    assert!(err.contains("have one: 1: 行政复议 / 总计;") && err.contains("apostrophe"), "{err}");
    let (_, _, err) = run(&root, &["check", "wide.jsonl"]);
    assert!(err.contains("does not count: 行政复议 / 结果维持 \"１２\""), "{err}");
    assert!(!err.contains("apostrophe"), "{err}");
    let (_, _, err) = run(&root, &["check", "wide.jsonl", "--lang", "zh"]);
    assert!(err.contains("各项已经填了：行政复议 / 总计。"), "{err}");
    assert!(err.contains("公式不计的：行政复议 / 结果维持“１２”；请改填半角数字"), "{err}");
}

#[test]
fn the_exit_status_tells_errors_from_warnings() {
    let root = inputs();
    let status = |arguments: &[&str]| run(&root, &[&["check"], arguments].concat()).0;
    assert_eq!(status(&["right.jsonl"]), 0);
    assert_eq!(status(&["wrong.jsonl"]), 1);
    assert_eq!(status(&["warned.jsonl"]), 0);
    assert_eq!(status(&["warned.jsonl", "--deny", "warnings"]), 1);
    assert_eq!(status(&["wrong.jsonl", "--skip", "review"]), 0);
    assert_eq!(status(&["wrong.jsonl", "--only", "years"]), 0);
    assert_eq!(status(&["wrong.jsonl", "--only", "nonsense"]), 2);
    assert_eq!(status(&["missing.jsonl"]), 2);
    assert_eq!(status(&["right.jsonl", "missing.jsonl"]), 1);
    assert_eq!(status(&[]), 2);
}

#[test]
fn clean_reports_are_one_line() {
    let root = inputs();
    let (_, out, err) = run(&root, &["check", "right.jsonl", "--only", "review"]);
    assert_eq!(out, "1 report checked: 0 errors, 0 warnings, 0 info; 1 without findings\n");
    assert_eq!(err, "");
    let (_, out, _) = run(&root, &["check", "right.jsonl", "--only", "review", "--lang", "zh"]);
    assert_eq!(out, "检查 1 份报告：0 项错误，0 项警告，0 项提示；1 份没有发现问题\n");
    let (_, out, _) = run(&root, &["check", "right.jsonl", "--quiet"]);
    assert_eq!(out, "");
}

#[test]
fn sums_that_could_not_be_checked_are_told_with_the_reason() {
    let root = inputs();
    let fact = |id: &str, value: &str| format!(r#""review.{id}": {{"value": {value}}}"#);
    let facts = [fact("upheld", "2"), fact("corrected", "null"), fact("total", "5")].join(", ");
    fs::write(
        root.path().join("gap.jsonl"),
        format!(r#"{{"form": "2021", "facts": {{{facts}}}}}"#),
    )
    .unwrap();
    let (_, out, _) = run(&root, &["check", "gap.jsonl", "right.jsonl", "--only", "review"]);
    let words = "1 sum checked; 1 could not be in full, and errors in them would not show: 1 with a cell that is not";
    assert!(out.contains(words), "{out}");
    let (_, out, _) = run(&root, &["check", "gap.jsonl", "--only", "review", "-t", "jsonl"]);
    assert!(out.contains(r#""sums":{"checked":0,"blank":0,"absent":1,"unread":0}"#), "{out}");
}

#[test]
fn a_finding_names_what_would_mend_it() {
    let root = inputs();
    let (_, out, _) = run(&root, &["check", "wrong.jsonl", "--lang", "zh"]);
    assert!(out.starts_with("wrong.jsonl  青禾县教育局  2022\n  错误  review.total\n"), "{out}");
    assert!(out.contains("结果维持 2 + 尚未审结 1 = 3 ≠ 总计 4\n"), "{out}");
    assert!(out.contains("总计 应为 3"), "{out}");
}

#[test]
fn machine_formats_have_every_report_and_finding() {
    let root = inputs();
    let told = |format| run(&root, &["check", "right.jsonl", "wrong.jsonl", "-t", format]).1;
    let jsonl = told("jsonl");
    let lines: Vec<&str> = jsonl.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"file":"right.jsonl","part":1,"findings":[],"sums":{"checked":1,"blank":0,"absent":2,"unread":0}}"#
    );
    assert!(lines[1].contains(r#""rule":"review.total","severity":"error""#), "{jsonl}");
    assert!(lines[1].contains(r#""expected":"4","found":"3""#), "{jsonl}");
    assert!(lines[1].contains(r#"{"at":"review.total","value":3}"#), "{jsonl}");
    let sarif = told("sarif");
    assert!(sarif.contains("\"version\": \"2.1.0\"") && sarif.contains("\"uri\": \"wrong.jsonl\""));
    let junit = told("junit");
    assert!(
        junit.contains("<testsuite name=\"right.jsonl\" tests=\"1\" failures=\"0\">"),
        "{junit}"
    );
    assert!(junit.contains("<failure type=\"error\""), "{junit}");
}

#[test]
fn years_are_compared_over_files_for_any_number_of_jobs() {
    let root = inputs();
    let arguments = ["check", "later.jsonl", "wrong.jsonl", "right.jsonl", "-t", "jsonl", "--jobs"];
    let one = run(&root, &[&arguments[..], &["1"]].concat()).1;
    assert_eq!(run(&root, &[&arguments[..], &["4"]].concat()).1, one);
    assert_eq!(one.lines().count(), 3);
    let copies =
        report("青禾县水务局", 2023, &[("review.total", 5), ("requests.received.total", 3)]);
    let before =
        report("青禾县水务局", 2022, &[("review.total", 5), ("requests.received.total", 3)]);
    fs::write(root.path().join("a.jsonl"), copies).unwrap();
    fs::write(root.path().join("b.jsonl"), before).unwrap();
    let (_, out, _) =
        run(&root, &["check", "a.jsonl", "b.jsonl", "-t", "jsonl", "--only", "years"]);
    let first = out.lines().next().unwrap();
    assert!(
        first.contains("years.copied") && first.contains(r#""other":{"file":"b.jsonl","part":1}"#),
        "{out}"
    );
}

#[test]
fn a_waiver_holds_until_the_values_change() {
    let root = inputs();
    let (status, _, _) = run(&root, &["check", "wrong.jsonl", "--write-waivers", "waivers.csv"]);
    assert_eq!(status, 1);
    let (status, out, err) = run(&root, &["check", "wrong.jsonl", "--waivers", "waivers.csv"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let text = fs::read_to_string(root.path().join("wrong.jsonl")).unwrap();
    let text = text.replace("\"review.total\": {\"value\": 4", "\"review.total\": {\"value\": 9");
    fs::write(root.path().join("wrong.jsonl"), text).unwrap();
    let (status, _, err) = run(&root, &["check", "wrong.jsonl", "--waivers", "waivers.csv"]);
    assert_eq!(status, 1);
    assert!(err.contains("a waiver no longer applies"), "{err}");
}

#[test]
fn every_rule_is_explained() {
    let root = inputs();
    let (status, out, _) = run(&root, &["check", "--rules"]);
    assert_eq!(status, 0);
    for line in out.lines() {
        let rule = line.split_whitespace().next().unwrap();
        let (status, told, err) = run(&root, &["check", "--explain", rule]);
        assert_eq!((status, err.as_str()), (0, ""));
        assert!(told.contains("formula") && told.contains("found: "), "{told}");
    }
    assert_eq!(run(&root, &["check", "--explain", "nonsense"]).0, 2);
}

#[test]
fn two_years_are_compared() {
    let root = inputs();
    let (status, out, err) = run(&root, &["diff", "right.jsonl", "later.jsonl"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("two years of one organ: 2 fields differ, the same: 5"), "{out}");
    assert!(out.contains("review.upheld  2  4  +2   +100%"), "{out}");
    let (_, json, _) = run(&root, &["diff", "right.jsonl", "later.jsonl", "-t", "jsonl"]);
    assert!(json.contains(r#""change":2,"percent":66.7"#), "{json}");
    let (status, _, _) = run(&root, &["diff", "right.jsonl", "later.jsonl", "-o", "diff.html"]);
    assert_eq!(status, 0);
    let html = fs::read_to_string(root.path().join("diff.html")).unwrap();
    assert!(html.contains("<td class=\"n\">+66.7%</td>"), "{html}");
    assert_eq!(run(&root, &["diff", "right.jsonl", "missing.jsonl"]).0, 2);
}

/// The facts of a file's only report, as JSON.
fn facts(root: &TempDir, file: &str) -> String {
    let (status, out, err) = run(root, &["convert", file, "-t", "jsonl", "-q"]);
    assert_eq!((status, out.lines().count()), (0, 1), "{err}");
    let (head, rest) = out.split_once("\"source\":").unwrap();
    head.to_owned() + rest.split_once("\"sections\":").unwrap().1
}

#[test]
fn an_annotated_report_marks_the_cells_and_reads_back_the_same() {
    let root = inputs();
    let given = facts(&root, "wrong.jsonl");
    for file in ["marked.html", "marked.xlsx"] {
        let (status, out, err) = run(&root, &["check", "wrong.jsonl", "--annotate", file]);
        assert_eq!((status, err.as_str()), (1, ""));
        assert!(out.contains("review.total"), "{out}");
        assert_eq!(facts(&root, file), given, "{file}");
    }
    let page = fs::read_to_string(root.path().join("marked.html")).unwrap();
    let cell = page.split("<td").find(|cell| cell.contains("=\"review.total\"")).unwrap();
    assert!(cell.contains("data-nianbao-state=\"broken\""), "{cell}");
    assert!(cell.contains("3 ≠ 总计 4"), "{cell}");
    let (lead, _) = page.split_once("<h1>").unwrap_or((&page, ""));
    assert!(lead.contains("标注副本，不是正式年报") && lead.contains("href=\"#beside\""), "{lead}");
    let book = root.path().join("marked.xlsx");
    let told = crate::filling::part(&book, "xl/sharedStrings.xml");
    assert!(told.matches("标注副本，不是正式年报").count() > 0, "{told}");
    let form = crate::filling::part(&book, "xl/worksheets/sheet1.xml");
    assert!(form.contains("location=\"'核对结果'!A1\"") && form.contains("<oddHeader>"), "{form}");
    let list = page.split_once("<nav id").unwrap().1;
    assert!(list.contains("href=\"#review.") && list.contains("（review.total）"), "{list}");
    // What is let pass is not marked.
    run(&root, &["check", "wrong.jsonl", "--only", "years", "--annotate", "marked.html"]);
    let page = fs::read_to_string(root.path().join("marked.html")).unwrap();
    assert!(!page.contains(" data-nianbao-state=\"broken\"") && page.contains("没有发现问题"));
}

/// Whoever has the form and whoever has the marked copy speak of the same cell.
#[test]
fn an_annotated_report_names_the_places_of_the_file_that_was_checked() {
    let root = inputs();
    let text = fs::read_to_string(root.path().join("wrong.jsonl")).unwrap();
    let placed = text.replace("\"2\"}", "\"2\", \"at\": \"sheet 年报, cell J55\"}");
    assert_ne!(text, placed);
    fs::write(root.path().join("placed.jsonl"), placed).unwrap();
    run(&root, &["check", "placed.jsonl", "--only", "review", "--annotate", "marked.html"]);
    let page = fs::read_to_string(root.path().join("marked.html")).unwrap();
    let list = page.split_once("<nav").unwrap().1;
    assert!(list.contains("（review.total，原文件 工作表“年报” J55）"), "{list}");
}

#[test]
fn annotated_reports_go_to_a_directory_or_one_to_a_file() {
    let root = inputs();
    let both = ["check", "right.jsonl", "wrong.jsonl", "--annotate"];
    let (status, _, err) = run(&root, &[&both[..], &["one.html"]].concat());
    assert_eq!(status, 2);
    assert!(err.contains("holds one report, and there are 2"), "{err}");
    assert!(!root.path().join("one.html").exists());
    assert_eq!(run(&root, &[&both[..], &["marked/"]].concat()).0, 1);
    assert_eq!(facts(&root, "marked/right.html"), facts(&root, "right.jsonl"));
    assert_eq!(facts(&root, "marked/wrong.html"), facts(&root, "wrong.jsonl"));
    for name in ["a.txt", "a.jsonl", "a.unknown", "a"] {
        let (status, _, err) = run(&root, &["check", "wrong.jsonl", "--annotate", name]);
        assert_eq!(status, 2, "{name}: {err}");
    }
    assert_eq!(run(&root, &["check", "right.jsonl", "--annotate", "right.jsonl"]).0, 2);
}

#[test]
fn people_are_told_the_forms_labels_and_the_place_in_their_language() {
    let root = tempfile::tempdir().unwrap();
    let zeros = ["corrected", "other", "pending"].map(|kind| format!("review.{kind}"));
    let zeros = zeros.iter().map(|id| (id.as_str(), 0));
    let facts: Vec<(&str, i64)> =
        [("review.upheld", 2)].into_iter().chain(zeros).chain([("review.total", 4)]).collect();
    let placed = report("青禾县教育局", 2022, &facts)
        .replace("}, \"review.corrected", ", \"at\": \"line 7\"}, \"review.corrected")
        .replace("\"4\"}", "\"4\", \"at\": \"table 1, row 3, column 5\"}");
    let before = report("青禾县教育局", 2021, &[("requests.carried_out.total", 3)]);
    let after = placed
        .replace("review.upheld", "requests.carried_in.total")
        .replace("review.total", "requests.received.total");
    for (name, text) in [("one.jsonl", &placed), ("two.jsonl", &(before + &after))] {
        fs::write(root.path().join(name), text).unwrap();
    }
    let told = |lang: &str, name: &str| run(&root, &["check", "--lang", lang, name]).1;
    let (zh, en) = (told("zh", "one.jsonl"), told("en", "one.jsonl"));
    assert!(zh.contains("表 1 第 3 行第 5 格") || zh.contains("第 7 行"), "{zh}");
    assert!(en.contains("review.upheld: 行政复议 / 结果维持"), "{en}");
    let years = told("zh", "two.jsonl");
    let line = years.lines().find(|line| line.contains("years.carry_over")).unwrap();
    assert!(line.ends_with("  第 7 行"), "{years}");
}

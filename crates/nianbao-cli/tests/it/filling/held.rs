//! What keeps a report from being published, and how that is told.

use super::*;

/// A report of an organ as jsonl: every cell of the form of 2021 with a number that keeps the sums, but for
/// those of `cells`.
fn filled(cells: &[(&str, &str)], notes: &str) -> TempDir {
    let root = form(&["--totals", "typed"]);
    let read = report(&root, "form.xlsx");
    let fact = |id: &String| {
        let number = format!("{{\"value\": {0}, \"raw\": \"{0}\"}}", balanced(id));
        let other = cells.iter().find(|(cell, _)| cell == id).map(|(_, fact)| (*fact).to_owned());
        Some(format!("\"{id}\": {}", other.unwrap_or(number))).filter(|_| !is_absent(cells, id))
    };
    let facts: Vec<String> = read["facts"].as_object().unwrap().keys().filter_map(fact).collect();
    let line = format!(
        "{{\"title\": \"青禾县水务局2023年政府信息公开工作年度报告\", \"organ\": \"青禾县水务局\", \"year\": 2023, \"form\": \"2021\", \"facts\": {{{}}}, \"notes\": [{notes}]}}\n",
        facts.join(", ")
    );
    fs::write(root.path().join("report.jsonl"), line).unwrap();
    root
}

fn is_absent(cells: &[(&str, &str)], id: &str) -> bool {
    cells.iter().any(|(cell, fact)| *cell == id && fact.is_empty())
}

/// Publishing fails, says why in both languages, and writes nothing.
fn is_held(root: &TempDir, zh: &str, en: &str) {
    for (lang, words) in [("zh", zh), ("en", en)] {
        let publish = ["publish", "report.jsonl", "-o", "out", "--lang", lang];
        let (status, _, err) = run(root, &publish);
        let last = err.lines().last().unwrap_or_default();
        assert!(status == 1 && last.contains(words) && last.contains("--force"), "{words}: {err}");
        assert!(!root.path().join("out").exists());
    }
    done(root, &["publish", "report.jsonl", "-o", "out", "--force"]);
}

#[test]
fn a_number_that_was_not_read_keeps_a_report_from_being_published() {
    let id = "disclosure.fees.amount";
    let note = r#"{"code": "row.empty", "message": "行政事业性收费", "fields": ["disclosure.fees.amount"], "at": "table 1, row 13, column 1"}"#;
    let root = filled(&[(id, "")], note);
    is_held(&root, "没有发布，因为：有 1 处没有读出。", "places that were not read: 1;");
    let (status, out, _) = run(&root, &["check", "report.jsonl", "--lang", "zh"]);
    assert!(status == 0 && out.contains("value.unread  表 1 第 13 行第 1 格"), "{out}");
    // A blank row loses nothing.
    done(
        &filled(&[(id, r#"{"value": null, "raw": ""}"#)], note),
        &["publish", "report.jsonl", "-o", "out"],
    );
}

#[test]
fn a_sum_that_lacks_units_is_not_published_without_a_word() {
    let note = r#"{"code": "rollup.missing", "message": "名单中的单位没有可计入的报告：丙镇", "fields": [], "at": null}"#;
    let root = filled(&[], note);
    is_held(&root, "没有发布，因为：汇总缺少单位。", "the sum lacks units;");
    let (_, out, _) = run(&root, &["check", "report.jsonl"]);
    assert!(out.contains("rollup.missing") && out.contains("could be counted: 丙镇"), "{out}");
    // What was left out is told, and may be as it should be.
    let note =
        note.replace("missing", "left_out").replace("名单中的单位没有可计入的报告", "未计入汇总");
    let root = filled(&[], &note);
    let (status, _, err) = run(&root, &["publish", "report.jsonl", "-o", "out"]);
    assert!(status == 0 && err.contains("not counted in the sum: 丙镇"), "{err}");
}

#[test]
fn a_form_of_another_year_than_its_title_is_not_published() {
    let note = r#"{"code": "year.conflict", "message": "标题与正文的年份不一致，以标题为准：2023 / 2022", "fields": [], "at": null}"#;
    is_held(&filled(&[], note), "标题与报告年度不一致", "years of title and report differ");
}

#[test]
fn what_was_carried_over_does_not_make_a_form_filled_in() {
    let root = filled(&[], "");
    let last = ["--from", "report.jsonl", "--organ", "青禾县水务局", "--totals", "typed"];
    done(&root, &[&["form", "-o", "next.xlsx"], &last[..]].concat());
    let (status, _, err) = run(&root, &["publish", "next.xlsx", "-o", "out"]);
    assert!(status == 1 && err.contains("but what was carried over from last year"), "{err}");
    assert!(!root.path().join("out").exists());
}

/// Word computes nothing, so nothing is to be opened and saved; and what was typed was typed.
#[test]
fn a_total_is_called_a_formula_only_where_it_may_be_one() {
    let id = "review.total";
    let told = |fact: &str| {
        let root = filled(&[(id, fact)], "");
        run(&root, &["check", "report.jsonl"]).2
    };
    let blank = |at: &str| told(&format!(r#"{{"value": null, "raw": "", "at": "{at}"}}"#));
    assert!(blank("sheet 年报, cell F55").contains("LibreOffice and save it"));
    let err = blank("table 4, row 4, column 5");
    assert!(err.contains("fill them in") && !err.contains("LibreOffice"), "{err}");
    let err = told(r#"{"value": null, "raw": "l4", "at": "table 4, row 4, column 5"}"#);
    assert!(!err.contains("totals without a value"), "{err}");
}

#[test]
fn a_draft_is_not_published() {
    let root = filled(&[], "");
    let line = fs::read_to_string(root.path().join("report.jsonl")).unwrap();
    let line = line.replacen("工作年度报告\"", "工作年度报告（征求意见稿）\"", 1);
    fs::write(root.path().join("report.jsonl"), line).unwrap();
    is_held(&root, "没有发布，因为：标题注明“征求意见稿”。", "the title says 征求意见稿");
}

/// Under a mended title the files have other names, and the old ones stay.
#[test]
fn files_under_another_title_are_told() {
    let root = filled(&[], "");
    let publish = ["publish", "report.jsonl", "-o", "out"];
    let told = || {
        run(&root, &publish).2.contains("other reports on 2023 are in the folder: 1 (青禾县水务局")
    };
    assert!(!told() && !told(), "its own files are no others");
    let line = fs::read_to_string(root.path().join("report.jsonl")).unwrap();
    fs::write(root.path().join("report.jsonl"), line.replace("水务局", "水利局")).unwrap();
    assert!(told());
    // Those of another year stand beside it by right.
    fs::write(root.path().join("report.jsonl"), line.replace("2023", "2022")).unwrap();
    assert!(!told());
}

/// The clerk changes what was carried over: only last year's report tells.
#[test]
fn a_form_made_from_last_years_report_is_to_be_checked_with_it() {
    let root = filled(&[], "");
    let arguments =
        ["form", "--from", "report.jsonl", "--organ", "青禾县水务局", "-o", "next.xlsx"];
    let (status, _, err) = run(&root, &arguments);
    assert!(status == 0 && err.contains("nianbao check next.xlsx report.jsonl"), "{err}");
}

//! `nianbao form` and `nianbao publish`: from the form to fill in to what is published.

mod held;
mod kept;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::program::run;

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn done(root: &TempDir, arguments: &[&str]) {
    let (status, _, err) = run(root, arguments);
    assert_eq!(status, 0, "{arguments:?}: {err}");
}

fn report(root: &TempDir, name: &str) -> Value {
    let (status, out, err) = run(root, &["convert", "-q", name]);
    assert_eq!(status, 0, "{err}");
    let mut read: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(read["reports"].as_array().unwrap().len(), 1);
    read["reports"][0].take()
}

/// The values of a report's fields; `None` is a cell without a number.
fn values(report: &Value) -> BTreeMap<String, Option<f64>> {
    let facts = report["facts"].as_object().unwrap();
    facts.iter().map(|(id, fact)| (id.clone(), fact["value"].as_f64())).collect()
}

fn sheet(path: &Path) -> String {
    part(path, SHEET)
}

pub(crate) fn part(path: &Path, name: &str) -> String {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Types numbers into a form as a program does that computes no formula, and so stores none of their
/// results.
fn fill<N: std::fmt::Display>(
    root: &TempDir,
    form: &str,
    filled: &str,
    number: impl Fn(&str) -> Option<N>,
) {
    let places = report(root, form);
    let mut xml = sheet(&root.path().join(form));
    for (id, fact) in places["facts"].as_object().unwrap() {
        let at = fact["at"].as_str().unwrap();
        let cell = at.rsplit(' ').next().unwrap();
        let Some(number) = number(id) else { continue };
        let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
        let end = start + xml[start..].find("/>").unwrap();
        assert!(!xml[start..end].contains("<f>"), "{id} is computed");
        let number = number.to_string();
        let kind = if number.parse::<f64>().is_ok() { "" } else { " t=\"str\"" };
        let typed = format!("{}{kind}><v>{number}</v></c>", &xml[start..end]);
        xml.replace_range(start..end + 2, &typed);
    }
    let xml = xml.replace(" t=\"str\"><f>", "><f>").replace("</f><v></v>", "</f>");
    let mut archive = ZipArchive::new(File::open(root.path().join(form)).unwrap()).unwrap();
    let mut out = ZipWriter::new(File::create(root.path().join(filled)).unwrap());
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        out.write_all(if name == SHEET { xml.as_bytes() } else { &bytes }).unwrap();
    }
    out.finish().unwrap();
}

/// Numbers that keep every sum of the form of 2021.
fn balanced(id: &str) -> u32 {
    let parts = if id.starts_with("requests.") { 6 } else { 4 };
    let each = match id {
        _ if id.starts_with("requests.handled.") || id.starts_with("requests.received.") => 21,
        _ => 1,
    };
    if is_total(id) { each * parts } else { each }
}

fn is_total(id: &str) -> bool {
    id.rsplit('.').next() == Some("total")
}

fn form(arguments: &[&str]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let frame = ["form", "--organ", "青禾县水务局", "--year", "2023"];
    let output = if arguments.contains(&"-o") { &[][..] } else { &["-o", "form.xlsx"] };
    done(&root, &[&frame[..], output, arguments].concat());
    root
}

#[test]
fn an_empty_form_has_blanks_and_no_zeros() {
    for (edition, cells) in [("2014", 58), ("2019", 198), ("2021", 200)] {
        for (totals, name) in
            [("live", "form.xlsx"), ("typed", "form.xlsx"), ("typed", "form.docx")]
        {
            let root = form(&["--edition", edition, "--totals", totals, "-o", name]);
            let read = report(&root, name);
            assert_eq!(read["form"], edition);
            assert_eq!(read["organ"], "青禾县水务局");
            assert_eq!(read["year"], 2023);
            let values = values(&read);
            assert_eq!(values.len(), cells, "{edition}");
            assert!(values.values().all(Option::is_none), "{edition} {totals} {name}: {values:?}");
            // What the instructions say is no part of the report.
            let sections = read["sections"].as_array().unwrap();
            let empty = |section: &Value| section["paragraphs"].as_array().unwrap().is_empty();
            assert!(sections.iter().all(empty), "{sections:?}");
        }
    }
}

#[test]
fn only_what_is_to_be_filled_in_can_be() {
    let root = form(&[]);
    let xml = sheet(&root.path().join("form.xlsx"));
    assert!(xml.contains("<sheetProtection ") && !xml.contains("password="));
    assert!(xml.contains("type=\"whole\" operator=\"greaterThanOrEqual\""));
    // 34 of the 200 cells are totals, and one takes an amount.
    let typed = form(&["--totals", "typed"]);
    let formulas = |xml: &str| xml.matches("SUM(").count();
    assert!(formulas(&xml) > 34);
    let typed = sheet(&typed.path().join("form.xlsx"));
    assert!(!typed.contains("\"\",SUM("));
    let change = form(&["--edition", "2019"]);
    let change = sheet(&change.path().join("form.xlsx"));
    assert!(change.contains("<formula1>-2147483648</formula1>"));
}

#[test]
fn a_filled_form_is_checked_and_published() {
    let root = form(&["--totals", "typed"]);
    fill(&root, "form.xlsx", "filled.xlsx", |id| Some(balanced(id)));
    let (status, out, _) = run(&root, &["check", "filled.xlsx", "--skip", "form"]);
    assert_eq!(status, 0, "{out}");
    done(&root, &["publish", "filled.xlsx", "-o", "out/"]);
    let told = values(&report(&root, "filled.xlsx"));
    assert!(told.values().all(Option::is_some), "{told:?}");
    for extension in ["html", "docx", "xml"] {
        let name = format!("out/青禾县水务局2023年政府信息公开工作年度报告.{extension}");
        assert_eq!(values(&report(&root, &name)), told, "{extension}");
    }
    let name = "out/青禾县水务局2023年政府信息公开工作年度报告.summary.txt";
    let summary = fs::read_to_string(root.path().join(name)).unwrap();
    assert!(summary.contains("全年新收政府信息公开申请126件，上年结转6件。"), "{summary}");
    assert!(!summary.contains('{'), "{summary}");
}

#[test]
fn errors_keep_a_form_from_being_published() {
    let root = form(&["--totals", "typed"]);
    let wrong = |id: &str| Some(balanced(id) + u32::from(id == "review.total"));
    fill(&root, "form.xlsx", "wrong.xlsx", wrong);
    let (status, _, err) = run(&root, &["publish", "wrong.xlsx", "-o", "out/"]);
    assert_eq!(status, 1);
    assert!(err.contains("review.total") && err.contains("--force"), "{err}");
    assert!(!root.path().join("out").exists());
    done(&root, &["publish", "wrong.xlsx", "-o", "out/", "--force"]);
    assert_eq!(fs::read_dir(root.path().join("out")).unwrap().count(), 4);
}

#[test]
fn totals_that_nobody_computed_are_noted_and_not_zero() {
    let root = form(&[]);
    let parts = |id: &str| {
        let total = is_total(id) || id.starts_with("requests.handled.");
        (!total).then(|| balanced(id))
    };
    fill(&root, "form.xlsx", "filled.xlsx", parts);
    let read = report(&root, "filled.xlsx");
    let values = values(&read);
    assert_eq!(values["requests.received.natural"], Some(21.0));
    assert_eq!(values["requests.received.total"], None);
    let notes = read["notes"].as_array().unwrap();
    let mut uncached = notes.iter().filter(|note| note["code"] == "formula.uncached");
    let fields = uncached.next().unwrap()["fields"].as_array().unwrap();
    assert_eq!(fields.len(), values.values().filter(|value| value.is_none()).count());
    assert!(uncached.next().is_none(), "one note has all");
    let (status, _, err) = run(&root, &["publish", "filled.xlsx", "-o", "out"]);
    assert_eq!(status, 1);
    assert!(err.contains("value.uncomputed") && err.contains("without a result: 34;"), "{err}");
}

#[test]
fn blanks_of_a_half_filled_form_are_told() {
    let root = form(&["--totals", "typed"]);
    let half = |id: &str| id.starts_with("requests.").then(|| balanced(id));
    fill(&root, "form.xlsx", "half.xlsx", half);
    let (status, _, err) = run(&root, &["publish", "half.xlsx", "-o", "out"]);
    assert_eq!(status, 0, "{err}");
    assert!(
        err.contains("cells that are blank: 22;") && err.contains("section 2, 10: 规章"),
        "{err}"
    );
    assert_eq!(values(&report(&root, "half.xlsx"))["review.total"], None);
    let (status, _, err) = run(&root, &["check", "half.xlsx"]);
    assert!(status == 0 && err.contains("section 4, 12: 行政复议 / 结果维持"), "{err}");
    let (_, _, err) = run(&root, &["check", "half.xlsx", "form.xlsx"]);
    assert!(err.contains("cells without a number: ") && !err.contains("section 4"), "{err}");
}

#[test]
fn a_form_without_organ_year_or_numbers_is_not_published() {
    let root = form(&["--totals", "typed"]);
    let (status, _, err) = run(&root, &["publish", "form.xlsx", "-o", "out"]);
    assert!(status == 1 && err.contains("no number in the tables"), "{err}");
    done(&root, &["form", "-o", "bare.xlsx", "--totals", "typed"]);
    fill(&root, "bare.xlsx", "nobody.xlsx", |id| Some(balanced(id)));
    let (status, _, err) = run(&root, &["publish", "nobody.xlsx", "-o", "out"]);
    assert!(status == 1 && err.contains("the organ and the year"), "{err}");
    assert!(!root.path().join("out").exists());
}

/// A letter for a digit: on a page that is published it would stand for nothing.
#[test]
fn what_is_no_number_keeps_a_form_from_being_published() {
    let root = form(&["--totals", "typed"]);
    let typed = |id: &str| match id {
        "requests.denied.state_secret.natural" => Some("O".to_owned()),
        id => Some(balanced(id).to_string()),
    };
    fill(&root, "form.xlsx", "letter.xlsx", typed);
    let (status, out, _) = run(&root, &["check", "letter.xlsx", "--deny", "warnings"]);
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("value.unreadable") && out.contains("holds \"O\""), "{out}");
    let (status, _, err) = run(&root, &["publish", "letter.xlsx", "-o", "out/"]);
    assert!(status == 1 && err.contains("value.unreadable"), "{err}");
    assert_eq!(err.matches("\"O\"").count(), 1, "it is told once: {err}");
    assert!(!root.path().join("out").exists());
}

/// A count below zero is read as what it is, and told.
#[test]
fn a_minus_sign_is_an_error_and_no_blank() {
    let root = form(&["--totals", "typed"]);
    let below = |id: &str| Some(if id == "review.upheld" { -3 } else { i64::from(balanced(id)) });
    fill(&root, "form.xlsx", "below.xlsx", below);
    assert_eq!(values(&report(&root, "below.xlsx"))["review.upheld"], Some(-3.0));
    let (status, out, _) = run(&root, &["check", "below.xlsx"]);
    assert!(status == 1 && out.contains("value.negative"), "{out}");
}

#[test]
fn a_file_without_a_table_is_not_called_clean() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("note.txt"), "您好").unwrap();
    let (status, out, _) = run(&root, &["check", "note.txt"]);
    assert!(status == 0 && out.contains("note.txt: has no table"), "{out}");
    assert!(out.contains("0 without findings, 1 without a table"), "{out}");
}

#[test]
fn what_carries_over_is_filled_in() {
    let root = form(&["--totals", "typed"]);
    let last = |id: &str| {
        let carried = id == "requests.carried_out.legal";
        (!is_total(id)).then(|| if carried { 0 } else { balanced(id) + 3 })
    };
    fill(&root, "form.xlsx", "last.xlsx", last);
    // The guide speaks of yellow cells where there are any.
    let yellow =
        |form: &str| part(&root.path().join(form), "xl/sharedStrings.xml").contains("浅黄色");
    done(&root, &["form", "--from", "last.xlsx", "-o", "yellow.xlsx"]);
    assert!(yellow("yellow.xlsx") && !yellow("form.xlsx"));
    let totals = [("next.xlsx", Some(20.0)), ("next.docx", None)];
    for (name, total) in totals {
        done(&root, &["form", "--from", "last.xlsx", "-o", name]);
        let read = report(&root, name);
        assert_eq!(read["title"], "青禾县水务局2024年政府信息公开工作年度报告");
        let values = values(&read);
        assert_eq!(values["requests.carried_in.natural"], Some(4.0));
        assert_eq!(values["requests.carried_in.legal"], Some(0.0));
        // Nobody typed last year's total, and a Word file computes none.
        assert_eq!(values["requests.carried_in.total"], total);
        assert_eq!(values["disclosure.normative.in_force"], None);
        assert_eq!(values.values().flatten().count(), 6 + usize::from(total.is_some()));
    }
}

#[test]
fn wrong_arguments_are_told_with_a_remedy() {
    let root = form(&[]);
    let refused = |arguments: &[&str], words: &str| {
        let (status, _, err) = run(&root, arguments);
        assert_eq!(status, 2, "{arguments:?}");
        assert!(err.contains(words), "{err}");
    };
    refused(&["form", "--edition", "2020"], "2014, 2019, 2021");
    refused(&["form", "-o", "form.html"], "use .docx, .xlsx");
    let year = ["form", "--from", "form.xlsx", "--year", "2026", "-o", "next.xlsx"];
    refused(&year, "is in that on 2025");
    refused(&["form", "--totals", "live", "-o", "form.docx"], "use .xlsx");
    refused(&["form", "--from", "form.xlsx", "-o", "form.xlsx"], "both input and output");
    refused(&["publish", "form.xlsx", "-o", "form.xlsx"], "no directory");
    refused(&["publish", "missing.xlsx", "-o", "out"], "missing.xlsx");
}

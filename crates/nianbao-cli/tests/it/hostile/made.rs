//! Files that are small to describe and large to read; made when the test runs.

use std::io::{BufWriter, Write};

use super::*;

/// A file that says something many times over.
fn repeated(root: &TempDir, name: &str, before: &str, what: &str, times: usize) {
    let file = fs::File::create(root.path().join(name)).unwrap();
    let mut out = BufWriter::new(file);
    out.write_all(before.as_bytes()).unwrap();
    for _ in 0..times {
        out.write_all(what.as_bytes()).unwrap();
    }
    out.flush().unwrap();
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn pages_nested_without_end() {
    let root = folder();
    repeated(&root, "divs.html", &head(), "<div>", 200_000);
    is_cut(&root, "divs.html");
    repeated(&root, "tables.html", &head(), "<table><tr><td>", 200_000);
    is_cut(&root, "tables.html");
    repeated(&root, "bold.html", &head(), "<p><b><i><u><s>", 50_000);
    is_read(&root, "bold.html");
}

#[test]
fn pages_of_one_thing_only() {
    let root = folder();
    repeated(&root, "spans.html", &(head() + "<table>"), SPAN, 2_000);
    is_cut(&root, "spans.html");
    repeated(&root, "comments.html", &head(), "<!-- <td>1</td>", 100_000);
    is_read(&root, "comments.html");
    repeated(&root, "attributes.html", &(head() + "<p"), " a=1 b", 300_000);
    is_read(&root, "attributes.html");
    repeated(&root, "entities.html", &head(), "&lt;&#x4e00;&none;", 100_000);
    is_read(&root, "entities.html");
}

const SPAN: &str = "<tr><td colspan=1000000000 rowspan=1000000000>规章<td>1";

#[test]
fn tables_of_too_many_cells() {
    let root = folder();
    let row = format!("<tr>{}", "<td>1".repeat(1_000));
    repeated(&root, "cells.html", &(head() + "<table>"), &row, 1_100);
    is_cut(&root, "cells.html");
}

#[test]
fn texts_of_one_thing_only() {
    let root = folder();
    let title = format!("{TITLE}\n");
    for (name, what, times) in [
        ("titles.txt", "2021年甲县政府信息公开工作年度报告\n", 5_000),
        ("headings.txt", "一、总体情况\n二、主动公开政府信息情况\n", 5_000),
        ("statements.txt", "全年共收到政府信息公开申请12件，", 3_000),
        ("numbers.txt", "规章 1 2 3 ", 50_000),
        ("digits.txt", "1", 3_000_000),
        ("bars.txt", "| | | | | | | | | | | | | | | |", 20_000),
    ] {
        repeated(&root, name, &title, what, times);
        is_read(&root, name);
    }
    repeated(&root, "nul.txt", "", "\0", 1_000_000);
    assert!((0..=2).contains(&convert(&root, "nul.txt").status));
}

#[test]
fn a_head_that_comes_again_and_again() {
    let root = folder();
    let section = head() + "<p>三、收到和处理政府信息公开申请情况</p><table>";
    let row = "<tr><td>一、本年新收政府信息公开申请数量<td>1<td>0<td>0<td>0<td>0<td>0<td>1";
    repeated(
        &root,
        "heads.html",
        &section,
        "<tr><td>商业企业<td>科研机构<td rowspan=2>总计",
        60_000,
    );
    let page = fs::OpenOptions::new().append(true).open(root.path().join("heads.html"));
    page.unwrap().write_all(row.as_bytes()).unwrap();
    is_read(&root, "heads.html");
}

#[test]
fn a_text_of_too_many_lines() {
    let root = folder();
    repeated(&root, "lines.txt", "一", "\n", 5_000_000);
    is_cut(&root, "lines.txt");
}

#[test]
fn a_gigabyte_of_spaces_is_not_even_read() {
    let root = folder();
    let spaces = " ".repeat(1 << 20);
    for name in ["spaces.txt", "spaces.html", "spaces.json"] {
        repeated(&root, name, "", &spaces, if name == "spaces.txt" { 1 << 10 } else { 130 });
        let words = "beyond a limit of reading: the size of one file, at most ";
        is_refused(&root, name, words);
        fs::remove_file(root.path().join(name)).unwrap();
    }
}

#[test]
fn a_limit_is_raised_and_lowered_by_its_name() {
    let root = folder();
    repeated(&root, "a.html", &head(), "<p>一、总体情况</p>", 10);
    let refused = run(root.path(), &["convert", "a.html", "--limit", "bytes=100"]);
    assert!(refused.status == 2 && refused.err.contains("--limit bytes="), "{}", refused.err);
    let cut = run(root.path(), &["convert", "a.html", "--limit", "elements=5"]);
    assert!(cut.status == 0 && cut.out.contains("5 nodes"), "{}", cut.err);
    let read =
        run(root.path(), &["convert", "a.html", "--limit", "bytes=1G", "--limit", "seconds=0"]);
    assert!(read.status == 0 && !read.out.contains("limit"), "{}", read.err);
    assert_eq!(run(root.path(), &["convert", "a.html", "--limit", "memory=1"]).status, 2);
    let listed = run(root.path(), &["limits", "--limit", "cells=12"]);
    assert!(listed.out.lines().any(|line| line.starts_with("cells ") && line.contains(" 12 ")));
}

#[test]
fn data_of_too_many_reports() {
    let root = folder();
    repeated(&root, "many.json", "{\"reports\": [{\"facts\": {}}", ", {\"facts\": {}}", 200_000);
    fs::OpenOptions::new()
        .append(true)
        .open(root.path().join("many.json"))
        .unwrap()
        .write_all(b"]}")
        .unwrap();
    is_refused(&root, "many.json", "the reports in one file");
    repeated(&root, "deep.json", "{\"reports\": ", "[", 200_000);
    is_refused(&root, "deep.json", "line 1");
    repeated(&root, "deep.xml", "<?xml version=\"1.0\"?>", "<a>", 200_000);
    assert_eq!(convert(&root, "deep.xml").status, 2);
}

//! Archives, and office files, which are archives.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A part of an archive: its name, and a text with what is said in it so many times.
type Part<'a> = (&'a str, &'a str, &'a str, usize, &'a str);

fn archive(root: &TempDir, name: &str, parts: &[Part<'_>]) {
    let mut zip = ZipWriter::new(fs::File::create(root.path().join(name)).unwrap());
    for (part, before, what, times, after) in parts {
        zip.start_file(*part, SimpleFileOptions::default()).unwrap();
        zip.write_all(before.as_bytes()).unwrap();
        // In pieces: what this process holds counts as its children's.
        let together = (1 << 20) / what.len().max(1) + 1;
        let many = what.repeat(together.min(*times));
        for _ in 0..times / together {
            zip.write_all(many.as_bytes()).unwrap();
        }
        zip.write_all(what.repeat(times % together).as_bytes()).unwrap();
        zip.write_all(after.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn word(root: &TempDir, name: &str, before: &str, what: &str, times: usize, after: &str) {
    let begin = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let (before, after) = (format!("{begin}{before}"), format!("{after}</w:body></w:document>"));
    archive(
        root,
        name,
        &[
            ("[Content_Types].xml", "<Types/>", "", 0, ""),
            ("_rels/.rels", &relations("officeDocument", "word/document.xml"), "", 0, ""),
            ("word/document.xml", &before, what, times, &after),
        ],
    );
}

fn workbook(root: &TempDir, name: &str, what: &str, times: usize, strings: Option<Part<'_>>) {
    let begin = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"{RELATION}\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let (first, second) = (
        relations("officeDocument", "xl/workbook.xml"),
        relations("worksheet", "worksheets/sheet1.xml"),
    );
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>", "", 0, ""),
        ("_rels/.rels", &*first, "", 0, ""),
        ("xl/workbook.xml", &*book, "", 0, ""),
        ("xl/_rels/workbook.xml.rels", &*second, "", 0, ""),
        ("xl/worksheets/sheet1.xml", begin, what, times, "</sheetData></worksheet>"),
    ];
    parts.extend(strings);
    archive(root, name, &parts);
}

#[test]
fn word_files_that_unpack_to_too_much() {
    let root = folder();
    word(&root, "text.docx", "<w:p><w:r><w:t>", "a", 200_000_000, "</w:t></w:r></w:p>");
    is_cut(&root, "text.docx");
    let paragraph = "<w:p><w:r><w:t>一</w:t></w:r></w:p>";
    word(&root, "paragraphs.docx", "", paragraph, 400_000, "");
    is_cut(&root, "paragraphs.docx");
    let row =
        format!("<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>".repeat(100));
    word(&root, "cells.docx", "<w:tbl>", &row, 3_000, "</w:tbl>");
    is_cut(&root, "cells.docx");
}

#[test]
fn word_files_of_deep_and_wide_tables() {
    let root = folder();
    word(&root, "nested.docx", "", "<w:tbl><w:tr><w:tc>", 60_000, "");
    is_cut(&root, "nested.docx");
    let span = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc></w:tr>";
    word(&root, "spans.docx", "<w:tbl>", span, 5_000, "</w:tbl>");
    is_read(&root, "spans.docx");
}

#[test]
fn workbooks_that_unpack_to_too_much() {
    let root = folder();
    let text = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
        "a".repeat(1_000)
    );
    workbook(&root, "text.xlsx", &text, 150_000, None);
    is_refused(&root, "text.xlsx", "unpacks to more than");
    let strings = ("xl/sharedStrings.xml", "<sst>", "<si/>", 20_000_000, "</sst>");
    workbook(&root, "strings.xlsx", "", 0, Some(strings));
    assert!(convert(&root, "strings.xlsx").status != 1);
}

#[test]
fn a_workbook_of_too_many_cells() {
    let root = folder();
    // Cells without names follow each other; the row's number is counted, too.
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1_000));
    workbook(&root, "cells.xlsx", &row, 1_100, None);
    is_cut(&root, "cells.xlsx");
}

#[test]
fn a_sheet_of_all_columns() {
    let root = folder();
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_384));
    workbook(&root, "wide.xlsx", &row, 3, None);
    is_read(&root, "wide.xlsx");
}

#[test]
fn an_archive_that_unpacks_to_too_much() {
    let root = folder();
    let names: Vec<String> = (0..12).map(|number| format!("{number}.html")).collect();
    let parts: Vec<Part<'_>> =
        names.iter().map(|name| (name.as_str(), "", " ", 30_000_000, "")).collect();
    archive(&root, "bomb.zip", &parts);
    let run = convert(&root, "bomb.zip");
    assert!(run.err.contains("more than 250 times its size"), "{}", run.err);
    archive(&root, "large.zip", &[("a.html", "", " ", 40_000_000, "")]);
    is_refused(&root, "large.zip", "the size of one file of an archive");
}

#[test]
fn members_are_written_nowhere_but_where_was_asked() {
    let root = folder();
    let page = head();
    let names =
        ["../../out.html", "/out.html", "C:\\out.html", "a/../../b.html", "con.html", "aux", "x. "];
    let parts: Vec<Part<'_>> = names.iter().map(|name| (*name, &*page, "", 0, "")).collect();
    fs::create_dir(root.path().join("in")).unwrap();
    archive(&root, "in/names.zip", &parts);
    let run =
        run(&root.path().join("in"), &["convert", "names.zip", "--to", "html", "-o", "pages/"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let list = |folder: &str| {
        let entries = fs::read_dir(root.path().join(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(list(""), ["in"]);
    assert_eq!(list("in"), ["err", "names.zip", "out", "pages"]);
    for name in list("in/pages") {
        let stem = name.split('.').next().unwrap().to_ascii_lowercase();
        assert!(!["con", "aux"].contains(&&*stem), "{name} is a device of Windows");
        assert!(!name.ends_with(['.', ' ']), "{name:?}");
    }
}

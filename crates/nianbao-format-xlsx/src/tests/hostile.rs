//! Workbooks that nobody made by hand.

use std::io::{Cursor, Write as _};

use nianbao_core::{Block, Decoded, DocumentReader, Input, NoteCode, Score};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::read::{OdsReader, XlsReader, XlsxReader};

pub(super) const TYPES: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

pub(super) fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet; `rows` is what its XML holds up to wherever it ends.
fn workbook(rows: &str) -> Vec<u8> {
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{TYPES}\"><sheets>\
         <sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{TYPES}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{TYPES}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}");
    archive(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn read(bytes: &[u8]) -> anyhow::Result<Decoded> {
    XlsxReader.read(&Input::new("a.xlsx", bytes, &|_| 0))
}

#[test]
fn two_cells_at_opposite_corners_take_no_room() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>";
    let document = read(&workbook(rows)).unwrap().document;
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Line(line) => line.text.as_str(),
            Block::Grid(_) => "a table",
        })
        .collect();
    assert_eq!(texts, ["1", "2"]);
}

#[test]
fn a_formula_may_name_any_shared_one() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"A1:B1\">1</f>\
                <v>2</v></c></row></sheetData></worksheet>";
    assert_eq!(read(&workbook(rows)).unwrap().document.blocks.len(), 1);
}

#[test]
fn a_sheet_that_breaks_off_is_kept_as_far_as_it_goes_with_a_note() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2";
    let document = read(&workbook(rows)).unwrap().document;
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(document.notes[0].code, NoteCode::ValueCut);
    let at = document.notes[0].at.as_ref().map(ToString::to_string);
    assert_eq!(at.as_deref(), Some("sheet a, cell A1"), "the last cell that was read");
}

#[test]
fn a_cell_that_holds_what_nobody_knows_is_unreadable_and_the_others_are_read() {
    let rows = "<row><c t=\"str\"><v>甲</v></c><c t=\"e\"><v>#BUSY!</v></c><c><v>3</v></c></row>\
                <row/>\
                <row r=\"3\"><c r=\"A3\" t=\"str\"><v>乙</v></c><c r=\"B3\" t=\"qq\"><v>7</v></c>\
                <c t=\"b\"><v>5</v></c><c t=\"s\"><v>9</v></c><c t=\"e\"><v>Err:502</v></c>\
                <c><v>4</v></c></row></sheetData></worksheet>";
    let document = read(&workbook(rows)).unwrap().document;
    let mut cells = Vec::new();
    for block in &document.blocks {
        let Block::Grid(grid) = block else { panic!("{block:?}") };
        for cell in grid.rows().iter().flatten().filter(|cell| !cell.text.is_empty()) {
            cells.push(format!("{} {}", cell.at, cell.text));
        }
    }
    let expected = [
        "A1 甲",
        "B1 #BUSY!",
        "C1 3",
        "A3 乙",
        "B3 \u{fffc}",
        "C3 \u{fffc}",
        "D3 \u{fffc}",
        "E3 \u{fffc}",
        "F3 4",
    ];
    assert_eq!(cells, expected.map(|cell| format!("sheet a, cell {cell}")));
    assert_eq!(document.notes, []);
}

#[test]
fn a_text_that_unpacks_without_end_is_refused() {
    let text = "a".repeat(9 * 1024 * 1024);
    let bytes = archive(&[("xl/workbook.xml", &text)]);
    assert!(bytes.len() < 100_000);
    let error = format!("{:#}", read(&bytes).unwrap_err());
    assert!(error.contains("unpacks to more than"), "{error}");
}

#[test]
fn what_is_no_workbook_is_told_from_one_that_is_damaged_or_locked() {
    let said = |bytes: &[u8]| format!("{:#}", read(bytes).unwrap_err());
    assert!(said(&archive(&[("word/document.xml", "<a/>")])).contains("holds no workbook"));
    assert!(said(&archive(&[("xl/workbook.bin", "")])).contains(".xlsb"));
    assert!(said(&workbook("")[..200]).contains("damaged or cut off"));
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.resize(512, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked.resize(640, 0);
    let input = |name| Input::new(name, &locked, &|_| 0);
    assert_eq!(crate::probe::xlsx(&input("a.xlsx")), Score::Certain);
    assert_eq!(crate::probe::xls(&input("a.xlsx")), Score::No);
    assert!(said(&locked).contains("password"));
    assert!(XlsReader.read(&input("a.xls")).is_err());
}

#[test]
fn repeated_rows_and_cells_are_written_out() {
    let row = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
               office:value-type=\"float\" office:value=\"1\" \
               table:number-columns-repeated=\"2\"><text:p>1</text:p></table:table-cell>\
               <table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>\
               <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell \
               table:number-columns-repeated=\"16384\"/></table:table-row>";
    let content = format!("<office><table:table table:name=\"a\">{row}</table:table></office>");
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    let input = Input::new("a.ods", &bytes, &|_| 0);
    let document = OdsReader.read(&input).unwrap().document;
    let [Block::Grid(grid)] = document.blocks.as_slice() else { panic!("{document:?}") };
    assert_eq!(grid.rows().iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2]);
    assert_eq!(document.notes, []);
}

#[test]
fn cells_that_run_into_each_other_are_none() {
    let row = |cells: &str| format!("<row r=\"1\">{cells}</row></sheetData></worksheet>");
    let told = |cells: &str| {
        let document = read(&workbook(&row(cells))).unwrap().document;
        let codes = document.notes.iter().map(|note| note.code).collect::<Vec<_>>();
        let texts = document.blocks.into_iter().flat_map(|block| match block {
            Block::Line(line) => vec![line.text],
            Block::Grid(grid) => {
                grid.rows().iter().flatten().map(|cell| cell.text.clone()).collect()
            }
        });
        (texts.collect::<Vec<_>>(), codes)
    };
    let whole = "<c r=\"A1\"><v>7</v></c><c r=\"B1\"><v>12</v></c><c r=\"C1\"><v>34</v></c>";
    assert_eq!(told(whole), (vec!["7".to_owned(), "12".to_owned(), "34".to_owned()], vec![]));
    let cut = (vec!["7".to_owned()], vec![NoteCode::ValueCut]);
    assert_eq!(told(&whole.replace("12</v></c>", "12</c>")), cut);
    assert_eq!(told(&whole.replace("12</v>", "12</vv>")), cut);
    assert_eq!(told(&whole.replace("12</v></c><c r=\"C1\"><v>", "12</w></c><c r=\"C1\"><w>")), cut);
}

#[test]
fn merged_cells_that_cannot_be_read_are_told() {
    let behind = |merged: &str| {
        let rows = format!("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData>{merged}");
        read(&workbook(&rows)).unwrap().document.notes
    };
    assert!(behind("<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>").is_empty());
    let notes = behind("<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2");
    assert_eq!(notes[0].code, NoteCode::ValueCut);
}

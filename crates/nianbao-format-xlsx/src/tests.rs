//! What was written, as another reader sees it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use nianbao_core::{
    Book, BookColumn, ColumnKind, Input, Score, Sheet, SheetCell, SheetsSink, SheetsWriter, Tone,
};

use crate::sheets::{Open, Workbooks};

fn column(heads: &[&str], kind: ColumnKind) -> BookColumn {
    BookColumn { heads: heads.iter().map(|head| (*head).to_owned()).collect(), width: 10, kind }
}

fn book() -> Book {
    let table = Sheet {
        name: "表".into(),
        columns: vec![
            column(&["文件", "", "file"], ColumnKind::Text),
            column(&["收到", "自然人", "a.natural"], ColumnKind::Count),
            column(&["收到", "总计", "a.total"], ColumnKind::Count),
            column(&["收费", "总计", "fees"], ColumnKind::Amount),
        ],
        frozen: 1,
        filter: true,
    };
    let prose = Sheet {
        name: "说明".into(),
        columns: vec![column(&[], ColumnKind::Prose)],
        ..Sheet::default()
    };
    Book { title: "测试".into(), sheets: vec![prose, table] }
}

fn text(text: &str) -> SheetCell {
    SheetCell::Text(text.into(), Tone::Plain)
}

fn number(digits: &str, tone: Tone) -> SheetCell {
    SheetCell::Number(digits.parse().unwrap(), tone)
}

/// Two tables, their rows interleaved.
fn fill(sink: &mut dyn SheetsSink) {
    sink.row(0, &[text("第一行")]).unwrap();
    let row = [
        text("=1+1"),
        number("102", Tone::Plain),
        SheetCell::Blank(Tone::Unfilled),
        number("51.1082", Tone::Doubtful),
    ];
    sink.row(1, &row).unwrap();
    sink.row(0, &[text("https://example.org")]).unwrap();
    sink.row(1, &[text("b"), SheetCell::Empty, number("0", Tone::Plain)]).unwrap();
    assert!(sink.row(2, &[]).is_err());
}

fn written(most_rows: Option<u32>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut sink: Box<dyn SheetsSink + '_> = match most_rows {
        None => Workbooks.start(&book(), Box::new(&mut bytes)).unwrap(),
        Some(rows) => Box::new(Open::new(&book(), Box::new(&mut bytes), rows).unwrap()),
    };
    fill(&mut *sink);
    sink.finish().unwrap();
    bytes
}

fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn s(text: &str) -> Data {
    Data::String(text.into())
}

#[test]
fn heads_numbers_and_blanks_come_back() {
    let bytes = written(None);
    let empty = || Data::Empty;
    let expected = [
        vec![s("文件"), s("收到"), empty(), s("收费")],
        // The two columns 总计 stand in different groups: both keep their label.
        vec![empty(), s("自然人"), s("总计"), s("总计")],
        vec![s("file"), s("a.natural"), s("a.total"), s("fees")],
        vec![s("=1+1"), Data::Float(102.0), empty(), Data::Float(51.1082)],
        vec![s("b"), empty(), Data::Float(0.0), empty()],
    ];
    let found: Vec<Vec<Data>> = rows(&bytes, "表")
        .into_iter()
        .map(|row| row.into_iter().map(|cell| if cell == s("") { Data::Empty } else { cell }))
        .map(Iterator::collect)
        .collect();
    assert_eq!(found, expected);
    assert_eq!(rows(&bytes, "说明"), [[s("第一行")], [s("https://example.org")]]);
}

#[test]
fn a_full_sheet_continues_on_another_beside_it() {
    let bytes = written(Some(4));
    let workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["说明", "表", "表 (2)"]);
    assert_eq!(rows(&bytes, "表").len(), 4);
    let second = rows(&bytes, "表 (2)");
    assert_eq!(second.len(), 4, "heads and a row");
    assert_eq!(second[3][0], s("b"));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert!(written(None) == written(None));
}

#[test]
fn the_probe_knows_what_was_written() {
    let bytes = written(None);
    let score = |name, bytes| crate::probe::xlsx(&Input { name, bytes, judge: &|_| 0 });
    assert_eq!(score("x", &bytes), Score::Certain);
    assert_eq!(score("x.xlsx", &bytes[..100]), Score::Name);
    assert_eq!(score("x.zip", &bytes[..100]), Score::No);
    assert_eq!(score("x.xlsx", b"<html>"), Score::No);
}

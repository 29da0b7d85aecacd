//! What was written, as another reader sees it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use nianbao_core::{
    Book, BookColumn, ColumnKind, Input, LinkTarget, Score, Sheet, SheetCell, SheetKind,
    SheetsSink, SheetsWriter, Tone,
};

use crate::sheets::{Open, Workbooks};

fn column(label: &str, id: &str, kind: ColumnKind) -> BookColumn {
    BookColumn { label: label.into(), id: id.into(), width: 10, kind, group: 0 }
}

fn book() -> Book {
    let table = Sheet {
        name: "表".into(),
        columns: vec![
            column("文件", "file", ColumnKind::Text),
            column("收到 / 自然人", "a.natural", ColumnKind::Count),
            column("收到 / 总计", "a.total", ColumnKind::Count),
            column("收费 / 总计", "fees", ColumnKind::Amount),
        ],
        frozen: 1,
        kind: SheetKind::Data,
        ..Sheet::default()
    };
    let prose = Sheet {
        name: "说明".into(),
        kind: SheetKind::Page,
        columns: vec![column("", "", ColumnKind::Prose)],
        ..Sheet::default()
    };
    Book { title: "测试".into(), sheets: vec![prose, table], ..Book::default() }
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
    sink.finish(None).unwrap();
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
        vec![s("文件"), s("收到 / 自然人"), s("收到 / 总计"), s("收费 / 总计")],
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
    let bytes = written(Some(3));
    let workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["说明", "表", "表 (2)"]);
    assert_eq!(rows(&bytes, "表").len(), 3);
    let second = rows(&bytes, "表 (2)");
    assert_eq!(second.len(), 3, "heads and a row");
    assert_eq!(second[2][0], s("b"));
}

#[test]
fn links_show_what_they_lead_from() {
    let mut bytes = Vec::new();
    let mut sink = Workbooks.start(&book(), Box::new(&mut bytes)).unwrap();
    let link = |shown, target| SheetCell::Link(Box::new(shown), target);
    let row = [
        link(text("a\"b"), LinkTarget::File("页/a#1.html".into())),
        link(number("23", Tone::Plain), LinkTarget::Row { sheet: 0, row: 0, key: None }),
        // Too long for a link: the text alone.
        link(text(&"c".repeat(300)), LinkTarget::File("x".into())),
    ];
    sink.row(1, &row).unwrap();
    sink.finish(None).unwrap();
    let found = rows(&bytes, "表");
    let expected = [s("a\"b"), Data::Float(23.0), s(&"c".repeat(300)), Data::Empty];
    assert_eq!(found[2], expected);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let formulas = workbook.worksheet_formula("表").unwrap();
    let formula = |column| formulas.get_value((2, column)).cloned().unwrap_or_default();
    assert_eq!(formula(0), "HYPERLINK(\"页/a%231.html\",\"a\"\"b\")");
    assert_eq!(formula(1), "HYPERLINK(\"#'说明'!A1\",23)");
    assert_eq!(formula(2), "");
}

#[test]
fn columns_may_come_late_but_not_too_late() {
    let mut bytes = Vec::new();
    let mut sink = Workbooks.start(&book(), Box::new(&mut bytes)).unwrap();
    sink.columns(1, vec![column("年", "year", ColumnKind::Text)]).unwrap();
    sink.row(1, &[number("2021", Tone::Plain)]).unwrap();
    sink.remark(1, 0, "何故").unwrap();
    assert!(sink.columns(1, Vec::new()).is_err());
    sink.finish(None).unwrap();
    assert_eq!(rows(&bytes, "表"), [[s("年")], [s("year")], [Data::Float(2021.0)]]);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert!(written(None) == written(None));
}

#[test]
fn the_probe_knows_what_was_written() {
    let bytes = written(None);
    let score = |name, bytes| crate::probe::xlsx(&Input::new(name, bytes, &|_| 0));
    assert_eq!(score("x", &bytes), Score::Certain);
    assert_eq!(score("x.xlsx", &bytes[..100]), Score::Name);
    assert_eq!(score("x.zip", &bytes[..100]), Score::No);
    assert_eq!(score("x.xlsx", b"<html>"), Score::No);
}

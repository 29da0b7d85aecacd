//! The printed form, out and in again.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use nianbao_core::{
    Block, Cell, Document, DocumentReader, DocumentWriter, Grid, GridBuilder, Input, Line,
    NoteCode, Place, Role, Sum,
};

use crate::read::XlsxReader;
use crate::write::XlsxWriter;

pub(super) fn line(text: &str, role: Role) -> Block {
    Block::Line(Line { text: text.to_owned(), role, at: Place::Line(1) })
}

/// A cell: its text, the columns and rows it takes, and its name.
type Told<'a> = (&'a str, usize, usize, &'a str);

fn grid(rows: &[&[Told<'_>]]) -> Grid {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows, name) in *row {
            let head = name.is_empty();
            builder.cell((*text).to_owned(), *columns, *rows, head, Place::Line(1));
            if !head {
                let mark = |key: &str, value: &str| (key.to_owned(), value.to_owned());
                builder.mark(vec![mark(Cell::ID, name), mark("other_x0041_", "a%b\n")]);
            }
        }
    }
    builder.finish().0
}

/// A title, a table under two rows of heads, another of other columns, and what they carry.
fn document() -> Document {
    let matrix = grid(&[
        &[("办件", 1, 2, ""), ("来源", 2, 1, ""), ("合计", 1, 2, "")],
        &[("窗口", 1, 1, ""), ("网上", 1, 1, "")],
        &[("收件", 1, 1, ""), ("3", 1, 1, "a"), ("5", 1, 1, "b"), ("8", 1, 1, "c")],
        &[("退件", 1, 1, ""), ("0", 1, 1, "d"), ("", 1, 1, "e"), ("/", 1, 1, "f")],
        &[("补件", 1, 1, ""), ("1.50", 1, 1, "g"), ("25.1", 1, 1, "h"), ("=1+1", 1, 1, "i")],
    ]);
    let row = grid(&[&[("甲", 1, 1, ""), ("乙", 1, 1, "")], &[("7", 1, 1, "k"), ("7", 1, 1, "l")]]);
    let sum = |left: &[&str], right: &[&str]| Sum {
        rule: "rule".to_owned(),
        left: left.iter().map(|name| (*name).to_owned()).collect(),
        right: right.iter().map(|name| (*name).to_owned()).collect(),
        message: "合计与分项之和不符".to_owned(),
    };
    Document {
        title: Some("某局办件统计".to_owned()),
        blocks: vec![
            line("某局办件统计", Role::Heading(1)),
            line("一、总体情况", Role::Heading(2)),
            line(&"全年工作有序推进。".repeat(40), Role::Text),
            Block::Grid(matrix),
            Block::Grid(row),
            line("六、其他", Role::Heading(2)),
        ],
        sums: vec![
            sum(&["c"], &["a", "b"]),
            sum(&["k"], &["a", "b"]),
            sum(&["f"], &["d", "e"]),
            sum(&["c"], &["nowhere"]),
        ],
        carried: Some(format!("{{\"a\":\"{}\"}}", "县\u{85}%_x000D_".repeat(5_000))),
        ..Document::default()
    }
}

pub(super) fn written(document: &Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    XlsxWriter.write(document, &mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Document {
    XlsxReader.read(&Input::new("a.xlsx", bytes, &|_| 0)).unwrap().document
}

/// The lines and the rows of a document with their spans.
fn shape(document: &Document) -> Vec<String> {
    let mut shape = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => shape.push(line.text.clone()),
            Block::Grid(grid) => shape.extend(grid.rows().iter().map(|row| {
                let cells = row.iter().map(|cell| format!("{}×{}", cell.text, cell.rows));
                cells.collect::<Vec<_>>().join("|")
            })),
        }
    }
    shape
}

fn named(document: &Document) -> Vec<(String, Vec<(String, String)>)> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid.rows().iter().flatten()),
        Block::Line(_) => None,
    });
    let marked = grids.flatten().filter(|cell| !cell.marks.is_empty());
    marked.map(|cell| (cell.text.clone(), cell.marks.clone())).collect()
}

#[test]
fn a_document_comes_back_with_its_marks_and_its_copy() {
    let document = document();
    let back = read(&written(&document));
    assert_eq!(shape(&back), shape(&document));
    assert_eq!(named(&back), named(&document));
    assert!(back.carried == document.carried, "the copy");
    assert_eq!(back.title, document.title);
    assert_eq!(back.notes, []);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(written(&document()) == written(&document()));
}

fn cells(bytes: &[u8]) -> calamine::Range<Data> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    book.worksheet_range("年报").unwrap()
}

fn found(range: &calamine::Range<Data>, text: &str) -> Vec<Data> {
    let wanted = |cell: &&Data| format!("{cell}") == text;
    range.used_cells().map(|(_, _, cell)| cell).filter(wanted).cloned().collect()
}

#[test]
fn numbers_are_numbers_where_nothing_is_lost_and_no_text_is_a_formula() {
    let range = cells(&written(&document()));
    assert_eq!(found(&range, "8"), [Data::Float(8.0)]);
    assert_eq!(found(&range, "25.1"), [Data::Float(25.1)]);
    assert_eq!(found(&range, "1.50"), [Data::String("1.50".to_owned())]);
    assert_eq!(found(&range, "=1+1"), [Data::String("=1+1".to_owned())]);
}

#[test]
fn checks_tell_the_difference_or_that_they_cannot() {
    let bytes = written(&document());
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let formulas = book.worksheet_formula("年报").unwrap();
    let range = cells(&bytes);
    let results: Vec<Data> = formulas
        .used_cells()
        .map(|(row, column, _)| {
            let (top, left) = formulas.start().unwrap();
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            range.get_value(at).unwrap().clone()
        })
        .collect();
    // 8 = 3 + 5; / is a text beside a blank; 7 is one less than 3 + 5.
    let expected = [Data::Float(0.0), Data::String("?".to_owned()), Data::Float(-1.0)];
    assert_eq!(results, expected);
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.contains("SUM(")));
}

#[test]
fn marks_name_cells_by_formulas_which_move_with_them() {
    let bytes = written(&document());
    let text = |name: &str| {
        let mut archive = crate::archive::open(&bytes, &nianbao_core::Limits::DEFAULT).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let hidden = text("xl/worksheets/sheet2.xml");
    assert!(hidden.contains("<f>&apos;年报&apos;!") || hidden.contains("<f>'年报'!"), "{hidden}");
}

#[test]
fn a_broken_hidden_sheet_only_loses_what_it_carries() {
    let document = Document { carried: None, ..document() };
    let mut plain = document.clone();
    for block in &mut plain.blocks {
        if let Block::Grid(shown) = block {
            let mut builder = GridBuilder::new();
            for row in shown.rows() {
                builder.row();
                for cell in row {
                    let (text, at) = (cell.text.clone(), cell.at.clone());
                    builder.cell(text, cell.columns, cell.rows, cell.head, at);
                }
            }
            *shown = builder.finish().0;
        }
    }
    let back = read(&written(&plain));
    assert_eq!(shape(&back), shape(&document));
    assert_eq!(back.carried, None);
    assert!(back.notes.iter().all(|note| note.code != NoteCode::SheetHidden));
}

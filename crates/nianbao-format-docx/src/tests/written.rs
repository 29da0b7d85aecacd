//! What is written, and that it is read back.

use nianbao_core::{
    Block, Cell, Document, DocumentWriter, Grid, GridBuilder, Input, Line, Place, Role, Score,
};

use super::{attempt, grids, lines};
use crate::probe::probe;
use crate::write::DocxWriter;

fn write(document: &Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    DocxWriter.write(document, &mut bytes).unwrap();
    bytes
}

fn line(text: &str, role: Role) -> Block {
    Block::Line(Line { text: text.to_owned(), role, at: Place::Line(1) })
}

/// Rows of cells: text, columns, rows.
fn grid(rows: &[&[(&str, usize, usize)]]) -> Grid {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows) in *row {
            builder.cell((*text).to_owned(), *columns, *rows, false, Place::Line(1));
        }
    }
    builder.finish().0
}

fn of(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

/// A part of a written document.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

fn cells(grid: &Grid) -> Vec<(&str, usize, usize, usize)> {
    let cells = grid.rows().iter().flatten();
    cells.map(|cell| (cell.text.as_str(), cell.column, cell.columns, cell.rows)).collect()
}

#[test]
fn lines_come_back_with_their_roles() {
    let wanted = [
        ("甲县2020年政府信息公开工作年度报告", Role::Heading(1)),
        ("发布机构：甲县", Role::Text),
        ("一、总体情况", Role::Heading(2)),
        ("（一）组织", Role::Heading(3)),
        ("　　全年公开 <12> & \"3\" 条\t其中……", Role::Text),
        (" 两端有空格 ", Role::Text),
    ];
    let document = of(wanted.iter().map(|(text, role)| line(text, *role)).collect());
    let back = attempt(&write(&document)).unwrap();
    let back: Vec<(&str, Role)> =
        lines(&back).iter().map(|line| (line.text.as_str(), line.role)).collect();
    assert_eq!(back, wanted);
}

#[test]
fn spans_and_left_out_columns_come_back() {
    let tables = [
        grid(&[
            &[("甲", 1, 3), ("乙", 2, 1)],
            &[("丙", 2, 2)],
            &[],
            &[("丁", 1, 1), ("戊\n己", 1, 1), ("", 1, 1)],
        ]),
        grid(&[&[("a", 1, 2), ("b", 1, 1), ("c", 1, 2)], &[("d", 1, 1)], &[("e", 3, 1)]]),
    ];
    for table in tables {
        let back = attempt(&write(&of(vec![Block::Grid(table.clone())]))).unwrap();
        assert_eq!(cells(grids(&back)[0]), cells(&table));
    }
    let mut builder = GridBuilder::new();
    builder.row();
    builder.cell("甲".to_owned(), 2, 1, false, Place::Line(1));
    builder.cell("乙".to_owned(), 1, 1, false, Place::Line(1));
    builder.row();
    builder.skip(1);
    builder.cell("1".to_owned(), 2, 1, false, Place::Line(1));
    let table = builder.finish().0;
    let back = attempt(&write(&of(vec![Block::Grid(table.clone())]))).unwrap();
    assert_eq!(cells(grids(&back)[0]), cells(&table));
}

/// Programs that take a table out of a Word file pass over content controls, and what is in them.
#[test]
fn texts_stand_bare_in_their_cells() {
    let mut builder = GridBuilder::new();
    builder.row();
    builder.cell("甲".to_owned(), 1, 1, true, Place::Line(1));
    for text in ["1", "", "增加\n2"] {
        builder.cell(text.to_owned(), 1, 1, false, Place::Line(1));
        builder.mark(vec![(Cell::ID.to_owned(), "count".to_owned())]);
    }
    let bytes = write(&of(vec![Block::Grid(builder.finish().0)]));
    let main = part(&bytes, "word/document.xml");
    assert_eq!(main.matches("<w:tc>").count(), 4);
    assert!(!main.contains("<w:sdt"));
}

#[test]
fn what_is_to_be_filled_in_is_a_plain_cell_and_instructions_are_not_read_back() {
    let mut figures = grid(&[&[("件数", 1, 1), ("", 1, 1)]]);
    let mut area = grid(&[&[("", 1, 1)]]);
    for (grid, kind) in [(&mut figures, Cell::COUNT), (&mut area, Cell::PARAGRAPHS)] {
        let cell = grid.cells_mut().last().unwrap();
        let mark = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        cell.marks = vec![mark(Cell::ID, "count"), mark(Cell::INPUT, kind)];
    }
    let mut document = of(vec![Block::Grid(figures), line("一、", Role::Heading(2))]);
    document.blocks.push(Block::Grid(area));
    let guide = [("填写", Role::Heading(2)), ("没有发生的填 0。", Role::Text)];
    document.guide =
        guide.map(|(text, role)| Line { text: text.to_owned(), role, at: Place::Line(1) }).to_vec();
    let bytes = write(&document);
    let main = part(&bytes, "word/document.xml");
    assert!(main.contains("没有发生的填 0。") && !main.contains("<w:sdt>"));
    assert_eq!(main.matches("w:fill=").count(), 2);
    let back = attempt(&bytes).unwrap();
    assert_eq!(cells(grids(&back)[0]), [("件数", 0, 1, 1), ("", 1, 1, 1)]);
    let back: Vec<&str> = lines(&back).iter().map(|line| line.text.as_str()).collect();
    assert_eq!(back, ["一、"]);
}

#[test]
fn tables_do_not_grow_together() {
    let table = || Block::Grid(grid(&[&[("甲", 1, 1), ("1", 1, 1)]]));
    assert_eq!(grids(&attempt(&write(&of(vec![table(), table()]))).unwrap()).len(), 2);
    let empty = of(vec![table(), Block::Grid(GridBuilder::new().finish().0), table()]);
    assert_eq!(grids(&attempt(&write(&empty)).unwrap()).len(), 2);
}

#[test]
fn a_wide_table_has_a_page_of_its_own_with_its_caption() {
    let row = vec![("123456", 1, 1); 24];
    let document = of(vec![
        line("前", Role::Text),
        line("表", Role::Caption),
        Block::Grid(grid(&[&row])),
        line("后", Role::Text),
    ]);
    let bytes = write(&document);
    let main = part(&bytes, "word/document.xml");
    assert_eq!(main.matches("w:orient=\"landscape\"").count(), 1);
    let turned = main.find("w:orient=\"landscape\"").unwrap();
    let section = main[..turned].rfind("</w:sectPr>").unwrap();
    assert!(main.find('前').unwrap() < section && section < main.find('表').unwrap());
    assert!(turned < main.find('后').unwrap());
    let back = attempt(&bytes).unwrap();
    let roles: Vec<Role> = lines(&back).iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Text, Role::Caption, Role::Text]);
}

#[test]
fn heads_are_repeated_unless_others_stand_further_down() {
    let table = |heads: &[bool]| {
        let mut builder = GridBuilder::new();
        for head in heads {
            builder.row();
            builder.cell("甲".to_owned(), 1, 1, true, Place::Line(1));
            builder.cell("乙".to_owned(), 1, 1, *head, Place::Line(1));
        }
        part(&write(&of(vec![Block::Grid(builder.finish().0)])), "word/document.xml")
    };
    assert_eq!(table(&[true, true, false]).matches("<w:tblHeader/>").count(), 2);
    assert_eq!(table(&[true, false, true, false]).matches("<w:tblHeader/>").count(), 0);
    assert_eq!(table(&[true, true]).matches("<w:tblHeader/>").count(), 0);
}

#[test]
fn what_is_carried_comes_back_to_the_letter() {
    let document = Document {
        title: Some("甲 <2020>".to_owned()),
        meta: vec![("creator".to_owned(), "乙".to_owned())],
        carried: Some("{\"title\": \"<甲>&\\n' \\\" 乙\"}".to_owned()),
        ..Document::default()
    };
    let back = attempt(&write(&document)).unwrap();
    assert_eq!(back.carried, document.carried);
    assert_eq!((back.title, back.meta), (document.title, document.meta));
    // Of a character that XML does not have, JSON has a spelling.
    let odd =
        Document { carried: Some("{\"a\": \"\u{7f}\u{ffff}\"}".to_owned()), ..Document::default() };
    assert_eq!(
        attempt(&write(&odd)).unwrap().carried.as_deref(),
        Some("{\"a\": \"\\u007f\\uffff\"}")
    );
}

#[test]
fn the_same_document_gives_the_same_bytes_and_is_known() {
    let document =
        of(vec![line("甲", Role::Text), Block::Grid(grid(&[&[("乙", 1, 1), ("1", 1, 1)]]))]);
    let bytes = write(&document);
    assert_eq!(bytes, write(&document));
    assert_eq!(probe(&Input::new("", &bytes, &|_| 0)), Score::Certain);
}

#[test]
fn every_part_is_xml_and_has_no_characters_that_xml_has_not() {
    let text = "甲\u{0}\u{b}\u{1b}\u{ffff}乙";
    let document = Document {
        title: Some(text.to_owned()),
        blocks: vec![
            line(text, Role::Heading(1)),
            Block::Grid(grid(&[&[(text, 1, 1), ("1", 1, 1)]])),
        ],
        carried: Some("{}".to_owned()),
        ..Document::default()
    };
    let bytes = write(&document);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut seen = 0;
    for index in 0..zip.len() {
        let text = std::io::read_to_string(zip.by_index(index).unwrap()).unwrap();
        let parsed = crate::xml::parse(text.as_bytes(), &|_| 0, 1_000).unwrap();
        assert_eq!(parsed.broken, None);
        assert!(!text.contains(['\u{0}', '\u{b}', '\u{1b}', '\u{ffff}']));
        seen += 1;
    }
    assert_eq!(seen, 14);
    assert_eq!(lines(&attempt(&bytes).unwrap())[0].text, "甲    乙");
}

#[test]
fn rows_below_one_label_stay_on_its_page() {
    let table =
        grid(&[&[("组", 1, 2), ("甲", 1, 1)], &[("乙", 1, 1)], &[("外", 1, 1), ("丙", 1, 1)]]);
    let part = part(&write(&of(vec![Block::Grid(table)])), "word/document.xml");
    let rows = part.split("<w:tr>").skip(1).map(|row| row.contains("<w:keepNext/>"));
    assert_eq!(rows.collect::<Vec<_>>(), [true, false, false]);
}

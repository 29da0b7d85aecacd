//! Files read, folders written, and the second read again.

use nianbao_core::{
    Block, Book, BookColumn, ColumnKind, Decoded, DocumentReader, FolderWriter, Input, LinkTarget,
    NoteCode, Place, Sheet, SheetCell, SheetKind, Tone,
};
use nianbao_kit::folder::MemoryFolder;

use crate::read::CsvReader;
use crate::write::CsvFolder;

fn read(bytes: &[u8]) -> Decoded {
    let judge = |text: &str| text.matches("信息").count();
    CsvReader.read(&Input::new("a.csv", bytes, &judge)).unwrap()
}

/// Lines as their text, tables as their rows.
fn shown(read: &Decoded) -> Vec<Vec<Vec<&str>>> {
    let mut shown = Vec::new();
    for block in &read.document.blocks {
        shown.push(match block {
            Block::Line(line) => vec![vec![line.text.as_str()]],
            Block::Grid(grid) => {
                grid.rows().iter().map(|row| row.iter().map(|cell| &*cell.text).collect()).collect()
            }
        });
    }
    shown
}

#[test]
fn marks_and_encodings() {
    let text = "信息,数\r\n甲,1\r\n";
    let expected = vec![vec![vec!["信息", "数"], vec!["甲", "1"]]];
    assert_eq!(shown(&read(text.as_bytes())), expected);
    assert_eq!(shown(&read(format!("\u{feff}{text}").as_bytes())), expected);
    let gbk = b"\xd0\xc5\xcf\xa2,\xca\xfd\r\n\xbc\xd7,1\r\n";
    let found = read(gbk);
    assert_eq!(shown(&found), expected);
    assert_eq!(found.encoding.as_deref(), Some("gb18030"));
    let wide: Vec<u8> = format!("\u{feff}{text}")
        .replace(',', "\t")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(shown(&read(&wide)), expected);
}

#[test]
fn a_saved_sheet_is_lines_and_tables_again() {
    let text = "年度报告,,,\n,,,\n一、说明,,,\n,甲,乙,\n,1,,\n丙,,,\n这一句是正文。,,,\n";
    let found = read(text.as_bytes());
    let expected = vec![
        vec![vec!["年度报告"]],
        vec![vec!["一、说明"]],
        // A lone cell below a row of several is a label whose row is blank.
        vec![vec!["甲", "乙"], vec!["1", ""], vec!["丙", "", ""]],
        vec![vec!["这一句是正文。"]],
    ];
    assert_eq!(shown(&found), expected);
    let Block::Grid(grid) = &found.document.blocks[2] else { panic!("no table") };
    assert_eq!(grid.rows()[1][0].at, Place::Cell { table: 1, row: 5, column: 2 });
}

#[test]
fn a_short_row_has_no_cells_where_it_has_none() {
    let found = read("a,b,c\n1,2\n1,2,\n".as_bytes());
    assert_eq!(shown(&found), [[vec!["a", "b", "c"], vec!["1", "2"], vec!["1", "2", ""]]]);
}

#[test]
fn numbers_that_a_comma_may_have_parted_are_one_cell_of_all_their_columns() {
    let found = read("名称,甲数,乙数\n信息,1,234,5\n文件,6,7\n".as_bytes());
    let rows = [vec!["名称", "甲数", "乙数"], vec!["信息", "1 | 234 | 5"], vec!["文件", "6", "7"]];
    assert_eq!(shown(&found), [rows]);
    assert_eq!(found.document.notes, []);
}

#[test]
fn what_is_cut_says_so() {
    let open = |text: &str| read(text.as_bytes()).document.open_end;
    assert!(open("a,b\nc,\"d\n") && open("a,b\nc,12"));
    assert!(!open("a,b\nc,12\n"));
    let many = format!("a,b\n{}", ",".repeat(20_000));
    let notes = read(many.as_bytes()).document.notes;
    assert_eq!(notes[0].code, NoteCode::LimitReached);
}

#[test]
fn text_that_a_spreadsheet_keeps_from_counting_is_text() {
    let found = read("a,b,c\n'=1+1,\"=\"\"007\"\"\",'甲\n".as_bytes());
    assert_eq!(shown(&found)[0][1], ["=1+1", "007", "'甲"]);
}

/// A file's text.
fn text_of(folder: &MemoryFolder, name: &str) -> String {
    String::from_utf8(folder.bytes(name).unwrap()).unwrap()
}

fn text(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned(), Tone::Plain)
}

fn number(digits: &str) -> SheetCell {
    SheetCell::Number(digits.parse().unwrap(), Tone::Doubtful)
}

fn written() -> MemoryFolder {
    let column = |label: &str, id: &str, kind| BookColumn {
        label: label.to_owned(),
        id: id.to_owned(),
        kind,
        ..BookColumn::default()
    };
    let columns = vec![
        column("机关", "organ", ColumnKind::Text),
        column("收到 / 总计", "received", ColumnKind::Count),
        column("金额", "amount", ColumnKind::Amount),
        column("备注", "", ColumnKind::Text),
    ];
    let table = Sheet { name: "报告".into(), id: "reports", columns, ..Sheet::default() };
    let page = Sheet { name: "说明".into(), kind: SheetKind::Page, ..Sheet::default() };
    let late = Sheet { name: "覆盖".into(), id: "coverage", ..Sheet::default() };
    let sheets = vec![page, table, late];
    let kept = MemoryFolder::default();
    let book = Book { title: "数据".into(), sheets, ..Book::default() };
    let mut sink = CsvFolder.start(&book, Box::new(kept.clone())).unwrap();
    sink.row(0, &[SheetCell::Empty, text("这是\n什么"), text("表")]).unwrap();
    sink.row(0, &[]).unwrap();
    let share = SheetCell::Share("0.25".parse().unwrap(), Tone::Plain);
    let link = SheetCell::Link(Box::new(number("12")), LinkTarget::File("a.html".into()));
    sink.row(1, &[text("=SUM(A1)"), link, number("51.1082"), share]).unwrap();
    let blank = SheetCell::Blank(Tone::Unfilled);
    sink.row(1, &[text("甲\n\"乙\",丙"), number("-3"), number("2.0"), blank]).unwrap();
    sink.columns(2, vec![column("2021", "2021", ColumnKind::Text)]).unwrap();
    sink.finish(Some("2024-02-29".parse().unwrap())).unwrap();
    kept
}

#[test]
fn a_folder_has_a_file_a_table() {
    let kept = written();
    assert_eq!(text_of(&kept, "说明.txt"), "\u{feff}这是 什么\t表\r\n\r\n");
    let expected = "\u{feff}organ,received,amount,备注\r\n\
                    '=SUM(A1),12,51.1082,0.25\r\n\
                    \"甲\n\"\"乙\"\",丙\",-3,2,\r\n";
    assert_eq!(text_of(&kept, "报告.csv"), expected);
    assert_eq!(text_of(&kept, "覆盖.csv"), "\u{feff}2021\r\n");
}

#[test]
fn what_prints_nothing_is_a_space_and_hides_no_formula() {
    let column = BookColumn { label: "甲\u{0}乙".into(), ..BookColumn::default() };
    let table = Sheet { name: "表".into(), columns: vec![column], ..Sheet::default() };
    let page = Sheet { name: "页".into(), kind: SheetKind::Page, ..Sheet::default() };
    let kept = MemoryFolder::default();
    let book = Book { sheets: vec![table, page], ..Book::default() };
    let mut sink = CsvFolder.start(&book, Box::new(kept.clone())).unwrap();
    sink.row(0, &[text("3\u{1}5\r\n6\r7\u{9b}")]).unwrap();
    sink.row(0, &[text("\u{85}=1")]).unwrap();
    sink.row(1, &[text("3\u{1b}5\r\n6"), text("7\t8")]).unwrap();
    sink.finish(None).unwrap();
    let expected = "\u{feff}甲 乙\r\n\"3 5\n6 7 \"\r\n\" =1\"\r\n";
    assert_eq!(text_of(&kept, "表.csv"), expected);
    assert_eq!(text_of(&kept, "页.txt"), "\u{feff}3 5  6\t7 8\r\n");
}

#[test]
fn the_description_tells_files_heads_and_types() {
    let package: serde_json::Value =
        serde_json::from_str(&text_of(&written(), "datapackage.json")).unwrap();
    let of = |pointer: &str| package.pointer(pointer).unwrap().as_str().unwrap().to_owned();
    assert_eq!(of("/created"), "2024-02-29T00:00:00Z");
    assert_eq!(
        (of("/resources/1/name"), of("/resources/1/path")),
        ("reports".into(), "报告.csv".into())
    );
    assert_eq!(of("/resources/0/name"), "table-1");
    let fields = package.pointer("/resources/1/schema/fields").unwrap().as_array().unwrap();
    let types: Vec<_> = fields.iter().map(|field| field["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["string", "integer", "number", "number"]);
    assert_eq!(
        (&fields[1]["name"], &fields[1]["title"]),
        (&"received".into(), &"收到 / 总计".into())
    );
    assert_eq!(fields[3]["name"], "备注");
}

#[test]
fn what_was_written_reads_as_it_was() {
    let kept = written();
    let found = read(text_of(&kept, "报告.csv").as_bytes());
    let expected = [
        vec!["organ", "received", "amount", "备注"],
        vec!["=SUM(A1)", "12", "51.1082", "0.25"],
        vec!["甲\n\"乙\",丙", "-3", "2", ""],
    ];
    assert_eq!(shown(&found), [expected]);
}

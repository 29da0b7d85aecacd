//! Rows and columns that a workbook hides.

use nianbao_core::{Block, Document, DocumentReader, Input};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::hostile::archive;
use crate::read::{OdsReader, XlsxReader};

/// The rows of the only table, and the notes by code and detail.
fn told(document: &Document) -> (Vec<String>, Vec<(&str, &str)>) {
    let [Block::Grid(grid)] = document.blocks.as_slice() else { panic!("{document:?}") };
    let texts = |row: &Vec<nianbao_core::Cell>| {
        let texts = row.iter().map(|cell| format!("{}@{}", cell.text, cell.at));
        texts.collect::<Vec<_>>().join(" ").replace("sheet a, cell ", "")
    };
    let notes = document.notes.iter().map(|note| (note.code.id(), &*note.detail));
    (grid.rows().iter().map(texts).collect(), notes.collect())
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("a")?;
    for row in 0..4 {
        for column in 0..3 {
            sheet.write(row, column, f64::from(row) * 10.0 + f64::from(column))?;
        }
    }
    sheet.set_row_hidden(1)?.set_row_hidden(2)?.set_column_hidden(1)?;
    workbook.save_to_buffer()
}

#[test]
fn hidden_rows_and_columns_of_a_workbook_are_told() {
    let bytes = workbook().unwrap();
    let document = XlsxReader.read(&Input::new("", &bytes, &|_| 0)).unwrap().document;
    let rows = vec!["0@A1 2@C1".to_owned(), "30@A4 32@C4".to_owned()];
    assert_eq!(told(&document), (rows, vec![("hidden.unread", "2:3, B:B")]));
}

fn with_hidden_sheet(shown: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, shown)?;
    let sheet = workbook.add_worksheet().set_name("b")?.set_hidden(true);
    sheet.write(0, 0, 1)?.write(0, 1, 2)?;
    workbook.save_to_buffer()
}

#[test]
fn a_hidden_sheet_is_read_where_nothing_else_is_and_told() {
    for (shown, blocks, code) in [("a", 1, "sheet.hidden"), ("", 1, "hidden.read")] {
        let bytes = with_hidden_sheet(shown).unwrap();
        let document = XlsxReader.read(&Input::new("", &bytes, &|_| 0)).unwrap().document;
        assert_eq!(document.blocks.len(), blocks, "{shown}");
        assert!(matches!(document.blocks[0], Block::Line(_)) == (shown == "a"));
        let notes: Vec<_> =
            document.notes.iter().map(|note| (note.code.id(), &*note.detail)).collect();
        assert_eq!(notes, [(code, "b")]);
    }
}

#[test]
fn hidden_rows_and_columns_of_a_spreadsheet_are_told() {
    let cells = |row: u32| -> String {
        let cell =
            |column| format!("<table:table-cell><text:p>{row}{column}</text:p></table:table-cell>");
        (0..3).map(cell).collect()
    };
    let row = |number: u32, more: &str| {
        format!("<table:table-row {more}>{}</table:table-row>", cells(number))
    };
    let rows = [
        row(0, ""),
        row(1, "table:visibility=\"collapse\""),
        row(2, "table:visibility=\"filter\""),
        row(3, "table:style-name=\"flat\""),
        row(4, "table:visibility=\"visible\""),
    ];
    let styles = "<style:style style:name=\"flat\"><style:table-row-properties \
                  style:row-height=\"0cm\"/></style:style>";
    let columns = "<table:table-column/><table:table-column table:visibility=\"collapse\" \
                   table:number-columns-repeated=\"2\"/>";
    let content = format!(
        "<office>{styles}<table:table table:name=\"a\">{columns}{}</table:table></office>",
        rows.concat()
    );
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    let document = OdsReader.read(&Input::new("a.ods", &bytes, &|_| 0)).unwrap().document;
    let codes: Vec<_> = document.notes.iter().map(|note| (note.code.id(), &*note.detail)).collect();
    assert_eq!(codes, [("hidden.unread", "2:4, B:C")]);
    let texts = document.blocks.iter().map(|block| match block {
        Block::Line(line) => format!("{}@{}", line.text, line.at),
        Block::Grid(_) => "table".to_owned(),
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["00@sheet a, cell A1", "40@sheet a, cell A5"]);
}

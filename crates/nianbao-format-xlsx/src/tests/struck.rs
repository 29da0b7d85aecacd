//! Cells whose font strikes them out, or a part of them.

use nianbao_core::{Block, DocumentReader, Input};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::hostile::archive;
use crate::read::{OdsReader, XlsxReader};

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "办件")?.write(0, 1, "窗口")?.write(0, 2, "网上")?;
    sheet.write(1, 0, "收件")?.write_with_format(1, 1, 12, &struck)?.write(1, 2, 3)?;
    sheet.write(2, 0, "退件")?.write_with_format(2, 1, "5", &struck)?.write(2, 2, 4)?;
    workbook.save_to_buffer()
}

/// The texts of the second row of a sheet.
fn second_row(bytes: &[u8]) -> Vec<String> {
    second_row_by(&XlsxReader, bytes)
}

fn second_row_by(reader: &dyn DocumentReader, bytes: &[u8]) -> Vec<String> {
    let read = reader.read(&Input::new("", bytes, &|_| 0)).unwrap();
    let grid = read.document.blocks.iter().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    grid.unwrap().rows()[1].iter().map(|cell| cell.text.clone()).collect()
}

/// A sheet with a text in runs, each in its font, and one that is all of them together.
fn in_runs(runs: &[(&Format, &str)], plain: Option<&str>) -> Vec<String> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "办件").unwrap().write(0, 1, "窗口").unwrap();
    sheet.write(0, 2, "网上").unwrap().write(1, 0, "收件").unwrap();
    sheet.write_rich_string(1, 1, runs).unwrap();
    if let Some(plain) = plain {
        sheet.write(1, 2, plain).unwrap();
    }
    second_row(&workbook.save_to_buffer().unwrap())
}

#[test]
fn a_run_that_is_struck_out_or_raised_is_no_part_of_the_number() {
    use rust_xlsxwriter::FormatScript;

    let (plain, bold) = (Format::new(), Format::new().set_bold());
    let struck = Format::new().set_font_strikethrough();
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    assert_eq!(in_runs(&[(&plain, "7"), (&bold, "3")], None)[1], "73");
    assert_eq!(in_runs(&[(&plain, "7"), (&struck, "3")], None)[1], "7");
    assert_eq!(in_runs(&[(&struck, "73"), (&plain, "8")], None)[1], "8");
    assert_eq!(in_runs(&[(&struck, "7"), (&struck, "3")], None)[1], "（73）");
    assert_eq!(in_runs(&[(&plain, "7"), (&raised, "3")], None)[1], "7[3]");
    assert_eq!(in_runs(&[(&raised, "3"), (&plain, "7")], None)[1], "[3]7");
    assert_eq!(in_runs(&[(&plain, "m"), (&raised, "2")], None)[1], "m2");
    // Calamine gives 73 for both.
    assert_eq!(in_runs(&[(&plain, "7"), (&struck, "3")], Some("73"))[1..], ["（73）", "（73）"]);
}

#[test]
fn what_is_struck_out_is_there_and_no_number() {
    let bytes = workbook().unwrap();
    let read = XlsxReader.read(&Input::new("", &bytes, &|_| 0)).unwrap();
    let grid = read.document.blocks.iter().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    let texts = |row: usize| -> Vec<&str> {
        grid.unwrap().rows()[row].iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(texts(1), ["收件", "（12）", "3"]);
    assert_eq!(texts(2), ["退件", "（5）", "4"]);
}

#[test]
fn of_a_spreadsheet_the_cells_and_spans_that_are_struck_out_or_raised_are_told() {
    let style = |name: &str, look: &str| {
        format!("<style:style style:name=\"{name}\"><style:text-properties {look}/></style:style>")
    };
    let styles = [
        style(
            "out",
            "style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"",
        ),
        style("up", "style:text-position=\"super 58%\""),
        style("plain", "style:text-line-through-style=\"none\" style:text-position=\"0% 100%\""),
    ];
    let cell = |kind: &str, text: &str| {
        format!("<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |style: &str| {
        format!("table:style-name=\"{style}\" office:value-type=\"float\" office:value=\"12\"")
    };
    let span = |style: &str| format!("<text:span text:style-name=\"{style}\">2</text:span>");
    let cells = [
        cell("", "收件"),
        cell(&number("out"), "12"),
        cell(&number("plain"), "12"),
        cell("", &format!("1{}", span("out"))),
        cell("", &format!("1{}", span("up"))),
        cell("", &format!("1{}", span("plain"))),
    ];
    let head = cell("", "办件").repeat(cells.len());
    let content = format!(
        "<office>{}<table:table table:name=\"a\"><table:table-row>{head}</table:table-row>\
         <table:table-row>{}</table:table-row></table:table></office>",
        styles.concat(),
        cells.concat()
    );
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    let row = second_row_by(&OdsReader, &bytes);
    assert_eq!(row, ["收件", "（12）", "12", "1", "1[2]", "12"]);
}

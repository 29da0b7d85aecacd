//! Cells whose font strikes them out.

use nianbao_core::{Block, DocumentReader, Input};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::read::XlsxReader;

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "办件")?.write(0, 1, "窗口")?.write(0, 2, "网上")?;
    sheet.write(1, 0, "收件")?.write_with_format(1, 1, 12, &struck)?.write(1, 2, 3)?;
    sheet.write(2, 0, "退件")?.write_with_format(2, 1, "5", &struck)?.write(2, 2, 4)?;
    workbook.save_to_buffer()
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

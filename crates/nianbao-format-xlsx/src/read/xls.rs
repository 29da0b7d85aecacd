//! Workbooks of Excel 97 to 2003, through calamine.

use std::io::Cursor;

use anyhow::{Context, Result};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsOptions};

use nianbao_core::{Input, Note, NoteCode};

use super::compound::{self, Beside};
use super::sheet::RawSheet;
use super::xlsx::{merge, shown_text};
use super::{Book, most_cells};

pub(crate) fn read(input: &Input<'_>) -> Result<Book> {
    let bytes = input.bytes;
    let mut beside = compound::check(bytes)?.into_iter();
    let mut workbook: Xls<_> = Xls::new_with_options(Cursor::new(bytes), XlsOptions::default())
        .context("the workbook is damaged or cut off")?;
    let mut book = Book::default();
    let most = most_cells(&input.limits);
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in &sheets {
        let beside = beside.next().unwrap_or_default();
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut raw = read_sheet(&mut workbook, &sheet.name, &beside, (book.cells, most))?;
        raw.hidden = beside.hidden;
        book.push(raw, sheet.visible == SheetVisible::Visible);
    }
    Ok(book)
}

fn read_sheet(
    workbook: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    beside: &Beside,
    (before, most): (usize, usize),
) -> Result<RawSheet> {
    let mut sheet = RawSheet { name: name.into(), ..RawSheet::default() };
    let range = workbook.worksheet_range(name)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        if before + sheet.cells.len() >= most {
            sheet.notes.push(Note::new(NoteCode::LimitReached, format!("{most} cells")));
            break;
        }
        let row = top + u32::try_from(row).unwrap_or(u32::MAX - top);
        let column = left + u32::try_from(column).unwrap_or(u32::MAX - left);
        let shown = beside.styled.get(&(row, column)).map(AsRef::as_ref);
        let value = match beside.texts.get(&(row, column)) {
            Some(text) => Data::String(text.clone()),
            None => value.clone(),
        };
        let text = shown_text(&mut sheet, (row, column), value, shown);
        sheet.put(row, column, text);
    }
    let merges = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    sheet.merges.extend(merges.iter().map(merge));
    Ok(sheet)
}

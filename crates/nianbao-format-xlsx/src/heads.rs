//! The head rows of a table: the label of each column in one cell, and its id below.

use nianbao_core::{BookColumn, Sheet, SheetKind};
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::formats::Formats;
use crate::lines;
use crate::page::legible;

/// A row of labels and one of ids.
pub(crate) const DEPTH: u32 = 2;
const LABELS: u32 = 0;
const IDS: u32 = 1;
/// A head higher than this hides the table it heads.
const MOST_HEAD_LINES: u16 = 9;
/// The letters of labels and ids are smaller than those that widths are counted in.
const LABEL_LINE: f64 = 14.0;
const ID_LINE: f64 = 10.5;

/// How many head rows a table has.
pub(crate) fn depth(kind: SheetKind) -> u32 {
    match kind {
        SheetKind::Page => 0,
        SheetKind::Data | SheetKind::List | SheetKind::Hidden => DEPTH,
    }
}

/// Writes the head rows. Merged cells do not exist in constant memory, and a label that stands in
/// every column is what filters and programs want.
pub(crate) fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if depth(sheet.kind) == 0 {
        return Ok(());
    }
    page.set_row_height(LABELS, LABEL_LINE * highest(sheet, label_lines) + 6.0)?;
    page.set_row_height(IDS, ID_LINE * highest(sheet, id_lines) + 4.0)?;
    // An outline of one row: a click hides it.
    page.group_rows(IDS, IDS)?;
    for (number, column) in (0u16..).zip(&sheet.columns) {
        let format = formats.head(column.group);
        page.write_string_with_format(LABELS, number, legible(&column.label), format)?;
    }
    for (number, column) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(IDS, number, legible(&column.id), &formats.id)?;
    }
    Ok(())
}

fn highest(sheet: &Sheet, lines: fn(&BookColumn) -> u16) -> f64 {
    f64::from(sheet.columns.iter().map(lines).max().unwrap_or(1).clamp(1, MOST_HEAD_LINES))
}

fn label_lines(column: &BookColumn) -> u16 {
    lines::of(&column.label, column.width)
}

/// Ids are set in smaller letters; the button of the filter takes some room.
fn id_lines(column: &BookColumn) -> u16 {
    lines::of(&column.id, column.width + column.width / 4)
}

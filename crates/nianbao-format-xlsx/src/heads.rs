//! The head rows of a table: labels in groups, then ids.

use nianbao_core::{BookColumn, Sheet};
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::formats::Formats;
use crate::page::legible;

/// The height of a line of text in points.
const LINE_HEIGHT: f64 = 15.0;
/// A head taller than this hides the table it heads.
const MOST_LINES: u16 = 8;

/// How many head rows the table has.
pub(crate) fn depth(sheet: &Sheet) -> u32 {
    let depth = sheet.columns.iter().map(|column| column.heads.len()).max().unwrap_or(0);
    u32::try_from(depth).unwrap_or(u32::MAX)
}

/// Writes the head rows. Merged cells do not exist in constant memory; a label that its left
/// neighbour has already shown is left blank instead, and flows over the blank cells.
pub(crate) fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let depth = depth(sheet);
    for row in 0..depth {
        // A single head row is labels; of several the last is ids.
        let is_id = depth > 1 && row + 1 == depth;
        let level = row as usize;
        if !is_id {
            page.set_row_height(row, LINE_HEIGHT * f64::from(lines(&sheet.columns, level)))?;
        }
        for (number, index) in (0u16..).zip(0..sheet.columns.len()) {
            let text = legible(head(&sheet.columns[index], level));
            let format = match group(&sheet.columns, index, level) {
                _ if is_id => &formats.id,
                Group::Lone => &formats.lone_head,
                Group::Opens => &formats.head,
                Group::Continues => {
                    page.write_blank(row, number, &formats.head_rest)?;
                    continue;
                }
            };
            page.write_string_with_format(row, number, text, format)?;
        }
    }
    Ok(())
}

fn head(column: &BookColumn, level: usize) -> &str {
    column.heads.get(level).map_or("", String::as_str)
}

/// Where a head stands among those that read like one merged cell.
#[derive(PartialEq)]
enum Group {
    /// It is all of it.
    Lone,
    /// More of it follows.
    Opens,
    /// The left neighbour shows the label.
    Continues,
}

/// Columns are of one group at a level if their heads down to it are the same.
fn group(columns: &[BookColumn], index: usize, level: usize) -> Group {
    let joins = |right: usize| {
        (0..=level).all(|level| head(&columns[right - 1], level) == head(&columns[right], level))
    };
    if index > 0 && joins(index) {
        Group::Continues
    } else if index + 1 < columns.len() && joins(index + 1) {
        Group::Opens
    } else {
        Group::Lone
    }
}

/// How many lines the tallest head of a level needs; only those of one column wrap.
fn lines(columns: &[BookColumn], level: usize) -> u16 {
    let lone = (0..columns.len()).filter(|index| group(columns, *index, level) == Group::Lone);
    let needed = lone.map(|index| {
        // A Chinese character is as wide as two digits, in which column widths are counted.
        let wide = 2 * head(&columns[index], level).chars().count();
        wide.div_ceil(usize::from(columns[index].width.max(1)))
    });
    u16::try_from(needed.max().unwrap_or(1)).unwrap_or(u16::MAX).clamp(1, MOST_LINES)
}

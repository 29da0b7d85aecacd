//! One worksheet: its cells and how it is viewed and printed.

use std::borrow::Cow;

use nianbao_core::{ColumnKind, Decimal, Sheet, SheetCell};
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::formats::Formats;
use crate::heads;

/// Excel's limit for the text of a cell, in UTF-16 units.
const MOST_TEXT: usize = 32_767;
/// Excel keeps 15 digits; a number with more would silently become another.
const MOST_DIGITS: i128 = 999_999_999_999_999;
const A4: u8 = 9;
/// The widest table, in characters, that can still be read when it is made to fit a page's width.
const WIDEST_PAGE: u32 = 400;
/// The scale, in percent, of wider ones, which take several pages side by side.
const READABLE: u16 = 60;

/// Writes one cell.
pub(crate) fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    kind: ColumnKind,
    cell: &SheetCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => {}
        SheetCell::Blank(tone) => {
            page.write_blank(row, column, formats.blank(*tone))?;
        }
        SheetCell::Text(text, tone) => {
            let format = formats.text(kind, *tone);
            page.write_string_with_format(row, column, legible(text), format)?;
        }
        SheetCell::Number(number, tone) => {
            if let Some(value) = stored(*number) {
                let format = formats.number(number.fract().is_zero(), *tone);
                page.write_number_with_format(row, column, value, format)?;
            } else {
                let format = formats.text(kind, *tone);
                page.write_string_with_format(row, column, number.to_string(), format)?;
            }
        }
    }
    Ok(())
}

/// The number as a workbook stores it, if that is the same number.
fn stored(number: Decimal) -> Option<f64> {
    let number = number.normalize();
    let fits = number.mantissa().abs() <= MOST_DIGITS;
    // Through text, which rounds correctly; and up to 15 digits come back as they were.
    fits.then(|| number.to_string().parse().ok()).flatten()
}

/// The text as a cell can hold it: without characters that XML forbids, and cut with an ellipsis
/// at Excel's limit.
pub(crate) fn legible(text: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let clean = if text.contains(forbidden) {
        Cow::Owned(text.replace(forbidden, ""))
    } else {
        Cow::Borrowed(text)
    };
    let mut units = 0;
    let mut cut = None;
    for (offset, c) in clean.char_indices() {
        // The last place that leaves room for the ellipsis.
        if units + c.len_utf16() > MOST_TEXT - 1 && cut.is_none() {
            cut = Some(offset);
        }
        units += c.len_utf16();
    }
    match cut {
        Some(offset) if units > MOST_TEXT => Cow::Owned(format!("{}…", &clean[..offset])),
        _ => clean,
    }
}

/// Sets widths, frozen panes and the printed page; `rows` counts all rows, heads included.
pub(crate) fn set_up(page: &mut Worksheet, sheet: &Sheet, rows: u32) -> Result<(), XlsxError> {
    for (index, column) in (0u16..).zip(&sheet.columns) {
        if column.width > 0 {
            page.set_column_width(index, f64::from(column.width))?;
        }
    }
    page.set_paper_size(A4).set_landscape();
    let width: u32 = sheet.columns.iter().map(|column| u32::from(column.width)).sum();
    if width <= WIDEST_PAGE {
        page.set_print_fit_to_pages(1, 0);
    } else {
        page.set_print_scale(READABLE);
        if sheet.frozen > 0 {
            page.set_repeat_columns(0, sheet.frozen - 1)?;
        }
    }
    let depth = heads::depth(sheet);
    page.set_freeze_panes(depth, sheet.frozen)?;
    if depth > 0 {
        page.set_repeat_rows(0, depth - 1)?;
    }
    let last = u16::try_from(sheet.columns.len()).ok().and_then(|count| count.checked_sub(1));
    if let (true, Some(last)) = (sheet.filter && depth > 0, last) {
        page.autofilter(depth - 1, 0, rows.max(depth) - 1, last)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_in_utf16_units_between_characters() {
        let fits = "a".repeat(MOST_TEXT);
        assert_eq!(legible(&fits), fits);
        for c in ["a", "政", "𠮷"] {
            let cut = legible(&c.repeat(MOST_TEXT + 1)).into_owned();
            let units = cut.encode_utf16().count();
            assert!((MOST_TEXT - 1..=MOST_TEXT).contains(&units), "{c}: {units}");
            assert!(cut.ends_with('…'));
        }
    }

    #[test]
    fn control_characters_vanish_and_line_breaks_stay() {
        assert_eq!(legible("a\u{0}b\r\nc\u{FFFF}\td\u{85}"), "ab\nc\td");
    }

    #[test]
    fn a_number_is_stored_as_itself_or_not_at_all() {
        assert_eq!(stored("51.1082".parse().unwrap()), Some(51.1082));
        assert_eq!(stored("999999999999999.0".parse().unwrap()), Some(999_999_999_999_999.0));
        assert_eq!(stored("1234567890123456.7".parse().unwrap()), None);
    }
}

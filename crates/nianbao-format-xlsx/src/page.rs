//! One worksheet: its cells and how it is viewed and printed.

use std::borrow::Cow;

use nianbao_core::{ColumnKind, Decimal, Sheet, SheetCell, SheetKind, legible_lines};
use rust_xlsxwriter::{Color, Worksheet, XlsxError};

use crate::formats::Formats;
use crate::heads;
use crate::links::{Addresses, Shown};

/// Excel's limit for the text of a cell, in UTF-16 units.
const MOST_TEXT: usize = 32_767;
/// Excel keeps 15 digits; a number with more would silently become another.
const MOST_DIGITS: i128 = 999_999_999_999_999;
const A4: u8 = 9;
/// The widest table, in characters, that can still be read when it is made to fit a page's width.
const WIDEST_PAGE: u32 = 270;
/// The scale, in percent, of wider ones, which take several pages side by side.
const READABLE: u16 = 60;
/// The tabs of data, of lists and of pages of text.
const DATA_TAB: Color = Color::RGB(0x002F_75B5);
const LIST_TAB: Color = Color::RGB(0x00A6_A6A6);
const PAGE_TAB: Color = Color::RGB(0x00C0_0000);

/// Writes one cell; a text or a number without a look if it is to look as its column does.
pub(crate) fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    kind: ColumnKind,
    cell: &SheetCell,
    (formats, usual): (&Formats, bool),
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => {}
        SheetCell::Blank(tone) => {
            page.write_blank(row, column, formats.blank(*tone))?;
        }
        SheetCell::Text(text, _) if usual => {
            page.write_string(row, column, legible(text))?;
        }
        SheetCell::Text(text, tone) => {
            let format = formats.text(kind, *tone);
            page.write_string_with_format(row, column, legible(text), format)?;
        }
        SheetCell::Number(number, tone) => {
            if let Some(value) = stored(*number) {
                if usual {
                    page.write_number(row, column, value)?;
                } else {
                    let format = formats.number(kind, is_whole(*number), *tone);
                    page.write_number_with_format(row, column, value, format)?;
                }
            } else {
                let format = formats.text(kind, *tone);
                page.write_string_with_format(row, column, number.to_string(), format)?;
            }
        }
        SheetCell::Share(number, tone) => {
            if let Some(value) = stored(number.round_dp(4)) {
                page.write_number_with_format(row, column, value, formats.share(*tone))?;
            }
        }
        SheetCell::Link(shown, target) => {
            match shown_in(shown).and_then(|shown| addresses.formula(target, &shown)) {
                Some(formula) => {
                    let format = formats.link(kind, shown);
                    page.write_formula_with_format(row, column, formula, format)?;
                }
                None => {
                    write_cell(page, (row, column), kind, shown, (formats, false), addresses)?;
                }
            }
        }
    }
    Ok(())
}

/// What a link to such a cell shows, if there is something to click on.
fn shown_in(cell: &SheetCell) -> Option<Shown> {
    match cell {
        SheetCell::Text(text, _) if !text.is_empty() => {
            Some(Shown::Text(legible(text).into_owned()))
        }
        SheetCell::Number(number, _) => {
            stored(*number).map(|_| Shown::Number(number.normalize().to_string()))
        }
        _ => None,
    }
}

/// Whether a number has nothing behind its point but zeros.
pub(crate) fn is_whole(number: Decimal) -> bool {
    number.scale() == 0 || number.fract().is_zero()
}

/// The number as a workbook stores it, if that is the same number.
pub(crate) fn stored(number: Decimal) -> Option<f64> {
    let number = number.normalize();
    if let (0, Ok(small)) = (number.scale(), i32::try_from(number.mantissa())) {
        return Some(f64::from(small));
    }
    let fits = number.mantissa().abs() <= MOST_DIGITS;
    // Through text, which rounds correctly; and up to 15 digits come back as they were.
    fits.then(|| number.to_string().parse().ok()).flatten()
}

/// The text as a cell can hold it: cut with an ellipsis at Excel's limit.
pub(crate) fn legible(text: &str) -> Cow<'_, str> {
    let clean = legible_lines(text);
    if clean.len() <= MOST_TEXT {
        return clean;
    }
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

/// The words at the foot of a printed page, as Excel wants them.
pub(crate) fn footer(words: &str) -> String {
    let words = words.replace('&', "&&").replace("{page}", "&P").replace("{pages}", "&N");
    format!("&L&9&A&R&9{words}")
}

/// Sets widths, frozen panes and the printed page; `rows` counts all rows, heads included.
pub(crate) fn set_up(
    page: &mut Worksheet,
    sheet: &Sheet,
    footer: &str,
    rows: u32,
) -> Result<(), XlsxError> {
    for (index, column) in (0u16..).zip(&sheet.columns) {
        if column.width > 0 {
            page.set_column_width(index, f64::from(column.width))?;
        }
    }
    set_up_print(page, sheet, footer)?;
    page.set_tab_color(match sheet.kind {
        SheetKind::Page => PAGE_TAB,
        SheetKind::Data => DATA_TAB,
        SheetKind::List | SheetKind::Hidden => LIST_TAB,
    });
    match sheet.kind {
        SheetKind::Page => {
            page.set_screen_gridlines(false);
            return Ok(());
        }
        SheetKind::Hidden => {
            page.set_hidden(true);
        }
        SheetKind::Data | SheetKind::List => {}
    }
    page.set_freeze_panes(heads::DEPTH, sheet.frozen)?;
    page.set_repeat_rows(0, heads::DEPTH - 1)?;
    let last = u16::try_from(sheet.columns.len()).ok().and_then(|count| count.checked_sub(1));
    if let Some(last) = last {
        page.autofilter(heads::DEPTH - 1, 0, rows.max(heads::DEPTH) - 1, last)?;
    }
    Ok(())
}

fn set_up_print(page: &mut Worksheet, sheet: &Sheet, footer: &str) -> Result<(), XlsxError> {
    page.set_paper_size(A4).set_landscape();
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer(footer);
    let width: u32 = sheet.columns.iter().map(|column| u32::from(column.width)).sum();
    if width <= WIDEST_PAGE {
        page.set_print_fit_to_pages(1, 0);
    } else {
        page.set_print_scale(READABLE);
        if sheet.frozen > 0 {
            page.set_repeat_columns(0, sheet.frozen - 1)?;
        }
    }
    match sheet.kind {
        SheetKind::Page => page.set_portrait().set_print_center_horizontally(true),
        // Rows are long and most cells of some are empty: a line leads the eye.
        SheetKind::Data => page.set_print_gridlines(true),
        SheetKind::List | SheetKind::Hidden => page,
    };
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
    fn control_characters_are_spaces_and_line_breaks_stay() {
        assert_eq!(legible("a\u{0}b\r\nc\u{FFFF}\td\u{85}"), "a b\nc \td ");
    }

    #[test]
    fn a_number_is_stored_as_itself_or_not_at_all() {
        assert_eq!(stored("51.1082".parse().unwrap()), Some(51.1082));
        assert_eq!(stored("999999999999999.0".parse().unwrap()), Some(999_999_999_999_999.0));
        assert_eq!(stored("1234567890123456.7".parse().unwrap()), None);
    }
}

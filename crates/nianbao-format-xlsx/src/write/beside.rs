//! What is said about a document, on a sheet of its own behind the form. Its cells are carried as
//! checks, so that they are no part of the document when it is read again.

use nianbao_core::Beside;
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::look::{LINE, PADDING, SIZE, lines_of};
use super::{A4, At, Form, HIGHEST_ROW, SHEET};
use crate::page::legible;
use crate::read::sheet::address;

/// The name of the sheet.
pub(super) const NAME: &str = "核对结果";
/// The columns of the cells that are spoken of, and of what is said; their widths in pixels.
const CELL: (u16, u16) = (0, 50);
const TEXT: (u16, u16) = (1, 640);

/// Says beside the title that the form is marked, and leads to the sheet; so does the head of each printed page.
pub(super) fn lead(form: &mut Form, beside: &Beside) -> Result<(), XlsxError> {
    let heading = legible(&beside.heading);
    // An ampersand begins a code in what heads a page.
    form.sheet.set_header(format!("&C{}", heading.replace('&', "&&")));
    let at = (0, form.columns.last() + 2);
    if form.row == 0 || form.checks.contains(&at) {
        return Ok(());
    }
    let bold = Format::new().set_bold().set_font_size(SIZE);
    let to = Url::new(format!("internal:'{NAME}'!A1")).set_text(heading);
    form.sheet.write_url_with_format(at.0, at.1, to, &bold)?;
    form.checks.push(at);
    Ok(())
}

/// The sheet, and the cells of it that are filled.
pub(super) fn sheet(form: &Form, beside: &Beside) -> Result<(Worksheet, Vec<At>), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?;
    for (column, width) in [CELL, TEXT] {
        sheet.set_column_width_pixels(column, u32::from(width))?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    let heading = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, CELL.0, legible(&beside.heading), &heading)?;
    let top = Format::new().set_font_size(SIZE).set_align(FormatAlign::Top);
    let wrapped = top.clone().set_text_wrap();
    let mut filled = vec![(0, CELL.0)];
    for (row, remark) in (1_u32..).zip(&beside.remarks) {
        let text = legible(&remark.text);
        let height = LINE * lines_of(&text, TEXT.1, SIZE) + PADDING;
        sheet.set_row_height(row, height.min(HIGHEST_ROW))?;
        sheet.write_string_with_format(row, TEXT.0, text, &wrapped)?;
        filled.push((row, TEXT.0));
        let cell = remark.cell.as_ref().and_then(|name| form.named.get(name));
        if let Some(((to_row, to_column), _)) = cell {
            let cell = address(*to_row, u32::from(*to_column));
            let to = Url::new(format!("internal:'{SHEET}'!{cell}")).set_text(cell);
            sheet.write_url_with_format(row, CELL.0, to, &top)?;
            filled.push((row, CELL.0));
        }
    }
    Ok((sheet, filled))
}

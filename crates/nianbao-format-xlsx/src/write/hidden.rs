//! The hidden sheet behind the form; see [`crate::carried`].

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::inputs::GUIDE_SHEET;
use super::{At, Form, SHEET, beside};
use crate::carried::{CHECK, COLUMNS, COPY, GUIDE, MARK, NAME, SIGN, encode};
use crate::read::sheet::address;

/// How many characters of a copy stand in one cell: below Excel's 32,767 units even where each
/// character takes two.
const CHUNK: usize = 16_000;

/// The hidden sheet, if there is anything to carry; `said` are the cells beside the document.
pub(super) fn sheet(
    form: &Form,
    has_guide: bool,
    said: &[At],
    copy: Option<&str>,
) -> Result<Option<Worksheet>, XlsxError> {
    let carries = !form.marks.is_empty() || !form.checks.is_empty() || !said.is_empty();
    if !carries && !has_guide && copy.is_none() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?.set_hidden(true);
    let [kind, about, key_column, value_column] = COLUMNS;
    sheet.write_string(0, kind, SIGN)?;
    let mut row = 1;
    for (at, key, value) in &form.marks {
        sheet.write_string(row, kind, MARK)?;
        sheet.write_formula(row, about, Formula::new(reference(SHEET, *at)))?;
        sheet.write_string(row, key_column, key)?;
        sheet.write_string(row, value_column, encode(value))?;
        row += 1;
    }
    let checks = form.checks.iter().map(|at| (SHEET, *at));
    for (on, at) in checks.chain(said.iter().map(|at| (beside::NAME, *at))) {
        sheet.write_string(row, kind, CHECK)?;
        sheet.write_formula(row, about, Formula::new(reference(on, at)))?;
        sheet.write_string(row, value_column, reference(on, at))?;
        row += 1;
    }
    if has_guide {
        let first = format!("='{GUIDE_SHEET}'!A1");
        sheet.write_string(row, kind, GUIDE)?;
        sheet.write_formula(row, about, Formula::new(first.as_str()))?;
        sheet.write_string(row, value_column, first)?;
        row += 1;
    }
    let copy: Vec<char> = copy.map(encode).unwrap_or_default().chars().collect();
    for part in copy.chunks(CHUNK) {
        sheet.write_string(row, kind, COPY)?;
        sheet.write_string(row, value_column, part.iter().collect::<String>())?;
        row += 1;
    }
    Ok(Some(sheet))
}

/// A formula that names a cell; what it gives is of no use.
fn reference(sheet: &str, (row, column): At) -> String {
    format!("='{sheet}'!{}", address(row, u32::from(column)))
}

//! A form to be filled in: which cells can be typed into and what they take, and totals that are
//! computed.

use anyhow::Result;
use nianbao_core::{Cell, Decimal, Document, Line, Role, Sum};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Formula, ProtectionOptions, Worksheet, XlsxError,
};

use super::checks::MOST_OPERANDS;
use super::{At, Form, Operand, look};
use crate::page::legible;
use crate::read::sheet::address;

/// The sheet of instructions.
pub(super) const GUIDE_SHEET: &str = "填写说明";
/// In digits and in pixels; a page takes it also where another font stands in for the named one.
const GUIDE_WIDTH: (f64, u16) = (74.0, 518);
/// The height of a place for paragraphs, in points.
pub(super) const AREA: f64 = 150.0;

/// A cell that a formula fills.
pub(super) struct Total {
    name: String,
    at: At,
}

/// Whether a document has cells to be filled in.
pub(super) fn is_form(document: &Document) -> bool {
    let cells = document.blocks.iter().filter_map(|block| match block {
        nianbao_core::Block::Grid(grid) => Some(grid.rows().iter().flatten()),
        nianbao_core::Block::Line(_) => None,
    });
    cells.flatten().any(|cell| cell.mark(Cell::INPUT).is_some())
}

/// Makes a cell take what its mark says.
pub(super) fn open(form: &mut Form, cell: &Cell, kind: &str, at: At) -> Result<()> {
    if kind == Cell::TOTAL {
        if let Some(name) = cell.mark(Cell::ID) {
            form.totals.push(Total { name: name.to_owned(), at });
        }
        return Ok(());
    }
    if let Some(validation) = validation(kind)? {
        form.sheet.add_data_validation(at.0, at.1, at.0, at.1, &validation)?;
    }
    Ok(())
}

fn validation(kind: &str) -> Result<Option<DataValidation>, XlsxError> {
    let new = DataValidation::new;
    let (validation, message) = match kind {
        Cell::COUNT => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0);
            (new().allow_whole_number(rule), "请填不小于零的整数，不带单位；没有发生的填 0。")
        }
        Cell::AMOUNT => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0.0);
            (new().allow_decimal_number(rule), "请填不小于零的数，不带单位；没有发生的填 0。")
        }
        Cell::CHANGE => {
            let rule = DataValidationRule::Between(i32::MIN, i32::MAX);
            (new().allow_whole_number(rule), "请填整数，减少的填负数；没有变化的填 0。")
        }
        _ => return Ok(None),
    };
    Ok(Some(validation.set_error_title("不能这样填")?.set_error_message(message)?))
}

/// Writes the totals as formulas. One stays blank until all that it sums is there, so that it never
/// is the total of a part.
pub(super) fn totals(form: &mut Form, sums: &[Sum]) -> Result<()> {
    for Total { name, at } in std::mem::take(&mut form.totals) {
        let sum = sums.iter().position(|sum| sum.left == [name.as_str()]);
        let Some((index, parts)) = sum.and_then(|index| Some((index, parts(form, &sums[index])?)))
        else {
            continue;
        };
        let cells: Vec<String> =
            parts.iter().map(|((row, column), _)| address(*row, u32::from(*column))).collect();
        let (cells, count) = (cells.join(","), parts.len());
        let formula = format!("=IF(COUNT({cells})<{count},\"\",SUM({cells}))");
        let result = result(&parts);
        let shown = result.map(|sum| sum.normalize().to_string()).unwrap_or_default();
        let formula = Formula::new(formula).set_result(shown);
        form.sheet.write_formula_with_format(at.0, at.1, formula, &form.look.total)?;
        form.named.insert(name, (at, result.map_or(Operand::Text, Operand::Number)));
        form.computed.push(index);
    }
    Ok(())
}

fn parts(form: &Form, sum: &Sum) -> Option<Vec<(At, Operand)>> {
    let parts = sum.right.iter().map(|name| form.named.get(name).copied());
    parts.collect::<Option<Vec<_>>>().filter(|parts| parts.len() <= MOST_OPERANDS)
}

fn result(parts: &[(At, Operand)]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (_, operand)| match operand {
        Operand::Number(number) => sum.checked_add(*number),
        Operand::Blank | Operand::Text => None,
    })
}

/// Locks all but the cells to fill in; there is no password.
pub(super) fn protect(sheet: &mut Worksheet) {
    let options =
        ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&options);
}

/// The sheet that tells how to fill in the form.
pub(super) fn guide(lines: &[Line]) -> Result<Option<Worksheet>, XlsxError> {
    if lines.is_empty() {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    let look = look::Look::new();
    sheet.set_name(GUIDE_SHEET)?.set_column_width(0, GUIDE_WIDTH.0)?.set_screen_gridlines(false);
    for (row, line) in (0u32..).zip(lines) {
        let style = look.line(match line.role {
            Role::Heading(_) => Role::Heading(2),
            _ => Role::Text,
        });
        let lines = look::lines_of(&line.text, GUIDE_WIDTH.1, style.size);
        sheet.set_row_height(row, style.height * lines + 3.0)?;
        sheet.write_string_with_format(row, 0, legible(&line.text), &style.format)?;
    }
    sheet.set_paper_size(super::A4).set_print_fit_to_pages(1, 0);
    protect(&mut sheet);
    Ok(Some(sheet))
}

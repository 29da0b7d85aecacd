//! Rows of a report that the form does not have: at the end of the table that they stood in.

use nianbao_core::{Extra, Place, Report};

use crate::fold::one_line;
use crate::key::{Label, Numbering};
use crate::tokens::{Kind, kind_of};
use crate::vocabulary::vocabulary;

use super::table::Filling;

/// Adds the extra rows that read back as such to the tables.
pub(super) fn add<'r>(report: &'r Report, tables: &mut [Filling<'r>]) {
    for extra in report.extras.iter().filter(|extra| reads_back(extra)) {
        let own = tables.iter().position(|table| stood_in(report, extra, table));
        let last = tables.len().checked_sub(1);
        if let Some(index) = own.or(last) {
            tables[index].extras.push(&extra.cells);
        }
    }
}

/// Whether a row is one of the page's own again when it is printed: under a label of the form its
/// values would be the form's, and a label numbered 一、 would be a heading.
fn reads_back(extra: &Extra) -> bool {
    let Some((label, values)) = extra.cells.split_first() else { return false };
    let unknown = |text: &str| match kind_of(text) {
        Kind::Label(label) => vocabulary().meaning(&label.core).is_none(),
        Kind::Blank | Kind::Value | Kind::Prose => false,
    };
    let value = |text: &String| !matches!(kind_of(text), Kind::Label(_)) || unknown(text);
    let number = |text: &String| matches!(kind_of(text), Kind::Value);
    let one_line = |text: &String| *text == one_line(text);
    let first_level = matches!(Label::of(label).numbering, Some(Numbering::First(_)));
    unknown(label)
        && !first_level
        && values.iter().any(number)
        && values.iter().all(value)
        && extra.cells.iter().all(one_line)
}

/// Whether the fact printed last before a row is of this table.
fn stood_in(report: &Report, extra: &Extra, table: &Filling<'_>) -> bool {
    let Some(at) = &extra.at else { return false };
    let before = report.facts.iter().filter_map(|(field, fact)| Some((fact.at.as_ref()?, field)));
    let before = before.filter(|(place, _)| is_before(place, at));
    let last = before.max_by(|a, b| a.0.cmp(b.0));
    last.is_some_and(|(_, field)| table.prints(field))
}

fn is_before(place: &Place, extra: &Place) -> bool {
    match (place, extra) {
        (Place::Line(a), Place::Line(b)) => a < b,
        (Place::Cell { table, row, .. }, Place::Cell { table: t, row: r, .. }) => {
            (table, row) < (t, r)
        }
        (Place::Sheet { sheet, cell }, Place::Sheet { sheet: s, cell: c }) => {
            sheet == s && row_of(cell) < row_of(c)
        }
        _ => false,
    }
}

/// The row in the name of a workbook's cell.
fn row_of(cell: &str) -> Option<u32> {
    cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

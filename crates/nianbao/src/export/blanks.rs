//! The table that tells cells that are blank from those that are not there. Elsewhere in the workbook
//! colour tells them apart, which no program reads.

use nianbao_core::{ColumnKind, Lang, Sheet, SheetCell, SheetKind};

use super::frame::{self, Frame, column};
use crate::cells::text;

/// The name of the sheet, by which readers know it.
const NAME: (&str, &str) = ("nianbao", "nianbao");

pub(super) fn sheet(lang: Lang) -> Sheet {
    let blank =
        column(lang, ("无数字的单元格", "Cells without a number"), "blank", 60, ColumnKind::Text);
    frame::table(lang, NAME, SheetKind::Hidden, [blank])
}

/// A report's row: the ids of the fields that are there without a number.
pub(super) fn row(frame: &Frame<'_>) -> Vec<SheetCell> {
    let blanks = frame.report.facts.iter().filter(|(_, fact)| fact.value.is_none());
    let ids: Vec<&str> = blanks.map(|(field, _)| field.id()).collect();
    frame.row([text((!ids.is_empty()).then(|| ids.join(" ")).as_deref())])
}

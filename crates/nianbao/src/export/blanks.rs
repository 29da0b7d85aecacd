//! The table of what the others do not say in so many words: which cells are blank (elsewhere colour
//! tells them from those that are not there, which no program reads), and long lists of fields.

use nianbao_core::{ColumnKind, FieldId, Lang, Sheet, SheetCell, SheetKind};

use super::frame::{self, Frame, column};
use super::naming;
use crate::cells::text;

/// The name of the sheet, by which readers know it.
const NAME: (&str, &str) = ("nianbao", "nianbao");

/// What a cell of a workbook holds, in bytes at worst; a list beyond it stays cut short.
const LONGEST_LISTS: usize = 32_000;

pub(super) fn sheet(lang: Lang) -> Sheet {
    let columns = [
        column(lang, ("无数字的单元格", "Cells without a number"), "blank", 60, ColumnKind::Text),
        column(lang, ("较长的项目列表", "Longer lists of fields"), "lists", 60, ColumnKind::Text),
    ];
    frame::table(lang, NAME, SheetKind::Hidden, columns)
}

/// A report's row: the ids of the fields that are there without a number; and, a line each, those of
/// the lists that its notes and its prose have.
pub(super) fn row(frame: &Frame<'_>) -> Vec<SheetCell> {
    let report = frame.report;
    let blanks = report.facts.iter().filter(|(_, fact)| fact.value.is_none());
    let blanks: Vec<&str> = blanks.map(|(field, _)| field.id()).collect();
    let notes = report.notes.iter().map(|note| note.fields.as_slice());
    let claims = report.claims.iter().map(|claim| claim.fields.as_slice());
    let mut lists = String::new();
    for fields in notes.chain(claims).filter(|fields| naming::is_long(fields)) {
        let line = ids(fields);
        if !lists.lines().any(|known| known == line) && lists.len() + line.len() < LONGEST_LISTS {
            lists.extend((!lists.is_empty()).then_some('\n'));
            lists.push_str(&line);
        }
    }
    let filled = |words: String| text(Some(&*words).filter(|words| !words.is_empty()));
    frame.row([filled(blanks.join(" ")), filled(lists)])
}

fn ids(fields: &[FieldId]) -> String {
    fields.iter().map(|field| field.id()).collect::<Vec<_>>().join(" ")
}

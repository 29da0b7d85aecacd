//! Cells of a form that is laid out, marked as those to look at.

use std::collections::BTreeMap;

use nianbao_core::{Block, Cell, Document, FieldId};

use super::table::{STATE, STATE_ABSENT};

/// The state of a cell that something is wrong with.
const STATE_BROKEN: &str = "broken";

/// Marks the cells of these fields as broken, and says on each what is wrong. What the cells say,
/// and which of them the report does not have, stays as it is.
pub fn mark_broken(document: &mut Document, wrong: &BTreeMap<FieldId, String>) {
    for block in &mut document.blocks {
        let Block::Grid(grid) = block else { continue };
        for marks in grid.cells_mut().map(|cell| &mut cell.marks) {
            let field = get(marks, Cell::ID).and_then(FieldId::from_id);
            let Some(words) = field.and_then(|field| wrong.get(&field)) else { continue };
            let remark = match get(marks, Cell::REMARK) {
                Some(before) => format!("{before}\n{words}"),
                None => words.clone(),
            };
            set(marks, Cell::REMARK, remark);
            if get(marks, STATE) != Some(STATE_ABSENT) {
                set(marks, STATE, STATE_BROKEN.to_owned());
            }
        }
    }
}

type Marks = Vec<(String, String)>;

fn get<'m>(marks: &'m Marks, key: &str) -> Option<&'m str> {
    marks.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
}

fn set(marks: &mut Marks, key: &str, value: String) {
    match marks.iter_mut().find(|(own, _)| own == key) {
        Some((_, before)) => *before = value,
        None => marks.push((key.to_owned(), value)),
    }
}

//! The marks of our own pages: which field a cell is for, and that it stands for none.
//!
//! Labels decide and marks only add. A workbook that was edited may have its marks on the wrong
//! cells, so where one of them contradicts a label, none is believed.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Block, Cell, Fact, FieldId, Place, Report};

use crate::hash::LabelHash;
use crate::key::MoneyUnit;
use crate::layout::{STATE, STATE_ABSENT};
use crate::settle::in_order;
use crate::value::{self, Value};

/// Takes from the report what stands in cells marked as absent, and adds what stands in marked
/// cells that no label led to.
pub(crate) fn apply(blocks: &[Block], report: &mut Report) {
    let marked = marked(blocks);
    if marked.is_empty() || contradict(&marked, report) {
        return;
    }
    let noted: HashSet<FieldId, LabelHash> =
        report.notes.iter().flat_map(|note| note.fields.iter().copied()).collect();
    let mut facts: HashMap<FieldId, Fact, LabelHash> =
        report.facts.iter().map(|(field, fact)| (field, fact.clone())).collect();
    let before = facts.len();
    let mut removed = false;
    for (field, cell) in marked {
        if cell.mark(STATE) == Some(STATE_ABSENT) && value::is_blank(&cell.text) {
            removed |= facts.remove(&field).is_some();
        } else if !facts.contains_key(&field)
            && !noted.contains(&field)
            && let Some(fact) = read(field, cell)
        {
            facts.insert(field, fact);
        }
    }
    if removed || facts.len() != before {
        report.facts = in_order(facts, report.form);
    }
}

fn marked(blocks: &[Block]) -> Vec<(FieldId, &Cell)> {
    let grids = blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    let cells = grids.flat_map(|grid| grid.rows().iter().flatten());
    cells.filter_map(|cell| Some((FieldId::from_id(cell.mark(Cell::ID)?)?, cell))).collect()
}

/// Whether a field is marked twice, or a cell is marked for one field and labelled for another.
fn contradict(marked: &[(FieldId, &Cell)], report: &Report) -> bool {
    let by_place: HashMap<&Place, FieldId> =
        marked.iter().map(|(field, cell)| (&cell.at, *field)).collect();
    let fields: HashSet<FieldId, LabelHash> = marked.iter().map(|(field, _)| *field).collect();
    let other = |(field, fact): (FieldId, &Fact)| {
        let mark = fact.at.as_ref().and_then(|at| by_place.get(at));
        mark.is_some_and(|mark| *mark != field)
    };
    fields.len() != marked.len() || report.facts.iter().any(other)
}

/// What a cell says by its mark alone. The unit of an amount stands with its labels, so without
/// them only the cell's own counts.
fn read(field: FieldId, cell: &Cell) -> Option<Fact> {
    let value = match value::read(&cell.text, field, Some(MoneyUnit::Unclear)) {
        Value::Number(number) => Some(number),
        Value::Blank => None,
        Value::UnitMissing | Value::Unreadable | Value::Cut | Value::Absent => return None,
    };
    Some(Fact { value, raw: value::raw(&cell.text), at: Some(cell.at.clone()) })
}

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
    let (mut absent, mut added) = (HashSet::<FieldId, LabelHash>::default(), Vec::new());
    for (field, cell) in marked {
        let known = report.facts.get(field).is_some();
        if cell.mark(STATE) == Some(STATE_ABSENT) && value::is_blank(&cell.text) {
            absent.extend(known.then_some(field));
        } else if !known
            && !noted.contains(&field)
            && let Some(fact) = read(field, cell)
        {
            added.push((field, fact));
        }
    }
    if !absent.is_empty() || !added.is_empty() {
        let told = report.facts.iter().filter(|(field, _)| !absent.contains(field));
        let told = told.map(|(field, fact)| (field, fact.clone()));
        report.facts = in_order(told.chain(added).collect::<Vec<_>>(), report.form);
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
    let fields: HashMap<FieldId, &Cell, LabelHash> = marked.iter().copied().collect();
    // Nearly all stand where their own marks are, and need not be sought among the others.
    let elsewhere = report.facts.iter().filter_map(|(field, fact)| {
        let at = fact.at.as_ref()?;
        let own = fields.get(&field).is_some_and(|cell| cell.at == *at);
        (!own).then_some((field, at))
    });
    let elsewhere: Vec<(FieldId, &Place)> = elsewhere.collect();
    if fields.len() != marked.len() {
        return true;
    }
    if elsewhere.is_empty() {
        return false;
    }
    let by_place: HashMap<&Place, FieldId> =
        marked.iter().map(|(field, cell)| (&cell.at, *field)).collect();
    elsewhere.iter().any(|(field, at)| by_place.get(at).is_some_and(|mark| mark != field))
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

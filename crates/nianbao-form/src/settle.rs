//! The last stage: of all that the stages before offer, what the report says.

use std::collections::HashMap;

use nianbao_core::{Edition, Fact, Facts, FieldId, Note, NoteCode};

use crate::assign::Candidate;
use crate::template::{TemplateCell, templates};
use crate::vocabulary::vocabulary;
use crate::walk::Walked;

/// The editions that a page's labels and heads speak for, counted over labels that editions do not
/// share.
pub(crate) fn votes(walked: &Walked) -> [usize; 3] {
    let mut votes = [0; 3];
    let words = vocabulary();
    for heads in &walked.heads {
        for cell in &heads.cells {
            let editions = Edition::ALL.map(|edition| {
                words.rows.iter().any(|row| {
                    (row.section == 2 || row.section == 0)
                        && row.columns(edition).iter().any(|column| column.leaf() == cell.core)
                })
            });
            vote(&mut votes, editions);
        }
    }
    for row in walked.segments.iter().filter_map(|segment| segment.row) {
        let row = &words.rows[row];
        vote(&mut votes, Edition::ALL.map(|edition| !row.columns(edition).is_empty()));
    }
    votes
}

fn vote(votes: &mut [usize; 3], editions: [bool; 3]) {
    if editions.iter().filter(|has| **has).count() == 1 {
        for (count, has) in votes.iter_mut().zip(editions) {
            *count += usize::from(has);
        }
    }
}

/// The edition with the most votes, if one has.
pub(crate) fn leader(votes: [usize; 3]) -> Option<Edition> {
    let top = votes.iter().max().copied().filter(|top| *top > 0)?;
    let mut leaders = Edition::ALL.into_iter().filter(|edition| votes[*edition as usize] == top);
    let leader = leaders.next();
    if leaders.next().is_some() { None } else { leader }
}

/// The facts in the form's printed order, the form, and notes on what did not agree.
pub(crate) fn settle(
    candidates: &[Candidate],
    label_votes: [usize; 3],
    year: Option<u16>,
) -> (Facts, Option<Edition>, Vec<Note>) {
    let mut notes = Vec::new();
    let chosen = unique(candidates, &mut notes);
    let form = form(&chosen, label_votes, year, &mut notes);
    (in_order(chosen, form), form, notes)
}

/// Facts in the printed order of the form, then those of other editions.
pub(crate) fn in_order(mut chosen: HashMap<FieldId, Fact>, form: Option<Edition>) -> Facts {
    let mut order: Vec<FieldId> = Vec::new();
    let tables = templates().iter().filter(|table| Some(table.edition) == form);
    for cell in tables.flat_map(|table| table.rows.iter().flatten()) {
        if let TemplateCell::Field(field) = cell {
            order.push(*field);
        }
    }
    order.extend(FieldId::all());
    let mut facts = Facts::default();
    for field in order {
        if let Some(fact) = chosen.remove(&field) {
            // A field is taken from the map once, so it is never there before.
            let _ = facts.insert(field, fact);
        }
    }
    facts
}

/// One fact a field; of two that differ neither is told.
fn unique(candidates: &[Candidate], notes: &mut Vec<Note>) -> HashMap<FieldId, Fact> {
    let mut chosen: HashMap<FieldId, Fact> = HashMap::new();
    let mut conflicts: Vec<FieldId> = Vec::new();
    for Candidate { field, fact, .. } in candidates {
        let Some(first) = chosen.get(field) else {
            chosen.insert(*field, fact.clone());
            continue;
        };
        if first.value != fact.value && !conflicts.contains(field) {
            conflicts.push(*field);
            let detail = format!("{:?} / {:?}", first.raw, fact.raw);
            let note = Note::new(NoteCode::FactConflict, detail);
            notes.push(note.with_fields([*field]).at(fact.at.clone()));
        }
    }
    for field in conflicts {
        chosen.remove(&field);
    }
    chosen
}

/// The edition with most cells among fields that editions do not share; of equals that of section
/// 三; without such cells the one whose labels are printed.
fn form(
    facts: &HashMap<FieldId, Fact>,
    label_votes: [usize; 3],
    year: Option<u16>,
    notes: &mut Vec<Note>,
) -> Option<Edition> {
    let mut cells = [0; 3];
    let mut matrix = [0; 3];
    for field in facts.keys() {
        if let [edition] = field.info().editions.as_slice() {
            cells[*edition as usize] += 1;
            matrix[*edition as usize] += usize::from(field.info().section == 3);
        }
    }
    let mixed: Vec<Edition> =
        Edition::ALL.into_iter().filter(|edition| cells[*edition as usize] > 0).collect();
    if mixed.len() > 1 {
        let detail = mixed.iter().map(|edition| edition.id()).collect::<Vec<_>>().join("、");
        notes.push(Note::new(NoteCode::FormMixed, detail));
    }
    let by_cells = leader(cells).or_else(|| leader(matrix));
    // One label may be a word of the prose; a form has many.
    let by_labels = leader(label_votes).filter(|edition| label_votes[*edition as usize] > 1);
    let by_year = year.filter(|_| !facts.is_empty()).map(Edition::for_year);
    by_cells.or(by_labels).or(by_year)
}

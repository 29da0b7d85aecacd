//! The last stage: of all that the stages before offer, what the report says.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use nianbao_core::{Edition, Fact, Facts, FieldId, Note, NoteCode, Place};

use crate::assign::Candidate;
use crate::hash::LabelHash;
use crate::template::{TemplateCell, templates};
use crate::vocabulary::vocabulary;
use crate::walk::Walked;

/// For each label of a column in section 二 and in the table of 2014 the editions that have it.
static COLUMNS: LazyLock<HashMap<&str, [bool; Edition::COUNT], LabelHash>> = LazyLock::new(|| {
    let mut columns: HashMap<&str, [bool; Edition::COUNT], LabelHash> = HashMap::default();
    for row in vocabulary().rows.iter().filter(|row| matches!(row.section, 0 | 2)) {
        for edition in Edition::ALL {
            for column in row.columns(edition) {
                columns.entry(column.leaf()).or_default()[edition.index()] = true;
            }
        }
    }
    columns
});

/// The editions that a page's labels and heads speak for, counted over labels that editions do not
/// share.
pub(crate) fn votes(walked: &Walked) -> [usize; Edition::COUNT] {
    let mut votes = [0; Edition::COUNT];
    let cells = walked.heads.iter().flat_map(|heads| &heads.cells);
    for editions in cells.filter_map(|cell| COLUMNS.get(cell.core.as_str())) {
        vote(&mut votes, *editions);
    }
    for row in walked.segments.iter().filter_map(|segment| segment.row) {
        let row = &vocabulary().rows[row];
        vote(&mut votes, Edition::ALL.map(|edition| !row.columns(edition).is_empty()));
    }
    votes
}

fn vote(votes: &mut [usize; Edition::COUNT], editions: [bool; Edition::COUNT]) {
    if editions.iter().filter(|has| **has).count() == 1 {
        for (count, has) in votes.iter_mut().zip(editions) {
            *count += usize::from(has);
        }
    }
}

/// The edition with the most votes, if one has.
pub(crate) fn leader(votes: [usize; Edition::COUNT]) -> Option<Edition> {
    let top = votes.iter().max().copied().filter(|top| *top > 0)?;
    let mut leaders = Edition::ALL.into_iter().filter(|edition| votes[edition.index()] == top);
    let leader = leaders.next();
    if leaders.next().is_some() { None } else { leader }
}

/// The facts in the form's printed order, the form, and notes on what did not agree.
pub(crate) fn settle(
    candidates: &[Candidate],
    label_votes: [usize; Edition::COUNT],
    year: Option<u16>,
) -> (Facts, Option<Edition>, Vec<Note>) {
    let mut notes = Vec::new();
    let chosen = unique(candidates, &mut notes);
    let form = form(&chosen, label_votes, year, &mut notes);
    (in_order(chosen, form), form, notes)
}

/// For each edition where on its form each field is printed, by the field's index; others behind all.
static PLACES: LazyLock<[Vec<usize>; Edition::COUNT]> = LazyLock::new(|| {
    Edition::ALL.map(|edition| {
        let mut places = vec![usize::MAX; FieldId::all().len()];
        let tables = templates().iter().filter(|table| table.edition == edition);
        for (place, cell) in tables.flat_map(|table| table.rows.iter().flatten()).enumerate() {
            if let TemplateCell::Field(field) = cell {
                let known = &mut places[field.index()];
                *known = place.min(*known);
            }
        }
        places
    })
});

/// Facts in the printed order of the form, then those of other editions.
pub(crate) fn in_order(
    chosen: impl IntoIterator<Item = (FieldId, Fact)>,
    form: Option<Edition>,
) -> Facts {
    let places = form.map(|form| &PLACES[form.index()]);
    let place = |field: FieldId| places.map_or(0, |places| places[field.index()]);
    let mut chosen: Vec<(FieldId, Fact)> = chosen.into_iter().collect();
    chosen.sort_by_key(|(field, _)| (place(*field), *field));
    let mut facts = Facts::default();
    for (field, fact) in chosen {
        // A field is among them once, so it is never there before.
        let _ = facts.insert(field, fact);
    }
    facts
}

/// One fact a field, in reading order; of two that differ neither is told. A table that stands twice
/// has one note.
fn unique(candidates: &[Candidate], notes: &mut Vec<Note>) -> Vec<(FieldId, Fact)> {
    let mut chosen: Vec<Option<&Fact>> = vec![None; FieldId::all().len()];
    let mut conflicts: Vec<(Tables<'_>, Note)> = Vec::new();
    let mut lost: HashSet<FieldId, LabelHash> = HashSet::default();
    for Candidate { field, fact, .. } in candidates {
        let Some(first) = chosen[field.index()] else {
            chosen[field.index()] = Some(fact);
            continue;
        };
        if first.value == fact.value || !lost.insert(*field) {
            continue;
        }
        let tables = (table(first.at.as_ref()), table(fact.at.as_ref()));
        if let Some((_, note)) = conflicts.iter_mut().find(|(known, _)| *known == tables) {
            note.fields.push(*field);
        } else {
            let detail = format!("{:?} / {:?}", first.raw, fact.raw);
            let note = Note::new(NoteCode::FactConflict, detail);
            conflicts.push((tables, note.with_fields([*field]).at(fact.at.clone())));
        }
    }
    for (_, mut note) in conflicts {
        if note.fields.len() > 1 {
            note.detail = format!("{} … ({})", note.detail, note.fields.len());
        }
        notes.push(note);
    }
    let fields = candidates.iter().map(|candidate| candidate.field);
    let told = fields.filter(|field| !lost.contains(field));
    told.filter_map(|field| Some((field, chosen[field.index()].take()?.clone()))).collect()
}

/// The tables of the first fact of a field and of the second.
type Tables<'p> = (Table<'p>, Table<'p>);

/// A table as places name it: by its number, or the sheet; lines are all of one.
#[derive(PartialEq, Eq)]
enum Table<'p> {
    Number(u32),
    Sheet(&'p str),
    Lines,
}

fn table(place: Option<&Place>) -> Table<'_> {
    match place {
        Some(Place::Cell { table, .. }) => Table::Number(*table),
        Some(Place::Sheet { sheet, .. }) => Table::Sheet(sheet),
        Some(Place::Line(_)) | None => Table::Lines,
    }
}

/// The edition that the cells speak for; of equals that of section 三; without such cells the one whose
/// labels are printed.
fn form(
    facts: &[(FieldId, Fact)],
    label_votes: [usize; Edition::COUNT],
    year: Option<u16>,
    notes: &mut Vec<Note>,
) -> Option<Edition> {
    let mut cells = [0; Edition::COUNT];
    let fields = || facts.iter().map(|(field, _)| *field);
    for field in fields() {
        if let [edition] = field.info().editions.as_slice() {
            cells[edition.index()] += 1;
        }
    }
    let mixed: Vec<Edition> =
        Edition::ALL.into_iter().filter(|edition| cells[edition.index()] > 0).collect();
    if mixed.len() > 1 {
        let detail = mixed.iter().map(|edition| edition.id()).collect::<Vec<_>>().join("、");
        notes.push(Note::new(NoteCode::FormMixed, detail));
    }
    let of_requests = || fields().filter(|field| field.info().section == 3);
    let by_cells = ahead_of_all(fields()).or_else(|| ahead_of_all(of_requests()));
    // One label may be a word of the prose; a form has many.
    let by_labels = leader(label_votes).filter(|edition| label_votes[edition.index()] > 1);
    let by_year = year.filter(|_| !facts.is_empty()).map(Edition::for_year);
    by_cells.or(by_labels).or(by_year)
}

/// The edition that, beside each other one, has more of the fields that only one of the two has.
fn ahead_of_all(fields: impl Iterator<Item = FieldId>) -> Option<Edition> {
    let mut only = [[0_usize; Edition::COUNT]; Edition::COUNT];
    for field in fields {
        let has = Edition::ALL.map(|edition| field.is_in(edition));
        for (only, _) in only.iter_mut().zip(has).filter(|(_, has)| *has) {
            for (count, other_has) in only.iter_mut().zip(has) {
                *count += usize::from(!other_has);
            }
        }
    }
    let is_ahead = |edition: Edition, other: Edition| {
        only[edition.index()][other.index()] > only[other.index()][edition.index()]
    };
    Edition::ALL.into_iter().find(|edition| {
        Edition::ALL.into_iter().all(|other| other == *edition || is_ahead(*edition, other))
    })
}

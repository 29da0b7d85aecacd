//! Formulas that a workbook stores without their results (没有保存计算结果的公式): a form that was filled
//! in by a program and never saved by one that computes. Which fields are without their number for it
//! is known only when the cells have been read.

use std::collections::HashSet;

use nianbao_core::{FieldId, Note, NoteCode, Place, Report};

/// So many cells are named in a note.
const NAMED_CELLS: usize = 5;

/// Gives each report whose blank cells hold such formulas one note that names their fields; gives back
/// the document's other notes, with one for the formulas that no field stands in.
pub(crate) fn name_fields(notes: &[Note], reports: &mut [Report]) -> Vec<Note> {
    let (formulas, others): (Vec<&Note>, Vec<&Note>) =
        notes.iter().partition(|note| is_formula(note));
    let mut open: HashSet<&Place> = formulas.iter().filter_map(|note| note.at.as_ref()).collect();
    if open.is_empty() {
        return notes.to_vec();
    }
    for report in reports {
        let uncomputed = report.facts.iter().filter_map(|(field, fact)| {
            let at = fact.at.as_ref().filter(|at| fact.value.is_none() && open.contains(at))?;
            Some((field, at.clone()))
        });
        let (fields, places): (Vec<FieldId>, Vec<Place>) = uncomputed.unzip();
        for place in &places {
            open.remove(place);
        }
        let note = note(&places.iter().collect::<Vec<_>>());
        report.notes.extend(note.map(|note| note.with_fields(fields)));
    }
    let beside: Vec<&Place> = formulas
        .iter()
        .filter_map(|note| note.at.as_ref())
        .filter(|at| open.contains(at))
        .collect();
    let beside = note(&beside);
    others.into_iter().cloned().chain(beside).collect()
}

fn is_formula(note: &Note) -> bool {
    note.code == NoteCode::FormulaUncached && note.at.is_some()
}

/// The note about the formulas in these cells: the first of them by name, and how many there are.
fn note(places: &[&Place]) -> Option<Note> {
    let first = *places.first()?;
    let names: Vec<&str> = places.iter().take(NAMED_CELLS).map(|place| cell(place)).collect();
    let mut detail = names.join(", ");
    if places.len() > NAMED_CELLS {
        detail = format!("{detail} … ({})", places.len());
    }
    Some(Note::new(NoteCode::FormulaUncached, detail).at(first.clone()))
}

fn cell(place: &Place) -> &str {
    match place {
        Place::Sheet { cell, .. } => cell,
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Fact};

    use super::*;

    fn place(cell: usize) -> Place {
        Place::Sheet { sheet: "年报".into(), cell: format!("T{cell}").into() }
    }

    #[test]
    fn a_report_has_one_note_for_all_its_formulas_and_the_others_stay_beside() {
        let fields: Vec<FieldId> = FieldId::all().take(8).collect();
        let mut report = Report::default();
        for (cell, field) in fields.iter().enumerate() {
            // The last cell has a number, so that its formula cannot be the one without a result.
            let value = (cell == 7).then_some(Decimal::ONE);
            let fact = Fact { value, raw: String::new(), at: Some(place(cell)) };
            report.facts.insert(*field, fact).unwrap();
        }
        let formula = |cell| Note::new(NoteCode::FormulaUncached, "=A1+B1").at(place(cell));
        let hidden = Note::new(NoteCode::SheetHidden, "上年");
        let mut notes: Vec<Note> = (0..6).chain(7..10).map(formula).collect();
        notes.push(hidden.clone());
        let mut reports = [report];
        let rest = name_fields(&notes, &mut reports);
        let [note] = reports[0].notes.as_slice() else { panic!("{:?}", reports[0].notes) };
        assert_eq!((&*note.fields, &*note.detail), (&fields[..6], "T0, T1, T2, T3, T4 … (6)"));
        assert_eq!(note.at, Some(place(0)));
        let beside = Note::new(NoteCode::FormulaUncached, "T7, T8, T9").at(place(7));
        assert_eq!(rest, [hidden, beside]);
    }
}

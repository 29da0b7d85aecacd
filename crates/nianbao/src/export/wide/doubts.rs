//! Which fields of a report are in doubt, and why.

use std::collections::{BTreeMap, HashSet};

use nianbao_core::{FieldId, Lang, Note, NoteCode, Report, SheetCell, Tone};

use super::{cell, tone};

/// A note about more fields than these is told once in a table, not at each cell.
const MOST_CELLS: usize = 12;
/// The longest remark, in characters.
const LONGEST_REMARK: usize = 600;

/// What a note on a field makes of its cell; the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Doubt {
    /// Worth knowing; a number is there.
    Slight,
    /// A number may be lost.
    Grave,
    /// What looks blank is a number that nobody computed.
    Uncomputed,
}

impl Doubt {
    fn of(code: NoteCode) -> Self {
        match code {
            NoteCode::FormulaUncached => Self::Uncomputed,
            code if code.may_lose() => Self::Grave,
            _ => Self::Slight,
        }
    }
}

/// A report's notes by the fields that they name.
pub(in super::super) struct Doubts<'a> {
    gravest: Vec<Option<Doubt>>,
    notes: BTreeMap<usize, Vec<&'a Note>>,
}

/// How many of a report's cells are in which state.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct States {
    /// Cells with a number, doubtful ones included.
    pub(in super::super) numbers: u16,
    /// Numbers that were read with some doubt.
    pub(in super::super) doubtful: u16,
    /// Numbers that were lost.
    pub(in super::super) lost: u16,
    /// Of these, in cells that were seen.
    pub(in super::super) unread: u16,
    /// Of these, totals that nobody computed.
    pub(in super::super) uncomputed: u16,
    /// Cells that hold no number.
    pub(in super::super) blank: u16,
}

impl<'a> Doubts<'a> {
    pub(in super::super) fn of(report: &'a Report) -> Self {
        let mut doubts = Self { gravest: Vec::new(), notes: BTreeMap::new() };
        for note in report.notes.iter().filter(|note| !note.fields.is_empty()) {
            doubts.gravest.resize(FieldId::all().len(), None);
            for field in &note.fields {
                let gravest = &mut doubts.gravest[field.index()];
                *gravest = (*gravest).max(Some(Doubt::of(note.code)));
                doubts.notes.entry(field.index()).or_default().push(note);
            }
        }
        doubts
    }

    /// Whether there is any.
    pub(super) fn any(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The gravest note that names a field.
    pub(in super::super) fn gravest(&self, field: FieldId) -> Option<Doubt> {
        self.gravest.get(field.index()).copied().flatten()
    }

    /// What is to be said beside the doubtful cells of a row.
    pub(super) fn remarks(&self, columns: &[(usize, FieldId)], lang: Lang) -> Vec<(usize, String)> {
        let mut told = HashSet::new();
        let mut remarks = Vec::new();
        for (column, field) in columns {
            let notes = self.notes.get(&field.index()).into_iter().flatten();
            let new: Vec<String> = notes
                .filter(|note| {
                    note.fields.len() <= MOST_CELLS || told.insert(std::ptr::from_ref(**note))
                })
                .map(|note| line(note, lang))
                .collect();
            if !new.is_empty() {
                remarks.push((*column, shortened(&new.join("\n"))));
            }
        }
        remarks
    }

    /// How many of the report's cells are in which state.
    pub(in super::super) fn count(&self, report: &Report) -> States {
        let mut states = States::default();
        for field in FieldId::all() {
            let cell = cell(report.facts.reading(field), self.gravest(field));
            match (&cell, tone(&cell)) {
                (SheetCell::Number(..), tone) => {
                    states.numbers += 1;
                    states.doubtful += u16::from(tone == Tone::Doubtful);
                }
                (_, Tone::Lost) => {
                    states.lost += 1;
                    states.unread += u16::from(report.facts.get(field).is_some());
                    let uncomputed = self.gravest(field) == Some(Doubt::Uncomputed);
                    states.uncomputed += u16::from(uncomputed);
                }
                (_, Tone::Unfilled) => states.blank += 1,
                _ => {}
            }
        }
        states
    }
}

fn line(note: &Note, lang: Lang) -> String {
    let message = note.message(lang);
    match &note.at {
        Some(at) => format!("{message}（{}）", at.told(lang)),
        None => message,
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_REMARK) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::Fact;

    use super::*;

    #[test]
    fn a_total_that_nobody_computed_is_lost_and_a_blank_is_not() {
        let mut report = Report::default();
        let fields: Vec<FieldId> = FieldId::all().take(3).collect();
        for field in &fields {
            let fact = Fact { value: None, raw: String::new(), at: None };
            report.facts.insert(*field, fact).unwrap();
        }
        let note = |code, field| Note::new(code, "T9").with_fields([field]);
        report.notes.push(note(NoteCode::FormulaUncached, fields[0]));
        report.notes.push(note(NoteCode::PositionUsed, fields[1]));
        let states = Doubts::of(&report).count(&report);
        assert_eq!((states.lost, states.unread, states.uncomputed, states.blank), (1, 1, 1, 2));
    }

    #[test]
    fn a_note_about_many_cells_is_told_once() {
        let fields: Vec<FieldId> = FieldId::all().take(MOST_CELLS + 1).collect();
        let note = |fields: &[FieldId]| {
            Note::new(NoteCode::RowAmbiguous, "1 2").with_fields(fields.iter().copied())
        };
        let columns: Vec<_> = fields.iter().copied().enumerate().collect();
        for (named, told) in [(MOST_CELLS, MOST_CELLS), (MOST_CELLS + 1, 1)] {
            let report = Report { notes: vec![note(&fields[..named])], ..Report::default() };
            let remarks = Doubts::of(&report).remarks(&columns, Lang::Zh);
            assert_eq!(remarks.len(), told);
            assert_eq!(remarks[0].0, 0);
            assert!(remarks[0].1.contains("1 2"));
        }
    }
}

//! What is said of rows that were not read, and what is kept of those that the form does not have.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use nianbao_core::{Extra, FieldId, Note, NoteCode};

use crate::fold::one_line;
use crate::hash::LabelHash;
use crate::heads::Mapping;
use crate::key::{Label, MoneyUnit, is_long};
use crate::tokens::Kind;
use crate::walk::Segment;

use super::Assigner;

/// Why a row was not read, or a column of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cause {
    /// Its head does not say which columns it has, or says that they are others'.
    Head,
    /// Its values do not fit its columns.
    Columns,
    /// Its digits run onto the label and cannot be told apart.
    Glued,
    /// Its label is that of a group.
    Group,
    /// Numbers without a label follow it.
    Strays,
    /// Labels stand behind their values.
    Turned,
    /// Its numbers may be those of the row above or below.
    Shifted,
    /// It counts in hundreds.
    Unit,
}

/// By code, cause and head: the index of the note, and of how many rows (of units: cells) it tells.
pub(super) type Gathered = HashMap<(NoteCode, Cause, usize), (usize, usize)>;

impl Assigner<'_, '_> {
    /// Notes that a text makes numbers others': once a text, with the fields of all its rows.
    pub(super) fn note_once(
        &mut self,
        code: NoteCode,
        text: usize,
        segment: &Segment,
        fields: Vec<FieldId>,
    ) {
        let token = &self.tokens[text];
        let at = &self.tokens[segment.label].at;
        let notes = &mut self.out.notes;
        let note = *self.foreign.entry(text).or_insert_with(|| {
            notes.push(Note::new(code, one_line(token.text)).at(at.clone()));
            notes.len() - 1
        });
        notes[note].fields.extend(fields);
    }

    /// Notes why a row was not read: once for all rows under a head with the same cause.
    pub(super) fn gather(
        &mut self,
        code: NoteCode,
        cause: Cause,
        segment: &Segment,
        fields: Vec<FieldId>,
    ) {
        if let Some((note, rows)) = self.gathered.get_mut(&(code, cause, segment.heads)) {
            self.out.notes[*note].fields.extend(fields);
            *rows += 1;
            return;
        }
        self.gathered.insert((code, cause, segment.heads), (self.out.notes.len(), 1));
        self.note(code, segment, fields);
    }

    /// Says of notes that stand for several rows how many they are, and names each field once.
    pub(super) fn finish_notes(&mut self) {
        for (note, rows) in self.gathered.values().filter(|(_, rows)| *rows > 1) {
            let detail = &mut self.out.notes[*note].detail;
            let _ = write!(detail, " … ({rows})");
        }
        for note in &mut self.out.notes {
            let mut named: HashSet<FieldId, LabelHash> = HashSet::default();
            note.fields.retain(|field| named.insert(*field));
        }
    }

    /// Keeps a row, or the values of a row, that the form has no place for.
    pub(super) fn extra(&mut self, segment: &Segment, values: &[usize]) {
        let label = self.label_text(segment.label, segment.label_end);
        let values = values.iter().map(|index| one_line(self.tokens[*index].text));
        let cells = std::iter::once(label).chain(values).collect();
        let at = Some(self.tokens[segment.label].at.clone());
        self.out.extras.push(Extra { cells, at });
    }

    /// Notes the columns of a head that the form does not have and whose numbers are kept beside it.
    pub(super) fn note_columns(&mut self, segment: &Segment, mapping: &Mapping) {
        if !self.beyond.insert(segment.heads) {
            return;
        }
        let heads = &self.walked.heads[segment.heads];
        let slots = mapping.slots.iter().filter(|slot| slot.field.is_none() && !slot.is_unit);
        let heads = slots.filter_map(|slot| heads.cells.get(slot.head?));
        let names: Vec<String> =
            heads.map(|head| one_line(&head.printed)).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            self.note(NoteCode::RowUnknown, segment, Vec::new());
        } else {
            let at = self.tokens[segment.label].at.clone();
            self.out.notes.push(Note::new(NoteCode::RowUnknown, names.join("、")).at(at));
        }
    }

    pub(super) fn note(&mut self, code: NoteCode, segment: &Segment, fields: Vec<FieldId>) {
        let token = &self.tokens[segment.label];
        let mut detail = self.label_text(segment.label, segment.label_end);
        let values = segment.values.iter().filter(|index| **index != segment.label);
        for index in values.chain(&segment.strays).take(20) {
            detail.push_str(" | ");
            detail.push_str(&one_line(self.tokens[*index].text));
        }
        self.out.notes.push(Note::new(code, detail).with_fields(fields).at(token.at.clone()));
    }

    pub(super) fn label_text(&self, first: usize, last: usize) -> String {
        self.tokens[first..=last].iter().map(|token| one_line(token.text)).collect()
    }

    /// The unit that the label of a row prints.
    pub(super) fn label_unit(&self, segment: &Segment) -> Option<MoneyUnit> {
        let token = &self.tokens[segment.label];
        match &token.kind {
            Kind::Label(label) if segment.label == segment.label_end && !is_long(token.text) => {
                label.unit
            }
            _ => Label::of(&self.label_text(segment.label, segment.label_end)).unit,
        }
    }

    /// One note for all rows of a document whose cells are not there.
    pub(super) fn report_empty(&mut self) {
        let read: HashSet<FieldId, LabelHash> =
            self.out.facts.iter().map(|candidate| candidate.field).collect();
        let rows = std::mem::take(&mut self.empty);
        let rows: Vec<_> = rows
            .into_iter()
            .filter(|(_, fields)| fields.iter().any(|f| !read.contains(f)))
            .collect();
        let Some((first, _)) = rows.first() else { return };
        let labels: Vec<String> =
            rows.iter().map(|((first, last), _)| self.label_text(*first, *last)).collect();
        let mut detail = labels.iter().take(5).cloned().collect::<Vec<_>>().join("、");
        if labels.len() > 5 {
            detail = format!("{detail} … ({})", labels.len());
        }
        let fields: Vec<FieldId> = rows.iter().flat_map(|(_, fields)| fields.clone()).collect();
        let at = self.tokens[first.0].at.clone();
        self.out.notes.push(Note::new(NoteCode::RowEmpty, detail).with_fields(fields).at(at));
    }
}

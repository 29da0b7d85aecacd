//! What is said of rows that were not read, and what is kept of those that the form does not have.

use std::collections::HashSet;

use nianbao_core::{Extra, FieldId, Note, NoteCode};

use crate::fold::one_line;
use crate::key::{Label, MoneyUnit, is_long};
use crate::tokens::Kind;
use crate::walk::Segment;

use super::Assigner;

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

    /// Notes that columns of a head are not known: once a head, with the fields of all its rows.
    pub(super) fn unknown_columns(&mut self, segment: &Segment, fields: Vec<FieldId>) {
        if let Some(note) = self.unknown.get(&segment.heads) {
            self.out.notes[*note].fields.extend(fields);
            return;
        }
        self.unknown.insert(segment.heads, self.out.notes.len());
        self.note(NoteCode::ColumnUnknown, segment, fields);
    }

    /// Keeps a row, or the values of a row, that the form has no place for.
    pub(super) fn extra(&mut self, segment: &Segment, values: &[usize]) {
        let label = self.label_text(segment.label, segment.label_end);
        let values = values.iter().map(|index| one_line(self.tokens[*index].text));
        let cells = std::iter::once(label).chain(values).collect();
        let at = Some(self.tokens[segment.label].at.clone());
        self.out.extras.push(Extra { cells, at });
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
        let read: HashSet<FieldId> =
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

//! Values to fields: which column each value of a row stands in, if that can be told.

mod beside;
mod notes;
mod turned;
mod units;

use std::collections::{HashMap, HashSet};

use nianbao_core::{Edition, Extra, Fact, FieldId, Note, NoteCode, Place};

use crate::belonging::{Belonging, Belongs};
use crate::hash::LabelHash;
use crate::heads::{Heads, Mapping};
use crate::key::MoneyUnit;
use crate::mappings::Mappings;
use crate::placing::{Placed, Placing};
use crate::scope::{Foreign, Own};
use crate::shifted::shifted;
use crate::sums;
use crate::tokens::{Kind, Token};
use crate::value::{self, Value};
use crate::vocabulary::{Role, RowDef, vocabulary};
use crate::walk::{Segment, Walked};

use notes::{Cause, Gathered};
use turned::Turned;
use units::{names_yuan, unit_captions};

/// What a cell says of a field, and which labels led there.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) field: FieldId,
    pub(crate) fact: Fact,
    /// The index of its row among the walk's segments.
    pub(crate) segment: usize,
    /// The index of its column in the row's mapping.
    pub(crate) slot: usize,
}

/// What the tables say: candidates in reading order, what the form has no place for, and notes.
#[derive(Debug, Default)]
pub(crate) struct Assigned {
    pub(crate) facts: Vec<Candidate>,
    pub(crate) extras: Vec<Extra>,
    pub(crate) notes: Vec<Note>,
}

/// A cell to be read for a field.
#[derive(Clone, Copy)]
struct Cell<'c> {
    field: FieldId,
    unit: Option<MoneyUnit>,
    segment: usize,
    slot: usize,
    at: &'c Place,
    cut: bool,
}

/// Assigns all values of a walk. `hint` is the edition that most of the page follows.
pub(crate) fn assign(
    tokens: &[Token<'_>],
    walked: &Walked,
    hint: Option<Edition>,
    own: &Own<'_>,
) -> Assigned {
    let mappings = Mappings::of(walked, hint);
    let placing = Placing::learn(tokens, walked, &mappings);
    let mut assigner = Assigner {
        tokens,
        walked,
        shifted: shifted(tokens, walked, hint, &mappings, &placing),
        mappings,
        placing,
        caption_unit: tokens.iter().any(names_yuan).then_some(MoneyUnit::Unclear),
        units: unit_captions(tokens),
        turned: Turned::learn(tokens, walked),
        belonging: Belonging::learn(tokens, walked, own),
        foreign: HashMap::new(),
        positioned: HashSet::new(),
        beyond: HashSet::new(),
        gathered: Gathered::default(),
        groups: groups(walked),
        empty: Vec::new(),
        out: Assigned::default(),
    };
    for (index, segment) in walked.segments.iter().enumerate() {
        assigner.segment(index, segment);
    }
    assigner.report_empty();
    assigner.finish_notes();
    assigner.out
}

/// The labels directly above the rows of a walk.
fn groups(walked: &Walked) -> HashSet<&'static str, LabelHash> {
    let rows = walked.segments.iter().filter_map(|segment| segment.row);
    let parents = rows.filter_map(|row| vocabulary().rows[row].path.iter().rev().nth(1));
    parents.map(String::as_str).collect()
}

struct Assigner<'t, 'd> {
    tokens: &'t [Token<'d>],
    walked: &'t Walked,
    mappings: Mappings<'t>,
    placing: Placing<'t, 'd>,
    /// Rows whose numbers may be those of the row above or below.
    shifted: HashSet<usize>,
    /// A unit other than the form's stands above a table (单位：元): where a head prints none, the
    /// form's own is not to be taken for granted.
    caption_unit: Option<MoneyUnit>,
    /// The texts that name the unit of the tables below them, and the unit.
    units: Vec<(usize, Option<MoneyUnit>)>,
    turned: Turned,
    belonging: Belonging,
    /// Texts that say whose numbers those below them are, with the index of their note.
    foreign: HashMap<usize, usize>,
    /// Heads that were read by position, noted once.
    positioned: HashSet<usize>,
    /// Heads with columns that the form does not have, noted once.
    beyond: HashSet<usize>,
    /// Notes that stand for several rows.
    gathered: Gathered,
    /// The groups of which some row is on the page.
    groups: HashSet<&'static str, LabelHash>,
    /// Rows whose label is there and whose cells are not.
    empty: Vec<((usize, usize), Vec<FieldId>)>,
    out: Assigned,
}

impl<'t> Assigner<'t, '_> {
    fn heads(&self, segment: &Segment) -> &'t Heads {
        &self.walked.heads[segment.heads]
    }

    fn segment(&mut self, index: usize, segment: &Segment) {
        let Some(row) = segment.row.map(|row| &vocabulary().rows[row]) else {
            self.extra(segment, &segment.values);
            let rows = segment.may_be.iter().map(|row| &vocabulary().rows[*row]);
            let fields: Vec<FieldId> = rows.flat_map(RowDef::fields).collect();
            let code =
                if fields.is_empty() { NoteCode::RowUnknown } else { NoteCode::RowAmbiguous };
            self.note(code, segment, fields);
            return;
        };
        if self.is_group_here(row) {
            if !segment.values.is_empty() {
                self.gather(NoteCode::RowAmbiguous, Cause::Group, segment, row.fields());
            }
            return;
        }
        let heads = self.heads(segment);
        let Some(mapping) = self.mappings.get(index) else {
            if !segment.values.is_empty() || segment.glued > 0 {
                self.gather(NoteCode::ColumnUnknown, Cause::Head, segment, row.fields());
            }
            return;
        };
        let fields = mapping.fields();
        if self.turned.has(self.walked, self.tokens, segment) {
            self.gather(NoteCode::RowAmbiguous, Cause::Turned, segment, fields);
            return;
        }
        if self.shifted.contains(&index) {
            self.gather(NoteCode::RowAmbiguous, Cause::Shifted, segment, fields);
            return;
        }
        if !self.is_repeated(segment) {
            self.gather(NoteCode::RowAmbiguous, Cause::Strays, segment, fields);
            return;
        }
        match self.belonging.rows[index] {
            Belongs::Own => {}
            Belongs::Stale(caption) => {
                let code = match caption.foreign {
                    Some(Foreign::Draft) => NoteCode::TableDraft,
                    _ => NoteCode::YearConflict,
                };
                self.note_once(code, caption.token, segment, fields.clone());
            }
            Belongs::Foreign(text) => {
                self.note_once(NoteCode::TableOther, text, segment, fields);
                return;
            }
        }
        if segment.glued > 0 {
            self.glued(index, segment, &mapping, fields);
            return;
        }
        let values = self.without_units(segment, row);
        if values.is_empty() {
            // Without a head a lone label is no sign of a table: it may be a list or a menu.
            let in_table = !heads.cells.is_empty() || heads.caption.is_some();
            if in_table && !self.opens_group(index, row) {
                self.empty.push(((segment.label, segment.label_end), fields));
            }
            return;
        }
        match self.placing.place(segment, &values, &mapping) {
            Some(placed) => self.read(index, segment, &mapping, &placed),
            None => self.gather(NoteCode::RowAmbiguous, Cause::Columns, segment, fields),
        }
    }

    /// The table of 2014 prints a unit between label and value; where its head is lost, the unit is
    /// still not a value.
    fn without_units(&self, segment: &Segment, row: &RowDef) -> Vec<usize> {
        let values = &segment.values;
        let units = row.section == 0
            && !self.heads(segment).cells.iter().any(|c| c.role == Some(Role::Unit));
        let is_unit = |index: &usize| {
            let Kind::Label(label) = &self.tokens[*index].kind else { return false };
            ["条", "件", "次", "篇", "个", "人", "人次", "万元", "元"]
                .contains(&label.core.as_str())
        };
        values.iter().copied().filter(|index| !(units && is_unit(index))).collect()
    }

    fn read(&mut self, at: usize, segment: &Segment, mapping: &Mapping, placed: &[Placed]) {
        let several = mapping.slots.len() > 1;
        let beside = self.units_beside(segment);
        if mapping.by_position && several && self.positioned.insert(segment.heads) {
            let fields = mapping.slots.iter().filter_map(|slot| slot.field).collect();
            self.note(NoteCode::PositionUsed, segment, fields);
        }
        if !mapping.missing.is_empty() {
            let missing = mapping.missing.clone();
            self.gather(NoteCode::ColumnUnknown, Cause::Head, segment, missing);
        }
        let (mut beyond, mut foreign, mut shared) = (Vec::new(), Vec::new(), Vec::new());
        for (index, place) in placed {
            let slot = &mapping.slots[*place];
            let token = &self.tokens[*index];
            if self.belonging.is_foreign(segment.heads, slot.head) {
                foreign.extend(slot.field);
                continue;
            }
            let Some(field) = slot.field else {
                if matches!(token.kind, Kind::Value) {
                    beyond.push(*index);
                }
                continue;
            };
            if self.is_shared(at, token) {
                shared.push(field);
                continue;
            }
            let unit = self.unit(segment, slot.unit, beside, field);
            let cell =
                Cell { field, unit, segment: at, slot: *place, at: &token.at, cut: token.cut };
            self.cell(&cell, token.text);
        }
        let untold =
            (0..mapping.slots.len()).filter(|slot| placed.iter().all(|own| own.1 != *slot));
        shared.extend(untold.filter_map(|slot| mapping.slots[slot].field));
        if !beyond.is_empty() {
            self.extra(segment, &beyond);
            self.note_columns(segment, mapping);
        }
        if !foreign.is_empty() {
            self.gather(NoteCode::TableOther, Cause::Head, segment, foreign);
        }
        if !shared.is_empty() {
            self.gather(NoteCode::RowAmbiguous, Cause::Columns, segment, shared);
        }
    }

    /// Digits run onto a label: one a column, where none of them can belong to the next.
    fn glued(&mut self, at: usize, segment: &Segment, mapping: &Mapping, fields: Vec<FieldId>) {
        let token = &self.tokens[segment.label];
        let digits: Vec<String> = {
            let all = token.text.chars().rev().filter(|c| c.is_numeric()).take(segment.glued);
            all.map(String::from).collect::<Vec<_>>().into_iter().rev().collect()
        };
        // Blanks leave nothing behind: 120 may be 12 and 0. Zeros are one each, and sums prove.
        let numbers = sums::numbers(digits.iter().map(String::as_str), mapping);
        let told = sums::is_all_zero(&numbers) || sums::hold(&numbers, mapping);
        if segment.glued != mapping.slots.len() || !told {
            self.gather(NoteCode::RowAmbiguous, Cause::Glued, segment, fields);
            return;
        }
        self.note(NoteCode::PositionUsed, segment, fields);
        let beside = self.units_beside(segment);
        for (index, (slot, digit)) in mapping.slots.iter().zip(&digits).enumerate() {
            let Some(field) = slot.field else { continue };
            if self.belonging.is_foreign(segment.heads, slot.head) {
                self.gather(NoteCode::TableOther, Cause::Head, segment, vec![field]);
                continue;
            }
            let unit = self.unit(segment, slot.unit, beside, field);
            let cell = Cell { field, unit, segment: at, slot: index, at: &token.at, cut: false };
            self.cell(&cell, digit);
        }
    }

    fn cell(&mut self, cell: &Cell<'_>, text: &str) {
        let Cell { field, unit, segment, slot, at, cut } = *cell;
        let raw = value::raw(text);
        let reading = value::read(text, field, unit);
        if reading == Value::Absent {
            return;
        }
        let note = match &reading {
            _ if cut && !is_last_of_form(field) => Some(NoteCode::ValueCut),
            Value::Number(_) | Value::Blank | Value::Absent => None,
            // A table is in hundreds, not a cell.
            Value::UnitMissing if !field.is_amount() => {
                let row = &self.walked.segments[segment];
                self.gather(NoteCode::UnitMissing, Cause::Unit, row, vec![field]);
                None
            }
            Value::UnitMissing => Some(NoteCode::UnitMissing),
            Value::Unreadable => Some(NoteCode::ValueUnreadable),
            Value::Cut => Some(NoteCode::ValueCut),
        };
        if let Some(code) = note {
            let note = Note::new(code, raw.clone()).with_fields([field]).at(at.clone());
            self.out.notes.push(note);
            if code == NoteCode::ValueCut {
                return;
            }
        }
        let value = match reading {
            Value::Number(number) => Some(number),
            _ => None,
        };
        let fact = Fact { value, raw, at: Some(at.clone()) };
        self.out.facts.push(Candidate { field, fact, segment, slot });
    }
}

/// The last cell of a form: a text may end right behind it.
fn is_last_of_form(field: FieldId) -> bool {
    matches!(field.id(), "litigation_after_review.total" | "training.attendees")
}

//! Values to fields: which column each value of a row stands in, if that can be told.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Edition, Extra, Fact, FieldId, Note, NoteCode, Place};

use crate::fold::{one_line, squeeze};
use crate::heads::{Heads, Mapping};
use crate::key::{Label, MoneyUnit};
use crate::placing::{Placed, Placing};
use crate::tokens::{Kind, Token};
use crate::value::{self, Value};
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::{Segment, Walked};

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
pub(crate) fn assign(tokens: &[Token<'_>], walked: &Walked, hint: Option<Edition>) -> Assigned {
    let mut assigner = Assigner {
        tokens,
        walked,
        hint,
        placing: Placing::learn(tokens, walked, hint),
        caption_unit: tokens.iter().any(names_yuan).then_some(MoneyUnit::Unclear),
        positioned: HashSet::new(),
        unknown: HashMap::new(),
        groups: groups(walked),
        empty: Vec::new(),
        out: Assigned::default(),
    };
    for (index, segment) in walked.segments.iter().enumerate() {
        assigner.segment(index, segment);
    }
    assigner.report_empty();
    assigner.out
}

/// Whether a short text says that amounts are in 元.
fn names_yuan(token: &Token<'_>) -> bool {
    let short = matches!(token.kind, Kind::Label(_)) && token.text.len() < 120;
    short && token.text.contains(['元']) && squeeze(token.text).contains("单位:元")
}

/// The labels directly above the rows of a walk.
fn groups(walked: &Walked) -> HashSet<&'static str> {
    let rows = walked.segments.iter().filter_map(|segment| segment.row);
    let parents = rows.filter_map(|row| vocabulary().rows[row].path.iter().rev().nth(1));
    parents.map(String::as_str).collect()
}

struct Assigner<'t, 'd> {
    tokens: &'t [Token<'d>],
    walked: &'t Walked,
    hint: Option<Edition>,
    placing: Placing<'t, 'd>,
    /// A unit other than the form's stands above a table (单位：元): where a head prints none, the
    /// form's own is not to be taken for granted.
    caption_unit: Option<MoneyUnit>,
    /// Heads that were read by position, noted once.
    positioned: HashSet<usize>,
    /// Heads with columns that are not known, with the index of their note.
    unknown: HashMap<usize, usize>,
    /// The groups of which some row is on the page.
    groups: HashSet<&'static str>,
    /// Rows whose label is there and whose cells are not.
    empty: Vec<((usize, usize), Vec<FieldId>)>,
    out: Assigned,
}

impl Assigner<'_, '_> {
    fn heads(&self, segment: &Segment) -> &Heads {
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
                self.note(NoteCode::RowAmbiguous, segment, row.fields());
            }
            return;
        }
        let heads = self.heads(segment);
        let Some(mapping) = heads.mapping(row, self.hint) else {
            if !segment.values.is_empty() || segment.glued > 0 {
                self.unknown_columns(segment, row.fields());
            }
            return;
        };
        let fields = mapping.fields();
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
            None => self.note(NoteCode::RowAmbiguous, segment, fields),
        }
    }

    /// Whether a row of one edition is a group on this page: some row of the group is printed, so
    /// values beside the group's own label are of a row whose label is lost.
    fn is_group_here(&self, row: &RowDef) -> bool {
        row.section == 3 && row.path.last().is_some_and(|leaf| self.groups.contains(leaf.as_str()))
    }

    /// Notes that columns of a head are not known: once a head, with the fields of all its rows.
    fn unknown_columns(&mut self, segment: &Segment, fields: Vec<FieldId>) {
        if let Some(note) = self.unknown.get(&segment.heads) {
            self.out.notes[*note].fields.extend(fields);
            return;
        }
        self.unknown.insert(segment.heads, self.out.notes.len());
        self.note(NoteCode::ColumnUnknown, segment, fields);
    }

    /// Whether a label without values is that of a group: 其他处理 is a row of one edition and a
    /// group of the other, and the next row is one of the group.
    fn opens_group(&self, index: usize, row: &RowDef) -> bool {
        let next = self.walked.segments.get(index + 1).and_then(|segment| segment.row);
        let next = next.map(|next| &vocabulary().rows[next].path);
        let parent = next.and_then(|path| path.iter().rev().nth(1));
        parent.is_some() && parent == row.path.last()
    }

    /// The table of 2014 prints a unit between label and value; where its head is lost, the unit is
    /// still not a value.
    fn without_units(&self, segment: &Segment, row: &RowDef) -> Vec<usize> {
        let values = &segment.values;
        let units = row.section == 0 && !self.heads(segment).cells.iter().any(|c| c.core == "单位");
        let is_unit = |index: &usize| {
            let Kind::Label(label) = &self.tokens[*index].kind else { return false };
            ["条", "件", "次", "篇", "个", "人", "人次", "万元", "元"]
                .contains(&label.core.as_str())
        };
        values.iter().copied().filter(|index| !(units && is_unit(index))).collect()
    }

    fn read(&mut self, at: usize, segment: &Segment, mapping: &Mapping, placed: &[Placed]) {
        let several = mapping.slots.len() > 1;
        if mapping.by_position && several && self.positioned.insert(segment.heads) {
            let fields = mapping.slots.iter().filter_map(|slot| slot.field).collect();
            self.note(NoteCode::PositionUsed, segment, fields);
        }
        if !mapping.missing.is_empty() {
            self.unknown_columns(segment, mapping.missing.clone());
        }
        let mut beyond = Vec::new();
        for (index, place) in placed {
            let slot = &mapping.slots[*place];
            let token = &self.tokens[*index];
            let Some(field) = slot.field else {
                if matches!(token.kind, Kind::Value) {
                    beyond.push(*index);
                }
                continue;
            };
            let unit = MoneyUnit::agreed(slot.unit, self.row_unit(segment)).or(self.caption_unit);
            let cell =
                Cell { field, unit, segment: at, slot: *place, at: &token.at, cut: token.cut };
            self.cell(&cell, token.text);
        }
        if !beyond.is_empty() {
            self.extra(segment, &beyond);
        }
    }

    /// The unit of money in the row's label, or in its unit column.
    fn row_unit(&self, segment: &Segment) -> Option<MoneyUnit> {
        let in_cells = segment.values.iter().find_map(|index| {
            matches!(self.tokens[*index].kind, Kind::Label(_))
                .then(|| MoneyUnit::find(self.tokens[*index].text))?
        });
        in_cells.or_else(|| Label::of(&self.label_text(segment.label, segment.label_end)).unit)
    }

    fn glued(&mut self, at: usize, segment: &Segment, mapping: &Mapping, fields: Vec<FieldId>) {
        // One digit a column is the only way to see as many digits as columns.
        if segment.glued != mapping.slots.len() {
            self.note(NoteCode::RowAmbiguous, segment, fields);
            return;
        }
        self.note(NoteCode::PositionUsed, segment, fields);
        let token = &self.tokens[segment.label];
        let digits: Vec<char> = {
            let all = token.text.chars().rev().filter(|c| c.is_numeric());
            all.take(segment.glued).collect()
        };
        for (index, (slot, digit)) in mapping.slots.iter().zip(digits.iter().rev()).enumerate() {
            let Some(field) = slot.field else { continue };
            let unit = slot.unit;
            let cell = Cell { field, unit, segment: at, slot: index, at: &token.at, cut: false };
            self.cell(&cell, &digit.to_string());
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

    /// Keeps a row, or the values of a row, that the form has no place for.
    fn extra(&mut self, segment: &Segment, values: &[usize]) {
        let label = self.label_text(segment.label, segment.label_end);
        let values = values.iter().map(|index| one_line(self.tokens[*index].text));
        let cells = std::iter::once(label).chain(values).collect();
        let at = Some(self.tokens[segment.label].at.clone());
        self.out.extras.push(Extra { cells, at });
    }

    fn note(&mut self, code: NoteCode, segment: &Segment, fields: Vec<FieldId>) {
        let token = &self.tokens[segment.label];
        let mut detail = self.label_text(segment.label, segment.label_end);
        for index in segment.values.iter().filter(|index| **index != segment.label).take(20) {
            detail.push_str(" | ");
            detail.push_str(&one_line(self.tokens[*index].text));
        }
        self.out.notes.push(Note::new(code, detail).with_fields(fields).at(token.at.clone()));
    }

    fn label_text(&self, first: usize, last: usize) -> String {
        self.tokens[first..=last].iter().map(|token| one_line(token.text)).collect()
    }

    /// One note for all rows of a document whose cells are not there.
    fn report_empty(&mut self) {
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

/// The last cell of a form: a text may end right behind it.
fn is_last_of_form(field: FieldId) -> bool {
    matches!(field.id(), "litigation_after_review.total" | "training.attendees")
}

//! Values to fields: which column each value of a row stands in, if that can be told.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Edition, Fact, FieldId, Note, NoteCode, Place};

use crate::fold::one_line;
use crate::heads::{Heads, Mapping};
use crate::key::{Label, MoneyUnit};
use crate::tokens::{Kind, Layout, Token};
use crate::value::{self, Value};
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::{Segment, Walked};

/// What the tables say: candidates in reading order, and notes.
#[derive(Debug, Default)]
pub(crate) struct Assigned {
    pub(crate) facts: Vec<(FieldId, Fact)>,
    pub(crate) notes: Vec<Note>,
}

/// Assigns all values of a walk. `hint` is the edition that most of the page follows.
pub(crate) fn assign(tokens: &[Token<'_>], walked: &Walked, hint: Option<Edition>) -> Assigned {
    let mut assigner = Assigner {
        tokens,
        walked,
        hint,
        shapes: HashMap::new(),
        positioned: HashSet::new(),
        empty: Vec::new(),
        out: Assigned::default(),
    };
    assigner.learn_shapes();
    for segment in &walked.segments {
        assigner.segment(segment);
    }
    assigner.report_empty();
    assigner.out
}

struct Assigner<'t, 'd> {
    tokens: &'t [Token<'d>],
    walked: &'t Walked,
    hint: Option<Edition>,
    /// For rows between bars, by number of columns and of labels: how many cells complete rows have.
    shapes: HashMap<(usize, usize), HashSet<usize>>,
    /// Heads that were read by position, noted once.
    positioned: HashSet<usize>,
    /// Rows whose label is there and whose cells are not.
    empty: Vec<((usize, usize), Vec<FieldId>)>,
    out: Assigned,
}

/// A value and the column it stands in.
type Placed = (usize, usize);

impl<'d> Assigner<'_, 'd> {
    fn heads(&self, segment: &Segment) -> &Heads {
        &self.walked.heads[segment.heads]
    }

    fn learn_shapes(&mut self) {
        for segment in &self.walked.segments {
            let Some(row) = segment.row.map(|row| &vocabulary().rows[row]) else { continue };
            let Some(mapping) = self.heads(segment).mapping(row, self.hint) else { continue };
            let columns = mapping.slots.len();
            let values = segment.values.len();
            let filled = self.trimmed(&segment.values).len() == columns;
            if filled && self.layout(segment) == Layout::Bars {
                self.shapes.entry((columns, segment.depth)).or_default().insert(values);
            }
        }
    }

    /// The layout of a row's values.
    fn layout(&self, segment: &Segment) -> Layout {
        let values = segment.values.iter().map(|index| self.tokens[*index].layout);
        let bars = values.clone().any(|layout| layout == Layout::Bars);
        if bars { Layout::Bars } else { values.last().unwrap_or(Layout::Plain) }
    }

    /// The values without blanks at the end.
    fn trimmed<'s>(&self, values: &'s [usize]) -> &'s [usize] {
        let last = values.iter().rposition(|index| !self.tokens[*index].is_blank());
        &values[..last.map_or(0, |last| last + 1)]
    }

    fn segment(&mut self, segment: &Segment) {
        let Some(row) = segment.row.map(|row| &vocabulary().rows[row]) else {
            self.note(NoteCode::RowUnknown, segment, Vec::new());
            return;
        };
        let heads = self.heads(segment);
        let Some(mapping) = heads.mapping(row, self.hint) else {
            if !segment.values.is_empty() || segment.glued > 0 {
                self.note(NoteCode::ColumnUnknown, segment, row.fields());
            }
            return;
        };
        let fields: Vec<FieldId> = mapping.slots.iter().filter_map(|slot| slot.field).collect();
        if segment.glued > 0 {
            self.glued(segment, &mapping, fields);
            return;
        }
        let values = self.without_units(segment, row);
        if values.is_empty() {
            // Without a head a lone label is no sign of a table: it may be a list or a menu.
            if !heads.cells.is_empty() || heads.caption.is_some() {
                self.empty.push(((segment.label, segment.label_end), fields));
            }
            return;
        }
        let placed = self.place(segment, &values, &mapping);
        match placed {
            Some(placed) => self.read(segment, &mapping, &placed),
            None => self.note(NoteCode::RowAmbiguous, segment, fields),
        }
    }

    /// The table of 2014 prints a unit between label and value; where its head is lost, the unit is
    /// still not a value.
    fn without_units(&self, segment: &Segment, row: &RowDef) -> Vec<usize> {
        let values = &segment.values;
        let units = row.section == 0 && !self.heads(segment).cells.iter().any(|c| c.core == "单位");
        let is_unit = |index: &usize| {
            let Kind::Label(label) = &self.tokens[*index].kind else { return false };
            ["条", "件", "次", "篇", "个", "人", "人次", "万元", "元"].contains(&label.core.as_str())
        };
        values.iter().copied().filter(|index| !(units && is_unit(index))).collect()
    }

    /// The column of each value, or `None` if there is more than one way to see it.
    fn place(&self, segment: &Segment, values: &[usize], mapping: &Mapping) -> Option<Vec<Placed>> {
        let columns = mapping.slots.len();
        let in_order = |part: &[usize]| part.iter().copied().zip(0..).collect::<Vec<Placed>>();
        let trimmed = self.trimmed(values);
        match self.layout(segment) {
            Layout::Cell(_) if values.len() == columns => Some(in_order(values)),
            Layout::Cell(grid) => self.by_columns(grid, segment, values, mapping).or_else(|| {
                let full = trimmed.len() == columns
                    && trimmed.iter().all(|index| !self.tokens[*index].is_blank());
                full.then(|| in_order(trimmed))
            }),
            Layout::Plain => (values.len() == columns).then(|| in_order(values)),
            Layout::Bars => self.between_bars(segment, values, columns).then(|| in_order(&values[..columns])),
        }
    }

    /// Cells in a grid whose rows are as wide as its head: each under the one head it stands under.
    fn by_columns(
        &self,
        grid: u32,
        segment: &Segment,
        values: &[usize],
        mapping: &Mapping,
    ) -> Option<Vec<Placed>> {
        let heads = self.heads(segment);
        let last = &self.tokens[*values.last()?];
        if heads.grid != Some(grid) || last.column + last.columns != heads.end {
            return None;
        }
        let spans: Vec<(usize, usize)> =
            mapping.slots.iter().map(|slot| slot.span).collect::<Option<_>>()?;
        let mut placed = Vec::new();
        for index in values {
            let token = &self.tokens[*index];
            let (first, end) = (token.column, token.column + token.columns);
            let under: Vec<usize> =
                (0..spans.len()).filter(|s| first < spans[*s].1 && spans[*s].0 < end).collect();
            match under.as_slice() {
                [] if token.is_blank() => {}
                [slot] if placed.iter().all(|(_, taken)| taken != slot) => {
                    placed.push((*index, *slot));
                }
                // The second cell under one head is what a lost span left behind.
                [_] if token.is_blank() => {}
                _ => return None,
            }
        }
        (placed.len() == spans.len()).then_some(placed)
    }

    /// Whether the cells of a row between bars are the first so many: padding looks like blanks.
    fn between_bars(&self, segment: &Segment, values: &[usize], columns: usize) -> bool {
        let trimmed = self.trimmed(values).len();
        let filled = values.iter().filter(|index| !self.tokens[**index].is_blank()).count();
        if columns == 1 {
            return trimmed <= 1;
        }
        let marks = values.iter().take(columns).filter(|index| !self.tokens[**index].text.is_empty());
        if values.len() >= columns && trimmed <= columns && marks.count() == columns {
            return true;
        }
        match filled {
            0 => values.len() >= columns,
            1 => false,
            _ if trimmed == columns => true,
            _ if trimmed > columns || values.len() < columns => false,
            _ => {
                let shapes = self.shapes.get(&(columns, segment.depth));
                shapes.map_or(values.len() == columns, |lengths| lengths.contains(&values.len()))
            }
        }
    }

    fn read(&mut self, segment: &Segment, mapping: &Mapping, placed: &[Placed]) {
        if mapping.by_position && self.positioned.insert(segment.heads) {
            let fields = mapping.slots.iter().filter_map(|slot| slot.field).collect();
            self.note(NoteCode::PositionUsed, segment, fields);
        }
        for (index, slot) in placed {
            let slot = &mapping.slots[*slot];
            let Some(field) = slot.field else { continue };
            let unit = slot.unit.or_else(|| self.row_unit(segment));
            let token = &self.tokens[*index];
            self.cell(field, unit, token.text, &token.at, token.cut);
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

    fn glued(&mut self, segment: &Segment, mapping: &Mapping, fields: Vec<FieldId>) {
        // One digit a column is the only way to see as many digits as columns.
        if segment.glued != mapping.slots.len() {
            self.note(NoteCode::RowAmbiguous, segment, fields);
            return;
        }
        let token = &self.tokens[segment.label];
        let digits: Vec<char> = {
            let all = token.text.chars().rev().filter(|c| c.is_numeric());
            all.take(segment.glued).collect()
        };
        for (slot, digit) in mapping.slots.iter().zip(digits.iter().rev()) {
            let Some(field) = slot.field else { continue };
            self.cell(field, slot.unit, &digit.to_string(), &token.at, false);
        }
    }

    fn cell(&mut self, field: FieldId, unit: Option<MoneyUnit>, text: &str, at: &Place, cut: bool) {
        let raw = one_line(text);
        let reading = value::read(text, field, unit);
        let note = match &reading {
            _ if cut && !is_last_of_form(field) => Some(NoteCode::ValueCut),
            Value::Number(_) | Value::Blank => None,
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
        self.out.facts.push((field, Fact { value, raw, at: Some(at.clone()) }));
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
        let read: HashSet<FieldId> = self.out.facts.iter().map(|(field, _)| *field).collect();
        let rows = std::mem::take(&mut self.empty);
        let rows: Vec<_> =
            rows.into_iter().filter(|(_, fields)| fields.iter().any(|f| !read.contains(f))).collect();
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

//! Rows of grids that have not as many cells as their head has columns.

use std::collections::HashMap;

use nianbao_core::FieldId;

use super::{Placed, Placing};
use crate::heads::Mapping;
use crate::sums::{self, Tally};
use crate::tokens::{Kind, Token};
use crate::walk::Segment;

/// What the rows of a page's grids show, by head.
#[derive(Default)]
pub(super) struct Grids {
    /// Rows with more cells than columns.
    beyond: HashMap<usize, Beyond>,
    /// Heads whose columns are in another order than the form's: how the totals of the rows below stand to
    /// their parts. They may stand in text, too.
    moved: HashMap<usize, Tally>,
}

impl Grids {
    /// Whether the heads changed places without their columns.
    pub(super) fn is_moved(&self, heads: usize) -> bool {
        self.moved.get(&heads).is_some_and(|sums| sums.held < sums.broken)
    }
}

/// What rows of a grid with more cells than their head has columns show.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beyond {
    /// A number stands beside all heads: the head lacks a column, or the rows have one of their own.
    numbers: bool,
    /// How the totals stand to their parts where the head has them.
    sums: Tally,
}

impl Beyond {
    /// Whether the totals are where the head has them. Where they are not, the blank at the end may be the
    /// total, and another cell one too many.
    fn has_sums(self) -> bool {
        self.sums.mostly_hold() || self.sums.broken == 0
    }
}

/// Whether the columns are told by their heads, in another order than the form's.
fn is_moved(mapping: &Mapping) -> bool {
    let fields = mapping.slots.iter().filter_map(|slot| slot.field.map(FieldId::index));
    !mapping.by_position && !fields.is_sorted()
}

/// The columns of a grid that a head covers: the first, and the one behind the last.
type Span = (usize, usize);

/// Which of the heads stand over a cell.
fn heads_over(token: &Token<'_>, spans: &[Span]) -> impl Iterator<Item = usize> {
    let (first, end) = (token.column, token.column + token.columns);
    (0..spans.len()).filter(move |head| first < spans[*head].1 && spans[*head].0 < end)
}

impl Placing<'_, '_> {
    /// Learns from a row whose head has its columns in another order than the form.
    pub(super) fn learn_moved(&mut self, segment: &Segment, mapping: &Mapping) {
        if segment.values.len() == mapping.slots.len() && is_moved(mapping) {
            let tally = sums::tally(&self.numbers(&segment.values, mapping), mapping);
            *self.grids.moved.entry(segment.heads).or_default() += tally;
        }
    }

    /// Learns from a row of a grid that has more cells than its head has columns.
    pub(super) fn learn_beyond(&mut self, segment: &Segment, mapping: &Mapping) {
        if segment.values.len() <= mapping.slots.len() {
            return;
        }
        let (row, behind) = segment.values.split_at(mapping.slots.len());
        let spans: Vec<Span> = mapping.slots.iter().filter_map(|slot| slot.span).collect();
        let numbers = behind.iter().map(|index| &self.tokens[*index]).any(|token| {
            matches!(token.kind, Kind::Value) && heads_over(token, &spans).next().is_none()
        });
        let tally = sums::tally(&self.numbers(row, mapping), mapping);
        let beyond = self.grids.beyond.entry(segment.heads).or_default();
        beyond.numbers |= numbers;
        beyond.sums += tally;
    }

    /// The columns of a row's cells, if each stands under its head, or what is too many is at the end and empty.
    pub(super) fn in_grid(
        &self,
        grid: u32,
        segment: &Segment,
        values: &[usize],
        mapping: &Mapping,
    ) -> Option<Vec<Placed>> {
        let beyond = self.grids.beyond.get(&segment.heads).copied().unwrap_or_default();
        // A row has a cell for a column of the form that the head lacks.
        let lacks = values.len() > mapping.slots.len() && !mapping.missing.is_empty();
        if beyond.numbers || lacks {
            return None;
        }
        self.by_columns(grid, segment, values, mapping).or_else(|| {
            // Which of the cells is too many is told only where all are filled but the last.
            let filled = self.filled(values);
            let end = filled.last().map(|last| &self.tokens[*last]);
            let heads = &self.walked.heads[segment.heads];
            let fits = heads.grid == Some(grid)
                && end.is_some_and(|end| end.column + end.columns <= heads.end);
            let full = fits
                && filled.len() == mapping.slots.len()
                && filled.iter().all(|index| !self.tokens[*index].is_blank());
            (full && beyond.has_sums()).then(|| filled.iter().copied().zip(0..).collect())
        })
    }

    /// Cells in a grid whose rows are as wide as its head: each under the one head it stands under.
    fn by_columns(
        &self,
        grid: u32,
        segment: &Segment,
        values: &[usize],
        mapping: &Mapping,
    ) -> Option<Vec<Placed>> {
        let heads = &self.walked.heads[segment.heads];
        let last = &self.tokens[*values.last()?];
        if heads.grid != Some(grid) || last.column + last.columns != heads.end {
            return None;
        }
        let spans: Vec<Span> = mapping.slots.iter().map(|slot| slot.span).collect::<Option<_>>()?;
        let mut placed: Vec<Placed> = Vec::new();
        let mut shared = 0;
        for index in values {
            let token = &self.tokens[*index];
            let under: Vec<usize> = heads_over(token, &spans).collect();
            match under.as_slice() {
                [slot] if placed.iter().all(|(_, taken)| taken != slot) => {
                    placed.push((*index, *slot));
                }
                // Beside all heads, or the second under one: what a lost span left behind.
                [] | [_] if token.is_blank() => {}
                // One cell of several columns holds the value of none; the others are not its.
                [_, _, ..] => shared += under.len(),
                _ => return None,
            }
        }
        (!placed.is_empty() && placed.len() + shared == spans.len()).then_some(placed)
    }
}

//! Rows that came as text without bars: blanks are not seen there.

use std::collections::{HashMap, HashSet};

use nianbao_core::Decimal;

use super::{Placing, has_told};
use crate::heads::Mapping;
use crate::shifted::confirmed;
use crate::sums::{self, Tally};
use crate::vocabulary::vocabulary;
use crate::walk::Segment;

/// What the rows of a page whose blanks are not seen show.
#[derive(Default)]
pub(super) struct Plain {
    /// By head: how many have a value for each column, and how many have fewer or more.
    counts: HashMap<usize, (usize, usize)>,
    /// Some row has not a value for each column.
    lost_blanks: bool,
    /// How the totals stand to their parts: on a page whose sums are wrong throughout, they are no witness.
    pub(super) sums: Tally,
    /// Rows of a whole table with a wrong total whose places the columns confirm, by their labels.
    confirmed: HashSet<usize>,
}

impl Placing<'_, '_> {
    /// Learns from a row whose blanks are not seen.
    pub(super) fn learn_plain(&mut self, segment: &Segment, mapping: &Mapping) {
        if segment.values.is_empty() {
            return;
        }
        let (whole, other) = self.plain.counts.entry(segment.heads).or_default();
        if segment.values.len() != mapping.slots.len() {
            *other += 1;
            return;
        }
        *whole += 1;
        let tally = sums::tally(&self.numbers(&segment.values, mapping), mapping);
        self.plain.sums += tally;
    }

    /// Learns from all rows together whether the page has lost blanks, and where it has not, which of its wrong
    /// totals are its own.
    pub(super) fn learn_losses(&mut self) {
        self.plain.lost_blanks = self.plain.counts.values().any(|(_, other)| *other > 0)
            || self.walked.segments.iter().any(|segment| has_told(self.tokens, segment));
        if self.plain.sums.broken > 0 && !self.plain.lost_blanks {
            self.plain.confirmed = confirmed(self.tokens, self.walked);
        }
    }

    /// Whether a row whose blanks are not seen has the value of each column, and nothing else.
    pub(super) fn is_whole(&self, segment: &Segment, values: &[usize], mapping: &Mapping) -> bool {
        // Where most rows have lost their blanks, one that looks whole may have lost one
        // too and gained something else.
        let (whole, other) = self.plain.counts.get(&segment.heads).copied().unwrap_or_default();
        // And so may any that looks whole where the head lacks a column.
        let lossy = whole < other || other > 0 && !mapping.missing.is_empty();
        values.len() == mapping.slots.len()
            && !lossy
            && (!has_told(self.tokens, segment) || self.is_borne_out(segment, mapping))
            && !self.has_intruder(segment, values, mapping)
    }

    /// Whether one of the values may be the number of a page, and a blank be lost. Nothing marks the
    /// end of the row of section 四, so its last may be that on any page; elsewhere blanks have to be
    /// lost on this page for that.
    fn has_intruder(&self, segment: &Segment, values: &[usize], mapping: &Mapping) -> bool {
        let numbers = self.numbers(values, mapping);
        let court = segment.row == Some(vocabulary().unlabelled);
        let lossy = self.plain.lost_blanks;
        let contradicted = || sums::end_is_contradicted(&numbers, mapping);
        // Where all rows are whole, and a sum down a column is wrong by as much, the slip is the page's own.
        let may_be = court || lossy || !self.plain.confirmed.contains(&segment.label);
        if may_be && self.plain.sums.mostly_hold() && contradicted() {
            return true;
        }
        // What is no number may be any, so that only the last sum is told.
        let told = |(index, number): (&usize, &Option<Decimal>)| {
            number.is_some() || self.tokens[*index].is_blank()
        };
        let untold = !values.iter().zip(&numbers).all(told);
        if court && untold && contradicted() {
            return true;
        }
        let intruders = sums::intruders(&numbers, mapping);
        let summed = segment.row.is_some_and(|row| vocabulary().rows[row].section > 2);
        if lossy && untold && summed {
            return true;
        }
        let last = segment.row == Some(vocabulary().unlabelled)
            && intruders.last().is_some_and(|last| last + 1 == values.len());
        last || lossy && !intruders.is_empty()
    }
}

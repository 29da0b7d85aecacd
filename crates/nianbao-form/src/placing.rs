//! In which column each value of a row stands, if that can be told.

mod bars;
mod grid;
mod plain;
mod told;

use std::collections::{HashMap, HashSet};

use nianbao_core::Decimal;

use bars::Bars;
use grid::Grids;
use plain::Plain;
pub(crate) use told::has_told;

use crate::heads::Mapping;
use crate::mappings::Mappings;
use crate::numbering::numbering;
use crate::sums::{self, Order};
use crate::tokens::{Kind, Layout, Token};
use crate::value::is_change;
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// A value, as the index of its token, and the column it stands in.
pub(crate) type Placed = (usize, usize);

/// So many columns have no values 1, 2, 3 … by chance.
const NUMBERED: usize = 6;

/// What is known of a page's rows before any of them is read.
pub(crate) struct Placing<'t, 'd> {
    tokens: &'t [Token<'d>],
    walked: &'t Walked,
    /// Rows between bars or tabs.
    bars: Bars,
    /// Rows whose blanks are not seen.
    plain: Plain,
    /// Rows of grids.
    grids: Grids,
    /// For rows of section 三 without a head, by head: where their total can stand.
    orders: HashMap<usize, Order>,
    /// Numbers that count columns or rows.
    numbering: HashSet<usize>,
}

impl<'t, 'd> Placing<'t, 'd> {
    /// Learns from the rows of a walk that are complete.
    pub(crate) fn learn(
        tokens: &'t [Token<'d>],
        walked: &'t Walked,
        mappings: &Mappings<'_>,
    ) -> Self {
        let mut placing = Self {
            tokens,
            walked,
            bars: Bars::default(),
            plain: Plain::default(),
            grids: Grids::default(),
            orders: HashMap::new(),
            numbering: numbering(tokens, walked),
        };
        placing.bars.widths = placing.widths();
        for (index, segment) in walked.segments.iter().enumerate() {
            let Some(row) = segment.row.map(|row| &vocabulary().rows[row]) else { continue };
            let Some(mapping) = mappings.get(index) else { continue };
            if mapping.by_position && row.section == 3 {
                placing.learn_order(segment, &mapping);
            }
            placing.learn_moved(segment, &mapping);
            match placing.layout(segment) {
                Layout::Plain => placing.learn_plain(segment, &mapping),
                Layout::Cell(_) => placing.learn_beyond(segment, &mapping),
                Layout::Bars => placing.learn_bars(segment, &mapping),
            }
        }
        placing.learn_losses();
        placing
    }

    /// Learns where the total can stand from a row of section 三 whose columns no head names.
    fn learn_order(&mut self, segment: &Segment, mapping: &Mapping) {
        let columns = mapping.slots.len();
        let values = self.trimmed(&segment.values);
        let whole = (values.len() == columns).then(|| self.numbers(values, mapping));
        let order = self.orders.entry(segment.heads).or_insert_with(|| Order::new(columns));
        if let Some(numbers) = whole {
            order.learn(&numbers);
        }
    }

    /// The layout of a row's values.
    fn layout(&self, segment: &Segment) -> Layout {
        let mut values = segment.values.iter().map(|index| self.tokens[*index].layout);
        let bars = values.clone().any(|layout| layout == Layout::Bars);
        if bars { Layout::Bars } else { values.next_back().unwrap_or(Layout::Plain) }
    }

    /// The values without blanks at the end.
    fn trimmed<'s>(&self, values: &'s [usize]) -> &'s [usize] {
        self.up_to_last(values, |token| !token.is_blank())
    }

    /// The values without empty cells at the end. A mark for a blank (`/`) is printed in a cell.
    fn filled<'s>(&self, values: &'s [usize]) -> &'s [usize] {
        self.up_to_last(values, |token| !token.text.is_empty())
    }

    fn up_to_last<'s>(
        &self,
        values: &'s [usize],
        counts: impl Fn(&Token<'_>) -> bool,
    ) -> &'s [usize] {
        let last = values.iter().rposition(|index| counts(&self.tokens[*index]));
        &values[..last.map_or(0, |last| last + 1)]
    }

    /// The column of each value, or `None` if there is more than one way to see it.
    pub(crate) fn place(
        &self,
        segment: &Segment,
        values: &[usize],
        mapping: &Mapping,
    ) -> Option<Vec<Placed>> {
        let placed = self.placed(segment, values, mapping)?;
        if self.is_numbering(&placed) {
            return None;
        }
        if let Some(order) = self.orders.get(&segment.heads)
            && mapping.by_position
            && !order.is_proved(mapping.slots.len())
            && !sums::is_all_zero(&self.numbers(self.trimmed(values), mapping))
        {
            return None;
        }
        let section = segment.row.map(|row| vocabulary().rows[row].section);
        if section == Some(3) && values.last().is_some_and(|last| self.may_number_a_label(*last)) {
            return None;
        }
        // The number of a row or column in the place of a value: then the value is lost, or it is the
        // next column's.
        let counts = |(index, slot): &Placed| {
            mapping.slots[*slot].field.is_some() && self.numbering.contains(index)
        };
        if placed.iter().any(counts) || self.is_signed_elsewhere(&placed, mapping) {
            return None;
        }
        // Words at the end of a text that is cut off may be the next line's, and a blank be lost.
        let is_rest = |(index, _): &Placed| {
            let token = &self.tokens[*index];
            let text = !matches!(token.layout, Layout::Cell(_));
            token.cut && text && matches!(token.kind, Kind::Label(_))
        };
        if placed.iter().any(is_rest) {
            return None;
        }
        // A row without a label whose first blanks went with its head, or are not seen, ends in what stands
        // behind it: words, or a number with a remark.
        let ends_in_words = placed.last().is_some_and(|(index, _)| {
            let token = &self.tokens[*index];
            let text = !matches!(token.layout, Layout::Cell(_));
            let is_cut_short = |numbers: &[Option<Decimal>]| {
                numbers.last().is_some_and(Option::is_none) && numbers.iter().any(Option::is_some)
            };
            text && !token.is_blank() && is_cut_short(&self.numbers(values, mapping))
        });
        if section == Some(4) && ends_in_words {
            return None;
        }
        // A number in the column of units shows that a cell is missing.
        let unit_is_number = |(index, slot): &Placed| {
            mapping.slots[*slot].is_unit && matches!(self.tokens[*index].kind, Kind::Value)
        };
        (!placed.iter().any(unit_is_number)).then_some(placed)
    }

    /// Whether a sign (+12) stands before another number than the change of a row that has one: in
    /// text its numbers are not in their columns then.
    fn is_signed_elsewhere(&self, placed: &[Placed], mapping: &Mapping) -> bool {
        let signed = |(index, slot): &Placed| {
            let token = &self.tokens[*index];
            !matches!(token.layout, Layout::Cell(_))
                && matches!(token.kind, Kind::Value)
                && mapping.slots[*slot].field.is_some_and(|field| !is_change(field))
                && is_signed(token.text)
        };
        mapping.fields().iter().any(|field| is_change(*field)) && placed.iter().any(signed)
    }

    /// Whether a text that is cut off in a table that came as text may be what is left of the next label,
    /// 5 of 5.要求行政机关确认.
    fn may_number_a_label(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let number = token.text.trim_end_matches(['.', '、', '．']);
        let digit = number.len() == 1 && number.as_bytes()[0].is_ascii_digit();
        token.cut && digit && !matches!(token.layout, Layout::Cell(_))
    }

    /// Whether the values number the columns: 1, 2, 3 and so on below the head.
    fn is_numbering(&self, placed: &[Placed]) -> bool {
        let counts = |(index, (token, _)): (usize, &Placed)| {
            self.tokens[*token].text.trim().parse() == Ok(index + 1)
        };
        placed.len() >= NUMBERED && placed.iter().enumerate().all(counts)
    }

    fn numbers(&self, values: &[usize], mapping: &Mapping) -> Vec<Option<Decimal>> {
        sums::numbers(values.iter().map(|index| self.tokens[*index].text), mapping)
    }

    fn placed(
        &self,
        segment: &Segment,
        values: &[usize],
        mapping: &Mapping,
    ) -> Option<Vec<Placed>> {
        let columns = mapping.slots.len();
        let values = self.behind_label(segment, values, columns);
        let in_order = |part: &[usize]| part.iter().copied().zip(0..).collect::<Vec<Placed>>();
        match self.layout(segment) {
            // Heads that changed places without their columns.
            Layout::Cell(_) if self.grids.is_moved(segment.heads) => None,
            Layout::Cell(_) if values.len() == columns => Some(in_order(values)),
            Layout::Cell(grid) => self.in_grid(grid, segment, values, mapping),
            Layout::Plain => self.is_whole(segment, values, mapping).then(|| in_order(values)),
            Layout::Bars if self.is_broken(values) || self.bars.is_short(segment.heads) => None,
            // A 0 may be printed once for all columns of its row, and the head lacks some.
            Layout::Bars if !mapping.missing.is_empty() && self.is_one_zero(values, mapping) => {
                None
            }
            Layout::Bars => {
                self.between_bars(segment, values, columns).then(|| in_order(&values[..columns]))
            }
        }
    }

    /// Whether nothing but one 0 is printed of a row.
    fn is_one_zero(&self, values: &[usize], mapping: &Mapping) -> bool {
        let printed = self.trimmed(values);
        printed.len() == 1 && sums::is_all_zero(&self.numbers(printed, mapping))
    }

    /// Whether a line end fell into the last value: the next line is nothing but more digits, and
    /// no bar stands between.
    fn is_broken(&self, values: &[usize]) -> bool {
        values.iter().any(|index| {
            let row = self.tokens[*index].row;
            let mut rest = self.tokens[index + 1..].iter();
            let Some(next) = rest.next() else { return false };
            let goes_on = next.row > row && !next.fresh && matches!(next.kind, Kind::Value);
            goes_on && rest.take_while(|token| token.row == next.row).all(Token::is_value)
        })
    }
}

/// Whether a text begins with a sign, and a digit at once.
fn is_signed(text: &str) -> bool {
    let unsigned = text.trim().strip_prefix(['+', '＋', '-', '－', '\u{2212}']);
    unsigned.is_some_and(|rest| rest.starts_with(char::is_numeric))
}

#[cfg(test)]
mod tests;

//! In which column each value of a row stands, if that can be told.

mod bars;
mod grid;
mod told;

use std::collections::{HashMap, HashSet};

use nianbao_core::Decimal;

use bars::Widths;
use grid::Beyond;
pub(crate) use told::has_told;

use crate::heads::Mapping;
use crate::mappings::Mappings;
use crate::numbering::numbering;
use crate::shifted::confirmed;
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
    /// For rows between bars, by number of columns: how many cells complete rows have, labels
    /// included.
    shapes: HashMap<usize, HashSet<usize>>,
    /// The same without labels.
    values: HashMap<usize, HashSet<usize>>,
    /// For rows between bars, by number of columns and of labels: how many rows have how many cells
    /// behind the labels.
    lengths: HashMap<(usize, usize), HashMap<usize, usize>>,
    /// For rows whose blanks are not seen, by head: how many have a value for each column, and how
    /// many have fewer or more.
    counts: HashMap<usize, (usize, usize)>,
    /// Some row whose blanks are not seen has not a value for each column.
    lost_blanks: bool,
    /// Heads in text that show fewer columns than the form has and than some row below has values.
    short: HashSet<usize>,
    /// For heads of grids: what the rows below with more cells than columns show.
    beyond: HashMap<usize, Beyond>,
    /// For heads of grids whose columns are in another order than the form's: of the totals of the rows below,
    /// how many are the sum of their parts, and how many are not.
    moved: HashMap<usize, (usize, usize)>,
    /// For rows of one line between tabs, by head: in which of its cells the values of complete rows begin.
    starts: HashMap<usize, HashSet<usize>>,
    /// For rows of section 三 without a head, by head: where their total can stand.
    orders: HashMap<usize, Order>,
    /// Of the totals of rows whose blanks are not seen, how many are the sum of their parts, and how
    /// many are not: on a page whose sums are wrong throughout, they are no witness.
    sums: (usize, usize),
    /// Rows of a whole table in text with a wrong total whose places the columns confirm, by their labels.
    confirmed: HashSet<usize>,
    /// Numbers that count columns or rows.
    numbering: HashSet<usize>,
    /// Labels of section 三 that are one cell over several columns came with blanks for the others, in
    /// all rows that have such a label.
    widths: Option<Widths>,
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
            shapes: HashMap::new(),
            values: HashMap::new(),
            lengths: HashMap::new(),
            counts: HashMap::new(),
            lost_blanks: false,
            short: HashSet::new(),
            beyond: HashMap::new(),
            moved: HashMap::new(),
            starts: HashMap::new(),
            orders: HashMap::new(),
            sums: (0, 0),
            confirmed: HashSet::new(),
            numbering: numbering(tokens, walked),
            widths: None,
        };
        placing.widths = placing.widths();
        for (index, segment) in walked.segments.iter().enumerate() {
            let Some(row) = segment.row.map(|row| &vocabulary().rows[row]) else { continue };
            let Some(mapping) = mappings.get(index) else { continue };
            let columns = mapping.slots.len();
            if mapping.by_position && row.section == 3 {
                let values = placing.trimmed(&segment.values);
                let whole = (values.len() == columns).then(|| placing.numbers(values, &mapping));
                let order = placing.orders.entry(segment.heads);
                let order = order.or_insert_with(|| Order::new(columns));
                if let Some(numbers) = whole {
                    order.learn(&numbers);
                }
            }
            if placing.layout(segment) == Layout::Plain && !segment.values.is_empty() {
                let (whole, other) = placing.counts.entry(segment.heads).or_default();
                if segment.values.len() == columns {
                    *whole += 1;
                    let tally = sums::tally(&placing.numbers(&segment.values, &mapping), &mapping);
                    placing.sums.0 += tally.0;
                    placing.sums.1 += tally.1;
                } else {
                    *other += 1;
                }
            }
            if segment.values.len() > columns && matches!(placing.layout(segment), Layout::Cell(_))
            {
                placing.look_beyond(segment, &mapping);
            }
            if segment.values.len() == columns && grid::is_moved(&mapping) {
                let (held, broken) =
                    sums::tally(&placing.numbers(&segment.values, &mapping), &mapping);
                let sums = placing.moved.entry(segment.heads).or_default();
                *sums = (sums.0 + held, sums.1 + broken);
            }
            if placing.layout(segment) == Layout::Bars {
                let lengths = placing.lengths.entry((columns, segment.depth)).or_default();
                *lengths.entry(segment.values.len()).or_default() += 1;
            }
            let values = placing.trimmed(&segment.values);
            if values.len() > columns
                && !mapping.missing.is_empty()
                && placing.layout(segment) == Layout::Bars
            {
                placing.short.insert(segment.heads);
            }
            // What begins with nothing may begin with what is left of its label's span, and is no
            // witness of itself.
            let begins = segment.values.first().is_some_and(|own| !tokens[*own].text.is_empty());
            let filled = placing.trimmed(&segment.values).len() == columns;
            if begins && filled && placing.layout(segment) == Layout::Bars {
                let lengths = placing.shapes.entry(columns).or_default();
                lengths.insert(segment.depth + segment.values.len());
                let first = tokens[segment.values[0]].column;
                placing.starts.entry(segment.heads).or_default().insert(first);
            }
            let own = placing.behind_label(segment, &segment.values, columns).len();
            let behind_blanks = own < segment.values.len();
            if (begins || behind_blanks) && placing.layout(segment) == Layout::Bars {
                let own = &segment.values[segment.values.len() - own..];
                if placing.trimmed(own).len() == columns {
                    placing.values.entry(columns).or_default().insert(own.len());
                }
            }
        }
        placing.lost_blanks = placing.counts.values().any(|(_, other)| *other > 0)
            || walked.segments.iter().any(|segment| has_told(tokens, segment));
        if placing.sums.1 > 0 && !placing.lost_blanks {
            placing.confirmed = confirmed(tokens, walked);
        }
        placing
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
        let numbered = segment.row.is_some_and(|row| vocabulary().rows[row].section == 3);
        if numbered && values.last().is_some_and(|last| self.may_number_a_label(*last)) {
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
            Layout::Cell(_)
                if self.moved.get(&segment.heads).is_some_and(|sums| sums.0 < sums.1) =>
            {
                None
            }
            Layout::Cell(_) if values.len() == columns => Some(in_order(values)),
            Layout::Cell(grid) => self.in_grid(grid, segment, values, mapping),
            Layout::Plain => {
                // Where most rows have lost their blanks, one that looks whole may have lost one
                // too and gained something else.
                let (whole, other) = self.counts.get(&segment.heads).copied().unwrap_or_default();
                // And so may any that looks whole where the head lacks a column.
                let lossy = whole < other || other > 0 && !mapping.missing.is_empty();
                let fits = values.len() == columns && !lossy;
                let fits = fits
                    && (!has_told(self.tokens, segment) || self.is_borne_out(segment, mapping));
                (fits && !self.has_intruder(segment, values, mapping)).then(|| in_order(values))
            }
            Layout::Bars if self.is_broken(values) || self.short.contains(&segment.heads) => None,
            // A 0 may be printed once for all columns of its row, and the head lacks some.
            Layout::Bars if !mapping.missing.is_empty() && self.is_one_zero(values, mapping) => {
                None
            }
            Layout::Bars => {
                self.between_bars(segment, values, columns).then(|| in_order(&values[..columns]))
            }
        }
    }

    /// Whether one of the values may be the number of a page, and a blank be lost. Nothing marks the
    /// end of the row of section 四, so its last may be that on any page; elsewhere blanks have to be
    /// lost on this page for that.
    fn has_intruder(&self, segment: &Segment, values: &[usize], mapping: &Mapping) -> bool {
        let numbers = self.numbers(values, mapping);
        let court = segment.row == Some(vocabulary().unlabelled);
        let lossy = self.lost_blanks;
        let contradicted = || sums::end_is_contradicted(&numbers, mapping);
        // Where all rows are whole, and a sum down a column is wrong by as much, the slip is the page's own.
        let may_be = court || lossy || !self.confirmed.contains(&segment.label);
        if may_be && self.sums.0 > self.sums.1 && contradicted() {
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

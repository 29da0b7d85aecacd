//! What the form's own sums say of a row whose columns are known by their order only. A sum may
//! confirm an order or reject it; it never gives a value.

use std::ops::AddAssign;

use nianbao_core::{Decimal, FieldId};

use crate::heads::Mapping;
use crate::value::{self, Value};

/// A total among the columns of a row, and the columns that it sums.
type Total = (usize, Vec<usize>);

/// The totals of a row's columns: each sums the fields that share its name up to the last word.
fn totals(mapping: &Mapping) -> Vec<Total> {
    let names: Vec<Option<(&str, &str)>> = mapping
        .slots
        .iter()
        .map(|slot| slot.field.and_then(|field| FieldId::id(field).rsplit_once('.')))
        .collect();
    let is_total = |at: &usize| names[*at].is_some_and(|(_, leaf)| leaf == "total");
    let parts = |total: usize| {
        let group = names[total].map(|(group, _)| group);
        let same = |at: &usize| *at != total && names[*at].map(|(group, _)| group) == group;
        (total, (0..names.len()).filter(same).collect::<Vec<usize>>())
    };
    let all = (0..names.len()).filter(is_total).map(parts);
    all.filter(|(_, parts)| parts.len() > 1).collect()
}

/// The numbers of a row in the order of its columns; blanks are none.
pub(crate) fn numbers<'t>(
    texts: impl Iterator<Item = &'t str>,
    mapping: &Mapping,
) -> Vec<Option<Decimal>> {
    let number =
        |(text, slot): (&str, &crate::heads::Slot)| match value::read(text, slot.field?, None) {
            Value::Number(number) => Some(number),
            _ => None,
        };
    texts.zip(&mapping.slots).map(number).collect()
}

/// Whether a row is all zeros: then no order of its columns makes a difference.
pub(crate) fn is_all_zero(row: &[Option<Decimal>]) -> bool {
    row.iter().all(|number| number.is_some_and(|number| number.is_zero()))
}

/// Whether every total of a row, of which there is one, is the sum of its parts.
pub(crate) fn hold(row: &[Option<Decimal>], mapping: &Mapping) -> bool {
    let totals = totals(mapping);
    !totals.is_empty() && totals.iter().all(|total| holds(row, total))
}

/// Whether every total of a row, of which there is one, is printed and is the sum of its parts.
pub(crate) fn bear_out(row: &[Option<Decimal>], mapping: &Mapping) -> bool {
    hold(row, mapping) && totals(mapping).iter().all(|total| is_printed(row, total))
}

/// Whether the last total of a row is printed and is not the sum of its parts. Where blanks are not
/// seen, a row that lost one and ends with the number of a page is as long as a whole one; a slip in
/// a sum before the last stands among others that hold.
pub(crate) fn end_is_contradicted(row: &[Option<Decimal>], mapping: &Mapping) -> bool {
    let totals = totals(mapping);
    let last = totals.iter().max_by_key(|total| total.0);
    last.is_some_and(|last| is_printed(row, last) && !holds(row, last))
}

/// How the totals of some rows stand to their parts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// So many are the sum of their parts.
    pub(crate) held: usize,
    /// So many are not.
    pub(crate) broken: usize,
}

impl Tally {
    /// Whether more totals hold than do not.
    pub(crate) fn mostly_hold(self) -> bool {
        self.held > self.broken
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.held += other.held;
        self.broken += other.broken;
    }
}

/// How the totals of a row stand to their parts. Sums of nothing say nothing.
pub(crate) fn tally(row: &[Option<Decimal>], mapping: &Mapping) -> Tally {
    let totals = totals(mapping);
    let telling = |total: &&Total| {
        let cells = total.1.iter().chain([&total.0]);
        is_printed(row, total) && !is_all_zero(&cells.map(|at| row[*at]).collect::<Vec<_>>())
    };
    let held = totals.iter().filter(telling).filter(|total| holds(row, total)).count();
    Tally { held, broken: totals.iter().filter(telling).count() - held }
}

fn is_printed(row: &[Option<Decimal>], total: &Total) -> bool {
    row.get(total.0).is_some_and(Option::is_some)
}

fn holds(row: &[Option<Decimal>], (total, parts): &Total) -> bool {
    let number = |at: usize| row.get(at).copied().flatten().unwrap_or_default();
    sum(parts.iter().map(|part| number(*part))) == Some(number(*total))
}

pub(crate) fn sum(mut numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    numbers.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// The columns that can hold the total of all the others, given some rows: a table without a head
/// has its columns in the form's order only if no other column than the form's can.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    possible: Vec<usize>,
}

impl Order {
    /// Of rows with so many columns; nothing is known yet.
    pub(crate) fn new(columns: usize) -> Self {
        Self { possible: (0..columns).collect() }
    }

    /// Learns from a row; a row with blanks or of zeros says nothing.
    pub(crate) fn learn(&mut self, row: &[Option<Decimal>]) {
        let Some(numbers) = row.iter().copied().collect::<Option<Vec<Decimal>>>() else { return };
        let Some(all) = sum(numbers.iter().copied()).filter(|all| !all.is_zero()) else { return };
        self.possible.retain(|at| {
            numbers.get(*at).and_then(|number| number.checked_add(*number)) == Some(all)
        });
    }

    /// Whether the total can stand in the last column only.
    pub(crate) fn is_proved(&self, columns: usize) -> bool {
        self.possible.as_slice() == [columns - 1]
    }
}

/// Which of the numbers may be no value, such as the number of a page, while a blank is lost: the
/// sums do not hold, and without it they do.
pub(crate) fn intruders(row: &[Option<Decimal>], mapping: &Mapping) -> Vec<usize> {
    let totals = totals(mapping);
    if totals.iter().all(|total| holds(row, total)) {
        return Vec::new();
    }
    let is_part = |at: usize| totals.iter().any(|(_, parts)| parts.contains(&at));
    let mut without = row.to_vec();
    let mut may_be = |intruder: &usize| {
        // The blank may be that of a total too, where the intruder is the last number of all.
        let last = intruder + 1 == row.len();
        (0..row.len()).filter(|blank| last || is_part(*blank)).any(|blank| {
            without.copy_from_slice(row);
            without.remove(*intruder);
            without.insert(blank, None);
            totals.iter().all(|total| total.0 == blank || holds(&without, total))
        })
    };
    let numbered = |at: &usize| row[*at].is_some_and(|number| !number.is_zero());
    (0..row.len()).filter(numbered).filter(&mut may_be).collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::Edition;

    use super::*;
    use crate::heads::Slot;
    use crate::vocabulary::vocabulary;

    fn court() -> Mapping {
        let row = &vocabulary().rows[vocabulary().unlabelled];
        let slot =
            |field| Slot { field: Some(field), unit: None, span: None, is_unit: false, head: None };
        let slots = row.columns(Edition::E2021).iter().map(|c| slot(c.field)).collect();
        Mapping { slots, by_position: false, missing: Vec::new() }
    }

    fn row(numbers: &[i64]) -> Vec<Option<Decimal>> {
        numbers.iter().map(|number| Some(Decimal::from(*number))).collect()
    }

    #[test]
    fn an_order_is_proved_where_no_other_column_can_be_the_total() {
        let mut order = Order::new(7);
        assert!(!order.is_proved(7));
        for (numbers, proved) in [
            ([0, 0, 0, 0, 0, 0, 0], false),
            ([5, 0, 0, 0, 0, 0, 5], false),
            ([3, 2, 0, 0, 0, 0, 5], true),
            ([5, 3, 2, 0, 0, 0, 0], false),
        ] {
            order.learn(&row(&numbers));
            assert_eq!(order.is_proved(7), proved, "{numbers:?}");
        }
    }

    #[test]
    fn the_number_of_a_page_is_no_value() {
        let mapping = court();
        let cases: [([i64; 15], &[usize]); 4] = [
            ([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 2], &[]),
            ([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 2, 3], &[14]),
            ([1, 0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 2, 0, 0, 2], &[5]),
            // A sum that is wrong by itself is the page's own.
            ([1, 4, 0, 0, 6, 0, 3, 0, 0, 3, 0, 2, 0, 0, 2], &[]),
        ];
        for (numbers, found) in cases {
            assert_eq!(intruders(&row(&numbers), &mapping), found, "{numbers:?}");
        }
    }
}

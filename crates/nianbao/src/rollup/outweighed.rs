//! Sums of amounts that are one unit's alone: its amount may be in 元 where the form has 万元.

use nianbao_core::{Decimal, FieldId};

use super::Rollup;

/// So many times the largest of all others.
const TIMES: i64 = 1_000;
/// Fewer others with an amount are no measure.
const OTHERS: usize = 3;

/// A unit whose amount outweighs those of all other units (疑以元填报).
///
/// No rule can say that it is wrong: one office may collect nearly all there is. But a sum that is one unit's is
/// worth a look before it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outweighed {
    /// The field.
    pub field: FieldId,
    /// The unit, by index.
    pub unit: usize,
    /// Its amount.
    pub amount: Decimal,
    /// The largest of the other units'.
    pub next: Decimal,
}

impl Rollup {
    /// The sums of amounts that are one unit's, in the printed order of the form.
    pub fn outweighed(&self) -> impl Iterator<Item = Outweighed> {
        let amounts = self.totals.iter().map(|total| total.field).filter(|field| field.is_amount());
        amounts.filter_map(|field| self.outweighed_in(field))
    }

    fn outweighed_in(&self, field: FieldId) -> Option<Outweighed> {
        let amount = |unit: usize| {
            let value = self.units[unit].facts.get(field).and_then(|fact| fact.value)?;
            (value > Decimal::ZERO).then_some((value, unit))
        };
        let mut amounts: Vec<(Decimal, usize)> = (0..self.units.len()).filter_map(amount).collect();
        amounts.sort_unstable();
        let (amount, unit) = amounts.pop()?;
        let (next, _) = *amounts.last().filter(|_| amounts.len() >= OTHERS)?;
        let least = next.checked_mul(Decimal::from(TIMES))?;
        (amount >= least).then_some(Outweighed { field, unit, amount, next })
    }
}

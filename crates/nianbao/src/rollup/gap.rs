//! The sum against what the superior published.

use nianbao_core::{Decimal, FieldId, Report};

use super::Rollup;

/// A field whose published number is not the sum of the units'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The field.
    pub field: FieldId,
    /// What the superior's own report prints.
    pub published: Decimal,
    /// What the units' reports sum to.
    pub sum: Decimal,
}

/// The fields in which `published` differs from the sum, and the units each of which alone would
/// explain every gap of more than itself: `published` holds all units but that one (or that one
/// twice). Cells without a number, on either side, are not compared.
pub fn gaps(rollup: &Rollup, published: &Report) -> (Vec<Gap>, Vec<usize>) {
    let compared: Vec<Gap> = rollup
        .totals
        .iter()
        .filter_map(|total| {
            let printed = published.facts.get(total.field)?.value?;
            Some(Gap { field: total.field, published: printed, sum: total.value? })
        })
        .collect();
    let explains = |unit: &usize| {
        let share = |gap: &Gap| {
            let fact = rollup.units[*unit].facts.get(gap.field);
            fact.and_then(|fact| fact.value).unwrap_or_default()
        };
        let lacks = compared.iter().all(|gap| gap.sum - gap.published == share(gap));
        lacks || compared.iter().all(|gap| gap.published - gap.sum == share(gap))
    };
    let any = compared.iter().any(|gap| gap.published != gap.sum);
    let units = (0..rollup.units.len()).filter(|unit| any && explains(unit)).collect();
    (compared.into_iter().filter(|gap| gap.published != gap.sum).collect(), units)
}

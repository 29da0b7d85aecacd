//! Gaps of some fields that are exactly what one unit reports.

use nianbao_core::{Decimal, FieldId};

use super::{Because, Gap, share};
use crate::rollup::Rollup;

/// Units whose figures together come to less fit a gap by chance.
const LEAST: i64 = 10;
/// A unit explains nearly all gaps of the fields that it has numbers in: so many of so many. Where other gaps
/// remain, those that fit are chance.
const NEARLY_ALL: (usize, usize) = (4, 5);

/// A unit whose figures are the gaps of some fields.
struct Fit {
    unit: usize,
    lacks: bool,
    fields: Vec<FieldId>,
    weight: Decimal,
    /// The gaps of all fields that it has numbers in.
    gaps: usize,
}

impl Fit {
    fn is_sure(&self) -> bool {
        let (most, of) = NEARLY_ALL;
        self.weight >= Decimal::from(LEAST) && self.fields.len() * of >= self.gaps * most
    }
}

/// The units that alone explain the gaps of some fields, where no other unit explains them as well.
pub(super) fn reasons(rollup: &Rollup, compared: &[Gap]) -> Vec<Because> {
    let fits: Vec<Fit> = (0..rollup.units.len())
        .flat_map(|unit| [true, false].map(|lacks| fit(rollup, compared, unit, lacks)))
        .filter(Fit::is_sure)
        .collect();
    let alone = |fit: &&Fit| {
        let covers = |other: &&Fit| fit.fields.iter().all(|field| other.fields.contains(field));
        fits.iter().filter(covers).take(2).count() == 1
    };
    let because = |fit: &Fit| {
        let reason = if fit.lacks { Because::LacksIn } else { Because::TwiceIn };
        reason(fit.unit, fit.fields.clone())
    };
    fits.iter().filter(alone).map(because).collect()
}

fn fit(rollup: &Rollup, compared: &[Gap], unit: usize, lacks: bool) -> Fit {
    let mut fit = Fit { unit, lacks, fields: Vec::new(), weight: Decimal::ZERO, gaps: 0 };
    for gap in compared {
        let own = share(&rollup.units[unit].facts, gap.field);
        fit.gaps += usize::from(!own.is_zero() && gap.sum != gap.published);
        let without = if lacks { gap.sum.checked_sub(own) } else { gap.sum.checked_add(own) };
        if !own.is_zero() && without == Some(gap.published) {
            fit.fields.push(gap.field);
            fit.weight = fit.weight.checked_add(own.abs()).unwrap_or(fit.weight);
        }
    }
    fit
}

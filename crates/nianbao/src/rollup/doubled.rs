//! Figures that are in a sum twice: one report under two names, or one that is the sum already.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Decimal, FieldId, Lang};

use super::{Rollup, Total, Unit, key};

/// Reports with fewer different figures may be the same by chance: one request is 1 in five rows.
const DIFFERENT: usize = 5;

/// What may be in the sums twice (疑重复计入). Nobody but the collecting office can say so for certain, and
/// everything is counted as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubled {
    /// These two units, by index, have the same figures in all fields: one report under two names.
    Same(usize, usize),
    /// This unit, by index, has what all others have together: its report is a sum of theirs.
    Whole(usize),
}

impl Rollup {
    /// What may be in the sums twice: units that are the same, then those that are the sum already, each in the
    /// order of the units.
    pub fn doubled(&self) -> Vec<Doubled> {
        of(&self.units, &self.totals, self.report.organ.as_deref().unwrap_or_default())
    }
}

/// The same for the sum of `organ`, before it is a report.
pub(super) fn of(units: &[Unit], totals: &[Total], organ: &str) -> Vec<Doubled> {
    let mut first: HashMap<Vec<(FieldId, Decimal)>, usize> = HashMap::new();
    let (mut doubled, mut same) = (Vec::new(), HashSet::new());
    for (index, unit) in units.iter().enumerate() {
        let figures = figures(unit);
        if !different(figures.iter().map(|(_, figure)| *figure)) {
            continue;
        }
        match first.get(&figures) {
            Some(before) => {
                doubled.push(Doubled::Same(*before, index));
                same.extend([*before, index]);
            }
            None => drop(first.insert(figures, index)),
        }
    }
    // Of two units that are the same, each is all that the other has.
    let whole = units.iter().enumerate().filter(|(index, _)| !same.contains(index));
    let whole = whole.filter(|(_, unit)| is_whole(unit, totals, organ));
    doubled.extend(whole.map(|(index, _)| Doubled::Whole(index)));
    doubled
}

/// The figures of a unit that are not zero.
fn figures(unit: &Unit) -> Vec<(FieldId, Decimal)> {
    let figure = |field| unit.facts.get(field).and_then(|fact| fact.value);
    let figures = FieldId::all().filter_map(|field| Some((field, figure(field)?.normalize())));
    figures.filter(|(_, figure)| *figure != Decimal::ZERO).collect()
}

fn different(figures: impl Iterator<Item = Decimal>) -> bool {
    figures.collect::<HashSet<Decimal>>().len() >= DIFFERENT
}

/// Whether a unit's report is a sum of the others': in no field it has less than all others together, and it is
/// of the organ that sums up, or has the very same figures in nearly all fields.
fn is_whole(unit: &Unit, totals: &[Total], organ: &str) -> bool {
    let compared = totals.iter().filter_map(|total| {
        let own = unit.facts.get(total.field).and_then(|fact| fact.value).unwrap_or_default();
        let others = total.value?.checked_sub(own)?;
        (others > Decimal::ZERO).then_some((own, others))
    });
    let compared: Vec<(Decimal, Decimal)> = compared.collect();
    let equal = || compared.iter().filter(|(own, others)| own == others);
    let is_own = || unit.organ.as_deref().is_some_and(|name| key(name) == key(organ));
    let is_equal =
        || equal().count() * 10 >= compared.len() * 9 && different(equal().map(|(own, _)| *own));
    !compared.is_empty()
        && compared.iter().all(|(own, others)| own >= others)
        && (is_own() || is_equal())
}

impl Doubled {
    /// What it is, for people.
    pub fn message(&self, rollup: &Rollup, lang: Lang) -> String {
        self.told(&rollup.units, lang)
    }

    pub(super) fn told(&self, units: &[Unit], lang: Lang) -> String {
        let named = |index: usize| {
            let (name, file) = (units[index].name(), units[index].file.as_deref().unwrap_or("?"));
            match lang {
                Lang::Zh => format!("{name}（{file}）"),
                Lang::En => format!("{name} ({file})"),
            }
        };
        match (*self, lang) {
            (Self::Same(one, other), Lang::Zh) => {
                format!("{}与{}的数据完全相同", named(one), named(other))
            }
            (Self::Same(one, other), Lang::En) => {
                format!("{} and {} have the same figures", named(one), named(other))
            }
            (Self::Whole(index), Lang::Zh) => {
                format!("{}各项都不少于其余单位之和，可能已是汇总数", named(index))
            }
            (Self::Whole(index), Lang::En) => format!(
                "{} has no less than all other units together; it may be their sum already",
                named(index)
            ),
        }
    }
}

//! The sum against what the superior published.

use nianbao_core::{Decimal, Facts, FieldId, Lang, Report};

use super::{LeftOut, Rollup, key};
use crate::check::cell_name;

mod partial;

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

/// One thing that alone would explain every gap, or those of some fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// This unit, by index, is not in what was published.
    Lacks(usize),
    /// This unit, by index, is in it twice.
    Twice(usize),
    /// This report, by its index among those left out, is in it, and not in the sum.
    Has(usize),
    /// This report, by its index among those left out, is in it in place of the one that was counted
    /// for its organ.
    HasInstead(usize),
    /// The only unit of the list without a report; its figures are not known, so it is a guess.
    Missing,
    /// This unit, by index, is not in what was published for these fields.
    LacksIn(usize, Vec<FieldId>),
    /// This unit, by index, is in it twice for these fields.
    TwiceIn(usize, Vec<FieldId>),
}

/// The fields in which `published` differs from the sum, and what alone would explain all of them, or
/// which unit some.
/// Cells without a number, on either side, are not compared.
pub fn gaps(rollup: &Rollup, published: &Report) -> (Vec<Gap>, Vec<Because>) {
    let compared: Vec<Gap> = rollup
        .totals
        .iter()
        .filter_map(|total| {
            let printed = published.facts.get(total.field)?.value?;
            Some(Gap { field: total.field, published: printed, sum: total.value? })
        })
        .collect();
    if compared.iter().all(|gap| gap.published == gap.sum) {
        return (Vec::new(), Vec::new());
    }
    let because = reasons(rollup, &compared);
    (compared.into_iter().filter(|gap| gap.published != gap.sum).collect(), because)
}

fn reasons(rollup: &Rollup, compared: &[Gap]) -> Vec<Because> {
    // What was published is more than the sum by so much, in every field.
    let more_by = |more: &dyn Fn(FieldId) -> Decimal| {
        compared.iter().all(|gap| gap.sum.checked_add(more(gap.field)) == Some(gap.published))
    };
    let mut because = Vec::new();
    for (index, unit) in rollup.units.iter().enumerate() {
        if more_by(&|field| -share(&unit.facts, field)) {
            because.push(Because::Lacks(index));
        }
        if more_by(&|field| share(&unit.facts, field)) {
            because.push(Because::Twice(index));
        }
    }
    for (index, (unit, reason)) in rollup.left_out.iter().enumerate() {
        if let LeftOut::Twice { .. } = reason {
            let name = unit.organ.as_deref().map(key);
            let same = |one: &&super::Unit| one.organ.as_deref().map(key) == name;
            let counted = rollup.units.iter().find(same);
            let instead = |field| {
                let own = share(&unit.facts, field);
                counted.map_or(own, |one| own - share(&one.facts, field))
            };
            if more_by(&instead) {
                because.push(Because::HasInstead(index));
            }
        } else if more_by(&|field| share(&unit.facts, field)) {
            because.push(Because::Has(index));
        }
    }
    let only_more = compared.iter().all(|gap| gap.published >= gap.sum);
    if because.is_empty() && rollup.missing.len() == 1 && only_more {
        because.push(Because::Missing);
    }
    if because.is_empty() { partial::reasons(rollup, compared) } else { because }
}

fn share(facts: &Facts, field: FieldId) -> Decimal {
    facts.get(field).and_then(|fact| fact.value).unwrap_or_default()
}

impl Because {
    /// The reason, for people.
    pub fn message(&self, rollup: &Rollup, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Self::Lacks(index) => {
                let name = rollup.units[*index].name();
                if zh {
                    format!("全部差额恰为“{name}”的数据：公布的数字可能漏计了该单位")
                } else {
                    format!("all of it is what {name} reports: the published report may lack it")
                }
            }
            Self::Twice(index) => {
                let name = rollup.units[*index].name();
                if zh {
                    format!("全部差额恰为“{name}”的数据：公布的数字可能重计了该单位")
                } else {
                    format!(
                        "all of it is what {name} reports: the published report may count it twice"
                    )
                }
            }
            Self::Has(index) => {
                let name = rollup.left_out[*index].0.name();
                if zh {
                    format!("全部差额恰为未计入的“{name}”的数据")
                } else {
                    format!("all of it is what {name} reports, which is not in the sum")
                }
            }
            Self::HasInstead(index) => {
                let unit = &rollup.left_out[*index].0;
                let (name, file) = (unit.name(), unit.file.as_deref().unwrap_or("?"));
                if zh {
                    format!("“{name}”若按 {file} 计入，就没有差额")
                } else {
                    format!("with {file} counted for {name} there would be no difference")
                }
            }
            Self::LacksIn(index, fields) | Self::TwiceIn(index, fields) => {
                let name = rollup.units[*index].name();
                let cells: Vec<String> = fields.iter().map(|field| cell_name(*field)).collect();
                let cells = cells.join(lang.pick("；", "; "));
                let lacks = matches!(self, Self::LacksIn(..));
                match (zh, lacks) {
                    (true, true) => {
                        format!("{cells}：差额恰为“{name}”的数，公布的数字可能漏计了该单位")
                    }
                    (true, false) => {
                        format!("{cells}：差额恰为“{name}”的数，公布的数字可能重计了该单位")
                    }
                    (false, true) => {
                        format!("{cells}: by what {name} reports; the published figure may lack it")
                    }
                    (false, false) => format!(
                        "{cells}: by what {name} reports; the published figure may count it twice"
                    ),
                }
            }
            Self::Missing => {
                let name = rollup.missing.first().map_or("?", String::as_str);
                if zh {
                    format!("公布的数字只多不少，差额可能就是名单中缺的“{name}”的数据")
                } else {
                    format!(
                        "all published figures are larger: the rest may be that of {name}, which is missing"
                    )
                }
            }
        }
    }
}

//! What a number of the prose can mean in the tables.

use nianbao_core::{Decimal, FieldId};

use crate::labels::cell_name;
use crate::rules::{Looked, field};
use crate::sums::COLUMNS;

/// One way to read a number of the prose: the sum of some cells, less others.
pub(super) struct Reading {
    pub(super) zh: String,
    pub(super) en: String,
    /// The sum of the cells that have numbers.
    pub(super) known: Decimal,
    /// A cell without number takes part, which may stand for more.
    open: bool,
}

impl Reading {
    pub(super) fn fits(&self, value: Decimal) -> bool {
        self.known == value || self.open && value > self.known
    }
}

/// The readings of a number about these fields; none if the tables cannot tell.
pub(super) fn of(looked: &Looked<'_>, fields: &[FieldId]) -> Vec<Reading> {
    let ids: Vec<&str> = fields.iter().map(|field| field.id()).collect();
    let own = |zh: &str| reading(looked, zh, &ids, &[]);
    let mut readings = match ids.as_slice() {
        ["requests.received.total"] => vec![
            own("本年新收"),
            reading(
                looked,
                "新收加结转",
                &["requests.received.total", "requests.carried_in.total"],
                &[],
            ),
        ],
        ["review.total"] => vec![
            own("行政复议总计"),
            reading(looked, "不计尚未审结", &["review.total"], &["review.pending"]),
        ],
        ["litigation.total"] => litigation(looked, &[]),
        ["review.total", "litigation.total"] | ["litigation.total", "review.total"] => {
            litigation(looked, &["review.total"])
        }
        [one] => match field(one) {
            Some(field) => vec![own(&cell_name(field))],
            None => Vec::new(),
        },
        _ => vec![own("各项之和")],
    };
    let unavailable =
        !ids.is_empty() && ids.iter().all(|id| id.starts_with("requests.unavailable."));
    if unavailable && ids.len() > 1 {
        readings.push(reading(
            looked,
            "本机关不掌握",
            &["requests.unavailable.not_held.total"],
            &[],
        ));
    }
    readings
}

/// 行政诉讼 is two totals on the forms since 2019, and one before.
fn litigation(looked: &Looked<'_>, and: &[&str]) -> Vec<Reading> {
    let one = [and, &["litigation.total"]].concat();
    if field("litigation.total").is_some_and(|field| looked.report.facts.get(field).is_some()) {
        return vec![reading(looked, "行政诉讼", &one, &[])];
    }
    let two = [and, &["litigation_direct.total", "litigation_after_review.total"]].concat();
    let pending: Vec<&str> = if and.is_empty() {
        vec!["litigation_direct.pending", "litigation_after_review.pending"]
    } else {
        vec!["review.pending", "litigation_direct.pending", "litigation_after_review.pending"]
    };
    let zh = if and.is_empty() { "两类诉讼合计" } else { "复议诉讼合计" };
    vec![reading(looked, zh, &two, &[]), reading(looked, "不计尚未审结", &two, &pending)]
}

fn reading(looked: &Looked<'_>, zh: &str, add: &[&str], less: &[&str]) -> Reading {
    let mut known = Decimal::ZERO;
    let mut open = false;
    for id in add {
        match number(looked, id) {
            Some(value) => known = known.saturating_add(value),
            None => open = true,
        }
    }
    for id in less {
        known = known.saturating_sub(number(looked, id).unwrap_or_default());
    }
    let mut en = add.join(" + ");
    for id in less {
        en.push_str(" - ");
        en.push_str(id);
    }
    Reading { zh: zh.to_owned(), en, known, open }
}

/// The number of a cell, or for a total that is not printed the sum of its printed parts.
pub(super) fn number(looked: &Looked<'_>, id: &str) -> Option<Decimal> {
    let printed = looked.report.facts.get(field(id)?).and_then(|fact| fact.value);
    if printed.is_some() {
        return printed;
    }
    let row = id.strip_suffix(".total").filter(|row| row.starts_with("requests."))?;
    let parts = COLUMNS[..COLUMNS.len() - 1].iter().map(|column| field(&format!("{row}.{column}")));
    let parts: Vec<FieldId> = parts.collect::<Option<_>>()?;
    looked.figures.sum(&parts).and_then(crate::figures::decimal)
}

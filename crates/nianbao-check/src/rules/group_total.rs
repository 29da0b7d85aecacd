//! Sums of groups that a page prints beyond the form: （三）不予公开 小计.
//!
//! Such rows are not fields; a report keeps them as extra rows. They take no part in the form's own
//! sums.

use nianbao_core::{Edition, Extra, FieldId, Place};

use super::Looked;
use crate::figures::{Figure, Figures};
use crate::labels::column;
use crate::rule::{Formula, Rule, Scope};
use crate::sums::COLUMNS;
use crate::{Finding, Severity, Words};

pub(crate) const RULE: Rule = Rule {
    id: "requests.group_total",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: Edition::E2019.on(),
    formula: Formula::Said {
        zh: "页面自设的分组小计行＝该组各项之和，逐列核对",
        en: "a page's own row 小计 of a group = the group's items, in each column",
    },
    source: "国办公开办函〔2019〕60号、〔2021〕30号：三（三）至（六）",
    zh: "自行增加的小计行应等于该组各项之和",
    en: "a subtotal row of the page's own is the sum of its group",
};

/// A page adds no more rows than this.
const MOST_ROWS: usize = 300;

const GROUPS: [(&str, &str); 4] = [
    ("不予公开", "requests.denied."),
    ("无法提供", "requests.unavailable."),
    ("不予处理", "requests.declined."),
    ("其他处理", "requests.other."),
];

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    for extra in looked.report.extras.iter().take(MOST_ROWS) {
        if let Some((label, prefix, values)) = subtotal(looked, extra) {
            compare(looked, extra, (label, prefix), &values, out);
        }
    }
}

/// A row that is a group's subtotal and has a number in each column.
fn subtotal(looked: &Looked<'_>, extra: &Extra) -> Option<(&'static str, &'static str, Vec<i128>)> {
    let sum = |text: &str| ["小计", "合计", "总计"].iter().any(|word| text.contains(word));
    let number = |text: &String| text.trim().parse::<i64>().ok().map(i128::from);
    let labels: String =
        extra.cells.iter().filter(|text| number(text).is_none()).cloned().collect();
    if !sum(&labels) {
        return None;
    }
    let named = GROUPS.into_iter().find(|(label, _)| labels.contains(label));
    // A bare 小计 is of the group it stands in or behind.
    let bare = || ["小计", "合计"].contains(&labels.trim()).then(|| around(looked, extra))?;
    let (label, prefix) = named.or_else(bare)?;
    let values: Vec<i128> = extra.cells.iter().filter_map(number).collect();
    (values.len() == COLUMNS.len()).then_some((label, prefix, values))
}

/// The group of the row printed before this one.
fn around(looked: &Looked<'_>, extra: &Extra) -> Option<(&'static str, &'static str)> {
    let here = position(extra.at.as_ref()?)?;
    let before = looked.report.facts.iter().filter_map(|(field, fact)| {
        let at = position(fact.at.as_ref()?)?;
        (at.0 == here.0 && at.1 < here.1).then_some((at.1, field))
    });
    let (_, field) = before.max_by_key(|(row, _)| *row)?;
    GROUPS.into_iter().find(|(_, prefix)| field.id().starts_with(prefix))
}

/// The table and the row, or the line.
fn position(place: &Place) -> Option<(u32, u32)> {
    match place {
        Place::Line(line) => Some((0, *line)),
        Place::Cell { table, row, .. } => Some((*table, *row)),
        Place::Sheet { cell, .. } => {
            let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            Some((0, digits.parse().ok()?))
        }
    }
}

fn compare(
    looked: &Looked<'_>,
    extra: &Extra,
    (label, prefix): (&str, &str),
    values: &[i128],
    out: &mut Vec<Finding>,
) {
    let Some(edition) = looked.edition else { return };
    for (name, printed) in COLUMNS.iter().zip(values) {
        let in_column = |field: &FieldId| {
            let id = field.id();
            id.starts_with(prefix) && id.rsplit('.').next() == Some(name) && field.is_in(edition)
        };
        let items: Vec<FieldId> = FieldId::all().filter(in_column).collect();
        let Some(sum) = certain(&looked.figures, &items, *printed) else { continue };
        let head = items.first().and_then(|field| column(*field)).unwrap_or_default();
        let message = Words::new(
            format!("{head}：“{label}”小计印作 {printed}，各项之和为 {sum}"),
            format!("{name}: the subtotal of {label} is printed {printed}, its items sum to {sum}"),
        );
        out.push(
            Finding::new(RULE.id, RULE.severity, message)
                .at(items)
                .place(extra.at.clone())
                .sides(printed, sum),
        );
    }
}

/// The sum of the items, if no reading of their blanks gives the printed one.
fn certain(figures: &Figures, items: &[FieldId], printed: i128) -> Option<i128> {
    let sum: i128 = items.iter().filter_map(|field| figures.whole(*field)).sum();
    let open = items.iter().any(|field| figures.get(*field) == Figure::Unknown);
    let odd = items.iter().any(|field| figures.get(*field) == Figure::Odd);
    let fits = sum == printed || open && sum < printed || odd || items.is_empty();
    (!fits).then_some(sum)
}

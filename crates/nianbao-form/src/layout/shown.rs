//! What a cell shows: its raw text where that gives the fact back, else words that do.

use nianbao_core::{Decimal, Fact, FieldId, legible};

use crate::fold::{narrow, one_line};
use crate::key::MoneyUnit;
use crate::tokens::{Kind, kind_of};
use crate::value::{self, Value};
use crate::vocabulary::vocabulary;

/// The text of a cell, and the unit that its head or label has to print for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// `None`: as the form prints it.
    pub(super) unit: Option<&'static str>,
}

/// The units that a label can print, and how they are read. The last says that it is not known.
const UNITS: [(&str, Option<MoneyUnit>); 4] = [
    ("万元", Some(MoneyUnit::TenThousand)),
    ("元", Some(MoneyUnit::Yuan)),
    ("亿元", Some(MoneyUnit::HundredMillion)),
    ("元或万元", Some(MoneyUnit::Unclear)),
];

/// What stands in a cell for units where there is none.
const NO_UNIT: (&str, Option<MoneyUnit>) = ("——", None);

/// What the form prints of an amount's unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitLabel {
    /// The unit, if it prints one.
    pub(super) printed: Option<MoneyUnit>,
    /// It has a cell of its own, as in 2014, and is no part of a head.
    pub(super) own_cell: bool,
}

/// What the cell of a fact shows. The raw text counts as a page can show it: what prints nothing may be all that
/// keeps digits apart.
pub(super) fn shown(field: FieldId, fact: &Fact, label: UnitLabel) -> Shown {
    let raw = one_line(&legible(&fact.raw));
    let says = |unit: Option<MoneyUnit>| is_read_as(&raw, field, unit, fact.value);
    let text = raw.clone();
    if is_no_label(&raw) {
        if says(label.printed) {
            return Shown { text, unit: None };
        }
        let units = label.own_cell.then_some(NO_UNIT).into_iter().chain(UNITS);
        let mut units = units.filter(|_| field.is_amount());
        if let Some((unit, _)) = units.find(|(_, unit)| says(*unit)) {
            return Shown { text, unit: Some(unit) };
        }
    }
    let text = match fact.value {
        Some(value) if field.is_amount() => format!("{value}万元"),
        Some(value) => value.to_string(),
        None => doubted(&raw),
    };
    Shown { text, unit: None }
}

/// Whether a text is read as a fact of this value.
fn is_read_as(
    text: &str,
    field: FieldId,
    unit: Option<MoneyUnit>,
    wanted: Option<Decimal>,
) -> bool {
    match value::read(text, field, unit) {
        Value::Number(number) => Some(number) == wanted,
        Value::Blank | Value::UnitMissing | Value::Unreadable => wanted.is_none(),
        Value::Absent | Value::Cut => false,
    }
}

/// A label of the form in a cell would open a row or a column of its own.
fn is_no_label(raw: &str) -> bool {
    match kind_of(raw) {
        Kind::Label(label) => vocabulary().meaning(&label.core).is_none(),
        Kind::Blank | Kind::Value | Kind::Prose => true,
    }
}

/// A text that would be read as a number, or not at all, and is to be read as none.
fn doubted(raw: &str) -> String {
    let count = |bracket| raw.chars().filter(|c| narrow(*c) == bracket).count();
    let open = count('(').saturating_sub(count(')'));
    format!("{raw}{}？", "）".repeat(open))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    fn show(id: &str, value: Option<&str>, raw: &str) -> (String, Option<&'static str>) {
        let value = value.map(|value| Decimal::from_str(value).unwrap());
        let fact = Fact { value, raw: raw.to_owned(), at: None };
        let printed = id.ends_with("fees.amount").then_some(MoneyUnit::TenThousand);
        let label = UnitLabel { printed, own_cell: false };
        let shown = shown(FieldId::from_id(id).unwrap(), &fact, label);
        (shown.text, shown.unit)
    }

    fn plain(text: &str) -> (String, Option<&'static str>) {
        (text.to_owned(), None)
    }

    #[test]
    fn raw_text_stays_where_it_gives_the_fact_back() {
        for (value, raw) in [(Some("86"), "８６ 项"), (None, ""), (None, "/"), (None, "约5")] {
            assert_eq!(show("review.total", value, raw), plain(raw));
        }
        assert_eq!(show("disclosure.fees.amount", Some("25.1"), "251000元"), plain("251000元"));
    }

    #[test]
    fn the_head_takes_the_unit_that_the_raw_text_needs() {
        let fees = |value, raw| show("disclosure.fees.amount", value, raw);
        assert_eq!(fees(Some("25.1"), "251000"), ("251000".to_owned(), Some("元")));
        assert_eq!(fees(Some("15000"), "1.5"), ("1.5".to_owned(), Some("亿元")));
        assert_eq!(fees(None, "8040"), ("8040".to_owned(), Some("元或万元")));
        assert_eq!(fees(Some("7"), "8040"), plain("7万元"));
    }

    #[test]
    fn what_would_be_read_otherwise_is_not_shown_so() {
        assert_eq!(show("review.total", Some("3"), "三"), plain("3"));
        assert_eq!(show("review.total", None, "35"), plain("35？"));
        assert_eq!(show("review.total", None, "12（其中"), plain("12（其中）？"));
        assert_eq!(show("review.total", None, "行政处罚"), plain("行政处罚？"));
        assert_eq!(show("review.total", None, "未见"), plain("未见？"));
        assert_eq!(show("review.total", None, "35\u{7}"), plain("35？"));
        assert_eq!(show("review.total", None, "3\u{7}5"), plain("3 5"));
    }
}

//! Figures for a form: distinct, so that a value on another field than its own is seen.

use std::collections::BTreeMap;

use nianbao::{Decimal, Edition, FieldId};

use crate::dice::Dice;

/// A number of the page and how it is printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    pub(crate) value: Decimal,
    pub(crate) text: String,
}

/// By the position of the field in `fields.csv`: `FieldId` has no order.
pub(crate) type Figures = BTreeMap<usize, Figure>;

/// Draws a figure for every field of the edition.
pub(crate) fn draw(edition: Edition, dice: &mut Dice) -> Figures {
    let mut used = Vec::new();
    let mut number = || loop {
        let digits = [9, 99, 99, 999, 9_999][dice.below(5)];
        let number = 1 + i64::try_from(dice.below(digits)).unwrap();
        // A few zeros, since pages are full of them; every other number once.
        if dice.percent(5) {
            return 0;
        }
        if !used.contains(&number) || used.len() > 3_000 {
            used.push(number);
            return number;
        }
    };
    of(edition, &mut number)
}

/// The figures of an edition from a source of whole numbers.
pub(crate) fn of(edition: Edition, number: &mut dyn FnMut() -> i64) -> Figures {
    let fields = FieldId::all().filter(|field| field.is_in(edition));
    fields.map(|field| (field.index(), figure(field, number()))).collect()
}

fn figure(field: FieldId, number: i64) -> Figure {
    if field.is_amount() {
        let value = Decimal::new(number * 10 + 5, 2).normalize();
        // The trial form of 2019 prints no unit for 采购总金额, so the cell has to.
        let unit = if field.id() == "disclosure.procurement.amount" { "万元" } else { "" };
        return Figure { value, text: format!("{value}{unit}") };
    }
    if field.id().ends_with("items_change") {
        let value = Decimal::from(if number % 2 == 0 { number } else { -number });
        let sign = if number > 0 && number % 2 == 0 { "+" } else { "" };
        return Figure { value, text: format!("{sign}{value}") };
    }
    Figure { value: Decimal::from(number), text: number.to_string() }
}

//! Amounts and their units, changes and their signs.

use nianbao::{Decimal, FieldId};

use super::blanks::blanked;
use super::numbers::reprint;
use crate::damage::{Damage, any, new_form, trial_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage { name: "cells.yuan", seen: "amounts: 152790元", fits: any, act: yuan },
    Damage {
        name: "cells.amount_bare",
        seen: "8040 (no unit anywhere)",
        fits: trial_form,
        act: bare,
    },
    Damage {
        name: "cells.amount_head",
        seen: "the unit in the head only: 采购总金额（万元）",
        fits: trial_form,
        act: unit_in_head,
    },
    Damage {
        name: "cells.amount_head_yuan",
        seen: "the unit in the head only: （元）",
        fits: new_form,
        act: yuan_in_head,
    },
    Damage {
        name: "cells.amount_open",
        seen: "13000000（预算",
        fits: trial_form,
        act: open_bracket,
    },
    Damage {
        name: "cells.change_words",
        seen: "增加2, 增1558, 减38, 减少22",
        fits: trial_form,
        act: change_words,
    },
    Damage { name: "cells.change_both", seen: "+(0) -(0)", fits: trial_form, act: change_both },
    Damage {
        name: "cells.change_arrow",
        seen: "changes as ↑3 or ↓8",
        fits: trial_form,
        act: change_arrow,
    },
];

fn is_amount(cell: &Cell) -> bool {
    cell.field.is_some_and(FieldId::is_amount)
}

/// The number of a cell's figure, as the page still wants it.
fn amounts(page: &mut Page, change: impl Fn(&mut Cell, Decimal) -> Option<Wanted>) {
    let wanted = page.wanted.clone();
    let mut changes = Vec::new();
    for cell in page.values() {
        let Some(field) = cell.field.filter(|_| is_amount(cell)) else { continue };
        if let Some(Wanted::Number(value)) = wanted.get(&field.index())
            && let Some(wanted) = change(cell, *value)
        {
            changes.push((field, wanted));
        }
    }
    for (field, wanted) in changes {
        page.want(field, wanted);
    }
}

fn yuan(page: &mut Page, _: &mut Dice) {
    amounts(page, |cell, value| {
        cell.text = format!("{}元", (value * Decimal::from(10_000)).normalize());
        None
    });
}

fn bare(page: &mut Page, _: &mut Dice) {
    amounts(page, |cell, value| {
        cell.text = value.to_string();
        (!value.is_zero()).then_some(Wanted::Blank)
    });
}

fn unit_in_head(page: &mut Page, _: &mut Dice) {
    amounts(page, |cell, value| {
        cell.text = value.to_string();
        None
    });
    for cell in page.labels() {
        if cell.text == "采购总金额" {
            cell.text += "（万元）";
        }
    }
}

fn yuan_in_head(page: &mut Page, _: &mut Dice) {
    let mut found = false;
    for cell in page.labels() {
        match cell.text.as_str() {
            "采购总金额" => cell.text += "（元）",
            "本年收费金额（单位：万元）" => {
                "本年收费金额（单位：元）".clone_into(&mut cell.text);
            }
            _ => continue,
        }
        found = true;
    }
    if found {
        amounts(page, |cell, value| {
            cell.text = (value * Decimal::from(10_000)).normalize().to_string();
            None
        });
    }
}

fn open_bracket(page: &mut Page, _: &mut Dice) {
    amounts(page, |cell, _| {
        "13000000（预算".clone_into(&mut cell.text);
        Some(Wanted::Lost)
    });
}

fn changes(
    page: &mut Page,
    dice: &mut Dice,
    plus: &'static [&'static str],
    minus: &'static [&'static str],
) {
    reprint(page, dice, 9, move |cell, dice| {
        if !cell.field?.id().ends_with("items_change") {
            return None;
        }
        Some(match cell.text.strip_prefix('-') {
            Some(rest) => format!("{}{rest}", dice.pick(minus)),
            None => format!("{}{}", dice.pick(plus), cell.text.trim_start_matches('+')),
        })
    });
}

fn change_words(page: &mut Page, dice: &mut Dice) {
    changes(page, dice, &["增加", "增", "新增", "增加 ", "＋"], &["减少", "减", "－", "减 "]);
}

fn change_arrow(page: &mut Page, dice: &mut Dice) {
    changes(page, dice, &["↑"], &["↓", "▼"]);
}

fn change_both(page: &mut Page, _: &mut Dice) {
    let mut fields = Vec::new();
    for cell in page.values() {
        if let Some(field) = cell.field.filter(|field| field.id().ends_with("items_change")) {
            "+(0) -(0)".clone_into(&mut cell.text);
            fields.push(field);
        }
    }
    blanked(page, fields);
}

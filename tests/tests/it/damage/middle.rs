//! Rows whose cells are set in their middle, so that a value stands beside some line of its wrapped label:
//! what comes of a page that was printed and had its text taken from the print.

use super::stream::{columns, wrap};
use super::{old_form, rows};
use crate::damage::Damage;
use crate::dice::Dice;
use crate::page::{Kind, Page};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "middle.values",
        seen: "values beside the middle line of their wrapped labels",
        fits: columns,
        act: values,
    },
    Damage {
        name: "middle.serials",
        seen: "serial numbers on lines of their own, beside the middle of wrapped labels",
        fits: old_columns,
        act: serials,
    },
    Damage {
        name: "middle.numbering",
        seen: "the number of a label below it, on the line of its value",
        fits: old_columns,
        act: numbering,
    },
];

fn old_columns(kind: Kind) -> bool {
    columns(kind) && old_form(kind)
}

fn values(page: &mut Page, dice: &mut Dice) {
    let width = 6 + dice.below(8);
    for row in page.tables().flat_map(|table| &mut table.rows) {
        for cell in row.iter_mut().filter(|cell| cell.field.is_none()) {
            wrap(cell, width);
        }
        let height = row.iter().map(|cell| cell.text.lines().count()).max().unwrap_or_default();
        for cell in row {
            let above = height.saturating_sub(cell.text.lines().count()) / 2;
            cell.text.insert_str(0, &"\n".repeat(above));
        }
    }
}

fn serials(page: &mut Page, dice: &mut Dice) {
    rows::serial(page, dice);
    values(page, dice);
}

/// A line between the rows, or none: then the number may be that of the label below as well.
fn numbering(page: &mut Page, dice: &mut Dice) {
    let apart = dice.percent(50);
    for row in page.tables().flat_map(|table| &mut table.rows) {
        let Some((number, label)) = row[0].text.split_once('.') else { continue };
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        row[0].text = format!("{label}\n{number}.{}", if apart { "\n" } else { "" });
        for cell in &mut row[1..] {
            cell.text.insert(0, '\n');
        }
    }
}

//! Cells without a number: blanks, and marks that stand for nothing.

use nianbao::FieldId;

use super::spans::data_row;
use crate::damage::{Damage, any, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage { name: "cells.blank", seen: "blank as nothing", fits: any, act: blank },
    Damage { name: "cells.blank.most", seen: "most cells blank", fits: any, act: mostly_blank },
    Damage {
        name: "cells.space",
        seen: "blank as a space, nbsp, a full-width space",
        fits: any,
        act: space,
    },
    Damage { name: "cells.mark", seen: "`/`, `-`, `—`, 无, `?`", fits: any, act: mark },
    Damage { name: "cells.row_blank", seen: "a whole row blank", fits: any, act: row_blank },
    Damage {
        name: "cells.totals_blank",
        seen: "all 总计 cells blank",
        fits: new_form,
        act: totals_blank,
    },
    Damage {
        name: "cells.all_but_one",
        seen: "one value in a row of blanks",
        fits: new_form,
        act: all_but_one,
    },
];

/// Takes the number away from some cells; the cells stay.
fn empty(page: &mut Page, dice: &mut Dice, chance: usize, texts: &[&str]) {
    let mut fields = Vec::new();
    let mut cells = page.values();
    if cells.is_empty() {
        return;
    }
    let sure = dice.below(cells.len());
    for (index, cell) in cells.iter_mut().enumerate() {
        if index == sure || dice.percent(chance) {
            (*dice.pick(texts)).clone_into(&mut cell.text);
            fields.extend(cell.field);
        }
    }
    blanked(page, fields);
}

pub(super) fn blanked(page: &mut Page, fields: Vec<FieldId>) {
    for field in fields {
        // What another damage took from the page before does not come back as a cell.
        if matches!(page.wanted.get(&field.index()), Some(Wanted::Number(_))) {
            page.want(field, Wanted::Blank);
        }
    }
}

fn blank(page: &mut Page, dice: &mut Dice) {
    empty(page, dice, 8, &[""]);
}

fn mostly_blank(page: &mut Page, dice: &mut Dice) {
    empty(page, dice, 80, &[""]);
}

fn space(page: &mut Page, dice: &mut Dice) {
    empty(page, dice, 15, &[" ", "\u{a0}", "\u{3000}", "\u{a0}\u{a0} "]);
}

fn mark(page: &mut Page, dice: &mut Dice) {
    empty(page, dice, 20, &["/", "-", "—", "无", "?", "——", "\\"]);
}

fn row_blank(page: &mut Page, dice: &mut Dice) {
    let Some((table, row)) = data_row(page, dice, 1) else { return };
    let mut fields = Vec::new();
    for cell in table.rows[row].iter_mut().filter(|cell| cell.field.is_some()) {
        cell.text.clear();
        fields.extend(cell.field);
    }
    blanked(page, fields);
}

fn totals_blank(page: &mut Page, _: &mut Dice) {
    let mut fields = Vec::new();
    for cell in page.values() {
        let Some(field) = cell
            .field
            .filter(|f| f.info().section == 3 && f.id().rsplit('.').next() == Some("total"))
        else {
            continue;
        };
        cell.text.clear();
        fields.push(field);
    }
    blanked(page, fields);
}

fn all_but_one(page: &mut Page, dice: &mut Dice) {
    let mut row_dice = Dice::new(dice.next());
    let Some((table, row)) = data_row(page, &mut row_dice, 2) else { return };
    let mut fields = Vec::new();
    let values = table.rows[row].iter_mut().filter(|cell| cell.field.is_some());
    let mut values: Vec<&mut Cell> = values.collect();
    let keep = dice.below(values.len());
    for (index, cell) in values.iter_mut().enumerate() {
        if index != keep {
            cell.text.clear();
            fields.extend(cell.field);
        }
    }
    blanked(page, fields);
}

//! What is on the page and nobody sees: by an attribute, a style, or a style sheet of the page.

use crate::damage::others::{fields, lose};
use crate::damage::{Damage, html, new_form};
use crate::dice::Dice;
use crate::page::{Cell, HIDDEN, Page, Row};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "hidden.row",
        seen: "a row of the form is hidden, because it holds zeros only",
        fits: html,
        act: row,
    },
    Damage {
        name: "hidden.copy",
        seen: "a hidden row of last year's numbers beside the row",
        fits: |kind| new_form(kind) && html(kind),
        act: copy,
    },
    Damage {
        name: "hidden.column",
        seen: "a hidden column of last year's numbers",
        fits: |kind| new_form(kind) && html(kind),
        act: column,
    },
    Damage { name: "hidden.value", seen: "a number in a hidden element", fits: html, act: value },
    Damage {
        name: "hidden.beside",
        seen: "another number, hidden beside the one in the cell",
        fits: html,
        act: beside,
    },
];

/// Ways to hide that take the room away, too.
const GONE: [(&str, &str); 6] = [
    (" hidden", ""),
    (" style=\"color:red; display: none\"", ""),
    (" class=\"a off\"", ".off{display:none}"),
    (" class=off", "td{color:red} tr.off, td.off, span.off, table.off {DISPLAY:none !important}"),
    (" id=off", "#off { display : none }"),
    (" class=off", "@media all{.off{display:none}} @media print{.off{display:block}}"),
];

/// Ways to hide that leave the room.
const BLANK: [(&str, &str); 3] = [
    (" style=\"visibility:hidden\"", ""),
    (" class=off", ".off{visibility:hidden}"),
    (" style=\"opacity:0\"", ""),
];

fn data_row<'p>(page: &'p mut Page, dice: &mut Dice) -> Option<&'p mut Row> {
    let tables = page.tables().count();
    let table = page.tables().nth(dice.below(tables.max(1)))?;
    let rows = table.data_rows();
    let at = *rows.get(dice.below(rows.len().max(1)))?;
    // A second row without a label below it is the only one that is seen then.
    let followed = at + 1 < table.rows.len();
    let row = &mut table.rows[at];
    (!followed || row.iter().any(|cell| cell.field.is_none())).then_some(row)
}

fn row(page: &mut Page, dice: &mut Dice) {
    page.style.hiding = *dice.pick(&GONE);
    let Some(row) = data_row(page, dice) else { return };
    row.iter_mut().for_each(Cell::hide);
    let lost = fields(row.iter());
    lose(page, lost);
}

/// A number that is in no other cell.
fn another(dice: &mut Dice) -> String {
    (70_000 + dice.below(9_000)).to_string()
}

fn copy(page: &mut Page, dice: &mut Dice) {
    page.style.hiding = *dice.pick(&GONE);
    let Some(table) = page.table(2) else { return };
    let rows = table.data_rows();
    let Some(at) = rows.get(dice.below(rows.len().max(1))).copied() else { return };
    let mut copy = table.rows[at].clone();
    for cell in &mut copy {
        if cell.field.take().is_some() {
            cell.text = another(dice);
        }
        cell.hide();
    }
    table.rows.insert(at + dice.below(2), copy);
}

fn column(page: &mut Page, dice: &mut Dice) {
    page.style.hiding = *dice.pick(&GONE);
    let Some(table) = page.table(2) else { return };
    let before = dice.below(2);
    for row in table.rows.iter_mut().filter(|row| row.len() > 1) {
        let is_data = row.iter().any(|cell| cell.field.is_some());
        let text = if is_data { another(dice) } else { "上年数".to_owned() };
        let mut cell = Cell::label(&text);
        cell.hide();
        row.insert(1 + before.min(row.len() - 1), cell);
    }
}

fn value(page: &mut Page, dice: &mut Dice) {
    let blank = dice.below(2) == 0;
    page.style.hidden_inside = !blank;
    page.style.hiding = if blank { *dice.pick(&BLANK) } else { *dice.pick(&GONE) };
    let mut values = page.values();
    let count = values.len();
    let Some(cell) = values.get_mut(dice.below(count.max(1))) else { return };
    if cell.text.is_empty() {
        return;
    }
    cell.hide();
    let lost = fields([&**cell]);
    lose(page, lost);
}

/// The other number stands before or behind; the cell then holds both, the one hidden.
fn beside(page: &mut Page, dice: &mut Dice) {
    page.style.hidden_inside = true;
    page.style.hiding = *dice.pick(&GONE);
    let other = another(dice);
    let mut values = page.values();
    let count = values.len();
    let Some(cell) = values.get_mut(dice.below(count.max(1))) else { return };
    cell.text.push(HIDDEN);
    cell.text += &other;
}

//! Spans lost or wrong, cells too few or too many.

use crate::damage::{Damage, any, html, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page, Table, Wanted};
use crate::style::Layout;

pub(super) const ALL: &[Damage] = &[
    Damage { name: "spans.colspan.lost", seen: "missing colspan", fits: spanned, act: one_colspan },
    Damage {
        name: "spans.colspan.all_lost",
        seen: "missing colspan everywhere",
        fits: spanned,
        act: all_colspans,
    },
    Damage { name: "spans.rowspan.lost", seen: "missing rowspan", fits: spanned, act: one_rowspan },
    Damage {
        name: "spans.rowspan.all_lost",
        seen: "missing rowspan everywhere",
        fits: spanned,
        act: all_rowspans,
    },
    Damage {
        name: "spans.colspan.wrong",
        seen: "wrong colspan",
        fits: spanned,
        act: wrong_colspan,
    },
    Damage {
        name: "spans.rowspan.wrong",
        seen: "wrong rowspan",
        fits: spanned,
        act: wrong_rowspan,
    },
    Damage {
        name: "spans.doubled",
        seen: "head cells and data cells with different spans",
        fits: html,
        act: doubled,
    },
    Damage { name: "row.short", seen: "rows one cell short", fits: new_form, act: short },
    Damage { name: "row.long", seen: "rows one cell long", fits: any, act: long },
    Damage {
        name: "row.long.blank",
        seen: "rows one (blank) cell long",
        fits: shows_blanks,
        act: long_blank,
    },
    Damage {
        name: "row.merged",
        seen: "one 0 printed for a row of two or seven columns",
        fits: new_form,
        act: merged,
    },
];

fn spanned(kind: Kind) -> bool {
    html(kind) && new_form(kind)
}

pub(super) fn shows_blanks(kind: Kind) -> bool {
    !matches!(kind.layout, Layout::CellLines | Layout::Columns)
}

/// Changes one of the cells that `choose` takes.
fn one(
    page: &mut Page,
    dice: &mut Dice,
    choose: fn(&Cell) -> bool,
    change: fn(&mut Cell, &mut Dice),
) {
    let cells = page.tables().flat_map(|table| &mut table.rows).flatten();
    let mut cells: Vec<&mut Cell> = cells.filter(|cell| choose(cell)).collect();
    if !cells.is_empty() {
        let at = dice.below(cells.len());
        change(cells[at], dice);
    }
}

fn one_colspan(page: &mut Page, dice: &mut Dice) {
    one(page, dice, |cell| cell.columns > 1, |cell, _| cell.columns = 1);
}

fn all_colspans(page: &mut Page, _: &mut Dice) {
    page.tables().flat_map(|table| &mut table.rows).flatten().for_each(|cell| cell.columns = 1);
}

fn one_rowspan(page: &mut Page, dice: &mut Dice) {
    one(page, dice, |cell| cell.rows > 1, |cell, _| cell.rows = 1);
}

fn all_rowspans(page: &mut Page, _: &mut Dice) {
    page.tables().flat_map(|table| &mut table.rows).flatten().for_each(|cell| cell.rows = 1);
}

fn wrong_colspan(page: &mut Page, dice: &mut Dice) {
    one(page, dice, |_| true, |cell, dice| cell.columns += 1 + dice.below(3));
}

fn wrong_rowspan(page: &mut Page, dice: &mut Dice) {
    one(page, dice, |_| true, |cell, dice| cell.rows += 1 + dice.below(3));
}

/// Every value of a row, or every head, covers two columns: match by order, not by the column.
fn doubled(page: &mut Page, dice: &mut Dice) {
    if let Some((table, row)) = data_row(page, dice, 1) {
        for cell in &mut table.rows[row] {
            if cell.field.is_some() {
                cell.columns += 1;
            }
        }
    }
}

/// One of the rows with so many values at least.
pub(super) fn data_row<'p>(
    page: &'p mut Page,
    dice: &mut Dice,
    least: usize,
) -> Option<(&'p mut Table, usize)> {
    let values = |row: &Vec<Cell>| row.iter().filter(|cell| cell.field.is_some()).count() >= least;
    let counts: Vec<(usize, usize)> = page
        .tables()
        .enumerate()
        .flat_map(|(t, table)| {
            let rows = (0..table.rows.len()).filter(|y| values(&table.rows[*y]));
            rows.map(|y| (t, y)).collect::<Vec<_>>()
        })
        .collect();
    if counts.is_empty() {
        return None;
    }
    let (table, row) = *dice.pick(&counts);
    page.tables().nth(table).map(|table| (table, row))
}

fn value_positions(row: &[Cell]) -> Vec<usize> {
    (0..row.len()).filter(|x| row[*x].field.is_some()).collect()
}

fn short(page: &mut Page, dice: &mut Dice) {
    let mut dice_for_row = dice.clone();
    dice.next();
    let Some((table, row)) = data_row(page, &mut dice_for_row, 2) else { return };
    let at = *dice.pick(&value_positions(&table.rows[row]));
    let gone = table.rows[row].remove(at);
    if let Some(field) = gone.field {
        page.want(field, Wanted::Gone);
    }
}

fn longer(page: &mut Page, dice: &mut Dice, text: &str) {
    let Some((table, row)) = data_row(page, dice, 1) else { return };
    let mut places = value_positions(&table.rows[row]);
    places.extend(places.last().map(|last| last + 1));
    let at = *dice.pick(&places);
    table.rows[row].insert(at, Cell::label(text));
}

fn long(page: &mut Page, dice: &mut Dice) {
    longer(page, dice, "7777");
}

fn long_blank(page: &mut Page, dice: &mut Dice) {
    longer(page, dice, "");
}

/// One value printed over all columns of its row.
fn merged(page: &mut Page, dice: &mut Dice) {
    let Some((table, row)) = data_row(page, dice, 2) else { return };
    let cells = &mut table.rows[row];
    let places = value_positions(cells);
    let fields: Vec<_> = cells.iter().filter_map(|cell| cell.field).collect();
    let width = places.iter().map(|x| cells[*x].columns).sum();
    cells.truncate(places[0]);
    cells.push(Cell { text: "0".to_owned(), columns: width, rows: 1, field: None });
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

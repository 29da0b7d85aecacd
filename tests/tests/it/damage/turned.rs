//! Tables whose rows are the form's columns.

use crate::damage::{Damage, html, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page, Row, Table};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "turned.requests",
        seen: "section three with a row for each kind of applicant",
        fits: page,
        act: requests,
    },
    Damage {
        name: "turned.courts",
        seen: "section four with its columns as rows",
        fits: page,
        act: courts,
    },
    Damage {
        name: "turned.cases",
        seen: "section four with a row for each kind of case",
        fits: page,
        act: cases,
    },
];

fn page(kind: Kind) -> bool {
    html(kind) && new_form(kind)
}

/// The same cells where rows are columns.
fn turn(table: &mut Table) {
    let mut taken: Vec<Vec<bool>> = Vec::new();
    let mut turned: Vec<Vec<(usize, Cell)>> = Vec::new();
    for (y, row) in std::mem::take(&mut table.rows).into_iter().enumerate() {
        let mut x = 0;
        for mut cell in row {
            let is_taken = |taken: &[Vec<bool>], x: usize| {
                taken.get(y).and_then(|row| row.get(x)).is_some_and(|taken| *taken)
            };
            while is_taken(&taken, x) {
                x += 1;
            }
            taken.resize(taken.len().max(y + cell.rows), Vec::new());
            for line in &mut taken[y..y + cell.rows] {
                line.resize(line.len().max(x + cell.columns), false);
                line[x..x + cell.columns].fill(true);
            }
            turned.resize(turned.len().max(x + 1), Vec::new());
            (cell.rows, cell.columns) = (cell.columns, cell.rows);
            turned[x].push((y, cell));
        }
    }
    for row in &mut turned {
        row.sort_by_key(|(column, _)| *column);
    }
    table.rows =
        turned.into_iter().map(|row| row.into_iter().map(|(_, cell)| cell).collect()).collect();
}

fn requests(page: &mut Page, _: &mut Dice) {
    if let Some(table) = page.table(3) {
        turn(table);
    }
}

fn courts(page: &mut Page, _: &mut Dice) {
    if let Some(table) = page.table(4) {
        turn(table);
    }
}

fn cases(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(4) else { return };
    let Some(values) = table.rows.pop().filter(|row| row.len() == 15) else { return };
    let outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let head: Row = std::iter::once("情形").chain(outcomes).map(Cell::label).collect();
    let rows = ["行政复议", "未经复议直接起诉", "复议后起诉"].into_iter().zip(values.chunks(5));
    let rows = rows.map(|(case, values)| {
        std::iter::once(Cell::label(case)).chain(values.iter().cloned()).collect::<Row>()
    });
    table.rows = std::iter::once(head).chain(rows).collect();
    if dice.percent(50) {
        turn(table);
    }
}

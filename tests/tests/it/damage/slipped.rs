//! Numbers of section three that slipped by one row against their labels, as cells of a sheet do when
//! one of them is deleted or put in.

use nianbao::{Decimal, FieldId};

use super::others::lose;
use crate::damage::{Damage, new_form};
use crate::dice::Dice;
use crate::page::{Page, Row, Table, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "slipped.lower",
        seen: "the numbers of section three one row too low",
        fits: new_form,
        act: lower,
    },
    Damage {
        name: "slipped.higher",
        seen: "the numbers of section three one row too high",
        fits: new_form,
        act: higher,
    },
    Damage {
        name: "slipped.label",
        seen: "a label of section three is missing, and the others moved up",
        fits: new_form,
        act: label,
    },
    Damage {
        name: "slipped.wrong_sum",
        seen: "a sum of section three that is wrong by itself",
        fits: new_form,
        act: wrong_sum,
    },
];

/// Gives section three numbers whose sums hold. Some tables are nearly empty, as most are.
fn balanced(page: &mut Page, dice: &mut Dice) -> Vec<Vec<FieldId>> {
    let percent = *dice.pick(&[100, 30, 8]);
    let Some(table) = page.table(3) else { return Vec::new() };
    let rows = table.data_rows();
    let names = |row: &Row| row.iter().filter_map(|cell| cell.field).collect::<Vec<FieldId>>();
    let fields: Vec<Vec<FieldId>> = rows.iter().map(|y| names(&table.rows[*y])).collect();
    let kind = |y: usize| fields[y].first().map_or("", |field| field.id());
    let last = rows.len().saturating_sub(1);
    if last < 4 || fields.iter().any(|row| row.len() != 7) {
        return Vec::new();
    }
    let handled = (0..rows.len()).position(|y| kind(y).starts_with("requests.handled"));
    let handled = handled.unwrap_or(last);
    let mut columns = Vec::new();
    for column in 0..6 {
        let draw = |y: usize| {
            let filled = y > 0 && (column == 0 || dice.percent(percent));
            let number = i64::try_from(dice.below(30)).unwrap() + i64::from(y == 2) * 40;
            if filled { number } else { 0 }
        };
        let mut own: Vec<i64> = (0..rows.len()).map(draw).collect();
        own[handled] = own.get(2..handled).unwrap_or_default().iter().sum();
        let out = own[handled] + own[last];
        own[1] = own[1].min(out);
        own[0] = out - own[1];
        columns.push(own);
    }
    let row = |y: usize| {
        let mut row: Vec<i64> = columns.iter().map(|column| column[y]).collect();
        row.push(row.iter().sum());
        row
    };
    let numbers: Vec<Vec<i64>> = (0..rows.len()).map(row).collect();
    for (y, row) in rows.iter().zip(&numbers) {
        let cells = table.rows[*y].iter_mut().filter(|cell| cell.field.is_some());
        for (cell, number) in cells.zip(row) {
            cell.text = number.to_string();
        }
    }
    for (field, number) in fields.iter().zip(&numbers).flat_map(|(f, n)| f.iter().zip(n)) {
        page.want(*field, Wanted::Number(Decimal::from(*number)));
    }
    fields
}

/// The texts of a table's data rows, in their order.
fn values(table: &Table) -> Vec<Vec<String>> {
    let texts = |row: &Row| {
        let values = row.iter().filter(|cell| cell.field.is_some());
        values.map(|cell| cell.text.clone()).collect()
    };
    table.data_rows().into_iter().map(|y| texts(&table.rows[y])).collect()
}

fn set(table: &mut Table, values: &[Vec<String>]) {
    for (y, texts) in table.data_rows().into_iter().zip(values) {
        let cells = table.rows[y].iter_mut().filter(|cell| cell.field.is_some());
        for (cell, text) in cells.zip(texts) {
            cell.text.clone_from(text);
        }
    }
}

/// Moves the numbers of section three; those from a row on, which it gives, are lost.
fn slip(page: &mut Page, dice: &mut Dice, act: fn(&mut Vec<Vec<String>>, usize)) {
    let fields = balanced(page, dice);
    let Some(table) = page.table(3).filter(|_| !fields.is_empty()) else { return };
    let mut texts = values(table);
    let from = dice.below(6);
    act(&mut texts, from);
    set(table, &texts);
    lose(page, fields.into_iter().skip(from).flatten().collect());
}

fn lower(page: &mut Page, dice: &mut Dice) {
    slip(page, dice, |texts, from| texts.insert(from, vec![String::new(); 7]));
}

fn higher(page: &mut Page, dice: &mut Dice) {
    slip(page, dice, |texts, from| {
        texts.remove(from);
        texts.push(vec![String::new(); 7]);
    });
}

/// The label in a row's innermost column is gone, the next ones stand one higher, and the last numbers
/// have none.
fn label(page: &mut Page, dice: &mut Dice) {
    let fields = balanced(page, dice);
    let Some(table) = page.table(3).filter(|_| !fields.is_empty()) else { return };
    let rows = table.data_rows();
    let own = |row: &Row| row.iter().rposition(|cell| cell.field.is_none());
    let from = dice.below(6);
    let labels: Vec<String> = rows
        .iter()
        .skip(from + 1)
        .filter_map(|y| Some(table.rows[*y][own(&table.rows[*y])?].text.clone()))
        .chain([String::new()])
        .collect();
    for (y, text) in rows.iter().skip(from).zip(labels) {
        if let Some(at) = own(&table.rows[*y]) {
            table.rows[*y][at].text = text;
        }
    }
    lose(page, fields.into_iter().skip(from).flatten().collect());
}

/// One number is another, and is read as it is printed.
fn wrong_sum(page: &mut Page, dice: &mut Dice) {
    let fields = balanced(page, dice);
    let Some(table) = page.table(3).filter(|_| !fields.is_empty()) else { return };
    let mut texts = values(table);
    let row = *dice.pick(&[0, 2, texts.len() - 2, texts.len() - 1]);
    let column = dice.below(7);
    "907".clone_into(&mut texts[row][column]);
    set(table, &texts);
    page.want(fields[row][column], Wanted::Number(Decimal::from(907)));
}

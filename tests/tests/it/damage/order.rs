//! Columns whose order only the sums of the form can tell, and numbers that break into it.

use nianbao::{Decimal, FieldId};

use super::blanks::blanked;
use super::heads::remove_row;
use super::tables::position;
use crate::damage::{Damage, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page, Piece, Table, Wanted};
use crate::style::Layout;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "order.summed",
        seen: "heads of section three absent, the rows sum",
        fits: new_form,
        act: summed,
    },
    Damage {
        name: "order.total_first",
        seen: "heads of section three absent, 总计 in the first column",
        fits: new_form,
        act: total_first,
    },
    Damage {
        name: "order.one_kind",
        seen: "the same, and all requests of one kind of applicant",
        fits: new_form,
        act: one_kind,
    },
    Damage {
        name: "order.page_number",
        seen: "a number of a page behind section four, one of its cells blank",
        fits: one_a_line,
        act: page_number,
    },
    Damage {
        name: "order.page_number.matrix",
        seen: "a number of a page in a row that has lost a blank",
        fits: one_a_line,
        act: page_number_in_matrix,
    },
    Damage {
        name: "order.glued_matrix",
        seen: "a row of section three run into one string, a blank among its numbers",
        fits: one_a_line,
        act: glued_matrix,
    },
];

fn one_a_line(kind: Kind) -> bool {
    new_form(kind) && kind.layout == Layout::CellLines
}

/// Gives the cells of a row numbers of which the last is the sum, `kinds` of them not zero.
fn sum_row(table: &mut Table, y: usize, kinds: usize, dice: &mut Dice) -> Vec<(FieldId, i64)> {
    let mut values: Vec<&mut Cell> =
        table.rows[y].iter_mut().filter(|cell| cell.field.is_some()).collect();
    let Some(total) = values.len().checked_sub(1) else { return Vec::new() };
    let mut numbers = vec![0; total];
    for number in numbers.iter_mut().take(kinds) {
        *number = 1 + i64::try_from(dice.below(90)).unwrap();
    }
    numbers.push(numbers.iter().sum());
    let fields = values.iter().filter_map(|cell| cell.field).zip(numbers.clone()).collect();
    for (cell, number) in values.iter_mut().zip(numbers) {
        cell.text = number.to_string();
    }
    fields
}

fn number(number: i64) -> Wanted {
    Wanted::Number(Decimal::from(number))
}

/// Section three without its head, its rows summed; no other head stands before it.
fn headless(page: &mut Page, dice: &mut Dice, kinds: usize) -> Vec<(FieldId, i64)> {
    if page.table(3).is_none() {
        return Vec::new();
    }
    if let Some(at) = position(page, 2)
        && let Piece::Table(table) = page.body.remove(at)
    {
        for field in table.rows.iter().flatten().filter_map(|cell| cell.field) {
            page.want(field, Wanted::Lost);
        }
    }
    let Some(table) = page.table(3) else { return Vec::new() };
    for row in table.head_rows().into_iter().rev() {
        remove_row(&mut table.rows, row);
    }
    let rows = table.data_rows();
    rows.into_iter().flat_map(|y| sum_row(table, y, kinds, dice)).collect()
}

fn summed(page: &mut Page, dice: &mut Dice) {
    for (field, value) in headless(page, dice, 3) {
        page.want(field, number(value));
    }
}

fn first_is_total(page: &mut Page, dice: &mut Dice, kinds: usize) {
    let fields = headless(page, dice, kinds);
    if let Some(table) = page.table(3) {
        for y in table.data_rows() {
            let row = &mut table.rows[y];
            let first = row.iter().position(|cell| cell.field.is_some()).unwrap_or_default();
            row[first..].rotate_right(1);
        }
    }
    for (field, value) in fields {
        page.want(field, if value == 0 { number(0) } else { Wanted::Lost });
    }
}

fn total_first(page: &mut Page, dice: &mut Dice) {
    first_is_total(page, dice, 3);
}

fn one_kind(page: &mut Page, dice: &mut Dice) {
    first_is_total(page, dice, 1);
}

/// Section four with sums that hold.
fn court(page: &mut Page, dice: &mut Dice) -> Option<usize> {
    let table = page.table(4)?;
    let y = table.data_rows().first().copied()?;
    if table.rows[y].len() != 15 {
        return None;
    }
    let mut all = Vec::new();
    for group in 0..3 {
        let mut part = Table { section: 4, rows: vec![table.rows[y][group * 5..][..5].to_vec()] };
        all.extend(sum_row(&mut part, 0, dice.below(3), dice));
        table.rows[y].splice(group * 5..group * 5 + 5, part.rows.remove(0));
    }
    for (field, value) in all {
        page.want(field, number(value));
    }
    Some(y)
}

fn page_number(page: &mut Page, dice: &mut Dice) {
    let Some(y) = court(page, dice) else { return };
    let Some(table) = page.table(4) else { return };
    let row = &mut table.rows[y];
    let lost = dice.below(15);
    row[lost].text.clear();
    let fields = row[lost].field.into_iter().collect();
    let mut number = 1 + dice.below(30);
    // A number that happens to be the sum of what then stands before it is one to any reader.
    let numbers = row.iter().rev().take(4).map(|cell| cell.text.parse().unwrap_or(0));
    if number == numbers.sum::<usize>() {
        number += 31;
    }
    row.push(Cell::label(&number.to_string()));
    blanked(page, fields);
}

fn page_number_in_matrix(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(3) else { return };
    let rows = table.data_rows();
    if rows.len() < 3 {
        return;
    }
    let mut wanted = Vec::new();
    for y in &rows {
        wanted.extend(sum_row(table, *y, 3, dice));
    }
    let mut blanks = Vec::new();
    // One row shows that blanks are lost here; the other has a number too many in return.
    for (index, y) in [rows[0], rows[2]].into_iter().enumerate() {
        let first = table.rows[y].iter().position(|cell| cell.field.is_some()).unwrap_or_default();
        let lost = first + dice.below(6);
        table.rows[y][lost].text.clear();
        blanks.extend(table.rows[y][lost].field);
        if index == 1 {
            let at = first + dice.below(8);
            let mut number = 100 + dice.below(30);
            // A number that happens to be the sum of all others is a total to any reader.
            let numbers = table.rows[y].iter().map(|cell| cell.text.parse().unwrap_or(0));
            if number == numbers.sum::<usize>() {
                number += 31;
            }
            table.rows[y].insert(at, Cell::label(&number.to_string()));
        }
    }
    for (field, value) in wanted {
        page.want(field, number(value));
    }
    blanked(page, blanks);
}

/// 申请数量12003: of 12, 0, 0, 3 and blanks nobody can tell.
fn glued_matrix(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(3) else { return };
    let Some(y) = table.data_rows().first().copied() else { return };
    let fields: Vec<FieldId> = table.rows[y].iter().filter_map(|cell| cell.field).collect();
    let digits: String =
        (0..7).map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap())).collect();
    let sum = digits.bytes().take(6).map(|b| u32::from(b - b'0')).sum::<u32>();
    if digits.bytes().last().is_some_and(|last| u32::from(last - b'0') == sum) {
        return;
    }
    table.rows[y].truncate(1);
    table.rows[y][0].text += &digits;
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

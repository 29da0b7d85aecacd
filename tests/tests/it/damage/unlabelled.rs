//! Numbers that stand without a label, or away from it.

use nianbao::FieldId;

use super::spans::data_row;
use crate::damage::{Damage, any, html, new_form, old_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Row, Table, Wanted};
use crate::style::Layout;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "rows.second",
        seen: "a second row of numbers under a label",
        fits: new_form,
        act: second,
    },
    Damage {
        name: "rows.second.spanned",
        seen: "a label that spans two rows of numbers",
        fits: html,
        act: second_spanned,
    },
    Damage {
        name: "rows.second.same",
        seen: "a row of numbers printed twice, its label once",
        fits: new_form,
        act: second_same,
    },
    Damage {
        name: "rows.label_behind",
        seen: "labels behind their values",
        fits: any,
        act: label_behind,
    },
    Damage {
        name: "rows.label_behind.cut",
        seen: "labels behind their values, and the text begins in mid-form",
        fits: |kind| old_form(kind) && kind.layout == Layout::CellLines,
        act: label_behind_cut,
    },
    Damage {
        name: "rows.value_shared",
        seen: "one cell for the values of two rows",
        fits: |kind| new_form(kind) && html(kind),
        act: value_shared,
    },
    Damage {
        name: "rows.group_other",
        seen: "another wording of 行政诉讼数量 above its three results",
        fits: old_form,
        act: group_other,
    },
    Damage {
        name: "rows.group_other.review",
        seen: "another wording of 行政复议数量, and nothing of 行政诉讼数量",
        fits: old_form,
        act: group_other_alone,
    },
];

fn fields(row: &Row) -> Vec<FieldId> {
    row.iter().filter_map(|cell| cell.field).collect()
}

/// The values of a row again, as other numbers or the same.
fn again(row: &Row, dice: &mut Dice, same: bool) -> Row {
    let values = row.iter().filter(|cell| cell.field.is_some());
    let print = |cell: &Cell, dice: &mut Dice| {
        let other = (7_000 + dice.below(999)).to_string();
        Cell { columns: cell.columns, ..Cell::label(if same { &cell.text } else { &other }) }
    };
    values.map(|cell| print(cell, dice)).collect()
}

fn lose(page: &mut Page, fields: Vec<FieldId>) {
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

fn second_row(page: &mut Page, dice: &mut Dice, same: bool) {
    let section = *dice.pick(&[2, 3, 4]);
    let Some(table) = page.table(section) else { return };
    let rows = table.data_rows();
    if rows.is_empty() {
        return;
    }
    let at = *dice.pick(&rows);
    // The second of two rows without a label is the only one that is seen where the first is hidden.
    let hidden = table.rows[at].iter().any(|cell| cell.hidden().is_some());
    if hidden && table.rows[at].iter().all(|cell| cell.field.is_some()) {
        return;
    }
    let mut row = again(&table.rows[at], dice, same);
    let labels: Vec<&Cell> = table.rows[at].iter().filter(|c| c.field.is_none()).collect();
    // The labels' columns are blank; those of groups reach down already.
    let blanks = labels.iter().filter(|cell| cell.rows == 1);
    let blanks: Vec<Cell> =
        blanks.map(|cell| Cell { columns: cell.columns, ..Cell::label("") }).collect();
    row.splice(0..0, blanks);
    let lost = fields(&table.rows[at]);
    for (y, above) in table.rows[..=at].iter_mut().enumerate() {
        for cell in above.iter_mut().filter(|cell| cell.rows > 1 && y + cell.rows > at) {
            cell.rows += 1;
        }
    }
    table.rows.insert(at + 1, row);
    if !same {
        lose(page, lost);
    }
}

fn second(page: &mut Page, dice: &mut Dice) {
    second_row(page, dice, false);
}

fn second_same(page: &mut Page, dice: &mut Dice) {
    second_row(page, dice, true);
}

fn second_spanned(page: &mut Page, dice: &mut Dice) {
    let Some((table, at)) = data_row(page, dice, 1) else { return };
    let row = again(&table.rows[at], dice, false);
    let lost = fields(&table.rows[at]);
    for (y, above) in table.rows[..=at].iter_mut().enumerate() {
        for cell in above.iter_mut().filter(|c| c.field.is_none() && y + c.rows > at) {
            cell.rows += 1;
        }
    }
    table.rows.insert(at + 1, row);
    lose(page, lost);
}

fn label_behind(page: &mut Page, _: &mut Dice) {
    let mut lost = Vec::new();
    let Some(table) = page.tables().find(|table| matches!(table.section, 0 | 2)) else { return };
    for row in table.rows.iter_mut().filter(|row| Table::is_data(row)) {
        row.reverse();
        lost.extend(fields(row));
    }
    lose(page, lost);
}

/// Values, then labels, from somewhere in the form on: what came first is a value, its unit, or a label
/// whose value is lost, and a value may be left at the end.
fn label_behind_cut(page: &mut Page, dice: &mut Dice) {
    let units = dice.percent(50);
    let Some(table) = page.table(0) else { return };
    let rows = table.data_rows();
    // Another damage may have cut it already.
    if rows.len() < 40 {
        return;
    }
    let lost: Vec<FieldId> = table.rows.iter().flat_map(fields).collect();
    let end = rows[rows.len() - 1 - dice.below(20)];
    table.rows.truncate(end + 1);
    table.rows.drain(..rows[dice.below(20)]);
    for row in table.rows.iter_mut().filter(|row| Table::is_data(row)) {
        if !units {
            row.remove(1);
        }
        row.reverse();
    }
    match dice.below(3) {
        // Without units between them such labels and values stand in the form's own order.
        0 if units => drop(table.rows[0].remove(0)),
        1 => table.rows.push(vec![Cell::label("37")]),
        _ => {}
    }
    lose(page, lost);
}

/// The last value of a row reaches down into the next row, which has none of its own there.
fn value_shared(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(*dice.pick(&[2, 3])) else { return };
    let rows = table.data_rows();
    let pairs: Vec<usize> =
        rows.windows(2).filter(|pair| pair[0] + 1 == pair[1]).map(|pair| pair[0]).collect();
    if pairs.is_empty() {
        return;
    }
    let at = *dice.pick(&pairs);
    let Some(below) = table.rows[at + 1].pop() else { return };
    let Some(cell) = table.rows[at].last_mut() else { return };
    cell.rows = 2;
    let lost = cell.field.into_iter().chain(below.field).collect();
    lose(page, lost);
}

/// The row of 2014 whose label holds some words.
fn row_named(table: &Table, words: &str) -> Option<usize> {
    table.rows.iter().position(|row| row.first().is_some_and(|cell| cell.text.contains(words)))
}

fn group_other(page: &mut Page, dice: &mut Dice) {
    let label = *dice.pick(&["五、行政诉讼情况", "五、行政应诉", "行政诉讼情况", "因信息公开被诉"]);
    let Some(table) = page.table(0) else { return };
    let Some(at) = row_named(table, "行政诉讼数量") else { return };
    label.clone_into(&mut table.rows[at][0].text);
    for field in fields(&table.rows[at]) {
        page.want(field, Wanted::Gone);
    }
}

fn group_other_alone(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    let (Some(review), Some(court)) =
        (row_named(table, "行政复议数量"), row_named(table, "行政诉讼数量"))
    else {
        return;
    };
    // Its results stand below the other's label, whose own are not printed.
    let gone: Vec<Row> = table.rows.drain(review + 1..court).collect();
    let label = *dice.pick(&["五、行政诉讼情况", "五、行政应诉", "行政诉讼案件"]);
    label.clone_into(&mut table.rows[review + 1][0].text);
    let first = &mut table.rows[review + 2];
    "（一）维持具体行政行为数".clone_into(&mut first[0].text);
    let lost = fields(first);
    let gone: Vec<FieldId> =
        gone.iter().flat_map(fields).chain(fields(&table.rows[review + 1])).collect();
    lose(page, lost);
    for field in gone {
        page.want(field, Wanted::Gone);
    }
}

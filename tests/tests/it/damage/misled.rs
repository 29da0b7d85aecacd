//! Heads, groups and headings that say another thing than the form's in their places.

use nianbao::FieldId;

use super::heads::remove_row;
use super::others::{fields, lose};
use super::tables::position;
use crate::damage::{Damage, new_form, old_form, text, trial_form};
use crate::dice::Dice;
use crate::page::{Page, Piece, Table};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "heads.other",
        seen: "项目数量 for 上一年项目数量, 本年减 for 本年增/减",
        fits: trial_form,
        act: head_other,
    },
    Damage {
        name: "courts.swapped",
        seen: "行政复议 and 行政诉讼 over each other's columns",
        fits: new_form,
        act: courts_swapped,
    },
    Damage {
        name: "courts.repeated",
        seen: "复议后起诉 over both groups of columns",
        fits: new_form,
        act: courts_repeated,
    },
    Damage {
        name: "rows.label_behind.bare",
        seen: "labels behind their values, the head lost",
        fits: |kind| old_form(kind) && text(kind),
        act: label_behind,
    },
    Damage {
        name: "tables.run_together",
        seen: "a whole table on one line",
        fits: old_form,
        act: run_together,
    },
    Damage {
        name: "headings.other",
        seen: "a heading 六、其他 behind the tables, and a number",
        fits: new_form,
        act: heading,
    },
];

/// A head that says another thing than the form's in its place.
fn head_other(page: &mut Page, dice: &mut Dice) {
    let (form, printed) = *dice.pick(&[
        ("上一年项目数量", "项目数量"),
        ("本年增/减", "本年减"),
        ("本年增/减", "本年减少"),
    ]);
    let mut lost = Vec::new();
    let Some(table) = page.table(2) else { return };
    let mut column = None;
    for row in &mut table.rows {
        if Table::is_data(row) {
            lost.extend(column.and_then(|at: usize| row.get(at)?.field));
        } else {
            column = row.iter().position(|cell| cell.text == form);
            if let Some(at) = column {
                printed.clone_into(&mut row[at].text);
            }
        }
    }
    lose(page, lost);
}

fn courts_swapped(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(4) else { return };
    let Some(row) = table.rows.first_mut().filter(|row| row.len() == 2) else { return };
    if row[0].text != "行政复议" {
        return;
    }
    let first = std::mem::take(&mut row[0].text);
    row[0].text = std::mem::replace(&mut row[1].text, first);
    let lost = fields(table.rows.iter().flatten());
    lose(page, lost);
}

fn courts_repeated(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(4) else { return };
    let cells = table.rows.iter_mut().flatten();
    let Some(cell) = cells.into_iter().find(|cell| cell.text == "未经复议直接起诉") else {
        return;
    };
    "复议后起诉".clone_into(&mut cell.text);
    let courts = |field: &FieldId| field.id().starts_with("litigation");
    let lost = fields(table.rows.iter().flatten()).into_iter().filter(courts).collect();
    lose(page, lost);
}

/// Values, then labels, on each line, without units and without a head that would tell.
fn label_behind(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    remove_row(&mut table.rows, 0);
    for row in &mut table.rows {
        if row.len() > 1 {
            row.remove(1);
        }
        row.reverse();
    }
    let lost = fields(table.rows.iter().flatten());
    lose(page, lost);
}

fn run_together(page: &mut Page, _: &mut Dice) {
    let Some(at) = position(page, 0) else { return };
    let Piece::Table(table) = &page.body[at] else { return };
    // Nothing but one space parts them: what another damage put around them would show the cells.
    let cells: Vec<&str> = table.rows.iter().flatten().map(|cell| cell.text.trim()).collect();
    let line = cells.join(" ");
    let lost = fields(table.rows.iter().flatten());
    page.body[at] = Piece::Text(line);
    lose(page, lost);
}

fn heading(page: &mut Page, _: &mut Dice) {
    let last = page.body.iter().rposition(|piece| matches!(piece, Piece::Heading(_)));
    let Some(last) = last else { return };
    page.body[last] = Piece::Heading("六、其他".to_owned());
    page.body.insert(last + 1, Piece::Text("7771".to_owned()));
}

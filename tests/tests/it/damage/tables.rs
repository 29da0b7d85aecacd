//! Tables split, joined, dropped and mixed.

use nianbao::Edition;
use nianbao_form::templates;

use crate::damage::{Damage, any, html, new_form, newest_form};
use crate::dice::Dice;
use crate::figures;
use crate::page::{Cell, Kind, Page, Piece, Row, Table, Wanted, print};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "tables.split",
        seen: "one table split in several (a block of 第二十条 each)",
        fits: new_form,
        act: split,
    },
    Damage {
        name: "tables.split.rows",
        seen: "one table split at any row",
        fits: html,
        act: split_anywhere,
    },
    Damage { name: "tables.joined", seen: "all in one table", fits: new_form, act: joined },
    Damage {
        name: "tables.dropped",
        seen: "the whole table dropped and only the heading left",
        fits: new_form,
        act: dropped,
    },
    Damage {
        name: "tables.mixed",
        seen: "block （一） of 2019, the rest of 2021",
        fits: newest_form,
        act: mixed,
    },
    Damage {
        name: "tables.twice",
        seen: "the same table printed twice",
        fits: new_form,
        act: twice,
    },
    Damage {
        name: "tables.twice.other",
        seen: "the same table twice with other figures",
        fits: new_form,
        act: twice_other,
    },
    Damage {
        name: "tables.run_on",
        seen: "the next heading run onto the last row",
        fits: barred,
        act: run_on,
    },
    Damage {
        name: "tables.old_year",
        seen: "the table of another edition than the year asks for",
        fits: any,
        act: other_year,
    },
    Damage {
        name: "tables.foreign",
        seen: "a table that is none of the form's",
        fits: any,
        act: foreign,
    },
];

fn barred(kind: Kind) -> bool {
    use crate::style::Layout::{BarRows, Columns, Tabs};
    new_form(kind) && matches!(kind.layout, BarRows | Columns | Tabs)
}

pub(super) fn position(page: &Page, section: u8) -> Option<usize> {
    page.body
        .iter()
        .position(|piece| matches!(piece, Piece::Table(table) if table.section == section))
}

fn split(page: &mut Page, _: &mut Dice) {
    let Some(at) = position(page, 2) else { return };
    let Piece::Table(table) = page.body.remove(at) else { return };
    let mut blocks: Vec<Table> = Vec::new();
    for row in table.rows {
        if row[0].text.starts_with("第二十条") || blocks.is_empty() {
            blocks.push(Table { section: 2, rows: Vec::new() });
        }
        blocks.last_mut().unwrap().rows.push(row);
    }
    let pieces =
        blocks.into_iter().flat_map(|block| [Piece::Table(block), Piece::Text(String::new())]);
    page.body.splice(at..at, pieces);
}

/// The rest of the table is a table of its own, without a head.
fn split_anywhere(page: &mut Page, dice: &mut Dice) {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    if tables.is_empty() {
        return;
    }
    let at = *dice.pick(&tables);
    let Piece::Table(table) = &mut page.body[at] else { return };
    if table.rows.len() < 2 {
        return;
    }
    let rest = table.rows.split_off(1 + dice.below(table.rows.len() - 1));
    let section = table.section;
    page.body.insert(at + 1, Piece::Table(Table { section, rows: rest }));
}

fn joined(page: &mut Page, _: &mut Dice) {
    let Some(first) = position(page, 2) else { return };
    let mut rows: Vec<Row> = Vec::new();
    let mut others = Vec::new();
    let body = std::mem::take(&mut page.body);
    let last = body.iter().rposition(|piece| matches!(piece, Piece::Table(_))).unwrap_or(first);
    for (index, piece) in body.into_iter().enumerate() {
        match piece {
            Piece::Table(table) => rows.extend(table.rows),
            Piece::Heading(text) | Piece::Text(text) if index > first && index < last => {
                rows.push(vec![Cell { columns: 10, ..Cell::label(&text) }]);
            }
            other => others.push(other),
        }
    }
    let at = first.min(others.len());
    others.insert(at, Piece::Table(Table { section: 2, rows }));
    page.body = others;
}

fn dropped(page: &mut Page, dice: &mut Dice) {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    if tables.is_empty() {
        return;
    }
    let Piece::Table(table) = page.body.remove(*dice.pick(&tables)) else { return };
    for field in table.rows.iter().flatten().filter_map(|cell| cell.field) {
        page.want(field, Wanted::Lost);
    }
}

/// The rows of block （一） of the trial form in place of the newest form's.
fn mixed(page: &mut Page, dice: &mut Dice) {
    let figures = figures::draw(Edition::E2019, dice);
    let old =
        templates().iter().find(|table| table.edition == Edition::E2019 && table.section == 2);
    let Some(old) = old.map(|old| print(old, &figures)) else { return };
    let Some(table) = page.table(2) else { return };
    if table.rows.len() < 4 || !table.rows[1].iter().any(|cell| cell.text.starts_with("本年制发"))
    {
        return;
    }
    // The head may stand on several rows by now.
    let next = table.rows.iter().skip(1).position(|row| row[0].text.starts_with("第二十条"));
    let end = next.map_or(4, |next| next + 1);
    let out: Vec<_> = table.rows.splice(..end, old.rows[..4].to_vec()).collect();
    for field in out.iter().flatten().filter_map(|cell| cell.field) {
        page.want(field, Wanted::Gone);
    }
    for field in old.rows[..4].iter().flatten().filter_map(|cell| cell.field) {
        page.want(field, Wanted::Number(figures[&field.index()].value));
    }
}

fn twice(page: &mut Page, dice: &mut Dice) {
    let section = *dice.pick(&[2, 3, 4]);
    if let Some(at) = position(page, section) {
        page.body.insert(at + 1, page.body[at].clone());
    }
}

/// Which of the two is right nobody can tell.
fn twice_other(page: &mut Page, dice: &mut Dice) {
    let section = *dice.pick(&[2, 3, 4]);
    let Some(at) = position(page, section) else { return };
    let mut copy = page.body[at].clone();
    let Piece::Table(table) = &mut copy else { return };
    let mut fields = Vec::new();
    for cell in table.rows.iter_mut().flatten().filter(|cell| cell.field.is_some()) {
        let unit = if cell.text.ends_with("万元") { "万元" } else { "" };
        let other = format!("{}{unit}", 7_000 + dice.below(999));
        cell.text = if other == cell.text { format!("8000{unit}") } else { other };
        fields.extend(cell.field);
    }
    page.body.insert(at + 1, copy);
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

fn run_on(page: &mut Page, _: &mut Dice) {
    let Some(at) = position(page, 2) else { return };
    let Some(Piece::Heading(heading)) = page.body.get(at + 1).cloned() else { return };
    page.body.remove(at + 1);
    if let Piece::Table(table) = &mut page.body[at]
        && let Some(row) = table.rows.last_mut()
    {
        row.push(Cell::label(&heading));
    }
}

fn other_year(page: &mut Page, dice: &mut Dice) {
    let year = *dice.pick(&[2018, 2019, 2021, 2024]);
    let old = page.year.to_string();
    page.year = year;
    for text in page.words() {
        *text = text.replace(&old, &year.to_string());
    }
}

fn foreign(page: &mut Page, dice: &mut Dice) {
    let rows = [
        ["科室", "人数", "电话"],
        ["办公室", "7771", "7772"],
        ["总计", "7773", "7774"],
        ["其他", "0", "7775"],
    ];
    let rows = rows.map(|row| row.map(Cell::label).to_vec()).to_vec();
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    if tables.is_empty() {
        return;
    }
    let at = *dice.pick(&tables) + dice.below(2);
    page.body.insert(at, Piece::Table(Table { section: 9, rows }));
}

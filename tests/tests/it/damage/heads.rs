//! Heads that say too little, or something else.

use crate::damage::{Damage, any, new_form, newest_form, trial_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Row, Table};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "heads.cut",
        seen: "本年新 twice, 本年增/, 现行有效件",
        fits: new_form,
        act: cut,
    },
    Damage {
        name: "heads.lines",
        seen: "a page opened in a spreadsheet: each line of a head is a row",
        fits: new_form,
        act: lines,
    },
    Damage {
        name: "heads.twice",
        seen: "the same head for two columns: go by position",
        fits: new_form,
        act: twice,
    },
    Damage {
        name: "heads.twice.matrix",
        seen: "the same head for two columns",
        fits: new_form,
        act: twice_in_matrix,
    },
    Damage {
        name: "heads.wrong", seen: "wrong (本年发件, 公开数量)", fits: new_form, act: wrong
    },
    Damage { name: "heads.missing", seen: "heads absent", fits: any, act: missing },
    Damage {
        name: "heads.missing.matrix",
        seen: "heads of section three absent",
        fits: new_form,
        act: missing_in_matrix,
    },
    Damage { name: "heads.repeated", seen: "repeated on the next page", fits: any, act: repeated },
    Damage {
        name: "heads.swapped",
        seen: "the order of the heads is not the order of the columns (a page of its own order)",
        fits: new_form,
        act: swapped,
    },
    Damage {
        name: "heads.lost_one",
        seen: "one head of a block is blank",
        fits: new_form,
        act: one_blank,
    },
    Damage {
        name: "captions.bare",
        seen: "第二十条  第（一）项, 第二十条（五）项",
        fits: new_form,
        act: captions,
    },
    Damage {
        name: "captions.missing",
        seen: "captions of the blocks absent",
        fits: new_form,
        act: no_captions,
    },
    Damage {
        name: "labels.trial_form",
        seen: "a 2019 row label under 2021 heads (规范性文件)",
        fits: newest_form,
        act: old_label,
    },
    Damage {
        name: "heads.total_last",
        seen: "总计 printed under the kinds of organisation",
        fits: new_form,
        act: total_last,
    },
    Damage {
        name: "captions.glued",
        seen: "block captions with their law quoted",
        fits: trial_form,
        act: quoted,
    },
];

/// The cells that head columns of section 二, a block each.
fn blocks(page: &mut Page) -> Vec<&mut [Cell]> {
    let Some(table) = page.table(2) else { return Vec::new() };
    let head = |row: &&mut Row| row.first().is_some_and(|cell| cell.text == "信息内容");
    table.rows.iter_mut().filter(head).map(|row| &mut row[1..]).collect()
}

fn cut(page: &mut Page, _: &mut Dice) {
    for cell in blocks(page).into_iter().flatten() {
        let cut = match cell.text.as_str() {
            "本年新制作数量" | "本年新公开数量" => "本年新",
            "本年增/减" => "本年增/",
            "现行有效件数" => "现行有效件",
            "对外公开总数量" => "对外公开",
            _ => continue,
        };
        cut.clone_into(&mut cell.text);
    }
}

/// The words of some heads of a row go on in a row of its own, which all other cells reach into.
fn lines(page: &mut Page, dice: &mut Dice) {
    for table in page.tables() {
        for at in table.head_rows().into_iter().rev() {
            if dice.below(3) == 0 {
                continue;
            }
            let mut rest = Row::new();
            for cell in &mut table.rows[at] {
                let length = cell.text.chars().count();
                if cell.rows > 1 || !(2..=12).contains(&length) || dice.below(4) == 0 {
                    cell.rows += 1;
                    continue;
                }
                let cut = 1 + dice.below(length - 1);
                let below = cell.text.chars().skip(cut).collect();
                rest.push(Cell { text: below, ..cell.clone() });
                cell.text = cell.text.chars().take(cut).collect();
            }
            if rest.is_empty() {
                table.rows[at].iter_mut().for_each(|cell| cell.rows -= 1);
                continue;
            }
            for (above, row) in table.rows[..at].iter_mut().enumerate() {
                row.iter_mut()
                    .filter(|cell| above + cell.rows > at)
                    .for_each(|cell| cell.rows += 1);
            }
            table.rows.insert(at + 1, rest);
        }
    }
}

fn twice(page: &mut Page, dice: &mut Dice) {
    let mut blocks: Vec<_> = blocks(page).into_iter().filter(|block| block.len() > 2).collect();
    if blocks.is_empty() {
        return;
    }
    let block = dice.below(blocks.len());
    let at = dice.below(blocks[block].len() - 1);
    let text = blocks[block][at].text.clone();
    blocks[block][at + 1].text = text;
}

fn twice_in_matrix(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(3) else { return };
    let kinds = |row: &&mut Row| row.first().is_some_and(|cell| cell.text == "商业企业");
    let Some(row) = table.rows.iter_mut().find(kinds).filter(|row| row.len() > 4) else { return };
    let at = dice.below(4);
    row[at + 1].text = row[at].text.clone();
}

fn wrong(page: &mut Page, dice: &mut Dice) {
    let mut blocks = blocks(page);
    if blocks.is_empty() {
        return;
    }
    let block = dice.below(blocks.len());
    let at = dice.below(blocks[block].len());
    (*dice.pick(&["本年发件", "数量", "件数", "本年度情况"]))
        .clone_into(&mut blocks[block][at].text);
}

fn one_blank(page: &mut Page, dice: &mut Dice) {
    let mut blocks = blocks(page);
    if blocks.is_empty() {
        return;
    }
    let block = dice.below(blocks.len());
    let at = dice.below(blocks[block].len());
    blocks[block][at].text.clear();
}

fn missing(page: &mut Page, dice: &mut Dice) {
    let mut tables: Vec<_> = page.tables().collect();
    if tables.is_empty() {
        return;
    }
    let table = dice.below(tables.len());
    let heads = tables[table].head_rows();
    if heads.is_empty() {
        return;
    }
    let row = *dice.pick(&heads);
    remove_row(&mut tables[table].rows, row);
}

fn missing_in_matrix(page: &mut Page, _: &mut Dice) {
    if let Some(table) = page.table(3) {
        for row in table.head_rows().into_iter().rev() {
            remove_row(&mut table.rows, row);
        }
    }
}

/// Takes a row out and shortens what reached into it from above; what began in it goes with it.
pub(super) fn remove_row(rows: &mut Vec<Row>, index: usize) {
    for (above, row) in rows.iter_mut().take(index).enumerate() {
        for cell in row {
            if above + cell.rows > index {
                cell.rows -= 1;
            }
        }
    }
    rows.remove(index);
}

/// The table goes on behind a second print of its head, as on a new page.
fn repeated(page: &mut Page, dice: &mut Dice) {
    let mut tables: Vec<_> = page.tables().collect();
    if tables.is_empty() {
        return;
    }
    let table = dice.below(tables.len());
    let rows = &mut tables[table].rows;
    let data = |row: &Row| row.iter().any(|cell| cell.field.is_some());
    let Some(first) = rows.iter().position(data) else { return };
    let heads: Vec<Row> = rows[..first].to_vec();
    let free: Vec<usize> = (first + 1..rows.len()).filter(|at| !is_covered(rows, *at)).collect();
    if !free.is_empty() {
        let at = *dice.pick(&free);
        rows.splice(at..at, heads);
    }
}

/// Whether a cell from above reaches into this row.
pub(super) fn is_covered(rows: &[Row], at: usize) -> bool {
    rows[..at].iter().enumerate().any(|(y, row)| row.iter().any(|cell| y + cell.rows > at))
}

/// Two columns change places, head and values together.
fn swapped(page: &mut Page, dice: &mut Dice) {
    // Of a block that goes on in another table not all values would be moved.
    let goes_on = |table: &&mut Table| table.rows.first().is_some_and(Table::is_data);
    if page.tables().filter(|table| table.section == 2).any(|table| goes_on(&table)) {
        return;
    }
    let Some(table) = page.table(2) else { return };
    let full: Vec<usize> = (0..table.rows.len())
        .filter(|y| table.rows[*y].len() > 3 && table.rows[*y][0].text == "信息内容")
        // The pieces of a broken head would not all be moved.
        .filter(|y| table.rows[*y].iter().all(|cell| cell.rows == 1))
        .collect();
    if full.is_empty() {
        return;
    }
    let head = *dice.pick(&full);
    let at = 1 + dice.below(2);
    let block = table.rows.iter_mut().skip(head).take_while(|row| row.len() > 1);
    for row in block.filter(|row| row.len() >= 4) {
        row.swap(at, at + 1);
    }
}

fn captions(page: &mut Page, dice: &mut Dice) {
    for cell in page.labels() {
        if let Some(item) = cell.text.strip_prefix("第二十条第") {
            let item = item.to_owned();
            let middle = *dice.pick(&["  第", "", " 第", " "]);
            cell.text = format!("第二十条{middle}{item}");
        }
    }
}

fn no_captions(page: &mut Page, _: &mut Dice) {
    if let Some(table) = page.table(2) {
        table.rows.retain(|row| !row[0].text.starts_with("第二十条"));
    }
}

fn quoted(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        if cell.text.starts_with("第二十条") {
            cell.text += "：依照条例主动公开的内容";
        }
    }
}

fn old_label(page: &mut Page, _: &mut Dice) {
    for cell in page.labels() {
        if cell.text == "行政规范性文件" {
            "规范性文件".clone_into(&mut cell.text);
        }
    }
}

fn total_last(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(3) else { return };
    if table.rows.len() > 3 && table.rows[1].last().is_some_and(|cell| cell.text == "总计") {
        let Some(mut total) = table.rows[1].pop() else { return };
        total.rows = 1;
        table.rows[2].push(total);
        table.rows[1].push(Cell::label(""));
    }
}

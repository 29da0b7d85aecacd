//! Tables, rows and columns of another year, of part of a year, or made up.

use nianbao::FieldId;

use super::others::is_no_head;
use super::tables::position;
use crate::damage::{Damage, any, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Piece, Row, Table, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "years.second",
        seen: "last year's table beside this year's (2020年度…统计表)",
        fits: any,
        act: second_table,
    },
    Damage {
        name: "years.example",
        seen: "a table that shows how to fill in the form (填报示例)",
        fits: any,
        act: example,
    },
    Damage {
        name: "years.example_only",
        seen: "nothing but an example, or half a year, under a heading",
        fits: new_form,
        act: example_only,
    },
    Damage {
        name: "years.stale",
        seen: "a caption left over from the year before",
        fits: any,
        act: stale,
    },
    Damage {
        name: "years.head",
        seen: "（截至6月）, 1-6月, 历年累计 in a head",
        fits: any,
        act: head,
    },
    Damage {
        name: "years.column",
        seen: "a column of years before the labels, rows of other years",
        fits: new_form,
        act: column,
    },
    Damage {
        name: "years.column_behind",
        seen: "a column of years behind the labels, rows of other years",
        fits: new_form,
        act: column_behind,
    },
];

/// Behind the others, so that the samples drawn from those stay the same.
pub(super) const LATER: &[Damage] = &[Damage {
    name: "years.named_head",
    seen: "全年处理决定数量, 2022年处理决定数量: a head that names the year, its own or another",
    fits: new_form,
    act: named_head,
}];

fn tables(page: &Page) -> Vec<usize> {
    (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect()
}

/// A table with other figures in its cells.
fn others(piece: &Piece, dice: &mut Dice) -> Piece {
    let mut copy = piece.clone();
    if let Piece::Table(table) = &mut copy {
        for cell in table.rows.iter_mut().flatten().filter(|cell| cell.field.is_some()) {
            let unit = if cell.text.ends_with("万元") { "万元" } else { "" };
            cell.text = format!("{}{unit}", 7_000 + dice.below(999));
            // Not the report's: whatever is read of it is wrong.
            cell.field = None;
        }
    }
    copy
}

/// Puts a table with a caption before or behind one of the page's.
pub(super) fn beside(page: &mut Page, dice: &mut Dice, caption: &str, own: Option<&str>) {
    let tables = tables(page);
    if tables.is_empty() {
        return;
    }
    let at = *dice.pick(&tables);
    let copy = others(&page.body[at], dice);
    let caption = Piece::Text(caption.to_owned());
    let own = own.map(|own| Piece::Text(own.to_owned()));
    if dice.percent(50) {
        let behind = at + 1;
        page.body.splice(behind..behind, [caption, copy]);
        page.body.splice(at..at, own);
    } else {
        // Without a caption of its own the second table would stand under the first's.
        let own = own.unwrap_or_else(|| Piece::Text(format!("{}年度情况", page.year)));
        page.body.splice(at..at, [caption, copy, own]);
    }
}

fn second_table(page: &mut Page, dice: &mut Dice) {
    let before = page.year - 1;
    let caption = match dice.below(4) {
        0 => format!("{before}年度政府信息公开情况统计表"),
        1 => format!("（{before}年度）"),
        2 => format!("附：{before}年数据"),
        _ => format!("{before}年1月1日至{before}年12月31日"),
    };
    let own = format!("{}年度政府信息公开情况统计表", page.year);
    let own = dice.percent(50).then_some(own);
    beside(page, dice, &caption, own.as_deref());
}

fn example(page: &mut Page, dice: &mut Dice) {
    let caption = *dice.pick(&["填报示例", "（样表）", "示例：", "范例", "填表说明"]);
    beside(page, dice, caption, None);
}

fn example_only(page: &mut Page, dice: &mut Dice) {
    let at = position(page, *dice.pick(&[2, 3, 4]));
    let Some(at) = at else { return };
    let caption = *dice.pick(&["填报示例", "（样表）", "（截至6月底）", "1—6月", "上半年情况"]);
    let Piece::Table(table) = &page.body[at] else { return };
    let fields: Vec<FieldId> = table.rows.iter().flatten().filter_map(|cell| cell.field).collect();
    page.body.insert(at, Piece::Text(caption.to_owned()));
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

fn stale(page: &mut Page, dice: &mut Dice) {
    let tables = tables(page);
    if tables.is_empty() {
        return;
    }
    let caption = format!("{}年度政府信息公开情况统计表", page.year - 1);
    page.body.insert(*dice.pick(&tables), Piece::Text(caption));
}

/// The heads of one column of section 二 or of the table of 2014, and the fields below it.
fn head(page: &mut Page, dice: &mut Dice) {
    let year = page.year - 2;
    let of_year = format!("（{year}年）");
    let words =
        *dice.pick(&["（截至6月）", "（1-6月）", "（上半年）", "（历年累计）", of_year.as_str()]);
    let Some(table) = page.tables().find(|table| matches!(table.section, 0 | 2)) else { return };
    let mut lost = Vec::new();
    let mut below = false;
    for row in &mut table.rows {
        if Table::is_data(row) {
            lost.extend(row.last().filter(|_| below).and_then(|cell| cell.field));
        } else if row.len() > 1 && row.last().is_none_or(|cell| !is_no_head(&cell.text)) {
            below = row.last().is_some_and(|cell| !cell.text.contains("上一年"));
            if let Some(head) = row.last_mut().filter(|_| below) {
                head.text += words;
            }
        }
    }
    for field in lost {
        page.want(field, Wanted::Lost);
    }
}

/// The heads of one column of section 二 with words for a year, and where that is another's, the fields
/// below it.
fn named_head(page: &mut Page, dice: &mut Dice) {
    let own = page.year;
    let before = own - 1;
    let (words, other) = match dice.below(4) {
        0 => ("全年".to_owned(), false),
        1 => (format!("{own}年"), false),
        2 => (format!("{own}年度"), false),
        _ => (format!("{before}年"), true),
    };
    let Some(table) = page.table(2) else { return };
    let mut lost = Vec::new();
    let mut below = false;
    for row in &mut table.rows {
        if Table::is_data(row) {
            lost.extend(row.last().filter(|_| below && other).and_then(|cell| cell.field));
        } else if row.len() > 1 {
            below = row.last().is_some_and(|cell| cell.text.contains("处理决定"));
            if let Some(head) = row.last_mut().filter(|_| below) {
                head.text = format!("{words}{}", head.text.trim_start_matches("本年"));
            }
        }
    }
    for field in lost {
        page.want(field, Wanted::Lost);
    }
}

/// Rows of two other years around each row of a block, their year in a cell of its own.
fn with_years(page: &mut Page, at: usize) {
    let own = page.year;
    let Some(table) = page.table(2) else { return };
    let mut rows: Vec<Row> = Vec::new();
    for mut row in std::mem::take(&mut table.rows) {
        let at = at.min(row.len());
        if Table::is_data(&row) {
            for (index, year) in [own - 1, own, own - 2].into_iter().enumerate() {
                let mut copy = row.clone();
                if year != own {
                    for cell in copy.iter_mut().filter(|cell| cell.field.is_some()) {
                        cell.text = (7_000 + index).to_string();
                        cell.field = None;
                    }
                }
                copy.insert(at, Cell::label(&year.to_string()));
                rows.push(copy);
            }
            continue;
        }
        if row.len() > 1 {
            row.insert(at, Cell::label("年份"));
        } else {
            row[0].columns += 1;
        }
        rows.push(row);
    }
    table.rows = rows;
}

fn column(page: &mut Page, _: &mut Dice) {
    with_years(page, 0);
}

fn column_behind(page: &mut Page, _: &mut Dice) {
    with_years(page, 1);
}

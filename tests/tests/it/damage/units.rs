//! Numbers whose unit, sign or bracket makes them other numbers than they look.

use nianbao::{Edition, FieldId};

use super::blanks::blanked;
use super::numbers::spoilt;
use crate::damage::{Damage, any, new_form, old_form};
use crate::dice::Dice;
use crate::page::{Page, Piece, Table};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "cells.two_lines",
        seen: "two numbers in a cell, one above the other",
        fits: any,
        act: two_lines,
    },
    Damage {
        name: "cells.other_counter",
        seen: "people, places or bundles counted (3人 for 件)",
        fits: new_form,
        act: other_counter,
    },
    Damage {
        name: "cells.qualified",
        seen: "a number of another time: 3（2020年）",
        fits: any,
        act: qualified,
    },
    Damage {
        name: "cells.below_zero",
        seen: "a dash before a count that is no minus sign (—3)",
        fits: new_form,
        act: below_zero,
    },
    Damage { name: "cells.scaled", seen: "3万件, 12%", fits: any, act: scaled },
    Damage {
        name: "units.amount_head",
        seen: "a head in ￥, RMB, 千元, or in no unit at all",
        fits: new_form,
        act: amount_head,
    },
    Damage {
        name: "units.amount_cell",
        seen: "千元, ￥ or nothing in the column of units",
        fits: old_form,
        act: amount_cell,
    },
    Damage {
        name: "units.amount_label",
        seen: "a label in 元 beside a unit cell in 万元",
        fits: old_form,
        act: amount_label,
    },
    Damage {
        name: "units.scaled_head",
        seen: "a head in 万件 or %",
        fits: new_form,
        act: scaled_head,
    },
    Damage {
        name: "units.scaled_cell",
        seen: "万条 in the column of units",
        fits: old_form,
        act: scaled_cell,
    },
];

pub(super) const LATER: &[Damage] = &[
    Damage {
        name: "cells.corrected",
        seen: "a number taken back or counted in thousands: 3（应为5）, 3（千件）",
        fits: any,
        act: corrected,
    },
    Damage {
        name: "units.scaled_caption",
        seen: "（单位：百件） above a table",
        fits: any,
        act: scaled_caption,
    },
];

fn two_lines(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| format!("{digits}\n{}", dice.pick(&["7", "12", "305"])));
}

fn other_counter(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        format!("{digits}{}", dice.pick(&["人", "名", "家", "人次", "批", "类", "处"]))
    });
}

fn qualified(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        format!("{digits}（{}）", dice.pick(&["2015年", "截至6月", "历年累计", "上年数", "预计"]))
    });
}

fn corrected(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        let words = ["应为5", "更正：7", "千件", "单位：百件", "5", "＋5", "有误", "原为2件"];
        format!("{digits}（{}）", dice.pick(&words))
    });
}

fn below_zero(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        // A change may be below zero, and of no change the sign says nothing.
        let dash = if digits == "0" { "约" } else { dice.pick(&["- ", "—", "－", "− "]) };
        format!("{dash}{digits}")
    });
}

fn scaled(page: &mut Page, dice: &mut Dice) {
    spoilt(page, dice, |digits, dice| {
        format!("{digits}{}", dice.pick(&["万件", "%", "万", "千条"]))
    });
}

fn amount_head(page: &mut Page, dice: &mut Dice) {
    let unit = *dice.pick(&["（￥）", "（RMB）", "（人民币）", "（单位：千元）", "（百万元）", ""]);
    let is_head = |text: &str| text.starts_with("本年收费金额") || text.starts_with("采购总金额");
    let mut heads: Vec<_> = page.labels().into_iter().filter(|c| is_head(&c.text)).collect();
    if heads.is_empty() {
        return;
    }
    for cell in &mut heads {
        let head: String = cell.text.chars().take_while(|c| *c != '（').collect();
        cell.text = head + unit;
    }
    let mut fields = Vec::new();
    for cell in page.values() {
        let Some(field) = cell.field.filter(|field| field.is_amount()) else { continue };
        cell.text = cell.text.trim_end_matches("万元").to_owned();
        fields.extend((cell.text != "0").then_some(field));
    }
    blanked(page, fields);
}

fn scaled_caption(page: &mut Page, dice: &mut Dice) {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|index| matches!(page.body[*index], Piece::Table(_))).collect();
    if tables.is_empty() {
        return;
    }
    let at = *dice.pick(&tables);
    let Piece::Table(table) = &page.body[at] else { return };
    let values = table.rows.iter().flatten().filter(|cell| cell.text != "0");
    let fields: Vec<FieldId> =
        values.filter_map(|cell| cell.field).filter(|field| !field.is_amount()).collect();
    let unit = *dice.pick(&["（单位：百件）", "单位：千件", "（单位：万件）", "计量单位：万条"]);
    page.body.insert(at, Piece::Text(unit.to_owned()));
    blanked(page, fields);
}

/// The rows of the table of 2014 whose unit is one of `units`, with the unit's cell.
fn unit_cells(page: &mut Page, units: &[&str], mut change: impl FnMut(&mut Table, usize)) {
    let Some(table) = page.table(0) else { return };
    for y in 0..table.rows.len() {
        let row = &table.rows[y];
        let at = row.len().saturating_sub(2);
        if Table::is_data(row)
            && row.get(at).is_some_and(|cell| units.contains(&cell.text.as_str()))
        {
            change(table, y);
        }
    }
}

fn amount_cell(page: &mut Page, dice: &mut Dice) {
    let unit = *dice.pick(&["千元", "￥", "", "人民币", "/"]);
    let mut fields = Vec::new();
    unit_cells(page, &["万元"], |table, y| {
        let at = table.rows[y].len() - 2;
        unit.clone_into(&mut table.rows[y][at].text);
        fields.extend(table.rows[y][at + 1].field);
    });
    blanked(page, fields);
}

fn amount_label(page: &mut Page, _: &mut Dice) {
    let mut fields = Vec::new();
    unit_cells(page, &["万元"], |table, y| {
        let label = table.rows[y].len() - 3;
        table.rows[y][label].text += "（元）";
        fields.extend(table.rows[y].last().and_then(|cell| cell.field));
    });
    blanked(page, fields);
}

fn scaled_cell(page: &mut Page, dice: &mut Dice) {
    let unit = *dice.pick(&["万条", "千条", "%", "万元"]);
    let mut fields = Vec::new();
    unit_cells(page, &["条"], |table, y| {
        let at = table.rows[y].len() - 2;
        unit.clone_into(&mut table.rows[y][at].text);
        fields.extend(table.rows[y][at + 1].field);
    });
    blanked(page, fields);
}

fn scaled_head(page: &mut Page, dice: &mut Dice) {
    let head = match page.edition {
        Edition::E2019 => "处理决定数量",
        _ => "本年处理决定数量",
    };
    let unit = *dice.pick(&["（万件）", "（单位：万件）", "（%）", "（千件）"]);
    let mut heads: Vec<_> = page.labels().into_iter().filter(|cell| cell.text == head).collect();
    if heads.is_empty() {
        return;
    }
    for cell in &mut heads {
        cell.text += unit;
    }
    let decisions = |field: &FieldId| field.id().ends_with(".decisions");
    let fields = page.values().iter().filter_map(|cell| cell.field).filter(decisions).collect();
    blanked(page, fields);
}

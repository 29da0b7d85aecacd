//! Labels, heads, groups and captions that make the numbers others than the report's.

use nianbao::FieldId;

use super::script::in_traditional;
use crate::damage::{Damage, any, html, new_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Piece, Row, Table, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "others.row",
        seen: "a row of last year's or of a part (行政许可（上年）, 行政处罚（简易程序）)",
        fits: any,
        act: row,
    },
    Damage {
        name: "others.row_explained",
        seen: "a note in a label that changes nothing (（含简易程序）, （件）)",
        fits: any,
        act: row_explained,
    },
    Damage {
        name: "others.head",
        seen: "处理决定数量（上年）, 统计数（去年同期）",
        fits: any,
        act: head,
    },
    Damage {
        name: "others.matrix",
        seen: "自然人（上年）, 结果维持（去年） over one column",
        fits: new_form,
        act: leaf,
    },
    Damage {
        name: "others.over",
        seen: "申请人情况（仅网上） over all columns",
        fits: new_form,
        act: over,
    },
    Damage {
        name: "others.group",
        seen: "（三）不予公开（上年） beside its rows",
        fits: new_form,
        act: group,
    },
    Damage {
        name: "others.among", seen: "其中：行政许可 alone", fits: new_form, act: among
    },
    Damage {
        name: "others.before",
        seen: "上年 or 网上 in a cell before a row's label",
        fits: |kind| new_form(kind) && html(kind),
        act: before,
    },
    Damage {
        name: "others.block",
        seen: "第二十条第（五）项（上年）, 信息内容（2020年）",
        fits: new_form,
        act: block,
    },
    Damage {
        name: "others.outcomes",
        seen: "上年度办理结果 beside the rows of 本年度办理结果",
        fits: new_form,
        act: outcomes,
    },
    Damage {
        name: "others.caption",
        seen: "上年：, 附：去年数据 above the only table",
        fits: any,
        act: caption,
    },
    Damage {
        name: "others.body",
        seen: "the table of another body, or of all of a region (下属单位情况, 全县汇总)",
        fits: any,
        act: body,
    },
];

const REMARKS: [&str; 13] = [
    "（上年）",
    "（去年）",
    "（上年数）",
    "（上年同期）",
    "（受理）",
    "（办结）",
    "（简易程序）",
    "（仅网上）",
    "（其中：网上办理）",
    "（本级）",
    "（收到）",
    "（一般程序）",
    "：农村地区",
];

pub(super) fn fields<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Vec<FieldId> {
    cells.into_iter().filter_map(|cell| cell.field).collect()
}

pub(super) fn lose(page: &mut Page, fields: Vec<FieldId>) {
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

/// The label of a data row that is its own: the last before its values, and no unit.
fn own_label(row: &mut Row) -> Option<&mut Cell> {
    let first = row.iter().position(|cell| cell.field.is_some())?;
    let is_seen = |cell: &&mut Cell| cell.hidden().is_none();
    row[..first].iter_mut().filter(is_seen).rfind(|cell| cell.text.chars().count() > 3)
}

fn remark_row(page: &mut Page, dice: &mut Dice, remark: &str) -> Option<Vec<FieldId>> {
    let sections: Vec<u8> = page.tables().map(|table| table.section).filter(|s| *s < 4).collect();
    let section = *dice.pick(if sections.is_empty() { &[2] } else { &sections });
    let table = page.table(section)?;
    let rows = table.data_rows();
    let row = rows.get(dice.below(rows.len().max(1)))?;
    let row = &mut table.rows[*row];
    let label = own_label(row)?;
    // 申请办结数（办结） says nothing new.
    let said =
        in_traditional(&label.text).contains(&in_traditional(remark.trim_matches(['（', '）'])));
    if said || label.text.contains("上年") && remark.contains('年') {
        return None;
    }
    label.text += remark;
    Some(fields(row.iter()))
}

fn row(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&REMARKS);
    let lost = remark_row(page, dice, remark);
    lose(page, lost.unwrap_or_default());
}

fn row_explained(page: &mut Page, dice: &mut Dice) {
    let remark =
        *dice.pick(&["（含简易程序）", "（件）", "（合计）", "（不含下属单位）", "（讨论、请示）"]);
    remark_row(page, dice, remark);
}

/// What stands beside a group of the table of 2014, or among the second numbers of a row.
pub(super) fn is_no_head(text: &str) -> bool {
    text == "——" || text.trim_end_matches("万元").parse::<f64>().is_ok()
}

fn head(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&REMARKS);
    let mut lost = Vec::new();
    let Some(table) = page.tables().find(|table| matches!(table.section, 0 | 2)) else { return };
    let mut below = false;
    for row in &mut table.rows {
        if Table::is_data(row) {
            lost.extend(row.last().filter(|_| below).and_then(|cell| cell.field));
        } else if row.len() > 1 && row.last().is_none_or(|cell| !is_no_head(&cell.text)) {
            let fits = |text: &str| !text.contains("上一年") && !text.contains('增');
            below = row.last().is_some_and(|cell| fits(&cell.text));
            if let Some(head) = row.last_mut().filter(|_| below) {
                head.text += remark;
            }
        }
    }
    lose(page, lost);
}

/// A remark on one column of section 三 or 四; of those that its words stand over.
fn leaf(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&REMARKS[..4]);
    let Some(table) = page.table(3) else { return };
    if table.rows.len() < 4 || table.rows[1].is_empty() {
        return;
    }
    let natural = &mut table.rows[1][0];
    if natural.text == "自然人" {
        natural.text += remark;
        let rows = table.rows.iter();
        let lost = rows.filter_map(|row| row.iter().find_map(|cell| cell.field)).collect();
        lose(page, lost);
    }
}

fn over(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&["（仅网上）", "（上年）", "（仅考试院）", "（去年同期）"]);
    let Some(table) = page.table(3) else { return };
    let cells = table.rows.iter_mut().flatten();
    let Some(over) = cells.into_iter().find(|cell| cell.text == "申请人情况") else { return };
    over.text += remark;
    let lost = fields(table.rows.iter().flatten());
    lose(page, lost);
}

fn group(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&REMARKS[..4]);
    let name = *dice.pick(&["不予公开", "无法提供", "不予处理"]);
    let Some(table) = page.table(3) else { return };
    let is_group = |cell: &Cell| cell.rows > 1 && cell.text.contains(name);
    let Some(at) = table.rows.iter().position(|row| row.iter().any(is_group)) else { return };
    let Some(cell) = table.rows[at].iter_mut().find(|cell| is_group(cell)) else { return };
    cell.text += remark;
    let rows = cell.rows;
    let lost = fields(table.rows[at..].iter().take(rows).flatten());
    lose(page, lost);
}

fn among(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    // Tables may be joined; of 三 each row that is numbered is among others.
    let numbered = |row: &Row| row[0].text.contains(['、', '.', '（']);
    let mut rows = table.data_rows();
    rows.retain(|row| !numbered(&table.rows[*row]));
    if rows.is_empty() {
        return;
    }
    let row = &mut table.rows[*dice.pick(&rows)];
    if row[0].field.is_some() {
        return;
    }
    row[0].text = format!("其中：{}", row[0].text);
    let lost = fields(row.iter());
    lose(page, lost);
}

fn before(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    let rows = table.data_rows();
    if rows.is_empty() {
        return;
    }
    let chosen = *dice.pick(&rows);
    if table.rows[chosen][0].field.is_some() {
        return;
    }
    for (at, row) in table.rows.iter_mut().enumerate() {
        let text =
            if at == chosen { *dice.pick(&["上年", "网上", "其中", "受理"]) } else { "" };
        row.insert(0, Cell::label(text));
    }
    let lost = fields(table.rows[chosen].iter());
    lose(page, lost);
}

/// The caption or the head of a block of section 二 says that its numbers are last year's.
fn block(page: &mut Page, dice: &mut Dice) {
    let remark = format!("（{}）", *dice.pick(&["上年", "去年", "上年数据"]));
    let begins = *dice.pick(&["第二十条", "信息内容"]);
    let Some(table) = page.table(2) else { return };
    // Labels may be padded and broken by line ends before.
    let starts = |cell: &Cell, words: &str| {
        let text: String = cell.text.split_whitespace().collect();
        text.replace('條', "条").replace('內', "内").starts_with(words)
    };
    let is_start = |row: &Row| row.first().is_some_and(|cell| starts(cell, begins));
    let found: Vec<usize> = (0..table.rows.len()).filter(|y| is_start(&table.rows[*y])).collect();
    if found.is_empty() {
        return;
    }
    let start = *dice.pick(&found);
    table.rows[start][0].text += &remark;
    let rows = table.rows[start + 1..].iter();
    let ends = |row: &Row| row.first().is_some_and(|cell| starts(cell, "第二十条"));
    let block = rows.take_while(|row| !(ends(row) || begins == "信息内容" && is_start(row)));
    let lost = block.flatten().filter_map(|cell| cell.field).collect();
    lose(page, lost);
}

fn outcomes(page: &mut Page, dice: &mut Dice) {
    let label = *dice.pick(&["三、上年度办理结果", "三、上年办理结果", "三、去年办理结果"]);
    let Some(table) = page.table(3) else { return };
    let is_group = |cell: &Cell| cell.rows > 1 && cell.text.contains("本年度办理结果");
    let Some(at) = table.rows.iter().position(|row| row.iter().any(is_group)) else { return };
    let Some(cell) = table.rows[at].iter_mut().find(|cell| is_group(cell)) else { return };
    label.clone_into(&mut cell.text);
    let rows = cell.rows;
    let lost = fields(table.rows[at..].iter().take(rows).flatten());
    lose(page, lost);
}

/// Where one of the tables stands, its section, and its fields.
pub(super) fn any_table(page: &Page, dice: &mut Dice) -> Option<(usize, u8, Vec<FieldId>)> {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    if tables.is_empty() {
        return None;
    }
    let at = *dice.pick(&tables);
    let Piece::Table(table) = &page.body[at] else { return None };
    Some((at, table.section, fields(table.rows.iter().flatten())))
}

/// A text above one of the tables, whose numbers so are not the report's.
fn above(page: &mut Page, dice: &mut Dice, caption: &str) {
    let Some((at, _, lost)) = any_table(page, dice) else { return };
    page.body.insert(at, Piece::Text(caption.to_owned()));
    lose(page, lost);
}

fn caption(page: &mut Page, dice: &mut Dice) {
    let caption =
        *dice.pick(&["更正前", "上年：", "附：去年数据", "（上年）", "上年度情况", "去年同期数据"]);
    above(page, dice, caption);
}

fn body(page: &mut Page, dice: &mut Dice) {
    let caption = *dice.pick(&[
        "下属单位情况",
        "白石县教师进修中心",
        "附件：白石县招生考试院数据",
        "所属单位汇总表",
        "全县汇总",
        "（全县）",
        "全县教育系统情况",
        "各乡镇数据",
    ]);
    above(page, dice, caption);
}

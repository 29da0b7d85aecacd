//! Labels, heads, groups and captions that make the numbers others than the report's.

use nianbao::FieldId;

use super::heads::remove_row;
use super::tables::position;
use crate::damage::{Damage, any, new_form, old_form, text, trial_form};
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
        name: "others.caption",
        seen: "上年：, 附：去年数据 above the only table",
        fits: any,
        act: caption,
    },
    Damage {
        name: "others.body",
        seen: "the table of a subordinate body (下属单位情况)",
        fits: any,
        act: body,
    },
    Damage {
        name: "others.head_other",
        seen: "项目数量 for 上一年项目数量, 本年减 for 本年增/减",
        fits: trial_form,
        act: head_other,
    },
    Damage {
        name: "others.courts_swapped",
        seen: "行政复议 and 行政诉讼 over each other's columns",
        fits: new_form,
        act: courts_swapped,
    },
    Damage {
        name: "others.courts_repeated",
        seen: "复议后起诉 over both groups of columns",
        fits: new_form,
        act: courts_repeated,
    },
    Damage {
        name: "others.label_behind",
        seen: "labels behind their values, the head lost",
        fits: |kind| old_form(kind) && text(kind),
        act: label_behind,
    },
    Damage {
        name: "others.run_together",
        seen: "a whole table on one line",
        fits: old_form,
        act: run_together,
    },
    Damage {
        name: "others.heading",
        seen: "a heading 六、其他 behind the tables, and a number",
        fits: new_form,
        act: heading,
    },
];

const REMARKS: [&str; 10] = [
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
];

fn fields<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Vec<FieldId> {
    cells.into_iter().filter_map(|cell| cell.field).collect()
}

fn lose(page: &mut Page, fields: Vec<FieldId>) {
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

/// The label of a data row that is its own: the last before its values, and no unit.
fn own_label(row: &mut Row) -> Option<&mut Cell> {
    let first = row.iter().position(|cell| cell.field.is_some())?;
    row[..first].iter_mut().rfind(|cell| cell.text.chars().count() > 3)
}

fn remark_row(page: &mut Page, dice: &mut Dice, remark: &str) -> Option<Vec<FieldId>> {
    let sections: Vec<u8> = page.tables().map(|table| table.section).filter(|s| *s < 4).collect();
    let section = *dice.pick(if sections.is_empty() { &[2] } else { &sections });
    let table = page.table(section)?;
    let rows = table.data_rows();
    let row = rows.get(dice.below(rows.len().max(1)))?;
    let row = &mut table.rows[*row];
    let label = own_label(row)?;
    if label.text.contains("上年") && remark.contains('年') {
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
    let remark = *dice.pick(&["（含简易程序）", "（件）", "（不含下属单位）", "（讨论、请示）"]);
    remark_row(page, dice, remark);
}

fn head(page: &mut Page, dice: &mut Dice) {
    let remark = *dice.pick(&REMARKS);
    let mut lost = Vec::new();
    let Some(table) = page.tables().find(|table| matches!(table.section, 0 | 2)) else { return };
    let mut below = false;
    for row in &mut table.rows {
        if Table::is_data(row) {
            lost.extend(row.last().filter(|_| below).and_then(|cell| cell.field));
        } else if row.len() > 1 && row.last().is_none_or(|cell| cell.text != "——") {
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
    let rows = table.data_rows();
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

/// A text above one of the tables, whose numbers so are not the report's.
fn above(page: &mut Page, dice: &mut Dice, caption: &str) {
    let tables: Vec<usize> =
        (0..page.body.len()).filter(|at| matches!(page.body[*at], Piece::Table(_))).collect();
    if tables.is_empty() {
        return;
    }
    let at = *dice.pick(&tables);
    let Piece::Table(table) = &page.body[at] else { return };
    let lost = fields(table.rows.iter().flatten());
    page.body.insert(at, Piece::Text(caption.to_owned()));
    lose(page, lost);
}

fn caption(page: &mut Page, dice: &mut Dice) {
    let caption = *dice.pick(&["上年：", "附：去年数据", "（上年）", "上年度情况", "去年同期数据"]);
    above(page, dice, caption);
}

fn body(page: &mut Page, dice: &mut Dice) {
    let caption = *dice.pick(&[
        "下属单位情况",
        "白石县教师进修中心",
        "附件：白石县招生考试院数据",
        "所属单位汇总表",
    ]);
    above(page, dice, caption);
}

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
        row.remove(1);
        row.reverse();
    }
    let lost = fields(table.rows.iter().flatten());
    lose(page, lost);
}

fn run_together(page: &mut Page, _: &mut Dice) {
    let Some(at) = position(page, 0) else { return };
    let Piece::Table(table) = &page.body[at] else { return };
    let cells: Vec<&str> = table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect();
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

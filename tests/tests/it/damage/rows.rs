//! Rows and columns that are not the form's, and rows that are missing.

use nianbao::FieldId;

use super::heads::{is_covered, remove_row};
use super::spans::{data_row, shows_blanks};
use crate::damage::{Damage, any, new_form, old_form, trial_form};
use crate::dice::Dice;
use crate::page::{Cell, Page, Row, Table, Wanted};

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "rows.extra",
        seen: "extra rows (其他主动公开文件; 行政检查, 行政确认)",
        fits: new_form,
        act: extra,
    },
    Damage {
        name: "rows.extra.old",
        seen: "local rows of the 2014 table",
        fits: old_form,
        act: extra_old,
    },
    Damage { name: "rows.empty", seen: "an empty row", fits: shows_blanks, act: empty },
    Damage { name: "rows.missing", seen: "a missing row", fits: any, act: missing },
    Damage {
        name: "rows.label_lost",
        seen: "a row whose label is blank",
        fits: new_form,
        act: label_lost,
    },
    Damage {
        name: "rows.split",
        seen: "其他对外管理服务事项 split into 行政检查 and 行政确认",
        fits: trial_form,
        act: split,
    },
    Damage { name: "columns.extra.last", seen: "an extra column", fits: any, act: column_last },
    Damage {
        name: "columns.extra.first",
        seen: "an extra column before the values",
        fits: new_form,
        act: column_first,
    },
    Damage { name: "columns.serial", seen: "serial-number columns", fits: old_form, act: serial },
    Damage {
        name: "columns.levels",
        seen: "several number columns (本级, 部门, 乡镇)",
        fits: old_form,
        act: levels,
    },
    Damage { name: "units.dashes", seen: "---- in the unit cell", fits: old_form, act: dashes },
    Damage {
        name: "rows.among_once",
        seen: "其中： printed once, the reasons numbered",
        fits: old_form,
        act: among,
    },
    Damage {
        name: "rows.footer",
        seen: "a footer with names and telephones",
        fits: old_form,
        act: footer,
    },
];

fn row_of(label: &str, cells: &[&str]) -> Row {
    std::iter::once(label).chain(cells.iter().copied()).map(Cell::label).collect()
}

fn extra(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    let blocks: Vec<usize> = (1..table.rows.len())
        .filter(|y| Table::is_data(&table.rows[*y]) && table.rows[*y].len() == 4)
        .collect();
    if blocks.is_empty() {
        return;
    }
    let at = *dice.pick(&blocks) + dice.below(2);
    let label = *dice.pick(&["其他主动公开文件", "行政检查", "行政确认", "其他"]);
    table.rows.insert(at, row_of(label, &["7771", "7772", "7773"]));
}

fn extra_old(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    if table.rows.len() < 3 {
        return;
    }
    let at = 2 + dice.below(table.rows.len() - 2);
    let label =
        *dice.pick(&["6.公开栏公开政府信息数", "其中：本级机关", "（五）其他", "十、其他情况"]);
    table.rows.insert(at, row_of(label, &["件", "7771"]));
}

fn empty(page: &mut Page, dice: &mut Dice) {
    let Some((table, row)) = data_row(page, dice, 1) else { return };
    let blank: Row = table.rows[row]
        .iter()
        .map(|cell| Cell { field: None, rows: 1, text: String::new(), ..cell.clone() })
        .collect();
    if !is_covered(&table.rows, row) {
        table.rows.insert(row, blank);
    }
}

fn missing(page: &mut Page, dice: &mut Dice) {
    let Some((table, row)) = data_row(page, dice, 1) else { return };
    // A row that opens a group would take the group's label with it.
    if table.rows[row].iter().any(|cell| cell.rows > 1) {
        return missing(page, dice);
    }
    // Of two rows without a label the second would be the only one.
    let unlabelled = table.rows[row].iter().all(|cell| cell.field.is_some());
    if unlabelled && row + 1 < table.rows.len() {
        return;
    }
    let fields: Vec<FieldId> = table.rows[row].iter().filter_map(|cell| cell.field).collect();
    remove_row(&mut table.rows, row);
    for field in fields {
        page.want(field, Wanted::Gone);
    }
}

fn label_lost(page: &mut Page, dice: &mut Dice) {
    let Some((table, row)) = data_row(page, dice, 1) else { return };
    let mut fields = Vec::new();
    for cell in &mut table.rows[row] {
        if cell.field.is_some() {
            fields.extend(cell.field);
        } else if cell.rows == 1 {
            cell.text.clear();
        }
    }
    if table.rows[row].iter().all(|cell| cell.field.is_some()) {
        return;
    }
    for field in fields {
        page.want(field, Wanted::Gone);
    }
}

fn split(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    let at = table.rows.iter().position(|row| row[0].text == "其他对外管理服务事项");
    let Some(at) = at else { return };
    let fields: Vec<FieldId> = table.rows[at].iter().filter_map(|cell| cell.field).collect();
    let rows =
        [row_of("行政检查", &["7771", "+1", "7773"]), row_of("行政确认", &["7774", "-2", "7776"])];
    table.rows.splice(at..=at, rows);
    for field in fields {
        page.want(field, Wanted::Gone);
    }
}

/// A column of the page's own behind the others, under a head of its own.
fn column_last(page: &mut Page, dice: &mut Dice) {
    let section = if page.table(0).is_some() { 0 } else { 3 };
    let Some(table) = page.table(section) else { return };
    let head = *dice.pick(&["备注", "同比", "上年数"]);
    let Some(first) = table.data_rows().first().copied() else { return };
    for (y, row) in table.rows.iter_mut().enumerate() {
        if Table::is_data(row) {
            row.push(Cell::label("7777"));
        } else if y == 0 {
            row.push(Cell { rows: first, ..Cell::label(head) });
        } else if y >= first {
            row.push(Cell::label(""));
        }
    }
}

fn column_first(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(2) else { return };
    for row in &mut table.rows {
        if Table::is_data(row) {
            row.insert(1, Cell::label("7777"));
        } else if row.len() > 1 {
            row.insert(1, Cell::label("编号"));
        } else {
            row[0].columns += 1;
        }
    }
}

pub(super) fn serial(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    for (y, row) in table.rows.iter_mut().enumerate() {
        let text = if y == 0 { "序号".to_owned() } else { y.to_string() };
        row.insert(0, Cell::label(&text));
    }
}

/// Which of the columns is the organ's own sum is not said.
fn levels(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    let mut fields = Vec::new();
    for (y, row) in table.rows.iter_mut().enumerate() {
        let last = row.len() - 1;
        if y == 0 {
            row.splice(last.., ["本级", "部门", "乡镇"].map(Cell::label));
        } else if Table::is_data(row) {
            fields.extend(row[last].field);
            row.splice(last.., ["7771", "7772", "7773"].map(Cell::label));
        } else {
            row.splice(last.., ["——", "——", "——"].map(Cell::label));
        }
    }
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

fn dashes(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    for row in &mut table.rows {
        if !Table::is_data(row) && row.len() == 3 && row[1].text == "——" {
            "----".clone_into(&mut row[1].text);
            row[2].text.clear();
        }
    }
}

fn among(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(0) else { return };
    let names: Vec<usize> =
        (1..table.rows.len()).filter(|y| table.rows[*y][0].text.starts_with("其中：")).collect();
    let mut number = 0;
    for (index, y) in names.iter().enumerate() {
        let follows = index > 0 && names[index - 1] + 1 == *y;
        number = if follows { number + 1 } else { 1 };
        let text = &mut table.rows[*y][0].text;
        let name = text.replace("其中：", "");
        *text =
            if follows { format!("{number}.{name}") } else { format!("其中：{number}.{name}") };
    }
}

fn footer(page: &mut Page, _: &mut Dice) {
    page.below.push("单位负责人：甲某　审核人：乙某　填报人：丙某".to_owned());
    page.below.push("联系电话：0777-1234567　填报日期：2018年1月20日".to_owned());
}

//! Numbers that count columns, rows or pages where values stand.

use nianbao::{Decimal, FieldId};

use super::{new_form, old_form};
use crate::damage::Damage;
use crate::dice::Dice;
use crate::page::{Cell, Kind, Page, Row, Table, Wanted};
use crate::style::Layout;

pub(super) const ALL: &[Damage] = &[
    Damage {
        name: "numbering.columns",
        seen: "a row of column numbers under the head",
        fits: new_form,
        act: columns,
    },
    Damage {
        name: "numbering.columns_only",
        seen: "column numbers as the only row of section 四",
        fits: new_form,
        act: columns_only,
    },
    Damage {
        name: "numbering.rows_only",
        seen: "serial numbers of rows as the only numbers, and no head",
        fits: old_form,
        act: rows_only,
    },
    Damage {
        name: "numbering.rows_first",
        seen: "a serial number behind each label, and the total dropped",
        fits: new_form,
        act: rows_first,
    },
    Damage {
        name: "numbering.page",
        seen: "the number of a page makes up for a blank that was lost",
        fits: blanks_are_lost,
        act: page_number,
    },
    Damage {
        name: "numbering.rows_headed",
        seen: "serial numbers of rows as the only numbers, below a head",
        fits: old_form,
        act: rows_headed,
    },
];

fn blanks_are_lost(kind: Kind) -> bool {
    new_form(kind) && kind.layout == Layout::CellLines
}

fn fields(row: &Row) -> impl Iterator<Item = FieldId> {
    row.iter().filter_map(|cell| cell.field)
}

fn lose(page: &mut Page, fields: Vec<FieldId>) {
    for field in fields {
        page.want(field, Wanted::Lost);
    }
}

fn columns(page: &mut Page, dice: &mut Dice) {
    let section = *dice.pick(&[3, 4]);
    let Some(table) = page.table(section) else { return };
    let Some(first) = table.data_rows().first().copied() else { return };
    let count = fields(&table.rows[first]).count();
    let labels: usize = table.rows[first]
        .iter()
        .take_while(|cell| cell.field.is_none())
        .map(|cell| cell.columns)
        .sum();
    let label = (labels > 0).then(|| Cell { columns: labels, ..Cell::label("") });
    let numbers = (1..=count).map(|number| Cell::label(&number.to_string()));
    table.rows.insert(first, label.into_iter().chain(numbers).collect());
}

fn columns_only(page: &mut Page, dice: &mut Dice) {
    let Some(table) = page.table(4) else { return };
    let mut lost = Vec::new();
    let first = *dice.pick(&[1, 1, 8]);
    for row in table.rows.iter_mut().filter(|row| Table::is_data(row)) {
        lost.extend(fields(row));
        let cells = row.iter_mut().filter(|cell| cell.field.is_some());
        for (number, cell) in (first..).zip(cells) {
            cell.text = number.to_string();
        }
    }
    lose(page, lost);
}

fn rows_only(page: &mut Page, dice: &mut Dice) {
    if let Some(table) = page.table(0) {
        for head in table.head_rows().into_iter().take(1) {
            table.rows.remove(head);
        }
    }
    rows_headed(page, dice);
}

fn rows_headed(page: &mut Page, dice: &mut Dice) {
    let first = *dice.pick(&[1, 1, 22]);
    let mut lost = Vec::new();
    for (number, cell) in (first..).zip(page.values()) {
        cell.text = number.to_string();
        lost.extend(cell.field);
    }
    lose(page, lost);
}

fn rows_first(page: &mut Page, _: &mut Dice) {
    let Some(table) = page.table(3) else { return };
    let mut lost = Vec::new();
    let rows = table.rows.iter_mut().filter(|row| Table::is_data(row));
    for (number, row) in (1..).zip(rows) {
        lost.extend(fields(row));
        let values = row.iter().position(|cell| cell.field.is_some()).unwrap_or(row.len());
        row.insert(values, Cell::label(&number.to_string()));
        row.pop();
    }
    lose(page, lost);
}

/// Prints each total as the sum of its parts, in the sections whose rows have totals.
fn balance(page: &mut Page) {
    let wanted = page.wanted.clone();
    // A number that another damage made someone else's is a part of its sum all the same.
    let number = |field: FieldId, text: &str| match wanted.get(&field.index()) {
        Some(Wanted::Number(number)) => *number,
        _ => text.parse().unwrap_or_default(),
    };
    for table in page.tables().filter(|table| matches!(table.section, 3 | 4)) {
        for row in &mut table.rows {
            let mut sum = Decimal::ZERO;
            for cell in row {
                let Some(field) = cell.field else { continue };
                if is_total(field) {
                    cell.text = sum.to_string();
                    sum = Decimal::ZERO;
                } else {
                    sum += number(field, &cell.text);
                }
            }
        }
    }
    let mut totals: Vec<(FieldId, Decimal)> = Vec::new();
    for cell in page.values() {
        let total = cell.field.filter(|field| is_total(*field));
        totals.extend(total.zip(cell.text.parse().ok()));
    }
    for (field, total) in totals {
        page.want(field, Wanted::Number(total));
    }
}

/// A number that is no total stands at the end of a row that is one short.
fn page_number(page: &mut Page, dice: &mut Dice) {
    balance(page);
    let section = *dice.pick(&[3, 4]);
    let Some(table) = page.table(section) else { return };
    let rows = table.data_rows();
    if rows.is_empty() {
        return;
    }
    let row = &mut table.rows[*dice.pick(&rows)];
    let values: Vec<usize> = (0..row.len()).filter(|cell| row[*cell].field.is_some()).collect();
    let total = values.last().and_then(|last| row[*last].text.parse::<usize>().ok());
    // Where the row's one total is the blank, the number in its place is any reader's wrong total.
    let parts = if section == 3 { values.len() - 1 } else { values.len() };
    row[*dice.pick(&values[..parts])].text.clear();
    row.push(Cell::label(&(total.unwrap_or_default() + 1 + dice.below(9)).to_string()));
    let lost = fields(row).collect();
    lose(page, lost);
}

fn is_total(field: FieldId) -> bool {
    field.id().rsplit('.').next() == Some("total")
}

//! The tables beside a sum: what each unit contributed, and who is not in it.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Book, ColumnKind, Decimal, Edition, FieldId, Lang, Report, Sheet, SheetCell, SheetKind,
    SheetsWriter, Tone,
};

use super::{Lack, Rollup, Total, Unit};
use crate::cells::{column, count, filled, label};

use ColumnKind::{Amount, Count, Prose, Text};

/// So many units are named in a cell; the sheet of contributions has all.
const NAMED_IN_CELL: usize = 20;

/// Writes the tables: the sums, a row a field, beside what was `published`; the contributions, a row a
/// unit; and the units.
pub fn book<'a>(
    rollup: &Rollup,
    published: Option<&Report>,
    writer: &dyn SheetsWriter,
    out: Box<dyn Write + Send + 'a>,
    lang: Lang,
) -> Result<()> {
    let title = lang.pick("政府信息公开工作年度报告汇总", "Roll-up of annual reports").to_owned();
    let sheets = vec![sums(published.is_some(), lang), contributions(rollup, lang), units(lang)];
    let (maker, footer) = (crate::export::maker(), crate::cells::footer(lang));
    let mut sink = writer.start(&Book { title, maker, footer, sheets, ..Book::default() }, out)?;
    for total in &rollup.totals {
        sink.row(0, &sum_row(rollup, total, published, lang))?;
    }
    let mut sum = vec![strong(lang.pick("合计", "Sum")), SheetCell::Empty];
    sum.extend(rollup.totals.iter().map(total_cell));
    sink.row(1, &sum)?;
    for unit in &rollup.units {
        let mut row = vec![filled(unit.name()), filled(unit.file.as_deref().unwrap_or_default())];
        row.extend(rollup.totals.iter().map(|total| share(unit, total.field)));
        sink.row(1, &row)?;
    }
    for row in unit_rows(rollup, lang) {
        sink.row(2, &row)?;
    }
    sink.finish(None)
}

fn sums(published: bool, lang: Lang) -> Sheet {
    let mut columns = vec![
        column(lang, ("项目", "Field"), "label", 60, Prose),
        column(lang, ("合计", "Sum"), "value", 12, Amount),
        column(lang, ("有数单位", "Units with a number"), "given", 10, Count),
        column(lang, ("空白单位", "Units blank"), "blank", 10, Count),
        column(lang, ("缺项单位", "Units without"), "absent", 10, Count),
        column(lang, ("未读出单位", "Units not read"), "lost", 10, Count),
        column(lang, ("合计没有包括", "Not in the sum"), "lacking", 44, Prose),
        column(lang, ("计量单位", "Unit"), "unit", 10, Text),
        column(lang, ("代号", "Id"), "id", 40, Text),
    ];
    if published {
        let beside = [
            column(lang, ("公布", "Published"), "published", 12, Amount),
            column(lang, ("公布减合计", "Published less sum"), "gap", 12, Amount),
        ];
        columns.splice(2..2, beside);
    }
    Sheet {
        name: lang.pick("汇总", "Sums").to_owned(),
        columns,
        frozen: 1,
        kind: SheetKind::List,
        ..Sheet::default()
    }
}

/// A sum, in a tone of its own where it lacks units.
fn total_cell(total: &Total) -> SheetCell {
    let tone = if total.is_partial() { Tone::Doubtful } else { Tone::Plain };
    total.value.map_or(SheetCell::Empty, |value| SheetCell::Number(value, tone))
}

fn sum_row(
    rollup: &Rollup,
    total: &Total,
    published: Option<&Report>,
    lang: Lang,
) -> Vec<SheetCell> {
    let number = |value: Option<Decimal>| value.map_or(SheetCell::Empty, count);
    let mut row = vec![filled(&label(total.field)), total_cell(total)];
    if let Some(published) = published {
        let printed = published.facts.get(total.field).and_then(|fact| fact.value);
        let gap = printed.zip(total.value).and_then(|(printed, sum)| printed.checked_sub(sum));
        row.extend([number(printed), number(gap)]);
    }
    let units = [total.given, total.blank.len(), total.absent.len(), total.lost.len()];
    row.extend(units.map(|units| count(Decimal::from(units))));
    let lacking = if total.is_partial() { total.without() } else { Vec::new() };
    row.push(filled(&rollup.names(&lacking, NAMED_IN_CELL, lang)));
    let info = total.field.info();
    row.extend([filled(info.unit), filled(info.id)]);
    row
}

fn contributions(rollup: &Rollup, lang: Lang) -> Sheet {
    let mut columns = vec![
        column(lang, ("机关", "Organ"), "organ", 28, Text),
        column(lang, ("文件", "File"), "file", 28, Text),
    ];
    columns.extend(rollup.totals.iter().map(|total| {
        let path = label(total.field);
        let kind = if total.field.is_amount() { Amount } else { Count };
        column(lang, (&path, &path), total.field.id(), 12, kind)
    }));
    let name = lang.pick("各单位数据", "Contributions").to_owned();
    Sheet { name, columns, frozen: 1, kind: SheetKind::Data, ..Sheet::default() }
}

fn units(lang: Lang) -> Sheet {
    Sheet {
        name: lang.pick("单位", "Units").to_owned(),
        columns: vec![
            column(lang, ("机关", "Organ"), "organ", 32, Text),
            column(lang, ("是否计入", "Counted"), "counted", 10, Text),
            column(lang, ("说明", "Remark"), "remark", 44, Prose),
            column(lang, ("表式", "Form"), "form", 8, Text),
            column(lang, ("年度", "Year"), "year", 8, Count),
            column(lang, ("文件", "File"), "file", 36, Text),
            column(lang, ("部分", "Part"), "part", 6, Count),
        ],
        frozen: 1,
        kind: SheetKind::List,
        ..Sheet::default()
    }
}

fn unit_rows(rollup: &Rollup, lang: Lang) -> Vec<Vec<SheetCell>> {
    let (yes, no) = (lang.pick("计入", "yes"), lang.pick("未计入", "no"));
    let mut rows = Vec::new();
    for (index, unit) in rollup.units.iter().enumerate() {
        rows.push(unit_row(unit, yes, &remark(rollup, index, lang)));
    }
    let left_out = rollup.left_out.iter();
    rows.extend(left_out.map(|(unit, reason)| unit_row(unit, no, &reason.message(lang))));
    let missing = lang.pick("名单中有，未见报告", "on the list, no report");
    rows.extend(rollup.missing.iter().map(|name| vec![filled(name), filled(no), filled(missing)]));
    rows
}

/// What is to be known of a unit that was counted.
fn remark(rollup: &Rollup, index: usize, lang: Lang) -> String {
    let mut parts: Vec<String> =
        rollup.lacking_of(index).iter().map(|lacking| lacking.reason(lang)).collect();
    let errors = rollup.units[index].errors;
    if errors > 0 {
        parts.push(match lang {
            Lang::Zh => format!("不符合勾稽关系，{errors} 处错误"),
            Lang::En => format!("breaks rules of the form, errors: {errors}"),
        });
    }
    if rollup.unlisted.contains(&index) {
        parts.push(lang.pick("不在名单中", "not on the list").to_owned());
    }
    parts.join(lang.pick("；", "; "))
}

fn unit_row(unit: &Unit, counted: &str, remark: &str) -> Vec<SheetCell> {
    vec![
        filled(unit.name()),
        filled(counted),
        filled(remark),
        filled(unit.form.map_or("", Edition::id)),
        unit.year.map_or(SheetCell::Empty, count),
        filled(unit.file.as_deref().unwrap_or_default()),
        count(unit.part),
    ]
}

/// A unit's cell: its number, or why there is none in a tone of its own, or nothing.
fn share(unit: &Unit, field: FieldId) -> SheetCell {
    match unit.lack(field) {
        Some(Lack::Uncomputed | Lack::Unread) => SheetCell::Blank(Tone::Lost),
        Some(Lack::Blank) => SheetCell::Blank(Tone::Unfilled),
        Some(Lack::OtherForm(_) | Lack::Absent) => SheetCell::Empty,
        None => unit.facts.get(field).and_then(|fact| fact.value).map_or(SheetCell::Empty, count),
    }
}

fn strong(text: &str) -> SheetCell {
    SheetCell::Text(text.to_owned(), Tone::Strong)
}

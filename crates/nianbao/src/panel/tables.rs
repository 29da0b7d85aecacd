//! The panel as tables.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Book, BookColumn, ColumnKind, Decimal, Edition, FieldId, Lang, Sheet, SheetCell, SheetKind,
    SheetsSink, SheetsWriter, Tone,
};

use super::{Panel, Spare, Statistic, Unused, Years, change, charts, statistics};
use crate::cells::{column, count, filled, label};

use ColumnKind::{Amount, Count, Prose, Text};

/// The sheets, in their order.
const STATISTICS: usize = 0;
const CHARTS: usize = 1;
const FIELDS: usize = 2;
const LINKS: usize = 3;
const SOURCES: usize = 4;

/// Writes the panel: statistics that can be followed through the editions with their changes, charts
/// of some, every field as printed with its changes, how editions compare, and the sources.
pub fn book<'a>(
    panel: &Panel,
    writer: &dyn SheetsWriter,
    out: Box<dyn Write + Send + 'a>,
    lang: Lang,
) -> Result<()> {
    let span = panel.span();
    let title = lang.pick("政府信息公开工作年度报告历年数据", "Annual reports through the years");
    let sheets = vec![
        statistics_sheet(&span, lang),
        charts::sheet(lang),
        fields_sheet(&span, lang),
        links_sheet(lang),
        sources_sheet(lang),
    ];
    let mut sink = writer.start(
        &Book {
            title: title.to_owned(),
            maker: crate::export::maker(),
            footer: crate::cells::footer(lang),
            sheets,
            ..Book::default()
        },
        out,
    )?;
    for years in &panel.organs {
        let rows = statistics().iter().filter_map(|one| statistic_row(years, one, &span));
        organ_rows(&mut *sink, STATISTICS, rows)?;
        let rows = FieldId::all().filter_map(|field| field_row(years, field, &span));
        organ_rows(&mut *sink, FIELDS, rows)?;
    }
    for statistic in statistics() {
        sink.row(LINKS, &link_row(statistic, lang))?;
    }
    let page = charts::page(panel, lang);
    for row in &page.rows {
        sink.row(CHARTS, row)?;
    }
    for chart in &page.charts {
        sink.chart(CHARTS, chart)?;
    }
    source_rows(panel, lang, &mut *sink)?;
    sink.finish(None)
}

/// The rows of an organ, whose name stands out where they begin.
fn organ_rows(
    sink: &mut dyn SheetsSink,
    sheet: usize,
    rows: impl Iterator<Item = Vec<SheetCell>>,
) -> Result<()> {
    for (index, mut row) in rows.enumerate() {
        if let Some(SheetCell::Text(_, tone)) = row.first_mut() {
            *tone = if index == 0 { Tone::Strong } else { Tone::Faint };
        }
        sink.row(sheet, &row)?;
    }
    Ok(())
}

/// Nothing, between the numbers and the id, which would touch.
fn between() -> BookColumn {
    BookColumn { width: 2, ..BookColumn::default() }
}

fn year_columns(span: &[u16], lang: Lang) -> impl Iterator<Item = BookColumn> {
    span.iter().map(move |year| {
        let (zh, en) = (format!("{year}年"), year.to_string());
        column(lang, (&zh, &en), &en, 9, Amount)
    })
}

fn change_columns(span: &[u16], lang: Lang) -> impl Iterator<Item = BookColumn> {
    span.iter().skip(1).flat_map(move |year| {
        let (zh, en) = (format!("{year}年增减"), format!("{year}, change"));
        let change = column(lang, (&zh, &en), &format!("{year}.change"), 10, Amount);
        let (zh, en) = (format!("{year}年增减%"), format!("{year}, change %"));
        [change, column(lang, (&zh, &en), &format!("{year}.percent"), 10, Amount)]
    })
}

fn statistics_sheet(span: &[u16], lang: Lang) -> Sheet {
    let mut columns = vec![
        column(lang, ("机关", "Organ"), "organ", 24, Text),
        column(lang, ("统计项", "Statistic"), "label", 30, Text),
        column(lang, ("单位", "Unit"), "unit", 6, Text),
    ];
    columns.extend(year_columns(span, lang));
    columns.extend(change_columns(span, lang));
    columns.push(between());
    columns.push(column(lang, ("代号", "Id"), "statistic", 36, Text));
    Sheet {
        name: lang.pick("历年", "Years").to_owned(),
        columns,
        frozen: 2,
        kind: SheetKind::List,
        ..Sheet::default()
    }
}

fn fields_sheet(span: &[u16], lang: Lang) -> Sheet {
    let mut columns = vec![
        column(lang, ("机关", "Organ"), "organ", 24, Text),
        column(lang, ("项目", "Field"), "label", 60, Prose),
        column(lang, ("表式", "Form"), "editions", 14, Text),
        column(lang, ("单位", "Unit"), "unit", 6, Text),
    ];
    columns.extend(year_columns(span, lang));
    columns.extend(change_columns(span, lang));
    columns.push(between());
    columns.push(column(lang, ("代号", "Id"), "id", 36, Text));
    let name = lang.pick("全部项目", "All fields").to_owned();
    Sheet { name, columns, frozen: 2, kind: SheetKind::List, ..Sheet::default() }
}

fn links_sheet(lang: Lang) -> Sheet {
    let mut columns = vec![column(lang, ("统计项", "Statistic"), "label", 30, Text)];
    let mut before: Option<Edition> = None;
    for edition in Edition::ALL {
        if let Some(before) = before {
            let label = (&*format!("{before}→{edition}"), &*format!("{before} to {edition}"));
            columns.push(column(lang, label, &format!("to_{edition}"), 14, Text));
        }
        let label = (&*format!("{edition}年表式"), &*format!("Form of {edition}"));
        columns.push(column(lang, label, edition.id(), 40, Prose));
        before = Some(edition);
    }
    columns.push(column(lang, ("理由", "Reason"), "reason", 60, Prose));
    columns.push(column(lang, ("代号", "Id"), "statistic", 36, Text));
    let name = lang.pick("表式对照", "Crosswalk").to_owned();
    Sheet { name, columns, frozen: 1, kind: SheetKind::List, ..Sheet::default() }
}

fn sources_sheet(lang: Lang) -> Sheet {
    let columns = vec![
        column(lang, ("机关", "Organ"), "organ", 28, Text),
        column(lang, ("年度", "Year"), "year", 8, Count),
        column(lang, ("表式", "Form"), "form", 8, Text),
        column(lang, ("文件", "File"), "file", 44, Text),
        column(lang, ("说明", "Remark"), "remark", 50, Prose),
    ];
    Sheet {
        name: lang.pick("来源", "Sources").to_owned(),
        columns,
        frozen: 1,
        kind: SheetKind::List,
        ..Sheet::default()
    }
}

fn statistic_row(years: &Years, statistic: &Statistic, span: &[u16]) -> Option<Vec<SheetCell>> {
    let values: Vec<Option<Decimal>> =
        span.iter().map(|year| years.years.get(year)?.value(statistic)).collect();
    if values.iter().all(Option::is_none) {
        return None;
    }
    let mut row = vec![filled(&years.organ), filled(statistic.label), filled(unit(statistic))];
    row.extend(values.iter().map(|value| value.map_or(SheetCell::Empty, count)));
    let form = |year: &u16| years.years.get(year).and_then(|entry| entry.form);
    row.extend(changes(span, &values, |before, after| {
        matches!((form(before), form(after)), (Some(a), Some(b)) if statistic.is_comparable(a, b))
    }));
    row.extend([SheetCell::Empty, filled(statistic.name)]);
    Some(row)
}

/// The change to each year from the one before it, where it means something: a number and per cent.
fn changes(
    span: &[u16],
    values: &[Option<Decimal>],
    is_comparable: impl Fn(&u16, &u16) -> bool,
) -> Vec<SheetCell> {
    let pairs = span.windows(2).zip(values.windows(2));
    let cells = pairs.flat_map(|(years, values)| {
        let changed = match values {
            [Some(before), Some(after)] if is_comparable(&years[0], &years[1]) => {
                Some(change(*before, *after))
            }
            _ => None,
        };
        let (difference, percent) = changed.map_or((None, None), |(d, p)| (Some(d), p));
        [difference, percent].map(|value| value.map_or(SheetCell::Empty, count))
    });
    cells.collect()
}

/// The unit of the fields of every edition.
fn unit(statistic: &Statistic) -> &'static str {
    let mut fields = Edition::ALL.iter().flat_map(|edition| statistic.fields(*edition));
    fields.next().map_or("", |field| field.info().unit)
}

fn field_row(years: &Years, field: FieldId, span: &[u16]) -> Option<Vec<SheetCell>> {
    let fact = |year: &u16| years.years.get(year).and_then(|entry| entry.facts.get(field));
    let cells: Vec<SheetCell> = span
        .iter()
        .map(|year| match fact(year) {
            None => SheetCell::Empty,
            Some(fact) => fact.value.map_or(SheetCell::Blank(Tone::Unfilled), count),
        })
        .collect();
    if cells.iter().all(|cell| *cell == SheetCell::Empty) {
        return None;
    }
    let info = field.info();
    let editions: Vec<&str> = info.editions.iter().map(|edition| edition.id()).collect();
    let mut row = vec![
        filled(&years.organ),
        filled(&label(field)),
        filled(&editions.join(" ")),
        filled(info.unit),
    ];
    row.extend(cells);
    let values: Vec<Option<Decimal>> =
        span.iter().map(|year| fact(year).and_then(|fact| fact.value)).collect();
    // A field has one id in two editions only where both ask for the same.
    row.extend(changes(span, &values, |_, _| true));
    row.extend([SheetCell::Empty, filled(info.id)]);
    Some(row)
}

fn link_row(statistic: &Statistic, lang: Lang) -> Vec<SheetCell> {
    let fields = |edition| {
        let labels: Vec<String> =
            statistic.fields(edition).iter().map(|field| label(*field)).collect();
        filled(&labels.join(" + "))
    };
    let mut row = vec![filled(statistic.label), fields(Edition::E2014)];
    for link in statistic.links() {
        row.extend([filled(link.grade.text(lang)), fields(link.to)]);
    }
    row.push(filled(lang.pick(statistic.reason.0, statistic.reason.1)));
    row.push(filled(statistic.name));
    row
}

fn source_rows(panel: &Panel, lang: Lang, sink: &mut dyn SheetsSink) -> Result<()> {
    let year_cell = |year: Option<u16>| year.map_or(SheetCell::Empty, count);
    for years in &panel.organs {
        for (year, entry) in &years.years {
            let form = entry.form.map_or(lang.pick("无表格", "no tables"), Edition::id);
            let file = entry.file.as_deref().unwrap_or_default();
            sink.row(
                SOURCES,
                &[filled(&years.organ), year_cell(Some(*year)), filled(form), filled(file)],
            )?;
        }
    }
    for Spare { organ, year, file, why } in &panel.unused {
        let organ = filled(organ.as_deref().unwrap_or_default());
        let file = filled(file.as_deref().unwrap_or_default());
        let remark = filled(why.message(lang));
        sink.row(SOURCES, &[organ, year_cell(*year), SheetCell::Empty, file, remark])?;
    }
    Ok(())
}

impl Unused {
    /// The reason, for people.
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::NoOrgan => lang.pick("未用：机关不明", "not used: its organ cannot be told"),
            Self::NoYear => lang.pick("未用：年度不明", "not used: its year cannot be told"),
            Self::Copy => {
                lang.pick("未用：与同年的另一份相同", "not used: a copy of the year's other")
            }
            Self::Differs => lang.pick(
                "未用：与同年的另一份数字不同，请核对",
                "not used: other figures than the year's other report; compare them",
            ),
        }
    }
}

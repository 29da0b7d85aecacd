//! The table of reports: a row a report, with the ways to its rows elsewhere.

use nianbao_core::{
    ColumnKind, Edition, Lang, LinkTarget, Report, Sheet, SheetCell, SheetKind, Tone,
};

use super::frame::{FROZEN, Frame, YEAR, column, leading};
use super::lists::ListRows;
use super::sources::Origin;
use super::tables::{Table, Tables};
use super::wide::Wide;
use crate::cells::{count, text};

use ColumnKind::{Count, Ordinal, Prose, Text};

/// The table's head.
pub(super) fn sheet(lang: Lang, wide: &[Wide]) -> Sheet {
    let mut columns = leading(lang);
    columns.extend([
        column(lang, ("标题", "Title"), "title", 44, Prose),
        column(lang, ("表式", "Form"), "form", 7, Text),
        column(lang, ("发布日期", "Published"), "published", 12, Text),
        column(lang, ("省份（据名称）", "Province (from the name)"), "region.province", 13, Prose),
        column(lang, ("地市（据名称）", "City (from the name)"), "region.city", 13, Prose),
        column(lang, ("县区（据名称）", "County (from the name)"), "region.county", 13, Prose),
        column(lang, ("层级（据名称）", "Level (from the name)"), "region.level", 11, Text),
        column(lang, ("读到的单元格", "Cells read"), "facts", 9, Count),
        column(lang, ("其中无数字", "Without number"), "blanks", 9, Count),
        column(lang, ("有疑点的数", "Doubtful numbers"), "doubtful", 9, Count),
        column(lang, ("不能确定的格", "Cells lost"), "lost", 9, Count),
    ]);
    let ids = ["cells.disclosure", "cells.requests", "cells.review", "cells.2014"];
    columns.extend(wide.iter().zip(ids).map(|(table, id)| {
        let name = table.name(lang);
        column(lang, (name, name), id, 10, Count)
    }));
    columns.extend([
        // What the years of an organ tell of each other is found when all rows are written.
        column(lang, ("勾稽（单份）", "Findings (alone)"), "findings", 10, Count),
        column(lang, ("正文数据", "Statements"), "statements", 10, Count),
        column(lang, ("表外项目", "Extras"), "extras", 10, Count),
        column(lang, ("备注", "Notes"), "notes", 8, Count),
        column(lang, ("来源文件", "Source file"), "file", 36, Text),
        column(lang, ("部分", "Part"), "part", 7, Ordinal),
        column(lang, ("格式", "Format"), "format", 8, Text),
        column(lang, ("编码", "Encoding"), "encoding", 10, Text),
    ]);
    let name = lang.pick("报告", "Reports").to_owned();
    Sheet {
        name,
        kind: SheetKind::Data,
        columns,
        frozen: FROZEN,
        split: Some(YEAR),
        ..Sheet::default()
    }
}

/// A report's row, before its rows elsewhere are written.
pub(super) fn row(
    frame: &Frame<'_>,
    origin: Option<&Origin<'_>>,
    tables: &Tables,
    wide: &[Wide],
    lists: &ListRows,
    lang: Lang,
) -> Vec<SheetCell> {
    let Report { title, organ, year, form, published, source, facts, .. } = frame.report;
    let blanks = facts.iter().filter(|(_, fact)| fact.value.is_none()).count();
    let published = published.map(|day| day.to_string());
    let Frame { region, states, .. } = frame;
    let mut cells = vec![
        text(organ.as_deref()),
        year.map_or(SheetCell::Empty, count),
        count(frame.number),
        text(title.as_deref()),
        text(form.map(Edition::id)),
        text(published.as_deref()),
        text(region.province),
        text(region.city),
        text(region.county),
        text(region.level.map(|level| level.name(lang))),
        count(facts.len()),
        count(blanks),
        toned(states.doubtful, Tone::Doubtful),
        toned(states.lost, Tone::Lost),
    ];
    cells.extend(wide.iter().enumerate().map(|(index, table)| {
        let seen = table.fields().iter().filter(|field| facts.get(**field).is_some()).count();
        leading_to(Table::Wide(index), seen, tables, frame.number)
    }));
    cells.extend(
        lists.iter().map(|(table, rows)| leading_to(*table, rows.len(), tables, frame.number)),
    );
    let file = text(source.file.as_deref());
    let link = origin.and_then(|origin| origin.link_of(source.file.as_deref()));
    cells.extend([
        match link {
            Some(path) => SheetCell::Link(Box::new(file), LinkTarget::File(path.to_owned())),
            None => file,
        },
        count(source.part),
        text(source.format.as_deref()),
        text(source.encoding.as_deref()),
    ]);
    cells
}

/// How many there are, in the colour of such cells if there are any.
fn toned(number: u16, tone: Tone) -> SheetCell {
    SheetCell::Number(number.into(), if number == 0 { Tone::Plain } else { tone })
}

/// How many there are, and the way to the next row of their table, which will be the report's.
fn leading_to(table: Table, number: usize, tables: &Tables, report: u32) -> SheetCell {
    if number == 0 {
        return count(number);
    }
    SheetCell::Link(Box::new(count(number)), tables.link(table, tables.rows(table), report))
}

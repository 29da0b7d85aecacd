//! A page as text, its tables in one of the layouts that extraction leaves behind.

use std::collections::HashSet;

use nianbao::FieldId;

use crate::page::{Page, Piece, Row, Table};
use crate::style::{Layout, Merged};

/// A line, and the field whose value it is alone.
type Line = (String, Option<FieldId>);

/// The text of a file, and for each report the fields whose lines were dropped.
pub(crate) fn print(page: &Page) -> (String, Vec<Vec<FieldId>>) {
    let mut lines = report(page);
    let mut reports = vec![lines.len()];
    let mut last = page;
    while let Some((divider, next)) = &last.next {
        lines.push((divider.clone(), None));
        lines.extend(report(next));
        reports.push(lines.len());
        last = next;
    }
    let mut dropped = vec![Vec::new(); reports.len()];
    let mut seen = HashSet::new();
    let mut out = String::new();
    for (index, (line, field)) in lines.iter().enumerate() {
        let bare = line.trim_matches(['|', ' ']);
        if page.style.dedupe && !bare.is_empty() && !seen.insert(bare) {
            let report = reports.iter().position(|end| index < *end).unwrap_or_default();
            dropped[report].extend(*field);
            continue;
        }
        out += line;
        out += page.style.line_end;
    }
    (out, dropped)
}

fn report(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let plain = |text: &str| -> Vec<Line> {
        text.split('\n').map(|line| (line.to_owned(), None)).collect()
    };
    for text in page.above.iter().chain(&page.title).chain(&page.meta) {
        lines.extend(plain(text));
    }
    for piece in &page.body {
        match piece {
            Piece::Heading(text) => {
                lines.push((String::new(), None));
                lines.extend(plain(text));
            }
            Piece::Text(text) => lines.extend(plain(text)),
            Piece::Table(_) if page.style.dropped_tables => {}
            Piece::Table(table) => {
                let mut printed = self::table(page, table);
                if page.style.page_numbers {
                    let third = printed.len() / 3;
                    printed.insert(third * 2, ("— 3 —".to_owned(), None));
                    printed.insert(third, ("— 2 —".to_owned(), None));
                }
                lines.extend(printed);
            }
        }
    }
    for text in &page.below {
        lines.extend(plain(text));
    }
    lines
}

fn table(page: &Page, table: &Table) -> Vec<Line> {
    if page.layout == Layout::Columns {
        return crate::columns::print(table, page.style.space);
    }
    if page.style.merged != Merged::One {
        return unmerged(table, page.style.merged)
            .into_iter()
            .map(|row| line(page, &row))
            .collect();
    }
    let pads = padding(table);
    let mut lines = Vec::new();
    for (row, pads) in table.rows.iter().zip(pads) {
        let pads = if page.style.pads { pads } else { 0 } + page.style.more_bars;
        match page.layout {
            Layout::CellLines => cell_lines(row, page.style.gap, &mut lines),
            Layout::BarRows => lines.extend(split(&bar_row(row, pads))),
            Layout::Tabs => {
                let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                let between = match page.style.tabs {
                    0 => " ".to_owned(),
                    tabs => "\t".repeat(tabs),
                };
                lines.extend(split(&texts.join(&between)));
            }
            Layout::BarLines => {
                cells_with_bars(row, 0, &mut lines);
                if pads > 0 {
                    lines.push(("|".repeat(pads), None));
                }
            }
            Layout::LoneBar => {
                lines.push(("|".to_owned(), None));
                cells_with_bars(row, pads, &mut lines);
            }
            Layout::BarBetween => {
                for cell in row {
                    if !cell.text.is_empty() {
                        lines.extend(split(&cell.text).into_iter().map(|(t, _)| (t, cell.field)));
                    }
                    lines.push(("|".to_owned(), None));
                }
            }
            Layout::Html | Layout::Columns => {}
        }
    }
    lines
}

/// A row of a table whose cells that were merged are several.
fn line(page: &Page, row: &[String]) -> Line {
    let text = match page.layout {
        Layout::Tabs => row.join("\t"),
        _ => format!("| {} |", row.join(" | ")),
    };
    let text = text.replace('\n', "");
    (if page.style.trimmed { text.trim_end().to_owned() } else { text }, None)
}

/// The rows of a table with the cells that were merged as several.
fn unmerged(table: &Table, merged: Merged) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<Option<String>>> = vec![Vec::new(); table.rows.len()];
    for (y, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while rows[y].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            for (down, line) in rows.iter_mut().skip(y).take(cell.rows).enumerate() {
                line.resize(line.len().max(column + cell.columns), None);
                for (right, place) in line[column..column + cell.columns].iter_mut().enumerate() {
                    let first = (down, right) == (0, 0) || merged == Merged::Repeated;
                    *place = Some(if first { cell.text.clone() } else { LATER.repeat(down) });
                }
            }
        }
    }
    let kept = |text: &String| merged != Merged::Widths || !text.contains(LATER);
    let cells = |row: Vec<Option<String>>| row.into_iter().map(Option::unwrap_or_default);
    let plain = |text: String| text.replace(LATER, "");
    rows.into_iter().map(|row| cells(row).filter(kept).map(plain).collect()).collect()
}

/// Stands in cells that a cell above covers.
const LATER: &str = "\u{1}";

fn split(text: &str) -> Vec<Line> {
    text.split('\n').map(|line| (line.to_owned(), None)).collect()
}

fn cell_lines(row: &Row, gap: usize, lines: &mut Vec<Line>) {
    for cell in row.iter().filter(|cell| !cell.text.is_empty()) {
        for part in cell.text.split('\n') {
            lines.push((part.to_owned(), cell.field));
            lines.extend((0..gap).map(|_| (String::new(), None)));
        }
    }
}

fn bar_row(row: &Row, pads: usize) -> String {
    let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
    format!("{} |{}", texts.join(" | "), " |".repeat(pads))
}

fn cells_with_bars(row: &Row, pads: usize, lines: &mut Vec<Line>) {
    for (index, cell) in row.iter().enumerate() {
        let pads = if index + 1 == row.len() { " |".repeat(pads) } else { String::new() };
        let text = format!("{} |{pads}", cell.text);
        let parts = text.trim_start().split('\n');
        lines.extend(parts.map(|line| (line.to_owned(), cell.field)));
    }
}

/// For each row how many columns its cells cover beyond their number, with those that cells above
/// reach down into.
fn padding(table: &Table) -> Vec<usize> {
    let mut covered: Vec<(usize, usize)> = Vec::new();
    let mut pads = Vec::new();
    for row in &table.rows {
        let from_above: usize = covered.iter().map(|(_, columns)| columns).sum();
        pads.push(from_above + row.iter().map(|cell| cell.columns - 1).sum::<usize>());
        covered.extend(row.iter().map(|cell| (cell.rows, cell.columns)));
        for (rows, _) in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        // A cell counts for the rows below its own only.
        covered.retain(|(rows, _)| *rows > 0);
    }
    pads
}

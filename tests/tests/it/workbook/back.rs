//! Our own workbook, read back: as it was written, and as people leave it.

use std::collections::BTreeSet;

use nianbao::{ExportOptions, Fact, Facts, FieldId, Lang, Reader, Reading, Registry, Report};
use nianbao_core::{Block, Document, Grid, GridBuilder, Place};
use nianbao_form::recognise;

use super::{exported, reports};
use crate::judge::read;
use crate::matrix;

/// A report without what a workbook leaves out: without the long table how numbers are printed and
/// where, without the text sections. A line break in a paragraph begins another.
fn kept(report: &Report, long: bool, text: bool) -> Report {
    let mut kept = report.clone();
    if !long {
        kept.facts = Facts::default();
        for (field, fact) in report.facts.iter() {
            let bare = Fact { value: fact.value, raw: String::new(), at: None };
            kept.facts.insert(field, bare).unwrap();
        }
    }
    if !text {
        kept.sections.clear();
    }
    for section in &mut kept.sections {
        let lines = section.paragraphs.iter().flat_map(|text| text.lines());
        section.paragraphs = lines.map(str::to_owned).collect();
    }
    kept
}

#[test]
fn a_workbook_gives_back_all_that_it_holds() {
    let reports = reports();
    for (lang, whole) in [(Lang::Zh, false), (Lang::En, true)] {
        let options = ExportOptions { lang, long: whole, text: whole, ..ExportOptions::default() };
        let back = read("a.xlsx", &exported(&reports, options)).unwrap();
        assert_eq!(back.len(), reports.len());
        for (back, report) in back.iter().zip(&reports) {
            let (back, report) = (kept(back, whole, whole), kept(report, whole, whole));
            let name = format!("{:?} {lang:?}", report.source.file);
            assert_eq!(matrix::different(&name, &back, &report), None);
            assert_eq!(back.source, report.source);
        }
    }
}

/// The pages of a workbook with both long tables, by the names of their sheets.
fn pages(reports: &[Report]) -> Vec<(String, Vec<Block>)> {
    let options = ExportOptions { long: true, text: true, ..ExportOptions::default() };
    let registry = Registry::new().unwrap();
    let Some(Reader::Document(reader)) = registry.by_name("xlsx").unwrap().reader else {
        panic!("no reader");
    };
    let mut pages: Vec<(String, Vec<Block>)> = Vec::new();
    for block in matrix::document(reader, &exported(reports, options)).document.blocks {
        let at = match &block {
            Block::Line(line) => &line.at,
            Block::Grid(grid) => &grid.rows()[0][0].at,
        };
        let Place::Sheet { sheet, .. } = at else { panic!("{at}") };
        match pages.last_mut().filter(|(name, _)| **name == **sheet) {
            Some((_, blocks)) => blocks.push(block),
            None => pages.push((sheet.to_string(), vec![block])),
        }
    }
    pages
}

/// The reports of some pages, in the order of their numbers.
fn of_pages<'p>(pages: impl IntoIterator<Item = &'p (String, Vec<Block>)>) -> Vec<Report> {
    let blocks = pages.into_iter().flat_map(|(_, blocks)| blocks.iter().cloned()).collect();
    let mut reports = recognise(&Document { blocks, ..Document::default() });
    reports.sort_by_key(|report| (report.source.file.clone(), report.source.part));
    reports
}

/// The grid with its rows below two heads in reverse, each cell's text and place as `change` gives.
fn changed(grid: &Grid, change: impl Fn(usize, usize, &str) -> Option<String>) -> Grid {
    let (heads, rows) = grid.rows().split_at(2.min(grid.rows().len()));
    let mut builder = GridBuilder::new();
    for (index, row) in heads.iter().chain(rows.iter().rev()).enumerate() {
        builder.row();
        for cell in row {
            let text = change(index, cell.column, &cell.text);
            let text = text.unwrap_or_else(|| cell.text.clone());
            builder.cell(text, cell.columns, cell.rows, cell.head, cell.at.clone());
        }
    }
    builder.finish().0
}

fn each_grid(
    pages: &[(String, Vec<Block>)],
    change: impl Fn(&str, &Grid) -> Grid,
) -> Vec<(String, Vec<Block>)> {
    let block = |name: &str, block: &Block| match block {
        Block::Grid(grid) => Block::Grid(change(name, grid)),
        Block::Line(line) => Block::Line(line.clone()),
    };
    let page = |(name, blocks): &(String, Vec<Block>)| {
        (name.clone(), blocks.iter().map(|own| block(name, own)).collect())
    };
    pages.iter().map(page).collect()
}

/// Reports of different files, and two of one.
fn few() -> Vec<Report> {
    let mut few: Vec<Report> = reports().into_iter().step_by(9).collect();
    let mut second = few[1].clone();
    second.source.part = 2;
    few.push(second);
    few.sort_by_key(|report| (report.source.file.clone(), report.source.part));
    few
}

#[test]
fn sheets_in_another_order_and_sorted_rows_are_the_same_reports() {
    let reports = few();
    let mut pages = each_grid(&pages(&reports), |_, grid| changed(grid, |_, _, _| None));
    pages.reverse();
    let back = of_pages(&pages);
    assert_eq!(back.len(), reports.len());
    for (back, report) in back.iter().zip(&reports) {
        // The rows of a report's own lists are in reverse, too.
        let (mut back, mut report) = (kept(back, true, false), kept(report, true, false));
        for report in [&mut back, &mut report] {
            report.statements.sort_by_key(|one| (one.field, one.text.clone()));
            report.claims.sort_by_key(|one| one.text.clone());
            report.extras.sort_by_key(|one| one.cells.clone());
            report.notes.sort_by_key(|one| (one.code, one.detail.clone(), one.fields.clone()));
        }
        assert_eq!(matrix::different("sorted", &back, &report), None);
    }
}

#[test]
fn sheets_that_were_deleted_take_nothing_else_along() {
    let reports = few();
    let pages = pages(&reports);
    assert!(pages.len() > 12);
    for (deleted, (name, _)) in pages.iter().enumerate() {
        let left = pages.iter().enumerate().filter(|(index, _)| *index != deleted);
        let back = of_pages(left.map(|(_, page)| page));
        assert_eq!(back.len(), reports.len(), "without {name}");
        for (back, report) in back.iter().zip(&reports) {
            // The long table has what the others have.
            let (back, report) = (kept(back, false, false), kept(report, false, false));
            let name = format!("{:?} without {name}", report.source.file);
            assert_eq!(back.facts, report.facts, "{name}");
        }
    }
}

#[test]
fn an_organ_that_was_renamed_in_one_sheet_stays_one_report() {
    let reports = few();
    let renamed = |name: &str, grid: &Grid| {
        let new = |row, column, _: &str| {
            (name == "申请" && row > 1 && column == 0).then(|| "青石县水务局".to_owned())
        };
        changed(grid, new)
    };
    let back = of_pages(&each_grid(&pages(&reports), renamed));
    assert_eq!(back.len(), reports.len());
    for (back, report) in back.iter().zip(&reports) {
        assert_eq!(back.facts, report.facts, "{:?}", report.source.file);
    }
}

#[test]
fn a_number_that_two_sheets_show_otherwise_is_none() {
    let reports = few();
    let edited: BTreeSet<&str> = ["requests.received.total", "review.total"].into();
    let pages = each_grid(&pages(&reports), |name, grid| {
        let ids = grid.rows().get(1).cloned().unwrap_or_default();
        let new = |row: usize, column: usize, text: &str| {
            let id = ids.iter().find(|cell| cell.column == column)?;
            // One is changed, the other cleared.
            let new = if id.text == "review.total" { "" } else { "77777" };
            (name != "长表" && row > 1 && edited.contains(&*id.text) && !text.is_empty())
                .then(|| new.to_owned())
        };
        changed(grid, new)
    });
    let mut seen = 0;
    for (back, report) in of_pages(&pages).iter().zip(&reports) {
        for id in &edited {
            let field = FieldId::from_id(id).unwrap();
            if matches!(report.facts.reading(field), Reading::Number(..)) {
                assert_eq!(back.facts.reading(field), Reading::Absent, "{id}");
                assert!(back.notes.iter().any(|note| note.fields == [field]), "{id}");
                seen += 1;
            }
        }
    }
    assert!(seen > 2);
}

//! Tables of bodies on the page of a report, and beside its sheets.

use nianbao_core::{Block, Document, FieldId, GridBuilder, Line, NoteCode, Place, Role};

use super::{table, told};
use crate::{explain, recognise};

/// A page with its own table of the form, and a table of the bodies below it.
fn page_with_bodies(title: &str) -> Document {
    let line = |text: &str, role| {
        let at = Place::Line(1);
        Block::Line(Line { text: text.to_owned(), role, at })
    };
    let grid = |number: u32, rows: &[&[&str]]| {
        let mut builder = GridBuilder::new();
        for (row, cells) in (1..).zip(rows) {
            builder.row();
            for (column, text) in (1..).zip(*cells) {
                let at = Place::Cell { table: number, row, column };
                builder.cell((*text).to_owned(), 1, 1, false, at);
            }
        }
        Block::Grid(builder.finish().0)
    };
    let own: &[&[&str]] = &[
        &["统计指标", "单位", "统计数"],
        &["（一）收到申请数", "件", "31"],
        &["1.当面申请数", "件", "31"],
    ];
    let bodies: &[&[&str]] = &[
        &["单位", "主动公开政府信息数", "收到申请数"],
        &["青石镇人民政府", "52", "4"],
        &["青石县档案馆", "18", "27"],
    ];
    let text = Role::Text;
    let blocks = vec![
        line(title, Role::Heading(1)),
        line("发布日期：2017-03-02", text),
        line("一、概述", Role::Heading(2)),
        line("全县工作平稳。", text),
        grid(1, own),
        line("附件：各单位情况", text),
        grid(2, bodies),
    ];
    Document { blocks, ..Document::default() }
}

#[test]
fn a_table_of_bodies_below_a_page_is_no_report_and_takes_nothing_from_it() {
    let document = page_with_bodies("青石县2016年政府信息公开工作年度报告");
    let reports = recognise(&document);
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert_eq!(
        told(report),
        "Some(\"青石县\") Some(2016) applications.received.total=31 \
         applications.received.in_person=31"
    );
    assert_eq!(report.published.map(|day| day.to_string()).as_deref(), Some("2017-03-02"));
    assert_eq!(report.sections.len(), 1);
    assert_eq!(report.extras[1].cells, ["青石县档案馆", "18", "27"]);
    // What the page's own table does not print may be those rows together.
    let lost = report.notes.iter().find(|note| note.code == NoteCode::NumbersUnplaced).unwrap();
    let id = |field: &FieldId| field.id();
    assert_eq!(lost.fields.iter().map(id).collect::<Vec<_>>(), ["proactive.total"]);
    assert_eq!(lost.at, Some(Place::Cell { table: 2, row: 1, column: 1 }));
}

#[test]
fn what_is_explained_is_what_was_read_beside_a_table_of_bodies() {
    let document = page_with_bodies("青石县2016年政府信息公开工作年度报告");
    let field = FieldId::from_id("applications.received.total").unwrap();
    let explained = explain(&document, field);
    let [one] = explained.as_slice() else { panic!("{explained:?}") };
    assert_eq!(one.witnesses[0].fact.raw, "31");
    // A workbook whose bodies have a sheet of their own is a collection, with a form beside it.
    let rows: &[&[&str]] =
        &[&["单位", "主动公开政府信息数", "收到申请数"], &["青石镇人民政府", "52", "4"]];
    let own: &[&[&str]] = &[
        &["统计指标", "单位", "统计数"],
        &["（一）收到申请数", "件", "31"],
        &["1.当面申请数", "件", "31"],
    ];
    let blocks = vec![table("各单位", rows), table("本级", own)];
    let document = Document { blocks, ..Document::default() };
    let read = recognise(&document);
    let explained = explain(&document, field);
    assert_eq!((read.len(), explained.len()), (2, 2));
    for (report, one) in read.iter().zip(&explained) {
        let fact = one.witnesses.iter().find(|witness| witness.chosen).map(|one| &one.fact);
        assert_eq!((report.source.part, report.facts.get(field)), (one.part, fact));
    }
}

#[test]
fn a_collection_with_a_title_above_it_is_one() {
    let mut document = page_with_bodies("青石县2016年政府信息公开工作年度报告汇总");
    document.blocks.drain(1..6);
    let read = recognise(&document);
    let organs: Vec<_> = read.iter().map(|report| report.organ.as_deref()).collect();
    assert_eq!(organs, [Some("青石镇人民政府"), Some("青石县档案馆")]);
}

#[test]
fn a_cell_of_several_columns_is_noted_with_the_fields_of_all() {
    let mut builder = GridBuilder::new();
    let head = ["单位名称", "规章/本年制发件数", "规章/现行有效件数"];
    for (row, texts) in (1..).zip([&head[..], &["青石县财政局", "1 | 234 | 5"]]) {
        builder.row();
        for (column, text) in (1..).zip(texts) {
            let columns = if texts.len() == 2 && column == 2 { 2 } else { 1 };
            let at = Place::Cell { table: 1, row, column };
            builder.cell((*text).to_owned(), columns, 1, false, at);
        }
    }
    let blocks = vec![Block::Grid(builder.finish().0)];
    let read = recognise(&Document { blocks, ..Document::default() });
    let [report] = read.as_slice() else { panic!("{read:?}") };
    assert!(report.facts.is_empty());
    let note = report.notes.iter().find(|note| note.code == NoteCode::RowAmbiguous).unwrap();
    assert_eq!(note.fields.len(), 2, "{note}");
}

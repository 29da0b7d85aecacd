use nianbao_core::{Cell, Date, Decimal, Extra, Fact, Facts, Grid, NoteCode, Reading, Section};

use super::*;
use crate::recognise;

/// A report of an edition with a number of its own in every cell.
fn filled(edition: Edition) -> Report {
    let mut report = Report {
        title: Some("白石县教育局2022年政府信息公开工作年度报告".to_owned()),
        organ: Some("白石县教育局".to_owned()),
        year: Some(2022),
        form: Some(edition),
        published: Date::new(2023, 1, 20),
        ..Report::default()
    };
    let text = |words: &str| vec![words.to_owned()];
    let section = |number, heading: &str, words: &str| Section {
        number: Some(number),
        heading: Some(heading.to_owned()),
        paragraphs: text(words),
    };
    let before = Section {
        paragraphs: text("按照条例的要求编制本报告。"), ..Section::default()
    };
    report.sections = vec![
        before,
        section(1, "一、总体情况", "栏目按季度检查。"),
        section(
            2,
            "二、主动公开政府信息情况",
            "文件与解读同步发布，栏目每季度检查一次，错链当天修复，各科室专人负责。",
        ),
        section(3, "三、收到和处理政府信息公开申请情况", "窗口设在便民大厅。"),
        section(5, "五、存在的主要问题及改进情况", "解读材料偏少。"),
    ];
    let in_order = tables(&report);
    let order: Vec<FieldId> =
        templates().iter().filter(|table| table.edition == edition).flat_map(fields).collect();
    assert!(in_order.len() <= 1, "no facts, no tables but the one that tells the edition");
    for (number, field) in (1_i64..).zip(order) {
        // Numbers in a row from 1 would count the rows.
        let value = Decimal::from(number * 3 + 4);
        let unit = if field.id() == "disclosure.procurement.amount" { "万元" } else { "" };
        put(&mut report, field, Some(value), &format!("{value}{unit}"));
    }
    report
}

fn put(report: &mut Report, field: FieldId, value: Option<Decimal>, raw: &str) {
    let fact = Fact { value, raw: raw.to_owned(), at: None };
    report.facts.insert(field, fact).unwrap();
}

/// The report with a fact changed.
fn with(report: Report, id: &str, value: Option<i64>, raw: &str) -> Report {
    let value = value.map(Decimal::from);
    with_fact(report, id, Some(&Fact { value, raw: raw.to_owned(), at: None }))
}

fn without(report: Report, id: &str) -> Report {
    with_fact(report, id, None)
}

fn with_fact(mut report: Report, id: &str, changed: Option<&Fact>) -> Report {
    let wanted = FieldId::from_id(id).unwrap();
    let mut facts = Facts::default();
    for (field, fact) in report.facts.iter() {
        if let Some(fact) = if field == wanted { changed } else { Some(fact) } {
            facts.insert(field, fact.clone()).unwrap();
        }
    }
    report.facts = facts;
    report
}

/// What has to come back: everything but places and notes.
fn bare(mut report: Report) -> Report {
    let facts = report.facts.iter().map(|(field, fact)| (field, Fact { at: None, ..fact.clone() }));
    let mut without = Facts::default();
    facts.for_each(|(field, fact)| without.insert(field, fact).unwrap());
    report.facts = without;
    report.extras.iter_mut().for_each(|extra| extra.at = None);
    report.notes.clear();
    report.source = nianbao_core::Source::default();
    report
}

#[track_caller]
fn comes_back(report: &Report) -> Report {
    let mut read = recognise(&layout(report));
    assert_eq!(read.len(), 1);
    let read = read.remove(0);
    assert_eq!(bare(read.clone()), bare(report.clone()));
    read
}

fn grids(document: &Document) -> Vec<&Grid> {
    let mut grids = Vec::new();
    for block in &document.blocks {
        if let Block::Grid(grid) = block {
            grids.push(grid);
        }
    }
    grids
}

fn cell<'d>(document: &'d Document, id: &str) -> &'d Cell {
    let mut cells = grids(document).into_iter().flat_map(Grid::rows).flatten();
    cells.find(|cell| cell.mark(Cell::ID) == Some(id)).unwrap()
}

#[test]
fn a_full_form_comes_back_in_every_edition() {
    for edition in Edition::ALL {
        comes_back(&filled(edition));
    }
}

#[test]
fn blank_absent_and_zero_stay_apart() {
    for edition in [Edition::E2019, Edition::E2021] {
        for id in ["requests.granted.business", "disclosure.penalties.decisions"] {
            let report = with(filled(edition), id, None, "");
            comes_back(&report);
            comes_back(&with(report.clone(), id, None, "/"));
            comes_back(&with(report.clone(), id, Some(0), "0"));
            let read = comes_back(&without(report, id));
            assert_eq!(read.facts.reading(FieldId::from_id(id).unwrap()), Reading::Absent);
        }
    }
    for id in ["training.attendees", "capacity.budget"] {
        comes_back(&with(filled(Edition::E2014), id, None, ""));
        comes_back(&without(filled(Edition::E2014), id));
    }
}

#[test]
fn a_cell_tells_its_field_and_its_state() {
    let report = without(filled(Edition::E2021), "complaints");
    let report = without(report, "requests.granted.natural");
    let document = layout(&with(report, "requests.granted.total", None, ""));
    assert_eq!(cell(&document, "requests.granted.natural").mark("state"), Some("absent"));
    assert_eq!(cell(&document, "requests.granted.natural").text, "未见");
    assert_eq!(cell(&document, "requests.granted.total").mark("state"), None);
    assert_eq!(cell(&document, "requests.granted.total").mark(Cell::PLAIN), Some("空白"));
    assert_eq!(cell(&document, "requests.granted.total").text, "");
    assert_eq!(cell(&document, "requests.granted.business").mark(Cell::PLAIN), None);
}

#[test]
fn amounts_keep_their_raw_text_under_a_head_with_its_unit() {
    let cases = [
        (Edition::E2021, "disclosure.fees.amount", "本年收费金额（单位：元）"),
        (Edition::E2019, "disclosure.procurement.amount", "采购总金额（元）"),
        (Edition::E2014, "capacity.budget", "元"),
    ];
    for (edition, id, head) in cases {
        let value = Some(Decimal::new(1_234_567, 4));
        let shown = Fact { value, raw: "1,234,567".to_owned(), at: None };
        let report = with_fact(filled(edition), id, Some(&shown));
        let document = layout(&report);
        assert_eq!(cell(&document, id).text, "1,234,567");
        let texts = grids(&document).into_iter().flat_map(Grid::rows).flatten();
        assert!(texts.into_iter().any(|cell| cell.text == head), "{head}");
        comes_back(&report);
        let unknown = with(report, id, None, "8040");
        let read = comes_back(&unknown);
        assert!(read.notes.iter().any(|note| note.code == NoteCode::UnitMissing));
    }
}

#[test]
fn spans_are_those_of_the_form() {
    let document = layout(&filled(Edition::E2021));
    let grids = grids(&document);
    assert_eq!(grids.iter().map(|grid| grid.width()).collect::<Vec<_>>(), [4, 10, 15]);
    let first = &grids[1].rows()[0][0];
    assert_eq!((first.columns, first.rows, first.head), (3, 3, true));
    let license = cell(&document, "disclosure.licensing.decisions");
    assert_eq!((license.column, license.columns, license.head), (1, 3, false));
}

#[test]
fn tables_stand_in_their_sections() {
    let document = layout(&filled(Edition::E2021));
    let kinds: String = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Line(Line { role: Role::Heading(_), .. }) => 'h',
            Block::Line(_) => '.',
            Block::Grid(_) => 't',
        })
        .collect();
    // Section four has no heading here; its table stands behind section three all the same.
    assert_eq!(kinds, "h....h.h.th.tth.");
    let old = layout(&filled(Edition::E2014));
    let [.., Block::Line(caption), Block::Grid(_)] = old.blocks.as_slice() else { panic!() };
    assert_eq!((caption.role, caption.text.as_str()), (Role::Caption, "政府信息公开情况统计表"));
}

#[test]
fn a_line_that_may_be_a_caption_stands_behind_the_table() {
    let texts = ["（样表）", "本节数据由办公室汇总。", "（2019年度）", "甲"].map(str::to_owned);
    assert_eq!(above(&texts, None), 0);
    assert_eq!(above(&texts[1..], None), 1);
    assert_eq!(above(&texts[3..], None), 1);
    assert_eq!(above(&["甲县乙局".to_owned(), "2019年1月20日".to_owned()], None), 2);
    let long = format!("（2019年度）{}。", "文件与解读同步发布，栏目每季度检查一次".repeat(2));
    assert_eq!(above(&[texts[0].clone(), long, texts[3].clone()], None), 3);
}

#[test]
fn rows_of_another_edition_are_printed_too() {
    let mut report = filled(Edition::E2021);
    for id in ["disclosure.normative.made", "disclosure.normative.published", "complaints"] {
        put(&mut report, FieldId::from_id(id).unwrap(), Some(Decimal::from(7)), "7");
    }
    comes_back(&report);
}

#[test]
fn a_report_without_tables_is_prose() {
    let mut report = filled(Edition::E2021);
    (report.facts, report.form) = (Facts::default(), None);
    assert_eq!(grids(&layout(&report)).len(), 0);
    comes_back(&report);
}

#[test]
fn the_edition_shows_where_its_cells_do_not_tell() {
    let mut report = filled(Edition::E2019);
    let shared = FieldId::from_id("review.total").unwrap();
    report.facts = Facts::default();
    put(&mut report, shared, Some(Decimal::from(3)), "3");
    comes_back(&report);
    report.facts = Facts::default();
    comes_back(&report);
    report.year = None;
    report.title = Some("白石县教育局政府信息公开工作年度报告".to_owned());
    comes_back(&report);
}

#[test]
fn the_frame_comes_back_without_a_title() {
    let mut report = filled(Edition::E2021);
    report.title = None;
    comes_back(&report);
}

#[test]
fn rows_of_the_pages_own_come_back() {
    let mut report = filled(Edition::E2021);
    let cells = ["其他主动公开文件", "4", "/", "12"].map(str::to_owned).to_vec();
    report.extras = vec![Extra { cells, at: None }];
    comes_back(&report);
    // Under a label of the form the values would be the form's.
    report.extras[0].cells[0] = "规章".to_owned();
    let read = recognise(&layout(&report)).remove(0);
    assert_eq!(bare(read).facts, report.facts);
}

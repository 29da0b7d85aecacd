//! Reports of every kind: read from pages in every damage, and made by hand.

use std::fs;

use nianbao::{
    Claim, Date, Decimal, Edition, Extra, Fact, FieldId, Note, NoteCode, Place, Report, Section,
    Statement,
};

use crate::dice::Dice;
use crate::page::{Kind, Page};
use crate::printed::print;
use crate::style::Layout;
use crate::{damage, figures, judge, laws};

/// A report, and what it is for a message.
type Named = (String, Report);

/// Reports of every kind.
pub(super) fn all() -> Vec<Named> {
    let mut all = few();
    all.extend(damaged());
    for path in laws::inputs("pages") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reports = judge::read(&name, &fs::read(&path).unwrap()).unwrap();
        let recognised = reports.into_iter().filter(is_recognised);
        all.extend(recognised.map(|report| (path.display().to_string(), report)));
    }
    all
}

/// Whether a report was read from a page: what a program wrote may hold texts that no page prints, a
/// line break in a paragraph.
fn is_recognised(report: &Report) -> bool {
    let documents: Vec<&str> = super::documents().map(|(format, ..)| format.name).collect();
    report.source.format.as_deref().is_some_and(|name| documents.contains(&name))
}

/// One of every edition, one without tables, and two made by hand.
pub(super) fn few() -> Vec<Named> {
    let mut few: Vec<Named> = Edition::ALL
        .into_iter()
        .map(|edition| (format!("edition {edition}"), read(&page(edition, Layout::Html)).remove(0)))
        .collect();
    few.push(("prose".to_owned(), prose()));
    few.push(("by hand".to_owned(), by_hand()));
    few.push(("mixed editions".to_owned(), mixed()));
    few
}

fn page(edition: Edition, layout: Layout) -> Page {
    let mut dice = Dice::new(21);
    Page::new(Kind { edition, layout }, "白石县教育局", &figures::draw(edition, &mut dice))
}

fn read(page: &Page) -> Vec<Report> {
    judge::read(page.layout.file_name(), &print(page).bytes).unwrap_or_default()
}

/// What is read of a page in each damage, on each edition and layout in turn.
fn damaged() -> Vec<Named> {
    let layouts = [Layout::Html, Layout::CellLines, Layout::Html, Layout::BarRows];
    let mut kinds = Edition::ALL.into_iter().cycle().zip(layouts.into_iter().cycle());
    let mut dice = Dice::new(22);
    let mut reports = Vec::new();
    for damage in damage::all() {
        let fits = kinds
            .by_ref()
            .take(12)
            .find(|(edition, layout)| (damage.fits)(Kind { edition: *edition, layout: *layout }));
        let Some((edition, layout)) = fits else { continue };
        let mut page = page(edition, layout);
        (damage.act)(&mut page, &mut dice);
        for report in read(&page) {
            reports.push((format!("{} on {edition} in {layout:?}", damage.name), report));
        }
    }
    assert!(reports.len() > 80);
    reports
}

fn prose() -> Report {
    let mut page = page(Edition::E2021, Layout::Html);
    page.style.dropped_tables = true;
    read(&page).remove(0)
}

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

fn cell(value: Option<&str>, raw: &str, line: u32) -> Fact {
    let value = value.map(|value| value.parse().unwrap());
    Fact { value, raw: raw.to_owned(), at: Some(Place::Line(line)) }
}

/// All that a report can hold, and texts that are markup in one format or another.
fn by_hand() -> Report {
    let mut report = Report {
        title: Some("甲县乙局2022年政府信息公开工作年度报告".to_owned()),
        organ: Some("甲县乙局".to_owned()),
        year: Some(2022),
        form: Some(Edition::E2021),
        published: Date::new(2023, 1, 9),
        ..Report::default()
    };
    let nasty = "<u onclick='x()'>&amp;</u> \"]]>\" \\n {x} =SUM(A1) 、";
    report.sections = vec![
        Section { paragraphs: vec!["编者按。".to_owned()], ..Section::default() },
        Section {
            number: Some(1),
            heading: Some("一、总体情况".to_owned()),
            paragraphs: vec![nasty.to_owned(), "新收申请102件。".to_owned()],
        },
        Section {
            number: Some(2),
            heading: Some("二、主动公开政府信息情况".to_owned()),
            paragraphs: Vec::new(),
        },
    ];
    let facts = [
        ("disclosure.regulations.issued", cell(Some("0"), "０件", 7)),
        ("disclosure.regulations.repealed", cell(None, "/", 7)),
        ("disclosure.regulations.in_force", cell(None, "", 7)),
        ("disclosure.normative.issued", cell(None, "约<5>\"", 8)),
        ("disclosure.normative.in_force", cell(Some("1234"), "1,234（其中修订3件）", 8)),
        ("disclosure.fees.amount", cell(Some("0.0251"), "251元", 9)),
        ("requests.received.natural", cell(Some("12"), "12①", 12)),
        ("requests.received.total", cell(None, "——", 12)),
    ];
    for (id, fact) in facts {
        report.facts.insert(field(id), fact).unwrap();
    }
    report.statements = vec![Statement {
        field: field("requests.received.total"),
        value: Decimal::from(102),
        text: "新收申请102件".to_owned(),
        at: Some(Place::Line(3)),
    }];
    report.claims = Vec::<Claim>::new();
    let cells = ["其他主动公开文件", "4", "/", "12"].map(str::to_owned).to_vec();
    report.extras = vec![Extra { cells, at: Some(Place::Line(10)) }];
    report.notes = vec![
        Note::new(NoteCode::ValueUnreadable, "约<5>\"")
            .with_fields([field("disclosure.normative.issued")])
            .at(Place::Line(8)),
        Note::new(NoteCode::DateConflict, "甲|乙"),
    ];
    // Only what reading says of the prose itself can come back from a page.
    let read = nianbao_form::recognise(&nianbao_form::layout(&report)).remove(0);
    report.statements.clone_from(&read.statements);
    report
}

/// Fields of two editions in one report, amounts in other units.
fn mixed() -> Report {
    let mut report = page(Edition::E2021, Layout::Html);
    report.meta.clear();
    let mut report = read(&report).remove(0);
    let facts = [
        ("disclosure.normative.made", cell(Some("7"), "7", 40)),
        ("disclosure.normative.published", cell(None, "", 40)),
        ("disclosure.procurement.amount", cell(Some("15000"), "1.5", 41)),
        ("capacity.budget", cell(Some("0.3"), "3,000", 42)),
    ];
    for (id, fact) in facts {
        report.facts.insert(field(id), fact).unwrap();
    }
    report
}

//! What is written reads back the same and is valid; what is not ours is refused by line.

mod exact;
mod refused;
mod schema;

use nianbao_core::{
    Claim, Date, Decimal, Edition, Extra, Fact, FieldId, Input, Note, NoteCode, Place, Report,
    ReportsReader, ReportsWriter, Section, Source, Statement,
};

use crate::{NAMESPACE, read, write};

/// What every attribute and text must survive.
const AWKWARD: &str = "  “引号” \"'\t<&> ]]>\r\n\r与\u{85}\u{2028}\u{a0}\u{3000}换行&amp; \n";

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

/// A report with every part filled, every state of a fact, and awkward text in every place.
fn full() -> Report {
    let mut report = Report {
        title: Some(AWKWARD.into()),
        organ: Some(String::new()),
        year: Some(2020),
        form: Some(Edition::E2019),
        published: Date::new(2021, 1, 22),
        source: Source {
            file: Some(AWKWARD.into()),
            format: Some(String::new()),
            encoding: Some("gb18030".into()),
            part: 3,
        },
        sections: vec![
            Section::default(),
            Section {
                number: None, heading: None, paragraphs: vec!["前言".into(), String::new()]
            },
            Section { number: Some(1), heading: Some(AWKWARD.into()), paragraphs: vec![] },
            Section {
                number: Some(2),
                heading: Some(String::new()),
                paragraphs: vec![AWKWARD.into()],
            },
        ],
        ..Report::default()
    };
    let sheet = Place::Sheet { sheet: format!(" 表 <&\"{AWKWARD}").into(), cell: "B5".into() };
    let facts = [
        // Not the order of the catalogue: the report's own order must stay.
        ("review.total", Some("0"), "0", Some(Place::Cell { table: 3, row: 2, column: 5 })),
        ("disclosure.procurement.amount", Some("51.1082"), "51.1082万元", Some(Place::Line(7))),
        ("disclosure.penalties.items_change", Some("-2"), "-2", None),
        ("requests.received.total", None, "/", Some(Place::Line(9))),
        ("requests.received.natural", None, "", None),
        ("requests.received.business", None, AWKWARD, Some(sheet.clone())),
    ];
    for (id, value, raw, at) in facts {
        let value = value.map(|text: &str| text.parse().unwrap());
        report.facts.insert(field(id), Fact { value, raw: raw.into(), at }).unwrap();
    }
    report.statements.push(Statement {
        field: field("processing_fee.collected"),
        value: Decimal::new(15, 1),
        text: AWKWARD.into(),
        at: Some(sheet),
    });
    report.claims.push(Claim {
        fields: vec![field("requests.granted.total"), field("requests.partial.total")],
        value: Decimal::from(258),
        text: "258件".into(),
        at: None,
    });
    report
        .extras
        .push(Extra { cells: vec![AWKWARD.into(), String::new()], at: Some(Place::Line(8)) });
    report.extras.push(Extra::default());
    let note = Note::new(NoteCode::RowAmbiguous, format!("一行{{}}{AWKWARD}"));
    report.notes.push(note.with_fields([field("complaints")]).at(Place::Line(3)));
    report.notes.push(Note::new(NoteCode::OrganMissing, ""));
    report
}

fn write(reports: &[Report]) -> String {
    let mut out = Vec::new();
    let mut sink = write::Xml.start(Box::new(&mut out)).unwrap();
    for report in reports {
        sink.push(report).unwrap();
    }
    sink.finish().unwrap();
    String::from_utf8(out).unwrap()
}

fn read(bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    let mut reports = Vec::new();
    let input = Input::new("x", bytes, &|_| 0);
    read::Xml.read(&input, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    Ok(reports)
}

/// A document with these reports.
fn document(reports: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<reports xmlns=\"{NAMESPACE}\">\n{reports}\n</reports>")
}

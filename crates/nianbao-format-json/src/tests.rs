//! What is written reads back the same.

use nianbao_core::{
    Claim, Date, Decimal, Edition, Extra, Fact, FieldId, Input, Note, NoteCode, Place, Report,
    ReportsReader, ReportsWriter, Section, Source, Statement,
};

use crate::{read, write};

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

/// A report with every part filled, and every state of a fact.
fn full() -> Report {
    let mut report = Report {
        title: Some("“引号”\n与\u{2028}换行".into()),
        organ: Some("某市人民政府".into()),
        year: Some(2020),
        form: Some(Edition::E2019),
        published: Date::new(2021, 1, 22),
        source: Source {
            file: Some("a.html".into()),
            format: Some("html".into()),
            encoding: Some("gb18030".into()),
            part: 1,
        },
        sections: vec![
            Section { number: None, heading: None, paragraphs: vec!["前言".into()] },
            Section {
                number: Some(1), heading: Some("一、总体情况".into()), paragraphs: vec![]
            },
        ],
        ..Report::default()
    };
    let facts = [
        // Not the order of the catalogue: the report's own order must stay.
        ("review.total", Some("0"), "0", Some(Place::Cell { table: 3, row: 2, column: 5 })),
        ("disclosure.procurement.amount", Some("51.1082"), "51.1082万元", Some(Place::Line(7))),
        ("disclosure.penalties.items_change", Some("-2"), "-2", None),
        ("requests.received.total", None, "/", Some(Place::Line(9))),
        ("requests.received.natural", None, "", None),
    ];
    for (id, value, raw, at) in facts {
        let value = value.map(|text: &str| text.parse().unwrap());
        report.facts.insert(field(id), Fact { value, raw: raw.into(), at }).unwrap();
    }
    let sheet = Place::Sheet { sheet: "表一".into(), cell: "B5".into() };
    report.statements.push(Statement {
        field: field("processing_fee.collected"),
        value: Decimal::new(15, 1),
        text: "1.5万元".into(),
        at: Some(sheet),
    });
    report.claims.push(Claim {
        fields: vec![field("requests.granted.total"), field("requests.partial.total")],
        value: Decimal::from(258),
        text: "258件".into(),
        at: None,
    });
    report.extras.push(Extra { cells: vec!["甲".into(), "5".into()], at: Some(Place::Line(8)) });
    let note = Note::new(NoteCode::RowAmbiguous, "一行{}");
    report.notes.push(note.with_fields([field("complaints")]).at(Place::Line(3)));
    report.notes.push(Note::new(NoteCode::OrganMissing, ""));
    report
}

fn write(writer: &dyn ReportsWriter, reports: &[Report]) -> String {
    let mut out = Vec::new();
    let mut sink = writer.start(Box::new(&mut out)).unwrap();
    for report in reports {
        sink.push(report).unwrap();
    }
    sink.finish().unwrap();
    String::from_utf8(out).unwrap()
}

fn read(reader: &dyn ReportsReader, text: &str) -> anyhow::Result<Vec<Report>> {
    let mut reports = Vec::new();
    let input = Input::new("x", text.as_bytes(), &|_| 0);
    reader.read(&input, &mut |report| {
        reports.push(report);
        Ok(())
    })?;
    Ok(reports)
}

#[test]
fn both_formats_give_back_the_same_reports() {
    for reports in [vec![], vec![Report::default()], vec![full(), Report::default(), full()]] {
        let json = write(&write::Json, &reports);
        assert_eq!(read(&read::Json, &json).unwrap(), reports, "{json}");
        let jsonl = write(&write::Jsonl, &reports);
        assert_eq!(read(&read::Jsonl, &jsonl).unwrap(), reports, "{jsonl}");
        assert_eq!(jsonl.lines().count(), reports.len());
    }
}

#[test]
fn a_byte_order_mark_and_blank_lines_are_passed_over() {
    let jsonl = format!("\u{feff}{}\r\n\n", write(&write::Jsonl, &[full()]).trim_end());
    assert_eq!(read(&read::Jsonl, &jsonl).unwrap(), [full()]);
    let json = format!("\u{feff}{}", write(&write::Json, &[full()]));
    assert_eq!(read(&read::Json, &json).unwrap(), [full()]);
}

#[test]
fn the_shape_is_the_public_one() {
    let json = write(&write::Jsonl, &[full()]);
    let keys = ["title", "organ", "year", "form", "published", "source", "sections", "facts"];
    let keys = keys.iter().chain(&["statements", "claims", "extras", "notes"]);
    let places: Vec<_> = keys.map(|key| json.find(&format!("\"{key}\": ")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    for part in [
        r#""published": "2021-01-22""#,
        r#""form": "2019""#,
        r#""source": {"file": "a.html", "format": "html", "encoding": "gb18030", "part": 1}"#,
        r#""review.total": {"value": 0, "raw": "0", "at": "table 3, row 2, column 5"}"#,
        r#""requests.received.natural": {"value": null, "raw": "", "at": null}"#,
        r#"{"ids": ["requests.granted.total", "requests.partial.total"], "value": 258, "text""#,
        r#"{"severity": "warning", "code": "row.ambiguous", "message": "无法"#,
    ] {
        assert!(json.contains(part), "{part}\n{json}");
    }
}

#[test]
fn a_fact_is_a_line_of_json() {
    let json = write(&write::Json, &[full()]);
    let line = "        \"requests.received.total\": {\"value\": null, \"raw\": \"/\", \"at\": \"line 9\"},";
    assert!(json.lines().any(|found| found == line), "{json}");
    assert!(json.starts_with("{\n  \"reports\": [\n    {\n      \"title\": "), "{json}");
    assert!(json.ends_with("\n    }\n  ]\n}\n"), "{json}");
}

#[test]
fn errors_name_the_line_and_the_word() {
    let good = write(&write::Jsonl, &[Report::default()]);
    let cases = [
        (r#"{"facts": {"requests.nobody": {"value": 1}}}"#, "\"requests.nobody\" is not the id"),
        (r#"{"facts": {}, "notes": [{"code": "no.such"}]}"#, "\"no.such\" is not the code"),
        (r#"{"facts": {"complaints": {"value": 1e40}}}"#, "1e40"),
        (r#"{"facts": {"complaints": {"raw": "1"}}}"#, "value"),
        (r#"{"facts": {"complaints": {"value": 1}, "complaints": {"value": 2}}}"#, "stands twice"),
        (r#"{"facts": {}, "published": "2021-02-30"}"#, "2021-02-30"),
        (r#"{"title": "x"}"#, "facts"),
        (r#"{"facts": {}} {"#, "trailing"),
    ];
    for (line, word) in cases {
        let error = read(&read::Jsonl, &format!("{good}\n{line}\n")).unwrap_err().to_string();
        assert!(error.starts_with("line 3, column ") && error.contains(word), "{error}");
        assert!(!error.contains("at line"), "{error}");
    }
    let error = read(&read::Json, "{\"reports\": [\n{\"facts\":\n{\"x\": 1}}]}").unwrap_err();
    assert!(error.to_string().starts_with("line 3, column "), "{error}");
    let error = read(&read::Json, "{\"list\": []}").unwrap_err();
    assert!(error.to_string().contains("\"reports\""), "{error}");
}

#[test]
fn faults_are_told_in_chinese_too_with_the_column_as_an_editor_counts() {
    for (text, line, column, kind) in [
        ("{\"reports\": [\n{\"organ\": \"乙局\",}]}", 2, 16, "不合 JSON 的写法"),
        ("{\"reports\": [\n", 2, 1, "不完整"),
        ("{\"reports\": [\n{\"facts\": {\"甲\": {}}}]}", 2, 14, "不是年报数据应有的"),
        ("{\"报告\": []}", 1, 1, "不是年报数据应有的"),
    ] {
        let error = read(&read::Json, text).unwrap_err();
        let fault = error.downcast_ref::<nianbao_core::Malformed>().unwrap();
        assert_eq!((fault.line, fault.column), (line, column), "{text}: {fault}");
        let told = fault.message(nianbao_core::Lang::Zh);
        assert!(told.starts_with(&format!("第 {line} 行第 {column} 列")), "{told}");
        assert!(told.contains(kind) && told.contains(&fault.why), "{told}");
    }
}

#[test]
fn the_sinks_own_error_comes_through() {
    let json = write(&write::Json, &[full()]);
    let input = Input::new("x", json.as_bytes(), &|_| 0);
    let error = read::Json::read(&read::Json, &input, &mut |_| anyhow::bail!("full")).unwrap_err();
    assert_eq!(error.to_string(), "full");
}

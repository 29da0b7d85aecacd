//! What is written cannot hurt whoever opens it: texts of a report stay texts, whatever they say. A report
//! full of markup and formulas gives the same elements, links and formulas as one full of plain words.

use std::io::{Cursor, Read as _};

use nianbao::{
    Edition, Export, ExportOptions, Extra, Fact, FieldId, Note, NoteCode, Registry, Report, Section,
};

use crate::matrix::{formats, read, written};

/// What has done harm in a page, a workbook or a terminal.
const HARMFUL: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><a href='javascript:alert(1)'>x</a>",
    "=cmd|'/c calc'!A1",
    "+HYPERLINK(\"http://example.com\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+DDE(\"cmd\";\"/c\";\"x\")",
    "]]><!--&lt;b&gt;&#60;i>",
    "{{=1}}<?php echo 1 ?>",
    "\"&WEBSERVICE(\"http://example.com\")&\"",
];

/// A report that says this wherever a report says anything.
fn saying(text: &str) -> Report {
    let mut report = Report {
        title: Some(format!("{text}2022年政府信息公开工作年度报告")),
        organ: Some(text.to_owned()),
        year: Some(2022),
        form: Edition::ALL.last().copied(),
        ..Report::default()
    };
    report.source.file = Some(format!("{text}.html"));
    report.source.part = 1;
    let section = |number| Section {
        number: Some(number),
        heading: Some(text.to_owned()),
        paragraphs: vec![text.to_owned(); 2],
    };
    report.sections = vec![section(1), section(2)];
    for field in FieldId::all().filter(|field| field.info().editions.len() > 1).take(3) {
        let fact = Fact { value: None, raw: text.to_owned(), at: None };
        report.facts.insert(field, fact).unwrap();
    }
    report.extras = vec![Extra { cells: vec![text.to_owned(); 3], at: None }];
    report.notes = vec![Note::new(NoteCode::ValueUnreadable, text)];
    report
}

/// The same letters, digits and spaces, with a plain character for each sign.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == ' ' { c } else { '字' }).collect()
}

/// Everything that is written of a report: a name, and the texts in the file.
fn outputs(report: &Report) -> Vec<(String, String)> {
    let mut outputs = Vec::new();
    for format in formats().into_iter().filter(|format| !format.name.starts_with("json")) {
        add(&mut outputs, format.name, written(format, &[report]));
    }
    let registry = Registry::new().unwrap();
    let writer = registry.by_name("xlsx").unwrap().sheets.unwrap().file().unwrap();
    let mut bytes = Vec::new();
    let options = ExportOptions { long: true, text: true, ..ExportOptions::default() };
    let mut export = Export::start(writer, Box::new(&mut bytes), options).unwrap();
    export.push(report).unwrap();
    export.finish().unwrap();
    add(&mut outputs, "export", bytes);
    let diff = nianbao::diff::diff(report, &Report::default());
    let mut page = Vec::new();
    nianbao::diff::html(&[diff], nianbao::Lang::Zh, &mut page).unwrap();
    add(&mut outputs, "diff", page);
    outputs
}

fn add(outputs: &mut Vec<(String, String)>, name: &str, bytes: Vec<u8>) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) else {
        outputs.push((name.to_owned(), String::from_utf8(bytes).unwrap()));
        return;
    };
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        let path = String::from_utf8(part.name_raw().to_vec()).unwrap();
        part.read_to_string(&mut text).unwrap();
        outputs.push((format!("{name} {path}"), text));
    }
}

/// The tags of a text with the names of their attributes and the values of those that lead somewhere; and
/// formulas without the texts in them.
fn skeleton(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quote = None;
        let end = after.find(|c| match (quote, c) {
            (None, '>') => true,
            (None, '"' | '\'') => {
                quote = Some(c);
                false
            }
            (Some(open), c) => {
                if open == c {
                    quote = None;
                }
                false
            }
            _ => false,
        });
        let Some(end) = end else { break };
        let (tag, after) = (&after[..end], &after[end + 1..]);
        found.push(tag_of(tag));
        if tag == "f" || tag.starts_with("f ") {
            found.push(without_texts(after.split('<').next().unwrap()));
        }
        rest = after;
    }
    found
}

fn tag_of(tag: &str) -> String {
    let mut kept = tag.split([' ', '\n']).next().unwrap().to_owned();
    for (at, _) in tag.match_indices("=\"") {
        let name = tag[..at].rsplit([' ', '\n']).next().unwrap();
        let value = tag[at + 2..].split('"').next().unwrap();
        let leads = ["href", "src", "action", "Target", "TargetMode", "location"].contains(&name);
        // How high a row is depends on how wide its text is.
        if !["ht", "customHeight"].contains(&name) {
            kept.push(' ');
            kept.push_str(name);
        }
        kept += if leads { value } else { "" };
    }
    kept
}

/// A formula without its texts: in them a quote is two.
fn without_texts(formula: &str) -> String {
    let formula = formula.replace("&quot;", "\"").replace("\"\"", "");
    formula.split('"').step_by(2).collect::<Vec<_>>().join("\"")
}

#[test]
fn no_text_becomes_markup_a_link_or_a_formula() {
    for text in HARMFUL {
        let (found, wanted) = (outputs(&saying(text)), outputs(&saying(&plain(text))));
        assert_eq!(found.len(), wanted.len(), "{text}: other parts");
        for ((name, found), (_, wanted)) in found.iter().zip(&wanted) {
            // What is no markup has none to come out of: that its signs stay signs is the kit's law.
            if !wanted.trim_start().starts_with('<') {
                continue;
            }
            let (mut found, mut wanted) = (skeleton(found), skeleton(wanted));
            // Which rows a sheet has may hang on the words; what rows and cells are made of does not.
            if name.starts_with("export xl/worksheets") {
                for parts in [&mut found, &mut wanted] {
                    parts.sort();
                    parts.dedup();
                }
            }
            let other = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
            assert_eq!(other, None, "{text} in {name}");
            assert_eq!(found.len(), wanted.len(), "{text} in {name}");
        }
    }
}

#[test]
fn pages_run_nothing_and_load_nothing() {
    let report = saying("甲县");
    for (name, text) in outputs(&report).iter().filter(|(name, _)| name == "html" || name == "diff")
    {
        let lower = text.to_lowercase();
        for word in
            ["<script", "<iframe", "<object", "<link", "@import", "url(", " src=", " onload="]
        {
            assert!(!lower.contains(word), "{name} has {word}");
        }
        let remote =
            lower.match_indices("://").filter(|(at, _)| !lower[..*at].ends_with("xmlns=\"http"));
        assert_eq!(remote.count(), 0, "{name} names an address");
    }
}

#[test]
fn controls_are_not_written() {
    let text = "甲\u{0}\u{8}\u{b}\u{1b}[31m乙\u{7f}\u{9b}";
    for (name, text) in outputs(&saying(text)) {
        // XML is exact, and can hold the upper ones.
        let exact = |c: char| name == "xml" && c >= '\u{7f}';
        let control = |c: &char| c.is_control() && !exact(*c) && !"\n\r\t\u{c}".contains(*c);
        assert_eq!(text.chars().find(control), None, "{name}");
    }
}

/// A cell that is no number because of a sign that prints nothing is none on any page.
#[test]
fn no_control_that_goes_leaves_a_number() {
    let controls: Vec<char> =
        ('\0'..='\u{9f}').filter(|c| c.is_control()).chain(['\u{fffe}', '\u{ffff}']).collect();
    let mut report = Report { form: Some(Edition::E2021), year: Some(2022), ..Report::default() };
    report.title = Some("甲县乙局2022年政府信息公开工作年度报告".to_owned());
    report.source.part = 1;
    let fields = FieldId::all().filter(|field| field.is_in(Edition::E2021));
    for (index, field) in fields.enumerate() {
        let control = controls[index / 2 % controls.len()];
        let raw = if index % 2 == 0 { format!("3{control}5") } else { format!("35{control}") };
        report.facts.insert(field, Fact { value: None, raw, at: None }).unwrap();
    }
    for format in formats() {
        let read = read(&written(format, &[&report])).unwrap().remove(0);
        let numbers = read.facts.iter().filter(|(_, fact)| fact.value.is_some());
        let numbers: Vec<_> = numbers.map(|(field, fact)| (field.id(), &fact.raw)).collect();
        assert_eq!(numbers, [], "{}", format.name);
    }
}

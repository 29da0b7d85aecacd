//! The schema says what the reader and the writer do: held against an independent validator.

use std::io::Write as _;
use std::process::Command;

use nianbao_core::Fact;

use super::*;

/// Whether `xmllint` finds a document valid; none where the machine has no xmllint.
fn is_valid(xml: &str) -> Option<Result<(), String>> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/nianbao-1.xsd");
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(xml.as_bytes()).unwrap();
    let mut command = Command::new("xmllint");
    let command = command.args(["--nonet", "--noout", "--schema", schema]).arg(file.path());
    let Ok(output) = command.output() else {
        eprintln!("skipped: xmllint (libxml2-utils) is not installed");
        return None;
    };
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    // 3 and 4 are the document's faults; what else there is would be the schema's or ours.
    Some(match output.status.code() {
        Some(0) => Ok(()),
        Some(1 | 3 | 4) => Err(told),
        other => panic!("xmllint ended with {other:?}: {told}"),
    })
}

#[test]
fn every_report_that_is_written_is_valid() {
    let mut every = full();
    every.facts = nianbao_core::Facts::default();
    for (index, field) in FieldId::all().enumerate() {
        let value = (index % 3 > 0).then(|| Decimal::new(i64::try_from(index).unwrap(), 2));
        every.facts.insert(field, Fact { value, raw: "\u{1}".into(), at: None }).unwrap();
    }
    every.notes =
        NoteCode::ALL.iter().map(|code| Note::new(*code, "").with_fields(FieldId::all())).collect();
    for reports in [vec![], vec![Report::default()], vec![full(), every]] {
        let xml = write(&reports);
        if let Some(Err(told)) = is_valid(&xml) {
            panic!("{told}\n{xml}");
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let facts = |inner: &str| document(&format!("<report><facts>{inner}</facts></report>"));
    let report = |inner: &str| document(&format!("<report><facts/>{inner}</report>"));
    let one = "<fact id='complaints' value='1' raw='1'/>";
    let cases = [
        ("a fact", facts(one), true),
        ("any order", document("<report><year> 2020 </year><facts/><title/></report>"), true),
        ("a place", facts(&one.replace("/>", " at='sheet  a&#10;b, cell B5'/>")), true),
        ("no value", facts("<fact id='complaints' raw='1'/>"), false),
        ("no raw text", facts("<blank id='complaints'/>"), false),
        ("a value in a blank", facts("<blank id='complaints' raw='' value='1'/>"), false),
        ("an empty value", facts("<fact id='complaints' raw='' value=''/>"), false),
        ("an exponent", facts("<fact id='complaints' raw='' value='1e3'/>"), false),
        ("a separator", facts("<fact id='complaints' raw='' value='1_000'/>"), false),
        ("no digit before the point", facts("<fact id='complaints' raw='' value='.5'/>"), false),
        ("an unknown field", facts("<blank id='complaints.x' raw=''/>"), false),
        ("a field twice", facts(&format!("{one}<blank id='complaints' raw=''/>")), false),
        ("an unknown attribute", facts("<blank id='complaints' raw='' x='1'/>"), false),
        ("no place", facts(&one.replace("/>", " at='somewhere'/>")), false),
        ("an unknown element", report("<subtitle/>"), false),
        ("an element twice", report("<title/><title/>"), false),
        ("no facts", document("<report/>"), false),
        ("a year with a sign", report("<year>+2020</year>"), false),
        ("a year too large", report("<year>99999</year>"), false),
        ("no edition", report("<form>2020</form>"), false),
        ("no day", report("<published>2021-02-30</published>"), false),
        ("a time zone", report("<published>2021-02-03Z</published>"), false),
        ("an unknown code", report("<notes><note code='no.such'/></notes>"), false),
        ("text in a list", report("<notes>1</notes>"), false),
        (
            "a heading behind",
            report("<sections><section><paragraph/><heading/></section></sections>"),
            false,
        ),
        ("another namespace", facts(one).replace(":1\"", ":2\""), false),
    ];
    for (what, xml, good) in cases {
        assert_eq!(read(xml.as_bytes()).is_ok(), good, "the reader: {what}");
        if let Some(valid) = is_valid(&xml) {
            assert_eq!(valid.is_ok(), good, "the schema: {what}: {valid:?}");
        }
    }
}

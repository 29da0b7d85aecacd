//! The fixtures, by the same runner as `cargo xtask fixtures`, and inputs that are no reports.

use std::fs;

use nianbao::{Foreign, NoteCode, Problem, Report};

use crate::judge::read;

#[test]
fn every_page_gives_its_report() {
    let outcome = xtask::fixtures::run(None, false).unwrap();
    println!("{outcome}");
    assert!(outcome.failed.is_empty(), "{outcome}");
    assert!(outcome.passed.len() >= 14);
}

fn bad(name: &str) -> anyhow::Result<Vec<Report>> {
    read(name, &fs::read(xtask::root().join("fixtures/bad").join(name)).unwrap())
}

fn problem(name: &str) -> Problem {
    bad(name).unwrap_err().downcast().unwrap()
}

#[test]
fn what_is_no_page_is_refused_by_name() {
    assert_eq!(problem("empty.html"), Problem::Empty);
    assert!(matches!(problem("binary.bin"), Problem::Unrecognised { .. }));
    assert_eq!(problem("document.pdf"), Problem::Foreign { kind: Foreign::Pdf });
    assert!(bad("not-reports.json").is_err());
}

#[test]
fn a_page_without_a_report_is_a_report_of_nothing_and_a_note() {
    let reports = bad("no-report.html").unwrap();
    assert_eq!(reports.len(), 1);
    assert!(reports[0].facts.is_empty());
    assert_eq!(reports[0].form, None);
    assert_eq!(reports[0].year, None);
    let codes: Vec<NoteCode> = reports[0].notes.iter().map(|note| note.code).collect();
    assert!(codes.contains(&NoteCode::PartOther), "{codes:?}");
}

#[test]
fn hostile_nesting_spans_and_bars_are_survived() {
    for name in ["nested.html", "spans.html", "bars.txt"] {
        let reports = bad(name).unwrap();
        assert_eq!(reports.len(), 1, "{name}");
        let numbers = reports[0].facts.iter().filter(|(_, fact)| fact.value.is_some()).count();
        assert_eq!(numbers, 0, "{name}: a number from nothing");
    }
}

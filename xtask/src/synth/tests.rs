//! Made-up reports are read back whole, and are the same every time.

use nianbao::{Reading, Registry, Severity};

use super::*;

fn plan(print: PrintAs, messy: usize) -> Plan {
    Plan { folder: PathBuf::new(), reports: 24, seed: 7, print, messy, dump: false }
}

#[test]
fn every_number_is_read_back() {
    let registry = Registry::new().unwrap();
    for (print, messy) in
        [PrintAs::Html, PrintAs::Text].into_iter().flat_map(|p| [(p, 0), (p, 100)])
    {
        let mut editions = std::collections::BTreeSet::new();
        for printed in reports(&plan(print, messy)) {
            let name = if printed.html { "a.html" } else { "a.txt" };
            let mut read = Vec::new();
            nianbao::read(&registry, name, printed.text.as_bytes(), None, &mut |report| {
                read.push(report);
                Ok(())
            })
            .unwrap();
            let [report] = &read[..] else { panic!("{} reports", read.len()) };
            let at = format!("{print:?} {messy} {} {}", printed.organ, printed.year);
            assert_eq!(report.year, Some(printed.year), "{at}");
            assert_eq!(report.organ.as_deref(), Some(&*printed.organ), "{at}");
            assert_eq!(report.facts.len(), printed.figures.len(), "{at}");
            for (field, _) in report.facts.iter() {
                let Reading::Number(value, _) = report.facts.reading(field) else {
                    panic!("{at}: {field} is blank")
                };
                assert_eq!(Some(&value), printed.figures.get(field.id()), "{at}: {field}");
            }
            let doubts = report.notes.iter().filter(|n| n.code.severity() == Severity::Warning);
            assert_eq!(doubts.collect::<Vec<_>>(), Vec::<&nianbao::Note>::new(), "{at}");
            editions.insert(report.form);
        }
        assert_eq!(editions.len(), 3);
    }
}

#[test]
fn years_carry_over_and_sums_hold() {
    let all: Vec<Printed> = reports(&plan(PrintAs::Html, 0)).collect();
    let of = |printed: &Printed, id: &str| printed.figures.get(id).copied();
    let mut compared = 0;
    for pair in all.windows(2).filter(|pair| pair[0].organ == pair[1].organ) {
        for column in ["natural", "business", "total"] {
            let out = of(&pair[0], &format!("requests.carried_out.{column}"));
            let into = of(&pair[1], &format!("requests.carried_in.{column}"));
            if let (Some(out), Some(into)) = (out, into) {
                assert_eq!(out, into, "{} {}", pair[1].organ, pair[1].year);
                compared += 1;
            }
        }
    }
    assert!(compared > 10, "{compared}");
    for printed in all.iter().filter(|printed| printed.year > 2018) {
        let total = |row: &str| of(printed, &format!("requests.{row}.total")).unwrap();
        assert_eq!(
            total("received") + total("carried_in"),
            total("handled") + total("carried_out")
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_pages_and_organs_differ() {
    let texts = |seed| -> Vec<String> {
        let plan = Plan { seed, ..plan(PrintAs::Mixed, 50) };
        reports(&plan).map(|printed| printed.text).collect()
    };
    assert_eq!(texts(1), texts(1));
    assert_ne!(texts(1), texts(2));
    let mut names: Vec<String> = (0..50_000).map(organs::name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 50_000);
}

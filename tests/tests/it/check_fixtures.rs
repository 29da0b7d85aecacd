//! Reports with what is found in them: `fixtures/checks`.
//!
//! With `NIANBAO_BLESS` set, what is found is written down, right or wrong.

use std::fs;

use nianbao::Registry;
use nianbao::check::{Checker, Selection, jsonl};

#[test]
fn what_is_found_in_the_fixtures_is_what_is_written_down() {
    let registry = Registry::new().unwrap();
    let mut folders: Vec<_> = fs::read_dir(xtask::root().join("fixtures/checks"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 5);
    for folder in folders {
        assert!(folder.join("about.md").is_file(), "{}", folder.display());
        let bytes = fs::read(folder.join("reports.jsonl")).unwrap();
        let mut checker = Checker::new(Selection::default());
        nianbao::read(&registry, "reports.jsonl", &bytes, None, &mut |report| {
            checker.push(&report);
            Ok(())
        })
        .unwrap();
        let mut found = Vec::new();
        jsonl(&checker.finish(), &mut found).unwrap();
        let path = folder.join("findings.jsonl");
        if std::env::var_os("NIANBAO_BLESS").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(String::from_utf8(found).unwrap(), wanted, "{}", folder.display());
    }
}

//! Formats that hold reports give back what they were given.

use std::fs;

use nianbao::{Reader, Registry, Report, Writer};

use crate::judge::read;
use crate::laws::inputs;

fn written(registry: &Registry, format: &str, reports: &[Report]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut sink = nianbao::start(registry.by_name(format).unwrap(), Box::new(&mut out)).unwrap();
    for report in reports {
        sink.push(report).unwrap();
    }
    sink.finish().unwrap();
    out
}

#[test]
fn every_report_comes_back_from_every_format_that_holds_reports() {
    let registry = Registry::new().unwrap();
    let both = registry.formats().filter(|format| {
        matches!(
            (format.reader, format.writer),
            (Some(Reader::Reports(_)), Some(Writer::Reports(_)))
        )
    });
    let names: Vec<&str> = both.map(|format| format.name).collect();
    assert!(["json", "jsonl", "xml"].iter().all(|name| names.contains(name)), "{names:?}");
    let mut all = Vec::new();
    for path in inputs("pages") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        all.extend(read(&name, &fs::read(&path).unwrap()).unwrap());
    }
    for name in &names {
        let bytes = written(&registry, name, &all);
        // Without a name, so that the bytes alone say what they are.
        assert!(read("", &bytes).unwrap() == all, "{name}");
        // Through another format and back: nothing is left that only one of them holds.
        for other in &names {
            let through = read("", &written(&registry, other, &all)).unwrap();
            assert!(written(&registry, name, &through) == bytes, "{other} to {name}");
        }
    }
}

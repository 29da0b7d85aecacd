//! Laws of the whole that are not about damage.

use std::fs;
use std::path::PathBuf;

use nianbao::{Input, Registry, Report, bulk};

use crate::dice::Dice;
use crate::judge::read;

/// The files below a folder of `fixtures`, sorted.
pub(crate) fn inputs(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![xtask::root().join("fixtures").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if folder_is_flat(&path) || name.starts_with("input.") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn folder_is_flat(path: &std::path::Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("bad"))
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The library catches panics; here one must not be there to catch.
fn quiet(name: &str, bytes: &[u8]) {
    if let Err(error) = read(name, bytes) {
        let internal = matches!(error.downcast_ref(), Some(nianbao::Problem::Internal { .. }));
        assert!(!internal, "{name}: {error:#}");
    }
}

#[test]
fn reading_is_total_on_cut_and_spoilt_fixtures() {
    let mut dice = Dice::new(11);
    let mut count = 0;
    for path in inputs("pages").into_iter().chain(inputs("bad")) {
        let (name, bytes) = (name_of(&path), fs::read(&path).unwrap());
        if bytes.is_empty() {
            continue;
        }
        for _ in 0..6 {
            quiet(&name, &bytes[..dice.below(bytes.len())]);
            let mut spoilt = bytes.clone();
            for _ in 0..20 {
                let at = dice.below(spoilt.len());
                spoilt[at] = u8::try_from(dice.below(256)).unwrap();
            }
            quiet(&name, &spoilt);
            count += 2;
        }
    }
    println!("{count} cut or spoilt files");
}

#[test]
fn reading_is_total_on_any_bytes() {
    let mut dice = Dice::new(12);
    let words = [
        "规章",
        " | ",
        "\n",
        "<table>",
        "<tr><td colspan=9>",
        "12",
        "总计",
        "【正文】",
        "2020年",
        "</td>",
    ];
    for round in 0..300 {
        let bytes: Vec<u8> = if round % 2 == 0 {
            (0..dice.below(600)).map(|_| u8::try_from(dice.below(256)).unwrap()).collect()
        } else {
            let pieces = (0..dice.below(200)).map(|_| *dice.pick(&words)).collect::<String>();
            pieces.into_bytes()
        };
        for name in ["a.html", "a.txt", "a.json", "a.xml", "a"] {
            quiet(name, &bytes);
        }
    }
}

/// A file's reports as JSON, or why there are none.
fn json(path: &std::path::Path) -> String {
    let registry = Registry::new().unwrap();
    let reports: Vec<Report> = match read(&name_of(path), &fs::read(path).unwrap()) {
        Ok(reports) => reports,
        Err(error) => return format!("{error:#}"),
    };
    let mut out = Vec::new();
    let mut sink = nianbao::start(registry.by_name("json").unwrap(), Box::new(&mut out)).unwrap();
    for report in &reports {
        sink.push(report).unwrap();
    }
    sink.finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let with = |jobs| {
        let mut all = String::new();
        let files = inputs("pages").into_iter().chain(inputs("bad"));
        bulk::ordered(
            files,
            jobs,
            |path| json(&path),
            |text| {
                all += &text;
                Ok(())
            },
        )
        .unwrap();
        all
    };
    let one = with(1);
    assert!(one.len() > 10_000);
    for jobs in [2, 5] {
        assert_eq!(with(jobs), one, "{jobs} jobs");
    }
}

#[test]
fn every_fixture_is_detected_as_what_it_is() {
    let registry = Registry::new().unwrap();
    for path in inputs("pages") {
        let bytes = fs::read(&path).unwrap();
        let name = name_of(&path);
        let wanted = registry.by_file_name(&name).unwrap().name;
        let detect = |name: &str| {
            let input = Input::new(name, &bytes, &nianbao_form::judge);
            registry.detect(&input).map(|format| format.name)
        };
        assert_eq!(detect(&name), Some(wanted), "{}", path.display());
        assert_eq!(detect(""), Some(wanted), "{} without its name", path.display());
    }
}

/// A crate that the facade forgot to name registers nothing, and nobody would see it.
#[test]
fn every_adapter_crate_registers_a_format() {
    let registry = Registry::new().unwrap();
    let names: Vec<&str> = registry.formats().map(|format| format.name).collect();
    let mut adapters = Vec::new();
    // What comes with a feature is linked by its feature.
    let facade = fs::read_to_string(xtask::root().join("crates/nianbao/Cargo.toml")).unwrap();
    let optional = |folder: &str| {
        let mut lines = facade.lines().filter(|line| line.starts_with(folder));
        lines.any(|line| line.contains("optional = true"))
    };
    for entry in fs::read_dir(xtask::root().join("crates")).unwrap() {
        let folder = name_of(&entry.unwrap().path());
        if !optional(&folder) {
            adapters.extend(folder.strip_prefix("nianbao-format-").map(str::to_owned));
        }
    }
    assert!(!adapters.is_empty());
    for adapter in &adapters {
        assert!(
            names.contains(&adapter.as_str()),
            "nianbao-format-{adapter} registers no {adapter}"
        );
    }
    for name in names {
        // One crate may hold formats of one family.
        let home = match name {
            "jsonl" => "json",
            "ods" | "xls" => "xlsx",
            own => own,
        };
        let owned = adapters.iter().any(|adapter| adapter == home);
        assert!(owned, "format {name} comes from no crate nianbao-format-{name}");
    }
}

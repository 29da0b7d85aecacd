//! What the fuzzer runs. Each function takes any bytes and panics where a promise is broken.

mod packed;

use std::sync::{LazyLock, Once};

use nianbao::{
    Decimal, Facts, Input, Problem, Reading, Registry, Report, Source, Writer, check, start,
};
use nianbao_core::{Block, Document, GridBuilder, Line, Place, Role};

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new().expect("the formats register once each"));

/// Every format looks at the bytes.
pub fn probe(bytes: &[u8]) {
    for name in ["", "a.html", "a.txt", "a.docx", "a.json"] {
        let input = Input::new(name, bytes, &nianbao_form::judge);
        REGISTRY.detect(&input);
    }
}

/// A format reads the bytes; those of office files are the part that holds the text, unless they are
/// an archive themselves.
pub fn read(format: &str, bytes: &[u8]) {
    let packed = packed::office(format, bytes);
    let Some(reports) = reports_of(format, packed.as_deref().unwrap_or(bytes)) else { return };
    // Data is what it says it is; what is read of a page has the text that it was read from.
    let is_data = ["json", "jsonl", "xml"].contains(&format);
    for report in reports.iter().filter(|_| !is_data) {
        for (field, fact) in report.facts.iter() {
            let traced = fact.value.is_none() || !fact.raw.is_empty();
            assert!(traced, "{field} is a number without the text it was read from");
        }
    }
}

/// A document of any shape is recognised: a line that begins with `|` is the row of a table, and a
/// cell `3:2:text` covers three columns and two rows.
pub fn recognise(bytes: &[u8]) {
    let document = document(&String::from_utf8_lossy(bytes));
    for report in nianbao_form::recognise(&document) {
        keeps_its_numbers(&report, &nianbao_form::recognise(&nianbao_form::layout(&report)));
    }
}

/// Reports as JSON are written in every format and read back: from formats of reports they come back
/// whole, from pages no number comes back as another.
pub fn round_trip(bytes: &[u8]) {
    let Some(reports) = reports_of("json", bytes) else { return };
    for report in reports.iter().take(2) {
        for format in REGISTRY.formats() {
            let Some(writer) = format.writer else { continue };
            let mut written = Vec::new();
            let Ok(mut sink) = start(format, Box::new(&mut written)) else { continue };
            // A format may have no way to write what is no text at all; half of it is not kept then.
            if sink.push(report).and_then(|()| sink.finish()).is_err() {
                continue;
            }
            // A report that says nothing is a text of nothing, and such a file is refused.
            if written.trim_ascii().is_empty() {
                continue;
            }
            let back = reports_of(format.name, &written)
                .unwrap_or_else(|| panic!("{} does not read what it wrote", format.name));
            match writer {
                Writer::Reports(_) => {
                    let whole = back.len() == 1 && sourceless(&back[0]) == sourceless(report);
                    assert!(whole, "{}: {back:#?} for {report:#?}", format.name);
                }
                Writer::Document(_) => keeps_its_numbers(report, &back),
            }
        }
    }
}

/// Reports as JSON are checked, one by one and together.
pub fn check(bytes: &[u8]) {
    let Some(reports) = reports_of("json", bytes) else { return };
    let mut checker = check::Checker::new(check::Selection::default());
    for report in &reports {
        checker.push(report);
    }
    for finding in checker.finish().iter().flat_map(|one| &one.findings) {
        assert!(!finding.text(nianbao::Lang::En).is_empty());
    }
}

/// The reports in the bytes, if they can be read at all. A panic that the library catches is a bug,
/// too; a panic of a parser that its adapter expects is none.
fn reports_of(format: &str, bytes: &[u8]) -> Option<Vec<Report>> {
    static QUIET: Once = Once::new();
    // The fuzzer's hook aborts at once, before anyone can catch it.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let mut reports = Vec::new();
    let read = nianbao::read(&REGISTRY, "", bytes, Some(format), &mut |report| {
        reports.push(report);
        Ok(())
    });
    let error = read.err();
    let internal = matches!(
        error.as_ref().and_then(|error| error.downcast_ref()),
        Some(Problem::Internal { .. })
    );
    assert!(!internal, "{error:?}");
    error.is_none().then_some(reports)
}

/// Whether every number that came back is the number that was there.
fn keeps_its_numbers(report: &Report, back: &[Report]) {
    let numbers = |facts: &Facts| -> Vec<(_, Decimal)> {
        facts.iter().filter_map(|(field, fact)| Some((field, fact.value?))).collect()
    };
    for (field, number) in back.iter().flat_map(|part| numbers(&part.facts)) {
        let known = report.facts.reading(field);
        let same = matches!(known, Reading::Number(known, _) if known == number);
        assert!(same, "{field} came back as {number}, was {known:?}");
    }
}

fn sourceless(report: &Report) -> Report {
    Report { source: Source::default(), ..report.clone() }
}

fn document(text: &str) -> Document {
    let mut document = Document::default();
    let mut rows: Vec<&str> = Vec::new();
    let mut at = 0;
    // One more, so that a table at the end is closed.
    for line in text.lines().map(Some).chain([None]) {
        at += 1;
        if let Some(row) = line.and_then(|line| line.strip_prefix('|')) {
            rows.push(row);
            continue;
        }
        if !rows.is_empty() {
            document.blocks.push(Block::Grid(grid(&rows)));
            rows.clear();
        }
        let Some(text) = line else { break };
        let role = match text.as_bytes().first() {
            Some(b'#') => Role::Heading(2),
            Some(b'@') => Role::Link,
            Some(b'^') => Role::Caption,
            _ => Role::Text,
        };
        let text = text.trim_start_matches(['#', '@', '^']).to_owned();
        document.blocks.push(Block::Line(Line { text, role, at: Place::Line(at) }));
    }
    document
}

fn grid(rows: &[&str]) -> nianbao_core::Grid {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for cell in row.split('|') {
            let mut parts = cell.splitn(3, ':');
            let spans = (parts.next().map(str::parse), parts.next().map(str::parse), parts.next());
            match spans {
                (Some(Ok(columns)), Some(Ok(rows)), Some(text)) => {
                    builder.cell(text.to_owned(), columns, rows, false, Place::Line(1));
                }
                _ => builder.cell(cell.to_owned(), 1, 1, false, Place::Line(1)),
            }
        }
    }
    builder.finish().0
}

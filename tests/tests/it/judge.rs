//! The judgement: what was read against what was printed.

use nianbao::{FieldId, NoteCode, Reading, Registry, Report};

use crate::page::{Page, Wanted};
use crate::printed::Printed;

/// Reads a file as the library does.
pub(crate) fn read(name: &str, bytes: &[u8]) -> anyhow::Result<Vec<Report>> {
    nianbao::read_all(&Registry::new()?, name, bytes, None)
}

/// What is wrong with what was read, worst first. Empty: the law holds.
pub(crate) fn judge(page: &Page, printed: &Printed) -> Vec<String> {
    let mut reports = match read(page.layout.file_name(), &printed.bytes) {
        Ok(reports) => reports,
        // A file cut down to nothing is no page any more.
        Err(_) if page.cut => return Vec::new(),
        Err(error) => return vec![format!("WRONG not read at all: {error:#}")],
    };
    let pages = page.chain();
    if reports.len() > pages.len() {
        // A part without facts is a line too many in a list, not a wrong number.
        reports.retain(|report| !report.facts.is_empty());
    }
    let mut found = Vec::new();
    if reports.len() > pages.len() || reports.len() < pages.len() && !page.cut && pages.len() > 1 {
        found.push(format!("WRONG parts: {} printed, {} read", pages.len(), reports.len()));
    }
    let nothing = Report::default();
    for (index, page_of) in pages.iter().enumerate() {
        let report = reports.get(index).unwrap_or(&nothing);
        found.extend(facts(page_of, page.cut, report, &printed.dropped[index]));
        found.extend(frame(page_of, report));
    }
    found.sort_by_key(|line| !line.starts_with("WRONG"));
    found
}

fn facts(page: &Page, cut: bool, report: &Report, dropped: &[FieldId]) -> Vec<String> {
    let mut found = Vec::new();
    for field in FieldId::all() {
        let wanted = page.wanted.get(&field.index()).unwrap_or(&Wanted::Gone);
        let silent = cut || dropped.contains(&field);
        let told = || silent || is_noted(report, field);
        let reading = report.facts.reading(field);
        let raw = report.facts.get(field).map(|fact| fact.raw.as_str()).unwrap_or_default();
        let line = match (wanted, reading) {
            (Wanted::Number(value), Reading::Number(read, _)) if *value == read => continue,
            (Wanted::Blank, Reading::Blank(_)) | (Wanted::Gone, Reading::Absent) => continue,
            (Wanted::Number(_) | Wanted::Blank | Wanted::Lost, Reading::Absent) if told() => {
                continue;
            }
            (Wanted::Number(_) | Wanted::Lost, Reading::Blank(_)) if is_noted(report, field) => {
                continue;
            }
            // By the conventions the form's last cell is whole even where the text ends in it.
            _ if cut && ends_the_form(field) => continue,
            (_, Reading::Number(read, _)) => {
                format!("WRONG {field}: {wanted:?}, read {read} from {raw:?}")
            }
            (_, Reading::Blank(_)) => {
                format!("UNTOLD {field}: {wanted:?}, read as blank from {raw:?}")
            }
            (_, Reading::Absent) => {
                format!("UNTOLD {field}: {wanted:?}, not read, no note names it")
            }
        };
        found.push(line);
    }
    found
}

fn ends_the_form(field: FieldId) -> bool {
    matches!(field.id(), "litigation_after_review.total" | "training.attendees")
}

fn is_noted(report: &Report, field: FieldId) -> bool {
    report.notes.iter().any(|note| {
        note.fields.contains(&field)
            || matches!(note.code, NoteCode::LimitReached | NoteCode::PartOther)
    })
}

/// The frame may be unknown; it may not be another report's.
fn frame(page: &Page, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    if report.year.is_some_and(|year| year != page.year) {
        found.push(format!("WRONG year: {} printed, {:?} read", page.year, report.year));
    }
    if report.organ.as_ref().is_some_and(|organ| *organ != page.organ) {
        found.push(format!("WRONG organ: {} printed, {:?} read", page.organ, report.organ));
    }
    found
}

/// Of the numbers that are printed, how many were read.
pub(crate) fn recall(page: &Page, printed: &Printed) -> (usize, usize) {
    let reports = read(page.layout.file_name(), &printed.bytes).unwrap_or_default();
    let (mut read, mut all) = (0, 0);
    for (page, report) in page.chain().into_iter().zip(&reports) {
        for field in FieldId::all() {
            let Some(Wanted::Number(value)) = page.wanted.get(&field.index()) else { continue };
            all += 1;
            let same = report.facts.get(field).is_some_and(|fact| fact.value == Some(*value));
            read += usize::from(same);
        }
    }
    (read, all)
}

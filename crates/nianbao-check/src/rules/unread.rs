//! What is printed and was not read: a row that cannot be told from its neighbour, a number beyond the
//! columns, a value that is cut off.
//!
//! The notes of reading say so; here they are told to whoever checks a page before it is published.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use nianbao_core::{Edition, Extra, FieldId, Lang, Note, NoteCode, Place, Report, legible};

use super::Looked;
use crate::rule::{Formula, Rule, Scope};
use crate::{Finding, Severity, Words, cell_names};

pub(crate) const RULE: Rule = Rule {
    id: "value.unread",
    severity: Severity::Warning,
    scope: Scope::Report,
    editions: &Edition::ALL,
    formula: Formula::Said {
        zh: "表格中印出的数都能读出",
        en: "every number that a table prints can be read",
    },
    source: "国办公开办函〔2021〕30号（表格填写数字）；读不出的数无从核对，也不会随表公布",
    zh: "页面上印有数，但没有读出（空行或者没有格的行为提示）",
    en: "something printed was not read; info where a row is blank or its cells are gone",
};

/// More of what is printed is not told.
const TOLD_OF_TEXT: usize = 40;
/// A row beyond the form with so many numbers may be a row of the form, if so many cells of a table are
/// not there.
const ROW: usize = 5;
/// How many cells a row of such a section may have with what was taken for its label: section 四 is one row
/// of fifteen, in section 三 a row has seven.
const WIDTHS: [(u8, RangeInclusive<usize>); 2] = [(3, 6..=9), (4, 10..=18)];

pub(crate) fn check(looked: &Looked<'_>, out: &mut Vec<Finding>) {
    let report = looked.report;
    let mut told: HashSet<FieldId> = HashSet::new();
    // These have a rule of their own.
    for note in report.notes.iter().filter(|note| has_own_rule(note.code)) {
        told.extend(note.fields.iter().filter(|field| report.facts.get(**field).is_some()));
    }
    for note in report.notes.iter().filter(|note| is_about_numbers(note.code)) {
        let fields = lost(report, note, &mut told);
        let Some(severity) = severity(note, &fields) else { continue };
        let finding = finding(severity, &why(note.code), &note.detail, fields);
        let remedy = Some(remedy(note.code));
        out.push(Finding { remedy, ..finding.place(note.at.clone()) });
    }
    for (place, detail, fields) in unplaced_rows(looked, &told) {
        let why =
            Words::new("表格中有一行数不能归入表式", "a row of numbers is no row of the form");
        let finding = finding(RULE.severity, &why, &detail, fields);
        let remedy = Some(remedy(NoteCode::NumbersUnplaced));
        out.push(Finding { remedy, ..finding.place(place) });
    }
}

/// Whether a table has a row of numbers that stands for cells of this section, which are not there.
pub(super) fn is_there(looked: &Looked<'_>, section: u8) -> bool {
    let rows = unplaced_rows(looked, &HashSet::new());
    rows.iter().flat_map(|(_, _, fields)| fields).any(|field| field.info().section == section)
}

fn has_own_rule(code: NoteCode) -> bool {
    matches!(code, NoteCode::ValueUnreadable | NoteCode::FormulaUncached)
}

/// The notes that tell of something printed which was not read. What is another year's or hidden was left
/// out with a reason that holds.
fn is_about_numbers(code: NoteCode) -> bool {
    matches!(
        code,
        NoteCode::ColumnUnknown
            | NoteCode::FactConflict
            | NoteCode::LimitReached
            | NoteCode::NumbersUnplaced
            | NoteCode::RowAmbiguous
            | NoteCode::RowEmpty
            | NoteCode::SourceBroken
            | NoteCode::UnitMissing
            | NoteCode::ValueCut
            | NoteCode::ValueUnreadable
    )
}

/// The fields of a note that have no number and are not told yet. A cell that was seen blank is blank.
fn lost(report: &Report, note: &Note, told: &mut HashSet<FieldId>) -> Vec<FieldId> {
    let is_lost = |field: &FieldId| {
        let fact = report.facts.get(*field);
        fact.is_none_or(|fact| fact.value.is_none() && !fact.raw.is_empty())
    };
    let fields = note.fields.iter().copied().filter(is_lost);
    fields.filter(|field| told.insert(*field)).collect()
}

/// How grave it is; nothing where nothing is lost.
fn severity(note: &Note, lost: &[FieldId]) -> Option<Severity> {
    match note.code {
        // Nobody can tell what stood behind.
        NoteCode::LimitReached | NoteCode::SourceBroken => Some(Severity::Warning),
        // Nor which cells a row holds that is known by no label, or a sheet that breaks off.
        NoteCode::RowAmbiguous | NoteCode::ValueCut if note.fields.is_empty() => {
            Some(if is_blank(&note.detail) { Severity::Info } else { Severity::Warning })
        }
        _ if lost.is_empty() => None,
        // Text made of a table loses cells; in a table they are there, whatever they hold.
        NoteCode::RowEmpty if matches!(note.at, Some(Place::Line(_))) => Some(Severity::Info),
        NoteCode::RowAmbiguous | NoteCode::ColumnUnknown if is_blank(&note.detail) => {
            Some(Severity::Info)
        }
        _ => Some(Severity::Warning),
    }
}

/// Whether behind its label a row holds nothing, as it is quoted.
fn is_blank(detail: &str) -> bool {
    let values = detail.split_once(" | ").map(|(_, values)| values);
    values.is_some_and(|values| !values.contains(|c: char| c.is_alphanumeric()))
}

/// Why it was not read.
fn why(code: NoteCode) -> Words {
    // What stands in such a row may be no number; then it looks empty.
    if code == NoteCode::RowEmpty {
        return Words::new("该行没有可读的数", "its row holds no number that can be read");
    }
    let why = |lang| {
        let words = code.text(lang).split("{}").next().unwrap_or_default();
        words.trim_end_matches(['：', ':', ' ']).to_owned()
    };
    Words::new(why(Lang::Zh), why(Lang::En))
}

/// What helps.
fn remedy(code: NoteCode) -> Words {
    match code {
        NoteCode::UnitMissing => Words::new(
            "请写明金额的单位是元还是万元，件数不用百、千作单位",
            "say whether amounts are in 元 or in 万元, and do not count in hundreds",
        ),
        NoteCode::LimitReached | NoteCode::SourceBroken => Words::new(
            "请看所指的位置；文件损坏的，请重新保存或者重新取得",
            "look at the place; a file that is broken has to be saved or fetched again",
        ),
        _ => Words::new(
            "请看所指的位置：一格填一个阿拉伯数字，没有发生的填 0，不要合并、缺少或者错开格子",
            "look at the place: each cell holds one number in digits, 0 where there was nothing, and none is merged, missing or out of line",
        ),
    }
}

fn finding(severity: Severity, why: &Words, detail: &str, fields: Vec<FieldId>) -> Finding {
    let detail = legible(detail);
    let printed: String = detail.chars().take(TOLD_OF_TEXT).collect();
    let more = if printed.len() < detail.len() { "…" } else { "" };
    let message = |lang: Lang| {
        let names = cell_names(&fields, 1, lang);
        let lost = match (fields.len(), lang) {
            (0, _) => String::new(),
            (1, Lang::Zh) => format!("{names} 没有读出："),
            (count, Lang::Zh) => format!("{names} {count} 格没有读出："),
            (1, Lang::En) => format!("{names} was not read: "),
            (count, Lang::En) => format!("{count} cells were not read ({names}): "),
        };
        format!("{lost}{}{}{printed}{more}", why.get(lang), lang.pick("：", ": "))
    };
    let message = Words::new(message(Lang::Zh), message(Lang::En));
    let mut finding = Finding::new(RULE.id, severity, message).at(fields);
    finding.found = (!printed.is_empty()).then_some(printed);
    finding
}

/// Rows of numbers beyond the form, each with the cells of a table that are not on the page and that no
/// note explains: a mark in one cell can make a whole row another's.
fn unplaced_rows(
    looked: &Looked<'_>,
    told: &HashSet<FieldId>,
) -> Vec<(Option<Place>, String, Vec<FieldId>)> {
    let Some(edition) = looked.edition.filter(|edition| *edition != Edition::E2014) else {
        return Vec::new();
    };
    let report = looked.report;
    let mut out = Vec::new();
    for (section, width) in WIDTHS {
        let fits = |extra: &&Extra| width.contains(&extra.cells.len()) && numbers(extra) >= ROW;
        let Some(row) = report.extras.iter().find(fits) else { continue };
        let absent: Vec<FieldId> = FieldId::all()
            .filter(|field| field.is_in(edition) && field.info().section == section)
            .filter(|field| report.facts.get(*field).is_none() && !told.contains(field))
            .collect();
        if absent.len() >= ROW {
            out.push((row.at.clone(), row.cells.join(" | "), absent));
        }
    }
    out
}

fn numbers(extra: &Extra) -> usize {
    let is_number = |cell: &&String| {
        let cell = cell.trim();
        !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit())
    };
    extra.cells.iter().filter(is_number).count()
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Fact};

    use super::*;
    use crate::check;

    /// A form of ones without the cells of these sections.
    fn form(without: impl Fn(&str) -> bool) -> Report {
        let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
        for field in FieldId::all().filter(|field| field.is_in(Edition::E2021)) {
            let fact = Fact { value: Some(Decimal::ONE), raw: "1".to_owned(), at: None };
            if !without(field.id()) {
                report.facts.insert(field, fact).unwrap();
            }
        }
        report
    }

    fn told(report: &Report) -> Vec<(Severity, usize, String)> {
        let of = |one: Finding| (one.severity, one.at.len(), one.message.en);
        let is_ours = |one: &Finding| one.rule == RULE.id;
        check(report).into_iter().filter(is_ours).map(of).collect()
    }

    fn note(code: NoteCode, detail: &str, id: &str) -> Note {
        let fields = FieldId::all().filter(|field| field.id().starts_with(id));
        Note::new(code, detail).with_fields(fields).at(Place::Cell { table: 1, row: 9, column: 1 })
    }

    #[test]
    fn a_row_that_was_not_read_is_told_once_with_its_cells() {
        let id = "requests.granted.";
        let mut report = form(|field| field.starts_with(id));
        report.notes.push(note(NoteCode::RowAmbiguous, "予以公开 | 8 | 5", id));
        report.notes.push(note(NoteCode::NumbersUnplaced, "8 | 5", id));
        let found = told(&report);
        let [(Severity::Warning, 7, message)] = found.as_slice() else { panic!("{found:?}") };
        assert!(
            message.starts_with("7 cells were not read (") && message.contains("8 | 5"),
            "{message}"
        );
        // Blank, it loses nothing that anybody printed.
        report.notes[0].detail = "予以公开 |  | ".to_owned();
        report.notes.truncate(1);
        assert_eq!(told(&report)[0].0, Severity::Info);
        // What was read all the same is not lost.
        report.facts = form(|_| false).facts;
        assert_eq!(told(&report), []);
    }

    #[test]
    fn a_row_without_cells_is_graver_in_a_table_than_on_a_line() {
        let id = "disclosure.fees.amount";
        let mut report = form(|field| field == id);
        report.notes.push(note(NoteCode::RowEmpty, "行政事业性收费", id));
        assert_eq!(told(&report)[0].0, Severity::Warning);
        report.notes[0].at = Some(Place::Line(3));
        assert_eq!(told(&report)[0].0, Severity::Info);
    }

    #[test]
    fn what_another_rule_tells_is_not_told_twice_and_what_is_on_no_page_not_at_all() {
        let id = "disclosure.fees.amount";
        let mut report = form(|field| field == id);
        report.notes.push(note(NoteCode::TableMissing, "二", id));
        assert_eq!(told(&report), []);
        let fact = Fact { value: None, raw: "若干".to_owned(), at: None };
        report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
        report.notes.push(note(NoteCode::ValueUnreadable, "若干", id));
        report.notes.push(note(NoteCode::FactConflict, "若干", id));
        assert_eq!(told(&report), []);
        report.notes.push(Note::new(NoteCode::SourceBroken, "</tab"));
        assert_eq!(told(&report).len(), 1, "nobody knows what stood behind");
        report.notes.push(Note::new(NoteCode::ValueCut, "年报: no end"));
        report.notes.push(Note::new(NoteCode::RowAmbiguous, "2 | 345 | 6"));
        assert_eq!(told(&report).len(), 3, "nor which cells they are of");
    }

    /// One letter in the table of reviews makes its row one that the form does not have.
    #[test]
    fn a_table_that_is_there_is_not_called_missing() {
        let is_four = |id: &str| id.starts_with("review.") || id.starts_with("litigation_");
        let mut report = form(is_four);
        let missing = |report: &Report| {
            check(report).iter().any(|finding| finding.rule == super::super::missing::TABLE.id)
        };
        assert!(missing(&report) && told(&report).is_empty());
        let cells = std::iter::once("待查").chain([["2"; 7], ["0"; 7]].into_iter().flatten());
        report.extras.push(Extra { cells: cells.map(str::to_owned).collect(), at: None });
        assert!(!missing(&report));
        let found = told(&report);
        assert!(matches!(found.as_slice(), [(Severity::Warning, 15, _)]), "{found:?}");
        // A row of the page's own is no table.
        report.extras[0].cells.truncate(4);
        assert!(missing(&report) && told(&report).is_empty());
    }
}

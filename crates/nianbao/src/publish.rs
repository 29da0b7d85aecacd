//! What an office needs when a report is done: the files to publish, and a summary of the figures.

use std::collections::HashSet;

use anyhow::Result;
use nianbao_core::{
    Document, Facts, FieldId, Format, Input, NoteCode, Reader, Report, Sum, Writer,
};

use crate::convert::printed;
use crate::skeleton::{self, Line, figure, fill, lines};

/// The formats that a report is published in.
pub const PUBLISHED: [&str; 3] = ["html", "docx", "xml"];

const SUMMARY: &str = include_str!("../data/summary.txt");

/// The most bytes of a file's name, so that it fits every file system with its extension.
const LONGEST_FILE_NAME: usize = 180;

/// The title of a form that was made for no organ and year.
pub(crate) const BARE_TITLE: &str = "政府信息公开工作年度报告";

/// A report as it is published: under a title that names its organ and year, where it says them and
/// its title does not.
#[must_use]
pub fn titled(mut report: Report) -> Report {
    if let (Some(organ), Some(year)) = (&report.organ, report.year) {
        let tells =
            |title: &String| title.contains(organ.as_str()) || title.contains(&year.to_string());
        if !report.title.as_ref().is_some_and(tells) {
            report.title = Some(format!("{organ}{year}年{BARE_TITLE}"));
            // It stands in the title now.
            for section in report.sections.iter_mut().filter(|one| one.heading.is_none()) {
                section.paragraphs.retain(|text| text.trim() != BARE_TITLE);
            }
            report.sections.retain(|one| one.heading.is_some() || !one.paragraphs.is_empty());
            report.notes.retain(|note| note.code != NoteCode::TitleMissing);
        }
    }
    report
}

/// A report with the places of the page that it is published on: who reads the page has no other file. What
/// stands nowhere on it has no place.
///
/// # Errors
///
/// If the page cannot be written, or read again.
pub fn placed(mut report: Report, format: &Format) -> Result<Report> {
    let (Some(Writer::Document(writer)), Some(Reader::Document(reader))) =
        (format.writer, format.reader)
    else {
        return Ok(report);
    };
    let page = Document { carried: None, ..printed(&report)? };
    let mut bytes = Vec::new();
    writer.write(&page, &mut bytes)?;
    let page = reader.read(&Input::new("", &bytes, &nianbao_form::judge))?.document;
    let page = nianbao_form::recognise(&page).pop().unwrap_or_default();
    let mut facts = Facts::default();
    for (field, fact) in report.facts.iter() {
        let shown = page.facts.get(field).filter(|shown| shown.value == fact.value);
        let at = shown.and_then(|shown| shown.at.clone());
        // No field is there twice.
        let _ = facts.insert(field, nianbao_core::Fact { at, ..fact.clone() });
    }
    for one in &mut report.statements {
        let same = page.statements.iter().find(|s| (s.field, s.value) == (one.field, one.value));
        one.at = same.and_then(|same| same.at.clone());
    }
    for one in &mut report.claims {
        let same = page.claims.iter().find(|c| (&c.fields, c.value) == (&one.fields, one.value));
        one.at = same.and_then(|same| same.at.clone());
    }
    for one in &mut report.extras {
        let same = page.extras.iter().find(|same| same.cells == one.cells);
        one.at = same.and_then(|same| same.at.clone());
    }
    for note in &mut report.notes {
        let place = |field: &FieldId| facts.get(*field).and_then(|fact| fact.at.clone());
        note.at = note.at.take().and_then(|_| note.fields.iter().find_map(place));
    }
    report.facts = facts;
    Ok(report)
}

/// What a title says of a report that is not done: 送审稿, 征求意见稿.
pub fn draft(report: &Report) -> Option<&'static str> {
    nianbao_form::draft_in_title(report.title.as_deref()?)
}

/// The totals without a number while all that they sum has one, directly or as such a total.
pub fn uncomputed(report: &Report) -> Vec<FieldId> {
    let sums = report.form.map(nianbao_check::sums_of).unwrap_or_default();
    let fact = |id: &String| FieldId::from_id(id).and_then(|field| report.facts.get(field));
    let has_number = |id| fact(id).is_some_and(|fact| fact.value.is_some());
    // A total that holds something else was typed, and is told as what it is.
    let is_blank = |id| fact(id).is_some_and(|fact| fact.value.is_none() && fact.raw.is_empty());
    let mut known: HashSet<&String> = HashSet::new();
    loop {
        let before = known.len();
        for sum in &sums {
            let is_there = |id| has_number(id) || known.contains(id);
            if let [total] = sum.left.as_slice()
                && is_blank(total)
                && sum.right.iter().all(is_there)
            {
                known.insert(total);
            }
        }
        if known.len() == before {
            return in_order(known.iter().filter_map(|id| FieldId::from_id(id)));
        }
    }
}

/// Whether no cell has a number, but for those that `form --from` carries over from last year's report: then
/// nobody has filled anything in.
pub fn is_untouched(report: &Report) -> bool {
    let mut numbers = report.facts.iter().filter(|(_, fact)| fact.value.is_some());
    numbers.all(|(field, _)| field.id().starts_with("requests.carried_in."))
}

/// The parts of totals whose number was typed in signs that a formula takes for text, as full-width digits
/// or a number with its unit.
pub fn typed_as_text(report: &Report, totals: &[FieldId]) -> Vec<FieldId> {
    let sums = report.form.map(nianbao_check::sums_of).unwrap_or_default();
    let is_of = |sum: &&Sum| matches!(sum.left.as_slice(), [total] if totals.iter().any(|field| field.id() == total));
    let parts = sums.iter().filter(is_of).flat_map(|sum| &sum.right);
    let is_text = |field: &FieldId| {
        let fact = report.facts.get(*field).filter(|fact| fact.value.is_some());
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ',');
        fact.is_some_and(|fact| !fact.raw.trim().chars().all(number))
    };
    in_order(parts.filter_map(|id| FieldId::from_id(id)).filter(is_text))
}

/// The cells that nobody has filled in: those without a number, but for totals, which follow from what
/// they sum.
pub fn unfilled(report: &Report) -> Vec<FieldId> {
    let sums = report.form.map(nianbao_check::sums_of).unwrap_or_default();
    let total = |sum: &Sum| match sum.left.as_slice() {
        [total] => FieldId::from_id(total),
        _ => None,
    };
    let totals: HashSet<FieldId> = sums.iter().filter_map(total).collect();
    let blank = report.facts.iter().filter(|(_, fact)| fact.value.is_none());
    let typed = blank.map(|(field, _)| field).filter(|field| !totals.contains(field));
    in_order(typed)
}

/// Fields in the order of the form.
fn in_order(fields: impl Iterator<Item = FieldId>) -> Vec<FieldId> {
    let mut fields: Vec<FieldId> = fields.collect();
    fields.sort_by_key(|field| field.index());
    fields
}

/// The paragraphs that a skeleton left to people (【请补充…】) and nobody has written.
pub fn unwritten(report: &Report) -> usize {
    let paragraphs = report.sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs.filter(|text| text.contains(skeleton::TO_WRITE)).count()
}

/// The name of a report's files, without extension: its title, without what a file system could take
/// for something else.
pub fn file_name(report: &Report) -> String {
    let title = report.title.as_deref().unwrap_or_default();
    let safe = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '（' | '）' | '〔' | '〕');
    let mut name = String::new();
    for c in title.chars().filter(safe) {
        if name.len() + c.len_utf8() > LONGEST_FILE_NAME {
            break;
        }
        name.push(c);
    }
    let name = name.trim_start_matches('-');
    if name.is_empty() { "report".to_owned() } else { name.to_owned() }
}

/// The figures of a report in sentences, for the letter that goes with it (报送函); those without
/// their figures are left out.
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    for line in report.form.map(|form| lines(SUMMARY, form)).unwrap_or_default() {
        if let Line::Sentence(sentence) = line
            && let Some(sentence) = fill(sentence, |name| figure(name, report))
        {
            text.push_str(&sentence);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Edition, Fact, Note, Place};

    use super::*;

    fn named(title: &str) -> String {
        file_name(&Report { title: Some(title.to_owned()), ..Report::default() })
    }

    #[test]
    fn names_of_files_are_safe_on_every_system() {
        assert_eq!(named("../../etc/甲县乙局2023年报"), "etc甲县乙局2023年报");
        assert_eq!(named("a:b*?\"<>|\\c\n\0.exe"), "abcexe");
        assert_eq!(named("--rf"), "rf");
        assert_eq!(named("…"), "report");
        assert!(named(&"政".repeat(500)).len() <= LONGEST_FILE_NAME);
    }

    #[test]
    fn a_bare_title_gets_organ_and_year_and_another_stays() {
        let report = |title: &str| Report {
            title: Some(title.to_owned()),
            organ: Some("甲县乙局".to_owned()),
            year: Some(2023),
            ..Report::default()
        };
        let title = |title: &str| titled(report(title)).title.unwrap();
        assert_eq!(title(BARE_TITLE), "甲县乙局2023年政府信息公开工作年度报告");
        assert_eq!(title("乙局2023年年报"), "乙局2023年年报");
        let unknown = Report { organ: None, ..report(BARE_TITLE) };
        assert_eq!(titled(unknown.clone()), unknown);
    }

    #[test]
    fn a_title_may_say_that_a_report_is_not_done() {
        let title = |end: &str| Report {
            title: Some(format!("甲县乙局2023年政府信息公开工作年度报告{end}")),
            ..Report::default()
        };
        assert_eq!(draft(&title("（送审稿）")), Some("送审稿"));
        assert_eq!(draft(&title("（稿）")), Some("（稿）"));
        assert_eq!(
            [draft(&title("")), draft(&title("（定稿）")), draft(&Report::default())],
            [None; 3]
        );
    }

    /// A cell of the workbook that was filled in is nowhere to be seen on the page.
    #[test]
    fn a_published_figure_has_its_place_on_the_page() {
        let (field, cell) = (FieldId::from_id("requests.granted.natural").unwrap(), "J28");
        let at = || Some(Place::Sheet { sheet: "年报".into(), cell: cell.into() });
        let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
        for field in FieldId::all().filter(|field| field.is_in(Edition::E2021)) {
            let fact = Fact { value: Some(Decimal::ONE), raw: "1".to_owned(), at: at() };
            report.facts.insert(field, fact).unwrap();
        }
        report.notes = vec![
            Note::new(NoteCode::NumberInexact, "1").with_fields([field]).at(at()),
            Note::new(NoteCode::YearConflict, "2023").at(at()),
        ];
        let registry = nianbao_core::Registry::new().unwrap();
        let format = registry.by_name(PUBLISHED[0]).unwrap();
        let placed = placed(report, format).unwrap();
        let mut bytes = Vec::new();
        let mut sink = crate::start(format, Box::new(&mut bytes)).unwrap();
        sink.push(&placed).unwrap();
        sink.finish().unwrap();
        let page = crate::read_all(&registry, "a.html", &bytes, None).unwrap().remove(0);
        let place = |report: &Report| report.facts.get(field).unwrap().at.clone();
        assert_eq!(place(&page), place(&placed));
        let why = crate::explain(&registry, "a.html", &bytes, None, field).unwrap().remove(0);
        let at = why.witnesses[0].fact.at.clone().unwrap();
        assert_eq!(place(&placed), Some(at.clone()), "as it is told to who asks of the page");
        assert_eq!([&page.notes[0].at, &page.notes[1].at], [&Some(at), &None]);
    }

    #[test]
    fn a_total_of_parts_that_are_there_ought_to_be() {
        let report = |blank: &[&str]| {
            let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
            for field in FieldId::all().filter(|field| field.id().starts_with("review.")) {
                let value = (!blank.contains(&field.id())).then_some(Decimal::ONE);
                let fact = Fact { value, raw: String::new(), at: None };
                report.facts.insert(field, fact).unwrap();
            }
            report
        };
        assert_eq!(uncomputed(&report(&[])), []);
        assert_eq!(
            uncomputed(&report(&["review.total"])),
            [FieldId::from_id("review.total").unwrap()]
        );
        assert_eq!(uncomputed(&report(&["review.total", "review.other"])), []);
        // A letter in it is no formula without a result.
        let mut typed = Report { form: Some(Edition::E2021), ..Report::default() };
        for (field, fact) in report(&["review.total"]).facts.iter() {
            let raw = if fact.value.is_some() { "1" } else { "l4" };
            typed.facts.insert(field, Fact { raw: raw.to_owned(), ..fact.clone() }).unwrap();
        }
        assert_eq!(uncomputed(&typed), []);
    }

    #[test]
    fn what_was_carried_over_is_no_number_that_anybody_filled_in() {
        let report = |ids: &[&str]| {
            let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
            for id in ids {
                let fact = Fact { value: Some(Decimal::ONE), raw: "1".to_owned(), at: None };
                report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
            }
            report
        };
        let carried = ["requests.carried_in.natural", "requests.carried_in.total"];
        assert!(is_untouched(&report(&[])) && is_untouched(&report(&carried)));
        assert!(!is_untouched(&report(&[carried[0], "review.upheld"])));
    }

    #[test]
    fn sentences_without_their_figures_are_left_out() {
        let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
        let mut put = |id: &str, value: Option<i64>| {
            let value = value.map(Decimal::from);
            let fact = Fact { value, raw: String::new(), at: None };
            report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
        };
        put("requests.carried_out.total", Some(0));
        put("disclosure.licensing.decisions", None);
        assert_eq!(summary(&report), "结转下年度继续办理0件。\n");
    }
}

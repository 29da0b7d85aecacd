//! A page that shows a report and carries an exact copy of it: what it shows decides, and where
//! both agree the copy gives back what showing lost.

use std::collections::HashSet;

use nianbao_core::{
    Block, Claim, Document, Extra, Fact, Facts, FieldId, Note, NoteCode, Report, Section,
    Statement, quoted,
};

use crate::fold::is_space;
use crate::layout::{entries, layout};
use crate::recognise;

/// So much is quoted of numbers that cannot be read on a page.
const QUOTED: usize = 60;

/// The report of a page that `shown` was read from and that carries `carried`. Every number is one
/// that the page shows: a copy may be forged, or older than what was edited by hand.
pub fn reconcile(page: &Document, shown: Report, carried: Report) -> Report {
    if says_all(&shown, &carried) {
        return Report { source: shown.source, ..carried };
    }
    let mut expected = recognise(&layout(&carried));
    let Some(expected) = expected.pop().filter(|_| expected.is_empty()) else { return shown };
    let edited = edited(&shown.facts, &expected.facts);
    let notes = notes(&shown, &expected, &carried, &edited);
    let facts = facts(&shown.facts, &expected.facts, &carried.facts, &edited);
    let lines = Lines::of(page);
    let [organ, published, year] = entries(&carried).map(|entry| lines.have(entry.as_deref()));
    let title = lines.have(carried.title.as_deref());
    let prose = alike(&shown.sections, &expected.sections, section);
    let stated = prose && alike(&shown.statements, &expected.statements, statement);
    let claimed = prose && alike(&shown.claims, &expected.claims, claim);
    let beyond = alike(&shown.extras, &expected.extras, extra);
    let day = shown.published == expected.published && published;
    Report {
        title: pick(shown.title == expected.title && title, carried.title, shown.title),
        organ: pick(shown.organ == expected.organ && organ, carried.organ, shown.organ),
        year: pick(shown.year == expected.year && year, carried.year, shown.year),
        form: pick(shown.form == expected.form, carried.form, shown.form),
        published: pick(day, carried.published, shown.published),
        source: shown.source,
        sections: pick(prose, carried.sections, shown.sections),
        facts,
        statements: pick(
            stated,
            common(carried.statements, &expected.statements, statement),
            shown.statements,
        ),
        claims: pick(claimed, common(carried.claims, &expected.claims, claim), shown.claims),
        extras: pick(beyond, carried.extras, shown.extras),
        notes,
    }
}

/// Whether a page says all that its copy says, and reading it met with nothing. Then there is nothing to
/// decide, and what reading the copy's own page would give need not be known.
fn says_all(shown: &Report, carried: &Report) -> bool {
    let same_head = shown.title == carried.title
        && shown.organ == carried.organ
        && shown.year == carried.year
        && shown.form == carried.form
        && shown.published == carried.published;
    same_head
        && shown.notes.is_empty()
        && edited(&shown.facts, &carried.facts).is_empty()
        && alike(&shown.sections, &carried.sections, section)
        && alike(&shown.statements, &carried.statements, statement)
        && alike(&shown.claims, &carried.claims, claim)
        && alike(&shown.extras, &carried.extras, extra)
}

fn pick<T>(untouched: bool, carried: T, shown: T) -> T {
    if untouched { carried } else { shown }
}

/// The fields whose cells show something else than the copy would.
fn edited(shown: &Facts, expected: &Facts) -> HashSet<FieldId> {
    let says = |facts: &Facts, field| {
        facts.get(field).map(|fact: &Fact| (fact.value, without_space(&fact.raw)))
    };
    FieldId::all().filter(|field| says(shown, *field) != says(expected, *field)).collect()
}

/// What the page shows, with the copy's words for it where they are the same; in the copy's order
/// if nothing was edited.
fn facts(shown: &Facts, expected: &Facts, carried: &Facts, edited: &HashSet<FieldId>) -> Facts {
    let order = if edited.is_empty() { carried } else { shown };
    let mut facts = Facts::default();
    for (field, _) in order.iter().chain(shown.iter()) {
        let Some(fact) = shown.get(field) else { continue };
        let fact = match carried.get(field) {
            Some(copy) if !edited.contains(&field) && copy.value == fact.value => copy,
            // What reading finds on the copy's own page and the copy does not have is no fact.
            None if !edited.contains(&field) && expected.get(field).is_some() => continue,
            _ => fact,
        };
        // The first of a field stays; one that is there already is the same.
        let _ = facts.insert(field, fact.clone());
    }
    facts
}

/// The copy's notes without those on cells that were edited, what reading notes on this page and
/// not on the copy's own, and which cells were edited.
fn notes(
    shown: &Report,
    expected: &Report,
    carried: &Report,
    edited: &HashSet<FieldId>,
) -> Vec<Note> {
    let settled = |note: &&Note| {
        !note.fields.is_empty() && note.fields.iter().all(|field| edited.contains(field))
    };
    let kept = carried.notes.iter().filter(|note| !settled(note));
    let lost = lost(shown, carried, edited);
    let mut usual: Vec<&Note> = expected.notes.iter().filter(|note| !tells(note, &lost)).collect();
    let new = shown.notes.iter().filter(|note| {
        let known = |usual: &&Note| usual.code == note.code && usual.fields == note.fields;
        let index = usual.iter().position(known);
        index.map(|index| usual.swap_remove(index)).is_none()
    });
    let mut notes: Vec<Note> = kept.chain(new).cloned().collect();
    notes.extend(untold(&notes, &lost, carried));
    let mut fields: Vec<FieldId> = edited.iter().copied().collect();
    fields.sort_unstable();
    if let Some(first) = fields.first() {
        let at = shown.facts.get(*first).and_then(|fact| fact.at.clone());
        let detail = fields.iter().map(|field| field.id()).collect::<Vec<_>>().join("、");
        notes.push(Note::new(NoteCode::CellEdited, detail).with_fields(fields).at(at));
    }
    notes
}

/// The fields of which the copy has a number that cannot be read on the page: not on the copy's own either, or
/// the cell would be one that was edited.
fn lost(shown: &Report, carried: &Report, edited: &HashSet<FieldId>) -> Vec<FieldId> {
    let is_number =
        |facts: &Facts, field| facts.get(field).is_some_and(|fact| fact.value.is_some());
    let fields = carried.facts.iter().map(|(field, _)| field);
    fields
        .filter(|field| is_number(&carried.facts, *field) && !is_number(&shown.facts, *field))
        .filter(|field| !edited.contains(field))
        .collect()
}

/// Whether a note says why one of these fields was not read. That its cell is not there says nothing: it is.
fn tells(note: &Note, lost: &[FieldId]) -> bool {
    note.code != NoteCode::CellMissing && note.fields.iter().any(|field| lost.contains(field))
}

/// The note on lost numbers that no other note tells of.
fn untold(notes: &[Note], lost: &[FieldId], carried: &Report) -> Option<Note> {
    let is_told = |field: &FieldId| notes.iter().any(|note| tells(note, &[*field]));
    let fields: Vec<FieldId> = lost.iter().copied().filter(|field| !is_told(field)).collect();
    let raws = fields.iter().filter_map(|field| carried.facts.get(*field));
    let raws = raws.map(|fact| fact.raw.as_str()).collect::<Vec<_>>().join(" | ");
    let note = || Note::new(NoteCode::NumbersUnplaced, quoted(&raws, QUOTED));
    (!fields.is_empty()).then(|| note().with_fields(fields))
}

/// Whether both sides say the same, places and white space aside.
fn alike<T, K: PartialEq>(shown: &[T], expected: &[T], key: impl Fn(&T) -> K) -> bool {
    shown.len() == expected.len() && shown.iter().zip(expected).all(|(a, b)| key(a) == key(b))
}

/// What of the copy its own page says, too.
fn common<T, K: PartialEq>(carried: Vec<T>, expected: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    let said: Vec<K> = expected.iter().map(&key).collect();
    carried.into_iter().filter(|one| said.contains(&key(one))).collect()
}

fn section(section: &Section) -> (Option<u32>, Option<String>, Vec<String>) {
    let paragraphs = section.paragraphs.iter().map(|text| without_space(text)).collect();
    (section.number, section.heading.as_deref().map(without_space), paragraphs)
}

fn statement(statement: &Statement) -> (FieldId, nianbao_core::Decimal, String) {
    (statement.field, statement.value, without_space(&statement.text))
}

fn claim(claim: &Claim) -> (Vec<FieldId>, nianbao_core::Decimal, String) {
    (claim.fields.clone(), claim.value, without_space(&claim.text))
}

fn extra(extra: &Extra) -> Vec<String> {
    extra.cells.iter().map(|text| without_space(text)).collect()
}

/// Formats differ in the white space they keep, and none keeps controls.
fn without_space(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c) && !c.is_control()).collect()
}

/// The lines of a page.
struct Lines(HashSet<String>);

impl Lines {
    fn of(page: &Document) -> Self {
        let lines = page.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(without_space(&line.text)),
            Block::Grid(_) => None,
        });
        Self(lines.collect())
    }

    /// Whether the page prints a line, if there is one to print.
    fn have(&self, line: Option<&str>) -> bool {
        line.is_none_or(|line| self.0.contains(&without_space(line)))
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::Edition;

    use super::*;

    fn id(field: &str) -> FieldId {
        FieldId::from_id(field).unwrap()
    }

    /// What is read of a page of ours that shows a report and carries its copy.
    fn read_back(report: &Report) -> Report {
        let page = layout(report);
        let shown = recognise(&page).remove(0);
        reconcile(&page, shown, report.clone())
    }

    fn report(facts: &[(&str, Option<i64>, &str)]) -> Report {
        let mut report = Report {
            title: Some("白沙县水务局2022年政府信息公开工作年度报告".to_owned()),
            organ: Some("白沙县水务局".to_owned()),
            year: Some(2022),
            form: Some(Edition::E2021),
            ..Report::default()
        };
        for (field, value, raw) in facts {
            let value = value.map(Into::into);
            let fact = Fact { value, raw: (*raw).to_owned(), at: None };
            report.facts.insert(id(field), fact).unwrap();
        }
        report
    }

    #[test]
    fn a_number_that_our_own_page_hides_is_noted_though_its_copy_has_it() {
        // Words in the first cell of a row without a label make it one that the form does not know.
        let words = [("review.upheld", None, "详见附件"), ("review.total", Some(4), "4")];
        // A paragraph that reads like a row of the table contradicts it.
        let mut row = report(&[
            ("disclosure.regulations.issued", Some(1), "1"),
            ("disclosure.regulations.repealed", Some(2), "2"),
            ("disclosure.regulations.in_force", Some(3), "3"),
        ]);
        let (number, heading) = (Some(5), Some("五、存在的主要问题及改进情况".to_owned()));
        let paragraphs =
            ["信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数", "规章 | 1 | 7 | 3"];
        let paragraphs = paragraphs.map(str::to_owned).to_vec();
        row.sections = vec![Section { number, heading, paragraphs }];
        for (report, field) in
            [(report(&words), "review.total"), (row, "disclosure.regulations.repealed")]
        {
            let read = read_back(&report);
            let value = read.facts.get(id(field)).and_then(|fact| fact.value);
            assert_eq!(value, None, "{field} is read: another way to hide it is needed here");
            let is_noted = |note: &Note| note.fields.contains(&id(field));
            assert!(read.notes.iter().any(is_noted), "{field}: {:?}", read.notes);
        }
        let whole = report(&[("review.upheld", Some(0), "0"), ("review.total", Some(4), "4")]);
        let read = read_back(&whole);
        assert_eq!((&read.facts, read.notes.as_slice()), (&whole.facts, &[][..]));
    }
}

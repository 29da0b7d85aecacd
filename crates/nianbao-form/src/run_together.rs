//! Tables whose rows ran together to one line of text: nothing tells which number is whose.

use std::collections::HashSet;
use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId, Note, NoteCode, quoted};

use crate::assign::Candidate;
use crate::fold::{han_count, is_space, one_line, squeeze};
use crate::hash::LabelHash;
use crate::key::{Label, without_brackets};
use crate::letters::Letters;
use crate::tokens::{Kind, Layout, Token};
use crate::value::{is_counter, looks_like_value};
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::Walked;

/// Prose may name a few labels of the form; a table names more.
const FEWEST_LABELS: usize = 6;

/// Shorter labels are words of any text.
const SHORTEST_SOUGHT: usize = 4;

/// Two labels and a number.
const FEWEST_PIECES: usize = 3;

/// More, in bytes, is no line of rows.
const LONGEST_ROWS: usize = 600;

/// So much of the line is quoted.
const QUOTED_OF_LINE: usize = 60;

/// The rows of the form that have a label of some length, with the label and its characters.
static LABELLED: LazyLock<Vec<(Letters, &'static str, &'static RowDef)>> = LazyLock::new(|| {
    let labelled = |row: &'static RowDef| {
        let label = row.path.last().filter(|label| han_count(label) > SHORTEST_SOUGHT)?;
        Some((Letters::of(label), label.as_str(), row))
    };
    vocabulary().rows.iter().filter_map(labelled).collect()
});

/// A note for each line that holds many labels of the form with numbers, naming those that were
/// not read. `edition` is the one that the page follows.
pub(crate) fn run_together(
    tokens: &[Token<'_>],
    walked: &Walked,
    read: &[Candidate],
    edition: Option<Edition>,
) -> Vec<Note> {
    let mut read_fields: Option<HashSet<FieldId, LabelHash>> = None;
    let mut notes = Vec::new();
    let mut at = 0;
    for line in tokens.chunk_by(|a, b| a.row == b.row && a.layout == b.layout) {
        let in_table = &walked.in_table[at..at + line.len()];
        at += line.len();
        // Cells of a grid are apart.
        let cells = line.len() > 1 && line.iter().all(|t| matches!(t.layout, Layout::Cell(_)));
        let number = || line.iter().any(|token| token.text.contains(char::is_numeric));
        let Some(token) = line.first().filter(|_| !cells && number()) else { continue };
        // Blanks leave gaps, which part the line.
        let long = line.len() > FEWEST_LABELS || line.iter().any(|t| matches!(t.kind, Kind::Prose));
        let texts: Vec<&str> = line.iter().map(|token| token.text).collect();
        let (text, fields) = if long && !in_table.contains(&true) {
            let text = texts.concat();
            let fields = fields_of(&text, edition);
            (text, fields)
        } else {
            let text = texts.join(" ");
            let fields = rows_of(&text, edition);
            (text, fields)
        };
        if fields.is_empty() {
            continue;
        }
        let read = read_fields
            .get_or_insert_with(|| read.iter().map(|candidate| candidate.field).collect());
        let lost: Vec<FieldId> = fields.into_iter().filter(|f| !read.contains(f)).collect();
        if !lost.is_empty() {
            let note =
                Note::new(NoteCode::NumbersUnplaced, quoted(&one_line(&text), QUOTED_OF_LINE));
            notes.push(note.with_fields(lost).at(token.at.clone()));
        }
    }
    notes
}

/// The fields of the rows that a line names, if it names enough of them.
fn fields_of(text: &str, edition: Option<Edition>) -> Vec<FieldId> {
    let key = vocabulary().in_own_words(&without_brackets(&squeeze(text)));
    let letters = Letters::of(&key);
    let mut labels: HashSet<&str, LabelHash> = HashSet::default();
    let mut fields = Vec::new();
    for (of_label, label, row) in LABELLED.iter() {
        if letters.may_contain(*of_label) && key.contains(*label) {
            labels.insert(label);
            fields.extend(row.fields());
        }
    }
    if labels.len() < FEWEST_LABELS {
        return Vec::new();
    }
    of_edition(&mut fields, edition);
    fields
}

/// The fields of rows of one table that stand on one line, two of them or more, with nothing else but
/// numbers: whose each number is the line does not say.
fn rows_of(text: &str, edition: Option<Edition>) -> Vec<FieldId> {
    let pieces = || text.split(|c: char| is_space(c) || c == '|').filter(|piece| !piece.is_empty());
    // A line of prose has other words, which are seen first.
    if text.len() > LONGEST_ROWS || pieces().count() < FEWEST_PIECES || text.contains('。') {
        return Vec::new();
    }
    let mut labels: Vec<String> = Vec::new();
    for piece in pieces().filter(|piece| !looks_like_value(piece)) {
        let core = vocabulary().canonical(&Label::of(piece).core);
        if is_counter(&core) || labels.contains(&core) {
            continue;
        }
        if rows_named(&core).next().is_none() {
            return Vec::new();
        }
        labels.push(core);
    }
    let rows = |section: u8| {
        let named = |label: &String| rows_named(label).any(|row| row.section == section);
        labels.iter().filter(|label| named(label)).count()
    };
    let sections = vocabulary().rows.iter().map(|row| row.section);
    let Some(section) = sections.max_by_key(|section| rows(*section)).filter(|s| rows(*s) > 1)
    else {
        return Vec::new();
    };
    let named = labels.iter().flat_map(|label| rows_named(label));
    let mut fields: Vec<FieldId> =
        named.filter(|row| row.section == section).flat_map(RowDef::fields).collect();
    // So few labels are often those of two editions.
    match edition.filter(|edition| fields.iter().any(|field| field.is_in(*edition))) {
        Some(edition) => fields.retain(|field| field.is_in(edition)),
        None => of_edition(&mut fields, None),
    }
    fields
}

/// The rows of the form that have this label.
fn rows_named(label: &str) -> impl Iterator<Item = &'static RowDef> {
    let own = |row: &&RowDef| row.path.last().is_some_and(|last| *last == *label);
    vocabulary().rows.iter().filter(own)
}

/// Keeps the fields of the edition that a page follows, if its labels are no more another's: an older form
/// is used for years.
fn of_edition(fields: &mut Vec<FieldId>, edition: Option<Edition>) {
    let named = |edition: &Edition| fields.iter().filter(|field| field.is_in(*edition)).count();
    let most = Edition::ALL.into_iter().max_by_key(named);
    let told = edition.filter(|edition| most.is_some_and(|most| named(edition) == named(&most)));
    fields.retain(|field| told.or(most).is_none_or(|edition| field.is_in(edition)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_table_on_a_line_are_told_with_their_fields() {
        let told = |text: &str| {
            let fields = rows_of(text, Some(Edition::E2021));
            fields.iter().map(|field| field.id()).collect::<Vec<_>>()
        };
        let both = ["disclosure.penalties.decisions", "disclosure.coercion.decisions"];
        assert_eq!(told("行政处罚 14 行政强制 6"), both);
        assert_eq!(told("行政处罚 | 行政强制 | 6件"), both);
        for other in
            ["行政处罚 14", "行政处罚 14 件", "行政处罚14件 与行政强制 6", "行政处罚 14 科室 6"]
        {
            assert!(told(other).is_empty(), "{other}");
        }
        let page = [
            "第二十条第（五）项",
            "信息内容 本年处理决定数量",
            "行政许可 9",
            "第二十条第（六）项",
            "信息内容 本年处理决定数量",
            "行政处罚 14 行政强制 6",
        ];
        let report = crate::pages::report_of(&page);
        assert_eq!(report.facts.len(), 1);
        let note = report.notes.iter().find(|note| note.code == NoteCode::NumbersUnplaced).unwrap();
        assert_eq!(note.fields.iter().map(|field| field.id()).collect::<Vec<_>>(), both);
    }

    #[test]
    fn labels_are_found_in_the_words_that_the_page_prints() {
        let text = "4.不予公开政府信息数 件 3 5.不属于本行政机关公开数 件 1 6.申请信息不存在数 件 2 \
                    7.告知作出更改补充数 件 0 8.告知通过其他途径办理数 件 4 四、行政复议数量 件 0 \
                    （一）维持具体行政行为数 件 0";
        let fields = fields_of(text, Some(Edition::E2014));
        for id in ["applications.replied.not_this_agency", "applications.replied.not_exist"] {
            assert!(fields.contains(&FieldId::from_id(id).unwrap()), "{id}");
        }
    }
}

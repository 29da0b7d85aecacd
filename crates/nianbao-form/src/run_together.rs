//! Tables whose rows ran together to one line of text: nothing tells which number is whose.

use std::collections::HashSet;
use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId, Note, NoteCode};

use crate::assign::Candidate;
use crate::fold::{han_count, one_line, squeeze};
use crate::hash::LabelHash;
use crate::key::without_brackets;
use crate::letters::Letters;
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::Walked;

/// Prose may name a few labels of the form; a table names more.
const LABELS: usize = 6;

/// Shorter labels are words of any text.
const SHORTEST: usize = 4;

/// So much of the line is quoted.
const QUOTED: usize = 60;

/// The rows of the form that have a label of some length, with the label and its characters.
static NAMED: LazyLock<Vec<(Letters, &'static str, &'static RowDef)>> = LazyLock::new(|| {
    let labelled = |row: &'static RowDef| {
        let label = row.path.last().filter(|label| han_count(label) > SHORTEST)?;
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
        // Blanks leave gaps, which part the line.
        let long = line.len() > LABELS || line.iter().any(|t| matches!(t.kind, Kind::Prose));
        let number = || line.iter().any(|token| token.text.contains(char::is_numeric));
        let (Some(token), true) = (line.first(), long && !in_table.contains(&true)) else {
            continue;
        };
        if !number() || matches!(token.layout, Layout::Cell(_)) && line.len() > 1 {
            continue;
        }
        let text: String = line.iter().map(|token| token.text).collect();
        let fields = fields_of(&text, edition);
        if fields.is_empty() {
            continue;
        }
        let read = read_fields
            .get_or_insert_with(|| read.iter().map(|candidate| candidate.field).collect());
        let lost: Vec<FieldId> = fields.into_iter().filter(|f| !read.contains(f)).collect();
        if !lost.is_empty() {
            let quoted: String = one_line(&text).chars().take(QUOTED).collect();
            let note = Note::new(NoteCode::NumbersUnplaced, format!("{quoted}…"));
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
    for (of_label, label, row) in NAMED.iter() {
        if letters.may_contain(*of_label) && key.contains(*label) {
            labels.insert(label);
            fields.extend(row.fields());
        }
    }
    if labels.len() < LABELS {
        return Vec::new();
    }
    // An older form is used for years: the labels say which it is.
    let named = |edition: &Edition| fields.iter().filter(|field| field.is_in(*edition)).count();
    let most = Edition::ALL.into_iter().max_by_key(named);
    let told = edition.filter(|edition| most.is_some_and(|most| named(edition) == named(&most)));
    fields.retain(|field| told.or(most).is_none_or(|edition| field.is_in(edition)));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

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

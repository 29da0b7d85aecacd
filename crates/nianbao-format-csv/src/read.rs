//! A file to a document.

use anyhow::Result;
use nianbao_core::{Decoded, Document, DocumentReader, Input, Note, NoteCode};

use crate::blocks::Blocks;
use crate::records::{Records, has_only_numbers};
use crate::{CSV, begins_formula, delimiter};

pub(crate) struct CsvReader;

impl DocumentReader for CsvReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let read = nianbao_charset::decode(input.bytes, None, input.judge);
        let mut document = Document { notes: read.notes, ..Document::default() };
        let (delimiter, text) = delimiter::find(&read.text);
        let mut records = Records::new(text, delimiter);
        let mut blocks = Blocks::within(&input.limits);
        let mut full = false;
        let plain = !CSV.owns_name(input.name);
        for record in records.by_ref() {
            // Between the tables of a plain text stand sentences, whose numbers may have commas.
            let sentence = plain && has_only_numbers(&record) && record.concat().contains('。');
            let record = if sentence { vec![record.join(",")] } else { record };
            let fields = record.into_iter().map(shown).collect();
            if !blocks.push(fields) {
                full = true;
                break;
            }
        }
        let ended = text.is_empty() || text.ends_with(['\n', '\r']);
        document.open_end = records.has_open_quote() || !ended;
        if records.was_cut() || full {
            let detail = if full { "rows" } else { "columns" };
            document.notes.push(Note::new(NoteCode::LimitReached, detail));
        }
        let (blocks, notes) = blocks.finish();
        document.blocks = blocks;
        document.notes.extend(notes);
        Ok(Decoded { document, encoding: Some(read.encoding) })
    }
}

/// What a spreadsheet shows of a field: an apostrophe before what would be a formula says that it is
/// text, and is not shown; `="007"` is how text that looks like a number is kept as it is.
fn shown(field: String) -> String {
    if let Some(text) = field.strip_prefix('\'').filter(|text| begins_formula(text)) {
        return text.to_owned();
    }
    let literal = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match literal.filter(|text| !text.contains('"')) {
        Some(text) => text.to_owned(),
        None => field,
    }
}

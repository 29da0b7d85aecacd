//! Bytes to text that XML can be read from.

use std::borrow::Cow;

use anyhow::{Result, bail};
use nianbao_core::{Input, Note, NoteCode, is_in_xml};

use crate::cursor::malformed;
use crate::prolog::{ascii_head, declared_encoding};

/// The text and what is doubtful about its encoding. Unlike a page, data that cannot be decoded for
/// sure is refused: it was exact once, and there is a good copy.
pub(crate) fn text<'a>(input: &Input<'a>) -> Result<(Cow<'a, str>, Vec<Note>)> {
    let head = ascii_head(input.bytes);
    let declared = declared_encoding(&head);
    let decoded = nianbao_charset::decode(input.bytes, declared, input.judge);
    let (encoding, notes) = (decoded.encoding, decoded.notes);
    let has = |code| notes.iter().any(|note| note.code == code);
    // Where the judge knows no word, it doubts the declaration too; if every character can be
    // decoded by it, that will do.
    let by_declaration = declared.is_some()
        && !has(NoteCode::CharsetDeclared)
        && !decoded.text.contains(char::REPLACEMENT_CHARACTER);
    if has(NoteCode::CharsetDoubtful) && !by_declaration {
        bail!("not all bytes are characters of {encoding}, or the encoding is another");
    }
    if let Some(at) = no_character(&decoded.text) {
        let (line, column) = position(&decoded.text, at);
        return Err(malformed(line, column, "XML has no such control character".to_owned()));
    }
    let declared = notes.into_iter().filter(|note| note.code == NoteCode::CharsetDeclared);
    Ok((decoded.text, declared.collect()))
}

/// Where a character stands that XML does not have. By bytes, since there are many: but for control
/// characters these all begin with the same one.
fn no_character(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let doubtful = |byte: u8| byte == 0xef || byte < b' ' && !matches!(byte, 9 | 10 | 13);
        let at = from + text.as_bytes()[from..].iter().position(|byte| doubtful(*byte))?;
        let c = text[at..].chars().next()?;
        if !is_in_xml(c) {
            return Some(at);
        }
        from = at + c.len_utf8();
    }
}

/// The line and the column of a byte, from 1, in characters.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let whole = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let before = &text[..whole.unwrap_or(0)];
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

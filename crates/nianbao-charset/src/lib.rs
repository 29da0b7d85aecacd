//! Bytes to text: which character encoding it is, and how sure that is.
//!
//! A page's declaration is often wrong, and a wrong charset rarely fails: UTF-8 read as GBK is text
//! too. So the bytes are asked first (byte order mark, UTF-8's own structure), and among what is
//! left the caller's judge decides: the reading in which it knows the most words.

mod candidates;
mod label;
mod utf16;
mod utf8;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use nianbao_core::{Note, NoteCode};

use crate::label::{by_label, same_family};

/// Decoded text, and how it was decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Text<'a> {
    /// The text, without a byte order mark. Bytes that are no character are U+FFFD.
    pub text: Cow<'a, str>,
    /// The encoding's name in lower case: `utf-8`, `gb18030`, `big5`, `utf-16le` …
    /// The whole GB family goes by `gb18030`, which it is read as.
    pub encoding: String,
    /// What is doubtful about it.
    pub notes: Vec<Note>,
}

/// Decodes bytes. `declared` is what the document says of itself; `judge` counts the words it
/// knows in a text (the form's labels), and settles what neither a byte order mark nor UTF-8's
/// structure does. It sees little of what is ASCII: that is the same in every candidate.
pub fn decode<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
    judge: &dyn Fn(&str) -> usize,
) -> Text<'a> {
    let declared = declared.and_then(by_label);
    let (bytes, marked) = strip_mark(bytes);
    let (encoding, doubtful) = choose(bytes, marked, declared, judge);
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if doubtful || replaced {
        notes.push(Note::new(NoteCode::CharsetDoubtful, name(encoding)));
    }
    if let Some(declared) = declared.filter(|d| !same_family(d, encoding) && !text.is_ascii()) {
        let detail = format!("{} → {}", name(declared), name(encoding));
        notes.push(Note::new(NoteCode::CharsetDeclared, detail));
    }
    Text { text, encoding: name(encoding), notes }
}

fn strip_mark(bytes: &[u8]) -> (&[u8], Option<&'static Encoding>) {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (&bytes[length..], Some(encoding)),
        None => (bytes, None),
    }
}

/// The encoding, and whether nothing confirms it.
fn choose(
    bytes: &[u8],
    marked: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
    judge: &dyn Fn(&str) -> usize,
) -> (&'static Encoding, bool) {
    // Editors put UTF-8's mark before whatever was there: alone of the three it needs a proof.
    if let Some(marked) = marked.filter(|marked| *marked != UTF_8) {
        return (marked, false);
    }
    let nearly_utf8 = utf8::is_nearly(bytes);
    // ASCII in UTF-16 is valid UTF-8, with a NUL beside every letter.
    if (!nearly_utf8 || bytes.is_ascii())
        && let Some(encoding) = utf16::by_zeros(bytes)
    {
        return (encoding, false);
    }
    if nearly_utf8 {
        return (UTF_8, false);
    }
    candidates::choose(bytes, declared, judge)
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;

//! Whether bytes are a Word document.

use nianbao_core::{Input, Score};

use crate::DOCX;
use crate::package::{OLE, ZIP};

/// How much of the end is searched for the archive's own list of its members.
const TAIL: usize = 66 * 1024;
/// What closes the list and says where it begins.
const END: &[u8] = b"PK\x05\x06";
/// What each entry of the list begins with.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A zip archive with a Word document's main part; also a document of Word 97–2003 or with a
/// password, which cannot be read, to say so by name.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    if input.bytes.starts_with(OLE) {
        return ole(input);
    }
    if !input.bytes.starts_with(ZIP) {
        return Score::No;
    }
    let mut names = members(input.bytes).into_iter().flatten();
    if names.any(|name| name.eq_ignore_ascii_case(b"word/document.xml")) {
        Score::Certain
    } else if DOCX.owns_name(input.name) {
        Score::Name
    } else {
        Score::No
    }
}

/// The storage that Word 97–2003 and all encrypted documents of Office use names its streams in
/// UTF-16.
fn ole(input: &Input<'_>) -> Score {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        input.bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("WordDocument") {
        Score::Certain
    } else if DOCX.owns_name(input.name) && holds("EncryptedPackage") {
        Score::Likely
    } else {
        Score::No
    }
}

/// The names of an archive's members, from its own list.
fn members(bytes: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    let tail = bytes.len().saturating_sub(TAIL);
    let end = tail + bytes[tail..].windows(END.len()).rposition(|window| window == END)?;
    let start = number(bytes, end + 16, 4)?;
    let mut rest = bytes.get(start..end)?;
    Some(std::iter::from_fn(move || {
        if !rest.starts_with(ENTRY) {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|at| number(rest, at, 2).unwrap_or(0));
        let own = rest.get(46..46 + name)?;
        rest = rest.get(46 + name + extra + comment..).unwrap_or_default();
        Some(own)
    }))
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

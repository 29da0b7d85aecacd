//! Whether bytes are newformat.

use nianbao_core::{Input, Score};

/// By the first line, which no other format has.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    let text = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    match text.strip_prefix(super::FIRST.as_bytes()) {
        Some([] | [b'\r' | b'\n', ..]) => Score::Certain,
        _ if super::FORMAT.owns_name(input.name) => Score::Name,
        _ => Score::No,
    }
}

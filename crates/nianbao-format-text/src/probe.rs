//! Whether bytes are plain text: never surely, for nothing marks it.

use nianbao_core::{Input, Score};

use crate::TEXT;

/// How much is looked at.
const SAMPLE: usize = 16 * 1024;

/// By its extension; without any (standard input), if it could be text.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    let own = TEXT.owns_name(input.name);
    if own || (!has_extension(input.name) && is_texty(input)) { Score::Name } else { Score::No }
}

fn has_extension(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').is_some_and(|(stem, _)| !stem.is_empty())
}

/// No character that text does not have, in the encoding it seems to be in.
fn is_texty(input: &Input<'_>) -> bool {
    let sample = &input.bytes[..input.bytes.len().min(SAMPLE)];
    let read = nianbao_charset::decode(sample, None, input.judge);
    let (mut all, mut bad) = (0_usize, 0_usize);
    for c in read.text.chars() {
        all += 1;
        bad += usize::from(c == '\u{fffd}' || c == '\u{1b}');
        if c == '\0' {
            return false;
        }
    }
    bad <= 1 + all / 50
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, bytes: &[u8]) -> Score {
        probe(&Input::new(name, bytes, &|_| 0))
    }

    #[test]
    fn an_extension_is_enough() {
        assert_eq!(score("a/b.TXT", b"PK\x03\x04\0\0"), Score::Name);
        assert_eq!(score("b.text", b""), Score::Name);
    }

    #[test]
    fn without_a_name_the_content_must_be_text() {
        assert_eq!(score("", "年报\n".as_bytes()), Score::Name);
        assert_eq!(score("-", b"\xff\xfe1\0\n\0"), Score::Name);
        assert_eq!(score("dir.d/report", b"12"), Score::Name);
        assert_eq!(score("", b"PK\x03\x04\0\0\x08"), Score::No);
    }

    #[test]
    fn another_extension_is_not_ours() {
        assert_eq!(score("a.html", b"12"), Score::No);
        assert_eq!(score("a.docx", b"12"), Score::No);
    }
}

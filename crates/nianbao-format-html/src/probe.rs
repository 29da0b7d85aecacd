//! Whether bytes are HTML.

use nianbao_core::{Input, Score};

use crate::HTML;
use crate::mhtml::is_mhtml;

/// How much is looked at.
const SAMPLE: usize = 4096;

/// Tags that pages and pieces of pages are made of.
const TAGS: [&str; 18] = [
    "html", "head", "title", "body", "meta", "table", "tbody", "tr", "td", "div", "p", "br",
    "span", "font", "h1", "h2", "script", "center",
];

pub(crate) fn probe(input: &Input<'_>) -> Score {
    if is_mhtml(input.bytes) {
        return Score::Certain;
    }
    let by_name = if HTML.owns_name(input.name) { Score::Name } else { Score::No };
    let Some(head) = ascii_head(input.bytes) else { return Score::No };
    let mut start = skip_comments(&head);
    let is_xml = start.starts_with("<?xml");
    if is_xml {
        start = skip_comments(start.split_once("?>").map_or("", |(_, rest)| rest));
    }
    if start.starts_with("<!doctype html") || has_tag(start, "html") && start.starts_with("<html") {
        return Score::Certain;
    }
    if is_xml {
        return if has_tag(start, "html") { Score::Certain } else { Score::No };
    }
    // Markup inside another notation's strings is not a page.
    if !start.starts_with(['{', '[']) && TAGS.iter().any(|tag| has_tag(start, tag)) {
        return Score::Likely;
    }
    by_name
}

/// The beginning in lower case, without mark and without the NULs of UTF-16; none for bytes that
/// have NULs and are not UTF-16. Every encoding of such pages keeps ASCII, which is all that tags
/// are made of.
fn ascii_head(bytes: &[u8]) -> Option<String> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros_at = |side: usize| sample.iter().skip(side).step_by(2).any(|byte| *byte == 0);
    let wide = sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff");
    if zeros_at(0) && zeros_at(1) && !wide {
        return None;
    }
    let mut ascii = sample.to_ascii_lowercase();
    ascii.retain(|byte| byte.is_ascii() && *byte != 0);
    String::from_utf8(ascii).ok()
}

/// Without white space and comments (`<!-- saved from url … -->`) at the start.
fn skip_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        match text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
            Some((_, rest)) => text = rest,
            None => return text,
        }
    }
}

fn has_tag(text: &str, tag: &str) -> bool {
    let ends = |rest: &str| rest.starts_with(['>', '/']) || rest.starts_with(char::is_whitespace);
    text.split('<').skip(1).any(|rest| rest.strip_prefix(tag).is_some_and(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, bytes: &[u8]) -> Score {
        probe(&Input::new(name, bytes, &|_| 0))
    }

    #[test]
    fn a_page_is_certain() {
        assert_eq!(score("", b"\xef\xbb\xbf \n<!DOCTYPE HTML>"), Score::Certain);
        assert_eq!(score("", b"<!-- saved --><HTML lang=zh>"), Score::Certain);
        assert_eq!(score("", b"<?xml version='1.0'?>\n<!DOCTYPE html>"), Score::Certain);
        assert_eq!(score("", b"<?xml version='1.0'?><!-- a --><html xmlns='x'>"), Score::Certain);
        assert_eq!(score("", b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Score::Certain);
    }

    #[test]
    fn a_piece_of_a_page_is_likely() {
        assert_eq!(score("a.txt", b"\xd5\xfe<table border=1><tr>"), Score::Likely);
        assert_eq!(score("", b"0<\0t\0d\0>\0".strip_prefix(b"0").unwrap()), Score::Likely);
        assert_eq!(score("", b"text<br/>"), Score::Likely);
    }

    #[test]
    fn other_things_are_not() {
        assert_eq!(score("", b"<?xml version='1.0'?><reports><p/></reports>"), Score::No);
        assert_eq!(score("", b"{\"text\": \"<p>\"}"), Score::No);
        assert_eq!(score("", b"PK\x03\x04\0\0\0\0<p>"), Score::No);
        assert_eq!(score("", b"a <tablet> b < p"), Score::No);
        assert_eq!(score("a.mht", b"From: x"), Score::No);
        assert_eq!(score("", b""), Score::No);
    }

    #[test]
    fn a_name_is_better_than_nothing() {
        assert_eq!(score("a.HTM", b"12"), Score::Name);
    }
}

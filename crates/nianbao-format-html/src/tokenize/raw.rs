//! Where the text of an element that holds no other ends.

use html5ever::tokenizer::states::RawKind;
use memchr::{memchr, memchr2};

use super::attributes::is_space;

/// How far the end tag of the element is, or the end of the text.
pub(super) fn end(text: &[u8], kind: RawKind, name: &[u8]) -> usize {
    let found = match kind {
        RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => end_of_script(text),
        RawKind::Rcdata | RawKind::Rawtext => end_tag(text, name),
    };
    found.unwrap_or(text.len())
}

fn end_tag(text: &[u8], name: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(b'<', &text[at..])?;
        if begins(&text[at + 1..], b"/", name) {
            return Some(at);
        }
        at += 1;
    }
}

/// What a script is inside of; old pages hid their scripts in comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Comment,
    ScriptInComment,
}

fn end_of_script(text: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"script";
    let mut at = 0;
    let mut inside = Inside::Nothing;
    loop {
        at += memchr2(b'<', b'-', &text[at..])?;
        let rest = &text[at..];
        let length = match (inside, rest) {
            (Inside::Nothing, [b'<', b'!', b'-', b'-', ..]) => {
                inside = Inside::Comment;
                // Its dashes may be those of its end.
                2
            }
            (Inside::Comment | Inside::ScriptInComment, [b'-', b'-', b'>', ..]) => {
                inside = Inside::Nothing;
                3
            }
            (Inside::ScriptInComment, [b'<', rest @ ..]) if begins(rest, b"/", NAME) => {
                inside = Inside::Comment;
                2 + NAME.len()
            }
            (Inside::Comment, [b'<', rest @ ..]) if begins(rest, b"", NAME) => {
                inside = Inside::ScriptInComment;
                1 + NAME.len()
            }
            (Inside::Nothing | Inside::Comment, [b'<', rest @ ..]) if begins(rest, b"/", NAME) => {
                return Some(at);
            }
            _ => 1,
        };
        at += length;
    }
}

/// Whether a text begins with the sign and a tag's whole name.
fn begins(text: &[u8], sign: &[u8], name: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(sign) else { return false };
    let Some((own, rest)) = rest.split_at_checked(name.len()) else { return false };
    own.eq_ignore_ascii_case(name)
        && rest.first().is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
}

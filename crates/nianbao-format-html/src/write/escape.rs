//! Text and attribute values, escaped.

use std::borrow::Cow;

/// A text between tags. A line break is a space.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    escaped(text, false)
}

/// A text with its line breaks.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| escaped(line, false)).collect();
    lines.join("<br>")
}

/// A value between double quotes.
pub(super) fn attribute(text: &str) -> Cow<'_, str> {
    escaped(text, true)
}

/// Controls and noncharacters cannot stand in a page, not even escaped.
fn escaped(text: &str, quotes: bool) -> Cow<'_, str> {
    let plain = |c: char| match c {
        '&' | '<' | '>' => false,
        '"' => !quotes,
        _ => !c.is_control() && !is_noncharacter(c),
    };
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if plain(c) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(text("a<b>&\"c\""), "a&lt;b&gt;&amp;\"c\"");
        assert_eq!(attribute("\"><script>"), "&quot;&gt;&lt;script&gt;");
        assert_eq!(lines("1\n2<"), "1<br>2&lt;");
        assert_eq!(text("a\0\u{b}\u{85}\u{ffff}\u{fdd0}b\nc"), "ab c");
    }
}

//! Text and attribute values, escaped.

use std::borrow::Cow;

use nianbao_core::legible;

/// A text between tags, on one line.
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

fn escaped(text: &str, quotes: bool) -> Cow<'_, str> {
    let text = legible(text);
    let is_sign = |c: char| matches!(c, '&' | '<' | '>') || quotes && c == '"';
    if !text.contains(is_sign) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(text("a<b>&\"c\""), "a&lt;b&gt;&amp;\"c\"");
        assert_eq!(attribute("\"><script>"), "&quot;&gt;&lt;script&gt;");
        assert_eq!(lines("1\n2<"), "1<br>2&lt;");
        assert_eq!(text("a\0\u{b}\u{85}\u{ffff}\u{fdd0}b\nc"), "a     b c");
    }
}

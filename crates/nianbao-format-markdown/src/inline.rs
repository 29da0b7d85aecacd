//! The text of a line or a cell: what is a sign of Markdown in it, and what is printed.

use nianbao_core::legible;

/// The signs that mean something inside a text.
const SIGNS: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '&', '~', '#'];

/// A text on one line.
pub(crate) fn bare(text: &str) -> String {
    legible(text).trim().to_owned()
}

/// A text that is shown as it is.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What a text shows: without escapes and the marks of emphasis around it.
pub(crate) fn shown(text: &str) -> String {
    let text = without_emphasis(text.trim());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match rest.chars().next() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {
                out.push(next);
                rest = &rest[1..];
            }
            _ if c == '<' => {
                let after = ["br>", "br/>", "br />"].iter().find_map(|end| rest.strip_prefix(end));
                out.push(if after.is_some() { '\n' } else { c });
                rest = after.unwrap_or(rest);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Emphasis of a whole text, as heads and totals have it.
fn without_emphasis(text: &str) -> &str {
    let inner = |mark: &str| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        let first = mark.get(..1)?;
        let whole = !inner.is_empty() && !inner.contains(first) && !inner.ends_with('\\');
        (whole && inner.trim() == inner).then_some(inner)
    };
    ["***", "**", "__", "*", "_"].into_iter().find_map(inner).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_from_its_escape() {
        for text in [
            "12*",
            "*1*",
            "__a__",
            "a|b\\",
            "<br>",
            "\\<br>",
            "[1](2) `x` ~3~ & #4",
            "**",
            "*",
            "\\",
        ] {
            assert_eq!(shown(&escaped(text)), text);
        }
    }

    /// Our reader does not read these; those of others do.
    #[test]
    fn no_sign_stands_bare_before_readers_of_others() {
        for (text, shown) in
            [("`1`", r"\`1\`"), ("[1](2)", r"\[1\](2)"), ("<b>&lt;~~", r"\<b\>\&lt;\~\~")]
        {
            assert_eq!(escaped(text), shown);
        }
    }

    #[test]
    fn emphasis_of_a_whole_text_is_no_part_of_it() {
        let texts =
            ["**总计**", "*12*", "__12__", "12*", "**a** b **c**", "****", "** 1**", r"*1\*"];
        let expected = ["总计", "12", "12", "12*", "**a** b **c**", "****", "** 1**", "*1*"];
        assert_eq!(texts.map(shown), expected);
    }

    #[test]
    fn a_break_is_a_line_end() {
        assert_eq!(shown("第二十条<br>第（一）项<br/>1"), "第二十条\n第（一）项\n1");
        assert_eq!(shown(r"\<br>"), "<br>");
    }
}

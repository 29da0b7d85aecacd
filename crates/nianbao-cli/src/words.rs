//! How messages look on a terminal.

use nianbao::Lang;

/// How many columns a text takes: Chinese characters and full-width marks take two.
pub(crate) fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// Names in a row.
pub(crate) fn listed(names: &[&str], lang: Lang) -> String {
    names.join(lang.pick("、", ", "))
}

/// A text in a colour of the terminal, where one is asked for.
pub(crate) fn painted(code: &str, text: &str, colour: bool) -> String {
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_a_character() {
        assert_eq!(width("json，每行"), 10);
        assert_eq!(width("a—é"), 3);
    }
}

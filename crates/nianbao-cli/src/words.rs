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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_a_character() {
        assert_eq!(width("json，每行"), 10);
        assert_eq!(width("a—é"), 3);
    }
}

//! Whether bytes are Markdown: by the name, or without one by what only Markdown begins with.

use nianbao_core::{Input, Score};

use crate::table::is_delimiter;

/// How much is looked at.
const SAMPLE: usize = 64 * 1024;

/// A file that is named as something else is that: text between bars is text. The name alone says
/// little: web pages are named so too.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    let own = crate::FORMAT.owns_name(input.name);
    let base = input.name.rsplit(['/', '\\']).next().unwrap_or_default();
    if !own && base.contains('.') {
        return Score::No;
    }
    let sample = &input.bytes[..input.bytes.len().min(SAMPLE)];
    match is_marked(&String::from_utf8_lossy(sample)) {
        true => Score::Likely,
        false if own => Score::Name,
        false => Score::No,
    }
}

/// Whether the text begins with a heading, or a table has its line of dashes.
fn is_marked(text: &str) -> bool {
    let mut lines =
        text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    first.starts_with("# ") || lines.any(|line| line.contains('|') && is_delimiter(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, text: &str) -> Score {
        probe(&Input::new(name, text.as_bytes(), &|_| 0))
    }

    #[test]
    fn without_a_name_a_heading_or_a_line_of_dashes_tells() {
        assert_eq!(score("", "\n# 甲局年报\n"), Score::Likely);
        assert_eq!(score("-", "甲\n\n|a|b|\n|---|:-:|\n"), Score::Likely);
        assert_eq!(score("", "a | b |\n1 | 2 |\n"), Score::No);
        assert_eq!(score("", "甲\n----\n乙\n"), Score::No);
    }

    #[test]
    fn a_name_of_another_kind_decides() {
        assert_eq!(score("a.txt", "# 甲局年报\n"), Score::No);
        assert_eq!(score("b/A.MD", "甲"), Score::Name);
        assert_eq!(score("b/A.MD", "# 甲"), Score::Likely);
    }
}

//! What parts the cells of a line.

use crate::records::Records;

/// Those that programs write, the usual first: where the comma is the decimal sign, it is `;`.
const KNOWN: [char; 3] = [',', ';', '\t'];
/// So many records are looked at.
const LOOKED_AT: usize = 200;
/// And so much of the text.
const SAMPLE: usize = 256 * 1024;

/// The delimiter, and the text behind the line that tells it (`sep=;`), if there is one.
pub(crate) fn find(text: &str) -> (char, &str) {
    told(text).unwrap_or_else(|| (guessed(text), text))
}

/// Excel takes a first line `sep=;` for what it says.
fn told(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let mut told = line.strip_prefix("sep=")?.chars();
    let delimiter = told.next().filter(|c| !matches!(c, '"' | '\r'))?;
    told.next().is_none().then_some((delimiter, rest))
}

/// The one by which most records have as many cells as most have.
fn guessed(text: &str) -> char {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|end| text.is_char_boundary(*end));
    let sample = &text[..end.unwrap_or(0)];
    let score = |delimiter: char| {
        let records = Records::new(sample, delimiter).take(LOOKED_AT);
        let mut counts: Vec<usize> = records.map(|record| record.len() - 1).collect();
        counts.retain(|count| *count > 0);
        counts.sort_unstable();
        let alike = counts.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
        alike.max().unwrap_or_default()
    };
    // Of equals the first, which is the usual one.
    let best = |best: (char, (usize, usize)), delimiter: char| {
        let score = score(delimiter);
        if score > best.1 { (delimiter, score) } else { best }
    };
    KNOWN.into_iter().fold((KNOWN[0], (0, 0)), best).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        let cases = [
            ("机关,年度\n甲局,2021\n", ','),
            ("机关;年度;金额\n甲局;2021;1,5\n乙局;2021;2,5\n", ';'),
            ("机关\t年度\n甲局\t2021\n", '\t'),
            ("机关,标题\n甲局,\"一;二;三;四\"\n", ','),
            ("只有一列\n甲局\n", ','),
            ("", ','),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text), (expected, text), "{text}");
        }
    }

    #[test]
    fn a_line_that_tells_the_delimiter_is_believed_and_is_no_row() {
        assert_eq!(find("sep=|\r\n机关|年度,季度\n"), ('|', "机关|年度,季度\n"));
        assert_eq!(find("sep=,,\na;b\n").0, ',');
    }
}

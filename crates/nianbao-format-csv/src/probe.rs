//! Whether bytes are comma-separated values: the name says so, or the lines of a text do.

use nianbao_core::{Input, Score};

use crate::CSV;
use crate::records::{Records, has_only_numbers};

/// How much is looked at.
const SAMPLE: usize = 64 * 1024;

/// Fewer lines between commas are no table.
const LEAST: usize = 10;

/// By its extension, or, of a plain text, by its lines. What is a workbook or a web page under that name
/// says so more surely.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    if CSV.owns_name(input.name) {
        return Score::Name;
    }
    let base = input.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = base.rsplit_once('.').map_or("", |(_, extension)| extension);
    let plain = extension.is_empty() || extension.eq_ignore_ascii_case("txt");
    let sample = &input.bytes[..input.bytes.len().min(SAMPLE)];
    // Commas and line ends are the same bytes in all the encodings of Chinese text but UTF-16.
    if plain && is_table(&String::from_utf8_lossy(sample)) { Score::Likely } else { Score::No }
}

/// Whether the lines with commas are those of tables: as many commas as on the line before or behind,
/// and none in a sentence or inside of a number.
fn is_table(text: &str) -> bool {
    if text.trim_start().starts_with(['<', '{', '[']) || text.contains(['|', '\t', '\0']) {
        return false;
    }
    let between = |row: &Vec<String>| row.len() > 1 && !are_of_numbers(row);
    let rows: Vec<Vec<String>> = Records::new(text, ',').filter(between).collect();
    let is_sentence = |row: &Vec<String>| row.iter().any(|field| field.contains('。'));
    if rows.iter().any(is_sentence) {
        return false;
    }
    let alike = |a: &Vec<String>, b: Option<&Vec<String>>| b.is_some_and(|b| a.len() == b.len());
    let in_table = rows.iter().enumerate().filter(|(index, row)| {
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        alike(row, before) || alike(row, rows.get(index + 1))
    });
    let count = in_table.count();
    count >= LEAST && count * 5 >= rows.len() * 4
}

/// Whether all commas of a record may be those of numbers, with a space behind them (1, 234) or without.
fn are_of_numbers(row: &[String]) -> bool {
    let pieces: Vec<String> = row.iter().map(|piece| piece.trim_start().to_owned()).collect();
    has_only_numbers(&pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, text: &str) -> Score {
        probe(&Input::new(name, text.as_bytes(), &|_| 0))
    }

    #[test]
    fn the_lines_of_a_text_tell() {
        let table = "甲局年报，2021年\n".to_owned() + &"规章,0,0,3\n规范性文件,1,,4\n".repeat(5);
        assert_eq!(score("a.txt", &table), Score::Likely);
        assert_eq!(score("", &table), Score::Likely);
        let prose = "全年公开1,234条。\n".to_owned() + &table;
        assert_eq!(score("a.txt", &prose), Score::Likely);
        assert_eq!(score("a.html", &table), Score::No);
        assert_eq!(score("a.csv", "甲"), Score::Name);
    }

    #[test]
    fn commas_of_sentences_and_of_numbers_are_no_table() {
        assert_eq!(score("a.txt", &"本年,我局公开三条,无遗漏。\n".repeat(20)), Score::No);
        assert_eq!(score("a.txt", &"规章\n1,234\n2,345\n".repeat(20)), Score::No);
        assert_eq!(score("a.txt", &"规章  1,234  5\n".repeat(20)), Score::No);
        assert_eq!(score("a.txt", &"规章  1, 234  5\n".repeat(20)), Score::No);
        assert_eq!(score("a.txt", &"规章 | 1,2 | 5\n".repeat(20)), Score::No);
        assert_eq!(score("a.txt", "规章,0,0\n规范性文件,0,0\n"), Score::No);
    }
}

//! Whether bytes are our JSON, and which of the two.

use nianbao_core::{Input, Score};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::{JSON, JSONL, without_bom};

/// How far the list of reports may be from the start: a foreign key or two may come first.
const EARLY: usize = 4096;

/// What the root object of a line holds.
#[derive(Deserialize)]
struct Root {
    facts: Option<IgnoredAny>,
    reports: Option<IgnoredAny>,
}

/// One object with a list of reports.
pub(crate) fn json(input: &Input<'_>) -> Score {
    let bytes = without_bom(input.bytes).trim_ascii_start();
    if !bytes.starts_with(b"{") {
        return Score::No;
    }
    let early = &bytes[..bytes.len().min(EARLY)];
    let named = early.windows(9).any(|window| window == b"\"reports\"");
    if first_key_is_reports(bytes) || named && !is_report_line(bytes) {
        Score::Certain
    } else if JSON.owns_name(input.name) {
        Score::Name
    } else {
        Score::No
    }
}

/// A report on the first line.
pub(crate) fn jsonl(input: &Input<'_>) -> Score {
    let bytes = without_bom(input.bytes).trim_ascii_start();
    if !bytes.starts_with(b"{") {
        return Score::No;
    }
    if !first_key_is_reports(bytes) && is_report_line(bytes) {
        Score::Certain
    } else if JSONL.owns_name(input.name) {
        Score::Name
    } else {
        Score::No
    }
}

/// The usual `{"reports"`; looked at first, because parsing a whole corpus on one line is not a
/// probe's business.
fn first_key_is_reports(bytes: &[u8]) -> bool {
    bytes[1..].trim_ascii_start().starts_with(b"\"reports\"")
}

fn is_report_line(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<Root>(line)
        .is_ok_and(|root| root.facts.is_some() && root.reports.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(name: &str, text: &str) -> (Score, Score) {
        let input = Input::new(name, text.as_bytes(), &|_| 0);
        (json(&input), jsonl(&input))
    }

    #[test]
    fn the_two_are_told_apart_whatever_the_name() {
        use Score::{Certain, Name, No};
        let cases = [
            ("{\n  \"reports\": [\n", (Certain, No)),
            ("\u{feff}{\"reports\":[{\"facts\":{}}]}", (Certain, No)),
            ("{\"made by\": \"me\", \"reports\": []}", (Certain, No)),
            ("{\"title\": null, \"facts\": {}}\n{\"facts\": {}}\n", (No, Certain)),
            // The word in a report's own text must not count.
            ("{\"title\": \"\\\"reports\\\"\", \"facts\": {}}", (No, Certain)),
            ("{\"facts\": {\"reports\": 1}}", (No, Certain)),
            ("{\"title\": 1}", (No, No)),
            ("[1]", (No, No)),
            ("<html>", (No, No)),
            ("", (No, No)),
        ];
        for (text, expected) in cases {
            assert_eq!(scores("x", text), expected, "{text}");
        }
        assert_eq!(scores("x.json", "{\"title\": 1}"), (Name, No));
        assert_eq!(scores("x.JSONL", "{\"title\": 1}"), (No, Name));
    }
}

//! How the digits of a text stand: alone, in groups of three, or parted.

use crate::fold::{narrow, shows_nothing};

/// So many digits are a number that can be read, whatever they are.
const MOST_DIGITS: usize = 18;

/// The digits of a text that has nothing else, as nearly all cells with a number.
pub(crate) fn digits(text: &str) -> Option<&str> {
    let bare = text.trim();
    let fits = (1..=MOST_DIGITS).contains(&bare.len());
    (fits && bare.bytes().all(|b| b.is_ascii_digit())).then_some(bare)
}

/// Whether two numbers stand in one cell, or one that something parts: only spaces between groups
/// of three digits are part of a number.
pub(super) fn is_parted(text: &str) -> bool {
    let mut depth = 0usize;
    let mut runs: Vec<usize> = Vec::new();
    let mut gap = None;
    for character in text.chars().map(narrow) {
        match character {
            '(' => depth += 1,
            ')' => (depth, gap) = (depth.saturating_sub(1), Some(true)),
            _ if depth > 0 => {}
            '0'..='9' => match (gap.take(), runs.last_mut()) {
                (Some(true), Some(_)) => return true,
                (None, Some(run)) => *run += 1,
                (_, _) => runs.push(1),
            },
            // A character that shows nothing parts nothing: copied pages are full of them.
            c if shows_nothing(c) => {}
            c if c.is_whitespace() => gap = Some(gap == Some(true) || is_line_end(c)),
            _ if !is_grouped(&runs) => return true,
            _ => {
                gap = None;
                runs.clear();
            }
        }
    }
    !is_grouped(&runs)
}

/// One run of digits, or groups of three.
fn is_grouped(runs: &[usize]) -> bool {
    match runs {
        [] | [_] => true,
        [first, rest @ ..] => *first <= 3 && rest.iter().all(|run| *run == 3),
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

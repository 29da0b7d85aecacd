//! A text in runs that do not all look alike.
//!
//! A run that is struck out does not count, and a raised digit beside a digit is a footnote's mark: 1 and a
//! struck 2 are not 12.

use super::number::struck;

/// A run of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) struck: bool,
    pub(super) raised: bool,
}

/// What a text in runs shows.
pub(super) fn shown(runs: &[Run]) -> String {
    let left = runs.iter().filter(|run| !run.struck && !run.text.is_empty());
    let left: Vec<&Run> = left.collect();
    let ends = |at: Option<usize>| {
        at.and_then(|at| left.get(at)).is_some_and(|run| run.text.ends_with(char::is_numeric))
    };
    let mut shown = String::new();
    for (index, run) in left.iter().enumerate() {
        let next = left.get(index + 1);
        let beside = ends(index.checked_sub(1))
            || next.is_some_and(|next| next.text.starts_with(char::is_numeric));
        let is_mark = run.raised && run.text.starts_with(char::is_numeric) && beside;
        let parts = if is_mark { ["[", &run.text, "]"] } else { ["", &run.text, ""] };
        shown.extend(parts);
    }
    let joined: String = runs.iter().map(|run| run.text.as_str()).collect();
    if shown.trim().is_empty() && shown != joined { struck(&joined) } else { shown }
}

//! Rows and heads whose texts ran together.

use crate::fold::{is_space, squeeze};
use crate::key::Label;
use crate::vocabulary::Meaning;

use super::Walker;

impl Walker<'_, '_> {
    /// Rows and heads that ran into one text: 规章000, 信息内容本年新制作数量本年新公开数量.
    pub(super) fn glued(&mut self, index: usize) -> bool {
        let token = &self.tokens[index];
        let key = squeeze(token.text);
        let is_tail = |c: char| c.is_ascii_digit() || ".,+-/万亿元件项条次".contains(c);
        let (mut words, mut digits) =
            (key.trim_end_matches(|c: char| c.is_ascii_digit()), usize::MAX);
        if words.len() == key.len() || words.ends_with(|c| ".,+-/".contains(c)) {
            words = key.trim_end_matches(is_tail);
        } else {
            // Digits alone may be one a column; anything else cannot be told apart.
            digits = key.len() - words.len();
        }
        // A space before the digits, or a value behind them, shows that they are one number.
        let apart = token.text.trim_end_matches(|c: char| c.is_numeric()).ends_with(is_space);
        let next = self.tokens.get(index + 1);
        if apart || next.is_some_and(|next| next.row == token.row && next.is_value()) {
            digits = usize::MAX;
        }
        let tail = &key[words.len()..];
        if tail.bytes().any(|b| b.is_ascii_digit()) {
            let mut label = Label::of_key(words);
            label.core = self.words.canonical(&label.core);
            let meaning = self.words.meaning(&label.core).filter(|meaning| meaning.is_row());
            let Some(row) = meaning.and_then(|meaning| self.row_of(&label, meaning)) else {
                return false;
            };
            self.open(Some(row), index, 1, digits);
            self.remember(&label.core);
            self.close();
            self.out.in_table[index] = true;
            return true;
        }
        let Some(parts) = self.split_labels(&key) else { return false };
        self.close();
        for part in parts {
            let meaning = self.words.meaning(&part);
            let label = Label { core: part, ..Label::default() };
            self.add_head(&self.tokens[index], &label, meaning);
        }
        self.out.in_table[index] = true;
        true
    }

    /// The heads that a text consists of, two at least, if it consists of nothing else.
    fn split_labels(&self, key: &str) -> Option<Vec<String>> {
        if self.words.is_strange(key) {
            return None;
        }
        let mut parts = Vec::new();
        let mut rest = key;
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).take(24);
            let (end, core) = ends
                .filter_map(|end| {
                    let core = self.words.canonical(&rest[..end]);
                    let head = self.words.meaning(&core).is_some_and(Meaning::is_head);
                    head.then_some((end, core))
                })
                .last()?;
            parts.push(core);
            rest = &rest[end..];
        }
        (parts.len() > 1).then_some(parts)
    }
}

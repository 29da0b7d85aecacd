//! What becomes of characters that cannot be written: one rule for pages, one for data.
//!
//! On a page, which is for people, control characters (控制字符) print nothing, and some do harm: a space stands
//! for each. Leaving them out would join what they part, and a cell that was no number would show one.
//! In data, which has to give everything back, only those are not written that the format does not have;
//! U+FFFD stands for each, and a note tells so. Each writer adds what is markup in its format, and no more.

use std::borrow::Cow;

use crate::{Note, NoteCode};

/// A text as one line of a page: line ends, tabs and what prints nothing are spaces.
pub fn legible(text: &str) -> Cow<'_, str> {
    let is_mute = |c: char| prints_nothing(c);
    if has_mute(text, is_mute) { Cow::Owned(text.replace(is_mute, " ")) } else { text.into() }
}

/// The same with its line ends, all as `\n`, and its tabs.
pub fn legible_lines(text: &str) -> Cow<'_, str> {
    let is_mute = |c: char| prints_nothing(c) && !matches!(c, '\n' | '\t');
    if has_mute(text, is_mute) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_mute, " "))
    } else {
        text.into()
    }
}

/// Whether a text has such a character. Nearly all texts are short and have none, and their bytes tell so.
fn has_mute(text: &str, is_mute: impl Fn(char) -> bool) -> bool {
    let telling = |byte: u8| byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF | 0xF0..);
    text.bytes().any(telling) && text.contains(is_mute)
}

/// Whether a character prints nothing: controls, what ends a line or a paragraph, and what Unicode says is no
/// character, which neither HTML nor XML has.
fn prints_nothing(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FDD0}'..='\u{FDEF}')
        || code & 0xFFFE == 0xFFFE
}

/// Whether XML 1.0 has a character, escaped or not.
pub fn is_in_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The characters of some data that its format does not have, in their order, each once.
#[derive(Clone, Debug, Default)]
pub struct Replaced(Vec<char>);

impl Replaced {
    /// What stands for such a character.
    pub fn stand_in(&mut self, c: char) -> char {
        if !self.0.contains(&c) {
            self.0.push(c);
        }
        char::REPLACEMENT_CHARACTER
    }

    /// The note that tells of them (`U+0001, U+0007`), if there are any.
    pub fn note(&self) -> Option<Note> {
        let names = self.0.iter().map(|c| format!("U+{:04X}", u32::from(*c)));
        let names = names.collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| Note::new(NoteCode::CharacterReplaced, names))
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_stands_for_what_prints_nothing() {
        let text = "甲\u{0}\u{1b}\u{7f}\u{85}乙\u{2028}\u{fdd0}\u{fffe}\u{1ffff}丙\t丁\r\n戊";
        assert_eq!(legible(text), "甲    乙    丙 丁  戊");
        assert_eq!(legible_lines(text), "甲    乙    丙\t丁\n戊");
        for plain in ["", "1,234件", "“总计”—\u{a0}\u{3000}", "\u{fffd}\u{fdcf}ｗ𠮷"] {
            assert!(matches!(legible(plain), Cow::Borrowed(same) if same == plain), "{plain:?}");
            assert!(matches!(legible_lines(plain), Cow::Borrowed(same) if same == plain));
        }
    }

    #[test]
    fn no_control_is_passed_over_because_of_its_bytes() {
        for c in ('\0'..=char::MAX).filter(|c| prints_nothing(*c)) {
            let text = format!("1{c}2");
            assert_eq!(legible(&text), "1 2", "{c:?}");
            let lines = if matches!(c, '\n' | '\t') { &*text } else { "1 2" };
            assert_eq!(legible_lines(&text), lines, "{c:?}");
        }
    }

    #[test]
    fn what_is_replaced_is_told_once_each() {
        let mut replaced = Replaced::default();
        assert_eq!(replaced.note(), None);
        for c in "\u{b}\u{1}\u{b}\u{ffff}".chars() {
            assert!(!is_in_xml(c));
            assert_eq!(replaced.stand_in(c), '\u{fffd}');
        }
        let note = Note::new(NoteCode::CharacterReplaced, "U+000B, U+0001, U+FFFF");
        assert_eq!(replaced.note(), Some(note));
        replaced.clear();
        assert_eq!(replaced.note(), None);
    }
}

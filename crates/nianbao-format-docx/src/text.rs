//! The text of one paragraph as it is being read.

use nianbao_core::Role;

/// A paragraph.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    /// The text; line breaks are `\n`.
    pub(crate) text: String,
    /// What is hidden in it or struck out.
    pub(crate) withheld: String,
    pub(crate) role: Option<Role>,
    /// The notes that it refers to.
    pub(crate) notes: Vec<NoteRef>,
    /// A page ends before it, and after it.
    pub(crate) page_before: bool,
    pub(crate) page_after: bool,
}

/// A reference to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteRef {
    pub(crate) kind: NoteKind,
    pub(crate) id: String,
    /// What stands for it in the text.
    pub(crate) mark: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    Footnote,
    Endnote,
}

/// Text that grows piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Open {
    pub(crate) text: String,
    /// What is hidden in it or struck out.
    pub(crate) withheld: String,
    pub(crate) notes: Vec<NoteRef>,
    pub(crate) page_before: bool,
    /// Letters and digits inside of links, and whether there are any outside.
    linked: bool,
    plain: bool,
    /// Where in the text the raised part begins.
    raised: Option<usize>,
}

impl Open {
    /// Adds what a run shows.
    pub(crate) fn push(&mut self, text: &str, raised: bool, linked: bool) {
        if raised {
            self.raised.get_or_insert(self.text.len());
        } else {
            self.end_raised();
        }
        if text.chars().any(char::is_alphanumeric) {
            self.linked |= linked;
            self.plain |= !linked;
        }
        self.text.push_str(text);
    }

    /// Raised digits behind a digit are no part of the number: 12 with the footnote 1 is not 121.
    pub(crate) fn end_raised(&mut self) {
        let Some(start) = self.raised.take() else { return };
        let Some((before, raised)) = self.text.split_at_checked(start) else { return };
        let mark = raised.trim().to_owned();
        let number = mark.chars().next().is_some_and(char::is_numeric);
        if number && before.ends_with(char::is_numeric) {
            self.text.truncate(start);
            self.text.extend(["[", &mark, "]"]);
        }
    }

    /// Whether it ends as an entry of a list of contents does.
    pub(crate) fn ends_with_page_number(&self) -> bool {
        let number = |text: &str| text.trim().chars().all(|c| c.is_ascii_alphanumeric());
        self.text.rsplit_once('\t').is_some_and(|(_, behind)| number(behind))
    }

    /// Nothing but a link.
    pub(crate) fn is_link(&self) -> bool {
        self.linked && !self.plain
    }
}

/// The text of a run's `w:t` as it is shown: its line ends are spaces, and signs that show nothing
/// are not there. Without `xml:space` the ends do not count.
pub(crate) fn shown(text: &str, preserved: bool) -> String {
    let text = if preserved { text } else { text.trim_matches(|c: char| c.is_ascii_whitespace()) };
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => shown.push(' '),
            '\u{ad}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => shown.push(c),
        }
    }
    shown
}

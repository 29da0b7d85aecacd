//! The texts of an old workbook whose runs do not all look alike; its parser joins them.

use std::collections::HashMap;

use super::styles::Styles;
use super::{u16_at, u32_at};
use crate::read::run::{self, Run};

/// The cells whose text shows something else than all of its runs together.
pub(crate) type Texts = HashMap<(u32, u32), String>;

const SHARED: u16 = 0x00FC;
const CONTINUED: u16 = 0x003C;
const SHARED_TEXT: u16 = 0x00FD;
/// The signs of a text: its characters take two bytes, something else or runs stand behind it.
const WIDE: u8 = 0x01;
const MORE: u8 = 0x04;
const RUNS: u8 = 0x08;

/// The records that hold the texts which cells share, in their order.
#[derive(Default)]
pub(super) struct Shared<'a> {
    records: Vec<&'a [u8]>,
    open: bool,
}

impl<'a> Shared<'a> {
    /// Takes a record if it is one of them.
    pub(super) fn record(&mut self, kind: u16, data: &'a [u8]) {
        self.open = kind == SHARED || self.open && kind == CONTINUED;
        if self.open {
            self.records.push(data);
        }
    }

    /// What the texts show, by their numbers: those that show something else than they hold.
    pub(super) fn shown(&self, styles: &Styles) -> HashMap<u32, String> {
        let mut shown = HashMap::new();
        let mut parts = Parts { rest: &[], behind: &self.records };
        let Some(count) = parts.bytes(8).and_then(|head| u32_at(&head, 4).ok()) else {
            return shown;
        };
        for number in 0..count {
            // What breaks off says no more of the texts behind it.
            let Some(text) = parts.text(styles) else { break };
            shown.extend(text.map(|text| (number, text)));
        }
        shown
    }
}

/// Takes the cell of a record whose text shows something else.
pub(super) fn cell(kind: u16, data: &[u8], shown: &HashMap<u32, String>, texts: &mut Texts) {
    if kind != SHARED_TEXT || shown.is_empty() {
        return;
    }
    if let (Ok(row), Ok(column), Ok(number)) = (u16_at(data, 0), u16_at(data, 2), u32_at(data, 6))
        && let Some(text) = shown.get(&number)
    {
        texts.insert((row.into(), column.into()), text.clone());
    }
}

/// Bytes that go on from record to record.
struct Parts<'p, 'a> {
    rest: &'a [u8],
    behind: &'p [&'a [u8]],
}

impl Parts<'_, '_> {
    fn next(&mut self) -> Option<()> {
        let (first, behind) = self.behind.split_first()?;
        (self.rest, self.behind) = (first, behind);
        Some(())
    }

    fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            if self.rest.is_empty() {
                self.next()?;
            }
            let (taken, rest) = self.rest.split_at(self.rest.len().min(count - bytes.len()));
            bytes.extend(taken);
            self.rest = rest;
        }
        Some(bytes)
    }

    /// A text's characters; a record that goes on says anew how wide they are.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut characters = Vec::new();
        while characters.len() < count {
            if self.rest.is_empty() {
                self.next()?;
                wide = self.bytes(1)?[0] & WIDE != 0;
            }
            let size = if wide { 2 } else { 1 };
            let taken = (self.rest.len() / size).min(count - characters.len());
            if taken == 0 && !self.rest.is_empty() {
                return None;
            }
            let (own, rest) = self.rest.split_at(taken * size);
            let unit = |bytes: &[u8]| u16::from_le_bytes([bytes[0], *bytes.get(1).unwrap_or(&0)]);
            characters.extend(own.chunks_exact(size).map(unit));
            self.rest = rest;
        }
        Some(characters)
    }

    /// The next text: what it shows, if that is something else than it holds.
    #[expect(clippy::option_option, reason = "outside: whether there is one")]
    fn text(&mut self, styles: &Styles) -> Option<Option<String>> {
        let head = self.bytes(3)?;
        let (count, signs) = (u16_at(&head, 0).ok()?, head[2]);
        let runs = if signs & RUNS != 0 { u16_at(&self.bytes(2)?, 0).ok()? } else { 0 };
        let more = if signs & MORE != 0 { u32_at(&self.bytes(4)?, 0).ok()? } else { 0 };
        let characters = self.characters(count.into(), signs & WIDE != 0)?;
        let told = self.bytes(4 * usize::from(runs))?;
        self.bytes(more as usize)?;
        if runs == 0 {
            return Some(None);
        }
        let mut found = vec![Run::default()];
        let mut from = 0;
        for run in told.chunks_exact(4) {
            let [start, font] = [0, 2].map(|at| u16_at(run, at).unwrap_or_default());
            let start = usize::from(start).clamp(from, characters.len());
            if let Some(last) = found.last_mut() {
                last.text = String::from_utf16_lossy(&characters[from..start]);
            }
            found.push(Run {
                struck: styles.strikes(font),
                raised: styles.raises(font),
                ..Run::default()
            });
            from = start;
        }
        if let Some(last) = found.last_mut() {
            last.text = String::from_utf16_lossy(&characters[from..]);
        }
        let shown = run::shown(&found);
        Some((shown != String::from_utf16_lossy(&characters)).then_some(shown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_shared_texts_are_followed_over_records() {
        let mut styles = Styles::default();
        for (signs, height) in [(0, 0), (0, 1), (8, 0)] {
            styles.record(0x0031, &[200, 0, signs, 0, 0, 0, 0, 0, height, 0]);
        }
        // 收15 whose 5 is raised, 12 whose 2 is struck out and goes on in another record, and 34 in one look.
        let first = [
            &[3, 0, 0, 0, 3, 0, 0, 0][..],
            &[3, 0, 9, 1, 0, 0x36, 0x65, b'1', 0, b'5', 0, 2, 0, 1, 0],
            &[2, 0, 8, 1, 0, b'1'],
        ];
        let second = [&[0, b'2', 1, 0, 2, 0][..], &[2, 0, 8, 1, 0, b'3', b'4', 1, 0, 0, 0]];
        let (first, second) = (first.concat(), second.concat());
        let mut shared = Shared::default();
        for (kind, data) in [(SHARED, &first), (CONTINUED, &second), (0x00FF, &second)] {
            shared.record(kind, data);
        }
        let shown = shared.shown(&styles);
        let mut told: Vec<(u32, &str)> = shown.iter().map(|(at, text)| (*at, &**text)).collect();
        told.sort_unstable();
        assert_eq!(told, [(0, "收1[5]"), (1, "1")]);
        let mut texts = Texts::new();
        cell(SHARED_TEXT, &[4, 0, 2, 0, 0, 0, 1, 0, 0, 0], &shown, &mut texts);
        cell(SHARED_TEXT, &[5, 0, 2, 0, 0, 0, 2, 0, 0, 0], &shown, &mut texts);
        assert_eq!(texts, Texts::from([((4, 2), "1".to_owned())]));
    }

    #[test]
    fn texts_that_break_off_are_left_as_they_are() {
        let styles = Styles::default();
        for data in
            [&[][..], &[9, 0, 0, 0, 9, 0, 0, 0], &[1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 8, 1, 0, 65]]
        {
            let mut shared = Shared::default();
            shared.record(SHARED, data);
            assert!(shared.shown(&styles).is_empty());
        }
    }
}

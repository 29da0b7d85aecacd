//! What each text of a head says by itself: a quick look before all depths of a head are tried.

use std::collections::HashMap;

use nianbao_core::FieldId;

use super::head::FEWEST_FIELDS;
use super::holds::{Holds, frame, path, word};
use crate::remembered::Remembered;

/// What texts in heads say, each by itself: most grids with a head that says whose report a row is
/// (the form's 单位) have no other, and that is seen before each depth is looked at as a whole.
#[derive(Default)]
pub(super) struct Words<'g>(HashMap<&'g str, Word>);

#[derive(Clone, Copy)]
struct Word {
    /// It is one that names no field.
    holds: Option<&'static str>,
    /// It is the id of a field.
    id: bool,
    /// It is a label of the form, or several.
    label: bool,
    /// No column below it is of a field, unless an id says so.
    foreign: bool,
}

/// What a text holds that names no field.
pub(super) fn holds(text: &str) -> Option<&'static str> {
    told(text).holds
}

fn told(text: &str) -> Word {
    WORDS.with(|words| words.of(text, Word::of))
}

thread_local! {
    static WORDS: Remembered<Word> = Remembered::default();
}

impl Word {
    fn of(text: &str) -> Self {
        let path = path(&[text]);
        let id = FieldId::from_id(text.trim()).is_some();
        let label = !path.pieces.is_empty();
        Self { holds: word(text), id, label, foreign: path.foreign }
    }
}

impl<'g> Words<'g> {
    fn of(&mut self, text: &'g str) -> Word {
        *self.0.entry(text).or_insert_with(|| told(text))
    }

    /// Whether the labels above columns may be a head; true of each that is.
    pub(super) fn may_head(&mut self, heads: &[Vec<&'g str>]) -> bool {
        let (mut fields, mut named, mut export) = (0, false, false);
        for texts in heads {
            let words: Vec<Word> = texts.iter().map(|text| self.of(text)).collect();
            let framed = words.iter().all(|w| w.holds.is_some());
            let is_path = !framed && !words.iter().any(|w| w.foreign);
            let is_path = is_path && words.iter().any(|w| w.label);
            fields += usize::from(is_path || words.iter().any(|w| w.id));
            if let Some(holds) = words.last().and_then(|w| w.holds).map(frame) {
                named |= super::names_report(&holds);
                export |= matches!(holds, Holds::File | Holds::Number);
            }
        }
        named && (export || fields >= FEWEST_FIELDS)
    }
}

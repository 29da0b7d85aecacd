//! What was told of texts before: the labels of the form stand on every page, so what one says by
//! itself is worked out once.

use std::cell::RefCell;
use std::hash::BuildHasher;

use crate::hash::LabelHash;

/// So many texts are remembered at most, in pairs of places. A text has one pair, and the third that
/// comes there drives the first away: no page fills the room for good or makes a look last longer.
const PLACES: usize = 1 << 11;

/// A longer text is no label that comes again, in bytes.
const LONGEST: usize = 160;

/// What is told of a text by nothing but its words, for one thread.
pub(crate) struct Remembered<T>(RefCell<Vec<Place<T>>>);

/// A text and what was told of it.
type Place<T> = Option<(Box<str>, T)>;

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Remembered<T> {
    /// What `tell` says of a text, now or before.
    pub(crate) fn of(&self, text: &str, tell: impl FnOnce(&str) -> T) -> T {
        if text.len() > LONGEST {
            return tell(text);
        }
        let place = place_of(text);
        let known = self.0.borrow();
        for place in [place, place ^ 1] {
            if let Some(Some((known, told))) = known.get(place)
                && **known == *text
            {
                return told.clone();
            }
        }
        drop(known);
        let told = tell(text);
        self.keep(place, text, told.clone());
        told
    }

    fn keep(&self, place: usize, text: &str, told: T) {
        let mut known = self.0.borrow_mut();
        if known.is_empty() {
            known.resize_with(PLACES, || None);
        }
        known.swap(place, place ^ 1);
        known[place] = Some((text.into(), told));
    }
}

/// The first of the two places of a text.
fn place_of(text: &str) -> usize {
    let hash = LabelHash::default().hash_one(text);
    usize::try_from(hash % PLACES as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_at_once_and_room_is_bounded() {
        let (known, mut looks) = (Remembered::default(), 0);
        for _ in 0..3 {
            let told = known.of("规章", |text| {
                looks += 1;
                text.len()
            });
            assert_eq!(told, "规章".len());
        }
        assert_eq!(looks, 1);
        for number in 0..PLACES * 2 {
            assert_eq!(known.of(&number.to_string(), str::len), number.to_string().len());
        }
        known.of(&"长".repeat(LONGEST), str::len);
        let known = known.0.borrow();
        assert_eq!(known.len(), PLACES);
        assert!(known.iter().flatten().all(|(text, _)| text.len() <= LONGEST));
    }

    #[test]
    fn texts_of_one_place_do_not_take_each_other_for_themselves() {
        let place = place_of("规章");
        let others = (0..).map(|number: u32| number.to_string());
        let same: Vec<String> = others.filter(|text| place_of(text) == place).take(3).collect();
        let known = Remembered::default();
        for text in same.iter().chain(&same) {
            assert_eq!(known.of(text, str::to_owned), *text);
        }
    }
}

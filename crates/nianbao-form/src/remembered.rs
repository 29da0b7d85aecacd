//! What was told of texts before: the labels of the form stand on every page, so what one says by
//! itself is worked out once.

use std::cell::RefCell;
use std::collections::HashMap;

/// So many texts are remembered; then all are forgotten, so that no page fills the room for good.
const MOST: usize = 2_000;

/// A longer text is no label that comes again, in bytes.
const LONGEST: usize = 160;

/// What is told of a text by nothing but its words, for one thread.
pub(crate) struct Remembered<T>(RefCell<HashMap<Box<str>, T>>);

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
        if let Some(told) = self.0.borrow().get(text) {
            return told.clone();
        }
        let told = tell(text);
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.into(), told.clone());
        told
    }
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
        for number in 0..MOST * 2 {
            assert_eq!(known.of(&number.to_string(), str::len), number.to_string().len());
            assert!(known.0.borrow().len() <= MOST);
        }
        known.of(&"长".repeat(LONGEST), str::len);
        assert!(known.0.borrow().keys().all(|text| text.len() <= LONGEST));
    }
}

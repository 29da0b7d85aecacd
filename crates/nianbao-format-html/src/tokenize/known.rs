//! Tags that come again, byte for byte: Word writes the same long one for every cell.

use html5ever::tokenizer::Tag;

/// How many tags are remembered.
const SLOTS: usize = 128;

/// The tags that were met last, as they are printed up to their sign and as what they are.
pub(super) struct Known<'a>(Vec<Option<(&'a str, Tag)>>);

impl Default for Known<'_> {
    fn default() -> Self {
        Self(vec![None; SLOTS])
    }
}

impl<'a> Known<'a> {
    /// The tag that is printed so.
    pub(super) fn get(&self, printed: &str) -> Option<Tag> {
        let (own, tag) = self.0[slot(printed)].as_ref()?;
        (*own == printed).then(|| tag.clone())
    }

    /// Remembers a whole tag.
    pub(super) fn put(&mut self, printed: &'a str, tag: &Tag) {
        self.0[slot(printed)] = Some((printed, tag.clone()));
    }
}

/// By the length and both ends: what a long tag says of its own stands there.
fn slot(printed: &str) -> usize {
    let bytes = printed.as_bytes();
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let ends = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
        }
        _ => number(bytes),
    };
    // Fibonacci hashing, as for names.
    let mixed = (ends ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> (u64::BITS - SLOTS.ilog2())).unwrap_or_default()
}

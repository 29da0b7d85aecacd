//! A fast hash for tables of the form's own labels and fields.
//!
//! Nothing of an input is ever put into a map of these, so keys made to collide can do no harm; what is
//! remembered of texts (`remembered.rs`) has fixed places, which a text that collides only takes over.

use std::hash::{BuildHasherDefault, Hasher};

/// For maps and sets of labels and of fields.
pub(crate) type LabelHash = BuildHasherDefault<LabelHasher>;

/// Takes a text eight bytes at a time.
#[derive(Default)]
pub(crate) struct LabelHasher(u64);

const MULTIPLIER: u64 = 0x517C_C1B7_2722_0A95;

impl LabelHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for LabelHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            self.add(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        // The tables look at the highest bits and at the lowest.
        self.0 ^ self.0 >> 32
    }
}

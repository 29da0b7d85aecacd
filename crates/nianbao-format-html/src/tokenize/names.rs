//! Names of elements and attributes, each looked up once.

use html5ever::LocalName;

/// How many names are remembered; a page has fewer.
const SLOTS: usize = 64;

/// The names that were met last. Looking one up in html5ever's tables costs as much as the rest of
/// a small tag, and a page repeats a dozen of them.
pub(super) struct Names(Vec<(u64, LocalName)>);

impl Default for Names {
    fn default() -> Self {
        Self(vec![(0, LocalName::default()); SLOTS])
    }
}

impl Names {
    /// The name that is printed so, in lower case.
    pub(super) fn name(&mut self, printed: &str) -> LocalName {
        let Some(key) = key(printed.as_bytes()) else {
            return printed.to_ascii_lowercase().replace('\0', "\u{fffd}").into();
        };
        // Fibonacci hashing: the highest bits of the product are the best mixed.
        let slot = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOTS.ilog2());
        let (own, name) = &mut self.0[usize::try_from(slot).unwrap_or_default()];
        if *own != key {
            (*own, *name) = (key, printed.to_ascii_lowercase().into());
        }
        name.clone()
    }
}

/// Up to eight bytes in lower case as a number.
fn key(printed: &[u8]) -> Option<u64> {
    if printed.len() > 8 {
        return None;
    }
    printed.iter().try_fold(0, |key: u64, byte| {
        (*byte != 0).then_some(key << 8 | u64::from(byte.to_ascii_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_in_lower_case() {
        let mut names = Names::default();
        for (printed, name) in
            [("TD", "td"), ("td", "td"), ("O:P", "o:p"), ("BlockQuote", "blockquote"), ("", "")]
        {
            assert_eq!(&*names.name(printed), name);
        }
        assert_eq!(&*names.name("a\0É"), "a\u{fffd}É");
    }

    #[test]
    fn names_that_share_a_slot_stay_apart() {
        let mut names = Names::default();
        for _ in 0..2 {
            for number in 0..1000 {
                let name = format!("x{number}");
                assert_eq!(&*names.name(&name), name);
            }
        }
    }
}

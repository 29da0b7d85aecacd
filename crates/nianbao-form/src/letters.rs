//! Which characters a text has: what decides cheaply that it cannot contain a word.

/// The characters of a text, each as one of 128 bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Letters(u128);

impl Letters {
    /// The characters of a text.
    pub(crate) fn of(text: &str) -> Self {
        let bit = |c: char| 1 << (u32::from(c) & 127);
        Self(text.chars().fold(0, |bits, c| bits | bit(c)))
    }

    /// Whether a text of these characters may contain a word of those; true of each that does.
    pub(crate) fn may_contain(self, word: Self) -> bool {
        word.0 & !self.0 == 0
    }
}

/// Words that are looked for together.
pub(crate) struct Words(Vec<(Letters, &'static str)>);

impl Words {
    /// Some words.
    pub(crate) fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        Self(words.into_iter().map(|word| (Letters::of(word), word)).collect())
    }

    /// Whether a text, of these characters, contains one of them.
    pub(crate) fn any_in(&self, text: &str, letters: Letters) -> bool {
        self.0.iter().any(|(of_word, word)| letters.may_contain(*of_word) && text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contains_a_word_may_contain_it() {
        let text = Letters::of("收到和处理政府信息公开申请情况");
        for word in ["", "收到", "信息公开", "情况"] {
            assert!(text.may_contain(Letters::of(word)), "{word}");
        }
        assert!(!text.may_contain(Letters::of("行政复议")));
    }
}

//! Chance that can be repeated: the same seed gives the same page.

/// A small generator (splitmix64); good enough to choose cells with.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The chance of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// Any number.
    #[expect(clippy::should_implement_trait, reason = "it has no end to iterate to")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        // What is below a `usize` is one.
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// Whether something of this chance, of 100, happens.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// Some of the indices below `end`, at least one, each once, in order.
    pub fn some(&mut self, end: usize, most: usize) -> Vec<usize> {
        let count = 1 + self.below(most.min(end));
        let mut chosen: Vec<usize> = (0..count).map(|_| self.below(end)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

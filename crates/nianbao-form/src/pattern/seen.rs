//! Which forks a walk has come to, and where.

/// The forks that were tried, each at each place: where one has led nowhere, it does so again. This
/// is what keeps the time in proportion to the text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    forks: usize,
    /// The place of the first bit.
    base: usize,
    /// The last place with a bit.
    last: usize,
    bits: Vec<u64>,
}

impl Seen {
    pub(super) fn of(forks: usize) -> Self {
        Self { forks, ..Self::default() }
    }

    /// Forgets what was tried, from a place on; places before are not asked for again.
    pub(super) fn forget(&mut self, from: usize) {
        self.bits.clear();
        (self.base, self.last) = (from, from);
    }

    /// Forgets what lies before a place, if nothing lies behind.
    pub(super) fn advance(&mut self, to: usize) {
        if to > self.last {
            self.forget(to);
        }
    }

    /// Notes a fork at a place; whether it is new there.
    pub(super) fn insert(&mut self, fork: usize, at: usize) -> bool {
        let index = (at - self.base) * self.forks + fork;
        let (word, bit) = (index / 64, 1 << (index % 64));
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.last = self.last.max(at);
        let is_new = self.bits[word] & bit == 0;
        self.bits[word] |= bit;
        is_new
    }
}

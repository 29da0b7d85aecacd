//! Which small repairs together mend everything: every choice with the fewest changes.

use std::collections::BTreeMap;

use crate::locate::{Block, Delta, MOST_REPAIRS, sorted};

/// The steps of a search.
const COVER_STEPS: usize = 3_000;

/// A search for the choices of blocks that mend each equation once.
pub(crate) struct Cover<'b> {
    /// For each equation, the blocks that mend it.
    by: BTreeMap<usize, Vec<&'b Block>>,
    chosen: Vec<&'b Block>,
    /// The choices with the fewest changes so far, and how many those are.
    best: Vec<Vec<Delta>>,
    least: usize,
    steps: usize,
}

impl<'b> Cover<'b> {
    /// The choices, and whether these are all.
    pub(crate) fn of(broken: &[usize], blocks: &'b [Block]) -> (Vec<Vec<Delta>>, bool) {
        let mut by: BTreeMap<usize, Vec<&Block>> = BTreeMap::new();
        for block in blocks {
            for index in &block.mends {
                by.entry(*index).or_default().push(block);
            }
        }
        let mut cover =
            Self { by, chosen: Vec::new(), best: Vec::new(), least: usize::MAX, steps: 0 };
        let all = cover.search(broken, 0);
        (cover.best, all)
    }

    /// False if there was no time for all choices.
    fn search(&mut self, open: &[usize], changes: usize) -> bool {
        let with = |one: &usize| self.by.get(one).map_or(0, Vec::len);
        let Some(next) = open.iter().copied().min_by_key(with) else { return self.keep(changes) };
        for block in self.by.get(&next).cloned().unwrap_or_default() {
            self.steps += 1;
            if self.steps > COVER_STEPS {
                return false;
            }
            let changes = changes + block.changes.len();
            let fits = block.mends.iter().all(|one| open.contains(one));
            if !fits || changes > self.least {
                continue;
            }
            let left: Vec<usize> =
                open.iter().copied().filter(|one| !block.mends.contains(one)).collect();
            self.chosen.push(block);
            let all = self.search(&left, changes);
            self.chosen.pop();
            if !all {
                return false;
            }
        }
        true
    }

    fn keep(&mut self, changes: usize) -> bool {
        let mut together: Vec<Delta> =
            self.chosen.iter().flat_map(|block| block.changes.iter().copied()).collect();
        together = sorted(&together);
        // Blocks that change one cell twice do not stand beside each other.
        if together.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return true;
        }
        if changes < self.least {
            self.least = changes;
            self.best.clear();
        }
        self.best.push(together);
        self.best.len() < MOST_REPAIRS
    }
}

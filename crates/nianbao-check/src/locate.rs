//! Which cells are wrong: the least changes after which every sum holds.
//!
//! A number of section 三 is in two or three sums. If one is wrong, exactly those are broken, and one
//! new value of that cell mends them all; no other single cell does. So the search is for the
//! smallest set of changes, and it keeps every set of that size: a change that is in all of them is
//! what the sums say, anything else is one possibility among others.

use nianbao_core::FieldId;

use crate::balance::{Standing, standings};
use crate::cover::Cover;
use crate::figures::Figures;
use crate::patterns;
use crate::sums::Plan;
use crate::{Change, Repair, RepairKind};

/// More changes than this are not searched for as one set.
const DEEPEST: usize = 3;
/// The steps of a search; a table that is wrong throughout must not cost more.
const LOCATE_STEPS: usize = 40_000;
/// No more repairs than this are kept; where there are more, nothing is determined.
pub(crate) const MOST_REPAIRS: usize = 400;
/// No sum may then be changed by more: cells hold no such counts.
const LARGEST_COUNT: i128 = 1_000_000_000_000_000;
/// Where more sums are broken, cells that need each other are not looked for.
const CROWDED: usize = 14;
/// A cell is in so many sums at most.
const REACH: usize = 3;

/// A cell and what is added to it.
pub(crate) type Delta = (FieldId, i128);

/// What would mend a group of equations.
#[derive(Debug, Default)]
pub(crate) struct Located {
    pub(crate) repairs: Vec<Repair>,
    /// Whether no other repair as small was left out.
    pub(crate) complete: bool,
    /// The single changes that mend something and break nothing.
    pub(crate) singles: Vec<Change>,
}

/// The equations of one group as they stand, and the cells that may be changed.
pub(crate) struct Board<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) figures: Figures,
    standings: Vec<Standing>,
    group: usize,
    broken: Vec<usize>,
    steps: usize,
}

impl<'p> Board<'p> {
    pub(crate) fn new(plan: &'p Plan, figures: &Figures, group: usize) -> Self {
        let standings = standings(plan, figures);
        let mut board =
            Self { plan, figures: figures.clone(), standings, group, broken: Vec::new(), steps: 0 };
        board.broken = (0..plan.equations.len()).filter(|index| board.is_broken(*index)).collect();
        board
    }

    fn is_broken(&self, index: usize) -> bool {
        self.would_be_broken(index, self.standings[index])
    }

    fn would_be_broken(&self, index: usize, standing: Standing) -> bool {
        let equation = &self.plan.equations[index];
        self.plan.group[index] == self.group && equation.balances() && !standing.holds(equation)
    }

    /// Adds to a cell, and says afresh which equations are broken.
    pub(crate) fn apply(&mut self, (field, delta): Delta) {
        if let Some(value) = self.figures.whole(field) {
            self.figures.set(field, value + delta);
        }
        for (index, sign) in &self.plan.of[field.index()] {
            self.standings[*index].known += sign * delta;
            let broken = self.is_broken(*index);
            match self.broken.iter().position(|one| one == index) {
                Some(place) if !broken => {
                    self.broken.remove(place);
                }
                None if broken => self.broken.push(*index),
                _ => {}
            }
        }
    }

    pub(crate) fn is_mended(&self) -> bool {
        self.broken.is_empty()
    }

    /// What a cell would have to be given for one equation to balance, if that is a count.
    fn delta(&self, index: usize, field: FieldId, sign: i128) -> Option<Delta> {
        let delta = -sign * self.standings[index].known;
        let value = self.figures.whole(field)?.checked_add(delta)?;
        (delta != 0 && (0..=LARGEST_COUNT).contains(&value)).then_some((field, delta))
    }

    /// The changes that mend at least one broken equation, in the order of the form.
    fn moves(&self) -> Vec<Delta> {
        let mut moves: Vec<Delta> = Vec::new();
        for index in &self.broken {
            let terms = &self.plan.equations[*index].terms;
            moves
                .extend(terms.iter().filter_map(|(field, sign)| self.delta(*index, *field, *sign)));
        }
        moves.sort_by_key(|(field, delta)| (field.index(), *delta));
        moves.dedup();
        moves
    }

    /// The changes that mend an equation.
    fn moves_of(&self, index: usize) -> Vec<Delta> {
        let terms = &self.plan.equations[index].terms;
        terms.iter().filter_map(|(field, sign)| self.delta(index, *field, *sign)).collect()
    }

    /// The sets of exactly so many changes after which all holds. False if there was no time for
    /// all of them.
    fn search(
        &mut self,
        depth: usize,
        chosen: &mut Vec<Delta>,
        found: &mut Vec<Vec<Delta>>,
    ) -> bool {
        if self.broken.len() > REACH * depth {
            return true;
        }
        if depth == 1 {
            return self.search_last(chosen, found);
        }
        for step in self.moves() {
            self.steps += 1;
            if self.steps > LOCATE_STEPS || found.len() > MOST_REPAIRS {
                return false;
            }
            if chosen.iter().any(|(field, _)| *field == step.0) {
                continue;
            }
            self.apply(step);
            chosen.push(step);
            // Fewer changes than asked for were found before.
            let all = self.is_mended() || self.search(depth - 1, chosen, found);
            chosen.pop();
            self.apply((step.0, -step.1));
            if !all {
                return false;
            }
        }
        true
    }

    /// The same for one change, which must mend all: it is in the broken equation with the fewest cells.
    /// Most searches end here, so nothing is applied and undone.
    fn search_last(&mut self, chosen: &mut Vec<Delta>, found: &mut Vec<Vec<Delta>>) -> bool {
        let plan = self.plan;
        let size = |index: &&usize| plan.equations[**index].terms.len();
        let Some(index) = self.broken.iter().min_by_key(size).copied() else { return true };
        for (field, sign) in &plan.equations[index].terms {
            let Some(step) = self.delta(index, *field, *sign) else { continue };
            self.steps += 1;
            if self.steps > LOCATE_STEPS || found.len() > MOST_REPAIRS {
                return false;
            }
            if chosen.iter().all(|(other, _)| *other != step.0) && self.mends_all(step) {
                chosen.push(step);
                found.push(sorted(chosen));
                chosen.pop();
            }
        }
        true
    }

    /// Whether every equation would hold with a change.
    fn mends_all(&self, (field, delta): Delta) -> bool {
        let touched = &self.plan.of[field.index()];
        self.broken.iter().all(|broken| touched.iter().any(|(index, _)| index == broken))
            && touched.iter().all(|(index, sign)| {
                let mut changed = self.standings[*index];
                changed.known += sign * delta;
                !self.would_be_broken(*index, changed)
            })
    }

    /// The changes of one cell, or of two that need each other, that mend something and break
    /// nothing.
    pub(crate) fn blocks(&mut self) -> Vec<Block> {
        let before = self.broken.clone();
        let mut blocks = Vec::new();
        for first in self.moves() {
            self.apply(first);
            let new = |board: &Self| board.broken.iter().copied().find(|one| !before.contains(one));
            match new(self) {
                None => blocks.push(self.block(&before, &[first])),
                Some(_) if before.len() > CROWDED => {}
                Some(index) => {
                    for second in self.moves_of(index) {
                        self.apply(second);
                        if second.0 != first.0 && new(self).is_none() {
                            blocks.push(self.block(&before, &[first, second]));
                        }
                        self.apply((second.0, -second.1));
                    }
                }
            }
            self.apply((first.0, -first.1));
        }
        // Undoing puts equations back in another order.
        self.broken = before;
        blocks.retain(|block| !block.mends.is_empty());
        blocks.sort_by_key(|block| (block.changes.len(), keys(&block.changes)));
        blocks.dedup();
        blocks
    }

    fn block(&self, before: &[usize], changes: &[Delta]) -> Block {
        let mends = before.iter().copied().filter(|one| !self.broken.contains(one)).collect();
        Block { changes: sorted(changes), mends }
    }

    /// The equations that are broken.
    pub(crate) fn broken(&self) -> &[usize] {
        &self.broken
    }
}

/// Changes that mend some equations and break none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) changes: Vec<Delta>,
    pub(crate) mends: Vec<usize>,
}

pub(crate) fn sorted(changes: &[Delta]) -> Vec<Delta> {
    let mut changes = changes.to_vec();
    changes.sort_by_key(|(field, _)| field.index());
    changes
}

/// The smallest repairs of a group of equations.
pub(crate) fn locate(plan: &Plan, figures: &Figures, group: usize) -> Located {
    let mut board = Board::new(plan, figures, group);
    for depth in 1..=DEEPEST {
        let mut found = Vec::new();
        board.steps = 0;
        let mut complete = board.search(depth, &mut Vec::new(), &mut found);
        found.sort_by_key(|changes| keys(changes));
        found.dedup();
        let seen = if depth > 1 { patterns::repairs(&mut board) } else { Vec::new() };
        if found.is_empty() && seen.is_empty() {
            if complete {
                continue;
            }
            break;
        }
        complete &= found.len() < MOST_REPAIRS;
        let singles = if depth > 1 { singles(&mut board) } else { Vec::new() };
        return Located { repairs: told(&board, &seen, found), complete, singles };
    }
    apart(&mut board)
}

fn keys(changes: &[Delta]) -> Vec<(usize, i128)> {
    changes.iter().map(|(field, delta)| (field.index(), *delta)).collect()
}

fn singles(board: &mut Board<'_>) -> Vec<Change> {
    let before = board.broken.clone();
    let mut clean = Vec::new();
    for step in board.moves() {
        board.apply(step);
        if board.broken.iter().all(|one| before.contains(one)) {
            clean.push(vec![step]);
        }
        board.apply((step.0, -step.1));
    }
    board.broken = before;
    told(board, &[], clean).into_iter().flat_map(|repair| repair.changes).collect()
}

/// Repairs of many cells: a choice of small repairs that mend every broken equation once. If there is
/// none, whatever mends a part.
fn apart(board: &mut Board<'_>) -> Located {
    let blocks = board.blocks();
    let singles = singles(board);
    let (mut found, complete) = Cover::of(board.broken(), &blocks);
    if found.is_empty() {
        // Nothing mends all of it; each change stays a possibility of its own.
        let parts = blocks.into_iter().map(|block| block.changes).collect();
        return Located { repairs: told(board, &[], parts), complete: false, singles };
    }
    found.sort_by_key(|changes| keys(changes));
    found.dedup();
    Located { repairs: told(board, &[], found), complete, singles }
}

/// Patterns first, then the rest, as repairs with the values that the cells should have.
fn told(
    board: &Board<'_>,
    seen: &[(RepairKind, Vec<Delta>)],
    found: Vec<Vec<Delta>>,
) -> Vec<Repair> {
    let change = |(field, delta): &Delta| {
        let value = board.figures.whole(*field)? + delta;
        Some(Change { at: *field, value: crate::figures::decimal(value)? })
    };
    let rest = found.into_iter().filter(|one| seen.iter().all(|(_, other)| other != one));
    let all: Vec<(RepairKind, Vec<Delta>)> =
        seen.iter().cloned().chain(rest.map(|changes| (RepairKind::Cells, changes))).collect();
    let told = all.into_iter().filter_map(|(kind, deltas)| {
        let changes = deltas.iter().map(change).collect::<Option<Vec<_>>>()?;
        Some(Repair { kind, changes })
    });
    told.collect()
}

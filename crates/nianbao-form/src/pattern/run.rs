//! A walk through a pattern over a text.

use super::seen::Seen;
use super::{Many, NONE, Op, Pattern, Slots, bit};

/// A walk through a pattern over a text.
pub(super) struct Run<'p, 't> {
    pattern: &'p Pattern,
    text: &'t str,
    seen: Seen,
    /// What is still to be tried, the last first.
    open: Vec<Try>,
    slots: Slots,
}

/// Another way to go on.
enum Try {
    /// From a step at a place.
    At(usize, usize),
    /// With the run of characters before a step ending one earlier, not before the first place.
    Shorter { step: usize, least: usize, end: usize },
    /// With the run of characters of a step going on; so many it has already.
    Longer { step: usize, end: usize, count: u32 },
    /// A group as it was.
    Slot(usize, usize),
}

impl<'p, 't> Run<'p, 't> {
    pub(super) fn of(pattern: &'p Pattern, text: &'t str) -> Self {
        let seen = Seen::of(pattern.forks);
        Self { pattern, text, seen, open: Vec::new(), slots: [NONE; _] }
    }

    /// The first match that begins at a place or behind it.
    pub(super) fn next(&mut self, from: usize) -> Option<Slots> {
        self.seen.forget(from);
        if self.pattern.anchored {
            return if from == 0 { self.at(0) } else { None };
        }
        let rest = self.text.get(from..)?;
        for (offset, character) in rest.char_indices() {
            if self.pattern.first & bit(character) != 0 {
                self.seen.advance(from + offset);
                if let Some(slots) = self.at(from + offset) {
                    return Some(slots);
                }
            }
        }
        None
    }

    /// The match that begins at a place.
    fn at(&mut self, start: usize) -> Option<Slots> {
        self.open.clear();
        self.slots = [NONE; _];
        let mut next = Some((0, start));
        while let Some((step, place)) = next {
            if let Some(end) = self.walk(step, place) {
                (self.slots[0], self.slots[1]) = (start, end);
                return Some(self.slots);
            }
            next = self.retry();
        }
        None
    }

    /// Goes on from a step as far as it leads; the end of the match.
    fn walk(&mut self, mut step: usize, mut place: usize) -> Option<usize> {
        let pattern = self.pattern;
        loop {
            match pattern.ops.get(step)? {
                Op::One(set) => {
                    let character = self.character(place).filter(|c| set.has(*c))?;
                    place += character.len_utf8();
                    step += 1;
                }
                Op::Many(many) => {
                    place = self.run(step, many, place)?;
                    step += 1;
                }
                Op::Fork { id, first, other } => {
                    if !self.seen.insert(*id, place) {
                        return None;
                    }
                    self.open.push(Try::At(*other, place));
                    step = *first;
                }
                Op::Jump(to) => step = *to,
                Op::Save(slot) => {
                    self.open.push(Try::Slot(*slot, self.slots[*slot]));
                    self.slots[*slot] = place;
                    step += 1;
                }
                Op::Start if place > 0 => return None,
                Op::End if place < self.text.len() => return None,
                Op::Start | Op::End => step += 1,
                Op::Match => return Some(place),
            }
        }
    }

    /// The end of a run of characters that begins at a place, with the other ends to be tried.
    fn run(&mut self, step: usize, many: &Many, start: usize) -> Option<usize> {
        let mut end = start;
        for _ in 0..many.least {
            end += self.character(end).filter(|c| many.set.has(*c))?.len_utf8();
        }
        if many.lazy {
            return self.shortest(step, many, end, many.least);
        }
        let least = end;
        let mut count = many.least;
        while many.most.is_none_or(|most| count < most) {
            // A run without bounds that comes to where it was before finds nothing new behind it.
            if many.most.is_none() && !self.seen.insert(many.id, end) {
                return self.shorter(step, least, end);
            }
            let Some(character) = self.character(end).filter(|c| many.set.has(*c)) else { break };
            end += character.len_utf8();
            count += 1;
        }
        self.longest(step, many, least, end)
    }

    /// The end of a run that is as long as it can be, or the next shorter one that is new.
    fn longest(&mut self, step: usize, many: &Many, least: usize, end: usize) -> Option<usize> {
        if many.most.is_some() && !self.seen.insert(many.id, end) {
            return self.shorter(step, least, end);
        }
        if end > least {
            self.open.push(Try::Shorter { step, least, end });
        }
        Some(end)
    }

    /// The next end before one that led nowhere.
    fn shorter(&mut self, step: usize, least: usize, end: usize) -> Option<usize> {
        let Some(Op::Many(many)) = self.pattern.ops.get(step) else { return None };
        let mut end = end;
        while end > least {
            end -= self.text.get(..end)?.chars().next_back()?.len_utf8();
            if many.most.is_none() || self.seen.insert(many.id, end) {
                if end > least {
                    self.open.push(Try::Shorter { step, least, end });
                }
                return Some(end);
            }
        }
        None
    }

    /// The end of a run that is as short as it can be, from an end on.
    fn shortest(&mut self, step: usize, many: &Many, end: usize, count: u32) -> Option<usize> {
        let (mut end, mut count) = (end, count);
        loop {
            if self.seen.insert(many.id, end) {
                self.open.push(Try::Longer { step, end, count });
                return Some(end);
            }
            if many.most.is_none_or(|most| count >= most) {
                return None;
            }
            end += self.character(end).filter(|c| many.set.has(*c))?.len_utf8();
            count += 1;
        }
    }

    /// Goes back to the last way that is left.
    fn retry(&mut self) -> Option<(usize, usize)> {
        while let Some(open) = self.open.pop() {
            let next = match open {
                Try::At(step, place) => Some((step, place)),
                Try::Slot(slot, before) => {
                    self.slots[slot] = before;
                    None
                }
                Try::Shorter { step, least, end } => {
                    self.shorter(step, least, end).map(|end| (step + 1, end))
                }
                Try::Longer { step, end, count } => {
                    self.longer(step, end, count).map(|end| (step + 1, end))
                }
            };
            if next.is_some() {
                return next;
            }
        }
        None
    }

    /// The next end behind one that led nowhere.
    fn longer(&mut self, step: usize, end: usize, count: u32) -> Option<usize> {
        let Some(Op::Many(many)) = self.pattern.ops.get(step) else { return None };
        if many.most.is_some_and(|most| count >= most) {
            return None;
        }
        let character = self.character(end).filter(|c| many.set.has(*c))?;
        self.shortest(step, many, end + character.len_utf8(), count + 1)
    }

    fn character(&self, place: usize) -> Option<char> {
        self.text.get(place..)?.chars().next()
    }
}

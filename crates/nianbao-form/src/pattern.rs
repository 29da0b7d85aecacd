//! Patterns of characters (titles, days, names, statements): the part of regular expressions that they need.
//!
//! A page uses a few patterns on a few short texts. A general engine spends longer on building its
//! automata for them than on the page; these are walked as they are written, which costs next to
//! nothing to build. The first way that fits is the match, as with regular expressions in Perl and
//! Rust, and no text takes more than time and memory in proportion to its length.

mod parse;
mod run;
mod seen;

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use run::Run;

/// A pattern: characters, classes, groups, choices and repetitions.
#[derive(Debug)]
pub(crate) struct Pattern {
    ops: Vec<Op>,
    /// How many of the steps are forks.
    forks: usize,
    /// The names of its groups, in their order.
    names: Vec<String>,
    /// A bit for each character that a match can begin with, and one for all others that share it.
    first: u128,
    /// A match begins where the text does.
    anchored: bool,
}

/// One step.
#[derive(Debug)]
enum Op {
    /// A character of a set.
    One(Set),
    /// Several characters of a set.
    Many(Many),
    /// One way, and where it leads nowhere the other.
    Fork {
        id: usize,
        first: usize,
        other: usize,
    },
    Jump(usize),
    /// A group begins or ends.
    Save(usize),
    Start,
    End,
    Match,
}

/// A run of characters of a set: as long as it can be, or as short.
#[derive(Debug)]
struct Many {
    id: usize,
    set: Set,
    least: u32,
    most: Option<u32>,
    lazy: bool,
}

/// Some characters, as ranges, or all others.
#[derive(Clone, Debug)]
struct Set {
    ranges: Vec<(char, char)>,
    space: bool,
    negated: bool,
}

impl Set {
    fn one(character: char) -> Self {
        Self { ranges: vec![(character, character)], space: false, negated: false }
    }

    fn has(&self, character: char) -> bool {
        let listed = self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
            || self.space && character.is_whitespace();
        listed != self.negated
    }

    /// Bits of the characters that it has, at least.
    fn bits(&self) -> u128 {
        let wide = |(first, last): &(char, char)| u32::from(*last) - u32::from(*first) > 100;
        if self.negated || self.ranges.iter().any(wide) {
            return u128::MAX;
        }
        let all = self.ranges.iter().flat_map(|(first, last)| *first..=*last);
        let spaces = SPACES.into_iter().flatten().filter(|_| self.space);
        all.chain(spaces).fold(0, |bits, character| bits | bit(character))
    }
}

/// White space.
const SPACES: [RangeInclusive<char>; 8] = [
    '\t'..='\r',
    ' '..=' ',
    '\u{85}'..='\u{85}',
    '\u{A0}'..='\u{A0}',
    '\u{1680}'..='\u{1680}',
    '\u{2000}'..='\u{200A}',
    '\u{2028}'..='\u{205F}',
    '\u{3000}'..='\u{3000}',
];

fn bit(character: char) -> u128 {
    1 << (u32::from(character) & 127)
}

/// So many groups a pattern may name.
const GROUPS: usize = 3;

/// Where the whole and each group begin and end; `NONE` where a group took no part.
type Slots = [usize; 2 * (GROUPS + 1)];
const NONE: usize = usize::MAX;

/// A match.
pub(crate) struct Match<'p, 't> {
    pattern: &'p Pattern,
    text: &'t str,
    slots: Slots,
}

impl<'t> Match<'_, 't> {
    /// Where it begins, in bytes.
    pub(crate) fn start(&self) -> usize {
        self.slots[0]
    }

    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.slots[1]
    }

    /// Where a group begins and ends, if it took part.
    pub(crate) fn range(&self, name: &str) -> Option<(usize, usize)> {
        let group = self.pattern.names.iter().position(|own| own == name)? + 1;
        let (start, end) = (self.slots[2 * group], self.slots[2 * group + 1]);
        (start != NONE && end != NONE).then_some((start, end))
    }

    /// The text of a group, if it took part.
    pub(crate) fn group(&self, name: &str) -> Option<&'t str> {
        self.range(name).map(|(start, end)| &self.text[start..end])
    }
}

impl Pattern {
    /// The pattern that a text writes; `None` if it is none, or a match of it could be empty.
    pub(crate) fn new(written: &str) -> Option<Self> {
        parse::pattern(written)
    }

    /// The first match in a text.
    pub(crate) fn find<'p, 't>(&'p self, text: &'t str) -> Option<Match<'p, 't>> {
        self.find_all(text).next()
    }

    /// The matches in a text, each behind the one before.
    pub(crate) fn find_all<'p, 't>(
        &'p self,
        text: &'t str,
    ) -> impl Iterator<Item = Match<'p, 't>> + use<'p, 't> {
        let mut run = Run::of(self, text);
        let mut from = 0;
        std::iter::from_fn(move || {
            let slots = run.next(from)?;
            from = slots[1];
            Some(Match { pattern: self, text, slots })
        })
    }
}

//! What is written as a pattern, to its steps.

use std::iter::Peekable;
use std::str::Chars;

use super::{GROUPS, Many, Op, Pattern, Set};

/// A part of a pattern.
#[derive(Clone, Debug)]
enum Part {
    Set(Set),
    Start,
    End,
    Row(Vec<Part>),
    OneOf(Vec<Part>),
    Group(usize, Box<Part>),
    Times { part: Box<Part>, least: u32, most: Option<u32>, lazy: bool },
}

/// A count beyond this is no count.
const MOST: u32 = 1_000;

pub(super) fn pattern(written: &str) -> Option<Pattern> {
    let mut reader = Reader { rest: written.chars().peekable(), names: Vec::new() };
    let part = reader.choice()?;
    let names = reader.names;
    if reader.rest.next().is_some() || names.len() > GROUPS || part.may_be_empty() {
        return None;
    }
    let (first, anchored) = (part.first(), part.begins_at_start());
    let mut writer = Writer { ops: Vec::new(), forks: 0 };
    writer.part(part);
    writer.ops.push(Op::Match);
    Some(Pattern { ops: writer.ops, forks: writer.forks, names, first, anchored })
}

struct Reader<'w> {
    rest: Peekable<Chars<'w>>,
    names: Vec<String>,
}

impl Reader<'_> {
    fn choice(&mut self) -> Option<Part> {
        let mut ways = vec![self.row()?];
        while self.rest.next_if_eq(&'|').is_some() {
            ways.push(self.row()?);
        }
        if ways.len() > 1 { Some(Part::OneOf(ways)) } else { ways.pop() }
    }

    fn row(&mut self) -> Option<Part> {
        let mut parts = Vec::new();
        while let Some(next) = self.rest.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let part = self.atom()?;
            parts.push(self.times(part)?);
        }
        Some(Part::Row(parts))
    }

    fn atom(&mut self) -> Option<Part> {
        Some(match self.rest.next()? {
            '(' => self.group()?,
            '[' => Part::Set(self.set()?),
            '.' => Part::Set(Set { negated: true, ..Set::one('\n') }),
            '^' => Part::Start,
            '$' => Part::End,
            '\\' => Part::Set(self.escaped()?),
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            plain => Part::Set(Set::one(plain)),
        })
    }

    /// A group: `(?:…)` and `(…)` have no name, `(?P<name>…)` has one.
    fn group(&mut self) -> Option<Part> {
        let mut slot = None;
        if self.rest.next_if_eq(&'?').is_some() && self.rest.next_if_eq(&':').is_none() {
            if (self.rest.next()?, self.rest.next()?) != ('P', '<') {
                return None;
            }
            self.names.push(self.rest.by_ref().take_while(|c| *c != '>').collect());
            slot = Some(self.names.len());
        }
        let part = self.choice()?;
        if self.rest.next()? != ')' {
            return None;
        }
        Some(slot.map_or(part.clone(), |slot| Part::Group(slot, Box::new(part))))
    }

    fn set(&mut self) -> Option<Set> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut set = Set { ranges: Vec::new(), space: false, negated };
        loop {
            let first = match self.rest.next()? {
                ']' => return Some(set),
                '\\' => {
                    let escaped = self.escaped()?;
                    set.space |= escaped.space;
                    set.ranges.extend(escaped.ranges);
                    continue;
                }
                first => first,
            };
            let mut ahead = self.rest.clone();
            let is_range = ahead.next() == Some('-') && ahead.next() != Some(']');
            let last = if is_range { self.rest.nth(1)? } else { first };
            set.ranges.push((first, last));
        }
    }

    fn escaped(&mut self) -> Option<Set> {
        match self.rest.next()? {
            's' => Some(Set { ranges: Vec::new(), space: true, negated: false }),
            letter if letter.is_ascii_alphanumeric() => None,
            sign => Some(Set::one(sign)),
        }
    }

    /// How often a part comes.
    fn times(&mut self, part: Part) -> Option<Part> {
        let (least, most) = match self.rest.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.rest.next();
                let counts: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                let (least, most) = counts.split_once(',').unwrap_or((&counts, &counts));
                let most = if most.is_empty() { None } else { Some(most.parse().ok()?) };
                return self.counted(part, least.parse().ok()?, most);
            }
            _ => return Some(part),
        };
        self.rest.next();
        self.counted(part, least, most)
    }

    fn counted(&mut self, part: Part, least: u32, most: Option<u32>) -> Option<Part> {
        let lazy = self.rest.next_if_eq(&'?').is_some();
        if part.may_be_empty() || least > MOST || most.is_some_and(|most| most > MOST) {
            return None;
        }
        Some(Part::Times { part: Box::new(part), least, most, lazy })
    }
}

impl Part {
    fn may_be_empty(&self) -> bool {
        match self {
            Self::Set(_) => false,
            Self::Start | Self::End => true,
            Self::Row(parts) => parts.iter().all(Self::may_be_empty),
            Self::OneOf(ways) => ways.iter().any(Self::may_be_empty),
            Self::Group(_, part) => part.may_be_empty(),
            Self::Times { least, .. } => *least == 0,
        }
    }

    fn begins_at_start(&self) -> bool {
        match self {
            Self::Start => true,
            Self::Row(parts) => parts.first().is_some_and(Self::begins_at_start),
            Self::Group(_, part) => part.begins_at_start(),
            _ => false,
        }
    }

    /// Bits of the characters that it can begin with.
    fn first(&self) -> u128 {
        match self {
            Self::Set(set) => set.bits(),
            Self::Start | Self::End => 0,
            Self::Row(parts) => {
                let needed = parts.iter().position(|part| !part.may_be_empty());
                let begin = parts.iter().take(needed.map_or(parts.len(), |needed| needed + 1));
                begin.fold(0, |bits, part| bits | part.first())
            }
            Self::OneOf(ways) => ways.iter().fold(0, |bits, way| bits | way.first()),
            Self::Group(_, part) | Self::Times { part, .. } => part.first(),
        }
    }
}

struct Writer {
    ops: Vec<Op>,
    forks: usize,
}

impl Writer {
    fn part(&mut self, part: Part) {
        match part {
            Part::Set(set) => self.ops.push(Op::One(set)),
            Part::Start => self.ops.push(Op::Start),
            Part::End => self.ops.push(Op::End),
            Part::Row(parts) => parts.into_iter().for_each(|part| self.part(part)),
            Part::OneOf(ways) => self.one_of(ways),
            Part::Group(slot, part) => {
                self.ops.push(Op::Save(2 * slot));
                self.part(*part);
                self.ops.push(Op::Save(2 * slot + 1));
            }
            Part::Times { part, least, most, lazy } => match *part {
                Part::Set(set) => {
                    let id = self.fork();
                    self.ops.push(Op::Many(Many { id, set, least, most, lazy }));
                }
                part => self.times(&part, least, most, lazy),
            },
        }
    }

    fn one_of(&mut self, mut ways: Vec<Part>) {
        let Some(last) = ways.pop() else { return };
        let mut jumps = Vec::new();
        for way in ways {
            let fork = self.open_fork();
            self.part(way);
            jumps.push(self.ops.len());
            self.ops.push(Op::Jump(0));
            self.close_fork(fork, false);
        }
        self.part(last);
        let end = self.ops.len();
        for jump in jumps {
            self.ops[jump] = Op::Jump(end);
        }
    }

    /// A group so many times: written out, and a loop where there is no end.
    fn times(&mut self, part: &Part, least: u32, most: Option<u32>, lazy: bool) {
        for _ in 0..least {
            self.part(part.clone());
        }
        let Some(most) = most else {
            let fork = self.open_fork();
            self.part(part.clone());
            self.ops.push(Op::Jump(fork));
            self.close_fork(fork, lazy);
            return;
        };
        let mut forks = Vec::new();
        for _ in least..most {
            forks.push(self.open_fork());
            self.part(part.clone());
        }
        for fork in forks {
            self.close_fork(fork, lazy);
        }
    }

    /// A fork whose first way is written next.
    fn open_fork(&mut self) -> usize {
        let (at, id) = (self.ops.len(), self.fork());
        self.ops.push(Op::Fork { id, first: at + 1, other: at + 1 });
        at
    }

    /// The other way of a fork begins here; `lazy`: it is tried first.
    fn close_fork(&mut self, fork: usize, lazy: bool) {
        let end = self.ops.len();
        if let Some(Op::Fork { first, other, .. }) = self.ops.get_mut(fork) {
            if lazy {
                (*other, *first) = (*first, end);
            } else {
                *other = end;
            }
        }
    }

    fn fork(&mut self) -> usize {
        self.forks += 1;
        self.forks - 1
    }
}

//! The matches are those of the regex crate, of all patterns that are in use and of some that are hard.

use regex::Regex;

use super::*;

/// A source of numbers, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

const NOISE: [char; 16] =
    ['a', '0', '1', '2', '9', ',', '。', '件', '的', ' ', '\n', '(', ')', '年', '公', '无'];

/// A text that the pattern matches, or nearly.
fn sample(pattern: &Pattern, dice: &mut Dice) -> String {
    let mut out = String::new();
    let mut step = 0;
    while out.len() < 400 {
        match &pattern.ops[step] {
            Op::One(set) => out.push(member(set, dice)),
            Op::Many(many) => {
                let more = many.most.unwrap_or(many.least + 3) - many.least;
                let count = many.least as usize + dice.below((more as usize).min(5) + 1);
                (0..count).for_each(|_| out.push(member(&many.set, dice)));
            }
            Op::Fork { first, other, .. } => {
                step = if dice.below(2) == 0 { *first } else { *other };
                continue;
            }
            Op::Jump(to) => {
                step = *to;
                continue;
            }
            Op::Match => break,
            Op::Save(_) | Op::Start | Op::End => {}
        }
        step += 1;
    }
    out
}

fn member(set: &Set, dice: &mut Dice) -> char {
    if set.negated || set.ranges.is_empty() {
        let fits = NOISE.iter().copied().filter(|c| set.has(*c));
        let fits: Vec<char> = fits.collect();
        return fits[dice.below(fits.len())];
    }
    let (first, last) = set.ranges[dice.below(set.ranges.len())];
    let span = u32::from(last) - u32::from(first) + 1;
    let step = u32::try_from(dice.below(span as usize)).unwrap();
    char::from_u32(u32::from(first) + step).unwrap_or(first)
}

/// Leaves out, doubles and puts in some characters.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match dice.below(25) {
            0 => {}
            1 => out.extend([character, character]),
            2 => out.extend([NOISE[dice.below(NOISE.len())], character]),
            _ => out.push(character),
        }
    }
    out
}

#[track_caller]
fn judge(written: &str, pattern: &Pattern, regex: &Regex, text: &str) {
    let ours: Vec<_> = pattern.find_all(text).map(|found| (found.start(), found.end())).collect();
    let theirs: Vec<_> = regex.find_iter(text).map(|found| (found.start(), found.end())).collect();
    assert_eq!(ours, theirs, "{written}\n{text:?}");
    for (ours, theirs) in pattern.find_all(text).zip(regex.captures_iter(text)) {
        for name in &pattern.names {
            let range = theirs.name(name).map(|group| (group.start(), group.end()));
            assert_eq!(ours.range(name), range, "{name} of {written}\n{text:?}");
        }
    }
}

fn judge_all(written: &str) {
    let pattern = Pattern::new(written).unwrap_or_else(|| panic!("{written}"));
    let regex = Regex::new(written).unwrap();
    let mut dice = Dice(7);
    for round in 0..300 {
        let pieces = 1 + round % 3;
        let mut text = String::new();
        for _ in 0..pieces {
            text.push_str(&sample(&pattern, &mut dice));
            text.extend((0..dice.below(3)).map(|_| NOISE[dice.below(NOISE.len())]));
        }
        judge(written, &pattern, &regex, &text);
        judge(written, &pattern, &regex, &damaged(&text, &mut dice));
    }
}

#[test]
fn statements() {
    for phrasing in crate::phrasing::PHRASINGS.iter() {
        judge_all(&crate::phrasing::expand(phrasing.pattern));
    }
}

#[test]
fn frames() {
    for written in [
        crate::title::TITLE_WRITTEN,
        crate::dates::DAY_WRITTEN,
        crate::period::PERIOD_WRITTEN,
        crate::organ::BY_WRITTEN,
        crate::organ::BY_LAW_WRITTEN,
        crate::organ::BLOCK_WRITTEN,
        crate::sections::INLINE_WRITTEN,
    ] {
        judge_all(written);
    }
}

#[test]
fn what_engines_fail_at() {
    for written in [
        "a+a*b",
        "a*?b",
        "(?:a|aa|aaa)+b",
        "(?:a|ab)(?:c|bcd)(?:d|)?e",
        "a{2,4}?a{2}b",
        "a{0,3}a{0,3}ab",
        "(?P<x>a|ab)(?P<y>c|bc)?d?",
        "(?:(?P<x>a)|b)+c",
        "(?:^|[^a])a[0-9]{2,}",
        "a.*?b|c",
        "[^a]{0,5}?[a-c]+$",
        r"\s*[a\s]+b",
        "(?:a+b?)+c",
        "(?:ab){2}",
        "(?:ab){0,2}?a",
        "[0-9]+(?:,[0-9]{3})*",
        "^a|b",
        "(?:a|b)*?c",
    ] {
        let written = written.replace("|)?", "|d)?");
        judge_all(&written);
    }
}

#[test]
fn what_is_no_pattern() {
    for written in ["(a", "a)", "[a", "a**", "a?", "", "(?:a?)*b", "*", r"\d", "a{2000}", "(?=a)b"]
    {
        assert!(Pattern::new(written).is_none(), "{written}");
    }
}

/// Each of these takes the square of its length, or worse, where nothing is remembered.
#[test]
fn time_grows_with_the_text() {
    let long = 200_000;
    for (written, text) in [
        ("[0-9]+[件]", "1".repeat(long)),
        ("(?:1|11)+件", "1".repeat(long)),
        ("(?:[0-9]+,?)+件", "1".repeat(long)),
        ("1[^,]{0,36}?2[^,]{0,36}?3", "12".repeat(long)),
        ("(?:^|[^0-9])20 *20 *件", format!(" 20{}", " ".repeat(long))),
        (" +件", " ".repeat(long)),
    ] {
        let pattern = Pattern::new(written).unwrap();
        assert!(pattern.find(&text).is_none(), "{written}");
    }
}

#[test]
fn every_space_has_its_bit() {
    let bits = Set { ranges: Vec::new(), space: true, negated: false }.bits();
    assert!(bits != u128::MAX);
    for space in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
        assert!(bits & bit(space) != 0, "{space:?}");
    }
}

//! How alike two texts are, from a sketch of each.

use std::hash::{DefaultHasher, Hash, Hasher};

use nianbao_core::Report;

use super::packed::{self, Packed};

/// So many characters make a piece of text.
const PIECE: usize = 8;
/// So many pieces stand for a text.
const SIZE: usize = 48;
/// Shorter texts are alike by nature.
const SHORTEST_COMPARED: usize = 400;
/// So much of a text is looked at.
const LONGEST_COMPARED: usize = 60_000;

/// The least hashes of a text's pieces: texts share pieces as their sketches do. The first is kept, and
/// of each other by how much it is more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sketch<'b>(pub(super) &'b [u8]);

impl Sketch<'_> {
    /// Packs the sketch of a report's prose; digits of years do not count, since they change with each.
    pub(super) fn pack(report: &Report) -> Vec<u8> {
        let paragraphs = report.sections.iter().flat_map(|section| &section.paragraphs);
        let text: Vec<char> = paragraphs
            .flat_map(|text| text.chars())
            .filter(|c| !c.is_whitespace())
            .take(LONGEST_COMPARED)
            .collect();
        let text = without_years(&text);
        if text.len() < SHORTEST_COMPARED {
            return Vec::new();
        }
        let mut hashes: Vec<u32> = text.windows(PIECE).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(SIZE);
        let (mut bytes, mut last) = (Vec::new(), 0);
        for hash in hashes {
            packed::put(i128::from(hash - last), &mut bytes);
            last = hash;
        }
        bytes
    }

    fn hashes(self) -> Vec<u32> {
        let add = |last: &mut u32, step: i128| {
            *last = last.checked_add(step.try_into().ok()?)?;
            Some(*last)
        };
        Packed(self.0).scan(0, add).collect()
    }

    /// Parts per hundred of the pieces that both have; none where a text is too short.
    pub(super) fn likeness(self, other: Self) -> Option<usize> {
        let (own, others) = (self.hashes(), other.hashes());
        if own.is_empty() || others.is_empty() {
            return None;
        }
        let mut both: Vec<u32> = own.iter().chain(&others).copied().collect();
        both.sort_unstable();
        both.dedup();
        both.truncate(SIZE);
        let shared = |hash: &&u32| own.contains(hash) && others.contains(hash);
        Some(both.iter().filter(shared).count() * 100 / both.len())
    }
}

/// Half of a hash is enough: a text has some ten thousand pieces.
fn hash(piece: &[char]) -> u32 {
    let mut hasher = DefaultHasher::new();
    piece.hash(&mut hasher);
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

/// The text without the four digits of years.
fn without_years(text: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let year = text.get(at..at + 5).is_some_and(|piece| {
            matches!(piece, ['1' | '2', _, _, _, '年'])
                && piece[..4].iter().all(char::is_ascii_digit)
        });
        if year {
            at += 4;
        }
        out.push(text[at]);
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use nianbao_core::Section;

    use super::*;

    #[test]
    fn a_short_text_has_no_sketch() {
        let sketch = |length: usize| {
            let text =
                (0..length).filter_map(|at| char::from_u32(0x4e00 + u32::try_from(at).ok()?));
            let section = Section { paragraphs: vec![text.collect()], ..Section::default() };
            Sketch::pack(&Report { sections: vec![section], ..Report::default() })
        };
        assert!(
            sketch(SHORTEST_COMPARED / 2).is_empty() && sketch(SHORTEST_COMPARED - 1).is_empty()
        );
        assert!(!sketch(SHORTEST_COMPARED).is_empty());
    }

    #[test]
    fn years_do_not_count_and_other_numbers_do() {
        let plain = |text: &str| {
            without_years(&text.chars().collect::<Vec<_>>()).into_iter().collect::<String>()
        };
        assert_eq!(plain("2021年新收12件，较2020年"), "年新收12件，较年");
        assert_eq!(plain("自2008年起，3021年"), "自年起，3021年");
        assert_eq!(plain("收2021件"), "收2021件");
    }
}

//! What differs in the prose, by section, paragraph and word.

use nianbao_core::Section;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// More paragraphs or words than this are not aligned: the time grows with the square.
const MOST_PIECES: usize = 3_000;
/// What is the same between two changes and is shorter than this is shown as changed with them.
const SHORTEST_SAME: usize = 2;

/// In which of the two texts something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In both.
    Both,
    /// In the first only.
    First,
    /// In the second only.
    Second,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub standing: Standing,
    /// The text.
    pub text: String,
}

/// A paragraph that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, in pieces.
    pub pieces: Vec<Piece>,
}

/// A section that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// The section's number.
    pub number: Option<u32>,
    /// Its heading, that of the second report where it has one.
    pub heading: Option<String>,
    /// In which report it stands.
    pub standing: Standing,
    /// The paragraphs that differ.
    pub paragraphs: Vec<Paragraph>,
}

/// The sections that differ, in the order of the second report, those of the first only behind.
pub(super) fn sections(a: &[Section], b: &[Section]) -> Vec<SectionChange> {
    let mut taken = vec![false; a.len()];
    let mut changes = Vec::new();
    for section in b {
        let same = |other: &Section| match (section.number, other.number) {
            (Some(one), Some(two)) => one == two,
            (None, None) => section.heading == other.heading,
            _ => false,
        };
        let partner = (0..a.len()).find(|index| !taken[*index] && same(&a[*index]));
        match partner {
            Some(index) => {
                taken[index] = true;
                let other = &a[index];
                let mut paragraphs = paragraphs(&other.paragraphs, &section.paragraphs);
                if other.heading != section.heading {
                    let heading = |section: &Section| section.heading.clone().unwrap_or_default();
                    paragraphs.insert(0, words(&heading(other), &heading(section)));
                }
                if !paragraphs.is_empty() {
                    changes.push(change(section, Standing::Both, paragraphs));
                }
            }
            None => changes.push(alone(section, Standing::Second)),
        }
    }
    let left = a.iter().zip(taken).filter(|(_, taken)| !taken);
    changes.extend(left.map(|(section, _)| alone(section, Standing::First)));
    changes
}

fn change(section: &Section, standing: Standing, paragraphs: Vec<Paragraph>) -> SectionChange {
    let Section { number, heading, .. } = section;
    SectionChange { number: *number, heading: heading.clone(), standing, paragraphs }
}

fn alone(section: &Section, standing: Standing) -> SectionChange {
    let paragraphs = section.paragraphs.iter().map(|text| whole(text, standing)).collect();
    change(section, standing, paragraphs)
}

fn whole(text: &str, standing: Standing) -> Paragraph {
    Paragraph { pieces: vec![Piece { standing, text: text.to_owned() }] }
}

/// The paragraphs that differ; those that were replaced are compared word by word, in order.
fn paragraphs(a: &[String], b: &[String]) -> Vec<Paragraph> {
    let mut changed = Vec::new();
    for op in ops(a, b) {
        let (_, old, new) = op.as_tag_tuple();
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (&a[old], &b[new]);
        let both = old.len().min(new.len());
        changed.extend(old.iter().zip(new).map(|(one, other)| words(one, other)));
        changed.extend(old[both..].iter().map(|text| whole(text, Standing::First)));
        changed.extend(new[both..].iter().map(|text| whole(text, Standing::Second)));
    }
    changed
}

fn ops<T: Ord + std::hash::Hash>(a: &[T], b: &[T]) -> Vec<DiffOp> {
    if a.len() > MOST_PIECES || b.len() > MOST_PIECES {
        let all =
            DiffOp::Replace { old_index: 0, old_len: a.len(), new_index: 0, new_len: b.len() };
        return vec![all];
    }
    capture_diff_slices(Algorithm::Myers, a, b)
}

/// A paragraph in its pieces.
fn words(a: &str, b: &str) -> Paragraph {
    let (one, other) = (tokens(a), tokens(b));
    let mut pieces: Vec<Piece> = Vec::new();
    for op in ops(&one, &other) {
        let (_, old, new) = op.as_tag_tuple();
        let (old, new) = (one[old].concat(), other[new].concat());
        if matches!(op, DiffOp::Equal { .. }) {
            push(&mut pieces, Standing::Both, &new);
        } else {
            push(&mut pieces, Standing::First, &old);
            push(&mut pieces, Standing::Second, &new);
        }
    }
    Paragraph { pieces: calm(&pieces) }
}

fn push(pieces: &mut Vec<Piece>, standing: Standing, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.standing == standing => last.text.push_str(text),
        _ => pieces.push(Piece { standing, text: text.to_owned() }),
    }
}

/// Words of a script with spaces, numbers, and each Chinese character by itself.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c.is_ascii_digit() || c == '.' => 1,
        _ if c.is_ascii_alphabetic() => 2,
        _ if c.is_whitespace() => 3,
        _ => 0,
    };
    let mut tokens = Vec::new();
    let mut begun = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if at > begun && (kind(c) == 0 || last != Some(kind(c))) {
            tokens.push(&text[begun..at]);
            begun = at;
        }
        last = Some(kind(c));
    }
    tokens.push(&text[begun..]);
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// One character that happens to be the same between two changes says nothing: it goes to both.
fn calm(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut first, mut second) = (String::new(), String::new());
    for (index, piece) in pieces.iter().enumerate() {
        let inside = index > 0 && index + 1 < pieces.len();
        match piece.standing {
            Standing::First => first.push_str(&piece.text),
            Standing::Second => second.push_str(&piece.text),
            Standing::Both if inside && piece.text.chars().count() < SHORTEST_SAME => {
                first.push_str(&piece.text);
                second.push_str(&piece.text);
            }
            Standing::Both => {
                push(&mut out, Standing::First, &std::mem::take(&mut first));
                push(&mut out, Standing::Second, &std::mem::take(&mut second));
                push(&mut out, Standing::Both, &piece.text);
            }
        }
    }
    push(&mut out, Standing::First, &first);
    push(&mut out, Standing::Second, &second);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(paragraph: &Paragraph, standing: Standing) -> String {
        let of = |piece: &&Piece| piece.standing == standing || piece.standing == Standing::Both;
        paragraph.pieces.iter().filter(of).map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn the_pieces_make_up_both_texts() {
        let pairs = [
            ("全年收到申请102件。", "全年共收到申请98件，办结97件。"),
            ("", "新增一段"),
            ("API 接口 v1.2", "API 接口 v1.3"),
            ("一二三四", "五六七八"),
        ];
        for (a, b) in pairs {
            let paragraph = words(a, b);
            let sides = (side(&paragraph, Standing::First), side(&paragraph, Standing::Second));
            assert_eq!((sides.0.as_str(), sides.1.as_str()), (a, b));
        }
    }

    #[test]
    fn long_texts_are_not_aligned_for_ever() {
        let a: String = (0..20_000_u32).filter_map(|i| char::from_u32(0x4E00 + i)).collect();
        let b: String = a.chars().rev().collect();
        assert_eq!(words(&a, &b).pieces.len(), 2);
    }
}

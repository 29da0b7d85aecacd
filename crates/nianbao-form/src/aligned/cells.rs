//! Fragments of lines to cells: what belongs to one wrapped label, by place and by the form's labels.

use std::collections::HashSet;

use nianbao_core::Place;

use crate::captions::says_whose;
use crate::fold::squeeze;
use crate::key::{Label, split_numbering, tells_number};
use crate::vocabulary::{Meaning, vocabulary};

use super::Piece;
use super::numbered::{is_numbering, number};

/// A text between gaps, with where it stands on its line.
#[derive(Clone, Debug)]
pub(super) struct Fragment<'d> {
    pub(super) text: &'d str,
    pub(super) at: &'d Place,
    pub(super) block: usize,
    pub(super) line: usize,
    /// The line of the source, empty ones counted.
    pub(super) printed: u32,
    /// The page, counted within the table.
    pub(super) page: usize,
    /// Its columns, counted in characters and in half widths.
    pub(super) by_character: (usize, usize),
    pub(super) by_width: (usize, usize),
    pub(super) value: bool,
    /// It counts the rows and is no value.
    pub(super) serial: bool,
}

impl<'d> Fragment<'d> {
    /// The fragment as the beginning of a cell in a row.
    pub(super) fn piece(&self, row: u32) -> Piece<'d> {
        Piece { text: self.text, at: self.at, block: self.block, begins: true, row }
    }
}

/// A cell: one fragment, or those of a wrapped label.
#[derive(Clone, Debug)]
pub(super) struct Assembled {
    pub(super) fragments: Vec<usize>,
    pub(super) key: String,
    pub(super) columns: (usize, usize),
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) value: bool,
    pub(super) serial: bool,
}

/// Puts fragments together: values stand alone, wrapped labels become whole.
pub(super) fn assemble(
    fragments: &[Fragment<'_>],
    columns: &impl Fn(&Fragment<'_>) -> (usize, usize),
) -> Vec<Assembled> {
    let mut cells: Vec<Assembled> = Vec::new();
    let rows: HashSet<usize> = fragments.iter().filter(|f| f.value).map(|f| f.line).collect();
    // The lines on which heads begin, as what stands above the labels tells.
    let mut heads: HashSet<usize> = HashSet::new();
    for (index, fragment) in fragments.iter().enumerate() {
        let key = squeeze(fragment.text);
        let place = columns(fragment);
        let above = cells
            .iter_mut()
            .filter(|cell| cell.last < fragment.line && overlap(cell.columns, place))
            .max_by_key(|cell| cell.last);
        if let Some(cell) = above
            && !(fragment.value || fragment.serial)
            && !(cell.value || cell.serial)
            && (continues(&cell.key, &key)
                || cell.last + 1 == fragment.line
                    && (is_remark_on_rows(&cell.key, &key)
                        || is_remark_on_number(cell, &key, fragments, fragment)
                        || is_broken_unit(&cell.key, &key) && !rows.contains(&cell.last)
                        || heads.contains(&cell.first)
                            && !rows.contains(&fragment.line)
                            && split_numbering(&key).0.is_none()
                            && meaning(&key).is_none()))
        {
            cell.fragments.push(index);
            cell.key.push_str(&key);
            heads.extend(is_stub(&cell.key).then_some(cell.first));
            cell.columns = (cell.columns.0.min(place.0), cell.columns.1.max(place.1));
            cell.last = fragment.line;
            continue;
        }
        heads.extend(is_stub(&key).then_some(fragment.line));
        cells.push(Assembled {
            fragments: vec![index],
            key,
            columns: place,
            first: fragment.line,
            last: fragment.line,
            value: fragment.value,
            serial: fragment.serial,
        });
    }
    number(&mut cells, fragments);
    cells
}

/// Whether a text stands above the labels of section 二 or of the table of 2014.
fn is_stub(key: &str) -> bool {
    meaning(key).is_some_and(|meaning| meaning.stub_of.is_some())
}

/// So many rows in succession begin with 1, 2, 3 … where numbers count them.
const COUNTED: usize = 6;

/// Marks the numbers that count the rows: each stands before the label on its line, or by itself in the
/// column of those that do, where its label is wrapped; and each is the next.
pub(super) fn mark_serials(
    fragments: &mut [Fragment<'_>],
    columns: &impl Fn(&Fragment<'_>) -> (usize, usize),
) {
    let begins = |index: usize| {
        let fragment = &fragments[index];
        let first = index == 0 || fragments[index - 1].line < fragment.line;
        let label = fragments.get(index + 1).filter(|next| next.line == fragment.line);
        let number =
            if first && fragment.value { fragment.text.parse::<usize>().ok() } else { None };
        Some((index, number?, label.map(|next| !next.value)))
    };
    let begun: Vec<(usize, usize, Option<bool>)> =
        (0..fragments.len()).filter_map(begins).collect();
    let before_labels = begun.iter().filter(|(.., label)| *label == Some(true));
    let places = before_labels.clone().map(|(index, ..)| columns(&fragments[*index]));
    let Some(column) = places.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))) else {
        return;
    };
    let counts: Vec<(usize, usize)> = begun
        .iter()
        .filter(|(index, _, label)| {
            let place = columns(&fragments[*index]);
            *label == Some(true) || column.0 <= place.0 && place.1 <= column.1
        })
        .map(|(index, number, _)| (*index, *number))
        .collect();
    if before_labels.count() >= COUNTED && counts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1)
    {
        for (index, _) in counts {
            fragments[index].value = false;
            fragments[index].serial = true;
        }
    }
}

pub(super) fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether a text goes on in the one below it.
fn continues(above: &str, below: &str) -> bool {
    if above.matches('(').count() > above.matches(')').count() {
        return above.len() < 300;
    }
    if split_numbering(below).0.is_some() || is_numbering(above) || tells_number(above) {
        return false;
    }
    // 第二十条第（五） / 项（上年）
    if above.starts_with("第二十条") && below.starts_with('项') {
        return true;
    }
    // A remark is the end of its label; that all is a county's (全县) is said of the table.
    if below.starts_with('(') {
        return !says_whose(below);
    }
    let known = |key: &str| meaning(key).is_some();
    let joined = format!("{above}{below}");
    if known(&joined) {
        // Behind a colon or a bracket nothing makes another label of it: a head is printed again below.
        let core = |key: &str| Label::of_key(key).core;
        return core(&joined) != core(above) || !known(below);
    }
    !known(above) && !known(below) && vocabulary().begins(&Label::of_key(&joined).core)
}

/// Whether the unit of an amount is broken between its two characters: 元 alone is another.
fn is_broken_unit(above: &str, below: &str) -> bool {
    matches!(above, "万" | "亿") && below == "元"
}

/// Whether a remark that says whose numbers are meant stands right below the label of a group of rows: it
/// is said of them and not of what follows.
fn is_remark_on_rows(above: &str, below: &str) -> bool {
    let remark = below.starts_with('(') && meaning(below).is_none() && says_whose(below);
    remark && meaning(above).is_some_and(|meaning| meaning.group)
}

/// Whether a remark stands on the next line below the number of a label: whatever it says, it is said of
/// that label's row.
fn is_remark_on_number(
    above: &Assembled,
    below: &str,
    fragments: &[Fragment<'_>],
    fragment: &Fragment<'_>,
) -> bool {
    let printed = above.fragments.last().map(|last| fragments[*last].printed);
    let next = printed.is_some_and(|printed| printed + 1 == fragment.printed);
    let remark = below.starts_with(['(', ':']) && split_numbering(below).0.is_none();
    next && remark && is_numbering(&above.key)
}

pub(super) fn meaning(key: &str) -> Option<&'static Meaning> {
    let label = Label::of_key(key);
    vocabulary().meaning(&vocabulary().canonical(&label.core))
}

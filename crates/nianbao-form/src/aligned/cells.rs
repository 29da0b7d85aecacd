//! Fragments of lines to cells: what belongs to one wrapped label, by place and by the form's labels.

use std::collections::HashSet;

use nianbao_core::Place;

use crate::captions::says_whose;
use crate::fold::squeeze;
use crate::key::{Label, split_numbering, without_brackets};
use crate::vocabulary::{Meaning, vocabulary};

/// A text between gaps, with where it stands on its line.
#[derive(Clone, Debug)]
pub(super) struct Fragment<'d> {
    pub(super) text: &'d str,
    pub(super) at: &'d Place,
    pub(super) block: usize,
    pub(super) line: usize,
    /// The line of the source, empty ones counted.
    pub(super) printed: u32,
    /// Its columns, counted in characters and in half widths.
    pub(super) by_character: (usize, usize),
    pub(super) by_width: (usize, usize),
    pub(super) value: bool,
    /// It counts the rows and is no value.
    pub(super) serial: bool,
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
                || heads.contains(&cell.first)
                    && cell.last + 1 == fragment.line
                    && !rows.contains(&fragment.line)
                    && meaning(&key).is_none())
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

/// Joins numbers of labels that stand on lines of their own (1.) to the label that each is of.
fn number(cells: &mut Vec<Assembled>, fragments: &[Fragment<'_>]) {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for index in (0..cells.len()).filter(|index| is_numbering(&cells[*index].key)) {
        // A label that has its number has no other.
        let free = |label: &usize| joined.iter().all(|(_, numbered)| numbered != label);
        let label = label_beside(cells, fragments, index, &free);
        joined.extend(label.map(|label| (index, label)));
    }
    for (index, other) in &joined {
        let numbering = cells[*index].clone();
        let cell = &mut cells[*other];
        cell.key.insert_str(0, &numbering.key);
        cell.fragments.splice(0..0, numbering.fragments);
        cell.first = cell.first.min(numbering.first);
        cell.last = cell.last.max(numbering.last);
        cell.columns.0 = cell.columns.0.min(numbering.columns.0);
    }
    for (index, _) in joined.iter().rev() {
        cells.remove(*index);
    }
}

/// The label above or below a number of labels that it is of: the nearer of the two, and not one that has
/// its values already. `free`: it has no number yet.
fn label_beside(
    cells: &[Assembled],
    fragments: &[Fragment<'_>],
    index: usize,
    free: &impl Fn(&usize) -> bool,
) -> Option<usize> {
    let numbering = &cells[index];
    let behind = cells.get(index + 1).filter(|cell| cell.first == numbering.first);
    let own = |cell: &Assembled| split_numbering(&cell.key).0.is_none();
    let begins = |cell: &Assembled| vocabulary().begins(&Label::of_key(&cell.key).core);
    if behind.is_some_and(|cell| own(cell) && begins(cell)) {
        return None;
    }
    let is_label = |other: &usize| {
        let cell = &cells[*other];
        let text = !cell.value && !cell.serial && split_numbering(&cell.key).0.is_none();
        text && overlap(cell.columns, numbering.columns) && free(other)
    };
    let has_values = |other: &usize| {
        let lines = cells[*other].first..=cells[*other].last;
        cells.iter().any(|cell| cell.value && lines.contains(&cell.first))
    };
    let printed = |fragment: Option<&usize>| fragment.map_or(0, |at| fragments[*at].printed);
    let here = printed(numbering.fragments.last());
    let above = (0..index)
        .filter(is_label)
        .find(|other| cells[*other].last + 1 == numbering.first)
        .filter(|other| !has_values(other))
        .map(|other| (here.abs_diff(printed(cells[other].fragments.last())), other));
    let below = (index + 1..cells.len())
        .filter(is_label)
        .find(|other| cells[*other].first == numbering.last + 1)
        .map(|other| (here.abs_diff(printed(cells[other].fragments.first())), other));
    match (above, below) {
        (Some((up, _)), Some((down, _))) if up == down => None,
        _ => above.into_iter().chain(below).min().map(|(_, label)| label),
    }
}

/// Whether a text is the number of a label and nothing else but a remark.
fn is_numbering(key: &str) -> bool {
    let (numbering, rest) = split_numbering(key);
    numbering.is_some() && without_brackets(rest).is_empty()
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
            *label == Some(true) || label.is_none() && column.0 <= place.0 && place.1 <= column.1
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
    if split_numbering(below).0.is_some() || is_numbering(above) {
        return false;
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

pub(super) fn meaning(key: &str) -> Option<&'static Meaning> {
    let label = Label::of_key(key);
    vocabulary().meaning(&vocabulary().canonical(&label.core))
}

//! Numbers of labels that stand on lines of their own (1.), and the labels that they are of.
//!
//! Such a number may be that of the label above it or of the one below. One alone does not say which; the
//! numbers of one run (1. 2. 3.) all stand on the same side of their labels.

use crate::key::{Label, Numbering, split_numbering, without_brackets};
use crate::vocabulary::vocabulary;

use super::cells::{Assembled, Fragment, overlap};
use super::rows::label_of;

/// A number may stand so many columns beside the first sign of its label.
const BESIDE: usize = 4;

/// A label that a number may be of, and how many lines are between them.
type Beside = (usize, u32);

/// Joins each number to its label.
pub(super) fn number(cells: &mut Vec<Assembled>, fragments: &[Fragment<'_>]) {
    let numbers: Vec<(usize, Numbering)> =
        (0..cells.len()).filter_map(|index| Some((index, alone(cells, index)?))).collect();
    let runs = numbers.chunk_by(|(_, one), (_, other)| follows(*one, *other));
    let joined: Vec<(usize, usize)> = runs.flat_map(|run| labels(cells, fragments, run)).collect();
    for (index, label) in &joined {
        let numbering = cells[*index].clone();
        let cell = &mut cells[*label];
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

/// Whether a text is the number of a label and nothing else but a remark.
pub(super) fn is_numbering(key: &str) -> bool {
    numbering_of(key).is_some()
}

fn numbering_of(key: &str) -> Option<Numbering> {
    let (numbering, rest) = split_numbering(key);
    numbering.filter(|_| without_brackets(rest).is_empty())
}

/// The number that a cell is, if its label does not stand right behind it.
fn alone(cells: &[Assembled], index: usize) -> Option<Numbering> {
    let number = &cells[index];
    let numbering = numbering_of(&number.key)?;
    let behind = cells.get(index + 1).filter(|cell| cell.first == number.first);
    let begins = |cell: &Assembled| vocabulary().begins(&Label::of_key(&cell.key).core);
    let own = behind.is_some_and(|cell| split_numbering(&cell.key).0.is_none() && begins(cell));
    (!own).then_some(numbering)
}

fn follows(one: Numbering, other: Numbering) -> bool {
    let next = |one: u32, other: u32| one + 1 == other;
    match (one, other) {
        (Numbering::First(one), Numbering::First(other))
        | (Numbering::Second(one), Numbering::Second(other))
        | (Numbering::Third(one), Numbering::Third(other)) => next(one, other),
        _ => false,
    }
}

/// For each number of a run its label: all have one above, or all have one below. Where both are so, the
/// labels are nearer on one side, or nothing tells them.
fn labels(
    cells: &[Assembled],
    fragments: &[Fragment<'_>],
    run: &[(usize, Numbering)],
) -> Vec<(usize, usize)> {
    let numbers = || run.iter().map(|(index, _)| *index);
    let above: Option<Vec<Beside>> = numbers().map(|at| above(cells, fragments, at)).collect();
    let below: Option<Vec<Beside>> = numbers().map(|at| below(cells, fragments, at)).collect();
    let chosen = match (above, below) {
        (Some(above), Some(below)) => {
            let nearer = |one: &[Beside], other: &[Beside]| {
                one.iter().zip(other).all(|((_, one), (_, other))| one < other)
            };
            if nearer(&above, &below) {
                above
            } else if nearer(&below, &above) {
                below
            } else {
                Vec::new()
            }
        }
        (Some(labels), None) | (None, Some(labels)) => labels,
        (None, None) => Vec::new(),
    };
    numbers().zip(chosen).map(|(index, (label, _))| (index, label)).collect()
}

fn above(cells: &[Assembled], fragments: &[Fragment<'_>], index: usize) -> Option<Beside> {
    let number = &cells[index];
    let label = (0..index).find(|other| {
        cells[*other].last + 1 == number.first && is_label_of(cells, index, *other)
    })?;
    let lines = line(fragments, number.fragments.first());
    Some((label, lines.abs_diff(line(fragments, cells[label].fragments.last()))))
}

fn below(cells: &[Assembled], fragments: &[Fragment<'_>], index: usize) -> Option<Beside> {
    let number = &cells[index];
    let label = (index + 1..cells.len()).find(|other| {
        cells[*other].first == number.last + 1 && is_label_of(cells, index, *other)
    })?;
    let lines = line(fragments, number.fragments.first());
    Some((label, lines.abs_diff(line(fragments, cells[label].fragments.first()))))
}

/// The line of the source that a fragment stands on.
fn line(fragments: &[Fragment<'_>], fragment: Option<&usize>) -> u32 {
    fragment.map_or(0, |at| fragments[*at].printed)
}

/// Whether a cell can be the label of a number: it has none, and of the two one at most has values.
fn is_label_of(cells: &[Assembled], number: usize, other: usize) -> bool {
    let label = &cells[other];
    let (first, end) = cells[number].columns;
    !label.value
        && !label.serial
        && split_numbering(&label.key).0.is_none()
        && overlap(label.columns, (first.saturating_sub(BESIDE), end + BESIDE))
        && !(has_values(cells, number) && has_values(cells, other))
}

/// Whether values stand beside a cell, and no other label between.
fn has_values(cells: &[Assembled], label: usize) -> bool {
    let Assembled { first, last, .. } = cells[label];
    (first..=last).any(|line| label_of(cells, line) == Some(label))
}

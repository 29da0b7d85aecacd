//! Fragments of lines to cells: what belongs to one wrapped label, by place and by the form's labels.

use nianbao_core::Place;

use crate::fold::squeeze;
use crate::key::{Label, split_numbering};
use crate::vocabulary::{Meaning, vocabulary};

/// A text between gaps, with where it stands on its line.
#[derive(Clone, Debug)]
pub(super) struct Fragment<'d> {
    pub(super) text: &'d str,
    pub(super) at: &'d Place,
    pub(super) block: usize,
    pub(super) line: usize,
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
            && continues(&cell.key, &key)
        {
            cell.fragments.push(index);
            cell.key.push_str(&key);
            cell.columns = (cell.columns.0.min(place.0), cell.columns.1.max(place.1));
            cell.last = fragment.line;
            continue;
        }
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
    cells
}

/// So many rows in succession begin with 1, 2, 3 … where numbers count them.
const COUNTED: usize = 6;

/// Marks the numbers that count the rows: each stands before the label on its line and is the next.
pub(super) fn mark_serials(fragments: &mut [Fragment<'_>]) {
    let begins = |index: usize| {
        let fragment = &fragments[index];
        let first = index == 0 || fragments[index - 1].line < fragment.line;
        let label = fragments.get(index + 1);
        let label = label.is_some_and(|next| next.line == fragment.line && !next.value);
        if first && label && fragment.value { fragment.text.parse::<usize>().ok() } else { None }
    };
    let counts: Vec<(usize, usize)> =
        (0..fragments.len()).filter_map(|index| Some((index, begins(index)?))).collect();
    if counts.len() >= COUNTED && counts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1) {
        for (index, _) in counts {
            fragments[index].value = false;
            fragments[index].serial = true;
        }
    }
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether a text goes on in the one below it.
fn continues(above: &str, below: &str) -> bool {
    if above.matches('(').count() > above.matches(')').count() {
        return above.len() < 300;
    }
    if split_numbering(below).0.is_some() {
        return false;
    }
    if below.starts_with('(') {
        return true;
    }
    let known = |key: &str| meaning(key).is_some();
    let joined = format!("{above}{below}");
    if known(&joined) {
        return true;
    }
    !known(above) && !known(below) && vocabulary().begins(&Label::of_key(&joined).core)
}

pub(super) fn meaning(key: &str) -> Option<&'static Meaning> {
    let label = Label::of_key(key);
    vocabulary().meaning(&vocabulary().canonical(&label.core))
}

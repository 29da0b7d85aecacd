//! Numbers in tables of the form that no row and no column took.

use std::collections::{BTreeMap, HashMap, HashSet};

use nianbao_core::{Edition, FieldId, Note, NoteCode};

use crate::assign::Candidate;
use crate::fold::{is_han, one_line};
use crate::hash::LabelHash;
use crate::scope;
use crate::tokens::{Kind, Layout, Token};
use crate::walk::Walked;

/// So many of the numbers are quoted.
const QUOTED_NUMBERS: usize = 8;

/// A note for each table in which numbers were left over, naming the fields of its section that
/// were not read. `edition` is the one that the page follows.
pub(crate) fn unplaced(
    tokens: &[Token<'_>],
    walked: &Walked,
    read: &[Candidate],
    edition: Option<Edition>,
) -> Vec<Note> {
    let taken = taken(tokens.len(), walked);
    let of_form = grids(tokens, walked);
    let mut sections: HashMap<u32, Vec<u8>> = HashMap::new();
    let mut serial: HashSet<u32> = HashSet::new();
    for heads in &walked.heads {
        let Some(grid) = heads.grid else { continue };
        let known = sections.entry(grid).or_default();
        known.extend(heads.section.filter(|section| !known.contains(section)));
        serial.extend(heads.serial.then_some(grid));
    }
    let mut left: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut labelled = 0;
    for (index, token) in tokens.iter().enumerate() {
        let Layout::Cell(grid) = token.layout else { continue };
        if matches!(token.kind, Kind::Label(_)) && !is_number(token) {
            labelled = token.row;
        }
        // Serial numbers stand before the labels of their rows.
        let first = index == 0 || tokens[index - 1].row != token.row;
        let counts = first && labelled != token.row && serial.contains(&grid);
        if !taken[index] && of_form.contains(&grid) && is_number(token) && !counts {
            left.entry(grid).or_default().push(index);
        }
    }
    if left.is_empty() {
        return Vec::new();
    }
    let read: HashSet<FieldId, LabelHash> = read.iter().map(|candidate| candidate.field).collect();
    let note = |(grid, left): (u32, Vec<usize>)| {
        let sections = sections.get(&grid).map(Vec::as_slice).unwrap_or_default();
        let fields = FieldId::all().filter(|field| {
            let of_edition = edition.is_none_or(|edition| field.is_in(edition));
            of_edition && sections.contains(&field.info().section) && !read.contains(field)
        });
        note(tokens, &left).with_fields(fields)
    };
    left.into_iter().map(note).collect()
}

/// The tokens that rows have taken, were noted with them, or stand for their years.
fn taken(count: usize, walked: &Walked) -> Vec<bool> {
    let mut taken = vec![false; count];
    for segment in &walked.segments {
        let strays = segment.strays.iter().filter(|_| segment.row.is_some());
        for index in segment.values.iter().chain(strays).chain(&segment.year) {
            taken[*index] = true;
        }
    }
    taken
}

/// The grids in which something of the form was found.
fn grids(tokens: &[Token<'_>], walked: &Walked) -> HashSet<u32> {
    let found = tokens.iter().zip(&walked.in_table).filter(|(_, in_table)| **in_table);
    let grid = |(token, _): (&Token<'_>, &bool)| match token.layout {
        Layout::Cell(grid) => Some(grid),
        _ => None,
    };
    let mut grids: Vec<u32> = found.filter_map(grid).collect();
    grids.dedup();
    grids.into_iter().collect()
}

/// A number, or several in one cell, and no words beside it; years are no statistics.
fn is_number(token: &Token<'_>) -> bool {
    let wordless = match token.kind {
        Kind::Value => true,
        Kind::Label(_) => !token.text.chars().any(|c| is_han(c) || c.is_alphabetic()),
        Kind::Blank | Kind::Prose => false,
    };
    wordless
        && token.text.chars().any(char::is_numeric)
        && scope::year_of_cell(token.text).is_none()
}

fn note(tokens: &[Token<'_>], left: &[usize]) -> Note {
    let mut texts: Vec<String> =
        left.iter().take(QUOTED_NUMBERS).map(|index| one_line(tokens[*index].text)).collect();
    if left.len() > QUOTED_NUMBERS {
        texts.push(format!("… ({})", left.len()));
    }
    let at = left.first().map(|index| tokens[*index].at.clone());
    Note::new(NoteCode::NumbersUnplaced, texts.join(" | ")).at(at)
}

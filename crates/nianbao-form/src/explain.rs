//! Why a field has the value it has: the cells that speak for it and the labels that led there.

use nianbao_core::{Fact, FieldId, Note, Report, Statement};

use crate::assign::Candidate;
use crate::fold::{one_line, squeeze};
use crate::heads::Heads;
use crate::key::{Label, without_brackets};
use crate::tokens::Token;
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::Walked;

/// How a printed label was taken for the form's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is the form's label, numbering, notes in brackets, width, space and script aside.
    Exact,
    /// It is another wording of it (`data/labels.csv`).
    Variant,
    /// It was not looked at: its position is the only one that the shape of the table leaves.
    Position,
    /// There is no label: the form has none there, or the head lists the columns in its own order.
    Order,
}

/// A printed label and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedLabel {
    /// As printed; empty if there is none.
    pub printed: String,
    /// The form's label.
    pub form: String,
    /// How the one was taken for the other.
    pub how: Match,
}

/// A cell that speaks for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the cell says, and where it stands.
    pub fact: Fact,
    /// Its row.
    pub row: MatchedLabel,
    /// Its column.
    pub column: MatchedLabel,
    /// Whether the report's fact is this one; the others were passed over.
    pub chosen: bool,
}

/// All that one report says about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Which report of the document, from 1.
    pub part: u32,
    /// The field.
    pub field: FieldId,
    /// The cells that speak for it, in reading order.
    pub witnesses: Vec<Witness>,
    /// What the prose says of it.
    pub statements: Vec<Statement>,
    /// The notes that name it.
    pub notes: Vec<Note>,
}

impl Explanation {
    /// Why a field has the value it has in a report, whose cells are these witnesses.
    pub(crate) fn of(report: &Report, field: FieldId, witnesses: Vec<Witness>) -> Self {
        let statements = report.statements.iter().filter(|said| said.field == field);
        let notes = report.notes.iter().filter(|note| note.fields.contains(&field));
        Self {
            part: report.source.part,
            field,
            witnesses,
            statements: statements.cloned().collect(),
            notes: notes.cloned().collect(),
        }
    }
}

/// The witness that a candidate is.
pub(crate) fn witness(
    candidate: &Candidate,
    tokens: &[Token<'_>],
    walked: &Walked,
    chosen: Option<&Fact>,
) -> Witness {
    let segment = &walked.segments[candidate.segment];
    let row = &vocabulary().rows[segment.row.unwrap_or_default()];
    let printed: String = tokens[segment.label..=segment.label_end]
        .iter()
        .map(|token| one_line(token.text))
        .collect();
    let unlabelled = row.path.is_empty();
    let row_label = MatchedLabel {
        printed: if unlabelled { String::new() } else { printed.clone() },
        form: candidate.field.info().row_label.to_owned(),
        how: if unlabelled { Match::Order } else { how(&printed, candidate.field) },
    };
    Witness {
        column: column(candidate, &walked.heads[segment.heads], row),
        row: row_label,
        chosen: chosen == Some(&candidate.fact),
        fact: candidate.fact.clone(),
    }
}

fn how(printed: &str, field: FieldId) -> Match {
    let form = field.info().row_label.rsplit(" / ").next().unwrap_or_default();
    let same = Label::of(printed).core == Label::of(form).core;
    if same { Match::Exact } else { Match::Variant }
}

fn column(candidate: &Candidate, heads: &Heads, row: &RowDef) -> MatchedLabel {
    let form = candidate.field.info().column_label.to_owned();
    let columns = row.columns.iter().flatten();
    let leaf = columns.filter(|c| c.field == candidate.field).map(|c| c.leaf().to_owned()).next();
    let labelled = heads.cells.iter().find(|cell| Some(&cell.core) == leaf.as_ref());
    // In a head of one row the cells are the columns; a known head in another place was not used.
    let in_place = heads.cells.get(candidate.slot);
    let flat = matches!(row.section, 0 | 2);
    let (cell, taken) = match (labelled, in_place) {
        (Some(cell), Some(other)) if flat && cell.core != other.core => {
            (Some(other), Match::Position)
        }
        (Some(cell), _) => {
            let plain = without_brackets(&squeeze(&cell.printed));
            let exact = Some(&plain) == leaf.as_ref();
            (Some(cell), if exact { Match::Exact } else { Match::Variant })
        }
        (None, other) => {
            (other.filter(|_| flat), if flat { Match::Position } else { Match::Order })
        }
    };
    MatchedLabel {
        printed: cell.map(|cell| one_line(&cell.printed)).unwrap_or_default(),
        form,
        how: taken,
    }
}

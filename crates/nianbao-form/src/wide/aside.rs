//! Tables of bodies on the page of one report (附件：各单位…): its rows are others' numbers, and no reports.

use nianbao_core::{
    Block, Cell, Document, Edition, Extra, FieldId, Line, Note, NoteCode, Place, Report, Role,
    quoted,
};

use super::Table;
use super::holds::Holds;
use crate::completeness;
use crate::fold::one_line;

/// A page has so many sections that a report is known to have.
const FEWEST_TOPICS: usize = 2;

/// So much of such a table is quoted.
const QUOTED_OF_TABLE: usize = 60;

/// A table that was set aside: a blank line stands in its place.
pub(crate) struct Aside {
    at: Place,
    fields: Vec<FieldId>,
    rows: Vec<Extra>,
}

impl Aside {
    pub(super) fn of(table: &Table<'_>) -> Option<Self> {
        let first = table.grid.rows().iter().flatten().next()?;
        let rows = table.grid.rows().iter().skip(table.head.end).filter_map(|row| extra(row));
        let fields = table.head.columns.iter().filter_map(Holds::field).collect();
        Some(Self { at: first.at.clone(), fields, rows: rows.collect() })
    }

    /// What a report has to say of the table: the fields that its own tables do not give are told to
    /// be lost, as their numbers may be those of the rows together.
    fn note(&self, report: &Report) -> Note {
        let form = report.form.or_else(|| report.year.map(Edition::for_year));
        let lost = self.fields.iter().copied().filter(|field| {
            report.facts.get(*field).is_none() && form.is_none_or(|form| field.is_in(form))
        });
        let lost: Vec<FieldId> = lost.collect();
        let code = if lost.is_empty() { NoteCode::TableOther } else { NoteCode::NumbersUnplaced };
        let rows: Vec<String> = self.rows.iter().map(|row| row.cells.join(" | ")).collect();
        Note::new(code, quoted(&rows.join("; "), QUOTED_OF_TABLE))
            .with_fields(lost)
            .at(self.at.clone())
    }
}

fn extra(row: &[Cell]) -> Option<Extra> {
    let filled = row.iter().filter(|cell| !cell.text.trim().is_empty());
    let cells: Vec<String> = filled.map(|cell| one_line(&cell.text)).collect();
    (!cells.is_empty()).then(|| Extra { cells, at: row.first().map(|cell| cell.at.clone()) })
}

/// Tells a report of the tables that were set aside among its blocks: their rows stand beside the form.
pub(crate) fn tell(blocks: &[Block], aside: &[Aside], report: &mut Report) {
    let stood = |table: &&Aside| blocks.iter().any(|block| *block == stand_in(&table.at));
    for table in aside.iter().filter(stood) {
        report.notes.push(table.note(report));
        report.extras.extend(table.rows.iter().cloned());
    }
}

/// The document with blank lines for such tables.
pub(super) fn without(document: &Document, tables: &[&Table<'_>]) -> Document {
    let mut rest = document.clone();
    for table in tables {
        if let Some(aside) = Aside::of(table) {
            rest.blocks[table.block] = stand_in(&aside.at);
            // What breaks off is not the text before the table.
            rest.open_end &= table.block + 1 != document.blocks.len();
        }
    }
    rest
}

/// The blank line that stands for a table.
fn stand_in(at: &Place) -> Block {
    Block::Line(Line { text: String::new(), role: Role::Text, at: at.clone() })
}

/// Whether a page is a report, its tables of bodies aside: it has tables of the form of its own, or a
/// title and the sections of a report. A title alone may be that of a collection.
pub(super) fn is_report(report: &Report) -> bool {
    let topics = report.sections.iter().filter_map(completeness::topic_of).count();
    !report.facts.is_empty() || report.title.is_some() && topics >= FEWEST_TOPICS
}

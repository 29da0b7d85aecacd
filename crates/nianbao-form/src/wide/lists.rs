//! The lists of our own export: tables with several rows a report, known by the ids below their
//! heads, whatever their sheets are called and in whatever order their rows are.

use std::collections::{HashMap, HashSet};

use nianbao_core::{
    Block, Cell, Claim, Decimal, Document, Extra, Fact, FieldId, Grid, Lang, Note, NoteCode, Place,
    Section, Statement,
};

use super::Draft;
use super::join::Key;
use crate::assign::Candidate;

/// What the rows of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 长表: a row a cell of the form.
    Long,
    Statements,
    Extras,
    Notes,
    /// 正文: a row a section.
    Text,
    /// What is derived from the reports and no part of them.
    Derived,
}

/// The columns that tell a list from others.
const KINDS: [(Kind, &[&str]); 6] = [
    (Kind::Long, &["field", "value", "raw"]),
    (Kind::Statements, &["value", "text", "ids"]),
    (Kind::Extras, &["cells"]),
    (Kind::Notes, &["message", "code"]),
    (Kind::Text, &["heading", "text"]),
    (Kind::Derived, &["severity", "rule"]),
];

/// So many rows may stand above the ids.
const MOST_ABOVE_IDS: usize = 3;

/// A list.
pub(super) struct List<'d> {
    pub(super) kind: Kind,
    pub(super) grid: &'d Grid,
    /// The first row below the ids.
    first: usize,
    columns: HashMap<&'d str, usize>,
}

/// A row of a list.
#[derive(Clone, Copy)]
pub(super) struct Row<'l, 'd> {
    list: &'l List<'d>,
    cells: &'d [Cell],
}

/// The lists of a document.
pub(super) fn of(document: &Document) -> Vec<List<'_>> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    grids.filter_map(List::of).collect()
}

impl<'d> List<'d> {
    /// The list that a grid is, by its ids: those of its kind, and those of a report's number or of
    /// its file and part.
    pub(super) fn of(grid: &'d Grid) -> Option<Self> {
        (0..MOST_ABOVE_IDS.min(grid.rows().len())).find_map(|row| {
            let names = grid.rows()[row].iter().map(|cell| (cell.text.trim(), cell.column));
            let columns: HashMap<&str, usize> = names.collect();
            let has = |ids: &[&str]| ids.iter().all(|id| columns.contains_key(id));
            if !has(&["report"]) && !has(&["file", "part"]) {
                return None;
            }
            let (kind, _) = KINDS.into_iter().find(|(_, ids)| has(ids))?;
            Some(Self { kind, grid, first: row + 1, columns })
        })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 'd>> {
        let rows = self.grid.rows().iter().skip(self.first);
        rows.map(|cells| Row { list: self, cells })
    }
}

impl<'d> Row<'_, 'd> {
    /// Whose row it is.
    pub(super) fn key(&self) -> Key {
        let own = |id| Some(self.text(id).to_owned()).filter(|text: &String| !text.is_empty());
        Key {
            number: own("report"),
            file: own("file"),
            part: self.text("part").parse().unwrap_or(0),
            organ: own("organ"),
            year: self.text("year").parse().ok(),
        }
    }

    fn cell(&self, id: &str) -> Option<&'d Cell> {
        let column = *self.list.columns.get(id)?;
        self.cells.iter().find(|cell| cell.column == column)
    }

    fn text(&self, id: &str) -> &'d str {
        self.cell(id).map_or("", |cell| cell.text.trim())
    }

    /// The place that it names.
    fn place(&self) -> Option<Place> {
        Place::from_told(self.text("at"))
    }

    /// A note on a row that says nothing of a report.
    pub(super) fn unknown(&self) -> Note {
        let texts = self.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        let detail = texts.take(8).collect::<Vec<_>>().join(" | ");
        let at = self.cells.first().map(|cell| cell.at.clone());
        Note::new(NoteCode::RowUnknown, detail).at(at)
    }
}

impl Draft {
    /// Takes what a row of a list says of its report; a note if that cannot be told.
    pub(super) fn listed(&mut self, row: Row<'_, '_>) -> Result<(), Note> {
        let told = match row.list.kind {
            Kind::Long => self.long(row),
            Kind::Statements => self.stated(row),
            Kind::Extras => self.beyond(row),
            Kind::Notes => self.noted(row),
            Kind::Text => self.section(row),
            Kind::Derived => Some(()),
        };
        told.ok_or_else(|| row.unknown())
    }

    fn long(&mut self, row: Row<'_, '_>) -> Option<()> {
        let field = FieldId::from_id(row.text("field"))?;
        let value = row.text("value");
        let value = if value.is_empty() { None } else { Some(value.parse::<Decimal>().ok()?) };
        let fact = Fact {
            value: value.map(|value| value.normalize()),
            raw: row.text("raw").to_owned(),
            at: row.place(),
        };
        // Told to be lost, and neither its text nor its place is known: the cell was not seen.
        let is_unseen = fact.value.is_none() && fact.raw.is_empty() && row.text("at").is_empty();
        if is_unseen && row.text("state") == "lost" {
            return Some(());
        }
        self.long.push(Candidate { field, fact, segment: 0, slot: 0 });
        Some(())
    }

    fn stated(&mut self, row: Row<'_, '_>) -> Option<()> {
        let value = row.text("value").parse::<Decimal>().ok()?.normalize();
        let (text, at) = (row.text("text").to_owned(), row.place());
        match self.fields(row.text("ids"))?.as_slice() {
            [] => return None,
            [field] => {
                self.report.statements.push(Statement { field: *field, value, text, at });
            }
            several => {
                self.report.claims.push(Claim { fields: several.to_vec(), value, text, at });
            }
        }
        Some(())
    }

    fn beyond(&mut self, row: Row<'_, '_>) -> Option<()> {
        let text = row.cell("cells")?.text.as_str();
        let cells = text.split(" | ").map(str::to_owned).collect();
        self.report.extras.push(Extra { cells, at: row.place() });
        Some(())
    }

    fn noted(&mut self, row: Row<'_, '_>) -> Option<()> {
        let code = NoteCode::from_id(row.text("code"))?;
        let message = row.text("message");
        let in_language = |lang| Note::detail_of(code, message, lang);
        let detail = in_language(Lang::Zh).or_else(|| in_language(Lang::En)).unwrap_or(message);
        let fields = self.fields(row.text("fields"))?;
        self.report.notes.push(Note::new(code, detail).with_fields(fields).at(row.place()));
        Some(())
    }

    fn section(&mut self, row: Row<'_, '_>) -> Option<()> {
        let number = row.text("number");
        let number = if number.is_empty() { None } else { Some(number.parse().ok()?) };
        let heading = Some(row.text("heading").to_owned()).filter(|heading| !heading.is_empty());
        let text = row.cell("text").map_or("", |cell| cell.text.as_str());
        let paragraphs = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
        let sections = &mut self.report.sections;
        match sections.last_mut() {
            Some(last) if number.is_none() && heading.is_none() => {
                last.paragraphs.extend(paragraphs);
            }
            _ => sections.push(Section { number, heading, paragraphs: paragraphs.collect() }),
        }
        Some(())
    }

    /// The fields that a cell names, an id a line; of a list that is cut short there (its first and
    /// how many there are) the whole, if the workbook has it. One that it has not names its first.
    fn fields(&self, ids: &str) -> Option<Vec<FieldId>> {
        let all: Option<Vec<FieldId>> = ids.split_whitespace().map(FieldId::from_id).collect();
        if all.is_some() {
            return all;
        }
        let first = FieldId::from_id(ids.split_whitespace().next()?)?;
        let mut numbers = ids[first.id().len()..].split(|c: char| !c.is_ascii_digit());
        let number: usize = numbers.find_map(|number| number.parse().ok())?;
        // English counts the others.
        let count = if ids.contains("more") { number + 1 } else { number };
        let whole = |list: &&Vec<FieldId>| list.len() == count && list.first() == Some(&first);
        Some(self.lists.iter().find(whole).cloned().unwrap_or_else(|| vec![first]))
    }

    /// What the long table says of a field that a table with a column for it shows otherwise is no
    /// more certain than what that shows.
    pub(super) fn with_long(&mut self) -> Vec<Note> {
        let emptied: HashSet<FieldId> = self.emptied.drain(..).collect();
        let mut conflicts: HashSet<FieldId> = HashSet::new();
        let mut notes = Vec::new();
        for Candidate { field, fact, .. } in &self.long {
            let elsewhere = self.candidates.iter().any(|candidate| candidate.field == *field);
            if fact.value.is_none() || elsewhere || !emptied.contains(field) {
                continue;
            }
            conflicts.insert(*field);
            let note = Note::new(NoteCode::FactConflict, format!("{:?} / \"\"", fact.raw));
            notes.push(note.with_fields([*field]).at(fact.at.clone()));
        }
        self.long.retain(|candidate| !conflicts.contains(&candidate.field));
        self.candidates.splice(0..0, self.long.drain(..));
        notes
    }
}

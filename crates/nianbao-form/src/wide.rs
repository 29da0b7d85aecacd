//! Tables with one row a report (一行一份报告): the collecting office's summary, or our own export; tables
//! with one column a report are turned first.
//!
//! Nothing but the heads says which field a column holds, so a column counts only if its labels
//! name one field of the form and no other (`paths`). A head such as 总计 alone names none.

mod aside;
mod head;
mod holds;
mod join;
mod kinds;
mod lists;
mod misfit;
mod paths;
mod row;
mod turned;
mod words;

use nianbao_core::{Block, Document, Extra, Fact, FieldId, Grid, Note, NoteCode, Place, Report};

use crate::assign::Candidate;
use crate::explain::{Explanation, Match, MatchedLabel, Witness};
use crate::settle::settle;
use crate::unsaved;
pub(crate) use aside::{Aside, tell as tell_of};
use head::Head;
use holds::Holds;
use join::Joined;
use lists::{Kind, List};

/// A report, and why a field has its value in it, where that was asked.
pub(crate) type Told = (Report, Option<Explanation>);

/// Recognises a document without the tables that were set aside.
type Page<'p> = dyn Fn(&Document, &[Aside]) -> Vec<Told> + 'p;

/// The reports of a document that has tables with one row a report, and of what else it shows;
/// `None` if it has no such table. `page` recognises the rest. Where that is a report, such tables are its
/// appendices, unless they are a workbook's and have a sheet of their own.
pub(crate) fn told(
    document: &Document,
    field: Option<FieldId>,
    page: &Page<'_>,
) -> Option<Vec<Told>> {
    let turned = turned::document(document);
    let document = turned.as_ref().unwrap_or(document);
    let lists = lists::of(document);
    let tables = tables(document, &lists)?;
    // The other pages of an export of ours tell of its reports.
    let is_export = !lists.is_empty() || tables.iter().any(|table| table.head.is_export());
    let beside = if is_export { Vec::new() } else { page(&without(document, &tables), &[]) };
    let beside = beside.into_iter().filter(|(report, _)| aside::is_report(report));
    let mut beside: Vec<Told> = beside.collect();
    let mut rows = tables;
    if !beside.is_empty() {
        let (own, mut appended): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|table| has_sheet(table, document));
        rows = own;
        if join::reports(&rows, &[], document).iter().all(|report| report.facts.is_empty()) {
            appended.append(&mut rows);
        }
        if !appended.is_empty() {
            let taken: Vec<&Table<'_>> = appended.iter().collect();
            let rest = aside::without(document, &taken);
            let aside: Vec<Aside> = taken.into_iter().filter_map(Aside::of).collect();
            if rows.is_empty() {
                return Some(page(&rest, &aside));
            }
            beside = page(&without(&rest, &rows), &aside);
        }
    }
    let head = |field| rows.iter().find_map(|table| table.head.printed(field)).unwrap_or_default();
    let head = field.map(head).unwrap_or_default();
    let reports = join::reports(&rows, &lists, document).into_iter();
    let reports = reports.map(|report| (report, None));
    let (mut reports, mut explained): (Vec<Report>, Vec<_>) = reports.chain(beside).unzip();
    for (number, report) in (1..).zip(&mut reports) {
        if report.source.part == 0 || report.source.file.is_none() {
            report.source.part = number;
        }
    }
    let notes = unsaved::name_fields(&document.notes, &mut reports);
    if let Some(first) = reports.first_mut() {
        first.notes.splice(0..0, notes);
    }
    if let Some(field) = field {
        for ((part, report), explained) in (1..).zip(&reports).zip(&mut explained) {
            let told = explained.take();
            let witnesses =
                told.map_or_else(|| witnesses(report, field, &head), |told| told.witnesses);
            *explained = Some(Explanation { part, ..Explanation::of(report, field, witnesses) });
        }
    }
    Some(reports.into_iter().zip(explained).collect())
}

/// The cell of a row that speaks for a field, below its printed head.
fn witnesses(report: &Report, field: FieldId, head: &str) -> Vec<Witness> {
    let info = field.info();
    let witness = |fact: &Fact| Witness {
        fact: fact.clone(),
        row: label(head, info.row_label),
        column: label(head, info.column_label),
        chosen: true,
    };
    report.facts.get(field).map(witness).into_iter().collect()
}

fn label(printed: &str, form: &str) -> MatchedLabel {
    MatchedLabel { printed: printed.to_owned(), form: form.to_owned(), how: Match::Exact }
}

/// A table with one row a report.
struct Table<'d> {
    /// Its position among the blocks.
    block: usize,
    grid: &'d Grid,
    head: Head,
}

/// The tables with one row a report, if a document is made of such: those that only say who reports,
/// or which cells were blank, add to others.
fn tables<'d>(document: &'d Document, lists: &[List<'_>]) -> Option<Vec<Table<'d>>> {
    let is_list = |grid: &Grid| lists.iter().any(|list| std::ptr::eq(list.grid, grid));
    let mut tables: Vec<Table<'d>> = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        let Block::Grid(grid) = content else { continue };
        if is_list(grid) {
            continue;
        }
        if let Some(head) = Head::of(grid) {
            tables.push(Table { block, grid, head });
        }
    }
    let has_reports = tables.iter().any(|table| table.head.has_reports())
        || lists.iter().any(|list| list.kind == Kind::Long);
    has_reports.then_some(tables)
}

/// The document without its wide tables and the lines on their sheets, or all lines where there are no
/// sheets. What it is called as a whole is the tables' name.
fn without(document: &Document, tables: &[Table<'_>]) -> Document {
    let sheets: Vec<&str> = tables.iter().filter_map(|table| sheet_of(table.grid)).collect();
    let keep = |(index, block): &(usize, &Block)| match block {
        Block::Grid(_) => tables.iter().all(|table| table.block != *index),
        Block::Line(line) => match &line.at {
            Place::Sheet { sheet, .. } => !sheets.contains(&&**sheet),
            _ => true,
        },
    };
    let blocks = document.blocks.iter().enumerate().filter(keep).map(|(_, block)| block.clone());
    Document { blocks: blocks.collect(), ..Document::default() }
}

/// Whether a table stands on a sheet that shows no other.
fn has_sheet(table: &Table<'_>, document: &Document) -> bool {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => sheet_of(grid),
        Block::Line(_) => None,
    });
    let sheet = sheet_of(table.grid);
    sheet.is_some_and(|sheet| grids.filter(|other| *other == sheet).count() == 1)
}

fn sheet_of(grid: &Grid) -> Option<&str> {
    match &grid.rows().iter().flatten().next()?.at {
        Place::Sheet { sheet, .. } => Some(sheet),
        _ => None,
    }
}

/// What a workbook has tables of, so that nothing need be said where they say nothing.
#[derive(Clone, Copy)]
struct Known {
    /// Which cells are blank.
    blanks: bool,
    /// What is doubtful.
    notes: bool,
}

/// A report as its rows tell it, one a table, before it is settled.
#[derive(Default)]
struct Draft {
    report: Report,
    /// The number that an export gave it.
    number: Option<String>,
    candidates: Vec<Candidate>,
    /// Cells that are there without a number, as far as that is known.
    blanks: Vec<Candidate>,
    /// The fields that a table by ids shows empty, and where the first is; they may never have been
    /// there.
    emptied: Vec<FieldId>,
    unsure: Option<Place>,
    /// What the list of all cells says.
    long: Vec<Candidate>,
    /// Lists of fields that other tables cut short.
    lists: Vec<Vec<FieldId>>,
}

impl Draft {
    /// The report. Blank cells count for the edition of the form that the report follows: a table
    /// over several years has columns of several, and a report fills in its own.
    fn settle(mut self, known: Known) -> Report {
        let unsure = self.unsure.take().filter(|_| !known.blanks);
        let conflicts = self.with_long();
        let Self { mut report, mut candidates, blanks, .. } = self;
        report.notes.extend(conflicts);
        let votes = Joined::votes(&candidates);
        let form = crate::settle::leader(votes)
            .or_else(|| report.year.map(nianbao_core::Edition::for_year));
        for blank in blanks {
            let printed = form.is_none_or(|form| blank.field.is_in(form));
            let filled = candidates.iter().any(|candidate| candidate.field == blank.field);
            let shown = blank.fact.at.is_some();
            if !filled && (printed || !shown || !blank.fact.raw.is_empty()) {
                candidates.push(blank);
            }
        }
        let (facts, form, notes) = settle(&candidates, votes, report.year);
        report.facts = facts;
        report.form = report.form.or(form);
        let blanks = unsure.map(|at| Note::new(NoteCode::BlankUnknown, "").at(at));
        let missing = |is: bool, code| (is && !known.notes).then(|| Note::new(code, ""));
        let organ = missing(report.organ.is_none(), NoteCode::OrganMissing);
        let year = missing(report.year.is_none(), NoteCode::YearMissing);
        for note in notes.into_iter().chain(blanks).chain(organ).chain(year) {
            // The notes of an export may say so already.
            let same = |own: &Note| own.code == note.code && own.fields == note.fields;
            if !report.notes.iter().any(same) {
                report.notes.push(note);
            }
        }
        report
    }

    fn extra(&mut self, head: &str, text: String, at: &Place) {
        let cells = vec![head.to_owned(), text];
        self.report.extras.push(Extra { cells, at: Some(at.clone()) });
    }
}

/// Whether a column of the head says who a report is of.
fn names_report(holds: &Holds) -> bool {
    matches!(holds, Holds::Organ | Holds::Title | Holds::File)
}

#[cfg(test)]
mod tests;

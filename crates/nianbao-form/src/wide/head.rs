//! The head rows of a table with one row a report.

use std::collections::HashMap;
use std::ops::Range;

use nianbao_core::{Cell, Edition, FieldId, Grid};

use super::holds::{Holds, frame, holds, path};
use super::words::{self, Words};
use crate::fold::{one_line, squeeze};
use crate::key::MoneyUnit;
use crate::value::is_counter;

/// The head of a table.
#[derive(Debug)]
pub(super) struct Head {
    /// The first row below it.
    pub(super) end: usize,
    pub(super) columns: Vec<Holds>,
    /// The labels of each column as printed.
    pub(super) labels: Vec<String>,
    /// Columns are named by ids.
    by_id: bool,
}

/// More rows of heads are not looked for.
const DEEPEST: usize = 10;
/// So many rows may stand above them: a title beside a unit, who filled it in.
const MOST_ABOVE: usize = 2;
/// The longest word of a head that names no field, in bytes.
const LONGEST_WORD: usize = 60;
/// A table of the form itself has columns with fewer of its fields.
pub(super) const FEWEST_FIELDS: usize = 2;
/// Those, or file and part, beside one that names the report.
const NARROWEST: usize = 3;

impl Head {
    /// The head of a grid, if its first rows are one: of all depths the one at which most columns
    /// are known, since a head cut short lacks labels and one too long has values among them.
    pub(super) fn of(grid: &Grid) -> Option<Self> {
        if grid.width() < NARROWEST || !may_be_head(grid) {
            return None;
        }
        let last = DEEPEST.min(grid.rows().len().saturating_sub(1));
        let ranges =
            (0..=MOST_ABOVE).flat_map(|start| (start + 1..=last).map(move |end| start..end));
        let mut words = Words::default();
        let named = named(grid, last);
        let mut heads = ranges.clone().filter(|rows| named[rows.end]);
        if !heads.any(|rows| words.may_head(&labels(grid, rows))) {
            return None;
        }
        let mut best: Option<Self> = None;
        for range in ranges {
            let head = Self::at(grid, range);
            let rank = |head: &Self| {
                let known = head.columns.iter().filter(|holds| holds.is_known()).count();
                (known, head.by_id)
            };
            if best.as_ref().is_none_or(|best| rank(&head) > rank(best)) {
                best = Some(head);
            }
        }
        best.filter(|head| {
            let fields = head.columns.iter().filter(|holds| matches!(holds, Holds::Field(..)));
            let lists = |holds: &Holds| matches!(holds, Holds::Title | Holds::Blank);
            // Our export lists its reports once more, a row each; its other lists have several.
            let once = head.is_export() && head.columns.iter().any(lists);
            let enough = fields.count() >= FEWEST_FIELDS || once;
            enough && head.columns.iter().any(super::names_report)
        })
    }

    fn at(grid: &Grid, rows: Range<usize>) -> Self {
        let end = rows.end;
        let heads = labels(grid, rows);
        let by_id = heads.iter().flatten().any(|text| FieldId::from_id(text.trim()).is_some());
        let columns: Vec<Holds> = heads.iter().map(|texts| holds(texts)).collect();
        let labels = heads.iter().map(|texts| one_line(&texts.join(" / "))).collect();
        let mut head = Self { end, columns, labels, by_id };
        head.prefer_edition();
        head.drop_repeated(&heads);
        head
    }

    /// Whether the table is of our own export: it names file and part of each report, or its number
    /// in an export.
    pub(super) fn is_export(&self) -> bool {
        let has = |holds| self.columns.contains(holds);
        has(&Holds::File) && has(&Holds::Part) || has(&Holds::Number)
    }

    /// Whether its rows are reports; else they only add to reports.
    pub(super) fn has_reports(&self) -> bool {
        self.has_fields() || self.is_export() && self.columns.contains(&Holds::Title)
    }

    /// Whether a row prints this head's labels again, each above its own column, or their units.
    pub(super) fn is_repeated(&self, row: &[Cell]) -> bool {
        row.iter().filter(|cell| !cell.text.trim().is_empty()).all(|cell| {
            let own = self.labels.get(cell.column).map(|label| squeeze(label)).unwrap_or_default();
            let key = squeeze(&cell.text);
            let unit = is_counter(&key) || MoneyUnit::find(&key).is_some();
            unit || self.columns.get(cell.column) == Some(&Holds::Organ) || own.contains(&key)
        })
    }

    pub(super) fn has_fields(&self) -> bool {
        self.columns.iter().any(|holds| matches!(holds, Holds::Field(..)))
    }

    /// Whether a blank cell may be one that the report does not have: tables by ids have a column
    /// for each field of every edition.
    pub(super) fn hides_blanks(&self) -> bool {
        self.by_id
    }

    /// The labels of a field's column.
    pub(super) fn printed(&self, field: FieldId) -> Option<String> {
        let named = |holds: &Holds| matches!(holds, Holds::Field(own, _) if *own == field);
        self.columns.iter().position(named).map(|column| self.labels[column].clone())
    }

    /// Where a path could be of several editions, that of most other columns decides.
    fn prefer_edition(&mut self) {
        let mut votes = [0; Edition::COUNT];
        for holds in &self.columns {
            if let Holds::Field(field, _) = holds
                && let [edition] = field.info().editions.as_slice()
            {
                votes[edition.index()] += 1;
            }
        }
        let Some(leader) = sole(votes) else { return };
        for holds in &mut self.columns {
            let Holds::Ambiguous(fields) = holds else { continue };
            let mut of_edition = fields.iter().filter(|field| field.is_in(leader));
            if let (Some(field), None) = (of_edition.next(), of_edition.next()) {
                *holds = Holds::Field(*field, None);
            }
        }
    }

    /// Two columns of one field: it is not told which is the report's, unless they are those of two
    /// editions that name it otherwise; then a report fills in its own.
    fn drop_repeated(&mut self, heads: &[Vec<&str>]) {
        let mut columns: HashMap<FieldId, Vec<usize>> = HashMap::new();
        for (column, holds) in self.columns.iter().enumerate() {
            if let Holds::Field(field, _) = holds {
                columns.entry(*field).or_default().push(column);
            }
        }
        for (field, columns) in columns.into_iter().filter(|(_, columns)| columns.len() > 1) {
            let editions: Vec<Vec<Edition>> =
                columns.iter().map(|column| path(&heads[*column]).editions(field)).collect();
            let mut all: Vec<Edition> = editions.iter().flatten().copied().collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            if all.len() != count || editions.iter().any(Vec::is_empty) {
                for column in columns {
                    self.columns[column] = Holds::Ambiguous(vec![field]);
                }
            }
        }
    }
}

/// Whether the first rows of a grid have a head that says whose report a row is: most grids have
/// not, and need not be looked at further.
fn may_be_head(grid: &Grid) -> bool {
    let names = |cell: &Cell| {
        cell.text.len() <= LONGEST_WORD
            && words::holds(&cell.text).is_some_and(|w| super::names_report(&frame(w)))
    };
    grid.rows().iter().take(DEEPEST).flatten().any(names)
}

/// For each depth whether the lowest text of some column may say who reports, as in each head; cheap,
/// since a row of values below ends nearly all that are none.
fn named(grid: &Grid, last: usize) -> Vec<bool> {
    let mut columns = vec![false; grid.width()];
    let mut depths = vec![false];
    for row in grid.rows().iter().take(last) {
        let mut cells = row.iter().filter(|cell| !cell.text.trim().is_empty()).peekable();
        while let Some(cell) = cells.next() {
            let names = words::holds(&cell.text).is_some_and(|w| super::names_report(&frame(w)));
            // A head may stand over the blank columns behind it.
            let behind = cells.peek().map_or(columns.len(), |next| next.column);
            let end = cell.column + cell.columns;
            let end = if names { end.max(behind) } else { end }.min(columns.len());
            columns.get_mut(cell.column..end).unwrap_or_default().fill(names);
        }
        depths.push(columns.contains(&true));
    }
    depths
}

/// The edition that all votes are for.
fn sole(votes: [usize; Edition::COUNT]) -> Option<Edition> {
    let mut leaders = Edition::ALL.into_iter().filter(|edition| votes[edition.index()] > 0);
    let first = leaders.next();
    if leaders.next().is_some() { None } else { first }
}

/// The texts above each column from the outermost in, each once.
fn labels(grid: &Grid, rows: Range<usize>) -> Vec<Vec<&str>> {
    let width = grid.width();
    let mut labels: Vec<Vec<&str>> = vec![Vec::new(); width];
    let lowest = lowest(grid, rows.clone());
    for level in rows {
        let row = &grid.rows()[level];
        let spans = row.iter().any(|cell| cell.columns > 1);
        let has_below = |column: usize| lowest.get(column).is_some_and(|lowest| *lowest > level);
        let mut last: Option<&Cell> = None;
        let mut end = 0;
        for cell in row.iter().filter(|cell| !cell.text.trim().is_empty()) {
            // A merged cell that lost its span is followed by blank ones above heads of their own.
            let between = labels.get_mut(end..cell.column).unwrap_or_default();
            fill(between, last, end, &has_below);
            end = (cell.column + cell.columns).min(width);
            for column in labels.get_mut(cell.column..end).unwrap_or_default() {
                column.push(&cell.text);
            }
            last = Some(cell).filter(|cell| !spans && has_below(cell.column));
        }
        fill(&mut labels[end..], last, end, &has_below);
    }
    labels
}

/// Puts a head over the blank columns behind it.
fn fill<'g>(
    labels: &mut [Vec<&'g str>],
    head: Option<&'g Cell>,
    first: usize,
    has_below: &dyn Fn(usize) -> bool,
) {
    let Some(head) = head else { return };
    for (column, labels) in (first..).zip(labels) {
        if has_below(column) {
            labels.push(&head.text);
        }
    }
}

/// For each column the lowest row with a head.
fn lowest(grid: &Grid, rows: Range<usize>) -> Vec<usize> {
    let mut lowest = vec![0; grid.width()];
    for level in rows {
        for cell in grid.rows()[level].iter().filter(|cell| !cell.text.trim().is_empty()) {
            let columns = cell.column..(cell.column + cell.columns).min(lowest.len());
            lowest.get_mut(columns).unwrap_or_default().fill(level);
        }
    }
    lowest
}

//! Rows and columns that a sheet hides (隐藏的行、列).
//!
//! Who reads the sheet does not see them: they hold last year's numbers, workings, rows that a filter took
//! away. So the sheet is folded to what is shown, its cells keep the names they have in the file, and a
//! note says what was not read. A hidden row of names for programs is read: nobody is to see it.

use std::collections::{BTreeMap, BTreeSet};

use nianbao_core::{Note, NoteCode};

use super::sheet::{Merge, RawSheet, letters};

/// So many hidden rows and columns are named in a note.
const NAMED: usize = 5;
/// Lower rows (in points) and narrower columns (in characters) show nothing.
const LEAST_HEIGHT: f64 = 2.0;
const LEAST_WIDTH: f64 = 0.3;

/// Whether a row is hidden, by what it says and by its height.
pub(crate) fn is_hidden_row(hidden: Option<&str>, height: Option<&str>) -> bool {
    is_on(hidden) || is_less(height, LEAST_HEIGHT)
}

/// Whether columns are hidden, by what they say and by their width.
pub(crate) fn is_hidden_column(hidden: Option<&str>, width: Option<&str>) -> bool {
    is_on(hidden) || is_less(width, LEAST_WIDTH)
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

fn is_less(length: Option<&str>, least: f64) -> bool {
    length.and_then(|length| length.parse().ok()).is_some_and(|length: f64| length < least)
}

/// The hidden rows and columns of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hidden {
    pub(crate) rows: Ranges,
    pub(crate) columns: Ranges,
}

/// Numbers of rows or columns, from 0, in runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Adds a run, both ends included.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if first == end.saturating_add(1) => *end = last.max(first),
            _ if first <= last => self.0.push((first, last)),
            _ => {}
        }
    }

    /// Puts runs in order and joins those that meet.
    fn settle(&mut self) {
        self.0.sort_unstable();
        let mut settled: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for (first, last) in self.0.drain(..) {
            match settled.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => settled.push((first, last)),
            }
        }
        self.0 = settled;
    }

    /// The runs without these numbers.
    fn without(&self, numbers: &BTreeSet<u32>) -> Self {
        let mut rest = Self::default();
        for (first, last) in &self.0 {
            let mut next = *first;
            for number in numbers.range(*first..=*last) {
                if next < *number {
                    rest.0.push((next, number - 1));
                }
                next = number + 1;
            }
            if next <= *last {
                rest.0.push((next, *last));
            }
        }
        rest
    }
}

/// Where the numbers of rows or columns go when those that are hidden are folded away.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fold {
    /// Each hidden run with how many are hidden before it.
    runs: Vec<(u32, u32, u32)>,
}

impl Fold {
    fn of(ranges: &Ranges) -> Self {
        let mut before = 0;
        let runs = ranges.0.iter().map(|(first, last)| {
            let run = (*first, *last, before);
            before += last - first + 1;
            run
        });
        Self { runs: runs.collect() }
    }

    /// The number of a row or column among those that are shown, or of the next that is; and whether
    /// it is shown itself.
    fn shown(&self, number: u32) -> (u32, bool) {
        let at = self.runs.partition_point(|(first, ..)| *first <= number);
        match at.checked_sub(1).map(|at| self.runs[at]) {
            None => (number, true),
            Some((first, last, before)) if number <= last => (first - before, false),
            Some((first, last, before)) => (number - before - (last - first + 1), true),
        }
    }

    /// The number in the file of the n-th that is shown.
    fn original(&self, shown: u32) -> u32 {
        let at = self.runs.partition_point(|(first, _, before)| first - before <= shown);
        let hidden = at.checked_sub(1).map_or(0, |at| {
            let (first, last, before) = self.runs[at];
            before + (last - first + 1)
        });
        shown.saturating_add(hidden)
    }

    /// The part of a run that is shown.
    fn clip(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        let (first, _) = self.shown(first);
        let (end, is_shown) = self.shown(last);
        let last = if is_shown { end } else { end.checked_sub(1)? };
        (first <= last).then_some((first, last))
    }
}

/// How a sheet was folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Folded {
    rows: Fold,
    columns: Fold,
}

impl Folded {
    /// The row and column in the file of a cell that is shown.
    pub(crate) fn original(&self, row: u32, column: u32) -> (u32, u32) {
        (self.rows.original(row), self.columns.original(column))
    }
}

/// Folds a sheet to what it shows; a note says which rows and columns with content were not read.
pub(crate) fn fold(sheet: &mut RawSheet) {
    let mut hidden = std::mem::take(&mut sheet.hidden);
    if hidden == Hidden::default() {
        return;
    }
    hidden.rows.settle();
    hidden.columns.settle();
    hidden.rows = hidden.rows.without(&rows_of_names(sheet, &hidden.rows));
    let folded = Folded { rows: Fold::of(&hidden.rows), columns: Fold::of(&hidden.columns) };
    let (cells, lost) = cells(sheet, &folded);
    if let Some(note) = note(sheet, &folded, &lost) {
        sheet.notes.push(note);
    }
    let merges = sheet.merges.iter().filter_map(|merge| clip(merge, &folded));
    sheet.merges = merges.collect();
    let drawn = std::mem::take(&mut sheet.drawn).into_iter();
    sheet.drawn = drawn
        .filter_map(|(row, count)| match folded.rows.shown(row) {
            (row, true) => Some((row, count)),
            (_, false) => None,
        })
        .collect();
    sheet.cells = cells;
    sheet.folded = folded;
}

type Cells = BTreeMap<(u32, u32), String>;

/// The cells that are shown, where they are then, and the places of those that are not. A merged cell
/// shows its text as long as any part of it is shown.
fn cells(sheet: &mut RawSheet, folded: &Folded) -> (Cells, Vec<(u32, u32)>) {
    let merges: BTreeMap<(u32, u32), Merge> =
        sheet.merges.iter().map(|merge| ((merge.top, merge.left), *merge)).collect();
    let (mut cells, mut lost) = (Cells::new(), Vec::new());
    for (at, text) in std::mem::take(&mut sheet.cells) {
        let merge = merges.get(&at).copied();
        let own = Merge { top: at.0, left: at.1, bottom: at.0, right: at.1 };
        match clip(&merge.unwrap_or(own), folded) {
            Some(shown) if merge.is_some() => drop(cells.insert((shown.top, shown.left), text)),
            Some(shown) => drop(cells.entry((shown.top, shown.left)).or_insert(text)),
            None => lost.push(at),
        }
    }
    (cells, lost)
}

fn clip(merge: &Merge, folded: &Folded) -> Option<Merge> {
    let (top, bottom) = folded.rows.clip(merge.top, merge.bottom)?;
    let (left, right) = folded.columns.clip(merge.left, merge.right)?;
    Some(Merge { top, left, bottom, right })
}

/// The hidden rows whose cells are all names for programs: `a.total`, and years behind the first.
fn rows_of_names(sheet: &RawSheet, hidden: &Ranges) -> BTreeSet<u32> {
    let is_name = |text: &str| {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_sign)
    };
    let is_year = |text: &str| {
        text.len() == 4
            && ["19", "20"].iter().any(|century| text.starts_with(century))
            && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut rows: BTreeMap<u32, bool> = BTreeMap::new();
    for (first, last) in &hidden.0 {
        for ((row, _), text) in sheet.cells.range((*first, 0)..=(*last, u32::MAX)) {
            let names = rows.get(row).copied();
            let is_one = is_name(text) || names.is_some() && is_year(text);
            rows.insert(*row, names.unwrap_or(true) && is_one);
        }
    }
    rows.into_iter().filter_map(|(row, names)| names.then_some(row)).collect()
}

/// The note about cells that are not shown: their rows (`5:7`) and columns (`C:C`).
fn note(sheet: &RawSheet, folded: &Folded, lost: &[(u32, u32)]) -> Option<Note> {
    let first = lost.first()?;
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for (row, column) in lost {
        match folded.rows.shown(*row) {
            (_, false) => rows.insert(*row),
            (_, true) => columns.insert(*column),
        };
    }
    let mut runs = runs(&rows, |row| (row + 1).to_string());
    runs.extend(self::runs(&columns, letters));
    let count = runs.len();
    runs.truncate(NAMED);
    let mut detail = runs.join(", ");
    if count > NAMED {
        detail = format!("{detail} … ({count})");
    }
    Some(Note::new(NoteCode::HiddenUnread, detail).at(sheet.place(first.0, first.1)))
}

fn runs(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> Vec<String> {
    let mut runs = Ranges::default();
    for number in numbers {
        runs.add(*number, *number);
    }
    runs.0.iter().map(|(first, last)| format!("{}:{}", name(*first), name(*last))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> RawSheet {
        let mut sheet = RawSheet { name: "a".into(), ..RawSheet::default() };
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                sheet.put(row, column, (*text).to_owned());
            }
        }
        sheet
    }

    fn shown(sheet: &RawSheet) -> String {
        let cells = sheet.cells.iter().map(|((row, column), text)| {
            let place = sheet.place(*row, *column).to_string();
            format!("{row},{column} {text} {}", place.rsplit(' ').next().unwrap())
        });
        cells.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn hidden_rows_and_columns_are_folded_away_and_the_rest_keeps_its_names() {
        let mut sheet = sheet(&[&["h", "9", "i"], &["a", "1", "2"], &["b", "3", "4"]]);
        sheet.hidden.rows.add(1, 1);
        sheet.hidden.columns.add(1, 1);
        fold(&mut sheet);
        assert_eq!(shown(&sheet), "0,0 h A1; 0,1 i C1; 1,0 b A3; 1,1 4 C3");
        let [note] = sheet.notes.as_slice() else { panic!("{:?}", sheet.notes) };
        assert_eq!((&*note.detail, note.code), ("2:2, B:B", NoteCode::HiddenUnread));
    }

    #[test]
    fn a_merged_cell_is_seen_as_long_as_a_part_of_it_is() {
        let mut sheet = sheet(&[&["x", "1"], &["", "2"], &["", "3"]]);
        sheet.merges.push(Merge { top: 0, left: 0, bottom: 2, right: 0 });
        sheet.hidden.rows.add(0, 0);
        fold(&mut sheet);
        assert_eq!(shown(&sheet), "0,0 x A2; 0,1 2 B2; 1,1 3 B3");
        assert_eq!(sheet.merges, [Merge { top: 0, left: 0, bottom: 1, right: 0 }]);
    }

    #[test]
    fn names_for_programs_are_read_where_nobody_sees_them() {
        let rows: &[&[&str]] =
            &[&["年份", "总计"], &["year", "a.total"], &["a", "2021"], &["2020", "3"]];
        let mut named = sheet(rows);
        named.hidden.rows.add(1, 2);
        fold(&mut named);
        assert_eq!((named.cells.len(), named.notes.len()), (8, 0));
        let mut sheet = sheet(rows);
        sheet.hidden.rows.add(3, 3);
        fold(&mut sheet);
        assert_eq!((sheet.cells.len(), sheet.notes.len()), (6, 1));
    }

    #[test]
    fn numbers_go_and_come_back() {
        let mut ranges = Ranges::default();
        for (first, last) in [(8, 9), (2, 2), (3, 4), (9, 11)] {
            ranges.add(first, last);
        }
        ranges.settle();
        assert_eq!(ranges.0, [(2, 4), (8, 11)]);
        let fold = Fold::of(&ranges);
        for (number, shown) in [(0, (0, true)), (3, (2, false)), (5, (2, true)), (12, (5, true))] {
            assert_eq!(fold.shown(number), shown, "{number}");
            assert!(!shown.1 || fold.original(shown.0) == number, "{number}");
        }
        assert_eq!(
            (fold.clip(3, 5), fold.clip(2, 4), fold.clip(7, 9)),
            (Some((2, 2)), None, Some((4, 4)))
        );
        assert_eq!(ranges.without(&[2, 9].into()).0, [(3, 4), (8, 8), (10, 11)]);
    }
}

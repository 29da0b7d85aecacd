//! Tables of sections 三 and 四 whose rows are the form's columns, and those of section 四 that have a row
//! for each kind of case: brought to the form's shape, cell by cell, where labels stand on both sides.

use nianbao_core::Grid;

use crate::captions::names_whose;
use crate::tokens::{Kind, kind_of};

use super::Cell;

/// What stands above the columns of section 三, without the first and the last.
const APPLICANTS: [&str; 5] = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];

/// What stands above the columns of each kind of case in section 四.
const OUTCOMES: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

/// The kinds of cases in section 四.
const CASES: [&str; 3] = ["行政复议", "未经复议直接起诉", "复议后起诉"];

/// A cell and the row it begins in.
#[derive(Clone, Copy)]
struct Placed<'d> {
    cell: Cell<'d>,
    row: usize,
    /// Which of the labels above it is; a text is looked at once, whatever it is compared with.
    label: Option<&'static str>,
}

/// The rows of a grid in the form's shape, if it has another.
pub(super) fn upright(grid: &Grid) -> Option<Vec<Vec<Cell<'_>>>> {
    if !may_be_turned(grid) {
        return None;
    }
    let cells: Vec<Placed<'_>> = grid
        .rows()
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| cells.iter().map(move |own| Placed::of(own, row)))
        .collect();
    let across: Vec<Placed<'_>> = cells.iter().map(Placed::turned).collect();
    if stands_in_rows(&cells, &APPLICANTS, 1) {
        // A row of labels that is missing moves those below and beside it.
        let whole = rows(&cells).iter().chain(&rows(&across)).all(|row| has_label(row));
        return whole.then(|| rows(&across));
    }
    if stands_in_rows(&cells, &OUTCOMES, CASES.len()) {
        let values = below_head(&cells);
        return Some(rows(&values.iter().map(Placed::turned).collect::<Vec<_>>()));
    }
    by_cases(&cells).or_else(|| by_cases(&across))
}

/// Whether a look at single characters does not show the form's shape: 商业企业 and 科研机构 stand in one
/// row, and so do 结果维持, three times, and 结果纠正. Nearly all tables have it.
fn may_be_turned(grid: &Grid) -> bool {
    // In which row each sign stands first, and in how many cells.
    let mut signs = [(None, 0); SIGNS.len()];
    let rows = grid.rows().iter().enumerate();
    for (row, cell) in rows.flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell))) {
        if !cell.text.contains(is_sign) {
            continue;
        }
        for (sign, (first, cells)) in SIGNS.iter().zip(&mut signs) {
            if cell.text.contains(*sign) {
                first.get_or_insert(row);
                *cells += 1;
            }
        }
    }
    let [(business, _), (research, _), (upheld, times), (corrected, _)] = signs;
    let apart = |a: Option<usize>, b: Option<usize>| a.is_some() && b.is_some() && a != b;
    apart(business, research) || apart(upheld, corrected) || times == 1
}

/// A character of each of 商业企业, 科研机构, 结果维持 and 结果纠正, in both scripts.
const SIGNS: [[char; 2]; 4] = [['商', '商'], ['科', '科'], ['维', '維'], ['纠', '糾']];

fn is_sign(character: char) -> bool {
    SIGNS.as_flattened().contains(&character)
}

impl<'d> Placed<'d> {
    fn of(cell: &'d nianbao_core::Cell, row: usize) -> Self {
        let label = match kind_of(&cell.text) {
            Kind::Label(label) => {
                let mut labels = APPLICANTS.iter().chain(&OUTCOMES).chain(&CASES);
                labels.find(|known| **known == label.core).copied()
            }
            _ => None,
        };
        Self { cell: Cell::of(cell), row, label }
    }

    /// The same cell where rows are columns.
    fn turned(&self) -> Self {
        let (columns, rows) = (self.cell.rows, self.cell.columns);
        let cell = Cell { column: self.row, columns, rows, ..self.cell };
        Self { cell, row: self.cell.column, label: self.label }
    }
}

/// Whether labels stand below each other in one column, all of them, each so often.
fn stands_in_rows(cells: &[Placed<'_>], labels: &[&str], times: usize) -> bool {
    let places = |label: &str| {
        let named = cells.iter().filter(|placed| placed.label == Some(label));
        named.map(|placed| (placed.cell.column, placed.row)).collect::<Vec<_>>()
    };
    let Some((column, _)) = labels.first().and_then(|label| places(label).first().copied()) else {
        return false;
    };
    labels.iter().all(|label| {
        let places = places(label);
        // 其他 is a row of the form, too.
        let here = places.iter().filter(|place| place.0 == column).count();
        here == times && (times == 1 || places.len() == times)
    })
}

/// The cells of a table without the words above its labels (类别, 结果, 件数), which say nothing where a
/// single column stands behind these.
fn below_head<'d>(cells: &[Placed<'d>]) -> Vec<Placed<'d>> {
    let named = || cells.iter().filter(|placed| placed.label.is_some());
    let first = named().map(|placed| placed.row).min().unwrap_or(0);
    let last = named().map(|placed| placed.cell.column).max().unwrap_or(0);
    let alone = cells.iter().all(|placed| placed.cell.column + placed.cell.columns <= last + 2);
    let says_nothing = |placed: &Placed<'_>| {
        matches!(kind_of(placed.cell.text), Kind::Label(_)) && !names_whose(placed.cell.text)
    };
    let above = || cells.iter().filter(|placed| placed.row < first);
    let from = if alone && above().all(says_nothing) { first } else { 0 };
    cells.iter().filter(|placed| placed.row >= from).copied().collect()
}

/// Whether a row has a label of its own, if it has values.
fn has_label(row: &[Cell<'_>]) -> bool {
    let is_value = |cell: &Cell<'_>| matches!(kind_of(cell.text), Kind::Value);
    let is_own = |cell: &Cell<'_>| cell.rows == 1 && matches!(kind_of(cell.text), Kind::Label(_));
    !row.iter().any(is_value) || row.iter().any(is_own)
}

fn rows<'d>(cells: &[Placed<'d>]) -> Vec<Vec<Cell<'d>>> {
    let height = cells.iter().map(|placed| placed.row + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<Cell<'d>>> = vec![Vec::new(); height];
    for placed in cells {
        rows[placed.row].push(placed.cell);
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.column);
    }
    rows
}

/// A table with the outcomes in one row above the columns and a row for each kind of case: its values in
/// one row below both.
fn by_cases<'d>(cells: &[Placed<'d>]) -> Option<Vec<Vec<Cell<'d>>>> {
    let named = |core: &str| {
        let mut found = cells.iter().filter(|placed| placed.label == Some(core));
        found.next().filter(|_| found.next().is_none())
    };
    let outcomes: Vec<&Placed<'d>> = OUTCOMES.iter().filter_map(|core| named(core)).collect();
    let cases: Vec<&Placed<'d>> = CASES.iter().filter_map(|core| named(core)).collect();
    let head = outcomes.first()?.row;
    let left = outcomes.iter().map(|placed| placed.cell.column).min()?;
    let in_head = outcomes.iter().all(|placed| placed.row == head && placed.cell.columns == 1);
    let in_rows = cases.iter().all(|placed| placed.row > head && placed.cell.column < left);
    let height = cells.iter().map(|placed| placed.row + placed.cell.rows).max()?;
    let whole = outcomes.len() == OUTCOMES.len() && height == head + 1 + cases.len();
    if !whole || !in_head || !in_rows || cases.iter().any(|placed| placed.cell.rows > 1) {
        return None;
    }
    let (mut groups, mut leaves, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (index, case) in cases.iter().enumerate() {
        let first = index * outcomes.len();
        groups.push(Cell { column: first, columns: outcomes.len(), ..case.cell });
        for (place, outcome) in outcomes.iter().enumerate() {
            let column = first + place;
            let value = cells.iter().find(|placed| {
                placed.row == case.row && placed.cell.column == outcome.cell.column
            })?;
            let value =
                Some(value).filter(|value| value.cell.columns == 1 && value.cell.rows == 1)?;
            leaves.push(Cell { column, columns: 1, ..outcome.cell });
            values.push(Cell { column, columns: 1, ..value.cell });
        }
    }
    (cases.len() > 1).then(|| vec![groups, leaves, values])
}

#[cfg(test)]
mod tests {
    use nianbao_core::{GridBuilder, Place};

    use super::*;

    fn grid(rows: &[&[(&str, usize, usize)]]) -> Grid {
        let mut builder = GridBuilder::new();
        for row in rows {
            builder.row();
            for (text, columns, rows) in *row {
                builder.cell((*text).to_owned(), *columns, *rows, false, Place::Line(1));
            }
        }
        builder.finish().0
    }

    fn texts(rows: &[Vec<Cell<'_>>]) -> Vec<String> {
        let row = |row: &Vec<Cell<'_>>| row.iter().map(|c| c.text).collect::<Vec<_>>().join(" ");
        rows.iter().map(row).collect()
    }

    fn plain<'t>(texts: &[&'t str]) -> Vec<(&'t str, usize, usize)> {
        texts.iter().map(|text| (*text, 1, 1)).collect()
    }

    #[test]
    fn kinds_of_cases_in_rows_and_in_columns() {
        let head = plain(&["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]);
        let rows = [
            plain(&["行政复议", "1", "2", "3", "4", "10"]),
            plain(&["未经复议直接起诉", "0", "5", "0", "0", "5"]),
            plain(&["复议后起诉", "6", "0", "0", "1", "7"]),
        ];
        let expected = [
            "行政复议 未经复议直接起诉 复议后起诉".to_owned(),
            ["结果维持 结果纠正 其他结果 尚未审结 总计"; 3].join(" "),
            "1 2 3 4 10 0 5 0 0 5 6 0 0 1 7".to_owned(),
        ];
        let across = grid(&[&head, &rows[0], &rows[1], &rows[2]]);
        assert_eq!(texts(&upright(&across).unwrap()), expected);
        let down: Vec<Vec<(&str, usize, usize)>> = (0..6)
            .map(|at| [&head, &rows[0], &rows[1], &rows[2]].map(|row| row[at]).to_vec())
            .collect();
        let down: Vec<&[(&str, usize, usize)]> = down.iter().map(Vec::as_slice).collect();
        assert_eq!(texts(&upright(&grid(&down)).unwrap()), expected);
    }

    #[test]
    fn words_above_the_labels_of_cases_are_no_row_of_theirs() {
        let outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let down = |head: &[&str], values: &[&str]| {
            let mut rows = vec![plain(head)];
            for case in CASES {
                for (at, outcome) in outcomes.iter().enumerate() {
                    let case = if at == 0 { Some((case, 1, 5)) } else { None };
                    rows.push(
                        case.into_iter().chain(plain(&[outcome])).chain(plain(values)).collect(),
                    );
                }
            }
            let rows: Vec<&[(&str, usize, usize)]> = rows.iter().map(Vec::as_slice).collect();
            texts(&upright(&grid(&rows)).unwrap())
        };
        let numbers = |number: &str| [number; 15].join(" ");
        let one = down(&["类别", "结果", "件数"], &["4"]);
        assert_eq!(one.last(), Some(&numbers("4")));
        let two = down(&["类别", "结果", "本年", "上年"], &["4", "5"]);
        assert_eq!(two.last(), Some(&format!("上年 {}", numbers("5"))));
    }

    #[test]
    fn what_is_not_the_forms_is_left_alone() {
        let head = plain(&["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]);
        let review = plain(&["行政复议", "1", "2", "3", "4", "10"]);
        let other = plain(&["合计", "1", "2", "3", "4", "10"]);
        assert!(upright(&grid(&[&head, &review, &other])).is_none());
        assert!(upright(&grid(&[&head, &review, &review])).is_none());
    }
}

//! The head of a table: which field each of its columns is for, given a row.

use nianbao_core::{Edition, FieldId};

use crate::key::MoneyUnit;
use crate::vocabulary::{Column, Role, RowDef};

mod named;
mod parts;
mod paths;
mod total;
mod unread;

use parts::{court_part, matrix_part, total_stands_first};
pub(crate) use unread::{has_of_head, is_of_head, is_piece_of_head, is_piece_of_stub};

/// A cell of a head.
#[derive(Clone, Debug)]
pub(crate) struct HeadCell {
    /// The label as printed.
    pub(crate) printed: String,
    /// The label under its own name.
    pub(crate) core: String,
    /// Whether the form knows it as a head.
    pub(crate) known: bool,
    /// Whether it names a group of columns.
    pub(crate) group: bool,
    /// Whether it was put together of several texts.
    pub(crate) joined: bool,
    /// What it does, if it names no field.
    pub(crate) role: Option<Role>,
    /// The unit it prints.
    pub(crate) unit: Option<MoneyUnit>,
    /// Its printed row and columns.
    pub(crate) row: u32,
    pub(crate) column: usize,
    pub(crate) columns: usize,
}

impl HeadCell {
    /// Whether two cells have a column in common.
    fn overlaps(&self, other: &Self) -> bool {
        self.column < other.column + other.columns && other.column < self.column + self.columns
    }
}

/// The head above some rows: everything between the rows before and these.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heads {
    /// The grid it stands in.
    pub(crate) grid: Option<u32>,
    /// The cells in reading order, without those above the row labels.
    pub(crate) cells: Vec<HeadCell>,
    /// Where its rows end: the first column right of all cells.
    pub(crate) end: usize,
    /// Its rows begin with a serial number (序号).
    pub(crate) serial: bool,
    /// The block of section 二 it opens.
    pub(crate) caption: Option<String>,
    /// What stands above the row labels (信息内容), as printed.
    pub(crate) stub: Option<String>,
    /// The section whose head it is, as its labels say.
    pub(crate) section: Option<u8>,
    /// Numbers between it and its first row, in text: labels may stand behind their values, so
    /// which value is whose cannot be told.
    pub(crate) orphans: Vec<usize>,
    /// The editions whose own wording the labels of its rows have.
    pub(crate) worded: Vec<Edition>,
    /// Texts between its caption and its first row that are no heads by themselves.
    pub(crate) unread: Vec<String>,
}

/// One column of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The field; `None` for a column that the form does not have or nobody can tell.
    pub(crate) field: Option<FieldId>,
    /// The unit of money in the head.
    pub(crate) unit: Option<MoneyUnit>,
    /// The columns of the grid it covers, where that is certain.
    pub(crate) span: Option<(usize, usize)>,
    /// It holds units of count (单位), not values.
    pub(crate) is_unit: bool,
    /// Its cell among those of the head, where one is told.
    pub(crate) head: Option<usize>,
}

impl Slot {
    fn of(field: FieldId) -> Self {
        Self { field: Some(field), unit: None, span: None, is_unit: false, head: None }
    }
}

/// The columns of values of one row, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub(crate) slots: Vec<Slot>,
    /// Some column was told by its position, not its label.
    pub(crate) by_position: bool,
    /// The fields of the row whose columns the head does not show.
    pub(crate) missing: Vec<FieldId>,
}

impl Mapping {
    /// The same for a row whose columns have the same labels and other fields.
    pub(crate) fn of_other_fields(&self, columns: &[Column], own: &[Column]) -> Self {
        let other = |field: &FieldId| {
            columns.iter().position(|column| column.field == *field).map(|at| own[at].field)
        };
        let slot =
            |slot: &Slot| Slot { field: slot.field.as_ref().and_then(other), ..slot.clone() };
        Self {
            slots: self.slots.iter().map(slot).collect(),
            by_position: self.by_position,
            missing: self.missing.iter().filter_map(other).collect(),
        }
    }

    /// The fields of the row in the edition that the head follows.
    pub(crate) fn fields(&self) -> Vec<FieldId> {
        let shown = self.slots.iter().filter_map(|slot| slot.field);
        shown.chain(self.missing.iter().copied()).collect()
    }
}

/// A head of the form has some thirty cells, whoever prints it. One of so many was printed again and again, and
/// comparing all of its cells with each other, for every row, would take time without end.
const MOST_CELLS: usize = 128;

impl Heads {
    /// The columns of a row under this head; `None` if they cannot be told. `hint` is the edition
    /// that the rest of the page follows.
    pub(crate) fn mapping(&self, row: &RowDef, hint: Option<Edition>) -> Option<Mapping> {
        if self.cells.len() > MOST_CELLS {
            return None;
        }
        let mut editions =
            Edition::ALL.into_iter().filter(|edition| !row.columns(*edition).is_empty());
        match row.section {
            0 | 2 => self.flat(row, editions, hint),
            _ => {
                // Sections 三 and 四 have the same columns in both editions.
                let columns = editions.next_back().map(|edition| row.columns(edition))?;
                self.by_paths(columns).or_else(|| self.in_order(columns, row.section))
            }
        }
    }

    /// A head whose rows ran together: the form's own order, if the labels are the form's, each as
    /// often as on the form, and in an order that a print of the form can have.
    fn in_order(&self, columns: &[Column], section: u8) -> Option<Mapping> {
        let leaves: Vec<&str> =
            self.cells.iter().filter(|cell| !cell.group).map(|cell| cell.core.as_str()).collect();
        let groups: Vec<&str> =
            self.cells.iter().filter(|cell| cell.group).map(|cell| cell.core.as_str()).collect();
        let total_first = section == 3 && total_stands_first(columns, &leaves);
        let part = if total_first {
            columns
        } else if section == 3 {
            matrix_part(columns, &leaves)?
        } else {
            court_part(columns, &leaves, &groups)?
        };
        // Heads that stand beside each other in one row of a grid did not run together.
        let rows: Vec<u32> = self.cells.iter().filter(|c| !c.group).map(|cell| cell.row).collect();
        let beside = self.grid.is_some() && rows.windows(2).all(|pair| pair[0] == pair[1]);
        if section == 3 && beside && !part.iter().map(Column::leaf).eq(leaves.iter().copied()) {
            return None;
        }
        // Which of the columns a unit is over is not told any more.
        let unit = self.cells.iter().map(|cell| cell.unit).fold(None, MoneyUnit::agreed);
        let slots = part.iter().map(|column| Slot { unit, ..Slot::of(column.field) });
        let slots: Vec<Slot> = slots.collect();
        let all = columns.iter().map(|column| column.field);
        let missing = all.filter(|f| slots.iter().all(|slot| slot.field != Some(*f))).collect();
        // Then the rows have to prove where the total stands.
        Some(Mapping { slots, by_position: leaves.is_empty() || total_first, missing })
    }
}

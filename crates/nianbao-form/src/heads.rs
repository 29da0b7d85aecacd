//! The head of a table: which field each of its columns is for, given a row.

use nianbao_core::{Edition, FieldId};

use crate::key::MoneyUnit;
use crate::vocabulary::{Column, Role, RowDef};

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

/// How many columns an edition names, how many of them in its own words, and whether the page follows it.
type Rank = ((usize, usize), bool);

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

    /// A head of one row: the edition whose labels it prints best.
    fn flat(
        &self,
        row: &RowDef,
        editions: impl Iterator<Item = Edition>,
        hint: Option<Edition>,
    ) -> Option<Mapping> {
        let mut best: Option<(Rank, Mapping)> = None;
        let mut tie = false;
        for edition in editions {
            let Some((matched, mapping)) = self.labelled(row.columns(edition)) else { continue };
            // Where no word of the head is left, the page's edition is not to be doubted, unless the
            // rows have the words of another.
            let other = hint.filter(|hint| *hint != edition && !row.columns(*hint).is_empty());
            let foreign = !self.worded.is_empty() && !self.worded.contains(&edition);
            if matched.0 == 0 && (other.is_some() || foreign) {
                continue;
            }
            let rank = (matched, Some(edition) == hint);
            match &best {
                Some((top, _)) if rank < *top => {}
                Some((top, other)) if rank == *top => tie |= *other != mapping,
                _ => {
                    best = Some((rank, mapping));
                    tie = false;
                }
            }
        }
        if tie { None } else { best.map(|(_, mapping)| mapping) }
    }

    /// How many columns the head names, how many of them in the form's words, and the mapping; by position for the rest only where the
    /// number of columns is the form's and the named ones stand in their places.
    fn labelled(&self, columns: &[Column]) -> Option<((usize, usize), Mapping)> {
        if self.cells.is_empty() {
            if !unread::may_name(&self.unread, columns) {
                return None;
            }
            let slots = columns.iter().map(|column| Slot::of(column.field)).collect();
            return Some(((0, 0), Mapping { slots, by_position: true, missing: Vec::new() }));
        }
        // 上一年项目 | 处理决定数量 | 数量: heads that lost pieces before what is known of them.
        let pieces = || self.unread.iter().any(|text| unread::is_of_head(text));
        if self.grid.is_none() && self.stub.is_none() && pieces() {
            return None;
        }
        // The form's own words first: a head of two editions has 处理决定数量 and 本年处理决定数量.
        let mut used = vec![false; columns.len()];
        let mut chosen: Vec<Option<usize>> = vec![None; self.cells.len()];
        let wordings: [fn(&str, &Column) -> bool; 2] = [is_leaf, is_head_of];
        for is_head in wordings {
            for (cell, chosen) in self.cells.iter().zip(&mut chosen) {
                if chosen.is_none() {
                    let free =
                        |index: &usize| !used[*index] && is_head(&cell.core, &columns[*index]);
                    *chosen = (0..columns.len()).find(free);
                    if let Some(index) = chosen {
                        used[*index] = true;
                    }
                }
            }
        }
        if let Some(only) = self.only_count(columns).filter(|_| !used.contains(&true)) {
            (chosen[only], used[0]) = (Some(0), true);
        }
        let over = self.total_for_whole(columns, &mut chosen);
        let matched = used.iter().filter(|used| **used).count();
        let exact =
            self.cells.iter().zip(&chosen).filter(|(cell, index)| {
                index.is_some_and(|index| columns[index].leaf() == cell.core)
            });
        let matched = (matched, exact.count());
        let unknown = chosen.iter().filter(|index| index.is_none()).count();
        let in_place = chosen.iter().enumerate().all(|(i, index)| index.is_none_or(|c| c == i));
        // A head of another block's columns is no misprint of this one's.
        let foreign = self.cells.iter().zip(&chosen).any(|(cell, index)| {
            index.is_none() && cell.known && !columns.iter().any(|c| is_head_of(&cell.core, c))
        });
        let alike = self.cells.iter().zip(&chosen).zip(columns).all(|((cell, index), column)| {
            index.is_some() || cell.known || resembles(&cell.core, column.leaf())
        });
        let by_position =
            unknown > 0 && chosen.len() == columns.len() && in_place && !foreign && alike;
        if by_position {
            chosen = (0..columns.len()).map(Some).collect();
        } else if matched.0 == 0
            || self.repeats(columns)
            // As many as the form's, in another order, and one with other words: any may be wrong.
            || unknown > 0 && chosen.len() == columns.len() && !in_place
            || !in_place && (self.is_put_together() || self.has_piece_of(columns, &chosen))
            || self.has_second_half(columns, &chosen)
        {
            return None;
        }
        let cells = self.cells.iter().enumerate().zip(&chosen);
        let slots = cells.filter(|((head, _), _)| over != Some(*head));
        let slots = slots.map(|((head, cell), index)| Slot {
            field: index.map(|index| columns[index].field),
            unit: cell.unit,
            span: self.grid.map(|_| (cell.column, cell.column + cell.columns)),
            is_unit: cell.role == Some(Role::Unit),
            head: Some(head),
        });
        let slots: Vec<Slot> = slots.collect();
        let there = |field: FieldId| slots.iter().any(|slot| slot.field == Some(field));
        let missing = columns.iter().map(|c| c.field).filter(|field| !there(*field)).collect();
        Some((matched, Mapping { slots, by_position, missing }))
    }

    /// The only column of counts under a head that says no more than that (数量, 合计), where the form has
    /// one column, 统计数.
    fn only_count(&self, columns: &[Column]) -> Option<usize> {
        let [column] = columns else { return None };
        let mut counts = (0..self.cells.len()).filter(|at| self.cells[*at].role.is_none());
        let only =
            counts.next().filter(|_| column.leaf() == "统计数" && counts.next().is_none())?;
        let names = ["总计", "总数", "数量", "数值", "数据", "数"];
        names.contains(&self.cells[only].core.as_str()).then_some(only)
    }

    /// Whether a head in text was put together of several texts. Where its columns are not in their
    /// places, either, it is not told which piece belongs to which (本年 / 处理决定数量 / 增/减).
    fn is_put_together(&self) -> bool {
        self.grid.is_none() && self.cells.iter().any(|cell| cell.joined)
    }

    /// Whether a head in text has what may be a piece of a column that is not among the others: 目数量, of
    /// 采购项目数量, whose other half stands on another line. Where it stands says nothing then.
    fn has_piece_of(&self, columns: &[Column], chosen: &[Option<usize>]) -> bool {
        let missing = |(index, _): &(usize, &Column)| !chosen.contains(&Some(*index));
        let of_missing = |cell: &HeadCell| {
            let mut columns = columns.iter().enumerate().filter(missing);
            columns.any(|(_, column)| resembles(&cell.core, column.leaf()))
        };
        let unknown = self.cells.iter().zip(chosen).filter(|(_, index)| index.is_none());
        self.grid.is_none() && unknown.map(|(cell, _)| cell).any(of_missing)
    }

    /// Whether a head stands twice where there are more columns than the form's: which of the two
    /// is the form's is not told.
    fn repeats(&self, columns: &[Column]) -> bool {
        let times = |column: &Column, is_head: fn(&str, &Column) -> bool| {
            self.cells.iter().filter(|cell| is_head(&cell.core, column)).count()
        };
        columns.iter().any(|column| match times(column, is_leaf) {
            0 => times(column, is_head_of) > 1,
            times => times > 1,
        })
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

/// Whether a head that the form does not know may be a misprint of one it knows: nothing at all, or
/// some of its characters and no other (本年新, 本年发件). 备注 is a column of the page's own; and so
/// are 项目数量 for 上一年项目数量 and 本年减 for 本年增/减, which say another thing.
fn resembles(printed: &str, form: &str) -> bool {
    let other_time = form.starts_with("上一年") && !printed.contains(['上', '一']);
    let one_way = printed.contains('减') && !printed.contains('增');
    let cut = printed.chars().count() > 1 && printed.chars().all(|c| form.contains(c));
    printed.is_empty() || cut && !other_time && !one_way
}

fn is_leaf(core: &str, column: &Column) -> bool {
    column.leaf() == core
}

/// Whether a head is that of a column; 本年 before it is printed in one edition and not in the other.
fn is_head_of(core: &str, column: &Column) -> bool {
    let leaf = column.leaf();
    leaf == core
        || leaf.strip_prefix("本年") == Some(core)
        || core.strip_prefix("本年") == Some(leaf)
}

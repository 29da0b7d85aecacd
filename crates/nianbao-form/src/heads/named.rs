//! Heads of one row: which column of the form each cell names.

use nianbao_core::{Edition, FieldId};

use super::{HeadCell, Heads, Mapping, Slot, unread};
use crate::vocabulary::{Column, Role, RowDef};

/// How many columns an edition names, how many of them in its own words, and whether the page follows it.
type Rank = ((usize, usize), bool);

impl Heads {
    /// A head of one row: the edition whose labels it prints best.
    pub(super) fn flat(
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
        let mut chosen = self.chosen(columns);
        let named = chosen.iter().flatten().count();
        let over = self.total_for_whole(columns, &mut chosen);
        let worded =
            self.cells.iter().zip(&chosen).filter(|(cell, index)| {
                index.is_some_and(|index| columns[index].leaf() == cell.core)
            });
        let matched = (named, worded.count());
        let by_position = self.is_by_position(columns, &chosen);
        if by_position {
            chosen = (0..columns.len()).map(Some).collect();
        } else if named == 0 || self.is_doubtful(columns, &chosen) {
            return None;
        }
        let slots = self.slots(columns, &chosen, over);
        let there = |field: FieldId| slots.iter().any(|slot| slot.field == Some(field));
        let missing = columns.iter().map(|c| c.field).filter(|field| !there(*field)).collect();
        Some((matched, Mapping { slots, by_position, missing }))
    }

    /// The column that each cell names, none twice.
    fn chosen(&self, columns: &[Column]) -> Vec<Option<usize>> {
        let mut used = vec![false; columns.len()];
        let mut chosen: Vec<Option<usize>> = vec![None; self.cells.len()];
        // The form's own words first: a head of two editions has 处理决定数量 and 本年处理决定数量.
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
            chosen[only] = Some(0);
        }
        chosen
    }

    /// Whether the cells that name no column are those of the columns they stand in.
    fn is_by_position(&self, columns: &[Column], chosen: &[Option<usize>]) -> bool {
        // A head of another block's columns is no misprint of this one's.
        let foreign = self.cells.iter().zip(chosen).any(|(cell, index)| {
            index.is_none() && cell.known && !columns.iter().any(|c| is_head_of(&cell.core, c))
        });
        let alike = self.cells.iter().zip(chosen).zip(columns).all(|((cell, index), column)| {
            index.is_some() || cell.known || resembles(&cell.core, column.leaf())
        });
        chosen.contains(&None)
            && chosen.len() == columns.len()
            && is_in_place(chosen)
            && !foreign
            && alike
    }

    /// Whether a head that names columns may be another than it seems.
    fn is_doubtful(&self, columns: &[Column], chosen: &[Option<usize>]) -> bool {
        let in_place = is_in_place(chosen);
        self.repeats(columns)
            // As many as the form's, in another order, and one with other words: any may be wrong.
            || chosen.contains(&None) && chosen.len() == columns.len() && !in_place
            || !in_place && (self.is_put_together() || self.has_piece_of(columns, chosen))
            || self.has_second_half(columns, chosen)
    }

    /// The columns of the head's cells, but for one that is `over` the others.
    fn slots(
        &self,
        columns: &[Column],
        chosen: &[Option<usize>],
        over: Option<usize>,
    ) -> Vec<Slot> {
        let cells = self.cells.iter().enumerate().zip(chosen);
        let slots = cells.filter(|((head, _), _)| over != Some(*head));
        let slots = slots.map(|((head, cell), index)| Slot {
            field: index.map(|index| columns[index].field),
            unit: cell.unit,
            span: self.grid.map(|_| (cell.column, cell.column + cell.columns)),
            is_unit: cell.role == Some(Role::Unit),
            head: Some(head),
        });
        slots.collect()
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
}

/// Whether all cells that name a column stand where the form has it.
fn is_in_place(chosen: &[Option<usize>]) -> bool {
    chosen.iter().enumerate().all(|(index, column)| column.is_none_or(|column| column == index))
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

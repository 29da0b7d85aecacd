//! Heads of several rows: a column is what stands above it, group by group.

use crate::key::MoneyUnit;
use crate::vocabulary::{Column, Role, vocabulary};

use super::{HeadCell, Heads, Mapping, Slot};

impl Heads {
    /// A head of several rows in a grid whose spans hold: each column by the labels above it.
    pub(super) fn by_paths(&self, columns: &[Column]) -> Option<Mapping> {
        self.grid?;
        let mut leaves: Vec<(usize, &HeadCell)> = Vec::new();
        for (index, cell) in self.cells.iter().enumerate() {
            let below = self.cells.iter().any(|other| other.row > cell.row && cell.overlaps(other));
            if !below {
                leaves.push((index, cell));
            }
        }
        leaves.sort_by_key(|(_, cell)| cell.column);
        let apart =
            leaves.windows(2).all(|pair| pair[0].1.column + pair[0].1.columns <= pair[1].1.column);
        if !apart || leaves.is_empty() {
            return None;
        }
        let mut slots = Vec::new();
        let mut seen = Vec::new();
        for (head, leaf) in leaves {
            let above = self.cells.iter().filter(|c| c.row < leaf.row && c.overlaps(leaf));
            let heads: Vec<&HeadCell> = above.chain([leaf]).collect();
            let path: Vec<&str> = heads.iter().map(|cell| cell.core.as_str()).collect();
            let field = columns.iter().find(|column| ends_alike(&column.path, &path));
            if leaf.group || field.is_none() && columns.iter().any(|c| c.leaf() == leaf.core) {
                // A group without columns, or a column under another group than the form's: the
                // spans are not what was printed.
                return None;
            }
            let field = field.map(|column| column.field);
            if field.is_some() && seen.contains(&field) {
                return None;
            }
            seen.push(field);
            let span = Some((leaf.column, leaf.column + leaf.columns));
            let unit = heads.iter().map(|cell| cell.unit).fold(None, MoneyUnit::agreed);
            slots.push(Slot { field, unit, span, is_unit: false, head: Some(head) });
        }
        let all = columns.iter().map(|column| column.field);
        let missing = all.filter(|field| !seen.contains(&Some(*field))).collect();
        let mapping = Mapping { slots, by_position: false, missing };
        seen.iter().any(Option::is_some).then_some(mapping)
    }
}

/// Whether the printed labels above a column are the form's, as far as the form goes; the
/// outermost may be missing (申请人情况, or a head cut off above).
fn ends_alike(form: &[String], printed: &[&str]) -> bool {
    if form.last().map(String::as_str) != printed.last().copied() {
        return false;
    }
    let names = |core: &&str| vocabulary().role(core) != Some(Role::Over) && !core.is_empty();
    let above = |level: usize| {
        let form = form.len().checked_sub(level).map(|index| form[index].as_str());
        (form, printed.len().checked_sub(level).map(|index| printed[index]).filter(names))
    };
    let (group, printed_group) = above(2);
    let (outer, printed_outer) = above(3);
    let known = |core: &str| vocabulary().meaning(core).is_some_and(|meaning| meaning.head_group);
    let another = printed_outer.is_some_and(|core| known(core) && outer != Some(core));
    group == printed_group && !another
}

//! Heads of sections 三 and 四 whose rows ran together: which of the form's columns their labels are.

use crate::vocabulary::Column;

/// 自然人 … 总计: all seven, or no head at all. 总计 may stand in a row above the five kinds of
/// organisation, so only their order and that of 自然人 and 总计 is looked at.
pub(super) fn matrix_part<'c>(columns: &'c [Column], leaves: &[&str]) -> Option<&'c [Column]> {
    if leaves.is_empty() {
        return Some(columns);
    }
    let positions: Vec<usize> = columns
        .iter()
        .filter_map(|column| leaves.iter().position(|leaf| *leaf == column.leaf()))
        .collect();
    let complete = leaves.len() == columns.len() && positions.len() == columns.len();
    let kinds = positions.get(1..positions.len().checked_sub(1)?)?;
    let in_order = kinds.windows(2).all(|pair| pair[0] < pair[1])
        && positions.first() < positions.last()
        && positions.first() < kinds.first();
    (complete && in_order).then_some(columns)
}

/// Whether the seven are there and 总计 stands before 自然人, as where it is merged over three rows and the
/// others are below: in text its column is the last or the first.
pub(super) fn total_stands_first(columns: &[Column], leaves: &[&str]) -> bool {
    let Some((total, others)) = columns.split_last() else { return false };
    let alike = |(column, leaf): (&Column, &&str)| column.leaf() == *leaf;
    leaves.len() == columns.len()
        && leaves[0] == total.leaf()
        && others.iter().zip(&leaves[1..]).all(alike)
}

/// The fifteen columns of section 四, or those of the groups that are there, if they stand beside
/// each other on the form.
pub(super) fn court_part<'c>(
    columns: &'c [Column],
    leaves: &[&str],
    groups: &[&str],
) -> Option<&'c [Column]> {
    let shown = |column: &Column| column.group().is_some_and(|group| groups.contains(&group));
    let start = columns.iter().position(shown)?;
    let end = columns.iter().rposition(shown)? + 1;
    let part = &columns[start..end];
    // A group that is printed has its columns here (行政诉讼, and none but those of 行政复议).
    let empty = |group: &&str| {
        let has = |column: &Column| column.path.iter().any(|core| core == *group);
        columns.iter().any(has) && !part.iter().any(has)
    };
    let alike = leaves.len() == part.len() && part.iter().zip(leaves).all(|(c, l)| c.leaf() == *l);
    let fits = part.iter().all(shown) && alike && !groups.iter().any(empty);
    (fits && come_in_order(columns, groups)).then_some(part)
}

/// Whether groups of columns stand in the form's order, outer before inner, each once: swapped ones
/// would have their columns swapped as well.
fn come_in_order(columns: &[Column], groups: &[&str]) -> bool {
    let rank = |group: &&str| {
        let ranks = columns.iter().enumerate().filter_map(|(index, column)| {
            let depth = column.path.iter().position(|core| core == *group)?;
            Some((depth, index))
        });
        ranks.min()
    };
    groups.windows(2).all(|pair| rank(&pair[0]) < rank(&pair[1]))
}

//! Several columns of numbers under the one that the table of 2014 has: 合计, 本级, 部门, 乡镇 under 统计数.

use crate::scope;
use crate::vocabulary::Column;

use super::{HeadCell, Heads};

impl Heads {
    /// Where columns stand under the form's only one and fill it, and one of them is called 合计, the field's
    /// column is that one. Gives back the head above them, which is no column then. Nothing is taken where
    /// a head says of which time its numbers are, or which is the total is not told.
    pub(super) fn total_for_whole(
        &self,
        columns: &[Column],
        chosen: &mut [Option<usize>],
    ) -> Option<usize> {
        let [column] = columns else { return None };
        let over = chosen.iter().position(Option::is_some).filter(|_| self.grid.is_some())?;
        let whole = &self.cells[over];
        if column.leaf() != "统计数" || whole.printed.contains(['（', '(']) {
            return None;
        }
        let total = self.only_total(over)?;
        chosen[total] = chosen[over].take();
        Some(over)
    }

    /// The one cell called 合计 among those below a cell, if they fill it and say nothing of times.
    fn only_total(&self, over: usize) -> Option<usize> {
        let whole = &self.cells[over];
        let below = |cell: &HeadCell| cell.row > whole.row && cell.overlaps(whole);
        let mut parts: Vec<usize> =
            (0..self.cells.len()).filter(|index| below(&self.cells[*index])).collect();
        parts.sort_by_key(|index| self.cells[*index].column);
        let mut end = whole.column;
        for cell in parts.iter().map(|index| &self.cells[*index]) {
            if cell.column != end || cell.core.is_empty() || scope::speaks(&cell.printed) {
                return None;
            }
            end += cell.columns;
        }
        let mut totals = parts.iter().filter(|index| self.cells[**index].core == "总计");
        let total = totals.next().filter(|_| totals.next().is_none())?;
        let alone = parts.len() > 1 && end == whole.column + whole.columns;
        (alone && !scope::speaks(&whole.printed)).then_some(*total)
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::{report_of_grid, value};

    /// What is read of a row under these heads, which stand under 统计数.
    fn read(whole: &str, heads: [&str; 3]) -> Option<String> {
        let one = |text| (text, 1, 1);
        let report = report_of_grid(&[
            vec![("统计指标", 1, 2), ("单位", 1, 2), (whole, 3, 1)],
            heads.map(one).to_vec(),
            ["一、主动公开情况", "——", "——", "——", "——"].map(one).to_vec(),
            ["1.政府公报公开政府信息数", "条", "48", "31", "17"].map(one).to_vec(),
        ]);
        value(&report, "proactive.channel.gazette")
    }

    #[test]
    fn the_total_of_several_columns_is_the_forms_one() {
        assert_eq!(read("统计数", ["合计", "机关", "乡镇"]).as_deref(), Some("48"));
        assert_eq!(read("统计数", ["机关", "乡镇", "合计"]).as_deref(), Some("17"));
    }

    #[test]
    fn where_a_head_gives_reason_for_doubt_none_is() {
        assert_eq!(read("统计数", ["县直", "机关", "乡镇"]), None);
        assert_eq!(read("统计数", ["合计", "合计", "乡镇"]), None);
        assert_eq!(read("统计数", ["合计", "2015年", "2016年"]), None);
        assert_eq!(read("统计数", ["合计", "上半年", "下半年"]), None);
        assert_eq!(read("统计数（上年）", ["合计", "机关", "乡镇"]), None);
        assert_eq!(read("统计数", ["合计（仅网上）", "机关", "乡镇"]), None);
    }
}

//! Rows of the page's own: items under a label of the form, and 其他 where the form has none.

use crate::fold::{han_count, squeeze};
use crate::key::{Label, Numbering};
use crate::scope;
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::Meaning;

use super::Walker;

/// A text of so many ideographs is a label, not a mark in a cell.
pub(super) const WORDS: usize = 3;

/// A longer text that names another place is a remark, not a cell's.
const ELSEWHERE: usize = 6;

impl Walker<'_, '_> {
    /// Whether a text that the form does not know is a label beside that of the open row, and no cell of
    /// it: an item of a group (（六）其他处理 | ①…), or a part of what the row names. It is numbered, or it
    /// stands left of all columns, or the form knows the row's label as a group's, too.
    pub(super) fn is_item(&self, index: usize, label: &Label) -> bool {
        let Some(row) = self.open.as_ref().map(|open| &open.segment) else { return false };
        let token = &self.tokens[index];
        let first = row.values.iter().all(|value| self.tokens[*value].is_blank());
        let short = han_count(token.text) < WORDS || is_vague(token.text) || label.unit.is_some();
        if !first || short {
            return false;
        }
        let of_group = row.row.is_some_and(|row| self.is_group_elsewhere(row));
        is_numbered(label) || of_group || self.is_left_of_columns(token)
    }

    /// Whether a cell ends before the first column of the head above it begins.
    fn is_left_of_columns(&self, token: &Token<'_>) -> bool {
        let Some(heads) = self.out.heads.last() else { return false };
        let here = matches!(token.layout, Layout::Cell(grid) if heads.grid == Some(grid));
        let first = heads.cells.iter().map(|cell| cell.column).min();
        here && first.is_some_and(|first| token.column + token.columns <= first)
    }

    /// Whether a row of section 三 has the label of a group of another edition (其他处理).
    fn is_group_elsewhere(&self, row: usize) -> bool {
        let row = &self.words.rows[row];
        let meaning = row.path.last().and_then(|leaf| self.words.meaning(leaf));
        row.section == 3 && meaning.is_some_and(|meaning| meaning.group)
    }

    /// Opens the row of an item in place of the one whose label stands beside it. The values are the item's;
    /// whether they are those of the form's row as well, is not told.
    pub(super) fn item(&mut self, index: usize, depth: usize) {
        let Some(row) = self.open.take().map(|open| open.segment) else { return };
        let own = row.row.filter(|row| !self.is_group_elsewhere(*row));
        let may_be: Vec<usize> = row.may_be.into_iter().chain(own).collect();
        self.open(None, index, depth, 0);
        if let Some(open) = &mut self.open {
            open.segment.may_be = may_be;
        }
    }

    /// Whether a row of a grid that has one label, which names a column elsewhere (其他, 总计), is a row of
    /// the page's own: numbers stand behind it, and no head has begun.
    pub(super) fn is_row_of_its_own(
        &self,
        start: usize,
        end: usize,
        kinds: &[Option<&Meaning>],
    ) -> bool {
        let Some(label) = kinds.iter().position(|meaning| meaning.is_some_and(Meaning::is_head))
        else {
            return false;
        };
        let stub = kinds[label].is_some_and(|meaning| meaning.stub);
        let behind = &self.tokens[start + label + 1..end];
        let is_number = |token: &&Token<'_>| {
            matches!(token.kind, Kind::Value) && scope::year_of_cell(token.text).is_none()
        };
        let numbers = behind.iter().filter(is_number).count();
        let grid = self.out.heads.last().filter(|heads| heads.section.is_some()).map(|h| h.grid);
        let known =
            matches!(self.tokens[start].layout, Layout::Cell(here) if grid == Some(Some(here)));
        let values = behind.iter().all(Token::is_value);
        let printed = &self.tokens[start + label];
        let numbered = matches!(&printed.kind, Kind::Label(label) if is_numbered(label));
        known && !stub && !self.in_head && (numbered || numbers > 1) && values
    }

    /// The same in text: only a numbered label with a value behind it is told from a head.
    pub(super) fn is_numbered_row(&self, label: &Label, behind: usize) -> bool {
        let next = self.tokens.get(behind);
        is_numbered(label) && !self.in_head && next.is_some_and(Token::is_value)
    }
}

/// Whether a label has a number of an item or of a group; no head has.
fn is_numbered(label: &Label) -> bool {
    matches!(label.numbering, Some(Numbering::Second(_) | Numbering::Third(_)))
}

/// Whether a text stands for a number and says none: 约百件, 若干, 数十条, 详见附件, 暂无数据.
pub(super) fn is_vague(text: &str) -> bool {
    let vague = |c| "约近超逾不足若干数几十百千万余多左右件条项个宗起次".contains(c);
    if text.chars().all(vague) {
        return true;
    }
    let key = squeeze(text);
    let word = key.trim_matches(['(', ')']).trim_start_matches(['详', '请', '另', '参']);
    let elsewhere = ["见附", "见下", "见上", "见表", "见另", "附后"];
    let nothing = ["暂无", "未统计", "无统计", "不适用", "不涉及", "无法统计", "待统计"];
    han_count(word) <= ELSEWHERE && elsewhere.iter().chain(&nothing).any(|w| word.starts_with(w))
}

#[cfg(test)]
mod tests {
    use nianbao_core::{NoteCode, Report};

    use crate::pages::{report_of, report_of_grid, value};

    type Row<'t> = Vec<(&'t str, usize, usize)>;

    /// The table of section 三 with these rows below its head, whose labels cover three columns.
    fn matrix(rows: &[Row<'_>]) -> Report {
        let one = |text| (text, 1, 1);
        let mut table = vec![
            vec![
                ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
                ("申请人情况", 7, 1),
            ],
            vec![("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
            ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(one).to_vec(),
        ];
        table.extend_from_slice(rows);
        report_of_grid(&table)
    }

    fn with<'t>(labels: &[(&'t str, usize, usize)], values: [&'t str; 7]) -> Row<'t> {
        labels.iter().copied().chain(values.map(|text| (text, 1, 1))).collect()
    }

    #[test]
    fn an_unknown_item_is_no_cell_of_the_row_of_another_edition() {
        for blank in [None, Some(("", 1, 1))] {
            let mut labels = vec![("（六）其他处理", 1, 2), ("自愿撤回申请的", 1, 1)];
            if let Some(blank) = blank {
                labels.insert(1, blank);
            }
            let report = matrix(&[
                with(
                    &[("本年度办理结果", 1, 4), ("（一）予以公开", 2, 1)],
                    ["3", "1", "0", "0", "0", "0", ""],
                ),
                with(&labels, ["5", "2", "0", "1", "0", "0", ""]),
                with(&[("已另行答复的", 1, 1)], ["1", "0", "0", "0", "0", "0", ""]),
                with(&[("（七）总计", 2, 1)], ["9", "3", "0", "1", "0", "0", ""]),
            ]);
            for column in ["natural", "business", "research", "nonprofit", "legal", "total"] {
                assert_eq!(value(&report, &format!("requests.other.{column}")), None);
            }
            assert_eq!(value(&report, "requests.handled.natural").as_deref(), Some("9"));
            assert!(report.notes.iter().any(|note| note.code == NoteCode::RowUnknown));
        }
    }

    #[test]
    fn a_part_of_a_row_that_stands_left_of_the_columns_is_no_cell() {
        let row = |label| {
            with(&[("（一）予以公开", 2, 1), (label, 1, 1)], ["3", "1", "0", "0", "0", "0", ""])
        };
        let report = matrix(&[row("网上申请的部分")]);
        assert_eq!(value(&report, "requests.granted.natural"), None);
        assert_eq!(value(&report, "requests.granted.business"), None);
        assert!(report.notes.iter().any(|note| note.code == NoteCode::RowAmbiguous));
    }

    #[test]
    fn signs_number_items() {
        let report = matrix(&[
            with(
                &[("本年度办理结果", 1, 3), ("（五）不予处理", 1, 1), ("②重复申请", 1, 1)],
                ["4", "0", "0", "0", "0", "0", "4"],
            ),
            with(&[("（六）其它处理", 1, 1), ("⑶其它", 1, 1)], ["0", "2", "0", "0", "0", "0", "2"]),
            with(&[("（七）总计", 2, 1)], ["4", "2", "0", "0", "0", "0", "6"]),
        ]);
        assert_eq!(value(&report, "requests.declined.duplicate.total").as_deref(), Some("4"));
        assert_eq!(value(&report, "requests.other.misc.business").as_deref(), Some("2"));
    }

    #[test]
    fn a_row_of_the_pages_own_that_is_called_other_heads_nothing() {
        for own in ["6.其他", "其他"] {
            let report = matrix(&[
                with(
                    &[("本年度办理结果", 1, 4), ("（五）不予处理", 1, 2), ("2.重复申请", 1, 1)],
                    ["4", "0", "0", "0", "0", "0", "4"],
                ),
                with(&[(own, 1, 1)], ["7", "6", "5", "4", "3", "2", "27"]),
                with(
                    &[("（六）其他处理", 1, 1), ("3.其他", 1, 1)],
                    ["0", "2", "0", "0", "0", "0", "2"],
                ),
                with(&[("（七）总计", 2, 1)], ["4", "2", "0", "0", "0", "0", "6"]),
            ]);
            assert_eq!(value(&report, "requests.declined.duplicate.total").as_deref(), Some("4"));
            assert_eq!(value(&report, "requests.other.misc.business").as_deref(), Some("2"));
            assert_eq!(value(&report, "requests.handled.total").as_deref(), Some("6"));
            assert!(report.notes.iter().any(|note| note.code == NoteCode::RowUnknown));
        }
    }

    #[test]
    fn other_behind_the_row_of_2019_is_no_item_of_it() {
        let report = matrix(&[
            with(
                &[("本年度办理结果", 1, 2), ("（六）其他处理", 2, 1)],
                ["4", "0", "0", "0", "0", "0", "4"],
            ),
            with(&[("7.其他", 2, 1)], ["8", "0", "0", "0", "0", "0", "8"]),
            with(&[("8.其他", 2, 1)], ["", "", "", "", "", "", ""]),
            with(&[("（七）总计", 2, 1)], ["4", "2", "0", "0", "0", "0", "6"]),
        ]);
        assert_eq!(value(&report, "requests.other.misc.natural"), None);
        assert_eq!(value(&report, "requests.other.total").as_deref(), Some("4"));
        assert_eq!(value(&report, "requests.handled.total").as_deref(), Some("6"));
    }

    #[test]
    fn the_same_in_text() {
        let report = report_of(&[
            "自然人 | 法人或其他组织 | 总计 |",
            "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
            "（五）不予处理 | 2.重复申请 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |",
            "6.其他 | 7 | 6 | 5 | 4 | 3 | 2 | 27 |",
            "（六）其他处理 | 3.其他 | 0 | 2 | 0 | 0 | 0 | 0 | 2 |",
            "（七）总计 | 4 | 2 | 0 | 0 | 0 | 0 | 6 |",
        ]);
        assert_eq!(value(&report, "requests.other.misc.business").as_deref(), Some("2"));
        assert_eq!(value(&report, "requests.handled.total").as_deref(), Some("6"));
    }
}

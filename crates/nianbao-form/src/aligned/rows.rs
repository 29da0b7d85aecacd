//! The label of a line of values, and the values that are its own.

use crate::key::{Numbering, split_numbering};

use super::cells::Assembled;

/// The values of a line.
pub(super) fn values_of(cells: &[Assembled], line: usize) -> impl Iterator<Item = usize> {
    (0..cells.len()).filter(move |index| cells[*index].value && cells[*index].first == line)
}

/// The values of a label that stand on several of its lines, each in a column of its own; empty if they do
/// not, or two of them stand in one column.
pub(super) fn beside(cells: &[Assembled], rows: &[usize], index: usize) -> Vec<usize> {
    let label = label_of(cells, rows[index]);
    if label.is_none() {
        return Vec::new();
    }
    let more = rows[index + 1..].iter().take_while(|line| label_of(cells, **line) == label).count();
    if more == 0 {
        return Vec::new();
    }
    let lines = rows[index..=index + more].iter();
    let mut row: Vec<usize> = lines.flat_map(|line| row_of(cells, *line)).collect();
    row.sort_by_key(|index| cells[*index].columns.0);
    let apart = row.windows(2).all(|pair| cells[pair[0]].columns.1 <= cells[pair[1]].columns.0);
    if apart { row } else { Vec::new() }
}

/// The values of a line, with the marks between them that are no values: +(0) -(0).
pub(super) fn row_of(cells: &[Assembled], line: usize) -> Vec<usize> {
    let start = values_of(cells, line).map(|index| cells[index].columns.0).min().unwrap_or(0);
    let is_own = |index: &usize| {
        let cell = &cells[*index];
        let inside = cell.value || cell.columns.0 > start;
        let on_line = cell.first == line && cell.last == line;
        on_line && inside && !cell.serial && !ends_line(cells, *index)
    };
    let mut row: Vec<usize> = (0..cells.len()).filter(is_own).collect();
    row.sort_by_key(|index| cells[*index].columns.0);
    row
}

/// Whether a cell is a heading that ran onto the end of a row with a label. What stands below that row's
/// values is still the row's, so the heading comes with the next.
pub(super) fn ends_line(cells: &[Assembled], index: usize) -> bool {
    let heading = &cells[index];
    let first_level = matches!(split_numbering(&heading.key).0, Some(Numbering::First(_)));
    let mut values = values_of(cells, heading.first);
    first_level
        && values.any(|value| cells[value].columns.1 <= heading.columns.0)
        && label_of(cells, heading.first).is_some()
}

/// The label of a row: of the labels that reach over its line, the one next to the values.
pub(super) fn label_of(cells: &[Assembled], line: usize) -> Option<usize> {
    let first_value =
        cells.iter().filter(|c| c.value && c.first == line).map(|c| c.columns.0).min()?;
    let reaching = cells.iter().enumerate().filter(|(_, cell)| {
        let label = !cell.value && !cell.serial;
        label && cell.first <= line && line <= cell.last && cell.columns.0 < first_value
    });
    reaching.max_by_key(|(_, cell)| cell.columns.0).map(|(index, _)| index)
}

/// The label behind the values of a line that has none before them: one that is wrapped reaches over it.
pub(super) fn label_behind(cells: &[Assembled], line: usize) -> Option<usize> {
    let end = values_of(cells, line).map(|index| cells[index].columns.1).max()?;
    let reaches = |cell: &Assembled| {
        !cell.value
            && !cell.serial
            && cell.first <= line
            && line <= cell.last
            && end <= cell.columns.0
    };
    (0..cells.len())
        .filter(|index| reaches(&cells[*index]))
        .min_by_key(|index| cells[*index].columns.0)
}

#[cfg(test)]
mod tests {
    use nianbao_core::FieldId;

    use crate::pages::{report_of, value};

    #[test]
    fn half_of_a_number_below_a_row_is_its_own_behind_a_heading_too() {
        let page = |below: &'static str| {
            report_of(&[
                "第二十条第（六）项",
                "信息内容         上一年项目数量   本年增/减   处理决定数量",
                "行政处罚         52               -7          4",
                "第二十条第（九）项",
                "信息内容         采购项目数量     采购总金额",
                "政府集中采购     46               51.2万元    三、收到和处理政府信息公开申请情况",
                below,
                "四、政府信息公开行政复议、行政诉讼情况",
            ])
        };
        let whole = page("");
        assert_eq!(value(&whole, "disclosure.procurement.projects").as_deref(), Some("46"));
        let broken = page("                 0");
        let projects = FieldId::from_id("disclosure.procurement.projects").unwrap();
        assert_eq!(value(&broken, "disclosure.procurement.projects"), None);
        assert!(broken.notes.iter().any(|note| note.fields.contains(&projects)));
    }

    #[test]
    fn a_number_beside_the_rest_of_a_group_is_of_the_row_above() {
        let page = |beside: &'static str| {
            report_of(&[
                "                                      申请人情况",
                "                                      自然人   法人或其他组织                                                 总计",
                "                                               商业企业   科研机构   社会公益组织   法律服务机构   其他",
                "一、本年新收政府信息公开申请数量      8        1          0          0              0              0      9",
                "三、本年度办理结果  （一）予以公开    6        1          0          0              0              0      7",
                "                    （三）     1.属于国家秘密   2   31   0   0   0   0   33",
                beside,
                "                               2.其他法律行政法规禁止公开   1   0   0   0   0   0   1",
                "四、结转下年度继续办理                3        0          0          0              0              0      3",
            ])
        };
        let whole = page("                    不予公开");
        assert_eq!(value(&whole, "requests.denied.state_secret.business").as_deref(), Some("31"));
        let more = page("                    不予公开                           7");
        assert_eq!(value(&more, "requests.denied.state_secret.business"), None);
        assert_eq!(value(&more, "requests.denied.law_forbidden.natural").as_deref(), Some("1"));
    }
}

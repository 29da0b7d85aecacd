use super::*;
use crate::lines::blocks_of;

fn ordered(lines: &[&str]) -> Vec<String> {
    let blocks = blocks_of(lines);
    let mut cells: Vec<String> = Vec::new();
    for piece in tables(&blocks).flat_map(|table| table.pieces) {
        match cells.last_mut() {
            Some(cell) if !piece.begins => cell.push_str(piece.text),
            _ => cells.push(piece.text.to_owned()),
        }
    }
    cells
}

#[test]
fn wrapped_labels_are_whole_again() {
    let lines = [
        "   三、本年    1.重复申请                          3     4",
        "   度办理结    2.要求行政机关确认或重新出",
        "      果       具已获取信息                        5     6",
    ];
    assert_eq!(
        ordered(&lines),
        [
            "三、本年度办理结果",
            "1.重复申请",
            "3",
            "4",
            "2.要求行政机关确认或重新出具已获取信息",
            "5",
            "6"
        ]
    );
}

#[test]
fn heads_are_read_down_and_then_across() {
    let lines = [
        "结果  结果  其他  尚未",
        "维持  纠正  结果  审结  总计",
        " 1     2     3     4     10",
        " 0     0     0     0     0",
    ];
    let cells = ordered(&lines);
    assert_eq!(cells[..5], ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]);
}

#[test]
fn heads_of_lines_that_are_not_in_columns_stay_in_their_lines() {
    let lines = [
        "行政复议    行政诉讼",
        "结果维持    结果纠正    总计    未经复议直接起诉    复议后起诉",
        "结果维持    结果纠正    总计    结果维持    结果纠正    总计",
        "1    0    1    2    0    2    0    3    3",
        "1    0    1    2    0    2    0    3    3",
    ];
    let cells = ordered(&lines);
    assert_eq!(cells[4..7], ["结果维持", "结果纠正", "总计"]);
    assert_eq!(cells[7..10], cells[4..7]);
}

#[test]
fn numbers_that_count_rows_stand_before_their_labels() {
    let row = |n: usize| format!("{n}     {n}.当面申请数     件    {}", 10 * n);
    let lines: Vec<String> = [String::from("序号  统计指标      单位  统计数")]
        .into_iter()
        .chain((1..8).map(row))
        .collect();
    let cells = ordered(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(cells[..4], ["序号", "统计指标", "单位", "统计数"]);
    assert_eq!(cells[4..8], ["1", "1.当面申请数", "件", "10"]);
}

#[test]
fn a_row_without_values_stands_below_its_head() {
    let lines = [
        "信息内容      本年制发件数   本年废止件数   现行有效件数",
        "规章",
        "行政规范性文件   3            4              5",
        "信息内容      本年处理决定数量",
        "行政许可      6",
    ];
    let cells = ordered(&lines);
    assert_eq!(cells[..2], ["信息内容", "本年制发件数"]);
    assert_eq!(cells[4..6], ["规章", "行政规范性文件"]);
}

#[test]
fn what_stands_below_a_head_is_part_of_it() {
    let lines = [
        "信息内容   上一年     本年",
        "（上年）   项目数量   减少",
        "行政许可   3          4",
        "行政处罚   5          6",
    ];
    assert_eq!(ordered(&lines)[..3], ["信息内容（上年）", "上一年项目数量", "本年减少"]);
}

#[test]
fn values_of_one_label_on_two_lines_are_in_the_order_of_their_columns() {
    let lines = [
        "（二）部分公                      ?",
        "开           111     511                 21",
        "（一）予以公",
        "开           1       2            3      4",
    ];
    assert_eq!(ordered(&lines)[..5], ["（二）部分公开", "111", "511", "?", "21"]);
}

#[test]
fn prose_and_page_numbers_are_none() {
    assert!(ordered(&["发布时间：2020-01-02   来源：甲局", "正文"]).is_empty());
    assert!(is_page_number("— 2 —") && is_page_number("第 3 页") && !is_page_number("-8"));
}

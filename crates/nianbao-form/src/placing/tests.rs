//! Rows between bars and in grids, read as a page is.

use nianbao_core::Report;

use crate::pages::{courts, report_of, report_of_grid, value};

const HEADS: [&str; 3] = [
    "申请人情况",
    "自然人 | 法人或其他组织 | 总计 |",
    "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
];

/// Cells of a grid that each cover one column and one row.
fn bare<'t>(row: &[&'t str]) -> Vec<(&'t str, usize, usize)> {
    row.iter().map(|text| (*text, 1, 1)).collect()
}

fn read(lines: &[&str]) -> Report {
    let lines: Vec<&str> = HEADS.iter().chain(lines).copied().collect();
    report_of(&lines)
}

#[test]
fn a_blank_total_is_a_blank_where_no_row_has_padding() {
    let whole = [
        "一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |",
        "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "三、本年度办理结果 | （一）予以公开 | 6 | 1 | 0 | 0 | 0 | 2 |  |",
        "（七）总计 | 6 | 1 | 0 | 0 | 0 | 2 | 9 |",
    ];
    let report = read(&whole);
    assert_eq!(value(&report, "requests.granted.other_org").as_deref(), Some("2"));
    assert_eq!(value(&report, "requests.granted.total").as_deref(), Some("-"));
    // Where one complete row has a blank too many, the blank may be padding.
    let mut padded = whole;
    padded[3] = "（七）总计 | 6 | 1 | 0 | 0 | 0 | 2 | 9 |  |";
    assert_eq!(value(&read(&padded), "requests.granted.other_org"), None);
}

#[test]
fn widths_of_labels_are_no_cells_though_totals_are_blank() {
    let report = read(&[
        "一、本年新收政府信息公开申请数量 |  |  | 8 | 1 | 0 | 0 | 0 | 0 | 9 |",
        "二、上年结转政府信息公开申请数量 |  |  | 1 | 0 | 0 | 0 | 0 | / | / |",
        "（一）予以公开 |  | 6 | 1 | 0 | 0 | 0 | 2 |  |",
        "四、结转下年度继续办理 |  |  | 3 | 0 | 0 | 0 | 0 | 0 | 3 |",
    ]);
    assert_eq!(value(&report, "requests.granted.natural").as_deref(), Some("6"));
    assert_eq!(value(&report, "requests.granted.total").as_deref(), Some("-"));
    assert_eq!(value(&report, "requests.carried_in.total").as_deref(), Some("-"));
}

#[test]
fn a_total_above_the_other_heads_is_where_the_sums_say() {
    let page = |rows: [&str; 3]| {
        let heads = [
            "申请人情况 | 总计 |",
            "自然人 | 法人或其他组织 |",
            "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |",
        ];
        let lines: Vec<&str> = heads.into_iter().chain(rows).collect();
        report_of(&lines)
    };
    let last = page([
        "一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 3 | 12 |",
        "二、上年结转政府信息公开申请数量 | 1 | 2 | 1 | 0 | 0 | 0 | 4 |",
        "四、结转下年度继续办理 | 3 | 0 | 0 | 1 | 0 | 0 | 4 |",
    ]);
    assert_eq!(value(&last, "requests.received.natural").as_deref(), Some("8"));
    assert_eq!(value(&last, "requests.received.total").as_deref(), Some("12"));
    let first = page([
        "一、本年新收政府信息公开申请数量 | 12 | 8 | 1 | 0 | 0 | 0 | 3 |",
        "二、上年结转政府信息公开申请数量 | 4 | 1 | 2 | 1 | 0 | 0 | 0 |",
        "四、结转下年度继续办理 | 4 | 3 | 0 | 0 | 1 | 0 | 0 |",
    ]);
    assert_eq!(value(&first, "requests.received.natural"), None);
}

#[test]
fn a_blank_cell_behind_a_full_row_moves_nothing() {
    let rows: [&[&str]; 5] = [
        &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        &["规章", "0", "1", "2"],
        &["行政规范性文件", "3", "4", "5", ""],
        &["行政规范性文件", "3", "", "5", ""],
        &["行政规范性文件", "3", "4", "5", "/"],
    ];
    let page =
        |rows: &[&[&str]]| report_of_grid(&rows.iter().map(|row| bare(row)).collect::<Vec<_>>());
    let full = page(&rows[..3]);
    assert_eq!(value(&full, "disclosure.normative.issued").as_deref(), Some("3"));
    assert_eq!(value(&full, "disclosure.normative.in_force").as_deref(), Some("5"));
    let blank = page(&[rows[0], rows[1], rows[3]]);
    assert_eq!(value(&blank, "disclosure.normative.in_force"), None, "which is blank is not told");
    let marked = page(&[rows[0], rows[1], rows[4]]);
    assert_eq!(value(&marked, "disclosure.normative.issued"), None, "a mark is printed in a cell");
    assert_eq!(value(&marked, "disclosure.regulations.issued").as_deref(), Some("0"));
}

#[test]
fn one_zero_may_be_printed_for_the_column_whose_head_is_lost_too() {
    let projects = |cells: &str| {
        let lines = [
            "信息内容 | 采购项目数量 | |",
            &format!("政府集中采购 | {cells} | |"),
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
            "行政处罚 | 52 | -7 | 4 |",
        ];
        value(&report_of(&lines), "disclosure.procurement.projects")
    };
    assert_eq!(projects("7").as_deref(), Some("7"));
    assert_eq!(projects("0"), None);
}

#[test]
fn drawn_boxes_are_read_as_bars() {
    let rule = "+----+----+----+----+";
    let lines = [
        rule,
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |",
        rule,
        "| 行政规范性文件 | 3 |  | 5 |",
        rule,
        "| 规章 | 1 | 0 | 2 |",
        rule,
    ];
    let report = report_of(&lines);
    assert_eq!(value(&report, "disclosure.regulations.in_force").as_deref(), Some("2"));
    assert_eq!(value(&report, "disclosure.normative.repealed").as_deref(), Some("-"));
}

#[test]
fn headings_and_paragraphs_that_are_rows_of_the_table() {
    let rows: [(&str, &[&str]); 6] = [
        ("一、总体情况", &[]),
        ("2022年，我局收到政府信息公开申请4件。", &[]),
        ("二、主动公开政府信息情况", &[]),
        ("信息内容", &["本年制发件数", "本年废止件数", "现行有效件数"]),
        ("规章", &["0", "1", "2"]),
        ("三、收到和处理政府信息公开申请情况", &[]),
    ];
    let cells = |(first, rest): &(&'static str, &[&'static str])| {
        let columns = if rest.is_empty() { 4 } else { 1 };
        [&[(*first, columns, 1)][..], &bare(rest)].concat()
    };
    let report = report_of_grid(&rows.iter().map(cells).collect::<Vec<_>>());
    let numbers: Vec<u32> = report.sections.iter().filter_map(|section| section.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(value(&report, "disclosure.regulations.repealed").as_deref(), Some("1"));
    let stated = report.statements.iter().map(|s| (s.field.id(), s.value.to_string()));
    assert_eq!(stated.collect::<Vec<_>>(), [("requests.received.total", "4".to_owned())]);
}

#[test]
fn widths_of_labels_may_stand_at_the_ends_of_rows() {
    let rows = [
        "一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |||",
        "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |||",
        "三、本年度办理结果 | （一）予以公开 | 4 | 1 | 0 | 0 | 0 | 0 | 5 ||",
        "（三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "2.其他法律行政法规禁止公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
        "3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "（七）总计 | 6 | 1 | 0 | 0 | 0 | 0 | 7 ||",
    ];
    let report = read(&rows);
    assert_eq!(value(&report, "requests.received.total").as_deref(), Some("9"));
    assert_eq!(value(&report, "requests.denied.law_forbidden.natural").as_deref(), Some("1"));
    // A row with another surplus shows that they are something else.
    let mut other = rows;
    other[7] = "（七）总计 | 6 | 1 | 0 | 0 | 0 | 0 | 7 ||||";
    assert_eq!(value(&read(&other), "requests.received.total"), None);
}

#[test]
fn a_label_whose_longer_printing_stands_for_a_shorter_one_is_put_together() {
    let lines = [
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "行政规范性",
        "文件",
        "2",
        "1",
        "7",
    ];
    let report = report_of(&lines);
    assert_eq!(value(&report, "disclosure.normative.in_force").as_deref(), Some("7"));
}

#[test]
fn numbers_of_a_row_may_stand_on_one_line_below_its_label() {
    let report = read(&["一、本年新收政府信息公开申请数量", "8 1 0 0 0 0 9"]);
    assert_eq!(value(&report, "requests.received.business").as_deref(), Some("1"));
    assert_eq!(value(&report, "requests.received.total").as_deref(), Some("9"));
    let report = read(&["一、本年新收政府信息公开申请数量", "8 1 0 0 0 9"]);
    assert_eq!(value(&report, "requests.received.total"), None);
}

#[test]
fn a_sentence_that_tells_counts_behind_a_label_is_no_row() {
    let lines = [
        "白石县教育局2021年政府信息公开工作年度报告",
        "三、收到和处理政府信息公开申请情况",
        "本年度办理结果：予以公开9件、部分公开2件。",
        "四、政府信息公开行政复议、行政诉讼情况",
        "无。",
    ];
    let report = report_of(&lines);
    let numbers: Vec<Option<u32>> = report.sections.iter().map(|section| section.number).collect();
    assert_eq!(numbers, [Some(3), Some(4)]);
    assert_eq!(report.statements.len(), 2);
}

#[test]
fn a_unit_in_the_first_row_of_a_grid_is_no_head() {
    let (unit, row) = (vec![("单位：件", 15, 1)], bare(&["1"; 15]));
    let report = report_of_grid(&[vec![unit], courts(), vec![row]].concat());
    assert_eq!(value(&report, "litigation_after_review.total").as_deref(), Some("1"));
}

#[test]
fn a_wrong_total_in_a_whole_table_of_lines_is_read_where_the_columns_confirm_its_row() {
    let page = |partial: [&'static str; 7], out: [&'static str; 7]| {
        let heads = HEADS.iter().flat_map(|line| line.split('|')).map(str::trim);
        let rows: [(&str, [&'static str; 7]); 6] = [
            ("一、本年新收政府信息公开申请数量", ["8", "1", "0", "0", "0", "3", "12"]),
            ("二、上年结转政府信息公开申请数量", ["1", "2", "0", "0", "0", "0", "3"]),
            ("（一）予以公开", ["2", "1", "0", "0", "0", "1", "4"]),
            ("（二）部分公开", partial),
            ("（七）总计", ["7", "3", "0", "0", "0", "2", "12"]),
            ("四、结转下年度继续办理", out),
        ];
        let rows = rows.into_iter().flat_map(|(label, row)| std::iter::once(label).chain(row));
        let lines: Vec<&str> = heads.filter(|head| !head.is_empty()).chain(rows).collect();
        report_of(&lines)
    };
    let out = ["2", "0", "0", "0", "0", "1", "3"];
    let total = |row| value(&page(row, out), "requests.partial.total");
    assert_eq!(total(["5", "2", "0", "0", "0", "1", "8"]).as_deref(), Some("8"));
    assert_eq!(total(["5", "2", "0", "0", "0", "1", "9"]).as_deref(), Some("9"));
    assert_eq!(total(["5", "4", "0", "0", "0", "1", "8"]).as_deref(), Some("8"));
    // 5 - 0 0 0 1 8, and the page's number 9.
    assert_eq!(total(["5", "0", "0", "0", "1", "8", "9"]), None);
    // Two columns are broken: the row may have lost a number.
    let moved = page(["5", "2", "0", "0", "0", "1", "8"], ["2", "1", "0", "0", "0", "1", "5"]);
    assert_eq!(value(&moved, "requests.partial.total").as_deref(), Some("8"));
    assert_eq!(value(&moved, "requests.carried_out.total"), None);
}

#[test]
fn a_head_that_lacks_a_column_has_no_rows_with_a_blank_total() {
    let page = |head: &[&str], rows: &[&[&str]]| {
        report_of_grid(&[head].iter().chain(rows).map(|row| bare(row)).collect::<Vec<_>>())
    };
    let head =
        ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let (received, granted) = ("一、本年新收政府信息公开申请数量", "（一）予以公开");
    let rows: [&[&str]; 2] = [
        &[received, "8", "1", "0", "0", "0", "3", "12"],
        &[granted, "6", "1", "0", "0", "0", "2", ""],
    ];
    let whole = page(&head, &rows);
    assert_eq!(value(&whole, "requests.granted.natural").as_deref(), Some("6"));
    let lost: Vec<&str> = head.iter().copied().filter(|head| *head != "自然人").collect();
    let lacking = page(&lost, &rows);
    assert_eq!(value(&lacking, "requests.granted.business"), None);
    assert!(lacking.notes.iter().any(|note| !note.fields.is_empty()));
    // One cell too many, and a blank total: the last of the seven that are filled is none.
    let long: [&[&str]; 2] = [rows[0], &[granted, "6", "1", "0", "0", "0", "2", "4", ""]];
    assert_eq!(value(&page(&head, &long), "requests.granted.total"), None);
    let right: [&[&str]; 2] = [rows[0], &[granted, "6", "1", "0", "0", "0", "2", "9", ""]];
    assert_eq!(value(&page(&head, &right), "requests.granted.total").as_deref(), Some("9"));
}

#[test]
fn heads_that_changed_places_without_their_columns_are_not_believed() {
    let page = |heads: &[&[(&str, usize, usize)]], rows: [[&str; 8]; 2]| {
        let heads = heads.iter().map(|row| row.to_vec());
        let rows = rows.iter().map(|row| bare(row));
        let report = report_of_grid(&heads.chain(rows).collect::<Vec<_>>());
        value(&report, "requests.received.total")
    };
    let organisations =
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(|text| (text, 1, 1));
    let above = [("", 1, 2), ("自然人", 1, 2), ("总计", 1, 2), ("法人或其他组织", 5, 1)];
    let nested: [&[(&str, usize, usize)]; 2] = [&above, &organisations];
    let flat = [&[("", 1, 1), ("自然人", 1, 1), ("总计", 1, 1)], &organisations[..]].concat();
    let (received, granted) = ("一、本年新收政府信息公开申请数量", "（一）予以公开");
    let moved = [
        [received, "8", "12", "1", "0", "0", "0", "3"],
        [granted, "6", "9", "1", "0", "0", "0", "2"],
    ];
    assert_eq!(page(&nested, moved).as_deref(), Some("12"));
    let in_order = [
        [received, "8", "1", "0", "0", "0", "3", "12"],
        [granted, "6", "1", "0", "0", "0", "2", "9"],
    ];
    assert_eq!(page(&nested, in_order), None);
    // In one row the heads did not run together, and the group that tells them is not there.
    assert_eq!(page(&[&flat], moved), None);
}

#[test]
fn the_value_of_a_cell_over_two_columns_is_neither_s_and_the_others_are_read() {
    let organisations =
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(|text| (text, 1, 1));
    let above = [("", 1, 2), ("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)];
    let shared =
        [("（一）予以公开", 1), ("6", 1), ("1", 1), ("3", 2), ("0", 1), ("2", 1), ("12", 1)];
    let shared = shared.map(|(text, columns)| (text, columns, 1));
    let report = report_of_grid(&[above.to_vec(), organisations.to_vec(), shared.to_vec()]);
    assert_eq!(value(&report, "requests.granted.business").as_deref(), Some("1"));
    assert_eq!(value(&report, "requests.granted.total").as_deref(), Some("12"));
    for own in ["requests.granted.research", "requests.granted.nonprofit"] {
        let field = nianbao_core::FieldId::from_id(own).unwrap();
        assert_eq!(value(&report, own), None);
        assert!(report.notes.iter().any(|note| note.fields.contains(&field)), "{own}");
    }
}

#[test]
fn a_head_that_lacks_a_column_of_the_form_tells_nothing_of_rows_with_a_cell_more() {
    let one = |text| (text, 1, 1);
    let organisations = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let read = |natural: Option<(&'static str, usize, usize)>| {
        let groups = natural.into_iter().chain([("法人或其他组织", 5, 1), ("总计", 1, 2)]);
        let report = report_of_grid(&[
            vec![("", 1, 3), ("申请人情况", 7, 1)],
            groups.collect(),
            organisations.map(one).to_vec(),
            ["（一）予以公开", "6", "1", "0", "0", "0", "2", ""].map(one).to_vec(),
        ]);
        value(&report, "requests.granted.business")
    };
    assert_eq!(read(Some(("自然人", 1, 2))).as_deref(), Some("1"));
    assert_eq!(read(None), None);
}

#[test]
fn a_row_without_a_label_that_ends_in_words_is_not_the_reports() {
    let results = ["结果维持 |", "结果纠正 |", "其他结果 |", "尚未审结 |", "总计 |"];
    let heads: Vec<&str> = [&["行政复议 |", "行政诉讼 |", "|||||||||||||"][..], &results]
        .concat()
        .into_iter()
        .chain(["未经复议直接起诉 |", "复议后起诉 |", "||||||||"])
        .chain(results)
        .chain(results)
        .chain(["|||||"])
        .collect();
    let upheld = |values: &[&'static str], behind: &[&'static str]| {
        let lines = [&["四、行政复议、行政诉讼情况"][..], &heads, values, behind].concat();
        value(&report_of(&lines), "review.upheld")
    };
    let values = ["6 |"; 15];
    assert_eq!(upheld(&values, &[]).as_deref(), Some("6"));
    // Of three blanks at its beginning nothing is left.
    let mut blank = values;
    blank[..3].fill("|");
    let table = ["科室 |", "人数 |", "电话 |", "办公室 |", "3 |", "8 |"];
    assert_eq!(upheld(&blank, &table), None);
}

//! Tables that came as text, with heads, captions and labels that lines broke, read as a page is.

use nianbao_core::{Block, Document, FieldId, Line, NoteCode, Place, Report, Role};

use crate::pages::value;
use crate::recognise;

/// A report of 2020; the lines are counted.
fn read(lines: &[&str]) -> Report {
    let title = "白石县教育局2020年政府信息公开工作年度报告";
    let block = |(index, text): (u32, &&str)| {
        let at = Place::Line(index);
        Block::Line(Line { text: (*text).to_owned(), role: Role::Text, at })
    };
    let blocks = (1..).zip([title].iter().chain(lines)).map(block).collect();
    recognise(&Document { blocks, ..Document::default() }).remove(0)
}

fn notes(report: &Report, code: NoteCode, id: &str) -> bool {
    let field = FieldId::from_id(id).unwrap();
    report.notes.iter().any(|note| note.code == code && note.fields.contains(&field))
}

/// The head of section 四, a cell a line.
const COURTS: [&str; 19] = [
    "行政复议",
    "行政诉讼",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "总计",
    "未经复议直接起诉",
    "复议后起诉",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "总计",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "总计",
];

#[test]
fn a_sum_in_words_heads_no_column_and_hides_no_caption() {
    let old = ["81"; 15];
    let own = ["2", "0", "0", "0", "2", "1", "0", "0", "0", "1", "0", "0", "0", "0", "0"];
    let lines: Vec<&str> = ["附：2019年数据"]
        .into_iter()
        .chain(COURTS)
        .chain(old)
        .chain(["合计：35件", "2020年度情况"])
        .chain(COURTS)
        .chain(own)
        .collect();
    assert_eq!(value(&read(&lines), "review.upheld").as_deref(), Some("2"));
}

#[test]
fn a_remark_behind_a_caption_that_a_line_end_broke_is_said_of_its_block() {
    let report = read(&[
        "第二十条第（一）",
        "项（上年数据）",
        "信息内容      本年新制作数量   本年新公开数量   对外公开总数量",
        "规章          6                1                3",
        "规范性文件    7                5                8",
        "第二十条第（五）",
        "项（上年）",
        "信息内容      上一年项目数量   本年增/减        处理决定数量",
        "行政许可      66               0                4",
        "第二十条第（六）",
        "项",
        "信息内容      上一年项目数量   本年增/减        处理决定数量",
        "行政处罚      48               9                8",
    ]);
    for id in ["disclosure.regulations.made", "disclosure.licensing.decisions"] {
        assert_eq!(value(&report, id), None);
        assert!(notes(&report, NoteCode::TableOther, id), "{id}");
    }
    assert_eq!(value(&report, "disclosure.penalties.decisions").as_deref(), Some("8"));
}

#[test]
fn pieces_of_a_head_with_blanks_beside_them_are_no_rows() {
    let fees = |head: &'static str| {
        read(&[
            "第二十条第（五）项 | | | |",
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
            "行政许可 | 86 | 0 | 14 |",
            "第二十条第（九）项 | | | |",
            "信 | 采购 | 采购总 | |",
            "息内容 | 项目数量 | 金额 | |",
            "政府集中采购 | 4 | 51万元 | |",
            "第二十条第（八）项 | | | |",
            head,
            "息内容 | 年增/减 | | |",
            "行政事业性收费 | 28 | +8 | |",
        ])
    };
    let other = fees("信 | 项目数量 | 本 | |");
    assert_eq!(value(&other, "disclosure.fees.items_previous"), None);
    assert!(notes(&other, NoteCode::ColumnUnknown, "disclosure.fees.items_previous"));
    assert_eq!(value(&other, "disclosure.procurement.projects").as_deref(), Some("4"));
}

#[test]
fn the_second_half_of_a_head_stands_in_no_column() {
    let report = read(&[
        "信息内 |",
        "本年 |",
        "本年新公开数量 |",
        "对外公开总数量 |",
        "容 |",
        "新制作数量 |",
        "规范性文件 |",
        "71 |",
        "9 |",
        "39 |",
        "信息 |",
    ]);
    assert_eq!(value(&report, "disclosure.normative.published"), None);
    assert!(notes(&report, NoteCode::ColumnUnknown, "disclosure.normative.published"));
}

/// The table of 2014 in columns, with some rows behind others.
fn of_2014(rows: &[&str]) -> Report {
    let others = [
        "统计指标                       单位   统计数",
        "（一）收到申请数               件     40",
        "1.当面申请数                   件     45",
        "2.传真申请数                   件     95",
    ];
    read(&others.iter().chain(rows).copied().collect::<Vec<_>>())
}

#[test]
fn of_a_unit_that_a_line_end_broke_the_second_half_is_none() {
    let report = of_2014(&[
        "八、机构建设和保障经费情况     ——   ——",
        "（四）政府信息公开专项         万",
        "经费                           元     7.05",
        "（一）召开政府信息公开工作会",
        "议或专题会议数                 次     5",
    ]);
    assert_eq!(value(&report, "capacity.budget").as_deref(), Some("-"));
    assert!(notes(&report, NoteCode::UnitMissing, "capacity.budget"));
}

#[test]
fn a_remark_below_the_number_of_a_label_is_said_of_its_row() {
    for remark in ["（收到）", "（上年同期）", "：农村地区"] {
        let report = of_2014(&[
            "二、回应解读情况               ——   ——",
            "（二）通过不同渠道和方式回应解读的情况   ——   ——",
            "政策解读稿件发布数",
            "3.                             篇     6",
            "",
            "微博微信回应事件数",
            "4.                             次     2",
            remark,
            "其他方式回应事件数",
            "5.                             次     14",
        ]);
        assert_eq!(value(&report, "response.social"), None, "{remark}");
        let said = notes(&report, NoteCode::TableOther, "response.social");
        assert!(said || remark.starts_with('：'), "{remark}");
    }
}

#[test]
fn wrapped_labels_behind_their_values_are_behind_them() {
    let report = read(&[
        "8599     （一）收到申",
        "         请数",
        "         1.当面申",
        "21       请数",
        "20       2.传真申",
        "         请数",
        "         3.网络",
        "13       申请",
        "         数",
        "40       4.信函申",
        "         请数",
    ]);
    assert_eq!(value(&report, "applications.received.total"), None);
    assert!(notes(&report, NoteCode::RowAmbiguous, "applications.received.total"));
}

#[test]
fn a_heading_parts_the_head_above_it_from_the_one_below() {
    let report = read(&[
        "第二十条第（六）项",
        "信息内容      本年处理决定数量",
        "行政处罚      9",
        "行政强制      25",
        "第二十条第（八）项",
        "信息内容      本年收费金额（单位：万元）",
        "三、收到和处理政府信息公开申请情况",
        "                                    申请人情况（仅考试院）",
        "                                    自然人   法人或其他组织                                    总计",
        "                                             商业企业   科研机构   社会公益组织   法律服务机构   其他",
        "一、本年新收政府信息公开申请数量    7        2          6          4              8              3      30",
        "二、上年结转政府信息公开申请数量    1        0          0          0              0              0      1",
    ]);
    assert_eq!(value(&report, "requests.received.natural"), None);
    assert!(notes(&report, NoteCode::TableOther, "requests.received.natural"));
}

#[test]
fn a_piece_of_the_next_head_is_no_value_of_a_row() {
    let report = read(&[
        "信 |",
        "本年制发件 |",
        "本年废止件数 |",
        "现行有效件数 |",
        "息内容 |",
        "数 |",
        "||",
        "行政规范性文件 |",
        "1 |",
        "69 |",
        "19 |",
        "信息 |",
        "本年处理决定数量 |",
    ]);
    assert_eq!(value(&report, "disclosure.normative.repealed"), None);
}

#[test]
fn a_piece_of_a_head_that_says_another_thing_is_no_row() {
    let report = read(&[
        "第二十条第（五）项 | | | |",
        "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
        "行政许可 | 86 | 0 | 14 |",
        "第二十条第（八）项 | | | |",
        "信 | 上 | 本年减少 | |",
        "息内容 | 一年项目数量 | | |",
        "行政事业性收费 | 20 | +69 | |",
    ]);
    assert_eq!(value(&report, "disclosure.fees.items_change"), None);
    assert!(notes(&report, NoteCode::ColumnUnknown, "disclosure.fees.items_change"));
}

#[test]
fn a_unit_above_an_example_is_no_beginning_of_the_head_below_it() {
    let fees = |unit: &'static str, caption: &'static str| {
        let report = read(&[
            "政府信息公开情况统计表",
            unit,
            caption,
            "2020年度政府信息公开情况统计表",
            "统计指标",
            "单位",
            "统计数",
            "七、依申请公开信息收取的费用",
            "万元",
            "2.15",
        ]);
        value(&report, "application_fees")
    };
    assert_eq!(fees("计量单位：万条", "本机关汇总").as_deref(), Some("2.15"));
    for unit in ["计量单位：万条", "计量单位：件", ""] {
        assert_eq!(fees(unit, "填报示例"), None, "{unit}");
    }
}

//! Tables with a row a report, made by hand.

use std::fmt::Write as _;

use nianbao_core::{Block, Document, GridBuilder, NoteCode, Place, Report};

use crate::recognise;

mod beside;

fn place(sheet: &str, row: usize, column: usize) -> Place {
    let letter = char::from(b'A' + u8::try_from(column).unwrap());
    Place::Sheet { sheet: sheet.into(), cell: format!("{letter}{}", row + 1).into() }
}

/// A sheet of plain cells.
fn table(sheet: &str, rows: &[&[&str]]) -> Block {
    let mut builder = GridBuilder::new();
    for (y, row) in rows.iter().enumerate() {
        builder.row();
        for (x, text) in row.iter().enumerate() {
            builder.cell((*text).to_owned(), 1, 1, false, place(sheet, y, x));
        }
    }
    Block::Grid(builder.finish().0)
}

fn read(blocks: Vec<Block>) -> Vec<Report> {
    recognise(&Document { blocks, ..Document::default() })
}

/// Who, when, and each fact with its number or `-`.
fn told(report: &Report) -> String {
    let mut told = format!("{:?} {:?}", report.organ.as_deref(), report.year);
    for (field, fact) in report.facts.iter() {
        let value = fact.value.map_or("-".to_owned(), |value| value.to_string());
        let _ = write!(told, " {field}={value}");
    }
    told
}

fn codes(report: &Report) -> Vec<NoteCode> {
    report.notes.iter().map(|note| note.code).collect()
}

#[test]
fn columns_may_stand_in_any_order_and_blank_cells_are_there() {
    let reports = read(vec![table(
        "a",
        &[
            &["规章/本年废止件数", "备注", "年度", "行政许可/本年处理决定数量", "单位名称"],
            &["2", "已核", "2021年", "7", "甲局"],
            &["", "", "2022", "／", "乙局"],
        ],
    )]);
    let told: Vec<String> = reports.iter().map(told).collect();
    let expected = [
        "Some(\"甲局\") Some(2021) disclosure.regulations.repealed=2 disclosure.licensing.decisions=7",
        "Some(\"乙局\") Some(2022) disclosure.regulations.repealed=- disclosure.licensing.decisions=-",
    ];
    assert_eq!(told, expected);
    assert_eq!(reports[0].extras[0].cells, ["备注", "已核"]);
    assert_eq!(reports[1].source.part, 2);
}

#[test]
fn a_head_that_lost_its_spans_counts_for_the_blanks_behind_it() {
    let reports = read(vec![table(
        "a",
        &[
            &["单位名称", "年度", "规章", "", "行政规范性文件", ""],
            &["", "", "本年制发件数", "现行有效件数", "本年制发件数", "现行有效件数"],
            &["甲局", "2021", "1", "2", "3", "4"],
        ],
    )]);
    let expected = "Some(\"甲局\") Some(2021) disclosure.regulations.issued=1 \
                    disclosure.regulations.in_force=2 disclosure.normative.issued=3 \
                    disclosure.normative.in_force=4";
    assert_eq!(told(&reports[0]), expected);
}

#[test]
fn two_columns_of_one_field_are_read_only_as_those_of_two_editions() {
    let twice = read(vec![table(
        "a",
        &[
            &[
                "单位名称",
                "年度",
                "规章/本年制发件数",
                "规章/本年制发件数",
                "规章/现行有效件数",
                "规章/本年废止件数",
            ],
            &["甲局", "2021", "1", "", "3", "4"],
        ],
    )]);
    let expected = "Some(\"甲局\") Some(2021) disclosure.regulations.repealed=4 \
                    disclosure.regulations.in_force=3";
    assert_eq!(told(&twice[0]), expected);
    assert!(codes(&twice[0]).contains(&NoteCode::ColumnUnknown));
    let editions = read(vec![table(
        "a",
        &[
            &[
                "单位名称",
                "年度",
                "行政许可/处理决定数量",
                "行政许可/本年处理决定数量",
                "行政处罚/本年处理决定数量",
            ],
            &["甲局", "2020", "5", "", ""],
            &["甲局", "2021", "", "6", "7"],
        ],
    )]);
    assert_eq!(
        told(&editions[0]),
        "Some(\"甲局\") Some(2020) disclosure.licensing.decisions=5 disclosure.penalties.decisions=-"
    );
    assert_eq!(
        told(&editions[1]),
        "Some(\"甲局\") Some(2021) disclosure.licensing.decisions=6 disclosure.penalties.decisions=7"
    );
}

#[test]
fn what_a_head_does_not_tell_is_noted_with_the_fields_it_may_be() {
    let reports = read(vec![table(
        "a",
        &[
            &[
                "单位名称",
                "年度",
                "总计",
                "规章/本年制发件数",
                "规章/现行有效件数",
                "上年规章/本年废止件数",
            ],
            &["甲局", "2021", "9", "1", "2", "8"],
        ],
    )]);
    let expected = "Some(\"甲局\") Some(2021) disclosure.regulations.issued=1 \
                    disclosure.regulations.in_force=2";
    assert_eq!(told(&reports[0]), expected);
    let note = reports[0].notes.iter().find(|note| note.code == NoteCode::ColumnUnknown).unwrap();
    assert!(note.fields.len() > 7, "{note}");
}

#[test]
fn sums_heads_printed_again_and_remarks_are_no_reports() {
    let head: &[&str] = &["单位名称", "年度", "规章/本年制发件数", "规章/现行有效件数"];
    let reports = read(vec![table(
        "a",
        &[
            head,
            &["甲局", "2021", "1", "2"],
            head,
            &["乙局", "2021", "3", "4"],
            &["全县合计", "", "4", "6"],
            &["注：数据截至年底", "", "", ""],
        ],
    )]);
    assert_eq!(reports.len(), 2);
    assert!(codes(&reports[0]).contains(&NoteCode::RowUnknown));
}

#[test]
fn a_row_that_is_moved_or_of_a_part_of_the_year_is_left_out_with_its_fields() {
    let head: &[&str] = &["单位名称", "年度", "期别", "规章/本年制发件数", "规章/现行有效件数"];
    for (row, code) in [
        (&["1", "甲局", "2021", "", "3", "4"][..], NoteCode::RowAmbiguous),
        (&["甲局", "", "2021", "", "3", "4"], NoteCode::RowAmbiguous),
        (&["甲局", "5", "", "3", "4"], NoteCode::RowAmbiguous),
        (&["甲局", "2021", "", "乙县财政局", "4"], NoteCode::RowAmbiguous),
        (&["甲局", "2021", "一季度", "3", "4"], NoteCode::TableOther),
        (&["甲局", "2021", "上半年", "3", "4"], NoteCode::TableOther),
        (&["甲局", "上年", "", "3", "4"], NoteCode::TableOther),
    ] {
        let reports = read(vec![table("a", &[head, row])]);
        assert!(reports[0].facts.is_empty(), "{row:?}: {}", told(&reports[0]));
        let note = reports[0].notes.iter().find(|note| note.code == code).unwrap();
        assert_eq!(note.fields.len(), 2, "{row:?}");
    }
    let whole = read(vec![table("a", &[head, &["甲局", "2021", "全年", "3", "4"]])]);
    assert_eq!(whole[0].facts.len(), 2);
}

#[test]
fn sheets_of_a_quarter_or_the_year_before_and_rows_below_another_head_are_left_out() {
    let head: &[&str] = &["单位名称", "规章/本年制发件数", "规章/现行有效件数"];
    let line = |text: &str| {
        let at = place("a", 0, 0);
        Block::Line(nianbao_core::Line {
            text: text.to_owned(),
            role: nianbao_core::Role::Text,
            at,
        })
    };
    for title in ["2022年一季度汇总表", "2022年度汇总表（填报示例）", "2008—2022年累计"]
    {
        let reports = read(vec![line(title), table("a", &[head, &["甲局", "3", "4"]])]);
        assert!(reports[0].facts.is_empty(), "{title}");
        assert!(codes(&reports[0]).contains(&NoteCode::TableOther), "{title}");
    }
    for (title, year) in
        [("2021—2022年汇总表", None), ("2022年汇总表（2023-01-10 填报）", Some(2022))]
    {
        let reports = read(vec![line(title), table("a", &[head, &["甲局", "3", "4"]])]);
        assert_eq!((reports[0].year, reports[0].facts.len()), (year, 2), "{title}");
    }
    for (remark, count) in [("注：上表为2021年数据。", 0), ("注：上表为全县数据。", 2)]
    {
        let [title, note] = ["2022年汇总表", remark].map(line);
        let below = read(vec![title.clone(), table("a", &[head, &["甲局", "3", "4"]]), note]);
        assert_eq!(below[0].facts.len(), count, "{remark}");
        let rows: [&[&str]; 3] = [head, &["甲局", "3", "4"], &[remark, "", ""]];
        let inside = read(vec![title, table("a", &rows)]);
        assert_eq!(inside[0].facts.len(), count, "{remark}");
        assert_eq!(codes(&inside[0]).contains(&NoteCode::TableOther), count == 0, "{remark}");
    }
    let scaled = read(vec![line("单位：百件"), table("a", &[head, &["甲局", "3", "4"]])]);
    assert!(scaled[0].facts.iter().all(|(_, fact)| fact.value.is_none()));
    let before = read(vec![table("上年", &[head, &["甲局", "3", "4"]])]);
    assert!(before[0].facts.is_empty());
    let years = ["2021年", "2022年"].map(|sheet| table(sheet, &[head, &["甲局", "3", "4"]]));
    let years: Vec<_> = read(years.into()).iter().map(|report| report.year).collect();
    assert_eq!(years, [Some(2021), Some(2022)]);
    let another: &[&str] = &["单位名称", "联系人", "电话"];
    let rows = [head, &["甲局", "3", "4"], another, &["乙局", "5551234", "7"]];
    let reports = read(vec![table("a", &rows)]);
    assert_eq!(reports.len(), 1);
    assert!(codes(&reports[0]).contains(&NoteCode::ColumnUnknown));
}

#[test]
fn names_of_sums_comparisons_and_columns_are_no_organs() {
    let head: &[&str] = &["单位名称", "规章/本年制发件数", "规章/现行有效件数"];
    for name in
        ["合计（2家）", "共2家", "平均数", "上年数", "2021年", "同比增减", "示例", "栏次", "甲"]
    {
        let row = &[name, "3", "4"];
        let reports = read(vec![table("a", &[head, &["甲局", "1", "2"], row])]);
        assert_eq!(reports.len(), 1, "{name}");
        assert!(!reports[0].notes.is_empty(), "{name}");
    }
}

#[test]
fn remarks_in_the_column_of_organs_are_no_reports() {
    let head: &[&str] = &["单位名称", "年度", "规章/本年制发件数", "规章/现行有效件数"];
    for name in ["备注：乙局", "填表人：张三", "说明", "注：只含机关"] {
        let row = &[name, "2021", "3", "4"];
        let reports = read(vec![table("a", &[head, &["甲局", "2021", "1", "2"], row])]);
        assert_eq!(reports.len(), 1, "{name}");
        assert!(codes(&reports[0]).contains(&NoteCode::RowUnknown), "{name}");
    }
}

#[test]
fn an_export_is_joined_over_its_sheets_and_tells_blank_from_absent_where_it_is_carried() {
    let first = table(
        "主动公开",
        &[
            &["机关", "年度", "许可", "处罚", "文件", "部分"],
            &[
                "organ",
                "year",
                "disclosure.licensing.decisions",
                "disclosure.penalties.decisions",
                "file",
                "part",
            ],
            &["甲局", "2021", "7", "", "a.html", "1"],
            &["甲局", "2021", "8", "", "a.html", "2"],
        ],
    );
    let second = table(
        "复议诉讼",
        &[
            &["机关", "年度", "总计", "维持", "文件", "部分"],
            &["organ", "year", "review.total", "review.upheld", "file", "part"],
            &["甲局", "2021", "5", "", "a.html", "2"],
            &["甲局", "2021", "0", "0", "a.html", "1"],
        ],
    );
    let states = table(
        "nianbao",
        &[
            &["organ", "year", "file", "part", "blank"],
            &["甲局", "2021", "a.html", "1", "disclosure.penalties.decisions"],
            &["甲局", "2021", "a.html", "2", ""],
        ],
    );
    let reports = read(vec![first.clone(), second.clone()]);
    assert_eq!(reports.len(), 2);
    assert_eq!(
        told(&reports[1]),
        "Some(\"甲局\") Some(2021) disclosure.licensing.decisions=8 review.total=5"
    );
    assert_eq!(codes(&reports[1]), [NoteCode::BlankUnknown]);
    let source = |report: &Report| (report.source.file.clone(), report.source.part);
    assert_eq!(source(&reports[1]), (Some("a.html".to_owned()), 2));
    let carried = read(vec![first, second, states]);
    assert_eq!(
        told(&carried[0]),
        "Some(\"甲局\") Some(2021) disclosure.licensing.decisions=7 \
         disclosure.penalties.decisions=- review.upheld=0 review.total=0"
    );
    assert_eq!(codes(&carried[0]), []);
}

#[test]
fn a_printed_form_is_no_table_of_reports() {
    let reports = read(vec![table(
        "a",
        &[
            &["统计指标", "单位", "统计数"],
            &["（一）收到申请数", "件", "3"],
            &["1.当面申请数", "件", "3"],
        ],
    )]);
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].facts.len(), 2);
}

#[test]
fn the_last_number_of_a_table_that_breaks_off_is_not_taken() {
    let rows: &[&[&str]] = &[
        &["单位名称", "年度", "行政许可/本年处理决定数量", "规章/本年废止件数"],
        &["甲局", "2021", "7", "1"],
    ];
    let blocks = vec![table("a", rows)];
    let open = Document { blocks: blocks.clone(), open_end: true, ..Document::default() };
    let cut = recognise(&open).remove(0);
    assert!(cut.facts.len() == 1 && codes(&cut).contains(&NoteCode::ValueCut), "{cut:?}");
    assert_eq!(read(blocks)[0].facts.len(), 2);
}

#[test]
fn a_column_a_report_is_read_as_a_row_a_report() {
    let mut rows = vec![
        vec!["指标", "", "青石县财政局", "青石县教育局", "合计"],
        vec!["年度", "", "2022", "2022", ""],
        vec!["规章", "本年制发件数", "0", "1", "1"],
        vec!["", "本年废止件数", "0", "/", "0"],
        vec!["", "现行有效件数", "3", "4", "7"],
        vec!["行政许可", "本年处理决定数量", "12", "", "12"],
    ];
    let applicants = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计"];
    for applicant in applicants {
        rows.push(vec!["一、本年新收政府信息公开申请数量", applicant, "2", "5", "7"]);
    }
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let reports = read(vec![table("汇总", &rows)]);
    let told: Vec<String> = reports.iter().map(told).collect();
    assert_eq!(reports.len(), 2, "the column of sums is no report: {told:?}");
    assert!(
        told[0].starts_with("Some(\"青石县财政局\") Some(2022) disclosure.regulations.issued=0")
    );
    assert!(told[0].contains("disclosure.licensing.decisions=12"), "{}", told[0]);
    assert!(told[1].contains("disclosure.regulations.repealed=-"), "{}", told[1]);
    assert!(told[1].contains("disclosure.regulations.in_force=4"), "{}", told[1]);
    assert!(told[1].ends_with("requests.received.total=5"), "{}", told[1]);
}

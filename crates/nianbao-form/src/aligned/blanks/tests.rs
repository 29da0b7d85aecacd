use nianbao_core::{Block, Document, FieldId, Place, Report};

use crate::lines::blocks_of;
use crate::pages::value;
use crate::recognise;

const HEADS: [&str; 7] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// A line whose values end below each other, as many columns apart as there are signs in a label.
fn row(label: &str, values: [&str; 7]) -> String {
    let values = values.map(|value| format!("{value:>9}")).concat();
    format!("{label:<26}{values}").trim_end().to_owned()
}

/// Lines of section 三 with its head.
fn requests(rows: &[(&str, [&str; 7])]) -> Vec<String> {
    let heading = "三、收到和处理政府信息公开申请情况".to_owned();
    let rows = rows.iter().map(|(label, values)| row(label, *values));
    [heading, row("", HEADS)].into_iter().chain(rows).collect()
}

fn read(blocks: Vec<Block>) -> Report {
    recognise(&Document { blocks, ..Document::default() }).remove(0)
}

fn report(lines: &[String]) -> Report {
    read(blocks_of(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The row's cells as they were read: a dash for a blank one, nothing for one that was not read.
fn cells(report: &Report, row: &str) -> String {
    let columns = ["natural", "business", "research", "nonprofit", "legal", "other_org", "total"];
    let cells = columns.map(|column| value(report, &format!("requests.{row}.{column}")));
    cells.map(Option::unwrap_or_default).join(" ")
}

fn is_noted(report: &Report, id: &str) -> bool {
    let field = FieldId::from_id(id).unwrap();
    report.notes.iter().any(|note| note.fields.contains(&field))
}

const WHOLE: (&str, [&str; 7]) =
    ("一、本年新收政府信息公开申请数量", ["31", "2", "0", "0", "4", "0", "37"]);
const CARRIED_IN: (&str, [&str; 7]) =
    ("二、上年结转政府信息公开申请数量", ["", "1", "", "", "", "", "1"]);
const GRANTED: (&str, [&str; 7]) = ("（一）予以公开", ["30", "", "", "", "4", "", "34"]);
const PETITION: (&str, [&str; 7]) = ("1.信访举报投诉类申请", ["1", "3", "", "", "", "", "4"]);
const HANDLED: (&str, [&str; 7]) = ("（七）总计", ["31", "3", "", "", "4", "", "38"]);

#[test]
fn a_row_that_is_whole_shows_where_the_columns_stand() {
    let report = report(&requests(&[WHOLE, CARRIED_IN, GRANTED, PETITION, HANDLED]));
    assert_eq!(cells(&report, "received"), "31 2 0 0 4 0 37");
    assert_eq!(cells(&report, "carried_in"), "- 1 - - - - 1");
    assert_eq!(cells(&report, "granted"), "30 - - - 4 - 34");
    let blank = FieldId::from_id("requests.granted.business").unwrap();
    let fact = report.facts.get(blank).unwrap();
    assert_eq!((fact.raw.as_str(), &fact.at), ("", &Some(Place::Line(5))));
}

#[test]
fn where_no_row_is_whole_the_heads_do() {
    let received = (WHOLE.0, ["31", "2", "", "", "4", "", "37"]);
    let told = requests(&[received, CARRIED_IN, GRANTED, PETITION, HANDLED]);
    assert_eq!(cells(&report(&told), "received"), "31 2 - - 4 - 37");
    // One head that stands elsewhere than its values makes all doubtful.
    let moved: Vec<String> =
        told.iter().map(|line| line.replace("    商业企业", "商业企业    ")).collect();
    assert_ne!(moved, told);
    assert_eq!(cells(&report(&moved), "granted").trim(), "");
    // Two rows do not show how values stand below heads.
    let few = requests(&[received, CARRIED_IN]);
    assert_eq!(cells(&report(&few), "received").trim(), "");
}

#[test]
fn a_value_between_columns_is_in_none() {
    let mut lines = requests(&[WHOLE, CARRIED_IN, GRANTED, PETITION, HANDLED]);
    lines[3] = lines[3].replacen("     1", "1     ", 1);
    let report = report(&lines);
    assert_eq!(cells(&report, "carried_in").trim(), "");
    assert!(is_noted(&report, "requests.carried_in.natural"));
}

#[test]
fn cells_that_were_dropped_leave_no_room() {
    let early = ("（二）部分公开", ["0", "0", "0", "", "", "", ""]);
    let report = report(&requests(&[WHOLE, CARRIED_IN, GRANTED, early, PETITION, HANDLED]));
    assert_eq!(cells(&report, "partial").trim(), "");
    assert!(is_noted(&report, "requests.partial.total"));
    assert_eq!(cells(&report, "carried_in"), "- 1 - - - - 1");
}

#[test]
fn a_label_that_reaches_into_the_columns_pushes_its_values() {
    let mut lines = requests(&[WHOLE, CARRIED_IN, GRANTED, PETITION, HANDLED]);
    let long = "二、上年结转政府信息公开申请数量（以收到申请之日计，不含已经撤回的申请）";
    let width = long.chars().count();
    lines[3] = lines[3].replacen(&format!("{:<width$}", CARRIED_IN.0), long, 1);
    assert!(lines[3].starts_with(long));
    assert_eq!(cells(&report(&lines), "carried_in").trim(), "");
}

#[test]
fn sums_that_are_broken_bear_nothing_out() {
    let rows = |granted| requests(&[WHOLE, CARRIED_IN, (GRANTED.0, granted), PETITION, HANDLED]);
    let sound = report(&rows(GRANTED.1));
    assert_eq!(cells(&sound, "granted"), "30 - - - 4 - 34");
    let of_row = report(&rows(["30", "", "", "", "3", "", "34"]));
    assert_eq!(cells(&of_row, "granted").trim(), "");
    // Each row's sum holds, and those down two columns do not.
    let of_columns = report(&rows(["30", "", "", "4", "", "", "34"]));
    assert_eq!(cells(&of_columns, "granted").trim(), "");
    assert!(is_noted(&of_columns, "requests.granted.nonprofit"));
    // Where a row is printed twice, sums down columns are not asked.
    let mut twice = rows(["30", "", "", "", "4", "", ""]);
    twice.insert(4, row("", CARRIED_IN.1));
    let twice = report(&twice);
    assert_eq!(cells(&twice, "carried_in"), "- 1 - - - - 1");
    assert_eq!(cells(&twice, "granted").trim(), "");
}

#[test]
fn rows_of_another_page_show_nothing() {
    let lines = requests(&[WHOLE, CARRIED_IN, GRANTED, PETITION, HANDLED]);
    let mut blocks = blocks_of(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    // A form feed ends a line and counts none.
    let Block::Line(line) = &mut blocks[6] else { panic!() };
    line.at = Place::Line(6);
    let report = read(blocks);
    assert_eq!(cells(&report, "carried_in"), "- 1 - - - - 1");
    assert_eq!(cells(&report, "handled").trim(), "");
}

#[test]
fn what_no_sum_bears_out_is_not_told() {
    let block = |regulations: &str| {
        let lines = [
            "第二十条第（一）项",
            "信息内容            本年制发件数    本年废止件数    现行有效件数",
            regulations,
            "行政规范性文件           5               2              17",
        ];
        let report = report(&lines.map(str::to_owned));
        ["issued", "repealed", "in_force"]
            .map(|column| value(&report, &format!("disclosure.regulations.{column}")))
            .map(Option::unwrap_or_default)
            .join(" ")
    };
    assert_eq!(block("规章                     5               1               8"), "5 1 8");
    assert_eq!(block("规章                                     1               8"), "  ");
    let zeros = ("（二）部分公开", ["", "0", "", "0", "", "", ""]);
    let report = report(&requests(&[WHOLE, CARRIED_IN, GRANTED, zeros, PETITION, HANDLED]));
    assert_eq!(cells(&report, "granted"), "30 - - - 4 - 34");
    assert_eq!(cells(&report, "partial").trim(), "");
}

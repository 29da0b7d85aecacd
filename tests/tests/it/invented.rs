//! Pages that nobody has seen yet: what is read of them, and what is said of the rest.

use nianbao::{NoteCode, Report};

use crate::judge::read;

/// A page of 2022 with a body.
fn page(body: &str) -> Report {
    let html = format!(
        "<html><body><h1>白石县教育局2022年政府信息公开工作年度报告</h1>\
         <p>发布日期：2023-01-22</p>{body}</body></html>"
    );
    read("page.html", html.as_bytes()).unwrap().remove(0)
}

/// A table, a row each, its cells divided by bars.
fn table(rows: &[&str]) -> String {
    let cells = |row: &&str| -> String {
        let cells = row.split('|').map(|cell| format!("<td>{}</td>", cell.trim()));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    format!("<table border=1>{}</table>", rows.iter().map(cells).collect::<String>())
}

/// The numbers that were read of fields whose ids begin so, in printed order.
fn numbers(report: &Report, ids: &str) -> Vec<String> {
    let facts = report.facts.iter().filter(|(field, _)| field.id().starts_with(ids));
    facts.filter_map(|(_, fact)| Some(fact.value?.to_string())).collect()
}

fn codes(report: &Report) -> Vec<NoteCode> {
    let codes = report.notes.iter().map(|note| note.code);
    codes.filter(|code| *code != NoteCode::CellMissing && *code != NoteCode::TableMissing).collect()
}

const DISCLOSURE: &str = "<h2>二、主动公开政府信息情况</h2>";
const REQUESTS: &str = "<h2>三、收到和处理政府信息公开申请情况</h2>";
const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const HEAD: &str = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数";

#[test]
fn a_table_without_a_head_is_read_where_its_sums_leave_one_order() {
    let rows = |second| {
        let rows = ["一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5", second];
        page(&(REQUESTS.to_owned() + &table(&rows)))
    };
    let proved = rows("四、结转下年度继续办理 | 2 | 1 | 0 | 0 | 0 | 0 | 3");
    assert_eq!(numbers(&proved, "requests.received"), ["5", "0", "0", "0", "0", "0", "5"]);
    assert_eq!(codes(&proved), [NoteCode::PositionUsed]);
    let open = rows("四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0");
    assert!(numbers(&open, "requests.received").is_empty());
    assert!(codes(&open).contains(&NoteCode::RowAmbiguous));
}

#[test]
fn an_old_caption_over_the_only_table_is_noted() {
    let own = table(&[HEAD, "规章 | 1 | 2 | 3"]);
    let report = page(&format!("{DISCLOSURE}<p>2021年度统计表</p>{own}"));
    assert_eq!(numbers(&report, "disclosure.regulations"), ["1", "2", "3"]);
    assert_eq!(codes(&report), [NoteCode::YearConflict]);
}

#[test]
fn of_two_tables_the_one_of_another_year_is_left_out() {
    let (old, own) = (table(&[HEAD, "规章 | 4 | 5 | 6"]), table(&[HEAD, "规章 | 1 | 2 | 3"]));
    let report = page(&format!("{DISCLOSURE}<p>2021年度统计表</p>{old}<p>2022年度统计表</p>{own}"));
    assert_eq!(numbers(&report, "disclosure.regulations"), ["1", "2", "3"]);
    assert_eq!(codes(&report), [NoteCode::TableOther]);
}

#[test]
fn a_draft_gives_way_to_another_table_and_is_read_with_a_note_where_it_is_alone() {
    let (draft, own) = (table(&[HEAD, "规章 | 4 | 5 | 6"]), table(&[HEAD, "规章 | 1 | 2 | 3"]));
    for words in ["初稿", "（征求意见稿）", "仅供参考"] {
        let both = page(&format!("{DISCLOSURE}<p>{words}</p>{draft}<p>正式稿</p>{own}"));
        assert_eq!(numbers(&both, "disclosure.regulations"), ["1", "2", "3"], "{words}");
        assert_eq!(codes(&both), [NoteCode::TableOther], "{words}");
        let alone = page(&format!("{DISCLOSURE}<p>{words}</p>{draft}"));
        assert_eq!(numbers(&alone, "disclosure.regulations"), ["4", "5", "6"], "{words}");
        assert_eq!(codes(&alone), [NoteCode::TableDraft], "{words}");
    }
    let plan = page(&format!("{DISCLOSURE}<p>2023年目标</p>{own}"));
    assert_eq!(numbers(&plan, "disclosure.regulations"), Vec::<String>::new());
    assert_eq!(codes(&plan), [NoteCode::TableOther]);
}

#[test]
fn a_sentence_that_names_quarters_costs_no_table() {
    let own = table(&[HEAD, "规章 | 1 | 2 | 3"]);
    for sentence in ["按季度公开财政信息", "每季度检查栏目更新。"] {
        let report = page(&format!("{DISCLOSURE}<p>{sentence}</p>{own}"));
        assert_eq!(numbers(&report, "disclosure.regulations"), ["1", "2", "3"], "{sentence}");
        assert_eq!(codes(&report), [], "{sentence}");
    }
}

#[test]
fn numbers_of_a_turned_table_are_noted() {
    let turned = table(&[
        " | 规章 | 行政规范性文件",
        "本年制发件数 | 1 | 4",
        "本年废止件数 | 2 | 5",
        "现行有效件数 | 3 | 6",
    ]);
    let report = page(&(DISCLOSURE.to_owned() + &turned));
    assert!(report.facts.is_empty());
    let note = report.notes.iter().find(|note| note.code == NoteCode::NumbersUnplaced).unwrap();
    assert_eq!(note.detail, "1 | 4 | 2 | 5 | 3 | 6");
    assert_eq!(note.at.as_ref().unwrap().to_string(), "table 1, row 2, column 2");
    assert!(note.fields.iter().any(|field| field.id() == "disclosure.normative.in_force"));
}

#[test]
fn a_repeated_row_is_read_and_a_second_one_is_not() {
    let with = |second| {
        let rows = [HEAD, "规章 | 1 | 2 | 3", second, "行政规范性文件 | 7 | 8 | 9"];
        page(&(DISCLOSURE.to_owned() + &table(&rows)))
    };
    for (second, read) in [(" | 1 | 2 | 3", true), (" | | | ", true), (" | 4 | 5 | 6", false)] {
        let report = with(second);
        assert_eq!(!numbers(&report, "disclosure.regulations").is_empty(), read, "{second}");
        assert_eq!(numbers(&report, "disclosure.normative"), ["7", "8", "9"], "{second}");
    }
}

#[test]
fn another_publishing_date_is_noted() {
    let report = page("<p>发布日期：2023-03-01</p>");
    assert_eq!(report.published.unwrap().to_string(), "2023-01-22");
    let note = report.notes.iter().find(|note| note.code == NoteCode::DateConflict).unwrap();
    assert_eq!(note.detail, "2023-01-22 / 2023-03-01");
}

#[test]
fn what_is_said_of_all_columns_holds_for_those_behind_a_page_s_end() {
    let read = |over: &str| {
        let kinds = "<td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td>";
        let row = "<td>5</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>6</td>";
        page(&format!(
            "{REQUESTS}<table border=1><tr><td colspan=3>{NOTE}</td><td colspan=7>{over}</td></tr></table>\
             <table border=1><tr><td rowspan=2 colspan=3></td><td rowspan=2>自然人</td>\
             <td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr><tr>{kinds}<td>其他</td></tr>\
             <tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{row}</tr></table>"
        ))
    };
    assert_eq!(numbers(&read("申请人情况"), "requests.received").len(), 7);
    let other = read("申请人情况（上年）");
    assert!(numbers(&other, "requests.received").is_empty());
    assert!(codes(&other).contains(&NoteCode::TableOther));
}

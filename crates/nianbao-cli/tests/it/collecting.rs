//! Roll-up and panel as a superior's office meets them.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::filling::part;
use crate::program::run;

/// A report of a unit that received so many requests in a year.
fn report(organ: &str, year: u16, received: u32) -> String {
    let received = format!(r#"{{"value": {received}, "raw": "{received}"}}"#);
    format!(
        r#"{{"organ": "{organ}", "year": {year}, "form": "2021",
            "facts": {{"requests.received.total": {received}}}}}"#
    )
    .replace('\n', " ")
}

fn folder(reports: &[String]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    for (index, report) in reports.iter().enumerate() {
        fs::write(root.path().join(format!("in/{index}.jsonl")), format!("{report}\n")).unwrap();
    }
    root
}

const ROLLUP: [&str; 4] = ["rollup", "in", "--organ", "甲县人民政府"];

#[test]
fn units_are_summed_and_who_is_missing_is_told() {
    let reports =
        [report("甲县教育局", 2023, 7), report("乙镇", 2023, 5), report("乙镇", 2022, 90)];
    let root = folder(&reports);
    fs::write(root.path().join("units.csv"), "单位名称\n甲县教育局\n乙镇\n丙镇\n").unwrap();
    let more = ["--units", "units.csv", "--contributions", "units.xlsx"];
    let (status, out, err) = run(root.path(), &[&ROLLUP[..], &more].concat());
    assert_eq!(status, 1, "a unit is missing: {err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let sum = &json["reports"][0];
    assert_eq!(sum["facts"]["requests.received.total"]["value"], 12);
    assert_eq!(sum["title"], "甲县人民政府2023年政府信息公开工作年度报告");
    assert!(err.contains("missing: 丙镇") && err.contains("it is on 2022"), "{err}");
    // Who is missing is a result; how many were counted is not.
    let (status, _, err) = run(root.path(), &[&ROLLUP[..], &more[..2], &["-q"]].concat());
    assert!(status == 1 && err.contains("missing: 丙镇") && !err.contains("counted,"), "{err}");
    for sheet in 1..=3 {
        let page =
            part(&root.path().join("units.xlsx"), &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(page.contains("orientation=\"landscape\"") && page.contains("&amp;P"), "{page}");
    }
}

#[test]
fn an_amount_that_outweighs_all_others_is_told_and_summed() {
    let unit = |(number, fees): (usize, &str)| {
        report(&format!("甲县{number}局"), 2023, 1).replace(
            "\"requests.received.total\": {\"value\": 1,",
            &format!("\"disclosure.fees.amount\": {{\"value\": {fees},"),
        )
    };
    let fees = ["12.5", "3", "251000", "0.8"];
    let root = folder(&fees.into_iter().enumerate().map(unit).collect::<Vec<_>>());
    let (status, out, err) = run(root.path(), &ROLLUP);
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("甲县2局 (in/2.jsonl)") && err.contains("the next (12.5 万元)"), "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let sum = &json["reports"][0]["facts"]["disclosure.fees.amount"];
    assert_eq!(sum["value"].as_f64(), Some(251_016.3));
}

#[test]
fn a_unit_that_is_not_on_the_list_is_told_to_be_in_the_sum() {
    let root = folder(&[report("甲县教育局", 2023, 7), report("白石县教育局", 2023, 5)]);
    fs::write(root.path().join("units.csv"), "单位名称\n甲县教育局\n").unwrap();
    let arguments = [&ROLLUP[..], &["--units", "units.csv"]].concat();
    let (status, out, err) = run(root.path(), &arguments);
    assert_eq!(status, 1, "{err}");
    let told = "not on the list, but in the sums: 白石县教育局 (in/1.jsonl)";
    assert!(err.contains(told) && err.contains("2 units counted, 1 of them not on"), "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let sum = &json["reports"][0];
    assert_eq!(sum["facts"]["requests.received.total"]["value"], 12);
    let notes = sum["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["code"] == "rollup.unlisted"), "{notes:?}");
    let (_, _, err) = run(root.path(), &[&arguments[..], &["--lang", "zh"]].concat());
    let told = "不在名单中，但已计入合计：白石县教育局（in/1.jsonl）；不应计入的，请从输入中去掉";
    assert!(err.contains(told), "{err}");
    fs::write(root.path().join("units.csv"), "甲县教育局\n白石县教育局\n").unwrap();
    assert_eq!(run(root.path(), &arguments).0, 0);
}

#[test]
fn what_came_of_a_missing_unit_is_told() {
    let root = folder(&[report("甲县教育局", 2023, 7), report("甲县水务局", 2022, 5)]);
    let units = "甲县教育局\n水务局\n甲县卫生健康局\n甲县林业草原局\n甲县统计局\n";
    fs::write(root.path().join("units.csv"), units).unwrap();
    fs::write(root.path().join("in/甲县卫生健康局.html"), "").unwrap();
    fs::write(root.path().join("in/林业草原局2023.jsonl"), "{").unwrap();
    let arguments = [&ROLLUP[..], &["--year", "2023", "--units", "units.csv"]].concat();
    let (status, _, err) = run(root.path(), &arguments);
    assert_eq!(status, 1);
    for told in [
        "missing: 水务局 (what came is on 2022)\n",
        "missing: 甲县卫生健康局 (in/甲县卫生健康局.html could not be read: ",
        "missing: 甲县林业草原局 (in/林业草原局2023.jsonl could not be read: ",
        "missing: 甲县统计局\n",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    let (_, _, err) = run(root.path(), &[&arguments[..], &["--lang", "zh"]].concat());
    assert!(err.contains("缺：水务局（报来的是 2022 年度）"), "{err}");
    assert!(err.contains("缺：甲县卫生健康局（in/甲县卫生健康局.html 未能读取："), "{err}");
}

/// It is a hint: nothing is taken for what it may be.
#[test]
fn a_unit_that_the_list_may_name_shorter_is_told() {
    let root = folder(&[report("甲县教育局", 2023, 7), report("甲县卫生健康局", 2023, 5)]);
    fs::write(root.path().join("units.csv"), "甲县教育局\n卫健局\n统计局\n").unwrap();
    let arguments = [&ROLLUP[..], &["--units", "units.csv"]].concat();
    let (status, _, err) = run(root.path(), &arguments);
    assert_eq!(status, 1);
    let told = "missing: 卫健局 (perhaps 甲县卫生健康局, which is not on the list;";
    assert!(err.contains(told) && err.contains("missing: 统计局\n"), "{err}");
    assert!(err.contains("not on the list, but in the sums: 甲县卫生健康局"), "{err}");
    let (_, _, err) = run(root.path(), &[&arguments[..], &["--lang", "zh"]].concat());
    assert!(err.contains("缺：卫健局（可能就是不在名单中的“甲县卫生健康局”；"), "{err}");
}

#[test]
fn a_report_left_out_is_named_by_the_file_that_was_sent() {
    let earlier = report("乙镇", 2022, 90);
    let made_of = earlier.replacen('{', r#"{"source": {"file": "elsewhere/page.html"}, "#, 1);
    let root = folder(&[report("甲县教育局", 2023, 7), report("丙镇", 2023, 1), made_of]);
    let (_, _, err) = run(root.path(), &ROLLUP);
    let told = err.lines().find(|line| line.contains("乙镇"));
    assert!(told.is_some_and(|line| line.contains("2.jsonl")), "{err}");
    assert!(!err.contains("elsewhere"), "{err}");
}

/// A sheet as rows of texts.
fn rows(path: &Path, index: usize) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, index).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_contributions_add_up_to_the_sums() {
    let fields = ["requests.received.total", "review.total", "disclosure.fees.amount"];
    let unit = |index: u32| {
        let value = |field: &str| match (field, (index + u32::try_from(field.len()).unwrap()) % 5) {
            // Some cells are blank, some are not there.
            (_, 0) => Some("null".to_owned()),
            (_, 1) => None,
            ("disclosure.fees.amount", _) => Some(format!("{index}.35")),
            _ => Some((index * 3).to_string()),
        };
        let fact = |field: &&str| {
            let value = value(field)?;
            Some(format!(r#""{field}": {{"value": {value}, "raw": ""}}"#))
        };
        let facts: Vec<String> = fields.iter().filter_map(fact).collect();
        let facts = facts.join(", ");
        format!(
            r#"{{"organ": "甲县第{index}局", "year": 2023, "form": "2021", "facts": {{{facts}}}}}"#
        )
    };
    let root = folder(&(0..40).map(unit).collect::<Vec<_>>());
    fs::write(root.path().join("published.jsonl"), report("甲县", 2023, 9)).unwrap();
    let more = ["--contributions", "units.xlsx", "--against", "published.jsonl"];
    let (status, out, err) = run(root.path(), &[&ROLLUP[..], &more].concat());
    assert_eq!(status, 0, "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let table = rows(&root.path().join("units.xlsx"), 1);
    let ids = table.iter().position(|row| row[0] == "organ").unwrap();
    let units: Vec<&Vec<String>> =
        table[ids + 1..].iter().filter(|row| row[0].starts_with("甲县")).collect();
    assert_eq!(units.len(), 40);
    for field in fields {
        let column = table[ids].iter().position(|id| id == field).unwrap();
        let number = |text: &String| text.parse::<nianbao::Decimal>().ok();
        let sum: nianbao::Decimal = units.iter().filter_map(|row| number(&row[column])).sum();
        let value = &json["reports"][0]["facts"][field]["value"];
        assert_eq!(Some(sum.normalize()), number(&value.to_string()), "{field}");
        assert!(units.iter().any(|row| row[column].is_empty()), "{field}");
    }
    let sums = rows(&root.path().join("units.xlsx"), 0);
    let received = sums.iter().find(|row| row.iter().any(|cell| cell == fields[0])).unwrap();
    let gap = 9 - json["reports"][0]["facts"][fields[0]]["value"].as_i64().unwrap();
    assert_eq!(received[2..4], ["9".to_owned(), gap.to_string()]);
}

#[test]
fn a_whole_sum_is_success_and_is_held_against_what_was_published() {
    let root = folder(&[report("甲县教育局", 2023, 7), report("乙镇", 2023, 5)]);
    let published = report("甲县人民政府", 2023, 7);
    fs::write(root.path().join("published.jsonl"), published).unwrap();
    let more = ["--against", "published.jsonl", "-o", "sum.json"];
    let (status, _, err) = run(root.path(), &[&ROLLUP[..], &more].concat());
    assert_eq!(status, 0, "{err}");
    assert!(err.contains("published 7, sum 12, -5"), "{err}");
    assert!(err.contains("all of it is what 乙镇 reports"), "{err}");
    let (status, _, err) = run(root.path(), &["publish", "sum.json", "-o", "out"]);
    assert!(status == 1 && err.contains("still to be written"), "{status}: {err}");
}

#[test]
fn a_unit_that_nobody_computed_is_named_at_once() {
    let whole = report("乙镇", 2023, 5);
    let blank = whole.replace("乙镇", "甲县教育局").replace(
        r#"{"value": 5, "raw": "5"}}}"#,
        r#"{"value": null, "raw": ""}}, "notes": [{"code": "formula.uncached", "message": "T9",
            "fields": ["requests.received.total"]}]}"#,
    );
    let root = folder(&[whole, blank.replace('\n', " ")]);
    let (status, _, err) = run(root.path(), &[&ROLLUP[..], &["-o", "sum.json"]].concat());
    assert_eq!(status, 1, "{err}");
    let named = "甲县教育局 (in/1.jsonl): formulas without their results: 1";
    assert!(err.contains(named) && err.contains("1 sum without some units"), "{err}");
    let (_, _, err) = run(root.path(), &["convert", "in", "-o", "all.jsonl"]);
    assert!(err.contains("in/1.jsonl: formulas without their results"), "{err}");
}

#[test]
fn what_the_sum_is_held_against_is_of_its_organ_and_year() {
    let root = folder(&[report("乙镇", 2023, 5)]);
    let others =
        [("甲县人民政府办公室", 2023, false), ("丙县", 2023, true), ("甲县人民政府", 2022, true)];
    for (organ, year, told) in others {
        fs::write(root.path().join("published.jsonl"), report(organ, year, 7)).unwrap();
        let more = ["--against", "published.jsonl", "-o", "sum.json"];
        let (status, _, err) = run(root.path(), &[&ROLLUP[..], &more].concat());
        assert_eq!(status, 0, "a difference is no failure: {err}");
        assert_eq!(err.contains(&format!("is the report of {organ}, {year}")), told, "{err}");
    }
}

#[test]
fn nothing_to_sum_is_an_error_with_reasons() {
    let root = folder(&[r#"{"organ": "甲局", "year": 2023, "facts": {}}"#.to_owned()]);
    let (status, out, err) = run(root.path(), &ROLLUP);
    assert_eq!((status, &*out), (2, ""));
    assert!(err.contains("no table of the form"), "{err}");
}

#[test]
fn years_stand_side_by_side() {
    let root = folder(&[report("教育局", 2021, 4), report("甲县教育局", 2022, 6)]);
    let (status, _, err) =
        run(root.path(), &["years", "in", "--organ", "甲县教育局", "-o", "a.xlsx"]);
    assert_eq!(status, 0, "{err}");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(root.path().join("a.xlsx")).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let row: Vec<String> = sheet.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(row[..7], ["甲县教育局", "本年新收申请", "件", "4", "6", "2", "50"]);
    assert_eq!(row[7..], ["", "requests.received.total"], "a number and an id do not touch");
    // What cannot be told of a report is not told as a question mark.
    let nobodys = r#"{"year": 2023, "facts": {}}"#;
    fs::write(root.path().join("in/9.jsonl"), nobodys).unwrap();
    fs::write(root.path().join("in/8.jsonl"), report("甲县教育局", 2022, 9)).unwrap();
    let years = ["years", "in", "-o", "a.xlsx", "--lang"];
    let (_, _, err) = run(root.path(), &[&years[..], &["zh"]].concat());
    assert!(err.contains("  in/9.jsonl（2023）：未用：机关不明\n"), "{err}");
    let (_, _, err) = run(root.path(), &[&years[..], &["en"]].concat());
    assert!(err.contains("  in/8.jsonl (甲县教育局 2022): not used: other figures"), "{err}");
    let (status, _, err) = run(root.path(), &["years", "in", "-o", "a.json"]);
    assert_eq!(status, 2);
    assert!(err.contains(".xlsx"), "{err}");
}

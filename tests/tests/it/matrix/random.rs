//! Reports that nobody would write: whatever they hold, no page of theirs may show another number.

use nianbao::{Decimal, Edition, Extra, Fact, FieldId, Reading, Report, Section};
use nianbao_form::{layout, recognise};

use crate::dice::Dice;

use super::{documents, read, written};

/// Raw texts, whether they fit a value or not.
const RAW: [&str; 40] = [
    "",
    "/",
    "—",
    "0",
    "00",
    "7",
    "12",
    "1,234",
    "１２",
    "3 5",
    "1 000",
    "-3",
    "+4",
    "增加3",
    "减2",
    "5件",
    "5%",
    "约5",
    "三",
    "12①",
    "22（其中修订16件）",
    "12（其中",
    "251000元",
    "2万元",
    "1.5亿元",
    "3.14",
    "8040",
    "无",
    "未见",
    "空白",
    "总计",
    "其他",
    "规章",
    "行政处罚",
    "自然人",
    "|",
    "1|2",
    "第二十条第（八）项",
    "单位：元",
    "本年新收2020年5件。下一句；第三句，第四句，第五句，第六句。",
];

/// Lines of prose. A row of a table between bars is none: on a page it is that row again.
const WORDS: [&str; 13] = [
    "全年主动公开政府信息4293条。",
    "规章 12 3 4",
    "总计",
    "7",
    "信息内容 本年制发件数",
    "三、收到和处理政府信息公开申请情况",
    "一、总体情况",
    "甲县丙局2019年政府信息公开工作年度报告",
    "单位：元",
    "2020年1月1日",
    "发布日期：2001-01-01",
    "政府信息公开情况统计表",
    "【正文】",
];

fn report(dice: &mut Dice) -> Report {
    let mut report = Report::default();
    if dice.percent(80) {
        report.title = Some("甲县乙局2021年政府信息公开工作年度报告".to_owned());
    }
    report.year = dice.percent(80).then_some(2021);
    report.form = dice.percent(85).then(|| *dice.pick(&Edition::ALL));
    let chance = *dice.pick(&[3, 30, 90]);
    let odd = *dice.pick(&[0, 5, 50]);
    let edition = *dice.pick(&Edition::ALL);
    for field in FieldId::all() {
        let usual = field.is_in(report.form.unwrap_or(edition));
        if !dice.percent(if usual { chance } else { odd / 5 }) {
            continue;
        }
        let number = Decimal::new(i64::try_from(dice.below(9_999)).unwrap(), 0);
        let value = dice.percent(85).then_some(number);
        let raw =
            if dice.percent(odd) { (*dice.pick(&RAW)).to_owned() } else { number.to_string() };
        report.facts.insert(field, Fact { value, raw, at: None }).unwrap();
    }
    for number in 1..=u32::try_from(dice.below(6)).unwrap() {
        let heading =
            ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "其他"];
        let heading = format!(
            "{}、{}",
            ["一", "二", "三", "四", "五"][number as usize - 1],
            dice.pick(&heading)
        );
        let paragraphs = (0..dice.below(4)).map(|_| (*dice.pick(&WORDS)).to_owned()).collect();
        report.sections.push(Section { number: Some(number), heading: Some(heading), paragraphs });
    }
    for _ in 0..dice.below(3) {
        let cells = (0..=dice.below(9)).map(|_| (*dice.pick(&RAW)).to_owned()).collect();
        report.extras.push(Extra { cells, at: None });
    }
    report
}

/// The numbers that were read and are not the report's; and how many were lost.
fn judged(read: &[Report], report: &Report) -> (Vec<String>, usize) {
    let mut wrong = Vec::new();
    let mut right = 0;
    for (field, fact) in read.iter().flat_map(|part| part.facts.iter()) {
        match (fact.value, report.facts.reading(field)) {
            (Some(read), Reading::Number(own, _)) if read == own => right += 1,
            (None, _) => {}
            (Some(read), own) => wrong.push(format!("{field}: {read} ({}) for {own:?}", fact.raw)),
        }
    }
    let all = report.facts.iter().filter(|(_, fact)| fact.value.is_some()).count();
    (wrong, all - right.min(all))
}

#[test]
fn no_report_makes_a_page_show_another_number() {
    let mut dice = Dice::new(23);
    let (mut all, mut lost) = (0, 0);
    let rounds = if std::env::var_os("NIANBAO_LONG").is_some() { 2_000 } else { 100 };
    for round in 0..rounds {
        let report = report(&mut dice);
        let pages = documents()
            .map(|(format, ..)| (format.name, read(&written(format, &[&report])).unwrap()));
        let own = std::iter::once(("document", recognise(&layout(&report))));
        for (name, back) in own.chain(pages) {
            let (wrong, less) = judged(&back, &report);
            assert!(wrong.is_empty(), "round {round} as {name}: {wrong:#?}\n{report:#?}");
            all += report.facts.len();
            lost += less;
        }
    }
    println!("{all} facts, {lost} lost");
}

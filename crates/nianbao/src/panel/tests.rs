use nianbao_core::{Fact, FieldId, Lang, SheetCell, Source};

use super::*;

fn report(organ: &str, year: u16, form: Edition, facts: &[(&str, i64)]) -> Report {
    let mut report = Report {
        organ: Some(organ.to_owned()),
        year: Some(year),
        form: Some(form),
        source: Source { file: Some(format!("{organ}{year}.html")), part: 1, ..Source::default() },
        ..Report::default()
    };
    for (id, value) in facts {
        let value = Some(Decimal::from(*value));
        let fact = Fact { value, raw: String::new(), at: None };
        report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
    }
    report
}

fn statistic(name: &str) -> &'static Statistic {
    statistics().iter().find(|statistic| statistic.name == name).unwrap()
}

#[test]
fn a_statistic_is_followed_through_the_editions() {
    let mut panel = Panel::new(None);
    panel.push(report("甲局", 2018, Edition::E2014, &[("litigation.total", 3)]));
    let (direct, after) = ("litigation_direct.total", "litigation_after_review.total");
    panel.push(report("甲局", 2019, Edition::E2019, &[(direct, 4), (after, 1)]));
    panel.push(report("甲局", 2020, Edition::E2019, &[(direct, 4)]));
    let years = &panel.organs[0].years;
    let litigation = statistic("litigation.total");
    let value = |year: u16| years[&year].value(litigation);
    assert_eq!([2018, 2019, 2020].map(value), [Some(3.into()), Some(5.into()), None]);
    assert_eq!(panel.span(), [2018, 2019, 2020]);
}

#[test]
fn a_year_has_one_report_and_another_is_told() {
    let mut panel = Panel::new(None);
    let received = |value| [("requests.received.total", value)];
    panel.push(report("甲局", 2022, Edition::E2021, &received(1)));
    panel.push(report("甲 局", 2022, Edition::E2021, &received(1)));
    panel.push(report("甲局", 2022, Edition::E2021, &received(2)));
    panel.push(Report { year: Some(2022), ..Report::default() });
    panel.push(Report { organ: Some("乙局".to_owned()), ..Report::default() });
    let why: Vec<Unused> = panel.unused.iter().map(|spare| spare.why).collect();
    assert_eq!(why, [Unused::Copy, Unused::Differs, Unused::NoOrgan, Unused::NoYear]);
    assert_eq!(panel.organs.len(), 1);
    let mut one = Panel::new(Some("甲县教育局".to_owned()));
    one.push(report("教育局", 2021, Edition::E2021, &received(1)));
    one.push(report("甲县教育和体育局", 2022, Edition::E2021, &received(2)));
    assert_eq!((one.organs.len(), one.organs[0].years.len()), (1, 2));
}

#[test]
fn a_change_has_no_percentage_of_nothing() {
    let number = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(change(8.into(), 11.into()), (3.into(), Some(number("37.5"))));
    assert_eq!(change(3.into(), 2.into()), ((-1).into(), Some(number("-33.3"))));
    assert_eq!(change(0.into(), 2.into()), (2.into(), None));
}

#[test]
fn charts_sum_organs_that_are_there_every_year_and_years_that_compare() {
    let mut panel = Panel::new(None);
    let old = |organ, value| {
        let facts = [("applications.received.total", value), ("applications.closed.total", value)];
        report(organ, 2018, Edition::E2014, &facts)
    };
    let new = |organ, year, value| {
        let facts = [("requests.received.total", value), ("requests.handled.total", value)];
        report(organ, year, Edition::E2019, &facts)
    };
    for one in [
        old("甲局", 1),
        new("甲局", 2019, 2),
        new("甲局", 2020, 3),
        new("乙局", 2019, 10),
        new("乙局", 2020, 20),
    ] {
        panel.push(one);
    }
    let page = charts::page(&panel, Lang::Zh);
    let shown = |label: &str| {
        let head = page.rows.iter().position(|row| row.len() > 1).unwrap();
        let named = |cell: &SheetCell| matches!(cell, SheetCell::Text(text, _) if text == label);
        let column = page.rows[head].iter().position(named).unwrap();
        let rows = page.rows[head + 1..].iter();
        let number = |row: &Vec<SheetCell>| match &row[column] {
            SheetCell::Number(number, _) => number.to_string(),
            _ => "-".to_owned(),
        };
        rows.take_while(|row| !row.is_empty()).map(number).collect::<Vec<_>>().join(" ")
    };
    // 乙局 has no report for 2018, so its numbers are in no sum of requests received.
    assert_eq!(shown("新收申请"), "1 2 3 1");
    // What was handled is not counted alike before 2019, so 2018 has no number, and both have all.
    assert_eq!(shown("办理结果"), "- 12 23 2");
    assert_eq!(shown("行政复议"), "- - - 0");
    assert_eq!(page.charts.len(), 2, "nothing is drawn of what has no number");
}

//! What may be in a sum twice.

use super::*;

#[test]
fn one_report_under_two_names_and_a_sum_among_its_units_are_told() {
    let ids = ["received", "granted", "partial", "handled", "carried_out"];
    let ids = ids.map(|row| format!("requests.{row}.total"));
    let facts = |times: i64| {
        let figures = (1..).map(|figure| Some(figure * times));
        ids.iter().map(String::as_str).zip(figures).collect::<Vec<_>>()
    };
    let told = |organ: &str, units: &[(&str, i64)]| {
        let reports = units.iter().map(|(name, times)| report(name, &facts(*times))).collect();
        let rollup = roll_up(Plan { organ: organ.to_owned(), ..Plan::default() }, reports);
        let is_noted = codes(&rollup).contains(&NoteCode::RollupDoubled);
        assert_eq!(is_noted, !rollup.doubled().is_empty());
        assert_eq!(is_noted, rollup.is_partial());
        rollup.doubled()
    };
    let county = "甲县人民政府";
    let units = [("甲县教育局", 1), ("乙镇人民政府", 3), ("丙镇人民政府", 5)];
    assert_eq!(told(county, &units), []);
    let twice = [units[0], units[1], ("北岭市甲县教育局", 1)];
    assert_eq!(told(county, &twice), [Doubled::Same(0, 2)]);
    assert_eq!(told(county, &[twice[0], twice[2]]), [Doubled::Same(0, 1)], "and no more of them");
    let with = |sum| [units[0], units[1], units[2], sum];
    assert_eq!(told(county, &with((county, 12))), [Doubled::Whole(3)], "with figures of its own");
    assert_eq!(told(county, &with(("甲县政务公开办", 9))), [Doubled::Whole(3)]);
    assert_eq!(told(county, &with(("甲县公安局", 12))), [], "a large unit");
    assert_eq!(told(county, &with((county, 8))), [], "the office's own figures");
    let few = ["甲县教育局", "乙镇"].map(|name| report(name, &[(RECEIVED, Some(1))]));
    assert_eq!(roll_up(plan(), few.into()).doubled(), [], "the same by chance");
}

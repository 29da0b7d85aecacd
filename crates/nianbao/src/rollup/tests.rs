use nianbao_core::{Fact, NoteCode, Source};

use super::*;

fn field(id: &str) -> FieldId {
    FieldId::from_id(id).unwrap()
}

/// A report of a unit for 2023; a value of `None` is a blank cell.
fn report(organ: &str, facts: &[(&str, Option<i64>)]) -> Report {
    let mut report = Report {
        organ: Some(organ.to_owned()),
        year: Some(2023),
        form: Some(Edition::E2021),
        source: Source { file: Some(format!("{organ}.html")), part: 1, ..Source::default() },
        ..Report::default()
    };
    for (id, value) in facts {
        let value = value.map(Decimal::from);
        let raw = value.map_or_else(String::new, |value| value.to_string());
        report.facts.insert(field(id), Fact { value, raw, at: None }).unwrap();
    }
    report
}

const RECEIVED: &str = "requests.received.total";
const ISSUED: &str = "disclosure.normative.issued";

fn roll_up(plan: Plan, reports: Vec<Report>) -> Rollup {
    let mut gathering = Gathering::new(plan);
    for report in reports {
        gathering.push(report);
    }
    gathering.finish().unwrap()
}

fn plan() -> Plan {
    Plan { organ: "甲县人民政府".to_owned(), ..Plan::default() }
}

fn codes(rollup: &Rollup) -> Vec<NoteCode> {
    rollup.notes().iter().map(|note| note.code).collect()
}

#[test]
fn numbers_add_up_and_blanks_stay_blanks() {
    let rollup = roll_up(
        plan(),
        vec![
            report("甲县教育局", &[(RECEIVED, Some(7)), (ISSUED, None), ("review.total", None)]),
            report("乙镇", &[(RECEIVED, Some(5)), (ISSUED, Some(2)), ("review.total", None)]),
            report("丙镇", &[(RECEIVED, Some(0))]),
        ],
    );
    let fact = |id| rollup.report.facts.get(field(id)).map(|fact| fact.value);
    assert_eq!(fact(RECEIVED), Some(Some(Decimal::from(12))));
    assert_eq!(fact(ISSUED), Some(Some(Decimal::from(2))));
    assert_eq!(fact("review.total"), Some(None), "blank in every unit that has it");
    assert_eq!(fact("review.upheld"), None, "in no unit");
    let total = rollup.totals.iter().find(|total| total.field == field(ISSUED)).unwrap();
    assert_eq!((total.given, &*total.blank, &*total.absent), (1, &[0][..], &[2][..]));
    let partial = rollup.notes().iter().find(|note| note.code == NoteCode::RollupPartial).unwrap();
    assert!(partial.detail.starts_with("丙镇（2项"), "{}", partial.detail);
    assert_eq!(rollup.report.year, Some(2023));
}

#[test]
fn no_organ_is_counted_twice_and_no_other_year_or_form_at_all() {
    let mut old = report("丁局", &[(RECEIVED, Some(100))]);
    old.year = Some(2022);
    let mut other = report("戊局", &[("proactive.total", Some(100))]);
    other.form = Some(Edition::E2014);
    let mut prose = report("己局", &[]);
    prose.form = None;
    let rollup = roll_up(
        plan(),
        vec![
            report("甲局", &[(RECEIVED, Some(1))]),
            report("甲 局", &[(RECEIVED, Some(1))]),
            report("甲局", &[(RECEIVED, Some(3))]),
            report("乙局", &[(RECEIVED, Some(1))]),
            old,
            other,
            prose,
        ],
    );
    let value = rollup.report.facts.get(field(RECEIVED)).unwrap().value;
    assert_eq!(value, Some(Decimal::from(2)));
    let reasons: Vec<&LeftOut> = rollup.left_out.iter().map(|(_, reason)| reason).collect();
    let first = || Some("甲局.html".to_owned());
    let expected = [
        &LeftOut::Twice { file: first(), differing: 0 },
        &LeftOut::Twice { file: first(), differing: 1 },
        &LeftOut::Year(Some(2022)),
        &LeftOut::Edition(Edition::E2014),
        &LeftOut::NoTables,
    ];
    assert_eq!(reasons, expected);
    assert!(rollup.is_partial());
}

#[test]
fn the_form_of_2019_is_mapped_by_field_and_what_does_not_map_is_told() {
    let made = "disclosure.normative.made";
    let mut old =
        report("甲局", &[(RECEIVED, Some(4)), (made, Some(9)), ("requests.other.total", Some(0))]);
    old.form = Some(Edition::E2019);
    let rollup = roll_up(plan(), vec![old, report("乙局", &[(RECEIVED, Some(1))])]);
    assert_eq!(rollup.report.facts.get(field(RECEIVED)).unwrap().value, Some(Decimal::from(5)));
    assert!(rollup.report.facts.get(field(made)).is_none());
    let note = rollup.notes().iter().find(|note| note.code == NoteCode::RollupUnmapped).unwrap();
    assert_eq!(note.fields, [field(made)], "a zero is no loss");
}

#[test]
fn the_list_tells_who_is_missing_and_a_region_in_front_does_not_matter() {
    let names = ["甲县教育局", "公安局", "丙镇人民政府"].map(str::to_owned).to_vec();
    let rollup = roll_up(
        Plan { expected: names, ..plan() },
        vec![
            report("教育局", &[(RECEIVED, Some(1))]),
            report("甲县公安局", &[(RECEIVED, Some(1))]),
            report("丁局", &[(RECEIVED, Some(1))]),
        ],
    );
    assert_eq!(rollup.missing, ["丙镇人民政府"]);
    assert_eq!(rollup.unlisted, [2]);
    assert!(codes(&rollup).contains(&NoteCode::RollupMissing));
}

#[test]
fn a_name_that_fits_two_units_fits_none() {
    let rollup = roll_up(
        Plan { expected: vec!["教育局".to_owned()], ..plan() },
        vec![
            report("甲县教育局", &[(RECEIVED, Some(1))]),
            report("乙县教育局", &[(RECEIVED, Some(1))]),
        ],
    );
    assert_eq!(rollup.missing, ["教育局"]);
}

#[test]
fn a_list_is_read_from_its_first_column() {
    let list = "\u{feff}单位名称,电话\n\"甲县教育局\",1\n\n乙镇人民政府\t2\r\n乙镇人民政府\n";
    assert_eq!(expected(list.as_bytes()), ["甲县教育局", "乙镇人民政府"]);
}

#[test]
fn a_gap_names_the_unit_that_explains_it() {
    let units = || {
        vec![
            report("甲局", &[(RECEIVED, Some(7)), (ISSUED, Some(2))]),
            report("乙局", &[(RECEIVED, Some(5)), (ISSUED, Some(0))]),
            report("丙局", &[(RECEIVED, Some(5)), (ISSUED, Some(1))]),
        ]
    };
    let rollup = roll_up(plan(), units());
    let published = |received, issued| {
        report("甲县人民政府", &[(RECEIVED, Some(received)), (ISSUED, Some(issued))])
    };
    assert_eq!(gaps(&rollup, &published(17, 3)), (vec![], vec![]));
    let (found, units) = gaps(&rollup, &published(12, 3));
    assert_eq!((found.len(), &*units), (1, &[Because::Lacks(1)][..]));
    let (found, units) = gaps(&rollup, &published(12, 1));
    assert_eq!((found.len(), units.len()), (2, 0), "no unit explains both");
}

#[test]
fn a_gap_is_explained_by_reports_that_are_not_in_the_sum() {
    let mut late = report("丁局", &[(RECEIVED, Some(9)), (ISSUED, Some(4))]);
    late.year = Some(2022);
    let expected = ["甲局", "丁局", "戊局"].map(str::to_owned).to_vec();
    let rollup = roll_up(
        Plan { expected, ..plan() },
        vec![
            report("甲局", &[(RECEIVED, Some(7)), (ISSUED, Some(2))]),
            report("甲局", &[(RECEIVED, Some(8)), (ISSUED, Some(2))]),
            late,
        ],
    );
    let because = |received, issued| {
        let facts = [(RECEIVED, Some(received)), (ISSUED, Some(issued))];
        gaps(&rollup, &report("甲县人民政府", &facts)).1
    };
    assert_eq!(because(14, 4), [Because::Twice(0)]);
    assert_eq!(because(16, 6), [Because::Has(1)]);
    assert_eq!(because(8, 2), [Because::HasInstead(0)]);
    assert_eq!(because(20, 6), [], "two units are missing, either may be it");
    let one = Plan { expected: vec!["甲局".to_owned(), "戊局".to_owned()], ..plan() };
    let rollup = roll_up(one, vec![report("甲局", &[(RECEIVED, Some(7))])]);
    let published = |received| report("甲县人民政府", &[(RECEIVED, Some(received))]);
    assert_eq!(gaps(&rollup, &published(9)).1, [Because::Missing]);
    assert_eq!(gaps(&rollup, &published(5)).1, [], "no unit has less than nothing");
}

#[test]
fn sentences_have_figures_or_are_left_out() {
    let rollup = roll_up(plan(), vec![report("甲局", &[(RECEIVED, Some(7))])]);
    let text: Vec<&str> =
        rollup.report.sections.iter().flat_map(|s| &s.paragraphs).map(String::as_str).collect();
    let all = text.join("\n");
    assert!(!all.contains("新收") && !all.contains('{'), "上年结转 is not known: {all}");
    let carried = "requests.carried_in.total";
    let rollup = roll_up(plan(), vec![report("甲局", &[(RECEIVED, Some(7)), (carried, Some(1))])]);
    let first = &rollup.report.sections[0];
    assert!(first.paragraphs.iter().any(|p| p == "全年新收政府信息公开申请7件，上年结转1件。"));
}

#[test]
fn nothing_to_count_is_no_sum() {
    let mut gathering = Gathering::new(plan());
    let mut prose = report("己局", &[]);
    prose.form = None;
    gathering.push(prose);
    let left_out = gathering.finish().unwrap_err();
    assert_eq!(left_out[0].1, LeftOut::NoTables);
    assert!(Gathering::new(plan()).finish().is_err());
}

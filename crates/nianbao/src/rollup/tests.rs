use nianbao_core::{Extra, Fact, NoteCode, Source};

use super::*;

mod doubled;

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
    assert!(partial.detail.starts_with("甲县教育局：1 项没有填数"), "{}", partial.detail);
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
fn a_gap_of_one_field_names_the_unit_that_alone_has_that_figure() {
    const FEES: &str = "disclosure.licensing.decisions";
    let unit = |organ, received, issued, licences| {
        let facts = [(RECEIVED, Some(received)), (ISSUED, Some(issued)), (FEES, Some(licences))];
        report(organ, &facts)
    };
    let units = vec![unit("甲局", 7, 2, 227), unit("乙局", 5, 2, 31), unit("丙局", 5, 1, 31)];
    let rollup = roll_up(plan(), units);
    let because = |received, issued, licences| {
        gaps(&rollup, &unit("甲县人民政府", received, issued, licences)).1
    };
    let fees = || vec![field(FEES)];
    assert_eq!(because(17, 5, 62), [Because::LacksIn(0, fees())]);
    assert_eq!(because(17, 5, 516), [Because::TwiceIn(0, fees())]);
    assert_eq!(
        because(16, 5, 62),
        [],
        "it has a number in the other gap, too, and does not fit it"
    );
    assert_eq!(because(17, 5, 258), [], "two units have that figure");
    assert_eq!(because(10, 5, 289), [], "7 may be chance");
    let both = vec![field(ISSUED), field(FEES)];
    assert_eq!(because(17, 3, 258), [Because::LacksIn(1, both)], "two fields tell them apart");
}

#[test]
fn a_unit_whose_table_is_there_and_was_not_read_may_have_numbers() {
    let mut spoilt = report("乙局", &[(RECEIVED, Some(3))]);
    let cells = std::iter::once("待查").chain([["2"; 7], ["0"; 7]].into_iter().flatten());
    spoilt.extras.push(Extra { cells: cells.map(str::to_owned).collect(), at: None });
    let bare = report("丙局", &[(RECEIVED, Some(3))]);
    let whole = report("甲局", &[(RECEIVED, Some(3)), ("review.total", Some(2))]);
    let rollup = roll_up(plan(), vec![whole, spoilt, bare]);
    let lack = |unit: usize| rollup.units[unit].lack(field("review.total"));
    assert_eq!((lack(1), lack(2)), (Some(Lack::Unread), Some(Lack::Absent)));
    assert!(rollup.is_partial(), "a number is there and was not counted");
}

/// Where much differs, some of it is by chance what a unit with small numbers reports.
#[test]
fn a_unit_that_explains_few_of_the_gaps_of_its_fields_is_not_offered() {
    let fields: Vec<&str> = FieldId::all()
        .map(FieldId::id)
        .filter(|id| id.starts_with("requests.") && id.rsplit('.').next() == Some("total"))
        .take(10)
        .collect();
    let filled = |organ, value: &dyn Fn(usize) -> i64| {
        let facts: Vec<(&str, Option<i64>)> =
            fields.iter().enumerate().map(|(place, id)| (*id, Some(value(place)))).collect();
        report(organ, &facts)
    };
    let units = vec![filled("甲局", &|_| 3), filled("乙局", &|place| i64::from(place < 2) * 40)];
    let rollup = roll_up(plan(), units);
    let because = |by: &dyn Fn(usize) -> i64| {
        let sum = |place: usize| 3 + i64::from(place < 2) * 40;
        gaps(&rollup, &filled("甲县人民政府", &|place| sum(place) + by(place))).1
    };
    assert_eq!(because(&|place| if place < 5 { 3 } else { 7 }), []);
    let nine = fields[..9].iter().map(|id| field(id)).collect();
    assert_eq!(
        because(&|place| if place < 9 { 3 } else { 7 }),
        [Because::TwiceIn(0, nine)],
        "all but one"
    );
    let two = fields[..2].iter().map(|id| field(id)).collect();
    let apart = because(&|place| if place < 2 { 40 } else { i64::from(place > 5) });
    assert_eq!(apart, [Because::TwiceIn(1, two)], "gaps where it has none are another's");
}

/// The same report with a note on some of its fields.
fn noted(mut report: Report, code: NoteCode, ids: &[&str]) -> Report {
    let fields: Vec<FieldId> = ids.iter().map(|id| field(id)).collect();
    report.notes.push(Note::new(code, "T9").with_fields(fields));
    report
}

#[test]
fn whoever_lacks_a_number_is_named_and_the_sum_is_doubtful() {
    let carried = "requests.carried_in.total";
    let whole =
        |organ| report(organ, &[(RECEIVED, Some(3)), (carried, Some(1)), (ISSUED, Some(1))]);
    let unsaved = report("乙局", &[(RECEIVED, None), (carried, None), (ISSUED, Some(1))]);
    let unsaved = noted(unsaved, NoteCode::FormulaUncached, &[RECEIVED, carried]);
    let blank = report("丙镇", &[(RECEIVED, Some(3)), (carried, None), (ISSUED, Some(1))]);
    let mut old = report("丁镇", &[(RECEIVED, Some(3)), (carried, Some(1))]);
    old.form = Some(Edition::E2019);
    let rollup = roll_up(plan(), vec![whole("甲局"), unsaved, blank, old]);
    let lacking: Vec<_> =
        rollup.lacking().into_iter().map(|one| (one.why, one.units, one.fields)).collect();
    let expected = [
        (Lack::Uncomputed, vec![1], vec![field(RECEIVED), field(carried)]),
        (Lack::Blank, vec![2], vec![field(carried)]),
        (Lack::OtherForm(Edition::E2019), vec![3], vec![field(ISSUED)]),
    ];
    assert_eq!(lacking, expected);
    let notes: Vec<&Note> =
        rollup.notes().iter().filter(|note| note.code == NoteCode::RollupPartial).collect();
    assert_eq!(notes.len(), 3);
    assert!(
        notes[0].detail.starts_with("乙局（乙局.html）：2 项的公式没有计算"),
        "{}",
        notes[0].detail
    );
    assert_eq!(notes[1].fields, [field(carried)]);
    assert!(notes[2].detail.contains("用的是2019年表式"), "{}", notes[2].detail);
    assert!(rollup.is_partial(), "a number is there and was not counted");
    let text: Vec<&String> =
        rollup.report.sections.iter().flat_map(|section| &section.paragraphs).collect();
    let said = text.iter().find(|text| text.contains("新收政府信息公开申请9件")).unwrap();
    assert!(said.starts_with("【请补充：下列数字没有包括乙局、丙镇，"), "{said}");
}

#[test]
fn a_blank_is_told_and_is_no_failure() {
    let unit = |organ, issued| report(organ, &[(RECEIVED, Some(3)), (ISSUED, issued)]);
    let rollup = roll_up(plan(), vec![unit("甲局", Some(2)), unit("乙局", None)]);
    assert_eq!(rollup.lacking().len(), 1);
    assert!(codes(&rollup).contains(&NoteCode::RollupPartial) && !rollup.is_partial());
    let rollup = roll_up(plan(), vec![unit("甲局", None), unit("乙局", None)]);
    assert_eq!(rollup.lacking(), [], "blank in all, the sum is blank, too");
    let unit = report("甲局", &[(RECEIVED, Some(3))]);
    let lost = noted(unit, NoteCode::RowAmbiguous, &[ISSUED, RECEIVED]);
    let rollup = roll_up(plan(), vec![lost]);
    assert_eq!(rollup.lacking()[0].why, Lack::Unread);
    assert_eq!(rollup.lacking()[0].fields, [field(ISSUED)], "the other has its number");
    let bare = noted(report("甲局", &[(RECEIVED, Some(3))]), NoteCode::TableMissing, &[ISSUED]);
    let rollup = roll_up(plan(), vec![bare, report("乙局", &[(ISSUED, Some(3))])]);
    let why: Vec<Lack> = rollup.lacking().iter().map(|one| one.why).collect();
    assert_eq!(why, [Lack::Absent, Lack::Absent], "what is on no page is not to be read");
}

#[test]
fn a_unit_whose_sums_do_not_hold_is_counted_and_named() {
    let parts = ["upheld", "corrected", "other", "pending"].map(|part| format!("review.{part}"));
    let unit = |organ, total| {
        let mut facts: Vec<(&str, Option<i64>)> =
            parts.iter().map(|part| (part.as_str(), Some(1))).collect();
        facts.push(("review.total", Some(total)));
        report(organ, &facts)
    };
    let rollup = roll_up(plan(), vec![unit("甲局", 4), unit("乙局", 5)]);
    assert_eq!(rollup.broken().collect::<Vec<_>>(), [1]);
    let note = rollup.notes().iter().find(|note| note.code == NoteCode::RollupFindings).unwrap();
    assert_eq!(note.detail, "乙局（1 处错误）");
    assert!(note.fields.contains(&field("review.total")) && !rollup.is_partial());
    assert_eq!(rollup.report.facts.get(field("review.total")).unwrap().value, Some(9.into()));
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

#[test]
fn a_sum_that_is_one_units_is_told() {
    const FEES: &str = "disclosure.fees.amount";
    let sum = |fees: &[i64]| {
        let unit = |(number, fee): (usize, &i64)| {
            report(&format!("甲县{number}局"), &[(FEES, Some(*fee)), (RECEIVED, Some(*fee))])
        };
        roll_up(plan(), fees.iter().enumerate().map(unit).collect())
    };
    let told = |fees: &[i64]| sum(fees).outweighed().map(|one| (one.field.id(), one.unit)).next();
    assert_eq!(told(&[12, 0, 251_000, 3, 25]), Some((FEES, 2)));
    assert_eq!(told(&[12, 251_000, 3, 252]), None, "not a thousand times the next");
    assert_eq!(told(&[12, 251_000, 3, 0]), None, "two others are no measure");
    assert_eq!(told(&[0, 0, 0, 0]), None);
}

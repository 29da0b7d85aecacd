//! What a finding says to whoever has to mend the report, and what of it can be relied on.

use nianbao_check::{Change, Finding, Severity, check, rule};
use nianbao_core::{Decimal, Edition, Fact, FieldId, Lang, Place, Report};

use crate::consistent::{Blanks, Counts, KINDS, Size, balance, draw, report};
use nianbao_kit::dice::Dice;

/// A report of the form of 2021 with these cells; `/` is a blank one.
pub(crate) fn with(cells: &[(&str, &str)]) -> Report {
    let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
    for (id, raw) in cells {
        let fact = Fact { value: raw.parse().ok(), raw: (*raw).to_owned(), at: None };
        report.facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
    }
    report
}

/// Section 四 of a report: the results of reviews, and their total.
fn reviews(upheld: &str, corrected: &str, other: &str, pending: &str, total: &str) -> Report {
    with(&[
        ("review.upheld", upheld),
        ("review.corrected", corrected),
        ("review.other", other),
        ("review.pending", pending),
        ("review.total", total),
    ])
}

/// The one finding of a rule.
fn only(report: &Report, rule: &str) -> Finding {
    let mut found: Vec<Finding> =
        check(report).into_iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn counts() -> Counts {
    draw(Edition::E2021, Size::Province, &mut Dice::new(12))
}

fn add(counts: &mut Counts, id: &str, more: i64) -> (FieldId, i64) {
    let field = FieldId::from_id(id).unwrap();
    let was = counts[field.id()];
    counts.insert(field.id(), was + more);
    (field, was)
}

/// The same report with another fact in one cell.
fn instead(report: &Report, id: &str, fact: &Fact) -> Report {
    let mut other = Report { form: report.form, ..Report::default() };
    for (field, printed) in report.facts.iter() {
        let fact = if field.id() == id { fact } else { printed };
        other.facts.insert(field, fact.clone()).unwrap();
    }
    other
}

#[test]
fn both_sides_are_told_with_their_parts() {
    let finding = only(&reviews("2", "1", "0", "4", "9"), "review.total");
    assert_eq!(finding.message.zh, "行政复议：结果维持 2 + 结果纠正 1 + 尚未审结 4 = 7 ≠ 总计 9");
    assert!(finding.message.en.contains("= 7 != "), "{}", finding.message.en);
    assert_eq!((finding.found.as_deref(), finding.expected.as_deref()), (Some("7"), Some("9")));
    let finding = only(&reviews("0", "0", "0", "0", "3"), "review.total");
    assert_eq!(finding.message.zh, "行政复议：各项 0 ≠ 总计 3");
}

#[test]
fn a_message_is_in_the_language_that_is_asked_for() {
    let message = only(&reviews("2", "1", "0", "4", "9"), "review.total").message;
    assert_eq!(message.get(Lang::Zh), message.zh);
    assert_eq!(message.get(Lang::En), message.en);
}

#[test]
fn a_report_without_an_edition_is_held_against_that_of_its_cells() {
    let mut report = reviews("2", "1", "0", "4", "9");
    let known = only(&report, "review.total");
    report.form = None;
    assert_eq!(only(&report, "review.total"), known);
    assert!(
        check(&Report { year: Some(2022), ..Report::default() })
            .iter()
            .all(|one| one.rule != "review.total")
    );
}

/// What the sums say about a wrong cell, one number after the other: nothing else mends them.
#[test]
fn errors_far_apart_are_each_located() {
    let mut counts = counts();
    let rows =
        ["received", "granted", "partial", "denied.process", "declined.petition", "carried_out"];
    let mut truth = Vec::new();
    for (place, (row, kind)) in rows.iter().zip(KINDS).enumerate() {
        let more = 10_i64.pow(u32::try_from(place).unwrap()) * 3;
        let (at, was) = add(&mut counts, &format!("requests.{row}.{kind}"), more);
        truth.push((Change { at, value: Decimal::from(was) }, was + more));
    }
    let findings = check(&report(Edition::E2021, &counts, Blanks::None));
    let sums: Vec<&Finding> =
        findings.iter().filter(|one| one.rule.starts_with("requests.")).collect();
    assert_eq!(sums.len(), 12, "a row and a column for each: {sums:?}");
    for (change, printed) in truth {
        let about: Vec<&&Finding> = sums.iter().filter(|one| one.suggest == Some(change)).collect();
        assert_eq!(about.len(), 2, "{change:?}: {sums:?}");
        let remedy = &about[0].remedy.as_ref().unwrap().zh;
        let said = format!(" 印作 {printed}，若为 {} 则这一格能核对的关系均成立", change.value);
        assert!(remedy.ends_with(&said), "{remedy}");
    }
}

/// A blank may be any number, and then the cell beside it may be another than it seems.
#[test]
fn a_sum_with_a_blank_names_the_cell_and_suggests_nothing() {
    let [beside, below] = ["requests.granted.business", "requests.partial.natural"];
    let mut counts = counts();
    counts.insert(beside, 0);
    counts.insert(below, 0);
    balance(&mut counts, Edition::E2021);
    let (at, was) = add(&mut counts, "requests.granted.natural", 27);
    let truth = Change { at, value: Decimal::from(was) };
    let mut printed = report(Edition::E2021, &counts, Blanks::None);
    let sums = |report: &Report| -> Vec<Finding> {
        check(report).into_iter().filter(|one| one.rule.starts_with("requests.")).collect()
    };
    let whole = sums(&printed);
    assert!(whole.len() == 2 && whole.iter().all(|one| one.suggest == Some(truth)), "{whole:?}");
    for id in [beside, below] {
        let blank = Fact { value: None, raw: "/".to_owned(), at: None };
        printed = instead(&printed, id, &blank);
    }
    let open = sums(&printed);
    assert_eq!(open.len(), 2, "{open:?}");
    for finding in open {
        assert_eq!(finding.suggest, None, "{finding:?}");
        assert!(finding.candidates.contains(&truth), "{finding:?}");
    }
}

#[test]
fn a_count_that_is_not_whole_is_given_the_one_that_all_its_sums_ask_for() {
    let fraction = |report: &Report| only(report, "value.fraction").suggest.map(|one| one.value);
    assert_eq!(fraction(&reviews("3.5", "1", "0", "4", "12")), Some(Decimal::from(7)));
    assert_eq!(fraction(&reviews("2", "1", "0", "4", "12.5")), Some(Decimal::from(7)));
    assert_eq!(fraction(&reviews("0.5", "1", "0", "4", "5")), Some(Decimal::from(0)));
    // Less than nothing, or what a blank leaves open, is no count.
    assert_eq!(fraction(&reviews("3.5", "1", "0", "4", "3")), None);
    assert_eq!(fraction(&reviews("3.5", "1", "/", "4", "12")), None);
    // Its row asks for one number, its column for another.
    let [row, column] = ["requests.granted.total", "requests.handled.natural"];
    let mut counts = counts();
    let half = |counts: &Counts| {
        let printed = report(Edition::E2021, counts, Blanks::None);
        let half = Fact { value: Some(Decimal::new(15, 1)), raw: "1.5".to_owned(), at: None };
        fraction(&instead(&printed, "requests.granted.natural", &half))
    };
    assert_eq!(half(&counts), Some(Decimal::from(counts["requests.granted.natural"])));
    add(&mut counts, row, 1);
    assert_eq!(half(&counts), None);
    add(&mut counts, column, 1);
    assert_ne!(half(&counts), None, "both ask for one more");
}

/// In the form of 2014 a total may hold more than its rows, and a part is no more than its whole.
#[test]
fn a_sum_is_told_by_how_it_fails() {
    let old = |cells: &[(&str, &str)]| Report { form: Some(Edition::E2014), ..with(cells) };
    let cases = |total: &str| {
        old(&[
            ("review.total", total),
            ("review.upheld", "2"),
            ("review.corrected", "1"),
            ("review.other", "0"),
        ])
    };
    let fewer = only(&cases("2"), "review.total");
    let more = only(&cases("5"), "review.total");
    assert!(fewer.message.zh.contains(" ＜ ") && fewer.message.en.contains(" < "), "{fewer:?}");
    assert!(more.message.zh.contains(" ≠ ") && more.message.en.contains(" != "), "{more:?}");
    assert_eq!((fewer.severity, more.severity), (Severity::Error, Severity::Warning));
    let part = old(&[("proactive.normative_published", "5"), ("proactive.total", "3")]);
    let part = only(&part, "part.whole");
    assert!(part.message.zh.contains(" 5 ＞ ") && part.message.en.contains(" 5 > "), "{part:?}");
}

#[test]
fn of_many_parts_the_first_two_and_the_last_are_named() {
    let mut counts = counts();
    let column: Vec<&str> = counts
        .keys()
        .copied()
        .filter(|id| id.starts_with("requests.") && id.ends_with(".natural"))
        .collect();
    let frame = ["received", "carried_in", "handled", "carried_out"];
    let outcomes: Vec<&str> = column
        .into_iter()
        .filter(|id| frame.iter().all(|row| *id != format!("requests.{row}.natural")))
        .collect();
    for parts in [8, 9] {
        for (place, id) in outcomes.iter().enumerate() {
            counts.insert(id, i64::from(place < parts));
        }
        balance(&mut counts, Edition::E2021);
        add(&mut counts, "requests.handled.natural", 1);
        let finding = only(&report(Edition::E2021, &counts, Blanks::None), "requests.outcome_sum");
        let told = finding.message.zh;
        assert_eq!(told.contains("（共 9 项）"), parts == 9, "{told}");
        assert_eq!(told.matches(" + ").count(), if parts == 9 { 3 } else { 7 }, "{told}");
    }
}

#[test]
fn a_rule_is_found_by_its_id() {
    assert_eq!(rule("review.total").map(|rule| rule.id), Some("review.total"));
    assert!(rule("review").is_none() && rule("").is_none());
}

/// One sum alone: each of its cells may be the wrong one.
#[test]
fn of_many_candidates_six_are_named_and_all_are_counted() {
    let row = |id: &str| format!("requests.granted.{id}");
    let mut cells: Vec<(String, &str)> = KINDS.iter().map(|kind| (row(kind), "1")).collect();
    cells.push((row("total"), "9"));
    let cells: Vec<(&str, &str)> = cells.iter().map(|(id, raw)| (id.as_str(), *raw)).collect();
    let finding = only(&with(&cells), "requests.row_total");
    assert_eq!(finding.candidates.len(), 7);
    let told = finding.remedy.unwrap();
    assert_eq!(told.zh.matches(" 应为 ").count(), 6, "{}", told.zh);
    assert!(told.zh.ends_with(" 等（共 7 种）") && told.en.ends_with(" … (7 in all)"), "{told:?}");
    let few = only(&reviews("2", "1", "0", "4", "9"), "review.total");
    assert_eq!(few.candidates.len(), 5);
    let told = few.remedy.unwrap();
    assert_eq!(told.zh.matches(" 应为 ").count(), 5);
    assert!(!told.zh.contains("共") && !told.en.contains("in all"), "{told:?}");
}

/// Three cells are wrong at once, in two rows and two columns.
#[test]
fn repairs_of_several_cells_are_told_once_each_and_the_first_leads() {
    let mut counts = counts();
    let wrong = [("granted.natural", 4), ("granted.business", 7), ("partial.natural", 9)];
    let truth = wrong.map(|(id, more)| {
        let (at, was) = add(&mut counts, &format!("requests.{id}"), more);
        Change { at, value: Decimal::from(was) }
    });
    let findings = check(&report(Edition::E2021, &counts, Blanks::None));
    let partial = FieldId::from_id("requests.partial.total").unwrap();
    let row = findings.iter().find(|one| one.at.first() == Some(&partial)).unwrap();
    assert_eq!(row.suggest, None);
    assert!(row.repairs.iter().any(|repair| repair.changes == truth), "{:?}", row.repairs);
    for (place, repair) in row.repairs.iter().enumerate() {
        assert!(!row.repairs[..place].contains(repair), "told twice: {repair:?}");
    }
    let first = &row.repairs[0].changes;
    let leads = row.candidates.iter().take_while(|one| first.contains(one)).count();
    assert!(leads > 0 && row.candidates[leads..].iter().all(|one| !first.contains(one)));
    let told = row.remedy.as_ref().unwrap();
    for change in first {
        let said = format!("{} -> {}", counts[change.at.id()], change.value);
        assert!(told.en.contains(&said), "{said}: {}", told.en);
    }
    assert_eq!(row.repairs.len(), 2);
    for change in row.repairs.iter().flat_map(|repair| &repair.changes) {
        assert!(told.en.contains(&format!("{} {}", change.at, counts[change.at.id()])), "{told:?}");
    }
    assert!(told.zh.contains("；或者 "), "{}", told.zh);
}

#[test]
fn the_text_of_a_finding_is_what_is_wrong_and_what_would_mend_it() {
    let mut finding = only(&reviews("2", "1", "0", "4", "9"), "review.total");
    let (message, remedy) = (finding.message.clone(), finding.remedy.take().unwrap());
    assert_eq!(finding.text(Lang::Zh), message.zh);
    finding.remedy = Some(remedy.clone());
    assert_eq!(finding.text(Lang::Zh), format!("{}。{}", message.zh, remedy.zh));
    assert_eq!(finding.text(Lang::En), format!("{}. {}", message.en, remedy.en));
}

/// The cell that is to be changed; of several that may be, the first; where none is known, the sum's first.
#[test]
fn the_place_to_look_first_is_that_of_the_likeliest_cell() {
    let placed = |report: &Report| {
        let mut placed = Report { form: report.form, ..Report::default() };
        for (field, fact) in report.facts.iter() {
            let at = Some(Place::Line(u32::try_from(field.index()).unwrap()));
            placed.facts.insert(field, Fact { at, ..fact.clone() }).unwrap();
        }
        placed
    };
    let of = |field: FieldId| Some(Place::Line(u32::try_from(field.index()).unwrap()));
    let mut counts = counts();
    let (wrong, _) = add(&mut counts, "requests.partial.legal", 5);
    for finding in check(&placed(&report(Edition::E2021, &counts, Blanks::None))) {
        assert_eq!(finding.place, of(wrong), "{finding:?}");
    }
    let several = only(&placed(&reviews("2", "1", "0", "4", "9")), "review.total");
    assert_eq!(several.place, of(several.candidates[0].at));
    let old = with(&[("proactive.normative_published", "5"), ("proactive.total", "3")]);
    let part = only(&placed(&Report { form: Some(Edition::E2014), ..old }), "part.whole");
    assert!(part.candidates.is_empty() && part.place == of(part.at[0]), "{part:?}");
}

/// Nothing mends all of it; two sums that ask for the same number of one cell do not do so by chance.
#[test]
fn among_errors_that_nothing_mends_two_sums_that_agree_are_believed() {
    let mut counts = counts();
    let (at, was) = add(&mut counts, "requests.received.natural", 3);
    for (row, more) in [("denied.process", [11, 52, 7]), ("declined.petition", [5, 83, 29])] {
        for (kind, more) in KINDS[3..].iter().zip(more) {
            add(&mut counts, &format!("requests.{row}.{kind}"), more);
        }
    }
    let findings = check(&report(Edition::E2021, &counts, Blanks::None));
    let believed: Vec<Change> = findings.iter().filter_map(|one| one.suggest).collect();
    assert_eq!(believed, [Change { at, value: Decimal::from(was) }; 2], "{findings:?}");
    assert!(findings.len() > 6, "the others are told as well");
}

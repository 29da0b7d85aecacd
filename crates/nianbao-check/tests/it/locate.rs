//! Single errors in reports that were right: found, located, and never located wrongly.

use std::collections::BTreeMap;

use nianbao_check::{Change, Finding, Severity, check};
use nianbao_core::{Decimal, Edition, FieldId};

use crate::consistent::{Blanks, Counts, Size, draw, report, report_with};
use nianbao_kit::dice::Dice;

/// How many reports of each edition, size and habit of blanks, with as many errors each.
const REPORTS: usize = 30;
const ERRORS: usize = 12;

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    errors: usize,
    found: usize,
    /// Located as the only possibility, rightly.
    right: usize,
    /// Among the candidates.
    named: usize,
    /// Another cell or value as the only possibility.
    wrong: usize,
}

fn sums(findings: Vec<Finding>) -> Vec<Finding> {
    let frame = ["form.", "value.", "report."];
    let other = |finding: &Finding| frame.iter().any(|prefix| finding.rule.starts_with(prefix));
    findings.into_iter().filter(|finding| !other(finding)).collect()
}

/// A field of a sum that is printed, and another number for it: a digit too many, swapped digits,
/// another digit, a few more or less.
fn error(
    counts: &Counts,
    edition: Edition,
    blanks: Blanks,
    dice: &mut Dice,
) -> Option<(FieldId, i64)> {
    let whole = report(edition, counts, blanks);
    let printed: Vec<FieldId> = FieldId::all()
        .filter(|field| whole.facts.get(*field).is_some_and(|fact| fact.value.is_some()))
        .filter(|field| in_sums(field.id()))
        .collect();
    if printed.is_empty() {
        return None;
    }
    let field = *dice.pick(&printed);
    let old = counts[field.id()];
    loop {
        let new = match dice.below(4) {
            0 => old * 10 + i64::try_from(dice.below(10)).unwrap(),
            1 => old / 10,
            2 => old.to_string().chars().rev().collect::<String>().parse().unwrap(),
            _ => old + i64::try_from(dice.below(9)).unwrap() - 4,
        };
        if new >= 0 && new != old {
            return Some((field, new));
        }
    }
}

fn in_sums(id: &str) -> bool {
    let parts = ["requests.", "review.", "litigation", "applications.", "capacity.staff."];
    parts.iter().any(|part| id.starts_with(part))
}

fn measure(edition: Edition, size: Size, blanks: Blanks, dice: &mut Dice) -> (Tally, Tally) {
    let (mut determined, mut open) = (Tally::default(), Tally::default());
    for _ in 0..REPORTS {
        let counts = draw(edition, size, dice);
        let clean = sums(check(&report(edition, &counts, blanks)));
        assert!(clean.is_empty(), "{edition} {size:?} {blanks:?}: {clean:?}");
        for _ in 0..ERRORS {
            let Some((field, new)) = error(&counts, edition, blanks, dice) else { break };
            let broken = report_with(edition, &counts, blanks, Some((field, new)));
            let findings = sums(check(&broken));
            let truth = Change { at: field, value: Decimal::from(counts[field.id()]) };
            let sure = blanks == Blanks::None && field.id().starts_with("requests.");
            let tally = if sure { &mut determined } else { &mut open };
            count(tally, &findings, truth);
        }
    }
    (determined, open)
}

fn count(tally: &mut Tally, findings: &[Finding], truth: Change) {
    tally.errors += 1;
    tally.found += usize::from(!findings.is_empty());
    let suggested: Vec<Change> = findings.iter().filter_map(|one| one.suggest).collect();
    tally.wrong += usize::from(suggested.iter().any(|one| *one != truth));
    if !suggested.is_empty() && suggested.iter().all(|one| *one == truth) {
        tally.right += 1;
    }
    let named = findings.iter().any(|one| one.candidates.contains(&truth));
    tally.named += usize::from(named || suggested.contains(&truth));
}

#[test]
fn a_single_error_is_found_and_located() {
    let mut dice = Dice::new(20_210_930);
    let mut all: BTreeMap<String, (Tally, Tally)> = BTreeMap::new();
    for edition in Edition::ALL {
        for size in Size::ALL {
            for blanks in Blanks::ALL {
                let counts = measure(edition, size, blanks, &mut dice);
                all.insert(format!("{edition} {size:?} {blanks:?}"), counts);
            }
        }
    }
    for (name, (determined, open)) in &all {
        println!("{name}: section 3, all printed {determined:?}; the rest {open:?}");
        assert_eq!(determined.found, determined.errors, "{name}");
        assert!(determined.right * 100 >= determined.errors * 99, "{name}: {determined:?}");
        assert_eq!(determined.wrong + open.wrong, 0, "{name}");
        // Whatever breaks a sum without blanks is found, and its mend is named.
        if !name.ends_with("Zeros") {
            assert_eq!(open.found, open.errors, "{name}");
            assert_eq!(open.named, open.errors, "{name}");
        }
    }
}

#[test]
fn findings_of_sums_are_errors() {
    let mut dice = Dice::new(7);
    let mut counts = draw(Edition::E2021, Size::County, &mut dice);
    *counts.get_mut("requests.received.business").unwrap() += 27;
    let findings = sums(check(&report(Edition::E2021, &counts, Blanks::None)));
    let rules: Vec<&str> = findings.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["requests.balance", "requests.row_total"]);
    assert!(findings.iter().all(|one| one.severity == Severity::Error));
}

/// A typing error in a form that computes its totals: these follow it, so that two columns break.
#[test]
fn an_error_that_its_totals_followed_is_told_as_one() {
    let mut dice = Dice::new(11);
    let mut counts = draw(Edition::E2021, Size::County, &mut dice);
    for id in [
        "requests.granted.natural",
        "requests.granted.total",
        "requests.handled.natural",
        "requests.handled.total",
    ] {
        *counts.get_mut(id).unwrap() += 9;
    }
    let findings = sums(check(&report(Edition::E2021, &counts, Blanks::None)));
    let rules: Vec<&str> = findings.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["requests.balance", "requests.balance"]);
    for finding in &findings {
        assert_eq!(finding.suggest, None);
        let told = &finding.remedy.as_ref().unwrap().zh;
        assert!(told.starts_with("可能一格有误，总计随之："), "{told}");
        assert!(told.contains("所含某一项多 9") && !told.contains("另有"), "{told}");
        let told = &finding.remedy.as_ref().unwrap().en;
        assert_eq!(told.matches("one of the parts of").count(), 1, "{told}");
        assert!(told.ends_with("of requests.handled.natural is 9 too many"), "{told}");
    }
}

/// Two cells wrong by as much, of which neither is the other's total, are two errors.
#[test]
fn errors_of_one_size_do_not_follow_each_other() {
    let mut counts = counts();
    for id in ["requests.denied.process.natural", "requests.denied.third_party.business"] {
        *counts.get_mut(id).unwrap() += 4;
    }
    let findings = sums(check(&report(Edition::E2021, &counts, Blanks::None)));
    assert_eq!(findings.len(), 4);
    for finding in &findings {
        let told = &finding.remedy.as_ref().unwrap().zh;
        assert!(told.starts_with("可能几格同时有误："), "{told}");
    }
}

/// Two cells of section 三 that are wrong at once, wherever they are.
#[test]
fn two_errors_are_among_the_candidates() {
    let mut dice = Dice::new(60);
    let (mut cells, mut named, mut suggested, mut wrong) = (0, 0, 0, 0);
    for round in 0..200 {
        let size = Size::ALL[round % 3];
        let edition = [Edition::E2019, Edition::E2021][round % 2];
        let mut counts = draw(edition, size, &mut dice);
        let requests: Vec<&'static str> =
            counts.keys().copied().filter(|id| id.starts_with("requests.")).collect();
        let truth: Vec<Change> = (0..2)
            .map(|_| {
                let id = *dice.pick(&requests);
                let value = Decimal::from(counts[id]);
                *counts.get_mut(id).unwrap() += 1 + i64::try_from(dice.below(9)).unwrap();
                Change { at: FieldId::from_id(id).unwrap(), value }
            })
            .collect();
        if truth[0].at == truth[1].at {
            continue;
        }
        let findings = sums(check(&report(edition, &counts, Blanks::None)));
        for one in &truth {
            cells += 1;
            let is = |finding: &Finding| finding.suggest.as_ref() == Some(one);
            suggested += usize::from(findings.iter().any(is));
            let among = |finding: &Finding| is(finding) || finding.candidates.contains(one);
            named += usize::from(findings.iter().any(among));
        }
        let all = findings.iter().filter_map(|one| one.suggest);
        wrong += all.filter(|one| !truth.contains(one)).count();
    }
    println!("{cells} cells: {suggested} suggested, {named} named, {wrong} wrongly suggested");
    assert_eq!(wrong, 0);
    assert_eq!(named, cells);
    assert!(suggested * 100 >= cells * 84, "{suggested} of {cells}");
}

fn named(id: &str, value: i64) -> Change {
    Change { at: FieldId::from_id(id).unwrap(), value: Decimal::from(value) }
}

/// The findings after some cells were given other numbers, and what these cells said.
fn after(changes: &[(&'static str, i64)]) -> (Vec<Finding>, Vec<Change>) {
    let mut dice = Dice::new(5);
    let mut counts = draw(Edition::E2021, Size::Province, &mut dice);
    let truth = changes.iter().map(|(id, _)| named(id, counts[id])).collect();
    for (id, value) in changes {
        *counts.get_mut(id).unwrap() = *value;
    }
    (sums(check(&report(Edition::E2021, &counts, Blanks::None))), truth)
}

fn counts() -> Counts {
    draw(Edition::E2021, Size::Province, &mut Dice::new(5))
}

#[test]
fn slips_of_several_cells_are_recognised() {
    use nianbao_check::RepairKind::{Shifted, Split, Swapped};
    let counts = counts();
    let row = |kind: &str| counts[format!("requests.granted.{kind}").as_str()];
    let (natural, business) = (row("natural"), row("business"));
    let digits = natural.to_string();
    let (head, tail) = digits.split_at(1);
    let part = |text: &str| text.parse().unwrap();
    let swapped = [("requests.granted.natural", business), ("requests.granted.business", natural)];
    assert!(head.len() == 1 && tail.len() > 1, "{digits}");
    let (findings, truth) = after(&swapped);
    expect(&findings, &truth, Swapped);

    // A number split over two cells: its neighbour, on either side, had nothing.
    for (of_left, of_right) in [(natural, 0), (0, natural)] {
        let mut wrong = counts.clone();
        wrong.insert("requests.granted.natural", of_left);
        wrong.insert("requests.granted.business", of_right);
        rebalance(&mut wrong);
        let truth = [
            named("requests.granted.natural", of_left),
            named("requests.granted.business", of_right),
        ];
        wrong.insert("requests.granted.natural", part(head));
        wrong.insert("requests.granted.business", part(tail));
        expect(&sums(check(&report(Edition::E2021, &wrong, Blanks::None))), &truth, Split);
    }

    // A row one column to the right, or to the left; the kind of applicant at that end had nothing.
    let kinds = crate::consistent::KINDS.map(|kind| format!("requests.granted.{kind}"));
    let mut ids = kinds.each_ref().map(|id| FieldId::from_id(id).unwrap().id());
    for _ in ["to the right", "to the left"] {
        let mut right = counts.clone();
        right.insert(ids[ids.len() - 1], 0);
        rebalance(&mut right);
        let mut wrong = right.clone();
        for pair in ids.windows(2).rev() {
            wrong.insert(pair[1], wrong[pair[0]]);
        }
        wrong.insert(ids[0], 0);
        let truth: Vec<Change> = kinds
            .iter()
            .map(|id| named(id, right[id.as_str()]))
            .filter(|one| Decimal::from(wrong[one.at.id()]) != one.value)
            .collect();
        expect(&sums(check(&report(Edition::E2021, &wrong, Blanks::None))), &truth, Shifted);
        ids.reverse();
    }
}

/// A lone number that slid by a column is its neighbour swapped, too; it is told once.
#[test]
fn what_two_slips_explain_is_one_possibility() {
    let mut right = counts();
    for kind in &crate::consistent::KINDS[1..] {
        let id = FieldId::from_id(&format!("requests.granted.{kind}")).unwrap().id();
        right.insert(id, 0);
    }
    rebalance(&mut right);
    let mut wrong = right.clone();
    let lone = right["requests.granted.natural"];
    wrong.insert("requests.granted.natural", 0);
    wrong.insert("requests.granted.business", lone);
    let truth = [named("requests.granted.natural", lone), named("requests.granted.business", 0)];
    let findings = sums(check(&report(Edition::E2021, &wrong, Blanks::None)));
    expect(&findings, &truth, nianbao_check::RepairKind::Swapped);
    for finding in findings {
        let same = finding.repairs.iter().filter(|repair| repair.changes == truth);
        assert_eq!(same.count(), 1, "{:?}", finding.repairs);
    }
}

/// Makes the sums hold again after a change of an outcome.
fn rebalance(counts: &mut Counts) {
    crate::consistent::balance(counts, Edition::E2021);
}

fn expect(findings: &[Finding], truth: &[Change], kind: nianbao_check::RepairKind) {
    assert!(!findings.is_empty());
    for finding in findings {
        assert_eq!(finding.suggest, None, "{finding:?}");
        let first = &finding.repairs[0];
        assert_eq!(first.kind, kind, "{first:?}");
        assert_eq!(first.changes, truth);
        let told = &finding.remedy.as_ref().unwrap().zh;
        let ways = finding.repairs.len();
        assert_eq!(told.contains("别的几格"), ways > 3, "{told}");
        assert_eq!(told.contains("；或者") || told.contains("；也可能"), ways > 1, "{told}");
        assert!(told.matches('→').count() <= 9, "{told}");
        let fields: Vec<FieldId> = truth.iter().map(|one| one.at).collect();
        let touched = |one: &Change| fields.contains(&one.at);
        assert!(finding.candidates.iter().any(touched));
    }
}

/// Whatever is wrong with a report: a suggestion mends every sum that its cell is in, and breaks none.
#[test]
fn a_suggestion_keeps_its_promise_in_any_report() {
    let mut dice = Dice::new(15);
    let mut suggestions = 0;
    for round in 0..150 {
        let edition = Edition::ALL[round % 3];
        let blanks = Blanks::ALL[round / 3 % 3];
        let mut counts = draw(edition, Size::ALL[round / 9 % 3], &mut dice);
        let ids: Vec<&'static str> = counts.keys().copied().collect();
        for _ in 0..=dice.below(12) {
            let value = i64::try_from(dice.below(60)).unwrap();
            counts.insert(*dice.pick(&ids), value);
        }
        let findings = sums(check(&report(edition, &counts, blanks)));
        for change in findings.iter().filter_map(|one| one.suggest) {
            suggestions += 1;
            let about = |one: &Finding| one.at.contains(&change.at) && one.expected.is_some();
            assert!(findings.iter().any(about));
            let value = i64::try_from(change.value).unwrap();
            let mended = report_with(edition, &counts, blanks, Some((change.at, value)));
            let left = sums(check(&mended));
            let same = |one: &Finding| {
                findings.iter().any(|other| other.rule == one.rule && other.at == one.at)
            };
            for one in left
                .iter()
                .filter(|one| !one.rule.contains("whole") && !one.rule.contains("proactive"))
            {
                assert!(!about(one), "{change:?}: {one:?}");
                assert!(same(one), "{change:?} breaks {one:?}");
            }
        }
    }
    assert!(suggestions > 100, "{suggestions}");
}

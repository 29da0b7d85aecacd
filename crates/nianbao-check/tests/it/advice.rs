//! What a finding offers where the sums do not tell the one cell.

use nianbao_check::{Finding, check};
use nianbao_core::{Decimal, Edition, Fact, FieldId, Note, NoteCode, Report, Statement};
use nianbao_kit::dice::Dice;

use crate::consistent::{Blanks, Counts, Size, draw, report};

fn counts() -> Counts {
    let mut counts = draw(Edition::E2021, Size::County, &mut Dice::new(41));
    // So that no cell of the frame would have to fall below zero.
    for kind in ["natural", "legal"] {
        for row in ["received", "handled", "granted"] {
            *counts.get_mut(format!("requests.{row}.{kind}").as_str()).unwrap() += 30;
            *counts.get_mut(format!("requests.{row}.total").as_str()).unwrap() += 30;
        }
    }
    counts
}

/// The same number more in these cells, as where a program adds them up.
fn add(counts: &mut Counts, ids: &[&str], more: i64) {
    for id in ids {
        *counts.get_mut(*id).unwrap() += more;
    }
}

fn sums(report: &Report) -> Vec<Finding> {
    check(report).into_iter().filter(|one| one.rule.starts_with("requests.")).collect()
}

/// Two typing errors in a form that computes its totals.
fn two_errors() -> (Counts, Report) {
    let right = counts();
    let mut wrong = right.clone();
    add(&mut wrong, &["requests.received.natural", "requests.received.total"], 4);
    add(&mut wrong, &["requests.carried_out.legal", "requests.carried_out.total"], 3);
    (right, report(Edition::E2021, &wrong, Blanks::None))
}

#[test]
fn totals_that_follow_are_not_offered_as_wrong() {
    let (right, report) = two_errors();
    let findings = sums(&report);
    assert_eq!(findings.len(), 3, "two columns and the total: {findings:?}");
    for (finding, id) in
        findings.iter().zip(["requests.received.natural", "requests.carried_out.legal"])
    {
        let told = &finding.remedy.as_ref().unwrap().zh;
        assert!(told.starts_with("可能一格有误，总计随之："), "{told}");
        assert!(!told.contains(" / 总计 "), "{told}");
        let is_right = |value: Decimal| value == Decimal::from(right[id]);
        assert!(finding.candidates.iter().any(|one| one.at.id() == id && is_right(one.value)));
        assert!(finding.candidates.iter().all(|one| !one.at.id().contains(".total")));
    }
    assert!(findings[2].candidates.is_empty(), "{:?}", findings[2]);
    assert!(findings[2].remedy.as_ref().unwrap().zh.starts_with("总计随各列而变"));
}

#[test]
fn of_cells_that_could_be_wrong_that_is_first_whose_number_the_prose_gives() {
    let (right, mut report) = two_errors();
    let first = |report: &Report| sums(report)[0].candidates[0].at.id();
    assert_eq!(first(&report), "requests.received.natural");
    let id = "requests.carried_out.natural";
    let said = Statement {
        field: FieldId::from_id(id).unwrap(),
        value: Decimal::from(right[id] + 4),
        text: "结转若干件".to_owned(),
        at: None,
    };
    report.statements.push(said);
    assert_eq!(first(&report), id);
    let told = sums(&report)[0].remedy.clone().unwrap();
    assert!(told.zh.contains("（正文也作此数）"), "{told:?}");
}

/// A row too many pushes the cells below it down, and their totals stay.
#[test]
fn where_many_rows_fail_no_cell_is_named() {
    let right = counts();
    let mut wrong = right.clone();
    let rows: Vec<&str> = right
        .keys()
        .filter_map(|id| id.strip_suffix(".research"))
        .filter(|id| id.starts_with("requests."))
        .collect();
    for (place, row) in rows.iter().enumerate().take(9) {
        let more = [5, 11, 2, 8, 19, 3, 7, 13, 4][place];
        let kind = ["natural", "business", "legal"][place % 3];
        let id = FieldId::from_id(&format!("{row}.{kind}")).unwrap().id();
        wrong.insert(id, right[id] + more);
        let id = FieldId::from_id(&format!("{row}.other_org")).unwrap().id();
        wrong.insert(id, right[id] + 2 * more + 1);
    }
    let findings = sums(&report(Edition::E2021, &wrong, Blanks::None));
    let told: Vec<&Finding> =
        findings.iter().filter(|one| one.rule == "requests.row_total").collect();
    assert_eq!(told.len(), 9);
    for finding in told {
        assert!(finding.suggest.is_none() && finding.candidates.is_empty(), "{finding:?}");
        assert!(finding.repairs.is_empty(), "{finding:?}");
        let remedy = finding.remedy.as_ref().unwrap();
        assert!(remedy.zh.starts_with("有 9 行的总计不符"), "{remedy:?}");
    }
}

/// All holds with one change only where nothing else is wrong, and a total that follows what is no count is
/// not to be mended.
#[test]
fn beside_what_is_no_count_no_total_is_blamed() {
    let right = counts();
    let mut wrong = right.clone();
    add(&mut wrong, &["requests.received.legal"], -7);
    let all = sums(&report(Edition::E2021, &wrong, Blanks::None));
    assert!(all[0].remedy.as_ref().unwrap().zh.ends_with("则各项关系均成立"), "{all:?}");
    add(&mut wrong, &["requests.received.total"], -6);
    let mut printed = report(Edition::E2021, &wrong, Blanks::None);
    let half = Decimal::new(right["requests.received.natural"] * 10 + 5, 1);
    let mut facts = nianbao_core::Facts::default();
    for (field, fact) in printed.facts.iter() {
        let is_half = field.id() == "requests.received.natural";
        let value = if is_half { Some(half) } else { fact.value };
        facts.insert(field, Fact { value, ..fact.clone() }).unwrap();
    }
    printed.facts = facts;
    let findings = sums(&printed);
    let of = |id: &str| {
        findings.iter().find(|one| one.at[0].id() == format!("requests.received.{id}")).unwrap()
    };
    assert_eq!(of("legal").suggest.map(|one| one.at.id()), Some("requests.received.legal"));
    let told = &of("legal").remedy.as_ref().unwrap().zh;
    assert!(told.ends_with("则这一格能核对的关系均成立"), "{told}");
    let total = of("total");
    assert!(total.suggest.is_none() && total.candidates.is_empty(), "{total:?}");
    assert!(total.remedy.as_ref().unwrap().zh.contains("不是整数"), "{total:?}");
}

/// A program that adds the columns up passes over a letter, and the total is short by what it stands for.
#[test]
fn beside_what_is_no_number_no_total_is_blamed() {
    let right = counts();
    let mut wrong = right.clone();
    let (id, total) = ("requests.received.natural", "requests.received.total");
    add(&mut wrong, &[total], -right[id]);
    let whole = report(Edition::E2021, &wrong, Blanks::None);
    let field = FieldId::from_id(id).unwrap();
    let letters = Fact { value: None, raw: "3O".to_owned(), at: None };
    let mut printed = Report { form: whole.form, ..Report::default() };
    for (other, fact) in whole.facts.iter() {
        let fact = if other == field { &letters } else { fact };
        printed.facts.insert(other, fact.clone()).unwrap();
    }
    let of_total = |report: &Report| {
        let mut found = sums(report).into_iter();
        found.find(|one| one.at[0].id() == total).unwrap()
    };
    assert_eq!(of_total(&printed).suggest.map(|one| one.at.id()), Some(total), "but for the note");
    printed.notes = vec![Note::new(NoteCode::ValueUnreadable, "3O").with_fields([field])];
    let found = of_total(&printed);
    assert!(found.suggest.is_none() && found.candidates.is_empty(), "{found:?}");
    assert!(found.remedy.unwrap().en.contains("no whole number"));
}

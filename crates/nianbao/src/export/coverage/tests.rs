use nianbao_core::{Fact, Note};

use super::*;

fn report(organ: &str, year: Option<u16>, cells: usize) -> Report {
    let organ = (!organ.is_empty()).then(|| organ.to_owned());
    let form = Some(Edition::E2021);
    let mut report = Report { organ, year, form, ..Report::default() };
    for field in FieldId::all().filter(|field| field.is_in(Edition::E2021)).take(cells) {
        let value = Some(Decimal::ONE);
        report.facts.insert(field, Fact { value, raw: "1".to_owned(), at: None }).unwrap();
    }
    report
}

/// A cell that holds something else than a number.
const UNREAD: States =
    States { lost: 1, unread: 1, numbers: 0, doubtful: 0, uncomputed: 0, blank: 0 };

fn words(cell: &SheetCell) -> &str {
    match cell {
        SheetCell::Text(text, _) => text,
        _ => "",
    }
}

#[test]
fn an_organ_has_a_row_and_a_year_a_column() {
    let totals = Totals::new();
    let mut coverage = Coverage::default();
    let mut cut = report("乙局", Some(2022), 190);
    cut.notes.push(Note::new(NoteCode::CellMissing, "10"));
    for report in [
        report("甲局", Some(2021), 200),
        report("甲局", Some(2022), 0),
        cut,
        report("乙局", Some(2022), 200),
        report("", None, 200),
        report("", None, 200),
    ] {
        coverage.add(&report, &totals, States::default());
    }
    assert_eq!((coverage.organs(), coverage.repeated), (2, 1));
    assert_eq!(coverage.organs_in(Some(2022)), 2);
    assert_eq!(coverage.span(), Some((2021, 2022)));
    let ids: Vec<_> = coverage.columns(Lang::Zh).into_iter().map(|column| column.id).collect();
    assert_eq!(ids, ["organ", "reports", "years", "unknown", "2021", "2022", "missing"]);
    let rows: Vec<_> = coverage.rows(Lang::Zh).collect();
    let row = |row: usize| rows[row].iter().skip(3).map(words).collect::<Vec<_>>();
    assert_eq!(row(0)[..3], ["—", "齐全", "无表格"]);
    assert_eq!(row(1)[..3], ["—", "—", "齐全 ×2"]);
    assert_eq!(row(2)[..3], ["齐全 ×2", "—", "—"]);
    assert_eq!(row(2)[3], "", "whose they are nobody knows, so they are no repetition");
    assert!(row(0)[3].starts_with("2022：未见表式规定的表格"), "{}", row(0)[3]);
}

#[test]
fn blanks_and_formulas_without_results_are_told() {
    let blank = States { blank: 3, ..States::default() };
    let entry = Entry::of(&report("乙局", Some(2022), 200), blank);
    assert_eq!(entry.completeness(), Completeness::Partial);
    assert_eq!(words(&entry.cell(Lang::Zh)), "空白 3 格");
    assert_eq!(entry.why(true, Lang::Zh).unwrap(), "2022：空白 3 格");
    let states = States { lost: 34, unread: 34, uncomputed: 34, ..States::default() };
    let entry = Entry::of(&report("乙局", Some(2022), 200), states);
    assert_eq!(words(&entry.cell(Lang::Zh)), "166/200");
    let why = entry.why(true, Lang::Zh).unwrap();
    assert!(why.starts_with("2022：未读到 34 格，其中 34 格可能有数；34 格的公式没有"), "{why}");
}

#[test]
fn an_organ_and_year_count_once_and_the_first_with_tables_counts() {
    let totals = Totals::new();
    let mut coverage = Coverage::default();
    let bare = Report { facts: nianbao_core::Facts::default(), ..report("甲局", Some(2022), 0) };
    let whole = || report("甲局", Some(2022), 200);
    let mut counts = |report: Report| coverage.add(&report, &totals, States::default()).1;
    assert_eq!([bare, whole(), whole()].map(&mut counts), [true, true, false]);
    assert!(counts(report("", Some(2022), 200)) && counts(report("", Some(2022), 200)));
    assert_eq!(coverage.largest(9)[0], ("甲局", Decimal::ONE));
}

#[test]
fn what_is_missing_is_told_with_its_reason() {
    let mut cut = report("乙局", Some(2022), 190);
    cut.notes.push(Note::new(NoteCode::RowAmbiguous, "规章 | 0"));
    let entry = Entry::of(&cut, States { lost: 3, ..States::default() });
    assert_eq!(entry.completeness(), Completeness::Partial);
    let why = entry.why(true, Lang::Zh).unwrap();
    assert_eq!(why, "2022：未读到 10 格，其中 3 格可能有数；无法确定数值属于哪一列，未读取");
    assert_eq!(words(&entry.cell(Lang::Zh)), "190/200");
    let whole = Entry::of(&report("乙局", Some(2022), 200), UNREAD);
    assert_eq!(whole.completeness(), Completeness::Partial);
    assert_eq!(words(&whole.cell(Lang::Zh)), "199/200");
}

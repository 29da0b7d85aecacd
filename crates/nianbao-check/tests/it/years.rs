//! Reports of one organ from year to year: what a finding says of where it stands.

use nianbao_check::{Member, Series};
use nianbao_core::{FieldId, Place};

use crate::told::with;

#[test]
fn a_finding_of_two_years_has_the_place_of_this_year_s_cell_and_the_other_s_file() {
    let carried = FieldId::from_id("requests.carried_in.total").unwrap();
    let mut series = Series::default();
    for (year, id, raw) in
        [(2022, "requests.carried_out.total", "4"), (2023, "requests.carried_in.total", "6")]
    {
        let mut report = with(&[(id, raw)]);
        report.organ = Some("白石县水务局".to_owned());
        report.year = Some(year);
        report.source.file = Some(format!("{year}.html"));
        report.source.part = 1;
        let field = FieldId::from_id(id).unwrap();
        let mut fact = report.facts.get(field).unwrap().clone();
        fact.at = Some(Place::Cell { table: 2, row: 5, column: 8 });
        let mut placed = with(&[]);
        placed.facts.insert(field, fact).unwrap();
        report.facts = placed.facts;
        series.push(&report);
    }
    let found: Vec<_> = series.findings().collect();
    let [(index, finding)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*index, finding.rule), (1, "years.carry_over"));
    assert_eq!(finding.at, [carried]);
    assert_eq!(finding.place, Some(Place::Cell { table: 2, row: 5, column: 8 }));
    assert_eq!(finding.other.as_ref().unwrap().file.as_deref(), Some("2022.html"));
    let member = series.member(1).unwrap();
    let organ = Some("白石县水务局".to_owned());
    let file = Some("2023.html".to_owned());
    assert_eq!(member, Member { organ, year: Some(2023), file, part: 1 });
    assert_eq!(series.member(2), None);
}

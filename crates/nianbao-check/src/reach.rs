//! How far the sums of a report could be checked: where a cell has no number, an error cannot show.

use nianbao_core::{FieldId, Note, NoteCode, Report};

use crate::balance::Standing;
use crate::figures::Figures;
use crate::sums::{Equation, plan};

/// The sums of a report, by whether they could be checked (勾稽关系的核对范围). Sums of which no cell is on
/// the page are not counted: that a table is missing is told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those that hold, if need be with blanks as zero, or that are broken whatever their blanks stand for.
    pub checked: usize,
    /// Those that hold or not by what a cell stands for that holds no number, or that have no number at all.
    pub blank: usize,
    /// The same, with a cell that is not on the page.
    pub absent: usize,
    /// The same, with a cell whose number could not be read or is no count.
    pub unread: usize,
}

impl Reach {
    /// How far the sums of a report could be checked; of the rules that `takes` names.
    pub fn of(report: &Report, takes: impl Fn(&str) -> bool) -> Self {
        let mut reach = Self::default();
        let Some(edition) = crate::edition(report) else { return reach };
        let figures = Figures::of(report);
        let is_seen = |equation: &&Equation| {
            equation.terms.iter().any(|(field, _)| report.facts.get(*field).is_some())
        };
        let sums = plan(edition).equations.iter().filter(|equation| takes(equation.rule));
        for equation in sums.filter(is_seen) {
            let standing = Standing::of(equation, &figures);
            let told = standing.is_exact() || !standing.holds(equation);
            let gap = (!told).then(|| gap(report, equation, &figures, standing)).flatten();
            *match gap {
                None => &mut reach.checked,
                Some(Gap::Blank) => &mut reach.blank,
                Some(Gap::Absent) => &mut reach.absent,
                Some(Gap::Unread) => &mut reach.unread,
            } += 1;
        }
        reach
    }

    /// How many could not be checked in full.
    pub fn unchecked(&self) -> usize {
        self.blank + self.absent + self.unread
    }
}

/// What a sum lacks, so that it cannot be told whether it holds.
enum Gap {
    Blank,
    Absent,
    Unread,
}

/// The gravest of what the cells of a sum lack; nothing where it holds with blanks as zero.
fn gap(report: &Report, equation: &Equation, figures: &Figures, standing: Standing) -> Option<Gap> {
    let lacking = || {
        let fields = equation.terms.iter().map(|(field, _)| *field);
        fields.filter(|field| figures.whole(*field).is_none())
    };
    if lacking().any(|field| is_unread(report, field)) {
        return Some(Gap::Unread);
    }
    let has_number = lacking().count() < equation.terms.len();
    if has_number && standing.holds_as_zero(equation) {
        return None;
    }
    let absent = lacking().any(|field| report.facts.get(field).is_none());
    Some(if absent { Gap::Absent } else { Gap::Blank })
}

/// Whether there may be a number in a cell that gave none, or a number that is no count.
fn is_unread(report: &Report, field: FieldId) -> bool {
    let tells = |note: &&Note| note.code.may_lose() && note.fields.contains(&field);
    match report.facts.get(field) {
        Some(fact) if fact.value.is_some() => true,
        Some(fact) if fact.raw.is_empty() => {
            report.notes.iter().any(|note| tells(&note) && note.code == NoteCode::FormulaUncached)
        }
        _ => report.notes.iter().any(|note| tells(&note)),
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Decimal, Edition, Fact};

    use super::*;

    /// A form of zeros, but for some cells: without a number, or with another.
    fn form(cells: &[(&str, Option<i64>)], absent: &str) -> Report {
        let mut report = Report { form: Some(Edition::E2021), ..Report::default() };
        let there = |field: &FieldId| field.is_in(Edition::E2021) && field.id() != absent;
        for field in FieldId::all().filter(there) {
            let given = cells.iter().find(|(id, _)| *id == field.id());
            let value = given.map_or(Some(0), |(_, value)| *value).map(Decimal::from);
            report.facts.insert(field, Fact { value, raw: String::new(), at: None }).unwrap();
        }
        report
    }

    fn reach(report: &Report) -> [usize; 4] {
        let Reach { checked, blank, absent, unread } = Reach::of(report, |_| true);
        [checked, blank, absent, unread]
    }

    #[test]
    fn sums_with_a_gap_are_counted_by_what_is_lacking() {
        let whole = reach(&form(&[], ""));
        assert_eq!(whole, [42, 0, 0, 0]);
        // A cell of section 三 is in the sum of its row and in those of its column. Where all else is zero, they
        // hold with it as zero.
        let (id, total) = ("requests.received.natural", "requests.received.total");
        assert_eq!(reach(&form(&[(id, None)], "")), [42, 0, 0, 0]);
        let three = ("requests.handled.natural", Some(3));
        assert_eq!(reach(&form(&[(id, None), three, (total, Some(3))], "")), [40, 2, 0, 0]);
        assert_eq!(reach(&form(&[three, (total, Some(3))], id)), [40, 0, 2, 0]);
        let blank: Vec<_> = ["upheld", "corrected", "other", "pending", "total"]
            .map(|part| format!("review.{part}"))
            .to_vec();
        let blank: Vec<_> = blank.iter().map(|id| (id.as_str(), None)).collect();
        assert_eq!(reach(&form(&blank, "")), [41, 1, 0, 0], "a row of blanks says nothing");
        let mut lost = form(&[], id);
        lost.notes = vec![Note::new(NoteCode::RowAmbiguous, "").with_fields(FieldId::from_id(id))];
        assert_eq!(reach(&lost), [40, 0, 0, 2]);
        // A total of blanks that is less than one of its parts is wrong whatever they stand for.
        let broken = form(&[("review.upheld", Some(3)), ("review.pending", None)], "");
        assert_eq!(reach(&broken), [42, 0, 0, 0]);
        assert_eq!(
            Reach::of(&form(&[(id, None)], ""), |rule| rule == "review.total").unchecked(),
            0
        );
        assert_eq!(reach(&Report::default()), [0; 4]);
    }

    /// A note that loses nothing, and one about another cell, do not explain why it is absent; nor does any
    /// but that of a formula why it is blank.
    #[test]
    fn a_gap_is_unread_only_where_a_note_about_it_says_so() {
        let (id, total) = ("requests.received.natural", "requests.received.total");
        let three = [("requests.handled.natural", Some(3)), (total, Some(3))];
        let noted = |mut report: Report, code, id| {
            report.notes = vec![Note::new(code, "").with_fields(FieldId::from_id(id))];
            reach(&report)
        };
        let absent = || form(&three, id);
        assert_eq!(noted(absent(), NoteCode::RowAmbiguous, id), [40, 0, 0, 2]);
        assert_eq!(noted(absent(), NoteCode::OrganConflict, id), [40, 0, 2, 0]);
        assert_eq!(noted(absent(), NoteCode::RowAmbiguous, total), [40, 0, 2, 0]);
        let blank = || form(&[(id, None), three[0], three[1]], "");
        assert_eq!(noted(blank(), NoteCode::RowAmbiguous, id), [40, 2, 0, 0]);
        assert_eq!(noted(blank(), NoteCode::FormulaUncached, id), [40, 0, 0, 2]);
    }
}

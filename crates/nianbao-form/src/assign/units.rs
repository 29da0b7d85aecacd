//! In what unit a cell counts: what its head, its row and the words above its table say.

use nianbao_core::FieldId;

use crate::fold::squeeze;
use crate::key::{MoneyUnit, is_unit_caption};
use crate::tokens::{Kind, Token};
use crate::walk::Segment;

use super::Assigner;

/// So many texts above a table that name its unit are looked at.
const UNITS: usize = 4;

/// Whether a short text says that amounts are in 元.
pub(super) fn names_yuan(token: &Token<'_>) -> bool {
    is_short(token) && token.text.contains(['元']) && squeeze(token.text).contains("单位:元")
}

fn is_short(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Label(_)) && token.text.len() < 120
}

/// The texts that say in what unit the tables below them count, and the unit where it is not one of counts.
pub(super) fn unit_captions(tokens: &[Token<'_>]) -> Vec<(usize, Option<MoneyUnit>)> {
    let unit = |(index, token): (usize, &Token<'_>)| {
        let names = is_short(token) && token.text.contains('位') && is_unit_caption(token.text);
        names.then(|| {
            let key = squeeze(token.text);
            let unit = key.trim_start_matches(['(', '计', '量', '数']).trim_end_matches(')');
            (index, MoneyUnit::find(unit))
        })
    };
    tokens.iter().enumerate().filter_map(unit).collect()
}

impl Assigner<'_, '_> {
    /// The units that a row prints for all its cells: with its label, and in its unit column.
    pub(super) fn units_beside(&self, segment: &Segment) -> [Option<MoneyUnit>; 2] {
        let in_cells = segment.values.iter().find_map(|index| {
            let token = &self.tokens[*index];
            // A cell with a number of its own (25%) is no unit of its neighbours.
            let word = token.text.split(['（', '(']).next().unwrap_or(token.text);
            let words = matches!(token.kind, Kind::Label(_)) && !word.contains(char::is_numeric);
            words.then(|| MoneyUnit::find(token.text))?
        });
        [self.label_unit(segment), in_cells]
    }

    /// The unit of a row's cell: what its head, its label and its unit column print together. Counts
    /// have none; 行政事业性收费（万元） is a label of counts all the same.
    pub(super) fn unit(
        &self,
        segment: &Segment,
        head: Option<MoneyUnit>,
        [label, in_cells]: [Option<MoneyUnit>; 2],
        field: FieldId,
    ) -> Option<MoneyUnit> {
        if field.is_amount() {
            let printed = MoneyUnit::agreed(MoneyUnit::agreed(head, label), in_cells);
            // 单位：元 above a head of 万元: one of them is wrong.
            let above = self.units_above(segment).filter(|unit| *unit != MoneyUnit::Scaled);
            match printed {
                Some(_) => above.map(Some).fold(printed, MoneyUnit::agreed),
                None => self.caption_unit,
            }
        } else {
            // In hundreds or more, whatever another text beside that says.
            let is_scaled = |unit: &MoneyUnit| *unit == MoneyUnit::Scaled;
            let above = || self.units_above(segment).find(is_scaled);
            head.or(in_cells).or(label.filter(is_scaled)).or_else(above)
        }
    }

    /// The units that texts above a row's table name, other than those of counts.
    fn units_above(&self, segment: &Segment) -> impl Iterator<Item = MoneyUnit> {
        let rows = &self.walked.segments;
        let row_between = move |first: usize, end: usize| {
            let behind = rows.partition_point(|row| row.label < first);
            rows.get(behind).is_some_and(|row| row.label < end)
        };
        let end = self.units.partition_point(|(index, _)| *index < segment.label);
        let last = end.checked_sub(1).map_or(0, |last| self.units[last].0);
        let above = self.units[..end].iter().rev().take(UNITS);
        let above = above.take_while(move |(index, _)| !row_between(*index, last));
        above.filter_map(|(_, unit)| *unit)
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::NoteCode;

    use crate::pages::{courts, report_below, value};

    #[test]
    fn units_that_contradict_each_other_leave_the_amount_untold() {
        let fee = |above: &[&str]| {
            let head = [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 1, 1)].to_vec();
            let row = [("行政事业性收费", 1, 1), ("38.5", 1, 1)].to_vec();
            let report = report_below(above, &[head, row]);
            value(&report, "disclosure.fees.amount")
        };
        for same in [&[][..], &["单位：万元"], &["单位：件"], &["单位：项、万元"]] {
            assert_eq!(fee(same).as_deref(), Some("38.5"), "{same:?}");
        }
        assert_eq!(fee(&["单位：元"]).as_deref(), Some("-"));
    }

    #[test]
    fn a_unit_over_a_group_of_columns_is_that_of_each() {
        let pending = |group: &'static str| {
            let mut rows = courts();
            rows[0][0].0 = group;
            let values = ["1", "0", "2", "4", "7"].map(|text| (text, 1, 1));
            rows.push(values.repeat(3));
            value(&report_below(&[], &rows), "review.pending")
        };
        assert_eq!(pending("行政复议").as_deref(), Some("4"));
        assert_eq!(pending("行政复议（单位：件）").as_deref(), Some("4"));
        assert_eq!(pending("行政复议（单位：百件）").as_deref(), Some("-"));
    }

    #[test]
    fn a_table_in_hundreds_is_told_once() {
        let mut rows = courts();
        rows.push(["1", "0", "2", "4", "7"].map(|text| (text, 1, 1)).repeat(3));
        let report = report_below(&["单位：百件"], &rows);
        assert_eq!(report.facts.iter().filter(|(_, fact)| fact.value.is_some()).count(), 0);
        let units = report.notes.iter().filter(|note| note.code == NoteCode::UnitMissing);
        assert_eq!(units.map(|note| note.fields.len()).collect::<Vec<_>>(), [15]);
    }
}

//! A typing error in a form that computes its totals: these follow the cell, so that columns break and no
//! total does.

use nianbao_core::FieldId;

use super::{Adviser, lone, told};
use crate::figures::decimal;
use crate::locate::Delta;
use crate::sums::Equation;
use crate::{Change, Repair, RepairKind, Words};

impl Adviser<'_> {
    /// One cell is wrong in each of the repairs, and the total of its row only follows it. So it does one in a
    /// part of a cell that is a sum itself, which would take more changes than are searched for.
    pub(super) fn followed(&self, repairs: &[Repair]) -> Option<(Words, Option<Vec<Change>>)> {
        let leads = repairs.iter().map(|repair| self.leading(repair));
        let mut leads: Vec<Change> = leads.collect::<Option<_>>()?;
        let sums = self.summed(leads.first()?.at);
        leads.sort_by_key(|change| !self.is_said(*change));
        let sums: Vec<Delta> =
            sums.into_iter().filter(|(sum, _)| leads.iter().all(|lead| lead.at != *sum)).collect();
        Some((told::followed(&leads, &sums, self), None))
    }

    /// Several columns are broken and no total is: in each one cell is wrong, and the totals follow. Where a
    /// single column is, or all of it may be mended without a total, the repairs tell it.
    pub(super) fn follows(
        &self,
        index: usize,
        repairs: &[Repair],
    ) -> Option<(Words, Option<Vec<Change>>)> {
        let mut changes = repairs.iter().flat_map(|repair| &repair.changes);
        if !repairs.is_empty() && !changes.any(|change| self.is_total(change.at)) {
            return None;
        }
        // What looks like a slip of the hand is told as one.
        if repairs.iter().any(|repair| repair.kind != RepairKind::Cells) {
            return None;
        }
        let of_group = self.plan.group[index];
        let equations = self.plan.equations.iter().zip(&self.plan.group);
        let here = equations.filter(|(_, group)| **group == of_group).map(|(one, _)| one);
        let broken: Vec<&Equation> = here.filter(|one| self.is_broken(one)).collect();
        let is_column =
            |equation: &Equation| equation.terms.iter().any(|(field, _)| !self.is_total(*field));
        let columns = broken.iter().filter(|one| is_column(one)).count();
        if columns < 2 || broken.iter().any(|one| lone(one).is_some()) {
            return None;
        }
        let equation = &self.plan.equations[index];
        if !is_column(equation) {
            return Some((told::total_follows(), Some(Vec::new())));
        }
        let leads = self.leads(equation);
        Some((told::followed(&leads, &self.sums_in(equation), self), Some(leads)))
    }

    /// What each cell of a broken sum would have to be, but for its totals; what the prose says too is first.
    fn leads(&self, equation: &Equation) -> Vec<Change> {
        let known = self.standing(equation).known;
        let typed = equation.terms.iter().filter(|(field, _)| !self.is_total(*field));
        let change = |(field, sign): &Delta| {
            let value = self.sound.whole(*field)? - sign * known;
            let change = Change { at: *field, value: decimal(value)? };
            (value >= 0).then_some(change)
        };
        let mut leads: Vec<Change> = typed.filter_map(change).collect();
        leads.sort_by_key(|lead| !self.is_said(*lead));
        leads
    }

    /// Whether a cell is the total of a sum.
    fn is_total(&self, field: FieldId) -> bool {
        self.totals(field).next().is_some()
    }

    /// The sums that a cell is the total of.
    fn totals(&self, field: FieldId) -> impl Iterator<Item = &Equation> {
        self.equations_with(field).filter(move |one| lone(one) == Some(field))
    }

    /// The sums that take part in a broken equation with a cell, and what each lacks.
    fn summed(&self, at: FieldId) -> Vec<Delta> {
        let sums = self.equations_with(at);
        let broken = sums.filter(|equation| !self.standing(equation).holds(equation));
        broken.flat_map(|equation| self.sums_in(equation)).collect()
    }

    /// The cells of a broken sum that are sums themselves, and what each lacks; one that has too much has a
    /// part that is as large.
    fn sums_in(&self, equation: &Equation) -> Vec<Delta> {
        let known = self.standing(equation).known;
        let lacks = equation.terms.iter().map(|(field, sign)| (*field, -sign * known));
        let has_part = |(field, delta): &Delta| {
            let sums = self.totals(*field).filter(|one| !std::ptr::eq(*one, equation));
            let mut parts = sums.flat_map(|sum| &sum.terms).filter(|(part, _)| part != field);
            parts.any(|(part, _)| self.sound.whole(*part).is_none_or(|value| value + delta >= 0))
        };
        lacks.filter(has_part).collect()
    }

    /// The change that another follows: of two, both by the same, the one whose cell is a part of the other.
    fn leading(&self, repair: &Repair) -> Option<Change> {
        let [one, other] = repair.changes.as_slice() else { return None };
        let delta = |change: &Change| {
            Some(crate::figures::whole(change.value)? - self.sound.whole(change.at)?)
        };
        delta(one).filter(|by| Some(*by) == delta(other))?;
        let is_part = |part: &Change, total: &Change| {
            let mut sums = self.totals(total.at);
            sums.any(|sum| sum.terms.iter().any(|(field, _)| *field == part.at))
        };
        [(one, other), (other, one)]
            .into_iter()
            .find(|(part, total)| is_part(part, total))
            .map(|(part, _)| *part)
    }
}

//! What to say about a broken sum: the cell that would mend it, the few that might, or that too much is wrong.

mod following;
mod told;

pub(crate) use told::mended;

use std::borrow::Cow;
use std::cmp::Reverse;

use nianbao_core::{FieldId, NoteCode, Report};

use crate::balance::Standing;
use crate::figures::{Figure, Figures};
use crate::locate::Located;
use crate::sums::{Equation, Plan};
use crate::{Change, Finding, Repair, RepairKind};

/// So many repairs of several cells stand in a finding; the candidates name every cell.
const SHOWN: usize = 24;
/// Cells that are wrong each for itself: whoever reads of more of them at once is not helped.
const TOGETHER: usize = 3;

/// What is known when a broken sum is to be mended.
pub(crate) struct Adviser<'r> {
    pub(crate) plan: &'r Plan,
    /// The figures that are counts, and rest on counts.
    pub(crate) counted: &'r Figures,
    /// Those of them that something can be inferred from.
    pub(crate) sound: &'r Figures,
    pub(crate) report: &'r Report,
}

/// The figures without the totals of what is no count, or no number at all: where a program computes them,
/// these follow a cell that is wrong in itself, and nothing can be inferred from them.
pub(crate) fn suspect<'f>(plan: &Plan, report: &Report, figures: &'f Figures) -> Cow<'f, Figures> {
    let mut figures = Cow::Borrowed(figures);
    let unreadable = report.notes.iter().filter(|note| note.code == NoteCode::ValueUnreadable);
    for field in unreadable.flat_map(|note| &note.fields) {
        if report.facts.get(*field).is_some_and(|fact| fact.value.is_none()) {
            figures.to_mut().doubt(*field);
        }
    }
    loop {
        let is_odd = |field: &FieldId| figures.get(*field) == Figure::Odd;
        let balanced = plan.equations.iter().filter(|equation| equation.balances());
        let totals = balanced.filter_map(|equation| Some((lone(equation)?, equation)));
        let of_odd = totals.filter(|(total, equation)| {
            let parts = equation.terms.iter().map(|(field, _)| field);
            figures.whole(*total).is_some() && parts.into_iter().any(is_odd)
        });
        let doubtful: Vec<FieldId> = of_odd.map(|(total, _)| total).collect();
        if doubtful.is_empty() {
            return figures;
        }
        for total in doubtful {
            figures.to_mut().doubt(total);
        }
    }
}

impl Adviser<'_> {
    /// Puts to a broken sum what would mend it.
    pub(crate) fn advise(&self, finding: &mut Finding, index: usize, located: &Located) {
        let mut terms = self.plan.equations[index].terms.iter();
        if terms.any(|(field, _)| self.counted.get(*field) == Figure::Odd) {
            finding.remedy = Some(told::rests_on_odd());
            return;
        }
        let touches = |field: FieldId| self.touches(index, field);
        let mut changes: Vec<Change> = Vec::new();
        for repair in &located.repairs {
            for change in repair.changes.iter().filter(|change| touches(change.at)) {
                if !changes.contains(change) {
                    changes.push(*change);
                }
            }
        }
        let alone = only(&changes).filter(|one| located.complete && self.demands(*one) > 0);
        // Among errors elsewhere: two sums that ask for the same change do not do so by chance.
        let agreed = || {
            let here: Vec<Change> =
                located.singles.iter().copied().filter(|change| touches(change.at)).collect();
            let possible = |one: &Change| !located.complete || changes.contains(one);
            only(&here).filter(|one| possible(one) && self.demands(*one) > 1)
        };
        if let Some(change) = alone.or_else(agreed) {
            finding.suggest = Some(change);
            finding.remedy = Some(told::suggestion(
                change,
                self.sound,
                mends_all(self.plan, self.counted, change),
            ));
            return;
        }
        let repairs = self.repairs(index, located);
        let followed = self.followed(&repairs).or_else(|| self.follows(index, &repairs));
        if let Some((words, leads)) = followed {
            finding.remedy = Some(words);
            // What a total says follows from the cells; with several that are wrong, only these are named.
            changes = leads.unwrap_or(changes);
            finding.repairs = repairs;
        } else if is_too_much(&repairs) || !located.complete && self.crowd().is_some() {
            finding.remedy = Some(self.crowd().unwrap_or_else(told::unlocated));
            changes.clear();
        } else if let Some(first) = repairs.first() {
            finding.remedy = Some(told::together(&repairs, self.sound));
            changes.sort_by_key(|change| !first.changes.contains(change));
            finding.repairs = repairs;
        } else if !changes.is_empty() {
            changes.sort_by_key(|change| !self.is_said(*change));
            finding.remedy = Some(told::several(&changes));
        }
        finding.candidates = changes;
    }

    /// The repairs of several cells that mend a sum, those first that the prose speaks for. Of a large one the
    /// changes that hang together with the sum: what is wrong elsewhere is told there.
    fn repairs(&self, index: usize, located: &Located) -> Vec<Repair> {
        let mut repairs: Vec<Repair> = Vec::new();
        for repair in located.repairs.iter().filter(|repair| repair.changes.len() > 1) {
            let changes = if repair.changes.len() > TOGETHER {
                self.connected(index, &repair.changes)
            } else {
                repair.changes.clone()
            };
            if changes.len() > 1 && repairs.iter().all(|other| other.changes != changes) {
                repairs.push(Repair { kind: repair.kind, changes });
            }
        }
        let said =
            |repair: &Repair| repair.changes.iter().filter(|one| self.is_said(**one)).count();
        repairs.sort_by_key(|repair| (repair.kind, Reverse(said(repair))));
        repairs.truncate(SHOWN);
        repairs
    }

    /// The changes that are in the sum, or in one with another that is.
    fn connected(&self, index: usize, changes: &[Change]) -> Vec<Change> {
        let sums = |change: &Change| self.plan.of[change.at.index()].iter().map(|(one, _)| *one);
        let mut reached = vec![index];
        let mut here: Vec<bool> = vec![false; changes.len()];
        loop {
            let next = (0..changes.len())
                .find(|at| !here[*at] && sums(&changes[*at]).any(|sum| reached.contains(&sum)));
            let Some(next) = next else { break };
            here[next] = true;
            reached.extend(sums(&changes[next]));
        }
        changes.iter().zip(here).filter(|(_, here)| *here).map(|(change, _)| *change).collect()
    }

    /// Whether a field is in a sum.
    fn touches(&self, index: usize, field: FieldId) -> bool {
        self.plan.of[field.index()].iter().any(|(one, _)| *one == index)
    }

    /// The sums that a field is in.
    fn equations_with(&self, field: FieldId) -> impl Iterator<Item = &Equation> {
        self.plan.of[field.index()].iter().map(|(index, _)| &self.plan.equations[*index])
    }

    /// Whether the prose gives a cell this number.
    fn is_said(&self, change: Change) -> bool {
        let mut said = self.report.statements.iter();
        said.any(|one| one.field == change.at && one.value == change.value)
    }

    /// How many broken sums without blanks ask for a change; none if there is a sum with its cell that
    /// is broken by it, or that it leaves broken.
    fn demands(&self, change: Change) -> usize {
        let Some(changed) = changed(self.sound, change) else { return 0 };
        let mut demands = 0;
        for equation in self.equations_with(change.at) {
            let before = Standing::of(equation, self.sound);
            if !Standing::of(equation, &changed).holds(equation) {
                return 0;
            }
            demands += usize::from(before.is_exact() && !before.holds(equation));
        }
        demands
    }

    fn standing(&self, equation: &Equation) -> Standing {
        Standing::of(equation, self.sound)
    }

    fn is_broken(&self, equation: &Equation) -> bool {
        equation.balances() && !self.standing(equation).holds(equation)
    }
}

/// Whether a change mends all that is wrong with the sums of a report.
pub(crate) fn mends_all(plan: &Plan, figures: &Figures, change: Change) -> bool {
    let Some(changed) = changed(figures, change) else { return false };
    let is_odd = |(field, _): &(FieldId, i128)| changed.get(*field) == Figure::Odd;
    let holds = |one: &Equation| Standing::of(one, &changed).holds(one);
    plan.equations.iter().all(|one| !one.terms.iter().any(is_odd) && holds(one))
}

fn changed(figures: &Figures, change: Change) -> Option<Figures> {
    let mut changed = figures.clone();
    changed.set(change.at, crate::figures::whole(change.value)?);
    Some(changed)
}

/// Whether the least that would mend a sum is more than anybody can look through.
fn is_too_much(repairs: &[Repair]) -> bool {
    let many =
        |repair: &Repair| repair.kind == RepairKind::Cells && repair.changes.len() > TOGETHER;
    !repairs.is_empty() && repairs.iter().all(many)
}

fn only(changes: &[Change]) -> Option<Change> {
    if let [one] = changes { Some(*one) } else { None }
}

/// The total of a sum: the one term that has a side for itself.
fn lone(equation: &Equation) -> Option<FieldId> {
    [1, -1].into_iter().find_map(|side| {
        let mut terms = equation.terms.iter().filter(|term| term.1 == side);
        let (first, more) = (terms.next()?, terms.next());
        more.is_none().then_some(first.0)
    })
}

//! How the sums of an edition stand for a report, blanks read in every way they could be.

use nianbao_core::FieldId;

use crate::figures::{Figure, Figures};
use crate::sums::{Equation, Plan, Relation};

/// How one equation stands. Where cells have no number, the rest is `known` (left less right) and
/// the cells without stand for any count: the equation is broken only if no counts mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) known: i128,
    /// Whether a cell of the left side has no number.
    left_open: bool,
    right_open: bool,
    /// A number that is no count takes part.
    odd: bool,
}

/// How a sum comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It holds, or with blanks read as they may be read.
    Holds,
    Broken,
    /// Only the slack of ">=" is used, where it should not be.
    Slack,
}

impl Standing {
    pub(crate) fn of(equation: &Equation, figures: &Figures) -> Self {
        let mut standing = Self { known: 0, left_open: false, right_open: false, odd: false };
        for (field, sign) in &equation.terms {
            match figures.get(*field) {
                Figure::Whole(value) => standing.known += sign * value,
                Figure::Unknown if *sign > 0 => standing.left_open = true,
                Figure::Unknown => standing.right_open = true,
                Figure::Odd => standing.odd = true,
            }
        }
        standing
    }

    /// Whether all of its cells have numbers, so that one unknown change is determined by it.
    pub(crate) fn is_exact(self) -> bool {
        !self.left_open && !self.right_open && !self.odd
    }

    pub(crate) fn outcome(self, equation: &Equation) -> Outcome {
        // What the open cells add to `known` is anything from 0 up on the left, from 0 down on
        // the right.
        let below = self.known < 0 && !self.left_open;
        let above = self.known > 0 && !self.right_open;
        match equation.relation {
            _ if self.odd => Outcome::Holds,
            Relation::Equal if below || above => Outcome::Broken,
            Relation::AtLeast if below => Outcome::Broken,
            Relation::AtLeast if above && equation.slack.is_some() => Outcome::Slack,
            Relation::AtMost if above => Outcome::Broken,
            _ => Outcome::Holds,
        }
    }

    /// Whether it holds with every blank as zero.
    pub(crate) fn holds_as_zero(self, equation: &Equation) -> bool {
        let zero = Self { left_open: false, right_open: false, ..self };
        zero.holds(equation)
    }

    pub(crate) fn holds(self, equation: &Equation) -> bool {
        self.outcome(equation) == Outcome::Holds
    }
}

/// How every equation of a plan stands.
pub(crate) fn standings(plan: &Plan, figures: &Figures) -> Vec<Standing> {
    plan.equations.iter().map(|equation| Standing::of(equation, figures)).collect()
}

/// What a cell would have to say for every sum with it, if all of these agree and have no other gap.
pub(crate) fn demanded(plan: &Plan, figures: &Figures, field: FieldId) -> Option<i128> {
    let mut demanded = None;
    for (index, sign) in &plan.of[field.index()] {
        let mut others = 0;
        for (other, sign) in plan.equations[*index].terms.iter().filter(|one| one.0 != field) {
            others += sign * figures.whole(*other)?;
        }
        let value = -sign * others;
        if value < 0 || demanded.is_some_and(|one| one != value) {
            return None;
        }
        demanded = Some(value);
    }
    demanded
}

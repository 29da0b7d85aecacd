//! The sum rules as sums between the cells of a document.

use nianbao_core::{Edition, FieldId, Sum};

use crate::rule::rule;
use crate::sums::{Equation, Relation, plan};

/// The sums that the form of an edition demands, cells named by field id; a total that is alone on its
/// side stands on the left.
pub fn document_sums(edition: Edition) -> Vec<Sum> {
    let equations = plan(edition).equations.iter();
    equations.filter(|equation| equation.relation == Relation::Equal).map(sum).collect()
}

fn sum(equation: &Equation) -> Sum {
    let side = |sign: i128| -> Vec<String> {
        let terms = equation.terms.iter().filter(|term| term.1 == sign);
        terms.map(|(field, _): &(FieldId, _)| field.id().to_owned()).collect()
    };
    let (mut left, mut right) = (side(1), side(-1));
    if right.len() == 1 && left.len() > 1 {
        std::mem::swap(&mut left, &mut right);
    }
    let message = rule(equation.rule).map(|rule| rule.zh.to_owned()).unwrap_or_default();
    Sum { rule: equation.rule.to_owned(), left, right, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_stand_alone_on_the_left() {
        let sums = document_sums(Edition::E2021);
        let of = |id: &str| sums.iter().find(|sum| sum.left == [id]).map(|sum| sum.right.len());
        assert_eq!(of("review.total"), Some(4));
        assert_eq!(of("requests.handled.natural"), Some(21));
        assert_eq!(of("requests.granted.total"), Some(6));
        let balance = sums.iter().filter(|sum| sum.rule == "requests.balance");
        assert!(balance.clone().all(|sum| sum.left.len() == 2 && sum.right.len() == 2));
        assert_eq!(balance.count(), 7);
    }

    #[test]
    fn bounds_are_no_sums() {
        let sums = document_sums(Edition::E2014);
        assert!(!sums.is_empty() && sums.iter().all(|sum| !sum.message.is_empty()));
        assert!(sums.iter().all(|sum| sum.rule != "part.whole" && sum.rule != "litigation.total"));
    }
}

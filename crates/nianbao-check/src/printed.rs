//! The sums of the form between the cells of a printed form, for formats that compute them.

use nianbao_core::{Edition, FieldId, Report, Sum};

use crate::edition;
use crate::labels::shared;
use crate::sums::{Equation, LINES, Line, Relation, plan};

/// The sums that the cells of a report's form have to keep; a cell is named by its field.
pub fn sums(report: &Report) -> Vec<Sum> {
    edition(report).map(sums_of).unwrap_or_default()
}

/// The sums that the cells of an edition's form have to keep.
pub fn sums_of(edition: Edition) -> Vec<Sum> {
    let equal = |equation: &&Equation| equation.relation == Relation::Equal;
    plan(edition).equations.iter().filter(equal).map(|equation| sum(equation, edition)).collect()
}

fn sum(equation: &Equation, edition: Edition) -> Sum {
    let side = |sign: i128| -> Vec<String> {
        let terms = equation.terms.iter().filter(|term| term.1 == sign);
        terms.map(|(field, _)| field.id().to_owned()).collect()
    };
    let (mut left, mut right) = (side(1), side(-1));
    // The total stands on the left, whatever side the rule has it on.
    if right.len() < left.len() {
        std::mem::swap(&mut left, &mut right);
    }
    Sum { rule: equation.rule.to_owned(), left, right, message: message(equation, edition) }
}

/// The rule in the form's own language, as the form is, and which row or column it is about.
fn message(equation: &Equation, edition: Edition) -> String {
    let of_rule = |line: &&Line| line.rule == equation.rule && line.editions.contains(&edition);
    let words = LINES.iter().find(of_rule).map_or("", |line| line.zh);
    let fields: Vec<FieldId> = equation.terms.iter().map(|(field, _)| *field).collect();
    let each = ["每一列：", "每一行："].iter().find_map(|each| words.strip_prefix(each));
    match (each, shared(&fields).0) {
        (Some(rest), Some(of)) => format!("{of}：{rest}"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Fact, Facts};

    use super::*;

    fn report(form: Edition, id: &str) -> Report {
        let fact = Fact { value: None, raw: String::new(), at: None };
        let mut facts = Facts::default();
        facts.insert(FieldId::from_id(id).unwrap(), fact).unwrap();
        Report { form: Some(form), facts, ..Report::default() }
    }

    #[test]
    fn totals_stand_on_the_left_and_the_words_say_of_what() {
        let sums = sums(&report(Edition::E2021, "review.total"));
        let of = |rule: &str| sums.iter().find(|sum| sum.rule == rule).unwrap();
        let review = of("review.total");
        assert_eq!(review.left, ["review.total"]);
        assert_eq!(review.right.len(), 4);
        assert_eq!(review.message, "行政复议总计等于四种结果之和");
        let row = of("requests.row_total");
        assert_eq!((row.left.len(), row.right.len()), (1, 6));
        assert_eq!(row.message, "一、本年新收：总计等于自然人与五类法人或其他组织之和");
        let balance = of("requests.balance");
        assert_eq!(balance.left, ["requests.received.natural", "requests.carried_in.natural"]);
        assert!(balance.message.starts_with("自然人：本年新收"), "{}", balance.message);
    }

    #[test]
    fn what_is_no_equation_is_no_sum() {
        // No fewer than, and no more than.
        let sums = sums(&report(Edition::E2014, "review.total"));
        assert!(sums.iter().all(|sum| !["review.total", "part.whole"].contains(&&*sum.rule)));
        assert!(sums.iter().any(|sum| sum.rule == "capacity.staff"));
        assert!(super::sums(&Report::default()).is_empty());
    }
}

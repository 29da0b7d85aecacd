//! The rules that are sums: `data/sums.csv`, and its equations for an edition.

mod told;

use std::sync::{LazyLock, OnceLock};

use nianbao_core::{Edition, FieldId};

use crate::Severity;
use crate::rule::{Formula, Rule, Scope};

/// How the sides of a sum compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    AtLeast,
    AtMost,
}

/// A line of the data.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) rule: &'static str,
    pub(crate) editions: Vec<Edition>,
    severity: Severity,
    slack: Option<Severity>,
    left: &'static str,
    relation: &'static str,
    right: &'static str,
    source: &'static str,
    pub(crate) zh: &'static str,
    en: &'static str,
}

pub(crate) static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let lines = include_str!("../data/sums.csv").lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).filter_map(parse).collect()
});

/// The data holds no quotes; English texts have no comma. A test counts that every line was taken.
fn parse(line: &'static str) -> Option<Line> {
    let columns: Vec<&'static str> = line.split(',').collect();
    let [rule, editions, severity, slack, left, relation, right, source, zh, en] =
        columns.try_into().ok()?;
    let editions = editions.split(' ').map(Edition::from_id).collect::<Option<Vec<_>>>()?;
    let severity = Severity::from_id(severity)?;
    let slack = Severity::from_id(slack);
    Some(Line { rule, editions, severity, slack, left, relation, right, source, zh, en })
}

impl Line {
    /// The rule as it is told, with all of its lines.
    pub(crate) fn described(&'static self) -> Rule {
        let told = told::told(self.rule);
        let text =
            |of: fn(&'static told::Told) -> &'static String| told.map_or("", |told| of(told));
        Rule {
            id: self.rule,
            severity: self.severity,
            scope: Scope::Report,
            editions: &self.editions,
            formula: Formula::Ids(text(|told| &told.formula)),
            source: text(|told| &told.source),
            zh: text(|told| &told.zh),
            en: text(|told| &told.en),
        }
    }

    fn relation(&self) -> Relation {
        match self.relation {
            ">=" => Relation::AtLeast,
            "<=" => Relation::AtMost,
            _ => Relation::Equal,
        }
    }
}

/// One sum over fields: the terms of the left side count with +1, those of the right with -1.
#[derive(Debug)]
pub(crate) struct Equation {
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    /// The severity where the left side of ">=" is more; none: allowed.
    pub(crate) slack: Option<Severity>,
    pub(crate) relation: Relation,
    pub(crate) terms: Vec<(FieldId, i128)>,
}

impl Equation {
    /// Whether the sides have to be equal for all to be well, so that a repair is a number.
    pub(crate) fn balances(&self) -> bool {
        self.relation == Relation::Equal || self.slack.is_some()
    }
}

/// The equations of an edition, ready to be looked up by field.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) equations: Vec<Equation>,
    /// For each field, the equations it is in, with its sign; those that balance only.
    pub(crate) of: Vec<Vec<(usize, i128)>>,
    /// For each equation, which group of equations it shares fields with.
    pub(crate) group: Vec<usize>,
}

/// The equations of an edition.
pub(crate) fn plan(edition: Edition) -> &'static Plan {
    static PLANS: [OnceLock<Plan>; Edition::COUNT] = [const { OnceLock::new() }; Edition::COUNT];
    PLANS[edition.index()].get_or_init(|| build(edition))
}

fn build(edition: Edition) -> Plan {
    let lines = LINES.iter().filter(|line| line.editions.contains(&edition));
    let equations: Vec<Equation> = lines.flat_map(|line| equations(line, edition)).collect();
    let mut of = vec![Vec::new(); FieldId::all().len()];
    for (index, equation) in equations.iter().enumerate().filter(|(_, one)| one.balances()) {
        for (field, sign) in &equation.terms {
            of[field.index()].push((index, *sign));
        }
    }
    let group = groups(&equations, &of);
    Plan { equations, of, group }
}

/// The columns of section 三: six kinds of applicant, and the total.
pub(crate) const COLUMNS: [&str; 7] =
    ["natural", "business", "research", "nonprofit", "legal", "other_org", "total"];

fn equations(line: &'static Line, edition: Edition) -> Vec<Equation> {
    let text = format!("{}{}", line.left, line.right);
    let fillings: Vec<(&str, String)> = if text.contains("{c}") {
        COLUMNS.iter().map(|column| ("{c}", (*column).to_owned())).collect()
    } else if text.contains("{r}") {
        rows(edition).into_iter().map(|row| ("{r}", row)).collect()
    } else {
        vec![("{}", String::new())]
    };
    let one = |(mark, filling): (&str, String)| {
        let side = |text: &str, sign: i128| -> Vec<(FieldId, i128)> {
            let patterns = text.split(" + ").map(|pattern| pattern.replace(mark, &filling));
            patterns
                .flat_map(|pattern| matching(&pattern, edition))
                .map(|field| (field, sign))
                .collect()
        };
        let mut terms = side(line.left, 1);
        terms.extend(side(line.right, -1));
        let Line { rule, severity, slack, .. } = *line;
        Equation { rule, severity, slack, relation: line.relation(), terms }
    };
    fillings.into_iter().map(one).collect()
}

/// The rows of section 三: what stands before `.total`.
fn rows(edition: Edition) -> Vec<String> {
    let totals = FieldId::all().filter(|field| field.is_in(edition));
    totals
        .filter_map(|field| field.id().strip_suffix(".total"))
        .filter(|row| row.starts_with("requests."))
        .map(str::to_owned)
        .collect()
}

/// The fields of an edition whose id fits a pattern.
fn matching(pattern: &str, edition: Edition) -> Vec<FieldId> {
    let Some((start, _)) = pattern.split_once('*') else {
        return FieldId::from_id(pattern)
            .filter(|field| field.is_in(edition))
            .into_iter()
            .collect();
    };
    let fits = |id: &str| {
        let (mut ids, mut patterns) = (id.split('.'), pattern.split('.'));
        loop {
            match (ids.next(), patterns.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b || b == "*" => {}
                _ => return false,
            }
        }
    };
    let of_start = FieldId::all().filter(|field| field.id().starts_with(start));
    of_start.filter(|field| field.is_in(edition) && fits(field.id())).collect()
}

/// Numbers the groups of equations that hang together by a field.
fn groups(equations: &[Equation], of: &[Vec<(usize, i128)>]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..equations.len()).collect();
    loop {
        let before = group.clone();
        for shared in of {
            let least = shared.iter().map(|(index, _)| group[*index]).min();
            for (index, _) in shared {
                group[*index] = least.unwrap_or(group[*index]);
            }
        }
        if group == before {
            return group;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_rule() {
        let data = (1..).zip(include_str!("../data/sums.csv").lines());
        for (number, line) in data.filter(|(_, line)| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let at = format!("sums.csv, line {number} ({})", columns[0]);
            assert_eq!(columns.len(), 10, "{at}: so many columns of 10");
            assert!(parse(line).is_some(), "{at}: its editions or its severity are none");
            let slack = columns[3];
            let known = slack.is_empty() || Severity::from_id(slack).is_some();
            assert!(known, "{at}: {slack:?} is no severity");
            let relation = columns[5];
            assert!(["=", ">=", "<="].contains(&relation), "{at}: {relation:?} is no relation");
        }
    }

    #[test]
    fn section_three_has_its_equations() {
        let count = |edition| {
            let all = plan(edition).equations.iter();
            all.filter(|equation| equation.rule.starts_with("requests.")).count()
        };
        assert_eq!((count(Edition::E2019), count(Edition::E2021)), (37, 39));
    }

    #[test]
    fn an_outcome_sum_has_all_outcomes() {
        let terms = |edition| {
            let all = plan(edition).equations.iter();
            let of = all.filter(|equation| equation.rule == "requests.outcome_sum");
            of.map(|equation| equation.terms.len()).collect::<Vec<_>>()
        };
        assert_eq!(terms(Edition::E2019), [20; 7]);
        assert_eq!(terms(Edition::E2021), [22; 7]);
    }

    #[test]
    fn no_term_is_lost_to_a_wrong_id() {
        for line in LINES.iter() {
            for edition in &line.editions {
                let at = format!("sums.csv, {} in {edition}", line.rule);
                for term in line.left.split(" + ").chain(line.right.split(" + ")) {
                    let one = term.replace("{c}", "total").replace("{r}", "requests.received");
                    assert!(!matching(&one, *edition).is_empty(), "{at}: {term} is no field");
                }
                for equation in equations(line, *edition) {
                    let sides = [1, -1].map(|sign| equation.terms.iter().any(|t| t.1 == sign));
                    assert_eq!(sides, [true, true], "{at}: a side of it is empty");
                    let written = line.left.split(" + ").count() + line.right.split(" + ").count();
                    let terms = equation.terms.len();
                    assert!(terms >= written, "{at}: {terms} terms of {written} were read");
                }
            }
        }
    }
}

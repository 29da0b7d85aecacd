//! Which rules are wanted.

use std::fmt;

use nianbao_check::rules;

/// The rules that are told: all, or those named, less those skipped.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    only: Vec<String>,
    skip: Vec<String>,
}

/// A name that no rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule(pub String);

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule {:?}", self.0)
    }
}

impl std::error::Error for UnknownRule {}

impl Selection {
    /// By names: a rule's id, or what stands before its first dot, as `years`, for all such rules.
    pub fn new(only: Vec<String>, skip: Vec<String>) -> Result<Self, UnknownRule> {
        let all = rules();
        let unknown = |name: &&String| all.iter().all(|rule| !names(name, rule.id));
        match only.iter().chain(&skip).find(unknown) {
            Some(name) => Err(UnknownRule(name.clone())),
            None => Ok(Self { only, skip }),
        }
    }

    /// Whether a rule is told.
    pub fn takes(&self, rule: &str) -> bool {
        let listed = |list: &[String]| list.iter().any(|name| names(name, rule));
        (self.only.is_empty() || listed(&self.only)) && !listed(&self.skip)
    }
}

fn names(name: &str, rule: &str) -> bool {
    rule == name || rule.split_once('.').is_some_and(|(group, _)| group == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_chosen_by_id_and_by_group() {
        let selection = |only: &[&str], skip: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect();
            Selection::new(owned(only), owned(skip))
        };
        let years = selection(&["years"], &["years.jump"]).unwrap();
        let taken = ["years.items", "years.jump", "duplicate"].map(|rule| years.takes(rule));
        assert_eq!(taken, [true, false, false]);
        assert!(selection(&[], &[]).unwrap().takes("duplicate"));
        assert_eq!(selection(&[], &["year"]).unwrap_err(), UnknownRule("year".to_owned()));
    }
}

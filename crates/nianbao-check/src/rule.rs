//! The rules as they are told: id, formula, source, words.

use nianbao_core::{Edition, Lang};

use crate::Severity;
use crate::rules::STATED;
use crate::sums::LINES;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One report.
    Report,
    /// Several reports of one organ.
    Series,
}

/// What a rule demands, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Over the ids of fields, the same in every language.
    Ids(&'static str),
    /// In words, where ids do not say it.
    Said {
        /// In Chinese.
        zh: &'static str,
        /// In English.
        en: &'static str,
    },
}

impl Formula {
    /// The formula, for whoever reads this language.
    pub fn get(&self, lang: Lang) -> &'static str {
        match *self {
            Self::Ids(ids) => ids,
            Self::Said { zh, en } => lang.pick(zh, en),
        }
    }
}

/// A rule: what it demands and who says so.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The public id.
    pub id: &'static str,
    /// Of a report that breaks it, at most.
    pub severity: Severity,
    /// What it looks at.
    pub scope: Scope,
    /// The editions of the form it is about.
    pub editions: &'static [Edition],
    /// The rule as a formula.
    pub formula: Formula,
    /// What demands it: an article of the regulations, a document, or experience.
    pub source: &'static str,
    /// The rule in Chinese.
    pub zh: &'static str,
    /// The rule in English.
    pub en: &'static str,
}

impl Rule {
    /// The rule in words.
    pub fn words(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// Every rule, by id.
pub fn rules() -> Vec<Rule> {
    let mut rules: Vec<Rule> = STATED.to_vec();
    for line in LINES.iter() {
        match rules.iter_mut().find(|rule| rule.id == line.rule) {
            Some(rule) => rule.editions = union(rule.editions, &line.editions),
            None => rules.push(line.described()),
        }
    }
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<Rule> {
    rules().into_iter().find(|rule| rule.id == id)
}

/// The editions of either list; of two that do not hold each other, all between the oldest and the newest.
pub(crate) fn union(a: &'static [Edition], b: &'static [Edition]) -> &'static [Edition] {
    const ALL: &[Edition] = &Edition::ALL;
    if b.iter().all(|edition| a.contains(edition)) {
        return a;
    }
    if a.iter().all(|edition| b.contains(edition)) {
        return b;
    }
    let both = || a.iter().chain(b).map(|edition| edition.index());
    match (both().min(), both().max()) {
        (Some(first), Some(last)) => &ALL[first..=last],
        _ => a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What has words is told in both languages; what is the same in both has none but ids.
    #[test]
    fn a_formula_is_in_the_language_of_its_reader() {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for rule in rules() {
            match rule.formula {
                Formula::Said { zh, en } => {
                    assert!(zh.contains(is_han), "{}: {zh}", rule.id);
                    assert_ne!(zh, en, "{}", rule.id);
                }
                Formula::Ids(ids) => {
                    assert!(!ids.contains(is_han), "{}: {ids}", rule.id);
                    assert!(ids.contains(['=', '<', '>']), "{}: {ids}", rule.id);
                }
            }
            assert!(!rule.formula.get(Lang::Zh).is_empty(), "{}", rule.id);
            assert!(rule.words(Lang::Zh).contains(is_han), "{}", rule.id);
            assert!(!rule.words(Lang::En).is_empty(), "{}", rule.id);
            assert_ne!(rule.words(Lang::Zh), rule.words(Lang::En), "{}", rule.id);
        }
    }

    /// A rule that lines of several editions state is about all of them.
    #[test]
    fn lists_of_editions_are_joined() {
        let [first, second, third] = Edition::ALL;
        let alone = |edition: Edition| std::slice::from_ref(&Edition::ALL[edition.index()]);
        assert_eq!(union(alone(second), &Edition::ALL[1..]), [second, third]);
        assert_eq!(union(&Edition::ALL[1..], alone(second)), [second, third]);
        assert_eq!(union(alone(third), alone(second)), [second, third]);
        assert_eq!(union(alone(third), alone(first)), [first, second, third]);
    }
}

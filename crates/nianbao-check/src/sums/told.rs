//! A rule that has several lines, told as one: what differs between editions names them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use nianbao_core::Edition;

use super::{LINES, Line};

/// What the lines of a rule say together.
pub(super) struct Told {
    pub(super) formula: String,
    pub(super) source: String,
    pub(super) zh: String,
    pub(super) en: String,
}

/// What a rule says, by its id.
pub(super) fn told(rule: &str) -> Option<&'static Told> {
    static TOLD: LazyLock<BTreeMap<&'static str, Told>> = LazyLock::new(|| {
        let rules = LINES.iter().map(|line| (line.rule, Told::of(line.rule)));
        rules.collect()
    });
    TOLD.get(rule)
}

impl Told {
    fn of(rule: &str) -> Self {
        let lines: Vec<&Line> = LINES.iter().filter(|line| line.rule == rule).collect();
        let of = |text: fn(&Line) -> String| {
            let mut texts: Vec<(String, Vec<Edition>)> = Vec::new();
            for line in &lines {
                let text = text(line);
                match texts.iter_mut().find(|(own, _)| *own == text) {
                    Some((_, editions)) => editions.extend(&line.editions),
                    None => texts.push((text, line.editions.clone())),
                }
            }
            texts
        };
        let formulas = of(|line| format!("{} {} {}", line.left, line.relation, line.right));
        let sources = of(|line| line.source.to_owned());
        Self {
            formula: joined(&formulas, "; ", &|editions| format!("{}: ", ids(editions, " "))),
            source: joined(&sources, "；", &|_| String::new()),
            zh: joined(&of(|line| line.zh.to_owned()), "；", &|editions| {
                format!("{}年表式：", ids(editions, "、"))
            }),
            en: joined(&of(|line| line.en.to_owned()), "; ", &|editions| {
                format!("{}: ", ids(editions, ", "))
            }),
        }
    }
}

fn ids(editions: &[Edition], between: &str) -> String {
    editions.iter().map(|edition| edition.id()).collect::<Vec<_>>().join(between)
}

/// The texts in their order; where they are of different editions, each behind its own.
fn joined(
    texts: &[(String, Vec<Edition>)],
    between: &str,
    of: &dyn Fn(&[Edition]) -> String,
) -> String {
    let differ = texts.windows(2).any(|pair| pair[0].1 != pair[1].1);
    let text = |(text, editions): &(String, Vec<Edition>)| {
        let of = if differ { of(editions) } else { String::new() };
        format!("{of}{text}")
    };
    texts.iter().map(text).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editions_do_not_share_names_them() {
        let review = told("review.total").unwrap();
        assert!(
            review.zh.starts_with("2014年表式：") && review.zh.contains("；2019、2021年表式：")
        );
        assert!(review.en.starts_with("2014: ") && review.en.contains("; 2019, 2021: "));
        assert!(review.formula.starts_with("2014: review.total >= review.upheld + "));
        assert!(review.formula.ends_with(" + review.pending = review.total"));
        assert_eq!(review.source.matches("国办").count(), 2, "{}", review.source);
        let outcomes = told("requests.outcome_sum").unwrap();
        assert!(outcomes.formula.contains("; 2021: ") && !outcomes.zh.contains("表式"));
        let parts = told("part.whole").unwrap();
        assert_eq!(parts.formula.matches("; ").count(), 2);
        assert!(!parts.formula.contains("2014") && !parts.zh.contains('；'), "{}", parts.zh);
        assert!(told("review").is_none());
    }
}

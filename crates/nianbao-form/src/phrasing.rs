//! The phrasings of `data/statements.txt`: one way each to say something about fields.

use std::sync::{LazyLock, OnceLock};

use nianbao_core::{Edition, FieldId};

use crate::counted::{self, Counted};
use crate::fold::is_han;
use crate::letters::Letters;
use crate::pattern::Pattern;

/// What a phrasing is about.
#[derive(Debug)]
pub(crate) enum About {
    /// The number in the sentence is this field's.
    Field(FieldId),
    /// The sentence says zero in words, for each of these.
    Zero(Vec<FieldId>),
    /// The number is the sum of these.
    Sum(Vec<FieldId>),
    /// The words say something else: later phrasings do not take them.
    Nothing,
}

/// One way to say something.
#[derive(Debug)]
pub(crate) struct Phrasing {
    pub(crate) editions: [bool; Edition::COUNT],
    /// Said before in the sentence, as a condition.
    pub(crate) needs: Option<&'static str>,
    /// Said by this phrasing, for those after it.
    pub(crate) says: Option<&'static str>,
    pub(crate) about: About,
    /// Words that every text of this pattern has: where they are missing the pattern is not even
    /// built.
    words: String,
    letters: Letters,
    /// What stands behind the number of every text of this pattern, one of these.
    counted: Option<&'static str>,
    pub(crate) pattern: &'static str,
    built: OnceLock<Option<Pattern>>,
}

impl Phrasing {
    /// Whether a sentence has what every text of this pattern has. `letters` and `counted` are the
    /// sentence's.
    pub(crate) fn may_match(&self, sentence: &str, letters: Letters, counted: &Counted) -> bool {
        letters.may_contain(self.letters)
            && sentence.contains(&self.words)
            && counted.may_be(self.counted)
    }

    /// Whether it says how many applications were received.
    pub(crate) fn is_of_received(&self) -> bool {
        matches!(self.about, About::Field(field) if field.id().ends_with(".received.total"))
    }

    /// The pattern, built when it is first wanted: most reports want few of them.
    pub(crate) fn built(&self) -> Option<&Pattern> {
        self.built.get_or_init(|| Pattern::new(&expand(self.pattern))).as_ref()
    }
}

/// The phrasings of `data/statements.txt`.
pub(crate) static PHRASINGS: LazyLock<Vec<Phrasing>> = LazyLock::new(|| {
    let lines = include_str!("../data/statements.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(parse).collect()
});

fn parse(line: &'static str) -> Option<Phrasing> {
    let mut columns = line.split_whitespace();
    let (editions, context) = (columns.next()?, columns.next()?);
    let (about, pattern) = (columns.next()?, columns.next()?);
    let wanted =
        |edition: Edition| editions == "all" || editions.split('/').any(|e| e == edition.id());
    let words = required(pattern);
    Some(Phrasing {
        editions: Edition::ALL.map(wanted),
        needs: context.strip_prefix('?'),
        says: context.strip_prefix('+'),
        about: about_of(about)?,
        letters: Letters::of(&words),
        counted: counted::wanted(pattern),
        words,
        pattern,
        built: OnceLock::new(),
    })
}

/// The longest run of plain words of a pattern that stands outside of all groups.
fn required(pattern: &str) -> String {
    let mut runs = vec![String::new()];
    let mut depth = 0usize;
    for character in pattern.chars() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            // What may be left out ends with the word before it.
            '?' | '*' => {
                runs.last_mut().map(String::pop);
            }
            '|' => return String::new(),
            _ if is_han(character) => {
                if let Some(run) = runs.last_mut() {
                    run.push(character);
                }
                continue;
            }
            _ => {}
        }
        runs.push(String::new());
    }
    runs.into_iter().max_by_key(String::len).unwrap_or_default()
}

fn about_of(text: &str) -> Option<About> {
    if text == "-" {
        return Some(About::Nothing);
    }
    if text.contains("=0") {
        let ids = text.split(',').map(|id| FieldId::from_id(id.strip_suffix("=0")?));
        return Some(About::Zero(ids.collect::<Option<_>>()?));
    }
    if let Some((head, tail)) = text.split_once('*') {
        let between = |id: &str| id.strip_prefix(head)?.strip_suffix(tail).map(str::len);
        let fits = |field: &FieldId| between(field.id()).is_some_and(|length| length > 0);
        return Some(About::Sum(FieldId::all().filter(fits).collect()));
    }
    let fields: Vec<FieldId> = text.split('+').map(FieldId::from_id).collect::<Option<_>>()?;
    match fields.as_slice() {
        [field] => Some(About::Field(*field)),
        _ => Some(About::Sum(fields)),
    }
}

pub(crate) fn expand(pattern: &str) -> String {
    pattern
        .replace("{N}", r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|[零一二两三四五六七八九十]{1,3})")
        .replace("{A}", r"(?P<n>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>亿元|万元|元)")
        .replace("{NO}", "(?:未发生|没有发生|未出现|没有出现|未产生|没有产生|未收到|没有收到|未被|没有被|没有|不存在|未有|未引发|无)")
        .replace("{OF}", "(?:[^,。;、0-9]{0,18}?(?:公开|信息)[^,。;、0-9]{0,12}?|(?:任何|形式|单位|个人|公民|法人|组织|群众|社会|公众|其他|其它|提出|提交|有关|相关|各类|各种|书面|有效|当面|网上|网络|信函|要求|获取|政府|政务|信息|公开|依|[的、和或及过者]){0,14})")
        .replace("{X}", "[^,。;0-9]{0,36}?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_phrasing() {
        let lines = include_str!("../data/statements.txt").lines();
        let count = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(PHRASINGS.len(), count);
        for phrasing in PHRASINGS.iter() {
            assert!(phrasing.built().is_some(), "{}", phrasing.pattern);
        }
    }

    #[test]
    fn a_star_stands_for_something() {
        let About::Sum(others) = about_of("requests.other.*.total").unwrap() else { panic!() };
        assert_eq!(others.len(), 3, "{others:?}");
    }

    #[test]
    fn required_words_stand_outside_of_groups() {
        assert_eq!(required("行政复议(?:案件)?{N}[件]"), "行政复议");
        assert_eq!(required("(?:^|,|已)(?:办理|办结){N}"), "");
        assert_eq!(required("无收费|免费提供"), "");
    }
}

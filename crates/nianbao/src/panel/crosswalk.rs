//! What of one edition of the form answers to what of the next: `data/crosswalk.csv`.

use std::sync::LazyLock;

use nianbao_core::{Edition, FieldId, Lang};

/// How far a statistic of one edition can be compared with the next edition's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// They count the same.
    Same,
    /// A sum of fields on one side counts what one field, or another sum, does on the other.
    Sum,
    /// They look alike and do not count the same; no change is computed.
    NotComparable,
    /// One of the two editions does not ask for it.
    NotThere,
}

impl Grade {
    /// The grade, for people.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Same => lang.pick("相同", "same"),
            Self::Sum => lang.pick("合计后可比", "sum"),
            Self::NotComparable => lang.pick("不可比", "not comparable"),
            Self::NotThere => lang.pick("无此项", "not there"),
        }
    }

    /// Whether a change from one side to the other means something.
    pub fn is_comparable(self) -> bool {
        matches!(self, Self::Same | Self::Sum)
    }
}

/// A link between two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The older edition.
    pub from: Edition,
    /// The newer one.
    pub to: Edition,
    /// How far it holds.
    pub grade: Grade,
}

/// A statistic through the editions of the form.
#[derive(Debug)]
pub struct Statistic {
    /// Its name: the id that the newest edition has for it, or one like it.
    pub name: &'static str,
    /// Its label, in Chinese.
    pub label: &'static str,
    /// Why it can be compared, or not, in Chinese and English.
    pub reason: (&'static str, &'static str),
    fields: Vec<Vec<FieldId>>,
    grades: Vec<Grade>,
}

/// How many editions follow another.
const STEPS: usize = Edition::COUNT - 1;

static STATISTICS: LazyLock<Vec<Statistic>> = LazyLock::new(|| {
    let lines = include_str!("../../data/crosswalk.csv").lines().skip(1);
    lines.filter_map(parse).collect()
});

/// The statistics that more than one edition asks for in its own way. Every other field of two
/// editions has the same id in both.
pub fn statistics() -> &'static [Statistic] {
    &STATISTICS
}

/// A name, a label, the fields of each edition, the grade of each step to the next, and the reason. A test
/// counts that every line was taken.
fn parse(line: &'static str) -> Option<Statistic> {
    let columns: Vec<&'static str> = line.split('|').collect();
    let (first, rest) = columns.split_first_chunk::<2>()?;
    let (fields, rest) = rest.split_first_chunk::<{ Edition::COUNT }>()?;
    let (grades, rest) = rest.split_first_chunk::<STEPS>()?;
    let ([name, label], [zh, en]) = (*first, <[&str; 2]>::try_from(rest).ok()?);
    Some(Statistic {
        name,
        label,
        reason: (zh, en),
        fields: fields.iter().map(|ids| self::fields(ids)).collect::<Option<_>>()?,
        grades: grades.iter().map(|text| grade(text)).collect::<Option<_>>()?,
    })
}

fn fields(ids: &str) -> Option<Vec<FieldId>> {
    ids.split(" + ").filter(|id| !id.is_empty()).map(FieldId::from_id).collect()
}

fn grade(text: &str) -> Option<Grade> {
    Some(match text {
        "same" => Grade::Same,
        "sum" => Grade::Sum,
        "none" => Grade::NotComparable,
        "" => Grade::NotThere,
        _ => return None,
    })
}

impl Statistic {
    /// The fields of an edition that together are the statistic; none if it does not ask.
    pub fn fields(&self, edition: Edition) -> &[FieldId] {
        &self.fields[edition.index()]
    }

    /// The links from each edition to the next.
    pub fn links(&self) -> impl Iterator<Item = Link> {
        let steps = Edition::ALL.into_iter().zip(Edition::ALL.into_iter().skip(1));
        steps.zip(&self.grades).map(|((from, to), grade)| Link { from, to, grade: *grade })
    }

    /// Whether a change between reports of two editions means something.
    pub fn is_comparable(&self, a: Edition, b: Edition) -> bool {
        let (from, to) = (a.min(b).index(), a.max(b).index());
        self.grades[from..to].iter().all(|grade| grade.is_comparable())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_statistic_with_fields_of_its_editions() {
        let lines = include_str!("../../data/crosswalk.csv").lines().count() - 1;
        assert_eq!(statistics().len(), lines);
        for statistic in statistics() {
            for edition in Edition::ALL {
                for field in statistic.fields(edition) {
                    assert!(
                        field.is_in(edition),
                        "{}: {field} is not of {edition}",
                        statistic.name
                    );
                }
            }
            for link in statistic.links() {
                let there = |edition| !statistic.fields(edition).is_empty();
                let both = there(link.from) && there(link.to);
                assert_eq!(both, link.grade != Grade::NotThere, "{}: {link:?}", statistic.name);
                let sizes = (statistic.fields(link.from).len(), statistic.fields(link.to).len());
                let same = link.grade == Grade::Same;
                assert!(!same || sizes.0 == sizes.1, "{}: {link:?}", statistic.name);
            }
        }
    }

    #[test]
    fn what_does_not_compare_over_one_border_does_not_over_two() {
        let granted = statistics().iter().find(|s| s.name == "requests.granted.total").unwrap();
        assert!(!granted.is_comparable(Edition::E2014, Edition::E2021));
        assert!(!granted.is_comparable(Edition::E2019, Edition::E2014));
        assert!(granted.is_comparable(Edition::E2019, Edition::E2021));
        assert!(granted.is_comparable(Edition::E2014, Edition::E2014));
    }
}

//! Prose with gaps for figures: headings and sentences by edition, kept as data.

use nianbao_core::{Edition, FieldId, Report};

/// How a sentence begins that people are to write.
pub(crate) const TO_WRITE: &str = "【请补充";

/// A line of such data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The heading of a section.
    Heading(&'static str),
    /// A sentence; `{name}` is a gap.
    Sentence(&'static str),
}

/// The lines for an edition: those below a `[2019 2021]` that names it. `= ` begins a heading.
pub(crate) fn lines(data: &'static str, edition: Edition) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut wanted = false;
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        if let Some(editions) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            wanted = editions.split(' ').any(|id| id == edition.id());
        } else if wanted {
            lines.push(line.strip_prefix("= ").map_or(Line::Sentence(line), Line::Heading));
        }
    }
    lines
}

/// The sentence with its gaps filled, if all can be.
pub(crate) fn fill(sentence: &str, figure: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        text.push_str(before);
        text.push_str(&figure(name)?);
        rest = behind;
    }
    text.push_str(rest);
    Some(text)
}

/// The names of the gaps in a sentence.
pub(crate) fn gaps(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// What a report says of a gap: its organ, its year, or the number of a field.
pub(crate) fn figure(name: &str, report: &Report) -> Option<String> {
    match name {
        "organ" => report.organ.clone(),
        "year" => report.year.map(|year| year.to_string()),
        id => {
            let field = FieldId::from_id(id)?;
            report.facts.get(field)?.value.map(|value| value.to_string())
        }
    }
}

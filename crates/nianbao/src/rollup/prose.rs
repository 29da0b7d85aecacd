//! The prose of a rolled-up report: the sections' skeleton with the figures filled in.

use nianbao_core::{Edition, Report, Section};

use super::Rollup;

const SKELETON: &str = include_str!("../../data/skeleton.txt");

/// The sections of the sum's edition. What only people know is marked 【…】 and left to them.
pub(super) fn skeleton(rollup: &Rollup, report: &Report) -> Vec<Section> {
    let edition = report.form.map(Edition::id).unwrap_or_default();
    let mut sections: Vec<Section> = Vec::new();
    let mut wanted = false;
    for line in SKELETON.lines().filter(|line| !line.starts_with('#')) {
        if let Some(editions) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            wanted = editions.split(' ').any(|id| id == edition);
        } else if !wanted {
        } else if let Some(heading) = line.strip_prefix("= ") {
            let number = u32::try_from(sections.len() + 1).ok();
            let heading = Some(heading.to_owned());
            sections.push(Section { number, heading, paragraphs: Vec::new() });
        } else if let (Some(section), Some(text)) =
            (sections.last_mut(), fill(line, rollup, report))
        {
            section.paragraphs.push(text);
        }
    }
    sections
}

/// The sentence with its figures, if all are there.
fn fill(sentence: &str, rollup: &Rollup, report: &Report) -> Option<String> {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        text.push_str(before);
        text.push_str(&figure(name, rollup, report)?);
        rest = behind;
    }
    text.push_str(rest);
    Some(text)
}

fn figure(name: &str, rollup: &Rollup, report: &Report) -> Option<String> {
    match name {
        "organ" => report.organ.clone(),
        "year" => report.year.map(|year| year.to_string()),
        "units" => Some(rollup.units.len().to_string()),
        id => {
            let field = nianbao_core::FieldId::from_id(id)?;
            report.facts.get(field)?.value.map(|value| value.to_string())
        }
    }
}

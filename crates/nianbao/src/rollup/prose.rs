//! The prose of a rolled-up report: the sections' skeleton with the figures filled in.

use nianbao_core::{Report, Section};

use super::Rollup;
use crate::skeleton::{Line, figure, fill, lines};

const SKELETON: &str = include_str!("../../data/skeleton.txt");

/// The sections of the sum's edition. What only people know is marked 【…】 and left to them.
pub(super) fn skeleton(rollup: &Rollup, report: &Report) -> Vec<Section> {
    let figure = |name: &str| match name {
        "units" => Some(rollup.units.len().to_string()),
        _ => figure(name, report),
    };
    let mut sections: Vec<Section> = Vec::new();
    for line in report.form.map(|form| lines(SKELETON, form)).unwrap_or_default() {
        match line {
            Line::Heading(heading) => {
                let number = u32::try_from(sections.len() + 1).ok();
                let heading = Some(heading.to_owned());
                sections.push(Section { number, heading, paragraphs: Vec::new() });
            }
            Line::Sentence(sentence) => {
                if let (Some(section), Some(text)) = (sections.last_mut(), fill(sentence, figure)) {
                    section.paragraphs.push(text);
                }
            }
        }
    }
    sections
}

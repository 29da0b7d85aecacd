//! The prose of a rolled-up report: the sections' skeleton with the figures filled in.

use nianbao_core::{Lang, Report, Section};

use super::{Rollup, Total};
use crate::skeleton::{Line, TO_WRITE, figure, fill, gaps, lines};

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
                    section.paragraphs.push(doubted(rollup, sentence, text));
                }
            }
        }
    }
    sections
}

/// So many units are named in a sentence.
const NAMED_IN_SENTENCE: usize = 3;

/// A sentence whose sums lack units is left to people: it must not be published as it is.
fn doubted(rollup: &Rollup, sentence: &str, text: String) -> String {
    let total = |id: &str| rollup.totals.iter().find(|total| total.field.id() == id);
    let partial = gaps(sentence).filter_map(total).filter(|total| total.is_partial());
    let mut units: Vec<usize> = partial.flat_map(Total::without).collect();
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return text;
    }
    let names = rollup.names(&units, NAMED_IN_SENTENCE, Lang::Zh);
    format!("{TO_WRITE}：下列数字没有包括{names}，请核实后改写：{text}】")
}

//! Document to reports, from the printed form as data.

mod aligned;
mod assign;
mod belonging;
mod below;
mod bodies;
mod brackets;
mod captions;
mod completeness;
mod counted;
mod dates;
mod explain;
mod fold;
mod hash;
mod headed;
mod heads;
mod joined;
mod key;
mod layout;
mod letters;
mod lines;
mod mappings;
mod marks;
mod merged;
mod numbering;
mod organ;
#[cfg(test)]
mod pages;
mod pattern;
mod period;
mod phrasing;
mod placing;
mod prose;
mod recognise;
mod reconcile;
mod remark;
mod remembered;
mod run_together;
mod scope;
mod sections;
mod settle;
mod sheets;
mod shifted;
mod spaced;
mod split;
mod standing;
mod sums;
mod tabs;
mod template;
mod title;
mod tokens;
mod unplaced;
mod unsaved;
mod value;
mod vocabulary;
mod walk;
mod wide;

pub use explain::{Explanation, Match, MatchedLabel, Witness};
pub use layout::{layout, mark_broken};
pub use recognise::{explain, recognise};
pub use reconcile::reconcile;
pub use standing::draft_in_title;
pub use template::{Template, TemplateCell, templates};

/// How many statutory labels of the form a text holds: the judge among candidate charsets.
pub fn judge(text: &str) -> usize {
    let candidates = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '政' | '公' | '年' | '行' | '申' | '情' | '总' | '總'));
    candidates.filter(|(at, _)| JUDGES.iter().any(|word| text[*at..].starts_with(word))).count()
}

/// Words that stand on every report, in both scripts; mojibake of one is never another.
const JUDGES: [&str; 12] = [
    "政府信息",
    "公开",
    "公開",
    "年度报告",
    "年度報告",
    "行政",
    "申请",
    "申請",
    "情况",
    "情況",
    "总计",
    "總計",
];

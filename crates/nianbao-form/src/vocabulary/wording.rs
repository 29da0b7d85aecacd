//! Labels of rows that one edition words otherwise than the others: 规范性文件, 行政规范性文件.

use std::collections::HashMap;
use std::sync::LazyLock;

use nianbao_core::Edition;

use super::vocabulary;
use crate::key::Label;
use crate::remembered::Remembered;
use crate::template::{TemplateCell, templates};

/// The edition whose wording a row's label is, as printed, if others word the same row otherwise.
pub(crate) fn edition_of(text: &str) -> Option<Edition> {
    let look = |text: &str| EDITIONS.get(&Label::of(text).core).copied().flatten();
    WORDED.with(|worded| worded.of(text, look))
}

thread_local! {
    /// What is told of labels by their wording.
    static WORDED: Remembered<Option<Edition>> = Remembered::default();
}

/// By the label without its trimmings; `None` for one that several editions print.
static EDITIONS: LazyLock<HashMap<String, Option<Edition>>> = LazyLock::new(|| {
    let mut wordings: HashMap<String, Vec<(String, Edition)>> = HashMap::new();
    for template in templates().iter().filter(|template| template.section == 2) {
        for row in &template.rows {
            let is_data = row.iter().any(|cell| matches!(cell, TemplateCell::Field(_)));
            let Some(TemplateCell::Label(text)) = row.first().filter(|_| is_data) else { continue };
            let printed = Label::of(text).core;
            let own = vocabulary().canonical(&printed);
            wordings.entry(own).or_default().push((printed, template.edition));
        }
    }
    let mut editions = HashMap::new();
    for wordings in wordings.into_values() {
        let several = wordings.iter().any(|(printed, _)| *printed != wordings[0].0);
        for (printed, edition) in wordings.into_iter().filter(|_| several) {
            let known = editions.entry(printed).or_insert(Some(edition));
            *known = known.filter(|known| *known == edition);
        }
    }
    editions
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edition_words_a_row_otherwise() {
        assert_eq!(edition_of("规范性文件"), Some(Edition::E2019));
        assert_eq!(edition_of("行政规范性文件（件）"), Some(Edition::E2021));
        assert_eq!(edition_of("规章"), None);
        assert_eq!(edition_of("行政许可"), None);
    }
}

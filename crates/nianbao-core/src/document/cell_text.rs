//! What tells a page that is laid out in a table (版面) from a table of data.

/// A paragraph longer than this is prose, no label.
const LONG_PARAGRAPH: usize = 40;
/// More long paragraphs than this make a page of a cell.
const PARAGRAPHS_OF_A_REMARK: usize = 2;
/// A text longer than this is a page if it has sentences.
const LONG_TEXT: usize = 400;
/// So many cells are never layout: the smallest table of figures has more, a page's frame less.
const MANY_CELLS: usize = 20;

/// The text of a cell, as far as it tells a page from a cell of data.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellText {
    characters: usize,
    paragraph: usize,
    long_paragraphs: usize,
    sentence: bool,
}

impl CellText {
    /// Takes in more of the paragraph.
    pub fn add(&mut self, text: &str) {
        let shown = text.chars().filter(|c| !c.is_whitespace()).count();
        self.characters += shown;
        self.paragraph += shown;
        self.sentence |= text.contains('。');
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) {
        self.long_paragraphs += usize::from(self.paragraph > LONG_PARAGRAPH);
        self.paragraph = 0;
    }

    /// Whether it has a paragraph that is no label.
    pub fn has_long_paragraph(&self) -> bool {
        self.long_paragraphs > 0
    }

    /// Whether it reads like a page.
    pub fn is_page(&self) -> bool {
        self.long_paragraphs > PARAGRAPHS_OF_A_REMARK
            || (self.characters > LONG_TEXT && self.sentence)
    }

    /// Whether a table of so many cells, some of which read like pages, is the frame of a page.
    pub fn is_frame(cells: usize, pages: usize) -> bool {
        pages > 0 && cells < MANY_CELLS + pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(paragraphs: &[&str]) -> CellText {
        let mut text = CellText::default();
        for paragraph in paragraphs {
            // Elements part a paragraph anywhere.
            for word in paragraph.split_inclusive(' ') {
                text.add(word);
            }
            text.end_paragraph();
        }
        text
    }

    #[test]
    fn long_paragraphs_or_long_sentences_make_a_page() {
        let long = "长".repeat(LONG_PARAGRAPH + 1);
        assert!(!text(&[&"长".repeat(LONG_PARAGRAPH)]).has_long_paragraph());
        assert!(text(&[&long]).has_long_paragraph() && !text(&[&long, &long]).is_page());
        assert!(text(&[&long, &long, &long]).is_page());
        let names = "名称 ".repeat(LONG_TEXT / 2 + 1);
        assert!(!text(&[&names]).is_page());
        assert!(text(&[&names, "完。"]).is_page());
    }

    #[test]
    fn a_large_table_is_no_frame() {
        let frames =
            [(21, 2), (22, 2), (1, 0)].map(|(cells, pages)| CellText::is_frame(cells, pages));
        assert_eq!(frames, [true, false, false]);
    }
}

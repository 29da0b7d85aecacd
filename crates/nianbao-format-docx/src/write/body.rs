//! The main part: paragraphs, tables, and the sections of pages they are on.

use nianbao_core::{Block, Document, Grid, Line, Role};

use super::columns::{self, Columns, Page, UPRIGHT};
use super::escape::run;
use super::table;

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
    "><w:body>"
);
/// 二号, the size of the title, in half points.
const TITLE_SIZE: usize = 44;
/// The styles of the instructions, of which the first is based on the second.
const GUIDE_HEADING: &str = "GuideHeading";
const GUIDE: &str = "Guide";
/// Entries below the title are no longer than this.
const LONGEST_ENTRY: usize = 40;

/// The part `word/document.xml`.
pub(super) fn main_part(document: &Document) -> String {
    let mut writer = BodyWriter { xml: HEAD.to_owned(), ..BodyWriter::default() };
    let blocks = &document.blocks;
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Line(line) => {
                if line.role == Role::Caption
                    && let Some(Block::Grid(grid)) = blocks.get(index + 1)
                {
                    writer.turn_to(Columns::of(grid).page);
                }
                writer.line(line);
            }
            Block::Grid(grid) => writer.grid(grid),
        }
    }
    writer.guide(&document.guide);
    writer.finish()
}

#[derive(Default)]
struct BodyWriter {
    xml: String,
    /// The page that what is written now stands on.
    page: Page,
    /// A title was written, and nothing but entries since.
    in_front: bool,
    titles: usize,
    /// The last block was a table.
    after_table: bool,
}

impl BodyWriter {
    fn line(&mut self, line: &Line) {
        // The caption of a table on a turned page stands there with it.
        if self.page == Page::Wide && (line.role != Role::Caption || self.after_table) {
            self.turn_to(Page::Upright);
        }
        self.after_table = false;
        let mut more = String::new();
        let style = match line.role {
            Role::Heading(1) => {
                self.titles += 1;
                if self.titles > 1 {
                    more.push_str("<w:pageBreakBefore/>");
                }
                more.push_str(&balanced(&line.text));
                "Heading1".to_owned()
            }
            Role::Heading(level) => format!("Heading{}", level.clamp(2, 9)),
            Role::Caption => "Caption".to_owned(),
            Role::Text | Role::Link if self.in_front && is_entry(&line.text) => "Entry".to_owned(),
            Role::Text | Role::Link => {
                // Whoever indents with spaces has the indent already.
                if line.text.starts_with(char::is_whitespace) {
                    more.push_str("<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>");
                }
                "Text".to_owned()
            }
        };
        self.in_front = style == "Heading1" || self.in_front && style == "Entry";
        self.xml.extend(["<w:p><w:pPr><w:pStyle w:val=\"", &style, "\"/>", &more, "</w:pPr>"]);
        self.xml.push_str(&run(&line.text));
        self.xml.push_str("</w:p>");
    }

    fn grid(&mut self, grid: &Grid) {
        let columns = Columns::of(grid);
        if columns.widths.is_empty() {
            return;
        }
        // Word makes one table of two that nothing divides.
        if self.after_table && columns.page == self.page {
            self.gap("");
        }
        self.turn_to(columns.page);
        table::write(&mut self.xml, grid, &columns);
        self.after_table = true;
        self.in_front = false;
    }

    /// How to fill the document in, on pages behind it; the styles tell that it is no part of it.
    fn guide(&mut self, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        self.turn_to(Page::Upright);
        for (index, line) in lines.iter().enumerate() {
            let page = if index == 0 { "<w:pageBreakBefore/>" } else { "" };
            let style = match line.role {
                Role::Heading(_) => GUIDE_HEADING,
                _ => GUIDE,
            };
            self.xml.extend(["<w:p><w:pPr><w:pStyle w:val=\"", style, "\"/>", page, "</w:pPr>"]);
            self.xml.extend([&*run(&line.text), "</w:p>"]);
        }
        self.after_table = false;
    }

    /// Begins a section of pages of this kind, if it is another.
    fn turn_to(&mut self, page: Page) {
        if page != self.page {
            self.gap(&format!("<w:sectPr>{}</w:sectPr>", set_up(self.page)));
            self.page = page;
            self.after_table = false;
        }
    }

    /// A paragraph that shows nothing.
    fn gap(&mut self, properties: &str) {
        self.xml.extend(["<w:p><w:pPr><w:pStyle w:val=\"Gap\"/>", properties, "</w:pPr></w:p>"]);
    }

    fn finish(mut self) -> String {
        // A document does not end with a table.
        if self.after_table {
            self.gap("");
        }
        self.xml.extend(["<w:sectPr>", &set_up(self.page), "</w:sectPr></w:body></w:document>"]);
        self.xml
    }
}

/// The indents that make the lines of a long title about as long as each other, so that its last
/// word does not stand alone.
fn balanced(title: &str) -> String {
    let em = TITLE_SIZE * 10;
    let length = columns::length(title) * em / 2;
    let lines = length.div_ceil(UPRIGHT);
    if lines < 2 {
        return String::new();
    }
    // A line may end early where a number or a mark is not divided.
    let wanted = (length / lines + 2 * em).min(UPRIGHT);
    let side = (UPRIGHT - wanted) / 2;
    format!("<w:ind w:left=\"{side}\" w:right=\"{side}\"/>")
}

/// An entry of metadata by its looks: a name, a colon, a value.
fn is_entry(text: &str) -> bool {
    let short = text.chars().nth(LONGEST_ENTRY).is_none();
    short && text.contains('：') && !text.contains('。')
}

/// The page of official documents, A4: margins of 37, 35, 28 and 26 mm; turned, the same margins
/// go round with it.
fn set_up(page: Page) -> String {
    let (size, margins) = match page {
        Page::Upright => (
            "w:w=\"11906\" w:h=\"16838\"",
            "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\"",
        ),
        Page::Wide => (
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            "w:top=\"1588\" w:right=\"1984\" w:bottom=\"1474\" w:left=\"2098\"",
        ),
    };
    format!(
        "<w:footerReference w:type=\"even\" r:id=\"rId6\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz {size}/><w:pgMar {margins} w:header=\"851\" w:footer=\"1400\" w:gutter=\"0\"/>"
    )
}

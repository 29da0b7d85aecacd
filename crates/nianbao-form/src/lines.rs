//! The text lines of a document, cleaned of what extraction left around them.

use std::rc::Rc;

use nianbao_core::{Block, Place, Role};

use crate::fold::{is_space, one_line, squeeze};
use crate::remembered::Remembered;

/// A line of text, outside or inside of a metadata table.
#[derive(Clone, Debug)]
pub(crate) struct TextLine {
    /// The text on one line, without bars and bullets at its ends.
    pub(crate) text: Rc<str>,
    /// The text as it is printed, where that is more.
    whole: Option<Rc<str>>,
    /// The text in matching form.
    pub(crate) key: Rc<str>,
    pub(crate) role: Role,
    pub(crate) at: Place,
    /// The block it stands in.
    pub(crate) block: usize,
    /// It is a cell of a table, not a line.
    pub(crate) cell: bool,
    /// That cell is the only one of its row that holds something, and not the only column.
    pub(crate) lone: bool,
}

impl TextLine {
    /// The text as it is printed, on one line.
    pub(crate) fn printed(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.text)
    }
}

/// Longer lines are prose whatever they hold; their matching form is not made.
const LONGEST_KEY: usize = 2_000;

/// The lines of some blocks and the cells of their tables, without the blank ones.
pub(crate) fn lines(blocks: &[Block]) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for (block, content) in blocks.iter().enumerate() {
        match content {
            Block::Line(line) => {
                push(&mut lines, &line.text, line.role, &line.at, block, Standing::Line);
            }
            Block::Grid(grid) => {
                for row in grid.rows() {
                    let mut filled = row.iter().filter(|cell| !cell.text.trim().is_empty());
                    let lone = filled.next().is_some() && filled.next().is_none();
                    let lone = lone && (row.len() > 1 || row[0].columns > 1);
                    let standing = if lone { Standing::Row } else { Standing::Cell };
                    for cell in row {
                        push(&mut lines, &cell.text, Role::Text, &cell.at, block, standing);
                    }
                }
            }
        }
    }
    lines
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Line,
    Cell,
    /// A cell that is a whole row.
    Row,
}

fn push(
    lines: &mut Vec<TextLine>,
    text: &str,
    role: Role,
    at: &Place,
    block: usize,
    standing: Standing,
) {
    let Some(Clean { text, whole, key, level }) = CLEAN.with(|clean| clean.of(text, Clean::of))
    else {
        return;
    };
    let role = level.map_or(role, Role::Heading);
    let (cell, lone) = (standing != Standing::Line, standing == Standing::Row);
    lines.push(TextLine { text, whole, key, role, at: at.clone(), block, cell, lone });
}

thread_local! {
    static CLEAN: Remembered<Option<Clean>> = Remembered::default();
}

/// What a text holds, cleaned.
#[derive(Clone)]
struct Clean {
    text: Rc<str>,
    whole: Option<Rc<str>>,
    key: Rc<str>,
    /// The level of the heading that its marks make it.
    level: Option<u8>,
}

impl Clean {
    /// `None` if the text is blank.
    fn of(text: &str) -> Option<Self> {
        let bare = text.trim_matches(|c: char| is_space(c) || matches!(c, '|' | '｜'));
        let text = bare.trim_matches(|c: char| is_space(c) || matches!(c, '|' | '｜' | '•'));
        // Marks of headings and emphasis that converters to Markdown leave.
        let plain = text.trim_start_matches('#');
        let level = u8::try_from(text.len() - plain.len()).unwrap_or(0);
        let text = one_line(plain.trim_matches('*'));
        if text.is_empty() {
            return None;
        }
        let whole =
            (text.len() < bare.len()).then(|| one_line(bare)).filter(|whole| *whole != text);
        let text: Rc<str> = text.into();
        let key = if text.len() > LONGEST_KEY { String::new() } else { squeeze(&text) };
        let key = if *key == *text { Rc::clone(&text) } else { key.into() };
        let level = Some(level).filter(|level| (1..=6).contains(level));
        Some(Self { text, whole: whole.map(Rc::from), key, level })
    }
}

/// Whether a line is drawn between two rows: ├──┼──┤.
pub(crate) fn is_rule(text: &str) -> bool {
    let drawn = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    let typed = |c: char| matches!(c, '+' | '-' | '=');
    let all = |is: &dyn Fn(char) -> bool| text.chars().all(|c| is(c) || is_space(c));
    text.contains(['─', '━', '═']) && all(&drawn) || text.contains("+--") && all(&typed)
}

/// Texts as lines of a document, for tests.
#[cfg(test)]
pub(crate) fn blocks_of(texts: &[&str]) -> Vec<Block> {
    let block = |(text, number): (&&str, u32)| {
        let at = Place::Line(number);
        Block::Line(nianbao_core::Line { text: (*text).to_owned(), role: Role::Text, at })
    };
    texts.iter().zip(1..).map(block).collect()
}

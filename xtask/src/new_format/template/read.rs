//! newformat to a document.

use anyhow::{Result, ensure};
use nianbao_core::{
    Block, Decoded, Document, DocumentReader, GridBuilder, Input, Line, Place, Role,
};

pub(crate) struct PageReader;

impl DocumentReader for PageReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let read = nianbao_charset::decode(input.bytes, None, input.judge);
        let mut lines = (1..).zip(read.text.lines());
        let first = lines.next().is_some_and(|(_, line)| line == super::FIRST);
        // An error is for bytes of which nothing can be read; what is damaged gets a note.
        ensure!(first, "the first line is not {}", super::FIRST);
        let mut page = Page::default();
        page.document.notes = read.notes;
        for (number, line) in lines {
            page.line(line, Place::Line(number));
        }
        Ok(Decoded { document: page.finish(), encoding: Some(read.encoding) })
    }
}

/// A document that is being read, and the table that is open in it.
#[derive(Default)]
struct Page {
    document: Document,
    table: Option<GridBuilder>,
    is_whole: bool,
}

impl Page {
    fn line(&mut self, line: &str, at: Place) {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (keyword, &mut self.table) {
            ("row", Some(table)) => table.row(),
            ("cell" | "head", Some(table)) => cell(table, keyword == "head", rest, at),
            ("table", _) => {
                self.end_table();
                self.table = Some(GridBuilder::new());
            }
            ("end", _) => self.is_whole = true,
            ("heading", _) => {
                let (level, text) = rest.split_once(' ').unwrap_or(("1", rest));
                self.text(text, Role::Heading(level.parse().unwrap_or(1)), at);
            }
            ("caption", _) => self.text(rest, Role::Caption, at),
            ("text", _) => self.text(rest, Role::Text, at),
            // What is not known is still a line of the page.
            _ => self.text(line, Role::Text, at),
        }
    }

    fn text(&mut self, text: &str, role: Role, at: Place) {
        self.end_table();
        self.document.blocks.push(Block::Line(Line { text: shown(text), role, at }));
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let (grid, note) = table.finish();
        self.document.blocks.push(Block::Grid(grid));
        self.document.notes.extend(note);
    }

    fn finish(mut self) -> Document {
        self.end_table();
        // The last text of a file that was cut may be cut itself, and is not trusted.
        self.document.open_end = !self.is_whole;
        self.document
    }
}

/// `COLUMNS ROWS TEXT`: spans are the builder's business, and so are their limits.
fn cell(table: &mut GridBuilder, head: bool, rest: &str, at: Place) {
    let (columns, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (rows, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let number = |text: &str| text.parse().unwrap_or(1);
    table.cell(shown(text), number(columns), number(rows), head, at);
}

/// What a text shows: the writer's signs backwards.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (c, characters.as_str().chars().next()) {
            ('\\', Some('n')) => shown.push('\n'),
            ('\\', Some('\\')) => shown.push('\\'),
            _ => {
                shown.push(c);
                continue;
            }
        }
        characters.next();
    }
    shown
}

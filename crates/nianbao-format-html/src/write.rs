//! A document as one self-contained web page: no script, nothing from elsewhere.

mod beside;
mod escape;
mod table;

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Block, Document, DocumentWriter, Line, Role};

use crate::carried;
use escape::{attribute, text};

const STYLE: &str = include_str!("write/style.css");

/// Lines of metadata below the title are no longer than this.
const LONGEST_ENTRY: usize = 60;

pub(crate) struct HtmlWriter;

impl DocumentWriter for HtmlWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        let mut page = Page { out, caption: None, heading: None, section: false };
        page.head(document)?;
        page.body(document)?;
        Ok(page.out.flush()?)
    }

    fn index_name(&self) -> Option<&'static str> {
        Some("index.html")
    }

    fn writes_beside(&self) -> bool {
        true
    }
}

struct Page<'a> {
    out: &'a mut dyn Write,
    /// The caption of the grid that comes next.
    caption: Option<&'a str>,
    /// The heading that was printed last.
    heading: Option<&'a str>,
    /// A section is open.
    section: bool,
}

impl<'a> Page<'a> {
    fn head(&mut self, document: &'a Document) -> Result<()> {
        let title = document.title.as_deref().or_else(|| first_line(&document.blocks));
        writeln!(self.out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>")?;
        writeln!(self.out, "<meta charset=\"utf-8\">")?;
        writeln!(
            self.out,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        )?;
        writeln!(self.out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
        for (name, content) in &document.meta {
            let (name, content) = (attribute(name), attribute(content));
            writeln!(self.out, "<meta name=\"{name}\" content=\"{content}\">")?;
        }
        writeln!(self.out, "<title>{}</title>", text(title.unwrap_or("nianbao")))?;
        writeln!(self.out, "<style>\n{STYLE}</style>")?;
        if let Some(carried) = &document.carried {
            let (name, content) = (carried::NAME, attribute(carried));
            writeln!(self.out, "<meta name=\"{name}\" content=\"{content}\">")?;
        }
        Ok(writeln!(self.out, "</head>\n<body>\n<main>")?)
    }

    fn body(&mut self, document: &'a Document) -> Result<()> {
        if let Some(beside) = &document.beside {
            beside::lead(self.out, beside)?;
        }
        let mut rest = self.title(&document.blocks)?;
        while let Some((block, behind)) = rest.split_first() {
            rest = behind;
            match block {
                Block::Line(line) => self.line(line)?,
                Block::Grid(grid) => {
                    let caption = self.caption.take();
                    let anchors = document.beside.is_some();
                    table::Table { grid, anchors }.write(self.out, caption, self.heading)?;
                }
            }
        }
        if self.section {
            writeln!(self.out, "</section>")?;
        }
        if let Some(beside) = &document.beside {
            beside::write(self.out, beside)?;
        }
        Ok(writeln!(self.out, "</main>\n</body>\n</html>")?)
    }

    /// The title with the lines of metadata below it; gives what follows.
    fn title(&mut self, blocks: &'a [Block]) -> Result<&'a [Block]> {
        let Some((Block::Line(title), rest)) = blocks.split_first() else { return Ok(blocks) };
        if title.role != Role::Heading(1) {
            return Ok(blocks);
        }
        writeln!(self.out, "<header>\n<h1>{}</h1>", text(&title.text))?;
        let entries = rest.iter().take_while(|block| is_entry(block)).count();
        let (entries, rest) = rest.split_at(entries);
        for block in entries {
            if let Block::Line(line) = block {
                writeln!(self.out, "<p>{}</p>", text(&line.text))?;
            }
        }
        writeln!(self.out, "</header>")?;
        Ok(rest)
    }

    fn line(&mut self, line: &'a Line) -> Result<()> {
        let shown = text(&line.text);
        match line.role {
            Role::Heading(level) => {
                if level <= 2 {
                    self.open_section()?;
                    self.heading = Some(&line.text);
                }
                let level = level.clamp(1, 6);
                writeln!(self.out, "<h{level}>{shown}</h{level}>")?;
            }
            Role::Caption => self.caption = Some(&line.text),
            Role::Text | Role::Link => writeln!(self.out, "<p>{shown}</p>")?,
        }
        Ok(())
    }

    fn open_section(&mut self) -> Result<()> {
        if self.section {
            writeln!(self.out, "</section>")?;
        }
        self.section = true;
        Ok(writeln!(self.out, "<section>")?)
    }
}

/// Whether a line is an entry of metadata by its looks: a name, a colon, a value.
fn is_entry(block: &Block) -> bool {
    let Block::Line(line) = block else { return false };
    let short = line.text.chars().nth(LONGEST_ENTRY).is_none();
    line.role == Role::Text && short && line.text.contains('：') && !line.text.contains('。')
}

fn first_line(blocks: &[Block]) -> Option<&str> {
    blocks.iter().find_map(|block| match block {
        Block::Line(line) if !line.text.trim().is_empty() => Some(line.text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests;

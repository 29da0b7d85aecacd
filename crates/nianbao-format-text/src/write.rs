//! A document as plain text: a paragraph a line, tables between bars, aligned as a terminal shows
//! them.

mod table;

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Block, Document, DocumentWriter, Lack, Line, Role, legible};

/// Two ideographs' width before a paragraph, as Chinese text is set.
const INDENT: &str = "\u{3000}\u{3000}";

pub(crate) struct TextWriter;

impl DocumentWriter for TextWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        let mut before = None;
        for block in &document.blocks {
            if before.is_some_and(|before| is_apart(before, block)) {
                writeln!(out)?;
            }
            match block {
                Block::Line(line) => writeln!(out, "{}", shown(line))?,
                Block::Grid(grid) => {
                    for line in table::lines(grid) {
                        writeln!(out, "{line}")?;
                    }
                }
            }
            before = Some(block);
        }
        // A file without a byte is taken for one that was lost.
        if before.is_none() {
            writeln!(out)?;
        }
        Ok(out.flush()?)
    }

    fn lacks(&self) -> &'static [Lack] {
        &[Lack::Roles, Lack::Tables]
    }
}

/// Whether an empty line stands between two blocks: around headings and tables.
fn is_apart(before: &Block, after: &Block) -> bool {
    let plain = |block: &Block| matches!(block, Block::Line(Line { role: Role::Text, .. }));
    !(plain(before) && plain(after))
}

fn shown(line: &Line) -> String {
    let text = one_line(&line.text);
    if line.role == Role::Text { format!("{INDENT}{text}") } else { text }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    legible(text).trim().to_owned()
}

#[cfg(test)]
mod tests;

//! A document as Markdown.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Block, Document, DocumentWriter, Lack, Line, Role};

use crate::inline::{bare, escaped};
use crate::table;

pub(crate) struct PageWriter;

impl DocumentWriter for PageWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        for (index, block) in document.blocks.iter().enumerate() {
            // Blocks stand apart; without a line between them Markdown runs them together.
            if index > 0 {
                writeln!(out)?;
            }
            match block {
                Block::Line(line) => writeln!(out, "{}", shown(line))?,
                Block::Grid(grid) => {
                    for line in table::written(grid) {
                        writeln!(out, "{line}")?;
                    }
                }
            }
        }
        Ok(out.flush()?)
    }

    fn lacks(&self) -> &'static [Lack] {
        &[Lack::Captions, Lack::SideHeads]
    }
}

fn shown(line: &Line) -> String {
    let text = escaped(&bare(&line.text));
    match line.role {
        Role::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level.clamp(1, 6)))),
        Role::Caption | Role::Text | Role::Link => without_list(&text),
    }
}

/// A paragraph that begins as the item of a list would: `1. `, `- `, `+ `, or a line of dashes.
fn without_list(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let numbered = digits > 0 && (rest.starts_with(". ") || rest.starts_with(") "));
    if numbered {
        return format!("{}\\{rest}", &text[..digits]);
    }
    let begins = text.starts_with(['-', '+', '=']);
    if begins { format!("\\{text}") } else { text.to_owned() }
}

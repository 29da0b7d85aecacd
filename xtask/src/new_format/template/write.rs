//! A document to newformat.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Block, Document, DocumentWriter, Grid, Role, legible_lines};

pub(crate) struct PageWriter;

impl DocumentWriter for PageWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "{}", super::FIRST)?;
        for block in &document.blocks {
            match block {
                Block::Line(line) => {
                    let text = one_line(&line.text);
                    match line.role {
                        Role::Heading(level) => writeln!(out, "heading {level} {text}")?,
                        Role::Caption => writeln!(out, "caption {text}")?,
                        Role::Text | Role::Link => writeln!(out, "text {text}")?,
                    }
                }
                Block::Grid(grid) => table(grid, out)?,
            }
        }
        writeln!(out, "end")?;
        Ok(out.flush()?)
    }
}

fn table(grid: &Grid, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "table")?;
    for row in grid.rows() {
        writeln!(out, "row")?;
        for cell in row {
            let keyword = if cell.head { "head" } else { "cell" };
            writeln!(out, "{keyword} {} {} {}", cell.columns, cell.rows, one_line(&cell.text))?;
        }
    }
    Ok(())
}

/// A text on one line. What ends a line would end the block, so it is written as `\n`.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in legible_lines(text).chars() {
        match c {
            '\n' => line += "\\n",
            '\\' => line += "\\\\",
            c => line.push(c),
        }
    }
    line
}

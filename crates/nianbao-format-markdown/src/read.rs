//! Markdown to a document: headings, tables, and lines of text.

use anyhow::Result;
use nianbao_core::{Block, Decoded, Document, DocumentReader, Input, Line, Place, Role};

use crate::inline::shown;
use crate::table;

pub(crate) struct PageReader;

impl DocumentReader for PageReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let read = nianbao_charset::decode(input.bytes, None, input.judge);
        let mut document = Document { notes: read.notes, ..Document::default() };
        document.open_end = !read.text.is_empty() && !read.text.ends_with('\n');
        let lines: Vec<(u32, &str)> = (1..).zip(read.text.lines()).collect();
        let mut rest = lines.as_slice();
        while let Some(((number, line), after)) = rest.split_first() {
            let rows = rows_of_table(rest);
            if rows > 0 {
                rest = &rest[rows..];
                table(&lines[lines.len() - rest.len() - rows..][..rows], &mut document);
            } else {
                rest = after;
                document.blocks.push(self::line(line, Place::Line(*number)));
            }
        }
        Ok(Decoded { document, encoding: Some(read.encoding) })
    }
}

/// How many lines of a table begin here: a row, its dashes, and what has bars below.
fn rows_of_table(lines: &[(u32, &str)]) -> usize {
    let [(_, head), (_, dashes), body @ ..] = lines else { return 0 };
    if !head.contains('|') || !dashes.contains('|') || !table::is_delimiter(dashes) {
        return 0;
    }
    2 + body.iter().take_while(|(_, line)| line.contains('|')).count()
}

fn table(lines: &[(u32, &str)], document: &mut Document) {
    let rows: Vec<(u32, &str)> =
        lines.iter().enumerate().filter(|(index, _)| *index != 1).map(|(_, line)| *line).collect();
    let (grid, note) = table::read(&rows, 1);
    document.blocks.push(Block::Grid(grid));
    document.notes.extend(note);
}

fn line(line: &str, at: Place) -> Block {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let heading = line[hashes..].strip_prefix(' ').filter(|_| (1..=6).contains(&hashes));
    let (text, role) = match heading {
        Some(text) => {
            (text.trim_end_matches(" #"), Role::Heading(u8::try_from(hashes).unwrap_or(6)))
        }
        None => (line.strip_suffix('\\').unwrap_or(line), Role::Text),
    };
    Block::Line(Line { text: shown(text), role, at })
}

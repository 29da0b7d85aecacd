//! A document comes back as it was: what is a number, a label or a heading on the page hangs on it.

use anyhow::Result;
use nianbao::{Block, Cell, Document, Format, Grid, Input, Lack, Role};
use nianbao_core::Decoded;

use crate::files::through_document;
use crate::{Outcome, Trial, pages};

/// A document as a file of the format, and what it is read as.
pub(super) fn there_and_back(
    format: &Format,
    document: &Document,
) -> Result<Option<(Vec<u8>, Decoded)>> {
    let Some((reader, writer)) = through_document(format) else { return Ok(None) };
    let mut bytes = Vec::new();
    writer.write(document, &mut bytes)?;
    let read = reader.read(&Input::new("", &bytes, &nianbao_form::judge))?;
    Ok(Some((bytes, read)))
}

pub(super) fn comes_back(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let lacks = through_document(trial.format).map_or(&[][..], |(_, writer)| writer.lacks());
    for (name, document) in pages::all() {
        let Some((_, read)) = there_and_back(trial.format, &document)? else { return Ok(()) };
        let wanted = told(&document, lacks);
        // What a format cannot tell, its reader must not say either; but a width is always some width.
        let loose: &[Lack] = if lacks.contains(&Lack::Widths) { &[Lack::Widths] } else { &[] };
        let mut found = told(&read.document, loose);
        if lacks.contains(&Lack::Tables) {
            // Columns of text are the form layer's to read.
            found.retain(|line| wanted.contains(line));
        }
        outcome.cases += wanted.len();
        let longest = wanted.len().max(found.len());
        let pairs = (0..longest).map(|index| (wanted.get(index), found.get(index)));
        let other = pairs.filter(|(wanted, found)| wanted != found);
        let words = |line: Option<&String>| line.map_or("nothing", String::as_str).to_owned();
        outcome.failures.extend(
            other.map(|(wanted, found)| format!("{name}: {} for {}", words(found), words(wanted))),
        );
    }
    Ok(())
}

/// A document in words, a line or a row each, without what its format lacks.
fn told(document: &Document, lacks: &[Lack]) -> Vec<String> {
    let one = |block: &Block| match block {
        Block::Line(line) => {
            let role = match line.role {
                Role::Caption if lacks.contains(&Lack::Captions) => Role::Text,
                _ if lacks.contains(&Lack::Roles) => Role::Text,
                // That a line leads elsewhere is beside what it says.
                Role::Link => Role::Text,
                role => role,
            };
            let text = line.text.trim();
            if text.is_empty() { Vec::new() } else { vec![format!("{role:?} {text:?}")] }
        }
        Block::Grid(_) if lacks.contains(&Lack::Tables) => Vec::new(),
        Block::Grid(grid) => rows(grid, lacks),
    };
    document.blocks.iter().flat_map(one).collect()
}

fn rows(grid: &Grid, lacks: &[Lack]) -> Vec<String> {
    let one = |y: usize, cell: &Cell| {
        let text = cell.text.trim();
        let text = if text == pages::PLAIN { "" } else { text };
        let lacking = lacks.contains(&Lack::Heads) || y > 0 && lacks.contains(&Lack::SideHeads);
        let head = if cell.head && !lacking { "head" } else { "cell" };
        let width = format!(" {}+{}", cell.column, cell.columns);
        let width = if lacks.contains(&Lack::Widths) { "" } else { &width };
        format!("{head}{width} ×{} {text:?}", cell.rows)
    };
    let row = |(y, row): (usize, &Vec<Cell>)| {
        let cells: Vec<String> = row.iter().map(|cell| one(y, cell)).collect();
        format!("row {}: {}", y + 1, cells.join(", "))
    };
    grid.rows().iter().enumerate().map(row).collect()
}

/// Controls print nothing, and some do harm in a terminal; what they part stays apart.
pub(super) fn controls(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let Some((bytes, read)) = there_and_back(trial.format, &pages::with_controls())? else {
        return Ok(());
    };
    let control = |text: &str| text.chars().find(|c| c.is_control() && !"\n\r\t".contains(*c));
    if let Ok(text) = String::from_utf8(bytes) {
        outcome.cases += 1;
        outcome.failures.extend(control(&text).map(|c| format!("{c:?} is written")));
    }
    for text in texts(&read.document) {
        outcome.cases += 1;
        outcome.failures.extend(control(text).map(|c| format!("{c:?} comes back in {text:?}")));
        let apart = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if apart.matches('甲').count() != apart.matches(pages::WITHOUT_CONTROLS).count() {
            outcome.failures.push(format!("what controls parted is joined in {text:?}"));
        }
    }
    Ok(())
}

fn texts(document: &Document) -> impl Iterator<Item = &str> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Line(line) => vec![line.text.as_str()],
        Block::Grid(grid) => grid.rows().iter().flatten().map(|cell| cell.text.as_str()).collect(),
    })
}

//! A table: lines of cells between bars, the second of them dashes.

use nianbao_core::{Cell, Grid, GridBuilder, Place};

use crate::inline::{bare, escaped, shown};

/// Whether a line divides the head of a table from its body: `|---|:-:|`.
pub(crate) fn is_delimiter(line: &str) -> bool {
    let cells = cells(line);
    let dashes = |cell: &str| {
        let inner = cell.trim();
        let inner = inner.strip_prefix(':').unwrap_or(inner);
        let inner = inner.strip_suffix(':').unwrap_or(inner);
        !inner.is_empty() && inner.bytes().all(|byte| byte == b'-')
    };
    line.contains('-') && cells.iter().all(|cell| dashes(cell))
}

/// The cells of a line as they stand between its bars.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (index, byte) in line.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(&line[start..index]);
            start = index + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    if start < line.len() {
        cells.push(&line[start..]);
    }
    cells
}

/// A table of lines, each with its number; how many of the first are heads.
pub(crate) fn read(lines: &[(u32, &str)], heads: usize) -> (Grid, Option<nianbao_core::Note>) {
    let rows: Vec<Vec<&str>> = lines.iter().map(|(_, line)| cells(line)).collect();
    let covered: Vec<usize> = rows.iter().map(|row| covered(row)).collect();
    let mut builder = GridBuilder::new();
    for (y, (row, (number, _))) in rows.iter().zip(lines).enumerate() {
        builder.row();
        let mut x = covered[y];
        if y == 0 {
            builder.skip(x);
        }
        while let Some(cell) = row.get(x) {
            let columns = 1 + row[x + 1..].iter().take_while(|cell| cell.is_empty()).count();
            let below = covered[y + 1..].iter().take_while(|covered| **covered > x).count();
            builder.cell(shown(cell), columns, 1 + below, y < heads, Place::Line(*number));
            x += columns;
        }
    }
    builder.finish()
}

/// How many columns of a row cells above reach into: what has no width before the first cell that has.
fn covered(row: &[&str]) -> usize {
    let covered = row.iter().take_while(|cell| cell.is_empty()).count();
    if covered < row.len() { covered } else { 0 }
}

/// The lines of a table. Markdown demands a head: the first row is it.
pub(crate) fn written(grid: &Grid) -> Vec<String> {
    let mut lines: Vec<String> = grid.rows().iter().map(|row| line(row)).collect();
    lines.insert(lines.len().min(1), format!("|{}", "---|".repeat(grid.width())));
    lines
}

fn line(row: &[Cell]) -> String {
    let (mut line, mut column) = ("|".to_owned(), 0);
    for cell in row {
        line += &"|".repeat(cell.column.saturating_sub(column));
        line += &text(cell);
        line += &"|".repeat(cell.columns);
        column = cell.column + cell.columns;
    }
    line
}

/// What a cell shows; emptiness is not seen between bars, and what has no width is no cell.
fn text(cell: &Cell) -> String {
    let text = cell.text.trim();
    let text = if text.is_empty() { cell.mark(Cell::PLAIN).unwrap_or_default() } else { text };
    let lines: Vec<String> = text.lines().map(|line| escaped(&bare(line))).collect();
    format!(" {} ", lines.join("<br>"))
}

//! A grid as a table.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Cell, Grid};

use super::escape::{attribute, lines, text};

/// A grid to be written.
pub(super) struct Table<'a> {
    pub(super) grid: &'a Grid,
    /// Whether cells can be led to by their names.
    pub(super) anchors: bool,
}

impl Table<'_> {
    /// Writes the table. `caption` is its own; without one the heading above it names it for those
    /// who hear the page and do not see it.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        caption: Option<&str>,
        heading: Option<&str>,
    ) -> Result<()> {
        writeln!(out, "<div class=\"table\" tabindex=\"0\">\n<table>")?;
        match (caption, heading) {
            (Some(caption), _) => writeln!(out, "<caption>{}</caption>", text(caption))?,
            (None, Some(heading)) => {
                writeln!(out, "<caption class=\"heard\">{}</caption>", text(heading))?;
            }
            (None, None) => {}
        }
        let groups = groups(self.grid);
        for (index, rows) in groups.iter().enumerate() {
            let first = index == 0 && groups.len() > 1;
            let tag = if first && rows.iter().all(|row| is_head(row)) { "thead" } else { "tbody" };
            writeln!(out, "<{tag}>")?;
            for row in *rows {
                write!(out, "<tr>")?;
                for cell in row {
                    self.cell(out, cell, is_head(row))?;
                }
                writeln!(out, "</tr>")?;
            }
            writeln!(out, "</{tag}>")?;
        }
        Ok(writeln!(out, "</table>\n</div>")?)
    }

    fn cell(&self, out: &mut dyn Write, cell: &Cell, in_head: bool) -> Result<()> {
        let tag = if cell.head { "th" } else { "td" };
        write!(out, "<{tag}")?;
        if let Some(name) = cell.mark(Cell::ID).filter(|_| self.anchors) {
            write!(out, " id=\"{}\"", attribute(name))?;
        }
        if cell.columns > 1 {
            write!(out, " colspan=\"{}\"", cell.columns)?;
        }
        if cell.rows > 1 {
            write!(out, " rowspan=\"{}\"", cell.rows)?;
        }
        if cell.head {
            write!(out, " scope=\"{}\"", if in_head { "col" } else { "row" })?;
        }
        for (key, value) in cell.marks.iter().filter(|(key, _)| is_name(key)) {
            match key.as_str() {
                // An empty cell is seen here, and a link or a remark is one.
                Cell::PLAIN | Cell::LINK => {}
                Cell::REMARK => write!(out, " title=\"{}\"", attribute(value))?,
                _ => write!(out, " data-nianbao-{key}=\"{}\"", attribute(value))?,
            }
        }
        let shown = lines(&cell.text);
        match cell.mark(Cell::LINK) {
            Some(target) => write!(out, "><a href=\"{}\">{shown}</a></{tag}>", attribute(target))?,
            None => write!(out, ">{shown}</{tag}>")?,
        }
        Ok(())
    }
}

/// The rows in groups, each with its heads; no cell reaches out of its group. The heads at the
/// very top are a group of their own.
fn groups(grid: &Grid) -> Vec<&[Vec<Cell>]> {
    let rows = grid.rows();
    let mut groups = Vec::new();
    let (mut start, mut covered) = (0, 0);
    for index in 0..rows.len() {
        let top = groups.is_empty() && is_head(&rows[start]) && !is_head(&rows[index]);
        let heads = is_head(&rows[index]) && index > start && !is_head(&rows[index - 1]);
        if index > start && covered <= index && (top || heads) {
            groups.push(&rows[start..index]);
            start = index;
        }
        let reach = rows[index].iter().map(|cell| index + cell.rows).max();
        covered = covered.max(reach.unwrap_or(index + 1));
    }
    if start < rows.len() {
        groups.push(&rows[start..]);
    }
    groups
}

fn is_head(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.head)
}

/// Whether a mark's key can be part of an attribute's name.
fn is_name(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

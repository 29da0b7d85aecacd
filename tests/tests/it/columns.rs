//! A table whose columns are lined up with spaces.

use nianbao::FieldId;

use crate::page::Table;

/// A cell's column and its lines.
type Placed<'t> = (usize, Vec<&'t str>);

/// The printed lines; columns are `space` apart.
pub(crate) fn print(table: &Table, space: usize) -> Vec<(String, Option<FieldId>)> {
    let rows = place(table);
    let width = rows.iter().flatten().map(|(column, _)| column + 1).max().unwrap_or_default();
    let mut starts = vec![0; width + 1];
    for column in 0..width {
        let cells = rows.iter().flatten().filter(|(at, _)| *at == column);
        let widest = cells.flat_map(|(_, lines)| lines).map(|line| wide(line)).max();
        // Wide cells push what stands right of them; captions over the whole width do not.
        starts[column + 1] = starts[column] + widest.map_or(0, |widest| widest.min(70) + space);
    }
    let mut lines = Vec::new();
    for row in rows {
        let height = row.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        for y in 0..height {
            let mut line = String::new();
            for (column, texts) in &row {
                let Some(text) = texts.get(y).filter(|text| !text.is_empty()) else { continue };
                let at = starts[*column];
                let room = if line.is_empty() { 0 } else { space };
                let gap = at.saturating_sub(wide(&line)).max(room);
                line.extend(std::iter::repeat_n(' ', gap));
                line += text;
            }
            lines.push((line, None));
        }
    }
    lines
}

fn place(table: &Table) -> Vec<Vec<Placed<'_>>> {
    let mut free: Vec<usize> = Vec::new();
    let mut rows = Vec::new();
    for (y, row) in table.rows.iter().enumerate() {
        let mut placed = Vec::new();
        let mut column = 0;
        for cell in row {
            while free.get(column).is_some_and(|free| *free > y) {
                column += 1;
            }
            placed.push((column, cell.text.split('\n').collect()));
            let end = column + cell.columns;
            if free.len() < end {
                free.resize(end, 0);
            }
            free[column..end].fill(y + cell.rows);
            column = end;
        }
        rows.push(placed);
    }
    rows
}

fn wide(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

//! A grid as lines of cells between bars.

use nianbao_core::{Cell, Grid};
use unicode_width::UnicodeWidthStr;

use super::one_line;

/// What stands between two columns.
const BETWEEN: usize = " | ".len();

/// The lines of a table. A cell that reaches over several rows stands in its first; below it there
/// is neither text nor bar, so that every bar ends a cell.
pub(super) fn lines(grid: &Grid) -> Vec<String> {
    let widths = widths(grid);
    let starts: Vec<usize> = widths
        .iter()
        .scan(0, |start, width| Some(std::mem::replace(start, *start + width + BETWEEN)))
        .collect();
    let filled = grid.rows().iter().filter(|row| !row.is_empty());
    filled.map(|row| line(row, &widths, &starts)).collect()
}

fn line(row: &[Cell], widths: &[usize], starts: &[usize]) -> String {
    let (mut line, mut shown) = (String::new(), 0);
    for cell in row {
        let start = starts.get(cell.column).copied().unwrap_or(shown);
        let text = text(cell);
        let width = text.width();
        let room = room(cell, widths).saturating_sub(width);
        let before = start.saturating_sub(shown);
        // Labels stand at the left, values at the right, as figures are added up.
        let (left, right) = if cell.head { (0, room) } else { (room, 0) };
        line += &" ".repeat(before + left);
        line += &text;
        line += &" ".repeat(right);
        line += " | ";
        shown += before + room + width + BETWEEN;
    }
    line.truncate(line.trim_end().len());
    line
}

/// How wide each column has to be for what stands in it, and in it and others.
fn widths(grid: &Grid) -> Vec<usize> {
    let mut widths = vec![0; grid.width()];
    let mut cells: Vec<&Cell> = grid.rows().iter().flatten().collect();
    cells.sort_by_key(|cell| cell.columns);
    for cell in cells {
        let lack = text(cell).width().saturating_sub(room(cell, &widths));
        let columns = cell.columns.max(1);
        for (index, width) in widths.iter_mut().skip(cell.column).take(columns).enumerate() {
            *width += lack / columns + usize::from(index < lack % columns);
        }
    }
    widths
}

/// How much room a cell has in columns of these widths.
fn room(cell: &Cell, widths: &[usize]) -> usize {
    let own = widths.iter().skip(cell.column).take(cell.columns);
    own.sum::<usize>() + BETWEEN * cell.columns.saturating_sub(1)
}

/// What a cell shows: between bars nothing else may look like one, and emptiness is not seen.
fn text(cell: &Cell) -> String {
    let text = one_line(&cell.text).replace(['|', '｜', '│', '┃'], "/");
    if text.is_empty() { cell.mark(Cell::PLAIN).unwrap_or_default().to_owned() } else { text }
}

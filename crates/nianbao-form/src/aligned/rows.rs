//! The label of a line of values, and the values that are its own.

use super::cells::Assembled;

/// The values of a line.
pub(super) fn values_of(cells: &[Assembled], line: usize) -> impl Iterator<Item = usize> {
    (0..cells.len()).filter(move |index| cells[*index].value && cells[*index].first == line)
}

/// The values of a label that stand on several of its lines, each in a column of its own; empty if they do
/// not, or two of them stand in one column.
pub(super) fn beside(cells: &[Assembled], rows: &[usize], index: usize) -> Vec<usize> {
    let label = label_of(cells, rows[index]);
    let more = rows[index + 1..].iter().take_while(|line| label_of(cells, **line) == label).count();
    if label.is_none() || more == 0 {
        return Vec::new();
    }
    let lines = rows[index..=index + more].iter();
    let mut row: Vec<usize> = lines.flat_map(|line| row_of(cells, *line)).collect();
    row.sort_by_key(|index| cells[*index].columns.0);
    let apart = row.windows(2).all(|pair| cells[pair[0]].columns.1 <= cells[pair[1]].columns.0);
    if apart { row } else { Vec::new() }
}

/// The values of a line, with the marks between them that are no values: +(0) -(0).
pub(super) fn row_of(cells: &[Assembled], line: usize) -> Vec<usize> {
    let start = values_of(cells, line).map(|index| cells[index].columns.0).min().unwrap_or(0);
    let on_line = |index: &usize| {
        let cell = &cells[*index];
        let inside = cell.value || cell.columns.0 > start;
        cell.first == line && cell.last == line && inside && !cell.serial
    };
    let mut row: Vec<usize> = (0..cells.len()).filter(on_line).collect();
    row.sort_by_key(|index| cells[*index].columns.0);
    row
}

/// The label of a row: of the labels that reach over its line, the one next to the values.
pub(super) fn label_of(cells: &[Assembled], line: usize) -> Option<usize> {
    let first_value =
        cells.iter().filter(|c| c.value && c.first == line).map(|c| c.columns.0).min()?;
    let reaching = cells.iter().enumerate().filter(|(_, cell)| {
        let label = !cell.value && !cell.serial;
        label && cell.first <= line && line <= cell.last && cell.columns.0 < first_value
    });
    reaching.max_by_key(|(_, cell)| cell.columns.0).map(|(index, _)| index)
}

/// The label behind the values of a line that has none before them: one that is wrapped reaches over it.
pub(super) fn label_behind(cells: &[Assembled], line: usize) -> Option<usize> {
    let end = values_of(cells, line).map(|index| cells[index].columns.1).max()?;
    let reaches = |cell: &Assembled| {
        !cell.value
            && !cell.serial
            && cell.first <= line
            && line <= cell.last
            && end <= cell.columns.0
    };
    (0..cells.len())
        .filter(|index| reaches(&cells[*index]))
        .min_by_key(|index| cells[*index].columns.0)
}

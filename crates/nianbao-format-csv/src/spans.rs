//! Which cells were merged before a sheet was saved. Of a merged cell a file keeps the text at its upper
//! left corner, and blanks for the rest; those blanks are no cells, and a label above several columns
//! counts for all of them.
//!
//! What a column holds decides: blanks among numbers are cells that were left blank, and stay.

use crate::blocks::Row;

/// A cell: its column, and how many columns and rows it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// It holds all that follows in its row.
    pub(crate) rest: bool,
}

impl Span {
    fn one(column: usize) -> Self {
        Self { column, columns: 1, rows: 1, rest: false }
    }
}

/// The cells of each row of a table, whose columns begin at `left`; `ends` has for each row the end of
/// what is used so far. In a row of more values than its head has columns a comma within a number may part it
/// in two, and what follows stands in the wrong column: behind its label it is one cell of all columns.
pub(crate) fn spans(rows: &[Row], left: usize, ends: &[usize]) -> Vec<Vec<Span>> {
    // A text by itself above a head is its caption; above numbers, a label whose cells are blank.
    let is_caption = |pair: &[Row]| {
        let head = &pair[1];
        pair[0].filled().eq([left])
            && head.filled().count() > 1
            && !head.filled().any(|column| is_value(&head.fields[column]))
    };
    let mut all = Vec::with_capacity(rows.len());
    let mut start = 0;
    while start < rows.len() {
        let ahead = rows[start + 1..].windows(2).position(is_caption);
        let end = ahead.map_or(rows.len(), |ahead| start + 1 + ahead);
        Part { rows: &rows[start..end], ends: &ends[start..end], left }.add(&mut all);
        start = end;
    }
    all
}

/// Rows that belong together: a caption or a label by itself, and what follows it.
struct Part<'r> {
    rows: &'r [Row],
    ends: &'r [usize],
    left: usize,
}

impl Part<'_> {
    fn add(&self, all: &mut Vec<Vec<Span>>) {
        let body =
            self.rows.iter().position(|row| row.filled().any(|at| is_value(&row.fields[at])));
        let Some(body) = body else {
            // No number tells a head from a row.
            all.extend((0..self.rows.len()).map(|row| self.plain(row).collect()));
            return;
        };
        // Without a head all rows fit.
        let width = self.rows[..body].iter().map(Row::end).max().unwrap_or(usize::MAX);
        let fits = |row: &Row| row.end() <= width;
        let filled = self.filled(fits);
        // Left of the first number there are labels, and what is blank there is the rest of one.
        let values = self.rows[body..]
            .iter()
            .filter_map(|row| row.filled().find(|column| is_value(&row.fields[*column])));
        let first_value = values.min().unwrap_or(self.left);
        all.extend((0..body).map(|row| self.head(row, body)));
        all.extend((body..self.rows.len()).map(|row| {
            let is_cell = |span: &Span| {
                self.has(row, span.column)
                    || span.column >= first_value && filled[span.column - self.left]
            };
            if fits(&self.rows[row]) {
                return self.plain(row).filter(is_cell).collect();
            }
            let rest = self.behind_label(row);
            let label = self.plain(row).filter(|span| span.column < rest && is_cell(span));
            let columns = width.saturating_sub(rest).max(1);
            let rest = Span { columns, rest: true, ..Span::one(rest) };
            label.chain([rest]).collect()
        }));
    }

    /// The column behind the last text before a row's numbers; a number that counts the rows may stand
    /// before it.
    fn behind_label(&self, row: usize) -> usize {
        let Row { fields, .. } = &self.rows[row];
        let is_text = |column: &usize| !is_value(&fields[*column]);
        let mut filled = self.rows[row].filled().peekable();
        let _ = filled.next_if(|column| !is_text(column));
        let mut end = self.left;
        while let Some(column) = filled.next_if(is_text) {
            end = column + 1;
        }
        end
    }

    /// The cells of a row as the file has them.
    fn plain(&self, row: usize) -> impl Iterator<Item = Span> {
        (self.left..self.rows[row].fields.len().min(self.ends[row])).map(Span::one)
    }

    /// Which columns hold something in any row that `counts`.
    fn filled(&self, counts: impl Fn(&Row) -> bool) -> Vec<bool> {
        let end = self.ends.last().copied().unwrap_or(0).max(self.left);
        let mut filled = vec![false; end - self.left];
        for column in self.rows.iter().filter(|row| counts(row)).flat_map(Row::filled) {
            filled[column - self.left] = true;
        }
        filled
    }

    /// The cells of a row of the head, of which there are `depth`.
    fn head(&self, row: usize, depth: usize) -> Vec<Span> {
        let end = self.rows[..depth].iter().map(Row::end).max().unwrap_or(0);
        let mut spans = Vec::new();
        for column in self.rows[row].filled() {
            let free =
                |next: &usize| !self.has(row, *next) && !(0..row).any(|up| self.has(up, *next));
            let columns = 1 + (column + 1..end).take_while(free).count();
            let below = (row + 1..depth).take_while(|down| {
                (column..column + columns).all(|column| !self.has(*down, column))
            });
            spans.push(Span { columns, rows: 1 + below.count(), ..Span::one(column) });
        }
        spans
    }

    fn has(&self, row: usize, column: usize) -> bool {
        self.rows[row].fields.get(column).is_some_and(|field| !field.trim().is_empty())
    }
}

/// A unit behind a number is not longer.
const LONGEST_UNIT: usize = 2;

/// Whether a field is a number, with a unit or without, or a mark that stands for one.
fn is_value(field: &str) -> bool {
    let sign = |c: char| ".,，．-－−–—/／%％+ \u{a0}\u{3000}".contains(c);
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let field = field.trim();
    let rest = field.trim_start_matches(|c| digit(c) || sign(c));
    !field.is_empty() && (rest.is_empty() || field != rest && rest.chars().count() <= LONGEST_UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row's cells as `column` or `column+columns×rows`.
    fn told(lines: &[&str]) -> Vec<String> {
        let rows: Vec<Row> = (1..)
            .zip(lines)
            .map(|(number, line)| Row {
                number,
                fields: line.split(',').map(str::to_owned).collect(),
            })
            .collect();
        let mut end = 0;
        let ends: Vec<usize> = rows
            .iter()
            .map(|row| {
                end = end.max(row.end());
                end
            })
            .collect();
        let told = |span: &Span| match *span {
            Span { column, columns, rest: true, .. } => format!("{column}+{columns}…"),
            Span { column, columns: 1, rows: 1, .. } => column.to_string(),
            Span { column, columns, rows, .. } => format!("{column}+{columns}×{rows}"),
        };
        let rows = spans(&rows, 0, &ends);
        let cells = |row: &Vec<Span>| row.iter().map(told).collect::<Vec<_>>().join(" ");
        rows.iter().map(cells).collect()
    }

    #[test]
    fn heads_reach_over_what_is_blank_beside_and_below_them() {
        let found = told(&[
            "(remark),,甲,,,",
            ",,乙,丙,,丁",
            ",,,戊,己,",
            "一,,1,2,3,6",
            "二,庚,0,,0,0",
            ",辛,0,0,0,0",
        ]);
        let expected =
            ["0+2×3 2+4×1", "2+1×2 3+2×1 5+1×2", "3 4", "0 2 3 4 5", "0 1 2 3 4 5", "1 2 3 4 5"];
        assert_eq!(found, expected);
    }

    #[test]
    fn blanks_among_numbers_are_cells() {
        let found = told(&["名称,,数", "甲,,1件", "乙,,", "丙,,2", "丁,,"]);
        assert_eq!(found, ["0+2×1 2", "0 2", "0 2", "0 2", "0 2"]);
    }

    #[test]
    fn what_is_behind_the_label_of_a_row_with_more_values_than_heads_is_one_cell() {
        assert_eq!(
            told(&["名称,数,数", "甲,1,234,5", "乙,1", "丙,1,2,,", "丁,,1,2"]),
            ["0 1 2", "0 1+2…", "0 1", "0 1 2", "0 1+2…"]
        );
        // A number may stand before the label, and no label at all.
        assert_eq!(
            told(&["序号,名称,,数", "1,甲,乙,2,3", "4,5,6,7,8"]),
            ["0 1+2×1 3", "0 1 2 3+1…", "0+4…"]
        );
    }

    #[test]
    fn without_a_number_nothing_is_told() {
        assert_eq!(told(&["甲,,乙", ",,丙"]), ["0 1 2", "0 1 2"]);
    }
}

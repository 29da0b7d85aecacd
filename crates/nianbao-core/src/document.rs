//! The document: text and tables in reading order, without any meaning.

mod cell_text;

pub use cell_text::CellText;

use crate::{Limits, Note, NoteCode, Place};

/// What an adapter makes of bytes: blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The title in the document's metadata (HTML `title`, a workbook's property).
    pub title: Option<String>,
    /// Named metadata of the document (HTML `meta`), as found.
    pub meta: Vec<(String, String)>,
    /// The content.
    pub blocks: Vec<Block>,
    /// The bytes end in the middle of a line or an element: the last text may be cut.
    pub open_end: bool,
    /// What was lost while reading the syntax.
    pub notes: Vec<Note>,
    /// The sums that ought to hold between its cells, for formats that can compute them.
    pub sums: Vec<Sum>,
    /// An exact copy of the report that the document shows, as one line of JSON, for formats that
    /// have room for it beside what they show. Opaque to adapters.
    pub carried: Option<String>,
    /// Words for whoever fills the document in, for formats that can be filled in. They are no part of
    /// what it shows, and are not read back.
    pub guide: Vec<Line>,
    /// What is said about the document and is no part of it. Formats that cannot keep the two apart
    /// when they are read again leave it out; what an adapter reads has none.
    pub beside: Option<Beside>,
}

/// What is said about a document: a heading, and texts below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The heading.
    pub heading: String,
    /// The texts.
    pub remarks: Vec<Remark>,
}

/// One thing that is said about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The text.
    pub text: String,
    /// The name of the cell that it is about, if it is about one: its mark [`Cell::ID`].
    pub cell: Option<String>,
}

/// A sum that ought to hold: the cells on the left are together as much as those on the right.
/// A cell is named by its mark [`Cell::ID`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The rule that asks for it.
    pub rule: String,
    /// The names of the cells on one side: the total, where there is one.
    pub left: Vec<String>,
    /// The names of the cells on the other side.
    pub right: Vec<String>,
    /// What is wrong when it does not hold.
    pub message: String,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// One line of text: a paragraph, or what a line break made of one.
    Line(Line),
    /// A data table.
    Grid(Grid),
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The text, with the white space it was printed with.
    pub text: String,
    /// What the syntax says it is.
    pub role: Role,
    /// Where it stands.
    pub at: Place,
}

/// What the syntax says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// A heading of this level, from 1.
    Heading(u8),
    /// Nothing but a link: navigation, or a list of other pages.
    Link,
    /// The caption of the grid that follows.
    Caption,
}

/// A table: rows of cells, with spans resolved to columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    rows: Vec<Vec<Cell>>,
    width: usize,
}

/// A cell of a table, once, at its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The text; line breaks are `\n`.
    pub text: String,
    /// The first column it covers, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers, clamped to the rows there are.
    pub rows: usize,
    /// Whether the syntax calls it a head.
    pub head: bool,
    /// Opaque marks (key, value) that only the form layer writes and reads.
    pub marks: Vec<(String, String)>,
    /// Where it stands.
    pub at: Place,
}

/// The longest unit of count has so many letters: 3人次.
const MOST_LETTERS_OF_UNITS: usize = 2;

impl Cell {
    /// The key of the mark that names a cell within its document, for sums and whoever refers to a
    /// cell from outside. Of marks an adapter may know this key and those below, and no value.
    pub const ID: &str = "field";

    /// The key of the mark whose value stands for an empty cell in formats where emptiness cannot
    /// be seen.
    pub const PLAIN: &str = "plain";

    /// The key of the mark that names the page a cell leads to.
    pub const LINK: &str = "link";

    /// The key of the mark that says of a cell what its text does not, to people.
    pub const REMARK: &str = "remark";

    /// The key of the mark of a cell that is to be filled in, in formats that can be. Its value is
    /// what goes into it: one of the next.
    pub const INPUT: &str = "input";

    /// A whole number, not below zero.
    pub const COUNT: &str = "count";

    /// A number, not below zero.
    pub const AMOUNT: &str = "amount";

    /// A whole number, which may be below zero.
    pub const CHANGE: &str = "change";

    /// What the first of the document's sums with nothing but this cell on its left comes to; nobody
    /// types it.
    pub const TOTAL: &str = "total";

    /// A day.
    pub const DAY: &str = "day";

    /// A short text.
    pub const TEXT: &str = "text";

    /// Paragraphs of text.
    pub const PARAGRAPHS: &str = "paragraphs";

    /// The sign that a reader puts where a picture stands in a cell, or anything else that people see and
    /// it does not.
    pub const PICTURE: char = '\u{fffc}';

    /// The text of a cell with [`Self::PICTURE`] where something may be the number or a digit of it: alone, or
    /// beside a digit. What stands among words is an ornament.
    pub fn pictured(text: String) -> String {
        if !text.contains(Self::PICTURE) {
            return text;
        }
        let words = text.chars().filter(|c| c.is_alphabetic()).count() > MOST_LETTERS_OF_UNITS;
        let parts: Vec<&str> = text.split(Self::PICTURE).map(str::trim).collect();
        let blank = parts.iter().all(|part| part.is_empty());
        let digit = |pair: &[&str]| {
            pair[0].ends_with(char::is_numeric) || pair[1].starts_with(char::is_numeric)
        };
        let is_number = blank || !words && parts.windows(2).any(digit);
        if is_number { text } else { text.replace(Self::PICTURE, "") }
    }

    /// The value of the mark of this key.
    pub fn mark(&self, key: &str) -> Option<&str> {
        self.marks.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
    }
}

impl Grid {
    /// The rows; a row holds the cells that begin in it.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The cells, to mark them or change their texts.
    pub fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.rows.iter_mut().flatten()
    }

    /// The number of columns of the widest row.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// Builds a [`Grid`]: spans, ragged rows and limits are dealt with here and nowhere else.
#[derive(Debug)]
pub struct GridBuilder {
    rows: Vec<Vec<Cell>>,
    /// For each column that a cell above still covers: the first row that is free again.
    covered: Vec<usize>,
    column: usize,
    cells: usize,
    most: usize,
    full: bool,
    too_wide: bool,
    /// The last cell was not taken.
    refused: bool,
}

impl Default for GridBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl GridBuilder {
    /// The most columns a cell may cover; the HTML standard's own clamp.
    pub const MAX_SPAN: usize = 1_000;
    /// The most columns of a grid: those of a sheet of Excel. Spans that push each other aside would
    /// otherwise make each row longer than the one before.
    pub const MAX_COLUMNS: usize = 16_384;

    /// An empty grid of as many cells as is usual.
    pub fn new() -> Self {
        Self::within(&Limits::DEFAULT)
    }

    /// An empty grid of as many cells as these limits allow.
    pub fn within(limits: &Limits) -> Self {
        Self {
            rows: Vec::new(),
            covered: Vec::new(),
            column: 0,
            cells: 0,
            most: limits.cells,
            full: false,
            too_wide: false,
            refused: false,
        }
    }

    /// Begins the next row.
    pub fn row(&mut self) {
        if !self.full {
            self.rows.push(Vec::new());
            self.column = 0;
        }
    }

    /// Leaves so many columns of the row without a cell.
    pub fn skip(&mut self, columns: usize) {
        self.column = self.column.saturating_add(columns.min(Self::MAX_COLUMNS));
    }

    /// The first column of the row that no cell covers, from the left or from above: the next cell goes
    /// there. Where it is the width of the table, the row is full.
    pub fn next_column(&self) -> usize {
        let row = self.rows.len().saturating_sub(1);
        let rest = self.covered.get(self.column..).unwrap_or_default();
        let covered = rest.iter().take_while(|free| **free > row).count();
        self.column + covered
    }

    /// Adds a cell to the row, right of those that are there or reach into it from above.
    /// `rows` of 0 means "to the end", as in HTML. A cell before the first row opens one.
    pub fn cell(&mut self, text: String, columns: usize, rows: usize, head: bool, at: Place) {
        if self.rows.is_empty() {
            self.row();
        }
        self.full |= self.cells >= self.most;
        self.refused = self.full;
        if self.full {
            return;
        }
        let row = self.rows.len() - 1;
        self.column = self.next_column();
        if self.column >= Self::MAX_COLUMNS {
            (self.too_wide, self.refused) = (true, true);
            return;
        }
        self.cells += 1;
        let columns = columns.clamp(1, Self::MAX_SPAN).min(Self::MAX_COLUMNS - self.column);
        let rows = if rows == 0 { usize::MAX } else { rows };
        let (first, end) = (self.column, self.column + columns);
        if rows > 1 {
            if self.covered.len() < end {
                self.covered.resize(end, 0);
            }
            self.covered[first..end].fill(row.saturating_add(rows));
        }
        self.column = end;
        let marks = Vec::new();
        self.rows[row].push(Cell { text, column: first, columns, rows, head, marks, at });
    }

    /// Puts marks on the cell added last, unless a limit kept it out.
    pub fn mark(&mut self, marks: Vec<(String, String)>) {
        if !self.refused
            && let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.marks = marks;
        }
    }

    /// The grid, and a note if a limit cut it.
    pub fn finish(mut self) -> (Grid, Option<Note>) {
        let height = self.rows.len();
        let mut width = 0;
        for (index, row) in self.rows.iter_mut().enumerate() {
            for cell in row {
                cell.rows = cell.rows.min(height - index);
                width = width.max(cell.column + cell.columns);
            }
        }
        let reached = match (self.full, self.too_wide) {
            (true, _) => Some(format!("{} cells", self.most)),
            (false, true) => Some(format!("{} columns", Self::MAX_COLUMNS)),
            (false, false) => None,
        };
        let note = reached.map(|limit| Note::new(NoteCode::LimitReached, limit));
        (Grid { rows: self.rows, width }, note)
    }
}

#[cfg(test)]
mod tests;

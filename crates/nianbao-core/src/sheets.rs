//! The analysts' tables: rows and columns as the library computes them, for any tabular format.

use std::io::Write;

use anyhow::Result;

use crate::Decimal;

/// A set of tables to be written: a workbook, or a folder of files.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The title, for the document's properties.
    pub title: String,
    /// The tables.
    pub sheets: Vec<Sheet>,
}

/// One table.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name, at most 31 characters, without `[]:*?/\`.
    pub name: String,
    /// The columns.
    pub columns: Vec<BookColumn>,
    /// How many columns stay in view when scrolling right.
    pub frozen: u16,
    /// Whether the rows can be filtered; a page of text cannot.
    pub filter: bool,
}

/// A column of a table.
#[derive(Clone, Debug, Default)]
pub struct BookColumn {
    /// The head cells from top to bottom: labels, then the id.
    pub heads: Vec<String>,
    /// The width in characters.
    pub width: u16,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    #[default]
    Text,
    /// Text that is long and should wrap.
    Prose,
    /// Whole numbers.
    Count,
    /// Amounts with decimals.
    Amount,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String, Tone),
    /// A number, exactly.
    Number(Decimal, Tone),
    /// Nothing, in a tone of its own.
    Blank(Tone),
}

/// What a cell's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// A number that was read with some doubt; a note says why.
    Doubtful,
    /// A cell that is on the page and holds no number.
    Unfilled,
    /// A number that was lost; a note says why.
    Lost,
    /// A heading in a page of text.
    Strong,
}

/// Writes tables.
pub trait SheetsWriter: Sync {
    /// Begins the tables of `book`.
    fn start<'a>(
        &self,
        book: &Book,
        out: Box<dyn Write + Send + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>>;
}

/// Tables that were begun.
pub trait SheetsSink {
    /// Adds a row to the table of this index; rows of different tables may interleave.
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()>;
    /// Ends the tables; without it nothing is written.
    fn finish(self: Box<Self>) -> Result<()>;
}

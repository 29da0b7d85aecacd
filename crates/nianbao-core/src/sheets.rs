//! The analysts' tables: rows and columns as the library computes them, for any tabular format.

use std::io::Write;

use anyhow::Result;

use crate::{Date, Decimal};

/// A set of tables to be written: a workbook, or a folder of files.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The title, for the document's properties.
    pub title: String,
    /// What it is about, for the document's properties.
    pub subject: String,
    /// The program and its version.
    pub maker: String,
    /// Words at the foot of a printed page; `{page}` and `{pages}` stand for numbers.
    pub footer: String,
    /// The tables.
    pub sheets: Vec<Sheet>,
}

/// One table.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name, at most 31 characters, without `[]:*?/\`.
    pub name: String,
    /// The name for programs, which is the same in every language; empty where it has none.
    pub id: &'static str,
    /// What it is.
    pub kind: SheetKind,
    /// The columns.
    pub columns: Vec<BookColumn>,
    /// How many columns stay in view when scrolling right.
    pub frozen: u16,
    /// The column by whose values a format may split the table over several files.
    pub split: Option<u16>,
}

/// What a table is, for how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetKind {
    /// A table of a row a report.
    #[default]
    Data,
    /// A table of another kind of rows.
    List,
    /// A page to be read from top to bottom: no heads, no filter, few rows.
    Page,
    /// A table for programs, out of sight.
    Hidden,
}

/// A column of a table.
#[derive(Clone, Debug, Default)]
pub struct BookColumn {
    /// The label, in one cell; parts of a path are joined by ` / `.
    pub label: String,
    /// The name for programs, which does not change.
    pub id: String,
    /// The width in characters.
    pub width: u16,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Which group of columns it is of; neighbouring groups are told apart by colour.
    pub group: u16,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    #[default]
    Text,
    /// Text that is long and should wrap.
    Prose,
    /// Whole numbers, to be copied.
    Count,
    /// Amounts with decimals.
    Amount,
    /// Whole numbers, to be read.
    Figure,
    /// Whole numbers that name something: a year, a row.
    Ordinal,
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
    /// A share, of which 1 is all; shown in percent.
    Share(Decimal, Tone),
    /// Nothing, in a tone of its own.
    Blank(Tone),
    /// A text or a number that leads somewhere.
    Link(Box<SheetCell>, LinkTarget),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A file, by its path as seen from the output, with `/` between its parts.
    File(String),
    /// A row of a table, from 0; heads do not count.
    Row {
        /// The index of the table.
        sheet: usize,
        /// The row.
        row: u32,
        /// By what the row is known when the table was sorted.
        key: Option<RowKey>,
    },
}

/// A number that a row has, and no row before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowKey {
    /// The column of the number.
    pub column: u16,
    /// The number.
    pub number: u32,
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
    /// All that should be there is there.
    Whole,
    /// The title of a page.
    Title,
    /// A heading in a page.
    Strong,
    /// The head of a table within a page.
    Head,
    /// A remark in a page.
    Faint,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 9] = [
        Self::Plain,
        Self::Doubtful,
        Self::Unfilled,
        Self::Lost,
        Self::Whole,
        Self::Title,
        Self::Strong,
        Self::Head,
        Self::Faint,
    ];
}

/// A chart of cells of a table.
#[derive(Clone, Debug)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// The title.
    pub title: String,
    /// The cells that name the points.
    pub categories: CellRun,
    /// What is drawn.
    pub series: Vec<Series>,
    /// The row and the column of its upper left corner, from 0.
    pub at: (u32, u16),
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// Whether its axis counts one by one: what it draws is few, and half a thing is none.
    pub one_by_one: bool,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Columns side by side.
    Columns,
    /// Columns on one another.
    Stacked,
    /// Bars from top to bottom.
    Bars,
    /// A line of shares.
    ShareLine,
}

/// The numbers of a chart that are drawn alike.
#[derive(Clone, Debug)]
pub struct Series {
    /// The row and the column of the cell that names them, from 0.
    pub name: (u32, u16),
    /// Their cells.
    pub values: CellRun,
    /// The colour, as 0xRRGGBB.
    pub colour: u32,
}

/// Cells below one another; rows and columns from 0, heads do not count.
#[derive(Clone, Copy, Debug)]
pub struct CellRun {
    /// The column.
    pub column: u16,
    /// The first row.
    pub first: u32,
    /// The last row.
    pub last: u32,
}

/// Writes tables into one file.
pub trait SheetsWriter: Sync {
    /// Begins the tables of `book`.
    fn start<'a>(
        &self,
        book: &Book,
        out: Box<dyn Write + Send + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>>;
}

/// Writes tables into a folder, a file a table.
pub trait FolderWriter: Sync {
    /// Which tables it is for.
    fn wants(&self) -> Wanted {
        Wanted::All
    }

    /// Begins the tables of `book`.
    fn start<'a>(
        &self,
        book: &Book,
        folder: Box<dyn Folder + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>>;
}

/// Which tables a format is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Those that people read, and a row a cell on request.
    #[default]
    All,
    /// Those that programs query: a row a cell in place of a column a field, and no page.
    Rows,
}

/// A folder that is being filled. A format names its files; whoever owns the folder opens them.
pub trait Folder {
    /// A new file. Its name is plain, with nothing that a system would not take; folders that it lies in
    /// stand before it, with `/` between.
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + Send>>;
}

/// Tables that were begun.
pub trait SheetsSink {
    /// Adds a row to the table of this index; rows of different tables may interleave.
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()>;

    /// Replaces the columns of a table that has no row yet: those of some are known late.
    fn columns(&mut self, sheet: usize, columns: Vec<BookColumn>) -> Result<()>;

    /// Says something about a cell of the row that was added last to the table. A format that has
    /// no remarks beside cells leaves it out, so nothing may be said here alone.
    fn remark(&mut self, _sheet: usize, _column: usize, _text: &str) -> Result<()> {
        Ok(())
    }

    /// Draws a chart on a table. A format that has none leaves it out.
    fn chart(&mut self, _sheet: usize, _chart: &Chart) -> Result<()> {
        Ok(())
    }

    /// Ends the tables, which are dated on this day; without it nothing is written.
    fn finish(self: Box<Self>, made: Option<Date>) -> Result<()>;
}

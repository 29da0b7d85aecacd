//! Documents as the printed form: one sheet as an office would print it, what checks its sums
//! beside it, and what the document carries in a hidden sheet.

mod beside;
mod checks;
mod columns;
mod hidden;
mod inputs;
mod look;

use std::collections::HashMap;
use std::io::Write;

use anyhow::{Context, Result};
use nianbao_core::{Block, Cell, Decimal, Document, DocumentWriter, Forms, Grid, Lack, Line, Role};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};

use crate::page::legible;
use columns::Columns;
use inputs::Total;
use look::{Look, lines_of};

/// The name of the sheet that shows the document.
const SHEET: &str = "年报";
const A4: u8 = 9;
/// In inches.
const MARGIN: f64 = 0.6;
/// The height of a page between its margins, in points.
const PAGE: f64 = 725.0;
/// No row of Excel is higher, in points.
const HIGHEST_ROW: f64 = 405.0;
/// The height of a blank row between two tables.
const BETWEEN: f64 = 6.0;

/// Writes documents as workbooks.
pub(crate) struct XlsxWriter;

impl DocumentWriter for XlsxWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        let mut workbook = Workbook::new();
        // The clock's time would give the same document other bytes each time.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let title = document.title.as_deref().unwrap_or_default();
        let properties = DocProperties::new().set_title(legible(title).as_ref());
        workbook.set_properties(&properties.set_creation_datetime(&made));
        let mut form = Form::new(document)?;
        for (index, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Line(line) => form.line(line)?,
                Block::Grid(grid) => form.table(grid, &document.blocks, index)?,
            }
        }
        inputs::totals(&mut form, &document.sums)?;
        checks::write(&mut form, &document.sums)?;
        if let Some(said) = &document.beside {
            beside::lead(&mut form, said)?;
        }
        form.set_up()?;
        let guide = inputs::guide(&document.guide)?;
        let beside = document.beside.as_ref().map(|said| beside::sheet(&form, said)).transpose()?;
        let (beside, said) = beside.unzip();
        let said = said.unwrap_or_default();
        let hidden = hidden::sheet(&form, guide.is_some(), &said, document.carried.as_deref())?;
        workbook.push_worksheet(form.sheet);
        for sheet in [guide, beside].into_iter().flatten() {
            workbook.push_worksheet(sheet);
        }
        if let Some(hidden) = hidden {
            workbook.push_worksheet(hidden);
        }
        let bytes = workbook.save_to_buffer().context("the workbook cannot be written")?;
        Ok(out.write_all(&bytes)?)
    }

    fn forms(&self) -> Option<Forms> {
        Some(Forms::Computed)
    }

    fn lacks(&self) -> &'static [Lack] {
        &[Lack::Roles, Lack::Heads, Lack::Widths]
    }

    fn writes_beside(&self) -> bool {
        true
    }
}

/// A cell of the sheet.
type At = (u32, u16);

/// The sheet that is being made.
struct Form {
    sheet: Worksheet,
    look: Look,
    columns: Columns,
    row: u32,
    /// The height of what stands on the current page so far, and of the heading that the next
    /// table must not be parted from.
    used: f64,
    heading: Option<(u32, f64)>,
    breaks: Vec<u32>,
    /// The head rows of the last table, if it is longer than a page.
    repeat: Option<(u32, u32)>,
    /// Where the cell of each name stands, and its number.
    named: HashMap<String, (At, Operand)>,
    marks: Vec<(At, String, String)>,
    /// The first row of the table that each row is of.
    tops: Vec<(u32, u32)>,
    checks: Vec<At>,
    /// Those whose sum does not hold.
    broken: Vec<At>,
    /// Whether it is to be filled in.
    open: bool,
    /// The totals that are to be computed, and then, which of the sums compute one.
    totals: Vec<Total>,
    computed: Vec<usize>,
}

/// What a cell is in a sum.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operand {
    Number(Decimal),
    Blank,
    /// A text, which a sum passes over.
    Text,
}

impl Form {
    fn new(document: &Document) -> Result<Self> {
        let mut sheet = Worksheet::new();
        sheet.set_name(SHEET)?;
        let grids = document.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Line(_) => None,
        });
        let columns = Columns::of(grids);
        // What a formula gives that nobody computed is not zero.
        sheet.set_formula_result_default("");
        for (index, width) in (0u16..).zip(columns.widths()) {
            sheet.set_column_width_pixels(index, u32::from(width))?;
        }
        Ok(Self {
            sheet,
            look: Look::new(),
            columns,
            row: 0,
            used: 0.0,
            heading: None,
            breaks: Vec::new(),
            repeat: None,
            named: HashMap::new(),
            marks: Vec::new(),
            tops: Vec::new(),
            checks: Vec::new(),
            broken: Vec::new(),
            open: inputs::is_form(document),
            totals: Vec::new(),
            computed: Vec::new(),
        })
    }

    /// A line over the whole width; a long one takes several rows, merged, since a row has a limit.
    fn line(&mut self, line: &Line) -> Result<()> {
        let style = self.look.line(line.role);
        let height = style.height * lines_of(&line.text, self.columns.total(), style.size);
        let rows = (height / HIGHEST_ROW).ceil().max(1.0);
        let first = self.row;
        let mut left = rows;
        while left > 0.0 {
            self.sheet.set_row_height(self.row, height / rows)?;
            self.row += 1;
            left -= 1.0;
        }
        let mut format = style.format.clone();
        if self.open && line.role == Role::Heading(1) {
            format = format.set_unlocked();
        }
        self.put((first, 0), (self.row - 1, self.columns.last()), &line.text, &format)?;
        let is_heading = !matches!(line.role, Role::Text | Role::Link);
        self.heading = is_heading.then_some((first, height));
        self.repeat = None;
        self.used = (self.used + height) % PAGE;
        Ok(())
    }

    fn table(&mut self, grid: &Grid, blocks: &[Block], index: usize) -> Result<()> {
        if index > 0 && matches!(blocks[index - 1], Block::Grid(_)) {
            // Two blank rows part two tables.
            for _ in 0..2 {
                self.sheet.set_row_height(self.row, BETWEEN)?;
                self.row += 1;
            }
        }
        let edges = self.columns.edges(grid);
        let heights = self.heights(grid, &edges);
        self.keep_whole(heights.iter().sum());
        let top = self.row;
        for (cells, height) in grid.rows().iter().zip(&heights) {
            self.sheet.set_row_height(self.row, *height)?;
            let in_row = cells.iter().any(is_named);
            for cell in cells {
                self.cell(cell, &edges, in_row)?;
            }
            self.tops.push((self.row, top));
            self.row += 1;
        }
        let heads = grid.rows().iter().take_while(|row| row.iter().all(|c| !is_named(c))).count();
        let long = heights.iter().sum::<f64>() > PAGE;
        let heads = u32::try_from(heads).unwrap_or(0);
        self.repeat = (long && (1..6).contains(&heads)).then(|| (top, top + heads - 1));
        self.heading = None;
        Ok(())
    }

    /// Begins a page where a table, with its heading, fits on one but not on what is left of this.
    fn keep_whole(&mut self, height: f64) {
        let (start, above) = self.heading.take().unwrap_or((self.row, 0.0));
        let fits = self.used + height <= PAGE;
        if !fits && height + above <= PAGE && start > 0 {
            self.breaks.push(start);
            self.used = above;
        }
        self.used = (self.used + height) % PAGE;
    }

    /// How high each row has to be for its texts.
    fn heights(&self, grid: &Grid, edges: &[u16]) -> Vec<f64> {
        let mut heights = vec![look::ROW; grid.rows().len()];
        for (index, cells) in grid.rows().iter().enumerate() {
            for cell in cells {
                if cell.mark(Cell::INPUT) == Some(Cell::PARAGRAPHS) {
                    heights[index] = heights[index].max(inputs::AREA);
                }
            }
            for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
                let width = self.columns.width(span(cell, edges));
                let needed = look::LINE * lines_of(&cell.text, width, look::SIZE) + look::PADDING;
                let rows = cell.rows.max(1);
                let each = needed / f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
                let end = (index + rows).min(heights.len());
                for height in &mut heights[index..end] {
                    *height = height.max(each).min(HIGHEST_ROW);
                }
            }
        }
        heights
    }

    fn cell(&mut self, cell: &Cell, edges: &[u16], in_row: bool) -> Result<()> {
        let (left, right) = span(cell, edges);
        let below = u32::try_from(cell.rows.max(1)).unwrap_or(1) - 1;
        let at = (self.row, left);
        let remark = cell.mark(Cell::REMARK);
        let input = cell.mark(Cell::INPUT);
        let format = match input {
            Some(kind) => self.look.input(kind, remark.is_some()),
            None => self.look.cell(cell, remark.is_some(), in_row),
        };
        self.put(at, (self.row + below, right), &cell.text, &format)?;
        if let Some(remark) = remark {
            let note = Note::new(legible(remark).as_ref()).add_author_prefix(false);
            self.sheet.insert_note(at.0, at.1, &note)?;
        }
        if let Some(name) = cell.mark(Cell::ID) {
            self.named.insert(name.to_owned(), (at, operand(&cell.text)));
        }
        if let Some(kind) = input {
            inputs::open(self, cell, kind, at)?;
        }
        let marks = cell.marks.iter().filter(|(key, _)| key != Cell::INPUT);
        self.marks.extend(marks.map(|(key, value)| (at, key.clone(), value.clone())));
        Ok(())
    }

    /// Writes a text, as a number where it is one, over a range.
    fn put(
        &mut self,
        (row, column): At,
        (last_row, last_column): At,
        text: &str,
        format: &rust_xlsxwriter::Format,
    ) -> Result<(), XlsxError> {
        if last_row > row || last_column > column {
            self.sheet.merge_range(row, column, last_row, last_column, "", format)?;
        }
        match stored(text) {
            Some((number, _)) => self.sheet.write_number_with_format(row, column, number, format),
            None if text.is_empty() => self.sheet.write_blank(row, column, format),
            None => self.sheet.write_string_with_format(row, column, legible(text), format),
        }?;
        Ok(())
    }

    fn set_up(&mut self) -> Result<(), XlsxError> {
        let last = self.row.max(1) - 1;
        let sheet = &mut self.sheet;
        sheet.set_paper_size(A4).set_margins(MARGIN, MARGIN, MARGIN, MARGIN, 0.3, 0.3);
        sheet.set_print_area(0, 0, last, self.columns.last())?;
        sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_footer("&C&P / &N").set_screen_gridlines(false);
        sheet.set_page_breaks(&self.breaks)?;
        if let Some((first, last)) = self.repeat {
            sheet.set_repeat_rows(first, last)?;
        }
        if self.open {
            inputs::protect(sheet);
        }
        // Text that looks like a number is the document's own: 1,234 or ０.
        sheet.ignore_error_range(
            0,
            0,
            last,
            self.columns.last(),
            IgnoreError::NumberStoredAsText,
        )?;
        Ok(())
    }
}

fn is_named(cell: &Cell) -> bool {
    cell.mark(Cell::ID).is_some()
}

/// The sheet's columns that a cell takes, the last included.
fn span(cell: &Cell, edges: &[u16]) -> (u16, u16) {
    let edge = |column: usize| edges.get(column).or(edges.last()).copied().unwrap_or(0);
    let left = edge(cell.column);
    (left, edge(cell.column + cell.columns).max(left + 1) - 1)
}

/// A text as a number, if the number reads back as this very text.
fn stored(text: &str) -> Option<(f64, Decimal)> {
    let plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let number: Decimal = text.parse().ok().filter(|_| plain)?;
    let value = crate::page::stored(number)?;
    (value.to_string() == text).then_some((value, number))
}

fn operand(text: &str) -> Operand {
    match stored(text) {
        Some((_, number)) => Operand::Number(number),
        None if text.is_empty() => Operand::Blank,
        None => Operand::Text,
    }
}

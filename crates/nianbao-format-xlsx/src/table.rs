//! A table and the worksheets that it takes.

use anyhow::{Context, Result, ensure};
use nianbao_core::{BookColumn, Sheet, SheetCell};
use rust_xlsxwriter::Worksheet;

use crate::formats::Formats;
use crate::links::{Addresses, page_name};
use crate::looks::Looks;
use crate::{heads, lines, page};

/// The writer keeps heights of rows in memory until the end, each with room for a whole format, in a table
/// that doubles; behind so many the rows of a page are one line high.
const MOST_HEIGHTS: u32 = 14_000;

/// A table and the worksheets it takes: a full one is continued on the next.
pub(crate) struct Table {
    sheet: Sheet,
    footer: String,
    full: Vec<Worksheet>,
    page: Worksheet,
    looks: Looks,
    /// Whether the page has its heads.
    headed: bool,
    /// How many rows of the page have a height of their own.
    heights: u32,
    /// The next row. Rows must come in order: in constant memory an earlier one would be dropped
    /// without an error, so no caller names a row.
    next: u32,
}

impl Table {
    pub(crate) fn new(sheet: Sheet, footer: String, page: Worksheet) -> Result<Self> {
        let next = heads::depth(sheet.kind);
        let looks = Looks::of(&sheet);
        let full = Vec::new();
        let mut table = Self { sheet, footer, full, page, looks, headed: false, heights: 0, next };
        table.name_page()?;
        Ok(table)
    }

    pub(crate) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The worksheet that is written at present.
    pub(crate) fn page(&mut self) -> &mut Worksheet {
        &mut self.page
    }

    /// How many rows of heads it has.
    pub(crate) fn depth(&self) -> u32 {
        heads::depth(self.sheet.kind)
    }

    /// The row that was written last.
    pub(crate) fn last_row(&self) -> u32 {
        self.next.saturating_sub(1)
    }

    pub(crate) fn is_full(&self, most_rows: u32) -> bool {
        self.next == most_rows
    }

    /// Replaces the columns, whose heads are not written yet.
    pub(crate) fn set_columns(&mut self, columns: Vec<BookColumn>) -> Result<()> {
        ensure!(!self.headed, "the heads of sheet {} are written", self.sheet.name);
        self.sheet.columns = columns;
        self.looks = Looks::of(&self.sheet);
        Ok(())
    }

    /// Ends the page and goes on with the next one.
    pub(crate) fn turn(&mut self, page: Worksheet, formats: &Formats) -> Result<()> {
        self.set_up(formats)?;
        self.full.push(std::mem::replace(&mut self.page, page));
        self.next = self.depth();
        self.headed = false;
        self.heights = 0;
        self.name_page()
    }

    /// Writes a row.
    pub(crate) fn write(
        &mut self,
        cells: &[SheetCell],
        formats: &Formats,
        addresses: &Addresses,
    ) -> Result<()> {
        self.write_heads(formats)?;
        let Self { sheet, page, looks, next, .. } = self;
        looks.next_row();
        for (index, cell) in (0u16..).zip(cells) {
            let column = sheet.columns.get(usize::from(index));
            let kind = column.map(|column| column.kind).unwrap_or_default();
            let usual = looks.is_usual(page, (index, kind), cell, formats)?;
            let (at, formats) = ((*next, index), (formats, usual));
            page::write_cell(page, at, kind, cell, formats, addresses).with_context(|| {
                let (name, row, column) = (&sheet.name, *next + 1, index + 1);
                format!("sheet {name}, row {row}, column {column}")
            })?;
        }
        self.set_height(cells)?;
        self.next += 1;
        Ok(())
    }

    /// The worksheets, finished.
    pub(crate) fn finish(mut self, formats: &Formats) -> Result<Vec<Worksheet>> {
        self.write_heads(formats)?;
        self.set_up(formats)?;
        self.full.push(self.page);
        Ok(self.full)
    }

    fn write_heads(&mut self, formats: &Formats) -> Result<()> {
        if !self.headed {
            self.headed = true;
            heads::write(&mut self.page, &self.sheet, formats)
                .with_context(|| format!("heads of sheet {}", self.sheet.name))?;
        }
        Ok(())
    }

    /// Makes the row as high as its wrapped texts need: not every program does when it opens one.
    fn set_height(&mut self, cells: &[SheetCell]) -> Result<()> {
        if self.heights < MOST_HEIGHTS
            && let Some(height) = lines::row_height(&self.sheet, cells)
        {
            self.page.set_row_height(self.next, height)?;
            self.heights += 1;
        }
        Ok(())
    }

    fn name_page(&mut self) -> Result<()> {
        let name = page_name(&self.sheet.name, self.full.len());
        self.page.set_name(&name).with_context(|| format!("sheet {name}"))?;
        Ok(())
    }

    fn set_up(&mut self, formats: &Formats) -> Result<()> {
        let last = self.last_row();
        self.looks.settle(&mut self.page, last, formats)?;
        page::set_up(&mut self.page, &self.sheet, &self.footer, self.next)
            .with_context(|| format!("sheet {}", self.sheet.name))
    }
}

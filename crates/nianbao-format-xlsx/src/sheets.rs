//! The analysts' tables as a workbook.

use std::io::Write;

use anyhow::{Context, Result};
use nianbao_core::{Book, BookColumn, Chart, Date, SheetCell, SheetKind, SheetsSink, SheetsWriter};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Note, Workbook, Worksheet};

use crate::formats::Formats;
use crate::links::Addresses;
use crate::table::Table;
use crate::{charts, formats, lines, page, room};

/// Excel's limit.
const MOST_ROWS: u32 = 1_048_576;
/// The writer keeps remarks in memory until the end, some 2 KB each.
const MOST_REMARKS: usize = 10_000;
/// The width of a remark's box in pixels, and the characters in a line of it.
const REMARK_WIDTH: u32 = 320;
const REMARK_LINE: u16 = 46;
const REMARK_LINE_HEIGHT: u32 = 17;

/// Writes tables as a workbook.
pub(crate) struct Workbooks;

impl SheetsWriter for Workbooks {
    fn start<'a>(
        &self,
        book: &Book,
        out: Box<dyn Write + Send + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>> {
        Ok(Box::new(Open::new(book, out, MOST_ROWS)?))
    }
}

/// A workbook being written. Rows go to a temporary file for each worksheet; the workbook is put
/// together at the end.
pub(crate) struct Open<'a> {
    workbook: Workbook,
    tables: Vec<Table>,
    formats: Formats,
    addresses: Addresses,
    properties: DocProperties,
    maker: String,
    remarks: usize,
    out: Box<dyn Write + Send + 'a>,
}

impl<'a> Open<'a> {
    /// A workbook whose worksheets hold `most_rows` rows, heads included.
    pub(crate) fn new(
        book: &Book,
        out: Box<dyn Write + Send + 'a>,
        most_rows: u32,
    ) -> Result<Self> {
        let mut workbook = Workbook::new();
        let (format, height, width) = formats::default();
        workbook.set_default_format(&format, height, width)?;
        let properties = DocProperties::new()
            .set_title(&book.title)
            .set_subject(&book.subject)
            .set_author(&book.maker);
        let footer = page::footer(&book.footer);
        let addresses = Addresses::of(book, most_rows)?;
        let mut tables = Vec::new();
        for sheet in &book.sheets {
            let page = new_page(&mut workbook, sheet.kind)?;
            tables.push(Table::new(sheet.clone(), footer.clone(), page)?);
        }
        let (formats, maker) = (Formats::new(), book.maker.clone());
        Ok(Self { workbook, tables, formats, addresses, properties, maker, remarks: 0, out })
    }

    fn table(&mut self, sheet: usize) -> Result<&mut Table> {
        let count = self.tables.len();
        self.tables
            .get_mut(sheet)
            .with_context(|| format!("the workbook has {count} tables, none of index {sheet}"))
    }
}

impl SheetsSink for Open<'_> {
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()> {
        let most_rows = self.addresses.most_rows();
        let table = self.table(sheet)?;
        if table.is_full(most_rows) {
            let kind = table.sheet().kind;
            let page = new_page(&mut self.workbook, kind)?;
            self.tables[sheet].turn(page, &self.formats)?;
        }
        room::within(|| self.tables[sheet].write(cells, &self.formats, &self.addresses))
    }

    fn columns(&mut self, sheet: usize, columns: Vec<BookColumn>) -> Result<()> {
        self.table(sheet)?.set_columns(columns)
    }

    fn remark(&mut self, sheet: usize, column: usize, text: &str) -> Result<()> {
        if self.remarks == MOST_REMARKS {
            return Ok(());
        }
        self.remarks += 1;
        let maker = self.maker.clone();
        let table = self.table(sheet)?;
        let (row, column) = (table.last_row(), u16::try_from(column)?);
        let height = REMARK_LINE_HEIGHT * (u32::from(lines::of(text, REMARK_LINE)) + 1);
        let note = Note::new(page::legible(text))
            .set_format(formats::remark())
            .set_author(maker)
            .add_author_prefix(false)
            .set_width(REMARK_WIDTH)
            .set_height(height);
        table.page().insert_note(row, column, &note)?;
        Ok(())
    }

    fn chart(&mut self, sheet: usize, chart: &Chart) -> Result<()> {
        let table = self.table(sheet)?;
        let drawn = charts::draw(chart, table.sheet());
        let (row, column) = (chart.at.0 + table.depth(), chart.at.1);
        table.page().insert_chart(row, column, &drawn)?;
        Ok(())
    }

    fn finish(self: Box<Self>, made: Option<Date>) -> Result<()> {
        // The clock's time would give the same input other bytes each time.
        let made = match made {
            Some(date) => ExcelDateTime::parse_from_str(&date.to_string())?,
            None => ExcelDateTime::from_ymd(2000, 1, 1)?,
        };
        let Self { mut workbook, tables, formats, properties, out, .. } = *self;
        let mut out = room::Once::new(out);
        workbook.set_properties(&properties.set_creation_datetime(&made));
        room::within(|| {
            for table in tables {
                for page in table.finish(&formats)? {
                    workbook.push_worksheet(page);
                }
            }
            workbook.save_to_writer(&mut out).map_err(room::plain)
        })?;
        Ok(out.flush()?)
    }
}

/// An empty worksheet. A page of text is small and kept in memory, where charts find their cells.
/// It is taken out of the workbook again, to be put back in its place among the others.
fn new_page(workbook: &mut Workbook, kind: SheetKind) -> Result<Worksheet> {
    match kind {
        SheetKind::Page => {
            workbook.add_worksheet();
        }
        SheetKind::Data | SheetKind::List | SheetKind::Hidden => {
            workbook
                .add_worksheet_with_constant_memory()
                .with_context(|| format!("{} (TMPDIR)", std::env::temp_dir().display()))?;
        }
    }
    workbook.worksheets_mut().pop().context("the workbook has no worksheet")
}

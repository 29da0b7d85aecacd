//! The analysts' tables as a workbook.

use std::io::Write;

use anyhow::{Context, Result, ensure};
use nianbao_core::{Book, Sheet, SheetCell, SheetsSink, SheetsWriter};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::formats::Formats;
use crate::{heads, page};

/// Excel's limit.
const MOST_ROWS: u32 = 1_048_576;

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
    most_rows: u32,
    out: Box<dyn Write + Send + 'a>,
}

/// A table and the worksheets it takes: a full one is continued on the next.
struct Table {
    sheet: Sheet,
    full: Vec<Worksheet>,
    page: Worksheet,
    /// The next row. Rows must come in order: in constant memory an earlier one would be dropped
    /// without an error, so no caller names a row.
    next: u32,
}

impl<'a> Open<'a> {
    /// A workbook whose worksheets hold `most_rows` rows, heads included.
    pub(crate) fn new(
        book: &Book,
        out: Box<dyn Write + Send + 'a>,
        most_rows: u32,
    ) -> Result<Self> {
        let mut workbook = Workbook::new();
        // The clock's time would give the same input other bytes each time.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_title(&book.title).set_creation_datetime(&made);
        workbook.set_properties(&properties);
        let formats = Formats::new();
        let mut tables = Vec::new();
        for sheet in &book.sheets {
            ensure!(
                heads::depth(sheet) < most_rows,
                "the heads of sheet {} leave no room for rows",
                sheet.name
            );
            let page = new_page(&mut workbook, sheet, 1, &formats)?;
            let next = heads::depth(sheet);
            tables.push(Table { sheet: sheet.clone(), full: Vec::new(), page, next });
        }
        Ok(Self { workbook, tables, formats, most_rows, out })
    }
}

impl SheetsSink for Open<'_> {
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()> {
        let count = self.tables.len();
        let table = self
            .tables
            .get_mut(sheet)
            .with_context(|| format!("the workbook has {count} tables, none of index {sheet}"))?;
        if table.next == self.most_rows {
            let number = table.full.len() + 2;
            let page = new_page(&mut self.workbook, &table.sheet, number, &self.formats)?;
            table.turn(page)?;
        }
        table.write(cells, &self.formats)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        for mut table in self.tables {
            page::set_up(&mut table.page, &table.sheet, table.next)
                .with_context(|| format!("sheet {}", table.sheet.name))?;
            for page in table.full.into_iter().chain([table.page]) {
                self.workbook.push_worksheet(page);
            }
        }
        self.workbook.save_to_writer(&mut self.out).context("the workbook cannot be written")?;
        Ok(self.out.flush()?)
    }
}

impl Table {
    fn turn(&mut self, page: Worksheet) -> Result<()> {
        page::set_up(&mut self.page, &self.sheet, self.next)
            .with_context(|| format!("sheet {}", self.sheet.name))?;
        self.full.push(std::mem::replace(&mut self.page, page));
        self.next = heads::depth(&self.sheet);
        Ok(())
    }

    fn write(&mut self, cells: &[SheetCell], formats: &Formats) -> Result<()> {
        for (index, cell) in (0u16..).zip(cells) {
            let kind = self.sheet.columns.get(usize::from(index)).map(|column| column.kind);
            page::write_cell(
                &mut self.page,
                (self.next, index),
                kind.unwrap_or_default(),
                cell,
                formats,
            )
            .with_context(|| {
                let (name, row, column) = (&self.sheet.name, self.next + 1, index + 1);
                format!("sheet {name}, row {row}, column {column}")
            })?;
        }
        self.next += 1;
        Ok(())
    }
}

/// The `number`-th worksheet of a table, with its heads.
fn new_page(
    workbook: &mut Workbook,
    sheet: &Sheet,
    number: usize,
    formats: &Formats,
) -> Result<Worksheet> {
    let name = match number {
        1 => sheet.name.clone(),
        _ => format!("{} ({number})", sheet.name),
    };
    let mut page = workbook
        .new_worksheet_with_constant_memory()
        .context("no temporary file for the rows of the workbook; is TMPDIR writable?")?;
    page.set_name(&name).with_context(|| format!("sheet {name}"))?;
    heads::write(&mut page, sheet, formats).with_context(|| format!("heads of sheet {name}"))?;
    Ok(page)
}

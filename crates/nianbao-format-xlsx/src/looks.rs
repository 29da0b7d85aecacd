//! The looks of cells without a search for each.
//!
//! The writer crate finds a format by all that it says, fonts and borders included, for every cell anew:
//! half the time of writing a workbook. It leaves that out for a cell without a format of its own, which
//! then looks as its column does. So while rows go out, a column has the format of its first cell; what is
//! written is the same, since a cell names its format either way. At the end the column has none again.

use nianbao_core::{ColumnKind, Sheet, SheetCell, SheetKind, Tone};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::formats::{self, Formats};
use crate::page::{is_whole, legible, stored};

/// What tells the formats of the cells of one column apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Text(Tone),
    Number { whole: bool, tone: Tone },
}

impl Look {
    fn of(cell: &SheetCell) -> Option<Self> {
        match cell {
            // Without a text it is a blank cell, which needs a format of its own.
            SheetCell::Text(text, tone) if !legible(text).is_empty() => Some(Self::Text(*tone)),
            SheetCell::Number(number, tone) if stored(*number).is_some() => {
                Some(Self::Number { whole: is_whole(*number), tone: *tone })
            }
            _ => None,
        }
    }

    fn format(self, kind: ColumnKind, formats: &Formats) -> &Format {
        match self {
            Self::Text(tone) => formats.text(kind, tone),
            Self::Number { whole, tone } => formats.number(kind, whole, tone),
        }
    }
}

/// How the columns of a worksheet look meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// Of each column, the look of its first cell.
    usual: Vec<Option<Look>>,
    /// The cells of the last row that have no format of their own: their column and what it holds.
    bare: Vec<(u16, ColumnKind)>,
}

impl Looks {
    /// For a new worksheet. A page of text has few cells, and formats that are its own until the end.
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let columns = match sheet.kind {
            SheetKind::Page => &[][..],
            SheetKind::Data | SheetKind::List | SheetKind::Hidden => &sheet.columns,
        };
        // A column without a width is not described in the file, and must not come to be.
        let described = columns.iter().take_while(|column| column.width > 0).count();
        Self { usual: vec![None; described], bare: Vec::new() }
    }

    /// Begins a row.
    pub(crate) fn next_row(&mut self) {
        self.bare.clear();
    }

    /// Whether a cell looks as its column does, and is to be written without a format.
    pub(crate) fn is_usual(
        &mut self,
        page: &mut Worksheet,
        (column, kind): (u16, ColumnKind),
        cell: &SheetCell,
        formats: &Formats,
    ) -> Result<bool, XlsxError> {
        let Some(usual) = self.usual.get_mut(usize::from(column)) else { return Ok(false) };
        let Some(look) = Look::of(cell) else { return Ok(false) };
        if usual.is_none() {
            *usual = Some(look);
            page.set_column_format(column, look.format(kind, formats))?;
        }
        let is_usual = *usual == Some(look);
        if is_usual {
            self.bare.push((column, kind));
        }
        Ok(is_usual)
    }

    /// Takes the formats off the columns. The last row, which is not out yet, gets its own.
    pub(crate) fn settle(
        &mut self,
        page: &mut Worksheet,
        last_row: u32,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        for (column, kind) in self.bare.drain(..) {
            if let Some(Some(look)) = self.usual.get(usize::from(column)) {
                page.set_cell_format(last_row, column, look.format(kind, formats))?;
            }
        }
        let (none, ..) = formats::default();
        for (column, usual) in (0u16..).zip(&mut self.usual) {
            if usual.take().is_some() {
                page.set_column_format(column, &none)?;
            }
        }
        Ok(())
    }
}

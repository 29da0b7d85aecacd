//! The analysts' tables as a folder of Parquet files. Rows of many years come in any order, so each year's wait
//! until they are worth a row group; how many wait in all is bounded, and so is how many files are open.

use std::io::{self, Write as _};

use anyhow::{Context as _, Error, Result, bail};
use nianbao_core::{
    Book, BookColumn, Date, Folder, FolderWriter, Sheet, SheetCell, SheetKind, SheetsSink, Wanted,
};

use parquet::errors::ParquetError;

use crate::package;
use crate::part::Part;
use crate::table::Table;

/// The bytes of rows that wait; the largest part goes out when there are more.
const MOST_BYTES: usize = 64 << 20;
/// The files that are open at once.
const MOST_OPEN: usize = 64;

/// Writes tables as folders of files.
pub(crate) struct ParquetFolder;

impl FolderWriter for ParquetFolder {
    fn wants(&self) -> Wanted {
        Wanted::Rows
    }

    fn start<'a>(
        &self,
        book: &Book,
        folder: Box<dyn Folder + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>> {
        Ok(Box::new(Open::new(book, folder, MOST_BYTES, MOST_OPEN)?))
    }
}

/// Tables that were begun.
pub(crate) struct Open<'a> {
    /// Without its sheets.
    book: Book,
    folder: Box<dyn Folder + 'a>,
    /// None for a page, which is for people.
    tables: Vec<Option<Table>>,
    bytes: usize,
    most_bytes: usize,
    most_files: usize,
}

impl<'a> Open<'a> {
    pub(crate) fn new(
        book: &Book,
        folder: Box<dyn Folder + 'a>,
        most_bytes: usize,
        most_files: usize,
    ) -> Result<Self> {
        let table = |sheet: &Sheet| {
            if sheet.kind == SheetKind::Page {
                return Ok(None);
            }
            if sheet.id.is_empty() {
                bail!("table {} has no name for programs", sheet.name);
            }
            Table::new(sheet.clone(), &book.maker).map(Some)
        };
        let tables = book.sheets.iter().map(table).collect::<Result<_>>()?;
        let book = Book { sheets: Vec::new(), ..book.clone() };
        Ok(Self { book, folder, tables, bytes: 0, most_bytes, most_files })
    }

    fn table(&mut self, sheet: usize) -> Result<Option<&mut Table>> {
        let count = self.tables.len();
        let table = self.tables.get_mut(sheet);
        Ok(table
            .with_context(|| format!("the book has {count} tables, none of index {sheet}"))?
            .as_mut())
    }

    /// Writes the rows of a part, when the files that are open leave room for its own.
    fn flush(&mut self, sheet: usize, key: &str) -> Result<()> {
        self.make_room(sheet, key)?;
        let Some(table) = self.tables.get_mut(sheet).and_then(Option::as_mut) else {
            return Ok(());
        };
        self.bytes -= table.flush(key, &mut *self.folder).map_err(plain)?;
        Ok(())
    }

    /// Ends a file if too many are open: of those the first, so that two runs end the same.
    fn make_room(&mut self, sheet: usize, key: &str) -> Result<()> {
        let open = self.parts().filter(|(.., part)| part.is_open()).count();
        let is_open = self
            .parts()
            .any(|(index, other, part)| index == sheet && other == key && part.is_open());
        if is_open || open < self.most_files {
            return Ok(());
        }
        let first = self.parts().find(|(.., part)| part.is_open());
        let first = first.map(|(index, key, _)| (index, key.clone()));
        if let Some((index, key)) = first
            && let Some(table) = self.tables.get_mut(index).and_then(Option::as_mut)
        {
            table.close(&key).map_err(plain)?;
        }
        Ok(())
    }

    fn parts(&self) -> impl Iterator<Item = (usize, &String, &Part)> {
        let tables = self.tables.iter().enumerate();
        let tables = tables.filter_map(|(index, table)| Some((index, table.as_ref()?)));
        tables.flat_map(|(index, table)| table.parts().map(move |(key, part)| (index, key, part)))
    }
}

impl SheetsSink for Open<'_> {
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()> {
        let Some(table) = self.table(sheet)? else { return Ok(()) };
        let (key, bytes) = table.row(cells)?;
        let full = table.part(&key).is_some_and(Part::is_full);
        self.bytes += bytes;
        if full {
            self.flush(sheet, &key)?;
        }
        while self.bytes > self.most_bytes {
            let largest = self.parts().max_by_key(|(.., part)| part.bytes());
            let Some((index, key)) = largest.map(|(index, key, _)| (index, key.clone())) else {
                break;
            };
            self.flush(index, &key)?;
        }
        Ok(())
    }

    fn columns(&mut self, sheet: usize, columns: Vec<BookColumn>) -> Result<()> {
        let maker = self.book.maker.clone();
        let Some(table) = self.table(sheet)? else { return Ok(()) };
        if table.parts().next().is_some() {
            bail!("the heads of {} are written", table.sheet.name);
        }
        *table = Table::new(Sheet { columns, ..table.sheet.clone() }, &maker)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>, made: Option<Date>) -> Result<()> {
        let mut written = Vec::new();
        for table in self.tables.drain(..).flatten() {
            written.push(table.finish(&mut *self.folder).map_err(plain)?);
        }
        let mut out = self.folder.file(package::NAME)?;
        serde_json::to_writer_pretty(&mut out, &package::described(&self.book, &written, made))?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }
}

/// The system's error in one of the writer crate, which repeats it in words of its own.
fn plain(error: Error) -> Error {
    match error.downcast() {
        Ok(ParquetError::External(cause)) => match cause.downcast::<io::Error>() {
            Ok(system) => (*system).into(),
            Err(cause) => ParquetError::External(cause).into(),
        },
        Ok(error) => error.into(),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = plain(ParquetError::from(full).into());
        assert_eq!(error.downcast::<io::Error>().unwrap().kind(), io::ErrorKind::StorageFull);
    }
}

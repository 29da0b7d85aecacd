//! The rows of a table that have the same year, and the files that they go to.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Folder, SheetCell};
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::TypePtr;

use crate::buffer::{Aspect, Buffer};

/// A row group has no more rows.
pub(crate) const MOST_ROWS: usize = 65_536;

/// What the files of a table have in common.
pub(crate) struct Shape {
    /// For each column of the files, the column of the table and what it holds of that.
    pub(crate) columns: Vec<(usize, Aspect)>,
    /// The description of the files.
    pub(crate) schema: TypePtr,
    /// How they are written.
    pub(crate) properties: WriterPropertiesPtr,
}

/// Rows that wait, and the file that is open for them.
pub(crate) struct Part {
    folder: String,
    buffers: Vec<Buffer>,
    rows: usize,
    bytes: usize,
    open: Option<SerializedFileWriter<Box<dyn Write + Send>>>,
    /// The paths of the files, in their order.
    files: Vec<String>,
}

impl Part {
    /// Rows that go to files in this folder.
    pub(crate) fn new(folder: String, shape: &Shape) -> Self {
        let buffers = shape.columns.iter().map(|(_, aspect)| aspect.buffer()).collect();
        Self { folder, buffers, rows: 0, bytes: 0, open: None, files: Vec::new() }
    }

    /// The bytes of the rows that wait.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn is_full(&self) -> bool {
        self.rows >= MOST_ROWS
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, shape: &Shape, cells: &[SheetCell]) -> Result<()> {
        for ((column, aspect), buffer) in shape.columns.iter().zip(&mut self.buffers) {
            self.bytes += buffer.push(*aspect, cells.get(*column))?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes the rows that wait as a row group.
    pub(crate) fn flush(&mut self, shape: &Shape, folder: &mut dyn Folder) -> Result<()> {
        let mut file = match self.open.take() {
            Some(file) => file,
            None => self.begin(shape, folder)?,
        };
        if self.rows > 0 {
            let mut group = file.next_row_group()?;
            self.buffers.iter_mut().try_for_each(|buffer| buffer.write(&mut group))?;
            group.close()?;
        }
        (self.rows, self.bytes) = (0, 0);
        self.open = Some(file);
        Ok(())
    }

    fn begin(
        &mut self,
        shape: &Shape,
        folder: &mut dyn Folder,
    ) -> Result<SerializedFileWriter<Box<dyn Write + Send>>> {
        let path = format!("{}/part-{}.parquet", self.folder, self.files.len());
        let file = folder.file(&path)?;
        self.files.push(path);
        Ok(SerializedFileWriter::new(file, shape.schema.clone(), shape.properties.clone())?)
    }

    /// Ends the file that is open; rows that come later go to another.
    pub(crate) fn close(&mut self) -> Result<()> {
        if let Some(mut file) = self.open.take() {
            // Flushes what it wrote to, too.
            file.finish()?;
        }
        Ok(())
    }

    /// Writes what is left; the paths of the files.
    pub(crate) fn finish(mut self, shape: &Shape, folder: &mut dyn Folder) -> Result<Vec<String>> {
        if self.rows > 0 || self.files.is_empty() {
            self.flush(shape, folder)?;
        }
        self.close()?;
        Ok(self.files)
    }
}

//! A table: its rows by the year they are of.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use nianbao_core::{Folder, Sheet, SheetCell};
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::Type;

use crate::buffer::{Aspect, aspects, name};
use crate::part::{Part, Shape};

/// What Hive calls the part whose rows have no value there.
const NONE: &str = "__HIVE_DEFAULT_PARTITION__";
/// The part of a table that has no year: it has no rows. By the names of the others alone no program can
/// tell that years are numbers, and pandas then reads nothing at all.
const NUMBER: &str = "0";

pub(crate) struct Table {
    pub(crate) sheet: Sheet,
    shape: Shape,
    parts: BTreeMap<String, Part>,
}

/// The files of a table, and what they hold.
pub(crate) struct Written {
    pub(crate) sheet: Sheet,
    pub(crate) columns: Vec<(String, String, Aspect)>,
    pub(crate) files: Vec<String>,
}

impl Table {
    pub(crate) fn new(sheet: Sheet, maker: &str) -> Result<Self> {
        let columns = columns(&sheet);
        let fields = columns.iter().map(|(_, name, aspect)| aspect.described(name));
        let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_>>()?);
        let properties = WriterProperties::builder()
            // The crate's own would tell its version, and change with it.
            .set_created_by(maker.to_owned())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let shape = Shape {
            columns: columns.into_iter().map(|(index, _, aspect)| (index, aspect)).collect(),
            schema: Arc::new(schema.build()?),
            properties: Arc::new(properties),
        };
        Ok(Self { sheet, shape, parts: BTreeMap::new() })
    }

    /// Adds a row; the key of its part, and how many bytes wait there more than before.
    pub(crate) fn row(&mut self, cells: &[SheetCell]) -> Result<(String, usize)> {
        let key = self.key(cells);
        let new = || Part::new(folder(&self.sheet, &key), &self.shape);
        let part = self.parts.entry(key.clone()).or_insert_with(new);
        let before = part.bytes();
        part.push(&self.shape, cells).with_context(|| format!("table {}", self.sheet.id))?;
        Ok((key, part.bytes() - before))
    }

    pub(crate) fn part(&self, key: &str) -> Option<&Part> {
        self.parts.get(key)
    }

    /// The parts, by their keys.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&String, &Part)> {
        self.parts.iter()
    }

    /// Writes what waits in a part; how many bytes that was.
    pub(crate) fn flush(&mut self, key: &str, folder: &mut dyn Folder) -> Result<usize> {
        let Some(part) = self.parts.get_mut(key) else { return Ok(0) };
        let bytes = part.bytes();
        part.flush(&self.shape, folder)?;
        Ok(bytes)
    }

    /// Ends the file that is open for a part.
    pub(crate) fn close(&mut self, key: &str) -> Result<()> {
        self.parts.get_mut(key).map_or(Ok(()), Part::close)
    }

    /// Writes what is left. A table without rows is a file without rows: who queries finds its columns.
    pub(crate) fn finish(mut self, files: &mut dyn Folder) -> Result<Written> {
        if self.parts.keys().all(|key| key == NONE) {
            let key = if self.sheet.split.is_some() { NUMBER } else { "" };
            let part = Part::new(folder(&self.sheet, key), &self.shape);
            self.parts.insert(key.to_owned(), part);
        }
        let mut all = Vec::new();
        for part in self.parts.into_values() {
            all.extend(part.finish(&self.shape, files)?);
        }
        let columns = columns(&self.sheet)
            .into_iter()
            .map(|(index, name, aspect)| (name, self.sheet.columns[index].label.clone(), aspect));
        Ok(Written { columns: columns.collect(), sheet: self.sheet, files: all })
    }

    /// The part of a row: the value in the column that splits the table.
    fn key(&self, cells: &[SheetCell]) -> String {
        let Some(split) = self.sheet.split else { return String::new() };
        match cells.get(usize::from(split)) {
            Some(SheetCell::Number(number, _)) => number.normalize().to_string(),
            Some(SheetCell::Text(text, _)) if !text.is_empty() => escaped(text),
            _ => NONE.to_owned(),
        }
    }
}

/// The columns of the files. The one that splits the table is in the names of the folders.
fn columns(sheet: &Sheet) -> Vec<(usize, String, Aspect)> {
    let split = sheet.split.map(usize::from);
    let columns = sheet.columns.iter().enumerate().filter(|(index, _)| Some(*index) != split);
    columns
        .flat_map(|(index, column)| {
            aspects(column).into_iter().map(move |(name, aspect)| (index, name, aspect))
        })
        .collect()
}

/// The folder of a part.
fn folder(sheet: &Sheet, key: &str) -> String {
    match sheet.split.and_then(|split| sheet.columns.get(usize::from(split))) {
        Some(column) => format!("{}/{}={key}", sheet.id, name(column)),
        None => sheet.id.to_owned(),
    }
}

/// A text as Hive puts it into the name of a folder.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            escaped.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

//! A column of a row group that is not written yet.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use nianbao_core::{BookColumn, ColumnKind, SheetCell};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::number::{self, PRECISION, SCALE, WIDTH};

/// A column of the file. Every cell may be null.
pub(crate) struct Buffer {
    /// For each row, 1 if there is a value.
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Texts),
    Whole(Vec<i64>),
    Decimal(Vec<FixedLenByteArray>),
}

/// Texts, each kept once: labels, organs and files repeat row by row.
#[derive(Default)]
struct Texts {
    places: HashMap<Box<str>, usize>,
    all: Vec<ByteArray>,
    rows: Vec<usize>,
    bytes: usize,
}

/// What a column of the file holds of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    /// Its text.
    Text,
    /// Its number, which is whole.
    Count,
    /// Its number, if that is whole.
    Whole,
    /// Its number, exactly.
    Decimal,
    /// The digits of its number.
    Digits,
}

/// The name of a column for queries, which need no quotes around it.
pub(crate) fn name(column: &BookColumn) -> String {
    if column.id.is_empty() { column.label.clone() } else { column.id.replace('.', "_") }
}

/// The columns of the file that a column of the table becomes.
pub(crate) fn aspects(column: &BookColumn) -> Vec<(String, Aspect)> {
    let name = name(column);
    match column.kind {
        ColumnKind::Text | ColumnKind::Prose => vec![(name, Aspect::Text)],
        ColumnKind::Count | ColumnKind::Figure | ColumnKind::Ordinal => vec![(name, Aspect::Count)],
        ColumnKind::Amount => vec![
            (name.clone(), Aspect::Decimal),
            (format!("{name}_whole"), Aspect::Whole),
            (format!("{name}_text"), Aspect::Digits),
        ],
    }
}

impl Aspect {
    /// A column of this kind, as the file describes it.
    pub(crate) fn described(self, name: &str) -> Result<TypePtr> {
        let of = |physical| {
            Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL)
        };
        let described = match self {
            Self::Text | Self::Digits => {
                of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String))
            }
            Self::Count | Self::Whole => of(Physical::INT64),
            Self::Decimal => {
                let scale = i32::try_from(SCALE)?;
                of(Physical::FIXED_LEN_BYTE_ARRAY)
                    .with_length(WIDTH)
                    .with_precision(PRECISION)
                    .with_scale(scale)
                    .with_logical_type(Some(LogicalType::decimal(scale, PRECISION)))
            }
        };
        Ok(Arc::new(described.build()?))
    }

    /// Its name in a Table Schema.
    pub(crate) fn schema_type(self) -> &'static str {
        match self {
            Self::Text | Self::Digits => "string",
            Self::Count | Self::Whole => "integer",
            Self::Decimal => "number",
        }
    }

    /// An empty column of this kind.
    pub(crate) fn buffer(self) -> Buffer {
        let values = match self {
            Self::Text | Self::Digits => Values::Text(Texts::default()),
            Self::Count | Self::Whole => Values::Whole(Vec::new()),
            Self::Decimal => Values::Decimal(Vec::new()),
        };
        Buffer { levels: Vec::new(), values }
    }
}

impl Buffer {
    /// Adds a cell; how many bytes more that is.
    pub(crate) fn push(&mut self, aspect: Aspect, cell: Option<&SheetCell>) -> Result<usize> {
        let (text, number) = match cell.map(plain) {
            None | Some(SheetCell::Empty | SheetCell::Blank(_) | SheetCell::Link(..)) => {
                (None, None)
            }
            Some(SheetCell::Text(text, _)) => (Some(text.clone()), None),
            Some(SheetCell::Number(number, _) | SheetCell::Share(number, _)) => {
                (None, Some(*number))
            }
        };
        let digits = || number.map(|number| number.normalize().to_string());
        let added = match &mut self.values {
            Values::Text(texts) => {
                let shown = if aspect == Aspect::Digits { digits() } else { text.or_else(digits) };
                shown.map(|text| texts.push(text))
            }
            Values::Whole(wholes) => {
                let whole = number.and_then(number::whole);
                if aspect == Aspect::Count
                    && whole.is_none()
                    && (text.is_some() || number.is_some())
                {
                    // Left out, it would look as if there were none.
                    bail!("{} is no whole number", text.or_else(digits).unwrap_or_default());
                }
                whole.map(|whole| push(wholes, whole))
            }
            Values::Decimal(decimals) => number
                .and_then(number::decimal)
                .map(|bytes| push(decimals, ByteArray::from(bytes.to_vec()).into())),
        };
        self.levels.push(i16::from(added.is_some()));
        Ok(added.unwrap_or_default() + size_of::<i16>())
    }

    /// Writes the column as the next of a row group, and empties it.
    pub(crate) fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let mut column = group.next_column()?.context("the file has fewer columns")?;
        let levels = std::mem::take(&mut self.levels);
        let levels = Some(levels.as_slice());
        match &mut self.values {
            Values::Text(texts) => {
                let values = std::mem::take(texts).rows();
                column.typed::<ByteArrayType>().write_batch(&values, levels, None)?
            }
            Values::Whole(wholes) => {
                let values = std::mem::take(wholes);
                column.typed::<Int64Type>().write_batch(&values, levels, None)?
            }
            Values::Decimal(decimals) => {
                let values = std::mem::take(decimals);
                column.typed::<FixedLenByteArrayType>().write_batch(&values, levels, None)?
            }
        };
        Ok(column.close()?)
    }
}

impl Texts {
    fn push(&mut self, text: String) -> usize {
        let before = self.bytes;
        let next = self.all.len();
        let place = if let Some(place) = self.places.get(text.as_str()) {
            *place
        } else {
            // Twice the text, and what keeps it.
            self.bytes += 2 * text.len() + 96;
            self.all.push(ByteArray::from(text.as_str()));
            self.places.insert(text.into_boxed_str(), next);
            next
        };
        self.rows.push(place);
        self.bytes - before + size_of::<usize>()
    }

    /// The text of every row.
    fn rows(self) -> Vec<ByteArray> {
        self.rows.iter().filter_map(|place| self.all.get(*place).cloned()).collect()
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    // A decimal keeps its bytes apart.
    size_of::<T>() + 32
}

/// What a link shows: files lead nowhere.
fn plain(cell: &SheetCell) -> &SheetCell {
    match cell {
        SheetCell::Link(cell, _) => plain(cell),
        other => other,
    }
}

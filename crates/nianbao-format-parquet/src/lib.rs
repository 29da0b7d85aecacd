//! Apache Parquet: the analysts' tables for engines that query files (DuckDB, pandas, Spark, ClickHouse). A table
//! is a folder, split by year as Hive does: `facts/year=2023/part-0.parquet`. Nothing is read.
//!
//! Parquet has no number that may or may not have decimals, so a column of amounts becomes three: the exact
//! decimal under its name, `…_whole` where it is a whole number, and `…_text`, which always has all its digits.

mod buffer;
mod number;
mod package;
mod part;
mod table;
mod write;

use nianbao_core::{Format, Input, Score, Sheets, register};

static PARQUET: Format = Format {
    name: "parquet",
    about: (
        "Apache Parquet 数据集（汇总时为一个目录）",
        "Apache Parquet dataset; exported as a folder",
    ),
    extensions: &["parquet"],
    probe,
    reader: None,
    writer: None,
    sheets: Some(Sheets::Folder(&write::ParquetFolder)),
};

register!(PARQUET);

/// How every file of the format begins.
const MAGIC: &[u8] = b"PAR1";

fn probe(input: &Input<'_>) -> Score {
    if input.bytes.starts_with(MAGIC) { Score::Certain } else { Score::No }
}

#[cfg(test)]
mod tests;

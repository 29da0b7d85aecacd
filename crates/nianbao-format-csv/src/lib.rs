//! Comma-separated values: a file read as one table; the analysts' tables written as a folder of them,
//! with a description of their columns (Table Schema) beside.

mod blocks;
mod delimiter;
mod package;
mod probe;
mod read;
mod records;
mod spans;
mod write;

use nianbao_core::{Format, Reader, Sheets, register};

static CSV: Format = Format {
    name: "csv",
    about: ("CSV 表格（汇总时为一个目录）", "CSV tables; exported as a folder"),
    extensions: &["csv", "tsv"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::CsvReader)),
    writer: None,
    sheets: Some(Sheets::Folder(&write::CsvFolder)),
};

register!(CSV);

/// What a spreadsheet takes for the beginning of a formula, in either width.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests;

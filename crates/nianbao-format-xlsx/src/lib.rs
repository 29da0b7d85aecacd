//! The format `xlsx`: for now the analysts' workbook, written in constant memory.

mod charts;
mod formats;
mod heads;
mod lines;
mod links;
mod page;
mod probe;
mod sheets;
mod table;

use nianbao_core::{Format, register};

/// Office Open XML workbooks.
static XLSX: Format = Format {
    name: "xlsx",
    about: ("Excel 工作簿", "Excel workbook"),
    extensions: &["xlsx"],
    probe: probe::xlsx,
    reader: None,
    writer: None,
    sheets: Some(&sheets::Workbooks),
};

register!(XLSX);

#[cfg(test)]
mod tests;

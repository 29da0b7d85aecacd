//! Workbooks: the formats `xlsx`, `xls` and `ods` read as documents; `xlsx` written as the printed form, and
//! as the analysts' tables in constant memory.

mod archive;
mod carried;
mod charts;
mod formats;
mod heads;
mod lines;
mod links;
mod looks;
mod page;
mod probe;
mod read;
mod room;
mod sheets;
mod table;
mod write;

use nianbao_core::{Format, Reader, Sheets, Writer, register};

/// Office Open XML workbooks.
static XLSX: Format = Format {
    name: "xlsx",
    about: ("Excel 工作簿", "Excel workbook"),
    extensions: &["xlsx", "xlsm"],
    probe: probe::xlsx,
    reader: Some(Reader::Document(&read::XlsxReader)),
    writer: Some(Writer::Document(&write::XlsxWriter)),
    sheets: Some(Sheets::File(&sheets::Workbooks)),
};

/// Workbooks of Excel 97 to 2003.
static XLS: Format = Format {
    name: "xls",
    about: ("Excel 97–2003 工作簿", "Excel 97–2003 workbook"),
    extensions: &["xls"],
    probe: probe::xls,
    reader: Some(Reader::Document(&read::XlsReader)),
    writer: None,
    sheets: None,
};

/// OpenDocument spreadsheets.
static ODS: Format = Format {
    name: "ods",
    about: ("OpenDocument 电子表格", "OpenDocument spreadsheet"),
    extensions: &["ods"],
    probe: probe::ods,
    reader: Some(Reader::Document(&read::OdsReader)),
    writer: None,
    sheets: None,
};

register!(XLSX);
register!(XLS);
register!(ODS);

#[cfg(test)]
mod tests;

//! The analysts' workbook, and its cells written by the library that we write with.

use std::io::{Cursor, Write as _};

use anyhow::{Context, Result};
use calamine::{Data, Range, Reader as _, Xlsx};
use nianbao::{Export, ExportOptions, Origin, Registry, Report, Sheets};
use rust_xlsxwriter::Workbook;

use super::{cpu_time, reports};

/// So many rows are written: what a workbook costs by itself weighs little then.
const ROWS: usize = 5_000;

/// The CPU time of our export, in ms a report.
pub(super) fn ours(pages: &[Vec<u8>]) -> Result<f64> {
    let reports = reports(pages)?;
    let start = cpu_time()?;
    let written = exported(&reports)?;
    std::hint::black_box(written.len());
    Ok((cpu_time()? - start) / f64::from(u32::try_from(ROWS)?))
}

/// The reports, as often as it takes, as a workbook.
fn exported(reports: &[Report]) -> Result<Vec<u8>> {
    let registry = Registry::new()?;
    let format = registry.by_name("xlsx").context("the format xlsx is not linked")?;
    let sheets = format.sheets.and_then(Sheets::file).context("xlsx has no tables")?;
    let mut bytes = Vec::new();
    let mut export = Export::start(sheets, Box::new(&mut bytes), ExportOptions::default())?;
    for (index, report) in reports.iter().cycle().take(ROWS).enumerate() {
        let name = format!("{index}.html");
        let origin = Origin { name: &name, link: None, size: None, modified: None, sha256: None };
        // Checked before, as the command line does on other threads.
        export.checked_file(&origin, std::slice::from_ref(report), &[Vec::new()])?;
    }
    export.finish()?;
    Ok(bytes)
}

/// The CPU time of writing the cells of that workbook and nothing else, in ms a report.
pub(super) fn raw(pages: &[Vec<u8>]) -> Result<f64> {
    let mut book = Xlsx::new(Cursor::new(exported(&reports(pages)?)?))?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name)?;
        sheets.push((name, range));
    }
    let start = cpu_time()?;
    let mut out = std::io::sink();
    out.write_all(&written(&sheets)?)?;
    Ok((cpu_time()? - start) / f64::from(u32::try_from(ROWS)?))
}

fn written(sheets: &[(String, Range<Data>)]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for (name, range) in sheets {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        for (row, cells) in range.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row)?, u16::try_from(column)?);
                match cell {
                    Data::String(text) => sheet.write_string(row, column, text)?,
                    Data::Float(number) => sheet.write_number(row, column, *number)?,
                    _ => continue,
                };
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

//! The analysts' workbook, and its cells written by the library that we write with.

use std::collections::HashMap;
use std::io::{Cursor, Write as _};

use anyhow::{Context, Result};
use calamine::{Data, Reader as _, Xlsx};
use nianbao::{Export, ExportOptions, Origin, Registry, Report, Sheets};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook};

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

/// A cell as a workbook stores it.
struct Cell {
    at: (u32, u16),
    value: Data,
    formula: Option<String>,
    /// Which format it has.
    style: usize,
}

/// The CPU time of writing the cells of that workbook and nothing else, in ms a report: each with a format,
/// links as formulas, and the blank cells that are there to be coloured.
pub(super) fn raw(pages: &[Vec<u8>]) -> Result<f64> {
    let mut book = Xlsx::new(Cursor::new(exported(&reports(pages)?)?))?;
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let cells = cells(&mut book, &name)?;
        sheets.push((name, cells));
    }
    let start = cpu_time()?;
    let mut out = std::io::sink();
    out.write_all(&written(&sheets)?)?;
    Ok((cpu_time()? - start) / f64::from(u32::try_from(ROWS)?))
}

/// The cells of a sheet, row by row.
fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Cell>> {
    let mut styles = HashMap::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some((row, column, style)) = reader.next_style_id()? {
        styles.insert((row, column), style);
    }
    drop(reader);
    let mut cells = Vec::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(record) = reader.next_cell_with_formula()? {
        let ((row, column), value, formula) = (record.pos, record.value.into(), record.formula);
        let style = styles.get(&record.pos).copied().unwrap_or_default();
        cells.push(Cell { at: (row, u16::try_from(column)?), value, formula, style });
    }
    Ok(cells)
}

/// A format like ours in all that makes it long to describe, and no other's.
fn format(style: usize) -> Format {
    let format = Format::new().set_font_name("等线").set_font_size(11);
    let format = format.set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    format.set_num_format(format!("0;-0;{style}"))
}

fn written(sheets: &[(String, Vec<Cell>)]) -> Result<Vec<u8>> {
    let most = sheets.iter().flat_map(|(_, cells)| cells).map(|cell| cell.style).max();
    let formats: Vec<Format> = (0..=most.unwrap_or(0)).map(format).collect();
    let mut workbook = Workbook::new();
    for (name, cells) in sheets {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        for Cell { at: (row, column), value, formula, style } in cells {
            let format = &formats[*style];
            match (formula, value) {
                (Some(formula), value) => {
                    let formula = Formula::new(formula).set_result(value.to_string());
                    sheet.write_formula_with_format(*row, *column, formula, format)?
                }
                (None, Data::String(text)) => {
                    sheet.write_string_with_format(*row, *column, text, format)?
                }
                (None, Data::Float(number)) => {
                    sheet.write_number_with_format(*row, *column, *number, format)?
                }
                _ => sheet.write_blank(*row, *column, format)?,
            };
        }
    }
    Ok(workbook.save_to_buffer()?)
}

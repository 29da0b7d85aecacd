//! Reports written as forms and as data, and what others take for the same bytes.

use std::hint::black_box;
use std::io::Cursor;

use anyhow::{Context, Result};
use calamine::{Reader as _, Xlsx};
use nianbao::{Registry, Report};
use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

use super::{READINGS, cpu_time, reports, time};

/// The reports as forms to print, a file each.
pub(super) fn forms(pages: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
    reports(pages)?
        .iter()
        .take(READINGS)
        .map(|report| written("xlsx", std::slice::from_ref(report)))
        .collect()
}

/// What calamine gives of a workbook: ranges and merged cells of every sheet.
pub(super) fn ranges(form: &[u8]) -> Result<()> {
    let mut book = Xlsx::new(Cursor::new(form))?;
    for name in book.sheet_names() {
        black_box(book.worksheet_range(&name)?);
        black_box(book.merge_cells_by_sheet_name(&name)?);
    }
    Ok(())
}

/// The CPU time of writing the reports in a format of data, in ms a report.
pub(super) fn as_data(format: &str, pages: &[Vec<u8>]) -> Result<f64> {
    let reports = few(pages)?;
    let each = time(&[()], |()| {
        black_box(written(format, &reports)?);
        Ok(())
    })?;
    Ok(each / f64::from(u32::try_from(reports.len())?))
}

/// The CPU time of copying the same XML event by event, in ms a report.
pub(super) fn copied(pages: &[Vec<u8>]) -> Result<f64> {
    let reports = few(pages)?;
    let xml = written("xml", &reports)?;
    let start = cpu_time()?;
    for _ in 0..ROUNDS {
        let mut reader = Reader::from_reader(xml.as_slice());
        let mut writer = Writer::new(Vec::with_capacity(xml.len()));
        loop {
            match reader.read_event()? {
                Event::Eof => break,
                event => writer.write_event(event)?,
            }
        }
        black_box(writer.into_inner());
    }
    let copies = f64::from(u32::try_from(ROUNDS * reports.len())?);
    Ok((cpu_time()? - start) / copies)
}

/// So many reports that reading them weighs little.
fn few(pages: &[Vec<u8>]) -> Result<Vec<Report>> {
    reports(&pages[..pages.len().min(20)])
}

/// How often the whole is copied; as often as it is written.
const ROUNDS: usize = READINGS;

fn written(format: &str, reports: &[Report]) -> Result<Vec<u8>> {
    let registry = Registry::new()?;
    let format = registry.by_name(format).with_context(|| format!("no format {format}"))?;
    nianbao_kit::files::written(format, &reports.iter().collect::<Vec<_>>())
}

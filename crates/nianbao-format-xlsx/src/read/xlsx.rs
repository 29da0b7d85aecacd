//! Workbooks of Office Open XML, through calamine.

mod broken;
mod hidden;
mod runs;

use std::collections::HashMap;
use std::io::Cursor;

use anyhow::{Result, bail};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata};
use nianbao_core::{Input, Note, NoteCode};

use super::number::{Shown, decimal, is_inexact};
use super::sheet::{Merge, RawSheet};
use super::{Book, most_cells, plain};
use crate::{archive, carried};
use broken::{Counted, Next, Stored};
use runs::Runs;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// A workbook that unpacks to more bytes is not held in memory whole.
const MOST_AT_ONCE: u64 = 16 * 1024 * 1024;

pub(crate) fn read(input: &Input<'_>) -> Result<Book> {
    let bytes = input.bytes;
    let (archive, parts) = archive::open_with_parts(bytes, &input.limits, MOST_AT_ONCE)?;
    if archive::has(&archive, "xl/workbook.bin") {
        bail!("a binary workbook (.xlsb) is not read: save it as .xlsx");
    }
    if !archive::has(&archive, "xl/workbook.xml") {
        bail!("the zip archive holds no workbook: it has no member xl/workbook.xml");
    }
    drop(archive);
    if let Some(book) = plain::read(&parts, &input.limits) {
        return Ok(book);
    }
    drop(parts);
    thoroughly(input)
}

/// Reads a workbook whatever it is made of.
pub(crate) fn thoroughly(input: &Input<'_>) -> Result<Book> {
    let bytes = input.bytes;
    let mut workbook: Workbook<'_> = calamine::open_workbook_from_rs(Cursor::new(bytes))?;
    let mut book = Book {
        title: workbook.workbook_properties().ok().and_then(|properties| properties.title),
        ..Book::default()
    };
    let most = most_cells(&input.limits);
    let sheets = workbook.sheets_metadata().to_vec();
    let mut told = hidden::by_sheet(bytes);
    let runs = Runs::of(bytes)?;
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let visible = sheet.visible == SheetVisible::Visible;
        let told = told.remove(&sheet.name).unwrap_or_default();
        let counted = Counted::new(bytes, &sheet.name, most, told.ill);
        let mut raw = read_sheet(&mut workbook, counted, &sheet.name, &runs, book.cells, most)?;
        raw.hidden = told.hidden;
        book.push(raw, visible);
    }
    Ok(book)
}

/// The cells of a sheet; one that breaks off is kept as far as it goes, with a note.
fn read_sheet(
    workbook: &mut Workbook<'_>,
    mut counted: Counted<'_>,
    name: &str,
    runs: &Runs,
    before: usize,
    most: usize,
) -> Result<RawSheet> {
    let mut sheet = RawSheet { name: name.into(), ..RawSheet::default() };
    let ours = carried::is_ours(name);
    let formats = number_formats(workbook, name, most);
    let cut = |why: &dyn std::fmt::Display| Note::new(NoteCode::ValueCut, format!("{name}: {why}"));
    match workbook.merge_cells_by_sheet_name(name) {
        Ok(merges) => sheet.merges.extend(merges.iter().map(merge)),
        Err(why) => sheet.notes.push(cut(&why)),
    }
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(sheet),
        Err(error) => return Err(error.into()),
    };
    let mut last = None;
    loop {
        let record = match counted.next(reader.next_cell_with_formula_metadata()) {
            Next::Cell(record) => record,
            Next::Broken(Stored { at, text }) => {
                sheet.put(at.0, at.1, text);
                last = Some(at);
                continue;
            }
            Next::End(why) => {
                let at = last.map(|(row, column)| sheet.place(row, column));
                sheet.notes.extend(why.map(|why| cut(&why).at(at)));
                break;
            }
        };
        last = Some(record.pos);
        if before + sheet.cells.len() >= most {
            sheet.notes.push(Note::new(NoteCode::LimitReached, format!("{most} cells")));
            break;
        }
        let (row, column) = record.pos;
        if let Some(formula) = record.formula.as_ref().filter(|_| ours) {
            sheet.formulas.extend(text_of(formula).map(|text| (record.pos, text)));
        } else if record.formula.is_some() && matches!(record.value, DataRef::Empty) {
            let formula = record.formula.as_ref().and_then(text_of).unwrap_or_default();
            let note = Note::new(NoteCode::FormulaUncached, format!("={formula}"));
            sheet.notes.push(note.at(sheet.place(row, column)));
        }
        let value = match record.value.into() {
            Data::String(text) => Data::String(runs.text(text)),
            value => value,
        };
        let text = shown_text(&mut sheet, record.pos, value, formats.get(&record.pos));
        sheet.put(row, column, text);
    }
    Ok(sheet)
}

fn text_of(formula: &XlsxFormulaMetadata) -> Option<String> {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            Some(formula.clone())
        }
        _ => None,
    }
}

pub(super) fn merge(dimensions: &calamine::Dimensions) -> Merge {
    let ((top, left), (bottom, right)) = (dimensions.start, dimensions.end);
    Merge { top, left, bottom: bottom.max(top), right: right.max(left) }
}

/// A cell's value as text; `shown` is what its number format adds.
pub(super) fn shown_text(
    sheet: &mut RawSheet,
    (row, column): (u32, u32),
    value: Data,
    shown: Option<&Shown>,
) -> String {
    let text = match value {
        Data::Empty => String::new(),
        Data::Float(number) => number_text(sheet, row, column, decimal(number), shown),
        Data::Int(number) => number_text(sheet, row, column, number.to_string(), shown),
        Data::DateTime(date) => date_text(&date),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::String(text) => text,
        other => other.to_string(),
    };
    match shown {
        Some(shown) => shown.in_font(text),
        None => text,
    }
}

pub(super) fn number_text(
    sheet: &mut RawSheet,
    row: u32,
    column: u32,
    decimal: String,
    shown: Option<&Shown>,
) -> String {
    if is_inexact(&decimal) {
        let note = Note::new(NoteCode::NumberInexact, &*decimal);
        sheet.notes.push(note.at(sheet.place(row, column)));
    }
    match shown {
        Some(shown) => shown.text(&decimal),
        None => decimal,
    }
}

/// A date without its time if that is midnight; a time without a day.
fn date_text(date: &calamine::ExcelDateTime) -> String {
    if date.is_duration() {
        return duration(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (date.as_f64() < 1.0, time == "00:00:00") {
        (true, _) => time,
        (false, true) => day,
        (false, false) => format!("{day} {time}"),
    }
}

/// A length of time in days as `[h]:mm` shows it: no number that counts anything.
fn duration(days: f64) -> String {
    let minutes = (days * 24.0 * 60.0).round();
    let (hours, minutes) = ((minutes / 60.0).trunc(), (minutes % 60.0).abs());
    format!("{hours}:{minutes:02}")
}

/// The cells whose number format shows more than the number, or whose font strikes it out. Most workbooks have no such format,
/// and then the sheet is not gone through for it.
fn number_formats(
    workbook: &mut Workbook<'_>,
    name: &str,
    most: usize,
) -> HashMap<(u32, u32), Shown> {
    let mut found = HashMap::new();
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else { return found };
    let shown = |style: &calamine::Style| {
        let code = style.number_format.as_ref().map(|format| &*format.format_code);
        let struck = style.font.as_ref().is_some_and(calamine::Font::has_strikethrough);
        Shown::with_font(code, struck)
    };
    let palette: Vec<Option<Shown>> = reader.styles().iter().map(shown).collect();
    if palette.iter().all(Option::is_none) {
        return found;
    }
    while let Ok(Some((row, column, style))) = reader.next_style_id() {
        if found.len() >= most {
            break;
        }
        if let Some(Some(shown)) = palette.get(style) {
            found.insert((row, column), shown.clone());
        }
    }
    found
}

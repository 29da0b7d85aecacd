//! Cells whose content calamine refuses: an error that it does not know, a type that no standard has. It
//! goes on behind such a cell and does not say which it was, so the sheet's cells are counted.

use std::io::{BufRead, BufReader};

use calamine::{XlsxCellFormulaMetadataRecord as Record, XlsxError};
use nianbao_core::Cell;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::hidden::with_sheet;
use crate::read::attribute;
use crate::read::sheet::position;

/// What comes next of a sheet.
pub(super) enum Next<'a> {
    Cell(Record<'a>),
    /// A cell that could not be read.
    Broken(Stored),
    /// All that can be read was; why, if that is not the end of the sheet.
    End(Option<String>),
}

/// A cell of a sheet: its row and column, and what stands for what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) at: (u32, u32),
    pub(super) text: String,
}

/// Counts the cells of a sheet.
pub(super) struct Counted<'b> {
    bytes: &'b [u8],
    sheet: &'b str,
    most: usize,
    count: usize,
    /// How many cells are whole before the markup is no more what it says, and why.
    ill: Option<(usize, String)>,
    /// All cells, once one could not be read.
    stored: Option<Vec<Stored>>,
}

impl<'b> Counted<'b> {
    /// No cell so far; no more than `most` are counted.
    pub(super) fn new(
        bytes: &'b [u8],
        sheet: &'b str,
        most: usize,
        ill: Option<(usize, String)>,
    ) -> Self {
        Self { bytes, sheet, most, count: 0, ill, stored: None }
    }

    /// What was read next, at the place where it is stored: behind a cell that was not read, calamine
    /// counts a column less.
    pub(super) fn next<'a>(&mut self, read: Result<Option<Record<'a>>, XlsxError>) -> Next<'a> {
        let index = self.count;
        self.count += 1;
        if let Some((_, why)) = self.ill.take_if(|(whole, _)| index >= *whole) {
            return Next::End(Some(why));
        }
        match read {
            Ok(None) => Next::End(None),
            Ok(Some(mut record)) => {
                let Some(stored) = &self.stored else { return Next::Cell(record) };
                match stored.get(index).filter(|own| own.at.0 == record.pos.0) {
                    Some(own) => {
                        record.pos = own.at;
                        Next::Cell(record)
                    }
                    None => Next::End(Some(String::new())),
                }
            }
            Err(error) => {
                let own = is_of_cell(&error).then(|| self.stored().get(index).cloned()).flatten();
                own.map_or_else(|| Next::End(Some(error.to_string())), Next::Broken)
            }
        }
    }

    fn stored(&mut self) -> &[Stored] {
        let Self { bytes, sheet, most, .. } = *self;
        let read = || with_sheet(bytes, sheet, |part| of_part(BufReader::new(part), most));
        self.stored.get_or_insert_with(|| read().unwrap_or_default())
    }
}

/// Whether an error is about what a cell holds, so that the next cell can be read.
fn is_of_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unexpected(_)
            | XlsxError::Unrecognized { .. }
    )
}

/// The cells of a sheet in the order in which they are stored, as far as they can be told.
fn of_part(part: impl BufRead, most: usize) -> Vec<Stored> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let (mut cells, mut buffer) = (Vec::new(), Vec::new());
    let (mut row, mut column, mut in_error) = (0u32, 0u32, false);
    while cells.len() < most {
        buffer.clear();
        let Ok(event) = reader.read_event_into(&mut buffer) else { break };
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "row" => row = numbered(&start).unwrap_or(row),
                "c" => {
                    let named = attribute(&start, "r").map(|name| position(&name));
                    // Nothing behind a name that is none can be placed.
                    let Some(at) = named.unwrap_or(Some((row, column))) else { break };
                    column = at.1.saturating_add(1);
                    in_error = attribute(&start, "t").as_deref() == Some("e");
                    let text = Cell::PICTURE.to_string();
                    cells.push(Stored { at, text });
                }
                _ => {}
            },
            Event::Text(text) if in_error => {
                if let Some(cell) = cells.last_mut()
                    && is_error(text.as_ref())
                {
                    text.as_ref().clone_into(&mut cell.text);
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                "row" => (row, column) = (row.saturating_add(1), 0),
                "c" => in_error = false,
                "sheetData" => break,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    cells
}

/// The number of a row, from 0.
fn numbered(row: &BytesStart<'_>) -> Option<u32> {
    attribute(row, "r")?.parse::<u32>().ok()?.checked_sub(1)
}

/// Whether a text says what went wrong, and has nothing that could be a number: `#GETTING_DATA`.
fn is_error(text: &str) -> bool {
    text.starts_with('#') && !text.contains(char::is_numeric)
}

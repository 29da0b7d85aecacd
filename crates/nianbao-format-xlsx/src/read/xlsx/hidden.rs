//! What calamine does not tell of the sheets of a workbook: which rows and columns they hide, and where
//! elements are not ended by their own names. It reads over that, and joins the texts of two cells.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::archive::{Archive, Parts};
use crate::read::attribute;
use crate::read::hidden::{Hidden, is_hidden_column, is_hidden_row};
use crate::read::plain::parts;

/// The parts that tell which sheet is which part.
const NAMES: [&str; 2] = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"];

/// What is told of a sheet.
#[derive(Default)]
pub(super) struct Told {
    pub(super) hidden: Hidden,
    /// Where its markup is no more what it says: how many cells are whole before that, and why.
    pub(super) ill: Option<(usize, String)>,
}

/// What is told of each sheet, by its name, as far as it can be.
pub(super) fn by_sheet(bytes: &[u8]) -> HashMap<String, Told> {
    let Some((mut archive, sheets)) = sheets(bytes) else { return HashMap::new() };
    let told = sheets.into_iter().filter_map(|(name, path)| {
        let told = member(&mut archive, &path, |member| of_sheet(BufReader::new(member)))?;
        Some((name, told))
    });
    told.collect()
}

/// Does something with the part that a sheet is.
pub(super) fn with_sheet<T>(
    bytes: &[u8],
    sheet: &str,
    work: impl FnOnce(&mut dyn Read) -> T,
) -> Option<T> {
    let (mut archive, sheets) = sheets(bytes)?;
    let (_, path) = sheets.into_iter().find(|(name, _)| name == sheet)?;
    member(&mut archive, &path, work)
}

/// The sheets of a workbook: their names, and those of their parts.
fn sheets(bytes: &[u8]) -> Option<(Archive<'_>, Vec<(String, String)>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut names = Parts::new();
    for name in NAMES {
        let mut part = Vec::new();
        let read = member(&mut archive, name, |member| member.read_to_end(&mut part).ok());
        if read.flatten().is_some() {
            names.insert(name.to_owned(), part);
        }
    }
    let sheets = parts::sheets(&names).unwrap_or_default().into_iter();
    Some((archive, sheets.map(|(name, path, _)| (name, path)).collect()))
}

/// Does something with the member of this name in small letters.
fn member<T>(
    archive: &mut Archive<'_>,
    path: &str,
    work: impl FnOnce(&mut dyn Read) -> T,
) -> Option<T> {
    let index = (0..archive.len()).find(|index| {
        let name = archive.by_index_raw(*index).ok();
        name.is_some_and(|member| member.name().is_ok_and(|name| name.eq_ignore_ascii_case(path)))
    })?;
    archive.by_index(index).ok().map(|mut member| work(&mut member))
}

/// What is told of a sheet, up to the end of its cells.
fn of_sheet(part: impl BufRead) -> Told {
    let mut reader = Reader::from_reader(part);
    let (mut told, mut buffer, mut next, mut whole) = (Told::default(), Vec::new(), 0u32, 0);
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(why) => {
                told.ill = Some((whole, why.to_string()));
                return told;
            }
        };
        match event {
            Event::Start(start) => row_or_column(&start, &mut told.hidden, &mut next),
            Event::Empty(start) => {
                row_or_column(&start, &mut told.hidden, &mut next);
                whole += usize::from(start.local_name().as_ref() == "c");
            }
            Event::End(end) => match end.local_name().as_ref() {
                "c" => whole += 1,
                "sheetData" => return told,
                _ => {}
            },
            Event::Eof => return told,
            _ => {}
        }
    }
}

fn row_or_column(start: &BytesStart<'_>, hidden: &mut Hidden, next: &mut u32) {
    match start.local_name().as_ref() {
        "col" => columns(start, hidden),
        "row" => {
            // A row that does not say its number is the next.
            let row = number(start, "r").unwrap_or(*next);
            *next = row.saturating_add(1);
            let [says, height] = ["hidden", "ht"].map(|name| attribute(start, name));
            if is_hidden_row(says.as_deref(), height.as_deref()) {
                hidden.rows.add(row, row);
            }
        }
        _ => {}
    }
}

fn columns(start: &BytesStart<'_>, hidden: &mut Hidden) {
    let [says, width] = ["hidden", "width"].map(|name| attribute(start, name));
    if is_hidden_column(says.as_deref(), width.as_deref())
        && let (Some(first), Some(last)) = (number(start, "min"), number(start, "max"))
    {
        hidden.columns.add(first, last);
    }
}

/// A number that counts from 1, from 0.
fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse::<u32>().ok()?.checked_sub(1)
}

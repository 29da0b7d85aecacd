//! Which rows and columns the sheets of a workbook hide; calamine does not tell.

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

/// What each sheet hides, by its name, as far as it can be told.
pub(super) fn by_sheet(bytes: &[u8]) -> HashMap<String, Hidden> {
    let Some((mut archive, sheets)) = sheets(bytes) else { return HashMap::new() };
    let hidden = sheets.into_iter().filter_map(|(name, path)| {
        let hidden = member(&mut archive, &path, |member| of_sheet(BufReader::new(member)))?;
        Some((name, hidden))
    });
    hidden.collect()
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

/// What a sheet hides, as far as it can be read.
fn of_sheet(part: impl BufRead) -> Hidden {
    let mut reader = Reader::from_reader(part);
    let (mut hidden, mut buffer, mut next) = (Hidden::default(), Vec::new(), 0u32);
    loop {
        buffer.clear();
        let Ok(event) = reader.read_event_into(&mut buffer) else { return hidden };
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "col" => columns(&start, &mut hidden),
                "row" => {
                    // A row that does not say its number is the next.
                    let row = number(&start, "r").unwrap_or(next);
                    next = row.saturating_add(1);
                    let [says, height] = ["hidden", "ht"].map(|name| attribute(&start, name));
                    if is_hidden_row(says.as_deref(), height.as_deref()) {
                        hidden.rows.add(row, row);
                    }
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "sheetData" => return hidden,
            Event::Eof => return hidden,
            _ => {}
        }
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

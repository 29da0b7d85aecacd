//! What is read can be found again in the file: by its place, and in the encoding that is told.

use anyhow::Result;
use nianbao::{Block, Document, Input, Place};

use super::page::there_and_back;
use crate::files::through_document;
use crate::{Outcome, Trial, pages};

/// A place leads to what stands there.
pub(super) fn places(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let Some((bytes, read)) = there_and_back(trial.format, &pages::frame())? else { return Ok(()) };
    let source = String::from_utf8(bytes).ok();
    let lines: Option<Vec<&str>> = source.as_deref().map(|text| text.lines().collect());
    let mut seen: Vec<&Place> = Vec::new();
    for (text, at, position) in placed(&read.document) {
        outcome.cases += 1;
        let first = text.trim().lines().next().unwrap_or_default();
        let is_right = match (at, &lines) {
            (Place::Line(number), Some(lines)) => {
                let index = usize::try_from(*number)?.checked_sub(1);
                let line = index.and_then(|index| lines.get(index));
                line.is_some_and(|line| line.contains(first))
            }
            // Of a file that is no text, and of a workbook, only that no two stand at one place.
            (Place::Line(_), None) => position.is_some() || !seen.contains(&at),
            (Place::Cell { table, row, column }, _) => {
                position.is_some_and(|position| position == [*table, *row, *column])
            }
            _ => !seen.contains(&at),
        };
        if !is_right {
            outcome.failures.push(format!("{first:?} is said to be at {at}"));
        }
        seen.push(at);
    }
    Ok(())
}

/// The texts that are not empty, with their places, and of a cell the table, row and cell that it is.
fn placed(document: &Document) -> Vec<(&str, &Place, Option<[u32; 3]>)> {
    let mut placed = Vec::new();
    let mut table = 0;
    for block in &document.blocks {
        match block {
            Block::Line(line) => placed.push((line.text.as_str(), &line.at, None)),
            Block::Grid(grid) => {
                table += 1;
                for (row, cells) in (1..).zip(grid.rows()) {
                    for (column, cell) in (1..).zip(cells) {
                        placed.push((cell.text.as_str(), &cell.at, Some([table, row, column])));
                    }
                }
            }
        }
    }
    placed.retain(|(text, ..)| !text.trim().is_empty());
    placed
}

/// For what is text: the encoding is said, another is read too, and doubt about it is noted.
pub(super) fn encoding(trial: &Trial<'_>, outcome: &mut Outcome) -> Result<()> {
    let Some((reader, _)) = through_document(trial.format) else { return Ok(()) };
    let Some((bytes, read)) = there_and_back(trial.format, &pages::frame())? else { return Ok(()) };
    // A file that is no text has no encoding to tell.
    let Ok(text) = String::from_utf8(bytes.clone()) else {
        outcome.cases += 1;
        return Ok(());
    };
    let again = |bytes: &[u8]| reader.read(&Input::new("", bytes, &nianbao_form::judge));
    let wide = again(&wide(&text))?;
    let spoilt = again(&spoilt(&bytes))?;
    let (first, second) = (read.encoding.as_deref(), wide.encoding.as_deref());
    let mut expect = |what: String, holds: bool| {
        outcome.cases += 1;
        outcome.failures.extend((!holds).then_some(what));
    };
    expect(format!("UTF-8 is told as {first:?}"), first == Some("utf-8"));
    expect(format!("UTF-16 with its mark is told as {second:?}"), second == Some("utf-16le"));
    expect(
        "UTF-16 is read as another page".to_owned(),
        wide.document.blocks == read.document.blocks,
    );
    expect(
        "a byte that is of no encoding has no note".to_owned(),
        !spoilt.document.notes.is_empty(),
    );
    Ok(())
}

/// A text in UTF-16 with its mark.
fn wide(text: &str) -> Vec<u8> {
    let mark = [0xff, 0xfe];
    mark.into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// The same bytes with one inside the page's own words that UTF-8 does not have.
fn spoilt(bytes: &[u8]) -> Vec<u8> {
    let word = "工作".as_bytes();
    let at = bytes.windows(word.len()).rposition(|window| window == word).unwrap_or_default();
    [&bytes[..at], b"\xff", &bytes[at..]].concat()
}

//! Workbooks as programs write them, read in one go over each part.
//!
//! This knows only what nearly all workbooks are made of. Whatever else it meets, a comment, a date, an
//! error, a part that is cut off, ends it with nothing, and calamine reads the workbook from the start.
//! So it decides nothing by itself: what it gives is what calamine would have given, in a quarter of
//! the time.

mod cells;
pub(super) mod parts;
mod strings;
mod styles;
mod xml;

use nianbao_core::Limits;

use super::{Book, most_cells};
use crate::archive::Parts;

/// The workbook of these parts, if all of it is as expected.
pub(crate) fn read(parts: &Parts, limits: &Limits) -> Option<Book> {
    parts::is_usual(parts)?;
    parts::counts_from_1900(parts)?;
    let strings = match parts.get("xl/sharedstrings.xml") {
        Some(part) => strings::read(part)?,
        None => Vec::new(),
    };
    let styles = styles::read(parts.get("xl/styles.xml")?)?;
    let mut book = Book { title: parts::title(parts)?, ..Book::default() };
    let most = most_cells(limits);
    for (name, path, visible) in parts::sheets(parts)? {
        let left = most.checked_sub(book.cells)?;
        let sheet = cells::read(parts.get(&path)?, name, &strings, &styles, left)?;
        book.push(sheet, visible);
    }
    Some(book)
}

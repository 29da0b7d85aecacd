//! Content controls, which bear the marks of cells.

use std::fmt::Write as _;

use nianbao_core::Cell;

use super::escape::escape;
use crate::marks;

/// The title of a content control is no longer than this.
const LONGEST_TITLE: usize = 64;

/// Numbers the controls of a document: each has a number of its own.
#[derive(Default)]
pub(super) struct Controls {
    count: usize,
}

/// What stands before and behind that which a cell's controls hold.
#[derive(Default)]
pub(super) struct Around {
    pub(super) open: String,
    pub(super) close: String,
}

impl Controls {
    /// The controls that bear the marks of a cell, one inside of the other.
    pub(super) fn around(&mut self, cell: &Cell) -> Around {
        let title: String =
            cell.mark(Cell::REMARK).unwrap_or_default().chars().take(LONGEST_TITLE).collect();
        let mut around = Around::default();
        for (index, tag) in tags(cell).iter().enumerate() {
            self.count += 1;
            around.open.push_str("<w:sdt><w:sdtPr>");
            if index == 0 && !title.is_empty() {
                around.open.extend(["<w:alias w:val=\"", &escape(&title), "\"/>"]);
            }
            let (tag, number) = (escape(tag), self.count);
            let _ = write!(
                around.open,
                "<w:tag w:val=\"{tag}\"/><w:id w:val=\"{number}\"/>\
                 <w15:appearance w15:val=\"hidden\"/></w:sdtPr><w:sdtContent>"
            );
            around.close.push_str("</w:sdtContent></w:sdt>");
        }
        around
    }
}

/// The marks as tags, without those that say to people what can be seen here or is said otherwise.
fn tags(cell: &Cell) -> Vec<String> {
    let seen = |key: &str| matches!(key, Cell::PLAIN | Cell::REMARK | Cell::LINK);
    let marks: Vec<_> = cell.marks.iter().filter(|(key, _)| !seen(key)).cloned().collect();
    marks::tags(&marks)
}

//! A sheet as any of the formats stores it, before it is lines and tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use nianbao_core::{Note, Place};

use super::hidden::{Folded, Hidden};

/// A sheet's cells that hold something, and its merged cells.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RawSheet {
    pub(crate) name: Arc<str>,
    pub(crate) cells: BTreeMap<(u32, u32), String>,
    pub(crate) merges: Vec<Merge>,
    /// For each row how many of its cells are stored without content: their borders are drawn.
    pub(crate) drawn: BTreeMap<u32, usize>,
    /// The formulas of its cells; of sheets of ours only.
    pub(crate) formulas: BTreeMap<(u32, u32), String>,
    pub(crate) notes: Vec<Note>,
    /// The rows and columns that nobody sees, until the sheet is folded.
    pub(crate) hidden: Hidden,
    /// How it was folded to what is shown.
    pub(crate) folded: Folded,
}

/// A merged cell: a rectangle, all of it included, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl RawSheet {
    /// Puts a cell's text; a blank one only counts as drawn.
    pub(crate) fn put(&mut self, row: u32, column: u32, text: String) {
        if text.trim().is_empty() {
            *self.drawn.entry(row).or_default() += 1;
        } else {
            self.cells.insert((row, column), text);
        }
    }

    /// Where the file has a cell of these numbers.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        let (row, column) = self.folded.original(row, column);
        Place::Sheet {
            sheet: Arc::clone(&self.name),
            cell: Signs::address(row, column).text().into(),
        }
    }
}

/// The name of a cell, as `B5`, from its row and column, both from 0.
pub(crate) fn address(row: u32, column: u32) -> String {
    Signs::address(row, column).text().to_owned()
}

/// The name of a column, as `B`, from its number, from 0.
pub(crate) fn letters(column: u32) -> String {
    let mut signs = Signs::default();
    signs.column(column);
    signs.text().to_owned()
}

/// Seven letters and ten digits are the most that a column and a row of 32 bits have.
const LONGEST_NAME: usize = 17;

/// A name that is put together from its end: a sheet has one for each of its cells.
#[derive(Default)]
struct Signs {
    signs: [u8; LONGEST_NAME],
    count: usize,
}

impl Signs {
    fn address(row: u32, column: u32) -> Self {
        let mut signs = Self::default();
        signs.number(u64::from(row) + 1);
        signs.column(column);
        signs
    }

    fn add(&mut self, sign: u8) {
        self.count += 1;
        self.signs[LONGEST_NAME - self.count] = sign;
    }

    fn number(&mut self, mut rest: u64) {
        while rest > 0 {
            self.add(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
        }
    }

    fn column(&mut self, column: u32) {
        let mut rest = u64::from(column) + 1;
        while rest > 0 {
            rest -= 1;
            self.add(b'A' + u8::try_from(rest % 26).unwrap_or_default());
            rest /= 26;
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.signs[LONGEST_NAME - self.count..]).unwrap_or_default()
    }
}

/// Row and column of a cell's name; `$` before either is skipped.
pub(crate) fn position(name: &str) -> Option<(u32, u32)> {
    let mut rest = name.bytes().filter(|byte| *byte != b'$').peekable();
    let mut column = 0u32;
    while let Some(letter) = rest.next_if(|byte| !byte.is_ascii_digit()) {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(digit) + 1)?;
    }
    let mut row = 0u32;
    for byte in rest {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        row = row.checked_mul(10)?.checked_add(digit.into())?;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        let cases = [(0, 0, "A1"), (4, 1, "B5"), (0, 25, "Z1"), (0, 26, "AA1"), (0, 701, "ZZ1")];
        for (row, column, name) in cases.into_iter().chain([(1_048_575, 16_383, "XFD1048576")]) {
            assert_eq!(address(row, column), name);
            assert_eq!(position(name), Some((row, column)));
        }
        assert_eq!(address(u32::MAX, u32::MAX), "MWLQKWV4294967296");
        assert_eq!(position("$B$5"), Some((4, 1)));
        for wrong in ["", "B", "5", "B0", "B5C", "#REF!", "AAAAAAAAAAA1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}

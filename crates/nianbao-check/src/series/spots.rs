//! Where the numbers of a report stand, kept small: a place has strings, and there are as many places
//! as numbers.

use std::sync::Arc;

use nianbao_core::Place;

use super::packed;

/// Places by their order.
#[derive(Debug, Default)]
pub(super) struct Spots {
    /// For each what it is and its numbers, packed.
    bytes: Box<[u8]>,
    /// The names of sheets, each once.
    sheets: Box<[Arc<str>]>,
}

/// What a place is, as its first number.
const UNKNOWN: u32 = 0;
const LINE: u32 = 1;
const CELL: u32 = 2;
const SHEET: u32 = 3;

impl Spots {
    pub(super) fn of<'p>(places: impl Iterator<Item = Option<&'p Place>>) -> Self {
        let mut sheets: Vec<Arc<str>> = Vec::new();
        let mut bytes = Vec::new();
        for place in places {
            for number in numbers(place, &mut sheets).unwrap_or_else(|| vec![UNKNOWN]) {
                packed::put(number.into(), &mut bytes);
            }
        }
        Self { bytes: bytes.into(), sheets: sheets.into() }
    }

    /// The place of this index, if it is known.
    pub(super) fn get(&self, index: usize) -> Option<Place> {
        let mut numbers = packed::numbers(&self.bytes).map_while(|number| number.try_into().ok());
        for _ in 0..index {
            let more = match numbers.next()? {
                LINE => 1,
                CELL | SHEET => 3,
                _ => 0,
            };
            numbers.by_ref().take(more).for_each(drop);
        }
        let kind = numbers.next()?;
        let mut next = || numbers.next();
        Some(match kind {
            LINE => Place::Line(next()?),
            CELL => Place::Cell { table: next()?, row: next()?, column: next()? },
            SHEET => {
                let sheet = self.sheets.get(usize::try_from(next()?).ok()?)?;
                let (column, row) = (letters(next()?), next()?);
                Place::Sheet { sheet: Arc::clone(sheet), cell: format!("{column}{row}").into() }
            }
            _ => return None,
        })
    }
}

fn numbers(place: Option<&Place>, sheets: &mut Vec<Arc<str>>) -> Option<Vec<u32>> {
    Some(match place? {
        Place::Line(line) => vec![LINE, *line],
        Place::Cell { table, row, column } => vec![CELL, *table, *row, *column],
        Place::Sheet { sheet, cell } => {
            let digits = cell.find(|c: char| !c.is_ascii_uppercase()).filter(|at| *at > 0)?;
            let (column, row) = cell.split_at(digits);
            let number: u32 = row.parse().ok().filter(|number: &u32| number.to_string() == row)?;
            let column = number_of(column)?;
            let known = sheets.iter().position(|known| known == sheet);
            let index = known.unwrap_or_else(|| {
                sheets.push(Arc::clone(sheet));
                sheets.len() - 1
            });
            vec![SHEET, u32::try_from(index).ok()?, column, number]
        }
    })
}

/// The letters that name a column of a workbook as a number: no more than three.
fn number_of(letters: &str) -> Option<u32> {
    let add = |number: u32, letter: u8| number * 26 + u32::from(letter - b'A') + 1;
    (letters.len() <= 3).then(|| letters.bytes().fold(0, add))
}

fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        let [letter, ..] = ((number - 1) % 26).to_le_bytes();
        letters.push(char::from(b'A' + letter));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back() {
        let sheet =
            |sheet: &str, cell: &str| Some(Place::Sheet { sheet: sheet.into(), cell: cell.into() });
        let places = [
            Some(Place::Line(14)),
            None,
            Some(Place::Cell { table: 2, row: 4, column: 7 }),
            sheet("表一", "B5"),
            sheet("表二", "XFD1048576"),
            sheet("表一", "AA10"),
        ];
        let spots = Spots::of(places.iter().map(Option::as_ref));
        let back: Vec<Option<Place>> = (0..places.len()).map(|index| spots.get(index)).collect();
        assert_eq!(back, places);
        for odd in ["", "5", "b5", "ABCD1", "B", "B-1", "B+5", "B05", "B99999999999"] {
            let odd = sheet("表", odd);
            assert_eq!(Spots::of([odd.as_ref()].into_iter()).get(0), None, "{odd:?}");
        }
    }
}

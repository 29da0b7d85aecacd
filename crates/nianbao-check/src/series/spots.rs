//! Where the numbers of a report stand, kept small: a place has strings, and there are as many places
//! as numbers.

use nianbao_core::Place;

use super::names::Names;
use super::packed::{self, Packed};

/// Places by their order: of each what it is and its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spots<'b>(pub(super) &'b [u8]);

/// What a place is, as its first number.
const UNKNOWN: u32 = 0;
const LINE: u32 = 1;
const CELL: u32 = 2;
const SHEET: u32 = 3;

impl Spots<'_> {
    /// Packs places; `names` takes those of sheets.
    pub(super) fn pack<'p>(
        places: impl Iterator<Item = Option<&'p Place>>,
        names: &mut Names,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        for place in places {
            for number in numbers(place, names).unwrap_or_else(|| vec![UNKNOWN]) {
                packed::put(number.into(), &mut bytes);
            }
        }
        bytes
    }

    /// The place of this index, if it is known.
    pub(super) fn get(self, index: usize, names: &Names) -> Option<Place> {
        let mut numbers = Packed(self.0).map_while(|number| u32::try_from(number).ok());
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
                let sheet = names.shared(next()?)?;
                let (column, row) = (letters(next()?), next()?);
                Place::Sheet { sheet, cell: format!("{column}{row}").into() }
            }
            _ => return None,
        })
    }
}

fn numbers(place: Option<&Place>, names: &mut Names) -> Option<Vec<u32>> {
    Some(match place? {
        Place::Line(line) => vec![LINE, *line],
        Place::Cell { table, row, column } => vec![CELL, *table, *row, *column],
        Place::Sheet { sheet, cell } => {
            let digits = cell.find(|c: char| !c.is_ascii_uppercase()).filter(|at| *at > 0)?;
            let (column, row) = cell.split_at(digits);
            let number: u32 = row.parse().ok().filter(|number: &u32| number.to_string() == row)?;
            let column = number_of(column)?;
            vec![SHEET, names.number(sheet), column, number]
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
            sheet("表一", "Z1"),
            sheet("表一", "AZ9"),
        ];
        let mut names = Names::default();
        let bytes = Spots::pack(places.iter().map(Option::as_ref), &mut names);
        let get = |index| Spots(&bytes).get(index, &names);
        let back: Vec<Option<Place>> = (0..places.len()).map(get).collect();
        assert_eq!(back, places);
        for odd in ["", "5", "b5", "ABCD1", "B", "B-1", "B+5", "B05", "B99999999999"] {
            let odd = sheet("表", odd);
            let mut names = Names::default();
            let bytes = Spots::pack([odd.as_ref()].into_iter(), &mut names);
            assert_eq!(Spots(&bytes).get(0, &names), None, "{odd:?}");
        }
    }
}

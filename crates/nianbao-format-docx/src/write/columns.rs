//! How wide the columns of a table are, in which size its text is, and on which page it fits.
//!
//! Lengths are in half widths: a Han character has two, a letter or a digit one. On paper they
//! are in twips, of which a point has twenty.

use nianbao_core::{Cell, Grid};

/// A page upright or turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Page {
    #[default]
    Upright,
    Wide,
}

/// How a table is laid out.
pub(super) struct Columns {
    pub(super) page: Page,
    /// The size of the text, in half points.
    pub(super) size: usize,
    /// The width of each column, in twips.
    pub(super) widths: Vec<usize>,
}

/// The width of the text on a page, in twips: A4 without its margins.
pub(super) const UPRIGHT: usize = 11_906 - 1_588 - 1_474;
const WIDE: usize = 16_838 - 2_098 - 1_984;
/// What a cell keeps free on its two sides together.
const PADDING: usize = 120;
/// 小四, for tables that fit without wrapping.
const LARGE: usize = 24;
/// 五号, 小五, 六号: the first in which nothing is torn apart.
const SIZES: [usize; 3] = [21, 18, 15];
/// A label longer than this gets lines of that many.
const LONG_LABEL: usize = 16;
const LONG_LABEL_LINE: usize = 14;
/// A shorter one gets lines of two characters; beside several rows, of four.
const LABEL_LINE: usize = 4;
const GROUP_LINE: usize = 8;
/// Heads wrap before they ask for more room than this.
const LONGEST_HEAD_LINE: usize = 8;
/// More is not asked for by any text; it wraps.
const WIDEST: usize = 40;

impl Columns {
    pub(super) fn of(grid: &Grid) -> Self {
        let (least, wanted) = needs(grid);
        let fits = |needs: &[usize], size, room| {
            needs.iter().map(|need| twips(*need, size)).sum::<usize>() <= room
        };
        let (page, room, size) = if fits(&wanted, LARGE, UPRIGHT) {
            (Page::Upright, UPRIGHT, LARGE)
        } else {
            let tries = [(Page::Upright, UPRIGHT), (Page::Wide, WIDE)];
            let mut tries =
                tries.into_iter().flat_map(|(page, room)| SIZES.map(|size| (page, room, size)));
            let fitting = tries.find(|(_, room, size)| fits(&least, *size, *room));
            fitting.unwrap_or((Page::Wide, WIDE, SIZES[SIZES.len() - 1]))
        };
        let of_size = |needs: &[usize]| needs.iter().map(|need| twips(*need, size)).collect();
        Self { page, size, widths: share(room, of_size(&least), &of_size(&wanted)) }
    }
}

/// Whether a row has nothing but heads.
pub(super) fn is_head(row: &[Cell]) -> bool {
    !row.is_empty() && row.iter().all(|cell| cell.head)
}

fn twips(length: usize, size: usize) -> usize {
    length * size * 5 + PADDING
}

/// For each column what it needs at least so that no word is torn apart, and what it would like.
fn needs(grid: &Grid) -> (Vec<usize>, Vec<usize>) {
    let mut least = vec![2; grid.width()];
    let mut wanted = vec![4; grid.width()];
    for row in grid.rows() {
        let head = is_head(row);
        for cell in row.iter().filter(|cell| cell.columns == 1) {
            let column = cell.column;
            let wish = match longest_line(&cell.text) {
                length if head => length.min(LONGEST_HEAD_LINE),
                length if cell.rows > 2 => length.min(GROUP_LINE),
                length => length.min(WIDEST),
            };
            least[column] = least[column].max(shortest_line(cell).min(WIDEST));
            wanted[column] = wanted[column].max(wish);
        }
    }
    for (wanted, least) in wanted.iter_mut().zip(&least) {
        *wanted = (*wanted).max(*least);
    }
    (least, wanted)
}

/// The shortest line that the cell's text can be broken into with decency.
fn shortest_line(cell: &Cell) -> usize {
    let is_word = |c: char| c.is_ascii() && !c.is_whitespace();
    let words = cell.text.split(|c| !is_word(c)).map(str::len).max().unwrap_or(0);
    let length = longest_line(&cell.text);
    let line = match length {
        _ if cell.rows > 2 => GROUP_LINE,
        length if length > LONG_LABEL => LONG_LABEL_LINE,
        _ => LABEL_LINE,
    };
    words.max(line.min(length))
}

fn longest_line(text: &str) -> usize {
    text.split('\n').map(length).max().unwrap_or(0)
}

/// How long a text is on one line.
pub(super) fn length(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Shares the room: each column gets what it needs, then what is left in proportion to what it
/// would like beyond that, and the rest evenly. The widths fill the room exactly.
fn share(room: usize, least: Vec<usize>, wanted: &[usize]) -> Vec<usize> {
    let needed: usize = least.iter().sum();
    if needed == 0 {
        return least;
    }
    if needed > room {
        return exactly(room, least.iter().map(|own| own * room / needed).collect());
    }
    let left = room - needed;
    let beyond: Vec<usize> = wanted.iter().zip(&least).map(|(wish, own)| wish - own).collect();
    let wished: usize = beyond.iter().sum();
    let widths: Vec<usize> = if wished > left {
        least.iter().zip(&beyond).map(|(own, wish)| own + wish * left / wished).collect()
    } else {
        let all: usize = wanted.iter().sum();
        wanted.iter().map(|wish| wish * room / all).collect()
    };
    exactly(room, widths)
}

/// What rounding lost goes to the first columns.
fn exactly(room: usize, mut widths: Vec<usize>) -> Vec<usize> {
    let lost = room.saturating_sub(widths.iter().sum());
    for width in widths.iter_mut().take(lost) {
        *width += 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use nianbao_core::{GridBuilder, Place};

    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut builder = GridBuilder::new();
        for row in rows {
            builder.row();
            for text in *row {
                builder.cell((*text).to_owned(), 1, 1, false, Place::Line(1));
            }
        }
        builder.finish().0
    }

    #[test]
    fn the_columns_fill_the_page() {
        let label = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理";
        for columns in [1, 2, 3, 10, 15, 25, 90] {
            let row: Vec<&str> = std::iter::once(label).chain(vec!["12345"; columns]).collect();
            let made = Columns::of(&grid(&[&row]));
            let room = if made.page == Page::Wide { WIDE } else { UPRIGHT };
            assert_eq!(made.widths.iter().sum::<usize>(), room, "{columns}");
        }
    }

    #[test]
    fn small_tables_are_large_and_wide_ones_are_turned() {
        let of = |columns| Columns::of(&grid(&[&vec!["123456"; columns]]));
        assert_eq!((of(3).page, of(3).size), (Page::Upright, LARGE));
        assert_eq!((of(11).page, of(11).size), (Page::Upright, 21));
        assert_eq!(of(20).page, Page::Wide);
    }

    #[test]
    fn a_number_is_never_broken() {
        let made = Columns::of(&grid(&[&["1234567890", "规章规章规章规章规章", "1"]]));
        assert!(made.widths[0] >= twips(10, made.size));
    }
}

//! Tables printed with spaces: columns lined up, long labels wrapped over lines.
//!
//! The texts of such a table are put into the order in which a table with one cell a line would
//! print them: heads from left to right, then each row's label, whole, before its values. What
//! belongs to one wrapped label is decided by place and by the form's own labels.

use std::collections::HashMap;
use std::ops::Range;

use nianbao_core::{Block, Line, Place};

use crate::fold::{is_space, squeeze};
use crate::key::split_numbering;
use crate::spaced::{gaps, pieces};
use crate::tokens::{Kind, kind_of};

mod above;
mod blanks;
mod cells;
mod numbered;
mod rows;

use blanks::Slots;
use cells::{Assembled, Fragment, assemble, mark_serials};
use rows::{beside, ends_line, label_behind, label_of, row_of, values_of};

/// A piece of a line, in the order a table would have it.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'d> {
    pub(crate) text: &'d str,
    pub(crate) at: &'d Place,
    pub(crate) block: usize,
    /// It begins a cell; otherwise it continues the piece before.
    pub(crate) begins: bool,
    /// The printed row, counted within the table.
    pub(crate) row: u32,
}

/// A table and the blocks it takes.
pub(crate) struct Aligned<'d> {
    pub(crate) blocks: Range<usize>,
    pub(crate) pieces: Vec<Piece<'d>>,
}

/// A line of a table has no longer text without a gap; prose has.
const LONGEST_PIECE_OF_TABLE: usize = 42;

/// The form has some hundred cells; a table of more pieces is cut, since each is compared with all.
const MOST_PIECES: usize = 5_000;

/// The tables printed with spaces among some blocks, each made when it is asked for.
pub(crate) fn tables(blocks: &[Block]) -> impl Iterator<Item = Aligned<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < blocks.len() {
            let (first, end) = (start, region(blocks, start));
            start = end.max(start + 1);
            if end > first
                && let Some(pieces) = arrange(blocks, first..end)
            {
                return Some(Aligned { blocks: first..end, pieces });
            }
        }
        None
    })
}

/// The end of the run of lines from `start` that may be such a table: lines in columns, and short
/// lines between them.
fn region(blocks: &[Block], start: usize) -> usize {
    let mut end = start;
    let mut pieces = 0;
    for (index, block) in blocks.iter().enumerate().skip(start) {
        let Block::Line(line) = block else { break };
        let text = line.text.trim_matches(is_space);
        let columns = gaps(text).take(MOST_PIECES + 1).count();
        pieces += columns;
        let is_prose = || columns < 2 && text.chars().count() > LONGEST_PIECE_OF_TABLE;
        if pieces > MOST_PIECES || text.contains(['|', '\t']) || is_prose() {
            break;
        }
        if index == start && columns < 2 {
            return start;
        }
        if columns > 1 {
            end = index + 1;
        }
        if index > end + 8 {
            break;
        }
    }
    // A label may go on below the last line in columns.
    let more = blocks[end.min(blocks.len())..].iter().take(2).take_while(|block| match block {
        Block::Line(line) => {
            let text = line.text.trim_matches(is_space);
            !text.is_empty()
                && split_numbering(&squeeze(text)).0.is_none()
                && text.chars().count() < 20
        }
        Block::Grid(_) => false,
    });
    if end > start { end + more.count() } else { start }
}

fn arrange(blocks: &[Block], range: Range<usize>) -> Option<Vec<Piece<'_>>> {
    let mut fragments = fragments(blocks, range);
    let by_width = spread(&fragments, |f| f.by_width) < spread(&fragments, |f| f.by_character);
    let columns = |f: &Fragment<'_>| if by_width { f.by_width } else { f.by_character };
    mark_serials(&mut fragments, &columns);
    let lines = fragments.last().map_or(0, |fragment| fragment.line + 1);
    let mut values = vec![0; lines];
    fragments.iter().filter(|f| f.value).for_each(|f| values[f.line] += 1);
    let rows: Vec<usize> = (0..lines).filter(|line| values[*line] > 0).collect();
    let numbers: usize = values.iter().sum();
    if rows.len() < 2 || numbers < 4 {
        return None;
    }
    let cells = assemble(&fragments, &columns);
    let told = blanks::told(&cells, &fragments, &rows);
    Some(in_order(&fragments, &cells, &rows, &told))
}

fn fragments(blocks: &[Block], range: Range<usize>) -> Vec<Fragment<'_>> {
    let mut fragments = Vec::new();
    let mut line = 0;
    let mut page = 0;
    for block in range.clone() {
        let Block::Line(content) = &blocks[block] else { continue };
        page += usize::from(block > range.start && begins_page(&blocks[block - 1], content));
        let before = fragments.len();
        let mut reached = Columns::default();
        for text in pieces(&content.text).filter(|text| !is_page_number(text)) {
            // The piece is a part of the line, so its place is the difference of their addresses
            // in the same text.
            let offset = content.text.len() - remaining(&content.text, text);
            reached.go_to(&content.text, offset);
            let start = reached;
            reached.go_to(&content.text, offset + text.len());
            fragments.push(Fragment {
                text,
                at: &content.at,
                block,
                line,
                printed: if let Place::Line(number) = content.at { number } else { at_most(block) },
                page,
                by_character: (start.characters, reached.characters),
                by_width: (start.width, reached.width),
                value: matches!(kind_of(text), Kind::Value | Kind::Blank),
                serial: false,
            });
        }
        line += usize::from(fragments.len() > before);
    }
    fragments
}

/// Whether a line begins a page: a form feed ends the line before and counts no line of the source; or
/// that is the number of a page.
fn begins_page(before: &Block, line: &Line) -> bool {
    let Block::Line(before) = before else { return true };
    before.at == line.at || is_page_number(&before.text)
}

fn at_most(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A place on a line: in bytes, in characters and in half widths.
#[derive(Clone, Copy, Default)]
struct Columns {
    bytes: usize,
    characters: usize,
    width: usize,
}

impl Columns {
    /// Goes on to a place further on.
    fn go_to(&mut self, line: &str, bytes: usize) {
        for character in line[self.bytes..bytes].chars() {
            self.characters += 1;
            self.width += if character.is_ascii() { 1 } else { 2 };
        }
        self.bytes = bytes;
    }
}

/// How many bytes of `whole` are left from where its part `part` begins.
fn remaining(whole: &str, part: &str) -> usize {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    whole.len() - start.min(whole.len())
}

/// — 2 —, 第2页: a page's foot in the middle of a table.
pub(crate) fn is_page_number(text: &str) -> bool {
    // Nearly all texts begin otherwise, and need not be looked at whole.
    let first = text.chars().find_map(|c| squeeze(c.encode_utf8(&mut [0; 4])).chars().next());
    if !matches!(first, Some('-' | '第')) {
        return false;
    }
    let key = squeeze(text);
    let inner = key.trim_matches('-');
    let dashed = inner.len() < key.len() && key.starts_with('-') && key.ends_with('-');
    let inner =
        inner.strip_prefix('第').map_or(inner, |rest| rest.split('页').next().unwrap_or(rest));
    let numbered =
        !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    numbered && (dashed || key.starts_with('第') && key.contains('页'))
}

/// How far the values of equally long rows stand from each other: the right way of counting columns
/// makes it small.
fn spread(fragments: &[Fragment<'_>], columns: impl Fn(&Fragment<'_>) -> (usize, usize)) -> usize {
    let mut sum = 0;
    let mut before: Vec<usize> = Vec::new();
    for line in fragments.chunk_by(|a, b| a.line == b.line) {
        let row: Vec<usize> = line
            .iter()
            .filter(|f| f.value)
            .map(|f| {
                let (start, end) = columns(f);
                start + end
            })
            .collect();
        if row.len() == before.len() {
            sum += row.iter().zip(&before).map(|(a, b)| a.abs_diff(*b)).sum::<usize>();
        }
        if !row.is_empty() {
            before = row;
        }
    }
    sum
}

/// The pieces in table order: before each row what stands above it, then its label and values.
fn in_order<'d>(
    fragments: &[Fragment<'d>],
    cells: &[Assembled],
    rows: &[usize],
    told: &HashMap<usize, Slots>,
) -> Vec<Piece<'d>> {
    let mut order =
        Order { fragments, cells, pieces: Vec::new(), done: vec![false; cells.len()], number: 0 };
    for (index, line) in rows.iter().enumerate() {
        let above = index.checked_sub(1).map(|above| rows[above]);
        if is_second_row(cells, *line, above) {
            order.number += 1;
            for cell in values_of(cells, *line) {
                order.done[cell] = true;
                order.emit(cell);
            }
            continue;
        }
        let label = label_of(cells, *line);
        let beside = beside(cells, rows, index);
        let mut row = if beside.is_empty() { row_of(cells, *line) } else { beside };
        if label.is_none() {
            row.extend(label_behind(cells, *line).filter(|label| !row.contains(label)));
        }
        order.above(*line, label, &row);
        let row = told.get(line).cloned().unwrap_or_else(|| row.into_iter().map(Some).collect());
        order.row(label, row);
    }
    order.rest()
}

/// Whether a line has values without any label below others: a line end fell into those above, or they are a
/// second row of that label. Either way that row is not told.
fn is_second_row(cells: &[Assembled], line: usize, above: Option<usize>) -> bool {
    let bare = cells.iter().all(|c| c.value || c.first != line);
    let count = |line| values_of(cells, line).count();
    bare && above.is_some_and(|above| above + 1 == line && count(line) <= count(above))
}

/// Cells on their way into the order of the table.
struct Order<'c, 'd> {
    fragments: &'c [Fragment<'d>],
    cells: &'c [Assembled],
    pieces: Vec<Piece<'d>>,
    /// Which of the cells are among the pieces.
    done: Vec<bool>,
    /// The row that the pieces now are of.
    number: u32,
}

impl<'d> Order<'_, 'd> {
    fn emit(&mut self, cell: usize) {
        for (position, index) in self.cells[cell].fragments.iter().enumerate() {
            let piece = self.fragments[*index].piece(self.number);
            self.pieces.push(Piece { begins: position == 0, ..piece });
        }
    }

    /// What stands above a row and is no part of it, each a row of its own.
    fn above(&mut self, line: usize, label: Option<usize>, row: &[usize]) {
        let cells = self.cells;
        let above = (0..cells.len()).filter(|i| {
            let in_row = cells[*i].value || row.contains(i);
            let behind = cells[*i].first == line && ends_line(cells, *i);
            !self.done[*i] && !in_row && !behind && cells[*i].first <= line && Some(*i) != label
        });
        let mut above: Vec<usize> = above.collect();
        above::sort(&mut above, cells, line);
        for index in above {
            self.number += 1;
            self.done[index] = true;
            self.emit(index);
        }
    }

    /// A row: its label and its cells, with blanks where room tells them.
    fn row(&mut self, label: Option<usize>, row: Slots) {
        self.number += 1;
        let value = row.iter().flatten().next().and_then(|own| self.cells[*own].fragments.first());
        for slot in label.into_iter().map(Some).chain(row) {
            let Some(index) = slot else {
                let blank =
                    |own: &usize| Piece { text: "", ..self.fragments[*own].piece(self.number) };
                self.pieces.extend(value.map(blank));
                continue;
            };
            if !std::mem::replace(&mut self.done[index], true) {
                self.emit(index);
            }
        }
    }

    /// The pieces, with what is in no row behind them.
    fn rest(mut self) -> Vec<Piece<'d>> {
        for index in 0..self.cells.len() {
            if !self.done[index] {
                self.number += 1;
                self.emit(index);
            }
        }
        self.pieces
    }
}

#[cfg(test)]
mod tests;

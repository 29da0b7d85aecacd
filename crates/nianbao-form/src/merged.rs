//! The table of section 三 where cells that were merged came as several: blank but for the first, as a
//! sheet is copied, or each with the text of all, as programs take tables apart.
//!
//! What stands in which column tells it, and nothing else: the seven heads stand in seven columns
//! beside each other, no value stands left of them, and no label right of them.

use std::ops::Range;

use nianbao_core::{Block, Edition, Grid, Place};

use crate::fold::is_space;
use crate::lines::is_rule;
use crate::tokens::{Kind, is_bar, kind_of};
use crate::vocabulary::{Column, Meaning, vocabulary};

mod repeated;
mod turned;

/// Where cells are merged as printed, one of the first rows has some.
const HEAD: usize = 3;

/// The table has ten columns. What is wider has bars without end behind its rows, or is no such table.
const WIDEST: usize = 64;

/// Fewer rows are no witness.
const ROWS: usize = 3;

/// A cell: of one column as it was printed, or of several that were one.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'d> {
    pub(crate) text: &'d str,
    pub(crate) at: &'d Place,
    /// The block it stands in, where that is one of several.
    pub(crate) block: Option<usize>,
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl<'d> Cell<'d> {
    fn of(cell: &'d nianbao_core::Cell) -> Self {
        let nianbao_core::Cell { text, at, column, columns, rows, .. } = cell;
        Self { text, at, block: None, column: *column, columns: *columns, rows: *rows }
    }
}

/// A table that came as lines: the blocks it takes, and its rows.
pub(crate) struct Merged<'d> {
    pub(crate) blocks: Range<usize>,
    pub(crate) rows: Vec<Vec<Cell<'d>>>,
    /// A bar stands behind its last cell.
    pub(crate) closed: bool,
}

/// The tables whose cells are parted by tabs or bars, a row a line, among some blocks.
pub(crate) fn tables(blocks: &[Block]) -> Vec<Merged<'_>> {
    let mut tables = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let Some(separator) = separator(&blocks[start]) else {
            start += 1;
            continue;
        };
        let goes_on = |block: &Block| {
            is_empty(block) || is_rule_line(block) || self::separator(block) == Some(separator)
        };
        let length = blocks[start..].iter().take_while(|block| goes_on(block)).count();
        let end = start + length;
        tables.extend(in_run(blocks, start..end, separator));
        start = end;
    }
    tables
}

/// What parts the cells of a line, if it has several.
fn separator(block: &Block) -> Option<char> {
    let Block::Line(line) = block else { return None };
    let bar = line.text.chars().find(|c| is_bar(*c) && *c != '\t');
    bar.or_else(|| line.text.trim_matches(is_space).contains('\t').then_some('\t'))
}

fn is_rule_line(block: &Block) -> bool {
    matches!(block, Block::Line(line) if is_rule(&line.text))
}

fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Line(line) if line.text.trim_matches(is_space).is_empty())
}

/// The table in a run of lines that are parted in the same way.
fn in_run<'d>(blocks: &'d [Block], run: Range<usize>, separator: char) -> Option<Merged<'d>> {
    let line = |index: usize| match &blocks[index] {
        Block::Line(line) if !is_empty(&blocks[index]) && !is_rule(&line.text) => {
            Some((index, line))
        }
        _ => None,
    };
    let lines: Vec<_> = run.clone().filter_map(line).filter(|(_, l)| !is_ruled(&l.text)).collect();
    let is_wide = |text: &str| {
        let more = text.split(separator).skip(WIDEST);
        more.into_iter().any(|text| !text.trim_matches(is_space).is_empty())
    };
    if lines.iter().any(|(_, line)| is_wide(&line.text)) {
        return None;
    }
    // Bars that stand before or behind every row are its border; tabs are none.
    let all = |is: fn(&str, char) -> bool| {
        separator != '\t' && lines.iter().all(|(_, line)| is(line.text.trim(), separator))
    };
    let bordered = all(str::starts_with);
    let closed = all(str::ends_with);
    let rows: Vec<Vec<Cell<'d>>> = lines
        .iter()
        .map(|(block, line)| {
            let text = line.text.trim_end_matches(is_space);
            let inner = text.strip_suffix(separator).filter(|_| closed).unwrap_or(&line.text);
            let cells = inner.split(separator).skip(usize::from(bordered));
            let cell = |(column, text): (usize, &'d str)| {
                let text = text.trim_matches(is_space);
                Cell { text, at: &line.at, block: Some(*block), column, columns: 1, rows: 1 }
            };
            cells.take(WIDEST).enumerate().map(cell).collect()
        })
        .collect();
    // A row of another width than both its neighbours has lost a cell, and so has a last row of values.
    let apart =
        |rows: &[Vec<Cell<'_>>]| rows[0].len() != rows[1].len() && rows[1].len() != rows[2].len();
    let is_value = |cell: &Cell<'_>| matches!(kind_of(cell.text), Kind::Value);
    let ends_apart = match rows.as_slice() {
        [.., above, last] => last.len() != above.len() && last.iter().any(is_value),
        _ => false,
    };
    let even = !ends_apart && !rows.windows(3).any(apart);
    if let Some(rows) = repeated::merged(&rows).filter(|_| even) {
        return Some(Merged { blocks: lines[0].0..lines[lines.len() - 1].0 + 1, rows, closed });
    }
    let (range, mut rows) = matrix(&rows)?;
    let closed = closed || range.end < lines.len();
    if separator != '\t' {
        // Between bars a blank may be padding, so one number alone is in no column.
        for row in &mut rows {
            let (labels, values): (Vec<Cell<'_>>, Vec<Cell<'_>>) =
                row.iter().partition(|cell| matches!(kind_of(cell.text), Kind::Label(_)));
            let mut filled = values.iter().filter(|cell| !cell.text.is_empty());
            if let (Some(only), None) = (filled.next().copied(), filled.next()) {
                *row = labels.into_iter().chain([only]).collect();
            }
        }
    }
    Some(Merged { blocks: lines[range.start].0..lines[range.end - 1].0 + 1, rows, closed })
}

/// A line that rules a table off (|---|:-:|) and holds nothing.
fn is_ruled(text: &str) -> bool {
    text.contains("--")
        && text.chars().all(|c| is_bar(c) || is_space(c) || matches!(c, '-' | ':' | '+'))
}

/// The rows of a grid, if it is such a table or holds one.
pub(crate) fn of_grid(grid: &Grid) -> Option<Vec<Vec<Cell<'_>>>> {
    if grid.width() > WIDEST {
        return None;
    }
    if let Some(rows) = turned::upright(grid) {
        return Some(rows);
    }
    let spans =
        |row: &[nianbao_core::Cell]| row.iter().any(|cell| cell.columns > 1 || cell.rows > 1);
    // Above the rows of labels there is a cell that is merged.
    if grid.rows().iter().take(HEAD).any(|row| spans(row)) {
        return None;
    }
    let mut rows: Vec<Vec<Cell<'_>>> =
        grid.rows().iter().map(|cells| cells.iter().map(Cell::of).collect()).collect();
    if let Some(rows) = repeated::merged(&rows) {
        return Some(rows);
    }
    let (range, matrix) = matrix(&rows)?;
    if grid.rows()[range.clone()].iter().any(|row| spans(row)) {
        return None;
    }
    rows.splice(range, matrix);
    Some(rows)
}

/// Which rows are the table, and what they are once cells that were merged are one again.
fn matrix<'d>(rows: &[Vec<Cell<'d>>]) -> Option<(Range<usize>, Vec<Vec<Cell<'d>>>)> {
    let columns = columns();
    let sheet = Sheet { rows };
    let (natural, first) = sheet.find(columns.first()?.leaf())?;
    let top = (0..natural).rev().take_while(|row| sheet.is_head(*row)).last().unwrap_or(natural);
    let below = (natural + 1..rows.len()).take_while(|row| sheet.is_head(*row));
    let body = below.last().unwrap_or(natural) + 1;
    let end = first + columns.len();
    let in_place = |(index, column): (usize, &Column)| {
        (top..body).any(|row| sheet.core(row, first + index).as_deref() == Some(column.leaf()))
    };
    let is_data = |row: &usize| sheet.is_data(*row, first) || sheet.is_bare(*row);
    let stop = (body..rows.len()).find(|row| !is_data(row)).unwrap_or(rows.len());
    let fits = first > 1 && columns.iter().enumerate().all(in_place) && stop - body >= ROWS;
    if !fits || (body..stop).any(|row| sheet.has_value(row, 0..first)) {
        return None;
    }
    let heads = (top..body).map(|row| sheet.head(row, top..body, end));
    let data = (body..stop).map(|row| sheet.data(row, first, end));
    Some((top..stop, heads.chain(data).collect()))
}

/// The seven columns, the same in each edition that has them.
fn columns() -> &'static [Column] {
    let rows = vocabulary().rows.iter().filter(|row| row.section == 3);
    let columns = rows.flat_map(|row| Edition::ALL.map(|edition| row.columns(edition)));
    columns.into_iter().find(|columns| !columns.is_empty()).unwrap_or_default()
}

/// The rows as they came.
struct Sheet<'r, 'd> {
    rows: &'r [Vec<Cell<'d>>],
}

impl<'d> Sheet<'_, 'd> {
    fn text(&self, row: usize, column: usize) -> &'d str {
        let cell = self.rows[row].iter().find(|cell| cell.column == column);
        cell.map_or("", |cell| cell.text)
    }

    fn core(&self, row: usize, column: usize) -> Option<String> {
        match kind_of(self.text(row, column)) {
            Kind::Label(label) => Some(label.core),
            _ => None,
        }
    }

    /// Where a label stands first.
    fn find(&self, core: &str) -> Option<(usize, usize)> {
        let cells = self
            .rows
            .iter()
            .enumerate()
            .flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell)));
        let mut cells = cells.filter(|(_, cell)| cell.text.contains('自'));
        cells.find_map(|(row, cell)| match kind_of(cell.text) {
            Kind::Label(label) if label.core == core => Some((row, cell.column)),
            _ => None,
        })
    }

    /// Whether a row holds heads and nothing else.
    fn is_head(&self, row: usize) -> bool {
        let is_head = |cell: &Cell<'_>| match kind_of(cell.text) {
            Kind::Blank => true,
            Kind::Label(label) => {
                let over = || vocabulary().role(&label.core).is_some();
                vocabulary().meaning(&label.core).is_some_and(Meaning::is_head) || over()
            }
            Kind::Value | Kind::Prose => false,
        };
        self.rows[row].iter().all(is_head)
            && self.rows[row].iter().any(|cell| !cell.text.is_empty())
    }

    /// Whether a row has a label left of the values, and right of it none of a row: one of the form, or
    /// one with values.
    fn is_data(&self, row: usize, first: usize) -> bool {
        let is_row = |core: &String| {
            vocabulary().meaning(core).is_some_and(|meaning| meaning.is_row() || meaning.group)
        };
        let mut labels = (0..first).filter_map(|column| self.core(row, column)).peekable();
        let has_label = labels.peek().is_some();
        let known = labels.any(|core| is_row(&core));
        let end = self.rows[row].iter().map(|cell| cell.column + 1).max().unwrap_or(first);
        let apart = (first..end).all(|column| match kind_of(self.text(row, column)) {
            Kind::Blank | Kind::Value => true,
            Kind::Label(label) => !is_row(&label.core),
            Kind::Prose => false,
        });
        has_label && apart && (known || self.has_value(row, first..end))
    }

    /// Whether a row has several numbers and nothing else: a second row for the label above.
    fn is_bare(&self, row: usize) -> bool {
        let kinds = || self.rows[row].iter().map(|cell| kind_of(cell.text));
        kinds().all(|kind| matches!(kind, Kind::Blank | Kind::Value))
            && kinds().filter(|kind| matches!(kind, Kind::Value)).count() > 1
    }

    fn has_value(&self, row: usize, columns: Range<usize>) -> bool {
        columns.into_iter().any(|column| matches!(kind_of(self.text(row, column)), Kind::Value))
    }

    /// Whether a label begins in a cell: it does not go on there from the left or from above.
    fn begins(&self, row: usize, column: usize, top: usize) -> bool {
        let text = self.text(row, column);
        let left = column.checked_sub(1).is_some_and(|left| self.text(row, left) == text);
        let above = row > top && self.text(row - 1, column) == text;
        !text.is_empty() && !left && !above
    }

    /// A row of the head, each cell over all columns it was printed over.
    fn head(&self, row: usize, heads: Range<usize>, end: usize) -> Vec<Cell<'d>> {
        let free =
            |column: &usize| !(heads.start..=row).any(|up| self.begins(up, *column, heads.start));
        let cells = self.rows[row].iter().filter(|cell| self.begins(row, cell.column, heads.start));
        cells
            .map(|cell| {
                let more = (cell.column + 1..end).take_while(free).count();
                Cell { columns: 1 + more, ..*cell }
            })
            .collect()
    }

    /// A row of data: its labels, each once, and a cell under each head.
    fn data(&self, row: usize, first: usize, end: usize) -> Vec<Cell<'d>> {
        let cells = self.rows[row].iter();
        let kept = cells.filter(|cell| {
            if cell.column < first {
                self.begins(row, cell.column, 0)
            } else {
                cell.column < end || !cell.text.is_empty()
            }
        });
        kept.copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Line, Role};

    use super::*;

    const HEADS: [&str; 3] = [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|||申请人情况||||||",
        "|||自然人|法人或其他组织|||||总计",
        "||||商业企业|科研机构|社会公益组织|法律服务机构|其他|",
    ];

    /// The cells of the rows below the heads, each with its column.
    fn read(rows: &[&str], separator: &str) -> Option<Vec<String>> {
        let lines = HEADS.iter().chain(rows).enumerate().map(|(at, text)| {
            let at = Place::Line(u32::try_from(at + 1).unwrap());
            Block::Line(Line { text: text.replace('|', separator), role: Role::Text, at })
        });
        let blocks: Vec<Block> = lines.collect();
        let table = tables(&blocks).into_iter().next()?;
        let cell = |cell: &Cell<'_>| format!("{}={}", cell.column, cell.text);
        let rows = table.rows.iter().skip(HEADS.len());
        Some(rows.map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect())
    }

    const ROWS: [&str; 3] = [
        "一、本年新收政府信息公开申请数量|||5|2|0|0|0|0|7",
        "三、本年度办理结果|（一）予以公开||3|1|0||0|0|4",
        "|（三）不予公开|1.属于国家秘密||||||2|",
    ];

    #[test]
    fn values_stand_in_the_columns_of_their_heads() {
        let rows = read(&ROWS, "\t").unwrap();
        assert_eq!(rows[0], "0=一、本年新收政府信息公开申请数量 3=5 4=2 5=0 6=0 7=0 8=0 9=7");
        assert_eq!(rows[1], "0=三、本年度办理结果 1=（一）予以公开 3=3 4=1 5=0 6= 7=0 8=0 9=4");
        assert_eq!(rows[2], "1=（三）不予公开 2=1.属于国家秘密 3= 4= 5= 6= 7= 8=2 9=");
    }

    #[test]
    fn one_number_alone_between_bars_is_in_no_column() {
        assert_eq!(read(&ROWS, "|").unwrap()[2], "1=（三）不予公开 2=1.属于国家秘密 8=2");
    }

    #[test]
    fn a_value_left_of_the_heads_shows_that_blanks_are_lost() {
        let slipped = [ROWS[0], ROWS[1], "二、上年结转政府信息公开申请数量|5|2|0|0|0|0|7"];
        assert_eq!(read(&slipped, "\t"), None);
        assert_eq!(read(&ROWS[..2], "\t"), None);
    }
}

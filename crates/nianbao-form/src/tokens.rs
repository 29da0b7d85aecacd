//! A document as one run of texts: cells of tables, and whatever stands on lines.
//!
//! Tables that came as text (a cell a line, `|` rows, tabs, columns of spaces) and tables that
//! came as tables are read by one walk over this run; what differs is what is known of a blank.

use nianbao_core::{Block, Grid, Place};

use crate::aligned::{self, Aligned, is_page_number};
use crate::counted;
use crate::fold::{han_count, is_space};
use crate::joined::join_heads;
use crate::key::Label;
use crate::lines::is_rule;
use crate::merged;
use crate::remembered::Remembered;
use crate::spaced::pieces;
use crate::tabs;
use crate::value::{self, is_blank, is_counter, looks_like_value};
use crate::vocabulary::vocabulary;

/// How a text stood in the document; it decides what a blank beside it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A cell of the n-th grid: blanks are cells, and columns are known.
    Cell(u32),
    /// Between bars or tabs: a blank is a cell or padding.
    Bars,
    /// On a line of its own, or in a column of spaces: blanks are not seen, unless their places tell them.
    Plain,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub(crate) struct Token<'d> {
    pub(crate) text: &'d str,
    pub(crate) at: Place,
    /// The block it stands in.
    pub(crate) block: usize,
    pub(crate) layout: Layout,
    /// The running number of its printed row: a row of a grid, or a line.
    pub(crate) row: u32,
    /// The first column it covers, and how many; between tabs which cell of its line it is.
    pub(crate) column: usize,
    pub(crate) columns: usize,
    /// How many rows it reaches over.
    pub(crate) rows: usize,
    /// A cell's border stands before it: it does not continue the text before.
    pub(crate) fresh: bool,
    /// It is the rest of the text before, whose cell was wrapped.
    pub(crate) rest: bool,
    /// It is the last text of a document that ends without a line end or separator.
    pub(crate) cut: bool,
    pub(crate) kind: Kind,
}

/// What a text is, before its neighbours are looked at.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Nothing: an empty cell, or a mark such as `/`.
    Blank,
    /// A number with its trimmings.
    Value,
    /// A text short enough for a label, under its own name.
    Label(Label),
    /// Sentences.
    Prose,
}

impl Token<'_> {
    /// Whether it stands where a value stands.
    pub(crate) fn is_value(&self) -> bool {
        matches!(self.kind, Kind::Blank | Kind::Value)
    }

    /// Whether it is a counting word alone: 件, in a cell of its own or torn off its number.
    pub(crate) fn is_counter(&self) -> bool {
        matches!(&self.kind, Kind::Label(label) if is_counter(&label.core))
    }

    /// Whether it is an empty cell or a mark that stands for one.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Blank)
    }
}

/// So many texts of one report are read: a report has a thousand cells, a file of nothing but numbers
/// has millions.
pub(crate) const MOST_TEXTS: usize = 1_500_000;

/// The longest unknown text that can be a label or a cell.
const LONGEST_CELL: usize = 60;

/// So many ideographs behind a full stop are another sentence.
const WORDS_BEHIND: usize = 4;

thread_local! {
    /// What texts that are neither nothing nor digits are.
    static KINDS: Remembered<Kind> = Remembered::default();
}

/// What a text is by itself.
pub(crate) fn kind_of(text: &str) -> Kind {
    if text.is_empty() {
        return Kind::Blank;
    }
    if value::digits(text).is_some() {
        return Kind::Value;
    }
    KINDS.with(|kinds| kinds.of(text, look_at))
}

fn look_at(text: &str) -> Kind {
    if is_blank(text) {
        return Kind::Blank;
    }
    if looks_like_value(text) {
        return Kind::Value;
    }
    // （一）公开数量。全年主动公开…: words of the form open a paragraph.
    let opens = text.find('。').is_some_and(|end| han_count(&text[end..]) >= WORDS_BEHIND);
    if opens || counted::tells_counts(text) {
        return Kind::Prose;
    }
    let mut label = Label::of(text);
    label.core = vocabulary().canonical(&label.core);
    let known = vocabulary().meaning(&label.core).is_some();
    let long = text.chars().filter(|c| !is_space(*c)).nth(LONGEST_CELL).is_some();
    let sentence = text.contains(['。', '；']) || text.matches(['，', ',']).count() > 2;
    if known || !(long || sentence && text.chars().nth(25).is_some()) {
        Kind::Label(label)
    } else {
        Kind::Prose
    }
}

/// The run of texts of some blocks, no more than [`MOST_TEXTS`] or little more. `open_end`: the
/// document ends without a line end.
pub(crate) fn tokens(blocks: &[Block], open_end: bool) -> Vec<Token<'_>> {
    let mut run = Run::default();
    let mut tables = aligned::tables(blocks).peekable();
    let mut merged = merged::tables(blocks).into_iter().peekable();
    let mut paired = tabs::paired(blocks).into_iter().peekable();
    let mut next = 0;
    for (index, block) in blocks.iter().enumerate() {
        run.block = index;
        run.row += 1;
        if index < next {
            continue;
        }
        if run.is_full() {
            break;
        }
        if let Some(table) = tables.next_if(|table| table.blocks.start == index) {
            next = table.blocks.end;
            run.aligned(&table);
            continue;
        }
        if let Some(table) = merged.next_if(|table| table.blocks.start == index) {
            next = table.blocks.end;
            run.rows(&table.rows);
            run.after_bar = table.closed;
            continue;
        }
        match block {
            Block::Grid(grid) => run.grid(grid),
            Block::Line(line) => {
                while paired.next_if(|lines| lines.end <= index).is_some() {}
                run.ends_cell = tabs::ends_cell(&blocks[index..]);
                run.paired = paired.peek().is_some_and(|lines| lines.contains(&index));
                run.line(&line.text, &line.at);
            }
        }
    }
    let is_cut = run.is_full() || open_end && !run.after_bar;
    if let Some(last) = run.tokens.last_mut() {
        last.cut = is_cut;
    }
    run.tokens
}

/// Whether so many texts are not all there are.
pub(crate) fn is_cut(texts: usize) -> bool {
    texts >= MOST_TEXTS
}

#[derive(Default)]
struct Run<'d> {
    tokens: Vec<Token<'d>>,
    block: usize,
    row: u32,
    grids: u32,
    /// The text before was closed by a bar and nothing but line ends followed.
    after_bar: bool,
    /// Two tabs stand between two cells.
    paired: bool,
    /// The line's last tab opens an empty cell.
    ends_cell: bool,
}

impl<'d> Run<'d> {
    fn grid(&mut self, grid: &'d Grid) {
        if let Some(rows) = merged::of_grid(grid) {
            self.rows(&rows);
            return;
        }
        self.grids += 1;
        self.after_bar = false;
        let first = self.tokens.len();
        for cells in grid.rows() {
            self.row += 1;
            for cell in cells {
                self.cell(&cell.text, &cell.at, cell.column, [cell.columns, cell.rows]);
            }
        }
        join_heads(&mut self.tokens, first);
    }

    /// A table that came as lines, or whose merged cells came as several.
    fn rows(&mut self, rows: &[Vec<merged::Cell<'d>>]) {
        self.grids += 1;
        self.after_bar = false;
        let first = self.tokens.len();
        for cells in rows {
            self.row += 1;
            for cell in cells {
                self.block = cell.block.unwrap_or(self.block);
                self.cell(cell.text, cell.at, cell.column, [cell.columns, cell.rows]);
            }
        }
        join_heads(&mut self.tokens, first);
    }

    /// A cell that reaches over so many columns and rows.
    fn cell(&mut self, text: &'d str, at: &Place, column: usize, [columns, rows]: [usize; 2]) {
        self.tokens.push(Token {
            text,
            at: at.clone(),
            block: self.block,
            layout: Layout::Cell(self.grids),
            row: self.row,
            column,
            columns,
            rows,
            fresh: true,
            rest: false,
            cut: false,
            kind: kind_of(text),
        });
    }

    /// A table printed with spaces, put in order before.
    fn aligned(&mut self, table: &Aligned<'d>) {
        let first = self.row;
        for piece in &table.pieces {
            (self.row, self.block) = (first + piece.row, piece.block);
            self.push(piece.text, piece.at, Layout::Plain, piece.begins);
            if let Some(token) = self.tokens.last_mut() {
                token.rest = !piece.begins;
            }
        }
        self.after_bar = false;
    }

    fn line(&mut self, text: &'d str, at: &Place) {
        if is_page_number(text) || is_rule(text) {
            return;
        }
        let bars = text.contains(|c| is_bar(c) && c != '\t');
        if bars || self.ends_cell || text.trim_matches(is_space).contains('\t') {
            self.barred(text, at);
            return;
        }
        for piece in pieces(text) {
            if self.is_full() {
                return;
            }
            let fresh = std::mem::take(&mut self.after_bar);
            let layout = if fresh { Layout::Bars } else { Layout::Plain };
            self.push(piece, at, layout, fresh);
        }
    }

    /// A line with bars or tabs: two bars with nothing between them enclose a blank.
    fn barred(&mut self, text: &'d str, at: &Place) {
        // A tab divides cells and does not close the last one.
        let divides = !text.contains(|c| is_bar(c) && c != '\t');
        if divides && tabs::lacks_label(text) {
            self.push("", at, Layout::Bars, true);
        }
        let mut rest = text;
        let mut first = true;
        let mut column = 0;
        loop {
            if self.is_full() {
                return;
            }
            let before = self.tokens.len();
            let end = rest.find(is_bar);
            let piece = &rest[..end.unwrap_or(rest.len())];
            let trimmed = piece.trim_matches(is_space);
            if !trimmed.is_empty() {
                let fresh = std::mem::take(&mut self.after_bar) || !first;
                self.push(trimmed, at, Layout::Bars, fresh);
            } else if self.after_bar && (end.is_some() || divides) {
                self.push("", at, Layout::Bars, true);
            }
            if let Some(token) = self.tokens.get_mut(before).filter(|_| divides) {
                token.column = column;
            }
            let Some(end) = end else { break };
            column += 1;
            first = false;
            self.after_bar = true;
            let behind = &rest[end..];
            let width =
                if self.paired { 2 } else { behind.chars().next().map_or(1, char::len_utf8) };
            rest = behind.get(width..).unwrap_or_default();
        }
        self.after_bar &= !divides;
    }

    fn is_full(&self) -> bool {
        is_cut(self.tokens.len())
    }

    fn push(&mut self, text: &'d str, at: &Place, layout: Layout, fresh: bool) {
        let (block, row, at) = (self.block, self.row, at.clone());
        self.tokens.push(Token {
            text,
            at,
            block,
            layout,
            row,
            column: 0,
            columns: 1,
            rows: 1,
            fresh,
            rest: false,
            cut: false,
            kind: kind_of(text),
        });
    }
}

pub(crate) fn is_bar(character: char) -> bool {
    matches!(character, '|' | '｜' | '│' | '┃' | '\t')
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Line, Role};

    use super::*;

    fn texts(lines: &[&str]) -> Vec<(String, u32)> {
        let line = |(index, text): (usize, &&str)| {
            let at = Place::Line(u32::try_from(index + 1).unwrap());
            Block::Line(Line { text: (*text).to_owned(), role: Role::Text, at })
        };
        let blocks: Vec<Block> = lines.iter().enumerate().map(line).collect();
        tokens(&blocks, false).iter().map(|token| (token.text.to_owned(), token.row)).collect()
    }

    fn of(texts: &[(&str, u32)]) -> Vec<(String, u32)> {
        texts.iter().map(|(text, row)| ((*text).to_owned(), *row)).collect()
    }

    #[test]
    fn of_numbers_without_end_no_more_are_kept_than_any_report_has() {
        let text = "1  ".repeat(MOST_TEXTS + 9);
        let blocks = [Block::Line(Line { text, role: Role::Text, at: Place::Line(1) })];
        let tokens = tokens(&blocks, false);
        assert_eq!(tokens.len(), MOST_TEXTS);
        assert!(tokens.last().is_some_and(|last| last.cut));
    }

    #[test]
    fn bars_enclose_blanks() {
        assert_eq!(texts(&["甲 | 1 | | 3 |"]), of(&[("甲", 1), ("1", 1), ("", 1), ("3", 1)]));
        assert_eq!(
            texts(&["甲 |", "1 |", "|", "3 |"]),
            of(&[("甲", 1), ("1", 2), ("", 3), ("3", 4)])
        );
        assert_eq!(texts(&["甲", "|", "1", "|", "3", "|"]), of(&[("甲", 1), ("1", 3), ("3", 5)]));
        assert_eq!(texts(&["┌──┬──┐", "│甲│1│", "└──┴──┘"]), of(&[("甲", 2), ("1", 2)]));
    }

    #[test]
    fn tabs_divide_and_gaps_of_spaces_too() {
        assert_eq!(texts(&["甲\t1\t\t3"]), of(&[("甲", 1), ("1", 1), ("", 1), ("3", 1)]));
        assert_eq!(texts(&["甲\t1\t", "乙"]), of(&[("甲", 1), ("1", 1), ("", 1), ("乙", 2)]));
        let paired = ["甲\t\t1\t\t\t\t3"; 3];
        let cells = [("甲", 1), ("1", 1), ("", 1), ("3", 1)];
        assert_eq!(texts(&paired)[..4], of(&cells));
        assert_eq!(texts(&["  甲 乙    1   2"]), of(&[("甲 乙", 1), ("1", 1), ("2", 1)]));
    }
}

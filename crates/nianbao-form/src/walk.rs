//! The walk over the run of texts: heads, and under them rows with their values.

use crate::heads::{HeadCell, Heads, has_of_head, is_piece_of_head};
use crate::key::Label;
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::{Meaning, Role, Vocabulary, vocabulary, wording};

/// A row with the values that follow its label.
#[derive(Debug)]
pub(crate) struct Segment {
    /// The row of the form; `None` for a row that the form does not have.
    pub(crate) row: Option<usize>,
    /// The index of its label among the tokens; of its first value if it has no label.
    pub(crate) label: usize,
    /// The index of the label's last piece.
    pub(crate) label_end: usize,
    /// The values, as indices of tokens.
    pub(crate) values: Vec<usize>,
    /// The head above it.
    pub(crate) heads: usize,
    /// How many labels stand on its printed row up to its own.
    pub(crate) depth: usize,
    /// The rows it may be, where its label alone does not tell.
    pub(crate) may_be: Vec<usize>,
    /// How many values were glued to the label (规章000); they are in no token of their own.
    pub(crate) glued: usize,
    /// Numbers without a label of their own that follow the row: a second row for one label.
    pub(crate) strays: Vec<usize>,
    /// The year printed before its label, in a column of years.
    pub(crate) year: Option<usize>,
}

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) heads: Vec<Heads>,
    pub(crate) segments: Vec<Segment>,
    /// For each token whether it belongs to a table.
    pub(crate) in_table: Vec<bool>,
    /// The labels of groups that came in several texts: the index of the first, and how many.
    pub(crate) groups: Vec<(usize, usize)>,
    /// The same of captions of blocks that say whose numbers follow.
    pub(crate) captions: Vec<(usize, usize)>,
}

/// Walks over the run of texts.
pub(crate) fn walk(tokens: &[Token<'_>]) -> Walked {
    let mut walker = Walker {
        tokens,
        words: vocabulary(),
        out: Walked { in_table: vec![false; tokens.len()], ..Walked::default() },
        open: None,
        in_head: false,
        seen: Vec::new(),
        top: None,
        may_go_on: false,
        year: None,
        last_row: None,
        blank_heads: 0,
        serial: None,
    };
    let mut index = 0;
    while index < tokens.len() {
        index = match tokens[index].layout {
            Layout::Cell(grid) => walker.grid_row(index, grid),
            Layout::Bars | Layout::Plain => walker.text(index),
        };
    }
    walker.close();
    walker.out
}

struct Walker<'t, 'd> {
    tokens: &'t [Token<'d>],
    words: &'static Vocabulary,
    out: Walked,
    open: Option<Open>,
    /// The texts before this one were heads.
    in_head: bool,
    /// The labels of groups and rows so far, for rows of one name under several groups. A label
    /// that the form does not know is empty: what stood before it says nothing of what follows.
    seen: Vec<String>,
    /// The label of the table of 2014 whose part this is; empty for one that the form does not have.
    top: Option<String>,
    /// Nothing stands between the row read last and here, so numbers without a label may be its own.
    may_go_on: bool,
    /// The last year that stood alone in a cell before a label.
    year: Option<usize>,
    /// The row read last.
    last_row: Option<usize>,
    /// Blanks between bars since the last head: a lost head if another follows, else padding.
    blank_heads: usize,
    /// The last number that counted a row, and the head above it.
    serial: Option<(usize, u32)>,
}

/// A row that still takes values.
struct Open {
    segment: Segment,
    /// Its values stand on its own printed row, so nothing on a later one belongs to it.
    bound_to: Option<u32>,
}

impl<'d> Walker<'_, 'd> {
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.out.segments.push(open.segment);
            self.may_go_on = true;
        }
    }

    fn heads(&mut self) -> usize {
        if self.out.heads.is_empty() {
            self.out.heads.push(Heads::default());
        }
        self.out.heads.len() - 1
    }

    fn new_heads(&mut self, grid: Option<u32>, caption: Option<String>) {
        self.may_go_on = false;
        self.out.heads.push(Heads { grid, caption, ..Heads::default() });
    }

    /// Opens a row of the form, or one that the form does not have.
    fn open(&mut self, row: Option<usize>, label: usize, depth: usize, glued: usize) {
        self.close();
        self.in_head = false;
        self.blank_heads = 0;
        let heads = self.heads();
        let (values, may_be) = (Vec::new(), Vec::new());
        let (strays, year, label_end) = (Vec::new(), self.year_before(label), label);
        let segment =
            Segment { row, label, label_end, values, heads, depth, may_be, glued, strays, year };
        self.open = Some(Open { segment, bound_to: None });
        if row.is_some() {
            self.last_row = row;
            let worded = wording::edition_of(self.tokens[label].text);
            self.out.heads[heads].worded.extend(worded);
        }
    }

    /// The year that stands before a label on its row; in a grid its cell may reach down to it.
    fn year_before(&self, label: usize) -> Option<usize> {
        let index = label;
        let label = &self.tokens[index];
        self.year.filter(|before| {
            let year = &self.tokens[*before];
            let reaches = year.layout == label.layout && year.column < label.column;
            before + 1 == index
                || year.row == label.row
                || reaches && matches!(label.layout, Layout::Cell(_))
        })
    }

    /// Opens a row that has several of its name on the form and cannot be told from them.
    fn doubtful(&mut self, index: usize, depth: usize, meaning: &Meaning) {
        self.open(None, index, depth, 0);
        if let Some(open) = &mut self.open {
            open.segment.may_be.clone_from(&meaning.rows);
        }
    }

    /// A number that no row takes: a second row for the label above, or one whose label is lost.
    fn stray(&mut self, index: usize) {
        let here = self.tokens[index].layout;
        let goes_on = self.may_go_on && !self.in_head;
        let Some(segment) = self.out.segments.last_mut().filter(|_| goes_on) else { return };
        let there = self.tokens[segment.label].layout;
        let same_table = match (here, there) {
            (Layout::Cell(here), Layout::Cell(there)) => here == there,
            (Layout::Cell(_), _) | (_, Layout::Cell(_)) => false,
            _ => true,
        };
        if same_table {
            segment.strays.push(index);
            self.out.in_table[index] = true;
        }
    }

    /// Keeps a text below the caption of a block whose head has not come: it may be a piece of it.
    /// Behind a block's rows such a piece begins another block. Gives back whether it was kept.
    fn keep_unread(&mut self, text: &str) -> bool {
        let mut in_use =
            self.out.segments.last().is_some_and(|row| row.heads + 1 == self.out.heads.len());
        let of_blocks = self.out.heads.last().is_some_and(|heads| {
            heads.section == Some(2) || heads.section.is_none() && heads.caption.is_some()
        });
        if in_use && of_blocks && is_piece_of_head(text) {
            let grid = self.out.heads.last().and_then(|heads| heads.grid);
            self.new_heads(grid, Some(String::new()));
            in_use = false;
        }
        let captioned = self.out.heads.last_mut().filter(|heads| heads.caption.is_some());
        let Some(heads) = captioned.filter(|heads| heads.cells.is_empty() && !in_use) else {
            return false;
        };
        heads.unread.push(text.to_owned());
        true
    }

    /// Whether nothing but blanks stands between a piece of a head and the next text, and that is no
    /// number: it is no row of the page's own.
    fn is_among_pieces(&self, index: usize) -> bool {
        let next = self.tokens[index + 1..].iter().find(|next| !next.is_blank());
        has_of_head(self.tokens[index].text) && !next.is_some_and(Token::is_value)
    }

    fn label_ends(&mut self, end: usize) {
        if let Some(open) = &mut self.open {
            open.segment.label_end = end;
        }
    }

    fn add_head(&mut self, token: &Token<'d>, label: &Label, meaning: Option<&Meaning>) {
        let grid = match token.layout {
            Layout::Cell(grid) => Some(grid),
            _ => None,
        };
        let lost_heads = std::mem::take(&mut self.blank_heads);
        if !self.in_head {
            // Rows above that have none do not stand below this one.
            let in_use =
                self.out.segments.last().is_some_and(|row| row.heads + 1 == self.out.heads.len());
            let caption = self.out.heads.last().filter(|heads| heads.cells.is_empty() && !in_use);
            if caption.is_none_or(|heads| heads.grid != grid || !heads.orphans.is_empty()) {
                self.new_heads(grid, None);
            }
            self.in_head = true;
        } else if meaning.is_some() && self.out.heads.last().is_some_and(|h| !h.orphans.is_empty())
        {
            self.new_heads(grid, None);
        }
        let index = self.heads();
        let heads = &mut self.out.heads[index];
        heads.end = heads.end.max(token.column + token.columns);
        if heads.section.is_some_and(|section| section == 0 || section == 2) {
            let lost = std::iter::repeat_with(|| head_cell(token, &Label::default(), false, false));
            heads.cells.extend(lost.take(lost_heads));
        }
        heads.serial |= self.words.role(&label.core) == Some(Role::Serial);
        let Some(meaning) = meaning else {
            heads.cells.push(head_cell(token, label, false, false));
            return;
        };
        if meaning.stub {
            // What stands before it (序号, 单位：件) is no column of values.
            heads.cells.clear();
            heads.stub = Some(token.text.to_owned());
            heads.section = meaning.stub_of;
            return;
        }
        heads.section = heads.section.or(meaning.head_of.first().copied());
        heads.cells.push(head_cell(token, label, true, meaning.head_group));
    }

    /// Whether the head is that of section 四, whose one row has no label.
    fn head_takes_values(&self) -> bool {
        self.in_head
            && self.out.heads.last().is_some_and(|heads| {
                heads.section == Some(4) && heads.cells.iter().any(|cell| cell.core == "结果维持")
            })
    }

    fn meaning(&self, token: &Token<'_>) -> Option<&'static Meaning> {
        match &token.kind {
            Kind::Label(label) => self.words.meaning(&label.core),
            _ => None,
        }
    }

    fn take(&mut self, index: usize) {
        if let Some(open) = &mut self.open {
            open.segment.values.push(index);
        }
    }
}

impl Meaning {
    pub(crate) fn is_row(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether it names rows, and none of them for certain when it is not told which.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.rows.len() > 1 || self.is_row() && !self.is_head()
    }

    pub(crate) fn is_head(&self) -> bool {
        !self.head_of.is_empty() || self.stub
    }
}

fn head_cell(token: &Token<'_>, label: &Label, known: bool, group: bool) -> HeadCell {
    HeadCell {
        printed: token.text.to_owned(),
        core: label.core.clone(),
        known,
        group,
        joined: false,
        role: vocabulary().role(&label.core),
        unit: label.unit,
        row: token.row,
        column: token.column,
        columns: token.columns,
    }
}

mod glued;
mod grid;
mod items;
mod names;
mod parted;
#[cfg(test)]
mod tests;
mod text;

//! The walk over the run of texts: heads, and under them rows with their values.

use crate::heads::{HeadCell, Heads};
use crate::key::{Label, Numbering};
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::{Meaning, Vocabulary, vocabulary};

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
}

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) heads: Vec<Heads>,
    pub(crate) segments: Vec<Segment>,
    /// For each token whether it belongs to a table.
    pub(crate) in_table: Vec<bool>,
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
        last_row: None,
        blank_heads: 0,
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

/// How many labels are remembered at least; a form has ninety.
const REMEMBERED: usize = 200;

struct Walker<'t, 'd> {
    tokens: &'t [Token<'d>],
    words: &'static Vocabulary,
    out: Walked,
    open: Option<Open>,
    /// The texts before this one were heads.
    in_head: bool,
    /// The labels of groups and rows so far, for rows of one name under several groups.
    seen: Vec<String>,
    /// The row read last.
    last_row: Option<usize>,
    /// Blanks between bars since the last head: a lost head if another follows, else padding.
    blank_heads: usize,
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
        }
    }

    fn heads(&mut self) -> usize {
        if self.out.heads.is_empty() {
            self.out.heads.push(Heads::default());
        }
        self.out.heads.len() - 1
    }

    fn new_heads(&mut self, grid: Option<u32>, caption: Option<String>) {
        self.out.heads.push(Heads { grid, caption, ..Heads::default() });
    }

    /// Opens a row of the form, or one that the form does not have.
    fn open(&mut self, row: Option<usize>, label: usize, depth: usize, glued: usize) {
        self.close();
        self.in_head = false;
        self.blank_heads = 0;
        let heads = self.heads();
        let (values, may_be) = (Vec::new(), Vec::new());
        let segment = Segment { row, label, label_end: label, values, heads, depth, may_be, glued };
        self.open = Some(Open { segment, bound_to: None });
        if row.is_some() {
            self.last_row = row;
        }
    }

    /// Opens a row that has several of its name on the form and cannot be told from them.
    fn doubtful(&mut self, index: usize, depth: usize, meaning: &Meaning) {
        self.open(None, index, depth, 0);
        if let Some(open) = &mut self.open {
            open.segment.may_be.clone_from(&meaning.rows);
        }
    }

    /// Keeps a label for the rows after it. Only the last few tables' matter.
    fn remember(&mut self, core: &str) {
        if self.seen.len() >= 2 * REMEMBERED {
            self.seen.drain(..REMEMBERED);
        }
        self.seen.push(core.to_owned());
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
            let caption = self.out.heads.last().filter(|heads| heads.cells.is_empty());
            if caption.is_none_or(|heads| heads.grid != grid) {
                self.new_heads(grid, None);
            }
            self.in_head = true;
        }
        let index = self.heads();
        let heads = &mut self.out.heads[index];
        heads.end = heads.end.max(token.column + token.columns);
        if heads.section.is_some_and(|section| section == 0 || section == 2) {
            let lost = std::iter::repeat_with(|| head_cell(token, &Label::default(), false, false));
            heads.cells.extend(lost.take(lost_heads));
        }
        heads.serial |= label.core == "序号";
        let Some(meaning) = meaning else {
            heads.cells.push(head_cell(token, label, false, false));
            return;
        };
        if meaning.stub {
            // What stands before it (序号, 单位：件) is no column of values.
            heads.cells.clear();
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

    /// The row that a label names, told from its namesakes by the labels before it.
    fn row_of(&self, label: &Label, meaning: &Meaning) -> Option<usize> {
        let numbered = matches!(label.numbering, Some(Numbering::Second(_) | Numbering::Third(_)));
        // 总计 and 其他 are columns too; every other label of a row names it and nothing else.
        let short = !meaning.head_of.is_empty();
        let parent = |row: &usize| self.words.rows[*row].path.iter().rev().nth(1);
        let nearest = || {
            let near = self.seen.iter().rev().find_map(|seen| self.beside(seen, &meaning.rows));
            // Rows come in the form's order: one that was read, or passed, does not come again.
            near.filter(|row| self.last_row.is_none_or(|last| last < *row))
        };
        match meaning.rows.as_slice() {
            [row] if !short => Some(*row),
            [row] if label.core == "总计" => {
                // 总计 is a row after 其他处理 only; elsewhere it is a column, or a sum of the page's own.
                let after = self.last_row.is_some_and(|last| {
                    self.words.rows[last].path.iter().any(|core| core == "其他处理")
                });
                (label.numbering == Some(Numbering::Second(7)) || after && !self.in_head)
                    .then_some(*row)
            }
            [row] => {
                let group = self.seen.iter().rev().find(|seen| self.is_group(seen));
                let under = group.is_some() && group == parent(row);
                (under && (numbered || !self.in_head)).then_some(*row)
            }
            _ => nearest(),
        }
    }

    /// Which of some rows of one name a label seen before speaks for: it is the row's parent, or
    /// another row of that parent's alone.
    fn beside(&self, seen: &str, rows: &[usize]) -> Option<usize> {
        let parent = |row: usize| self.words.rows[row].path.iter().rev().nth(1);
        let sibling = self.words.meaning(seen).filter(|meaning| meaning.rows.len() == 1);
        let siblings_parent = sibling.and_then(|meaning| parent(meaning.rows[0]));
        rows.iter().copied().find(|row| {
            let own = parent(*row);
            own.is_some_and(|own| own == seen) || own.is_some() && own == siblings_parent
        })
    }

    fn is_group(&self, core: &str) -> bool {
        self.words.meaning(core).is_some_and(|meaning| meaning.group)
    }

    /// One row of a grid; gives the index behind it.
    fn grid_row(&mut self, start: usize, grid: u32) -> usize {
        let row = self.tokens[start].row;
        let end = self.tokens[start..].iter().position(|token| token.row != row);
        let end = end.map_or(self.tokens.len(), |length| start + length);
        self.close();
        let kinds: Vec<Option<&Meaning>> =
            self.tokens[start..end].iter().map(|token| self.meaning(token)).collect();
        let heads = kinds.iter().flatten().filter(|meaning| meaning.is_head()).count();
        let firm = kinds.iter().flatten().any(|meaning| meaning.is_row() && !meaning.is_head());
        let caption = kinds.iter().flatten().any(|meaning| meaning.caption);
        let loose = (start..end).any(|index| {
            let Kind::Label(label) = &self.tokens[index].kind else { return false };
            let meaning = kinds[index - start].filter(|meaning| meaning.is_row());
            meaning.is_some_and(|meaning| self.row_of(label, meaning).is_some())
        });
        let before = (self.out.heads.len(), self.out.segments.len());
        if firm || loose && heads <= 1 {
            self.grid_data(start, end, &kinds);
        } else if heads > 0 {
            self.grid_head(start, end, &kinds);
        } else if caption {
            self.grid_caption(start, end, grid, &kinds);
        } else if self.tokens[start..end].iter().all(Token::is_value) {
            self.grid_values(start, end);
        } else {
            self.grid_unknown(start, end, &kinds);
        }
        if self.open.is_some()
            || (self.out.heads.len(), self.out.segments.len()) != before
            || heads > 0
        {
            self.out.in_table[start..end].fill(true);
        }
        self.close();
        end
    }

    fn meaning(&self, token: &Token<'_>) -> Option<&'static Meaning> {
        match &token.kind {
            Kind::Label(label) => self.words.meaning(&label.core),
            _ => None,
        }
    }

    fn grid_data(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        let tokens = self.tokens;
        let mut depth = 0;
        for index in start..end {
            let token = &tokens[index];
            match (&token.kind, kinds[index - start]) {
                (Kind::Label(label), Some(meaning)) => {
                    depth += 1;
                    match self.row_of(label, meaning) {
                        Some(row) if meaning.is_row() => {
                            self.open(Some(row), index, depth, 0);
                            self.remember(&label.core);
                        }
                        _ if meaning.group => {
                            self.close();
                            self.remember(&label.core);
                        }
                        None if meaning.rows.len() > 1 => self.doubtful(index, depth, meaning),
                        _ => self.take(index),
                    }
                }
                (_, _) => self.take(index),
            }
        }
    }

    fn grid_head(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        let tokens = self.tokens;
        for index in start..end {
            let token = &tokens[index];
            match &token.kind {
                Kind::Label(label) => self.add_head(token, label, kinds[index - start]),
                Kind::Value | Kind::Blank if self.in_head => {
                    let index = self.heads();
                    let heads = &mut self.out.heads[index];
                    heads.end = heads.end.max(token.column + token.columns);
                    // A head whose words are lost still stands above a column.
                    if heads.section.is_some_and(|section| section == 0 || section == 2) {
                        heads.cells.push(head_cell(token, &Label::default(), false, false));
                    }
                }
                Kind::Value | Kind::Blank | Kind::Prose => {}
            }
        }
    }

    fn grid_caption(&mut self, start: usize, end: usize, grid: u32, kinds: &[Option<&Meaning>]) {
        let caption = (start..end).find_map(|index| match &self.tokens[index].kind {
            Kind::Label(label) if kinds[index - start].is_some_and(|m| m.caption) => {
                Some(&label.core)
            }
            _ => None,
        });
        self.new_heads(Some(grid), caption.cloned());
        self.in_head = false;
    }

    fn grid_values(&mut self, start: usize, end: usize) {
        let empty = self.tokens[start..end].iter().all(|token| token.text.trim().is_empty());
        let next = self.tokens[end..].first().map_or(end, |next| {
            let row = self.tokens[end..].iter().take_while(|token| token.row == next.row);
            end + row.take_while(|token| token.is_value()).count()
        });
        let values_follow = self.tokens[end..next].iter().any(|token| !token.is_blank());
        if empty && values_follow {
            // An empty row between head and values.
            return;
        }
        if self.head_takes_values() {
            let unlabelled = self.words.unlabelled;
            self.open(Some(unlabelled), start, 0, 0);
            for index in start..end {
                self.take(index);
            }
        }
    }

    /// A row whose label the form does not know: its values are nobody's.
    fn grid_unknown(&mut self, start: usize, end: usize, kinds: &[Option<&Meaning>]) {
        for index in start..end {
            if let (Kind::Label(label), Some(meaning)) =
                (&self.tokens[index].kind, kinds[index - start])
                && meaning.group
            {
                self.remember(&label.core);
            }
        }
        let label = (start..end).find(|i| matches!(self.tokens[*i].kind, Kind::Label(_)));
        let group = label.is_some_and(|i| kinds[i - start].is_some_and(|meaning| meaning.group));
        let behind = label.map_or(end, |label| label + 1);
        let values = !group
            && self.tokens[behind..end].iter().any(|token| matches!(token.kind, Kind::Value));
        let known_above = self.out.heads.last().is_some_and(|heads| heads.section.is_some());
        if let Some(label) = label.filter(|_| values && known_above) {
            self.open(None, label, 0, 0);
            for index in label + 1..end {
                self.take(index);
            }
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
        unit: label.unit,
        row: token.row,
        column: token.column,
        columns: token.columns,
    }
}

mod text;

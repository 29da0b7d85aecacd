//! The walk where tables came as text: labels and values follow each other, and what follows a
//! label until the next label is its row.

use crate::captions::names_whose;
use crate::fold::{han_count, is_space, squeeze, squeeze_into};
use crate::heads::is_piece_of_stub;
use crate::key::{Label, Numbering, is_unit_caption, tells_number};
use crate::scope;
use crate::tokens::{Kind, Layout, Token};
use crate::value::is_counter;
use crate::vocabulary::Role;

use super::items::{WORDS, is_vague};
use super::{Open, Walker};

/// How many lines a label may be broken over.
const PIECES: usize = 8;

impl Walker<'_, '_> {
    /// One text outside of grids, or several that make one label; gives the index behind it.
    pub(super) fn text(&mut self, index: usize) -> usize {
        let token = &self.tokens[index];
        self.leave_row(token);
        // The head of a grid ends with it.
        self.in_head &= self.out.heads.last().is_some_and(|heads| heads.grid.is_none());
        let rest = self.tokens[index + 1..].iter().take_while(|next| next.rest).count();
        if rest > 0 {
            self.wrapped(index, rest + 1);
            return index + rest + 1;
        }
        if self.in_head && self.is_remark_on_head(index) {
            self.out.in_table[index] = true;
            return index + 1;
        }
        if let Some((label, pieces)) = self.joined(index) {
            self.label(index, &label, pieces);
            self.out.in_table[index] = true;
            // What the rest of a block's caption says of its numbers (项（上年）) is not to be lost.
            let caption = self.words.meaning(&label.core).is_some_and(|meaning| meaning.caption);
            self.keep_caption(index, pieces);
            for rest in index + 1..index + pieces {
                self.out.in_table[rest] = !(caption && names_whose(self.tokens[rest].text));
            }
            return index + pieces;
        }
        match &token.kind {
            Kind::Blank | Kind::Value => self.value(index),
            Kind::Prose => self.leave_table(),
            Kind::Label(label) => match self.words.meaning(&label.core) {
                // 一、主动公开情况 is a group of the table of 2014 and a heading of old reports.
                Some(meaning)
                    if meaning.group && !meaning.is_row() && self.out.heads.is_empty() =>
                {
                    self.leave_table();
                    self.remember(&label.core);
                }
                // 单位：件 stands above a table; its head says 单位 and no more.
                Some(_) if !self.in_head && is_unit_caption(token.text) => self.close(),
                Some(head) if head.is_head() && tells_number(token.text) => self.leave_table(),
                Some(_) => {
                    self.label(index, label, 1);
                    self.out.in_table[index] = true;
                }
                None => self.unknown(index, label),
            },
        }
        index + 1
    }

    /// A cell whose lines were put together before: it is one text.
    fn wrapped(&mut self, index: usize, pieces: usize) {
        self.keep_caption(index, pieces);
        let texts = self.tokens[index..index + pieces].iter().map(|token| squeeze(token.text));
        let mut label = Label::of_key(&texts.collect::<String>());
        label.core = self.words.canonical(&label.core);
        if self.words.meaning(&label.core).is_some() {
            self.label(index, &label, pieces);
            self.out.in_table[index..index + pieces].fill(true);
        } else {
            self.unknown(index, &label);
            for rest in &self.tokens[index + 1..index + pieces] {
                self.keep_unread(rest.text);
            }
        }
    }

    /// A row whose values stand on its own line ends with that line.
    fn leave_row(&mut self, token: &Token<'_>) {
        if self.open.as_ref().is_some_and(|o| o.bound_to.is_some_and(|row| row != token.row)) {
            self.close();
        }
    }

    fn leave_table(&mut self) {
        self.close();
        self.in_head = false;
        self.may_go_on = false;
    }

    /// The label that this text makes together with those after it: heads and long labels are
    /// broken over lines. Only a whole label of the form counts.
    fn joined(&self, index: usize) -> Option<(Label, usize)> {
        let next = self.tokens.get(index + 1).filter(|next| may_join(next))?;
        let text = self.tokens[index].text;
        let begins = match self.tokens[index].kind {
            Kind::Label(_) => true,
            Kind::Prose => !text.ends_with('。'),
            Kind::Value => is_torn_off(text, next.text),
            Kind::Blank => false,
        };
        let mut key = squeeze(text);
        if !begins || key.len() > 200 || self.words.is_strange(label_of_key(&key)) {
            return None;
        }
        let first = first_core(&self.tokens[index]);
        // （2016年度） is a caption and no note before the label that follows it.
        let bracketed = key.starts_with('(') && key.ends_with(')');
        if bracketed && names_whose(text) {
            return None;
        }
        let mut best = None;
        for pieces in 2..=PIECES {
            let next = self.tokens.get(index + pieces - 1);
            let Some(next) = next.filter(|next| may_join(next)) else { break };
            // （样表） between a head without rows and another table is the other's caption.
            if names_whose(next.text) && self.begins_anew(index + pieces) {
                break;
            }
            let open = key.matches('(').count() > key.matches(')').count();
            squeeze_into(next.text, &mut key);
            if self.words.is_strange(label_of_key(&key)) {
                // Nor is what gets longer still.
                continue;
            }
            let mut label = Label::of_key(&key);
            let longer = label.core.len() > first.len();
            label.core = self.words.canonical(&label.core);
            // 采购总金额 / （万元）, 本年增/ / 减: no new label, and part of this one all the same.
            let note = label.core == first && (open || !key.contains(':'));
            if (longer && label.core != first || note) && self.words.meaning(&label.core).is_some()
            {
                best = Some((label, pieces));
            }
        }
        best
    }

    fn label(&mut self, index: usize, label: &Label, pieces: usize) {
        let Some(meaning) = self.words.meaning(&label.core) else { return };
        if meaning.group && pieces > 1 {
            self.out.groups.push((index, pieces));
        }
        self.give_back_serial(index);
        let serial = meaning.stub
            && index > 0
            && self.words.role(first_core(&self.tokens[index - 1])) == Some(Role::Serial);
        if meaning.caption {
            self.keep_caption_of_two(index);
            self.leave_table();
            self.new_heads(None, Some(label.core.clone()));
            return;
        }
        if let Some(row) = Some(meaning).filter(|m| m.is_row()).and_then(|m| self.row_of(label, m))
        {
            let depth = self.labels_before(index) + 1;
            self.open(Some(row), index, depth, 0);
            self.label_ends(index + pieces - 1);
            self.remember(&label.core);
        } else if meaning.is_head() && self.is_numbered_row(label, index + pieces) {
            self.unknown(index, label);
        } else if meaning.is_head() {
            self.close();
            self.add_head(&self.tokens[index], label, Some(meaning));
            let heads = self.heads();
            let heads = &mut self.out.heads[heads];
            heads.serial |= serial;
            if pieces > 1 {
                let texts = self.tokens[index..index + pieces].iter().map(|token| token.text);
                let printed = texts.collect();
                if meaning.stub {
                    heads.stub = Some(printed);
                } else if let Some(cell) = heads.cells.last_mut() {
                    (cell.printed, cell.joined) = (printed, true);
                }
            }
        } else if meaning.group {
            self.leave_table();
            self.remember(&label.core);
        } else if meaning.is_ambiguous() {
            self.doubtful(index, 1, meaning);
        } else {
            self.close();
        }
    }

    /// Where rows begin with a serial number and a cell stands on each line, the number before a
    /// label is this row's and no value of the row above.
    fn give_back_serial(&mut self, index: usize) {
        let serial = self.out.heads.last().is_some_and(|heads| heads.serial);
        if let Some(open) = self.open.as_mut().filter(|_| serial)
            && let Some(last) = open.segment.values.last().copied()
            && last + 1 == index
            && matches!(self.tokens[last].kind, Kind::Value)
        {
            open.segment.values.pop();
        }
    }

    /// How many labels stand directly before this one: those of the groups that begin with it.
    fn labels_before(&self, index: usize) -> usize {
        let before = self.tokens[..index].iter().rev().take(2);
        let groups = before.take_while(|token| match &token.kind {
            Kind::Label(label) => {
                self.words.meaning(&label.core).is_some_and(|m| m.group && !m.is_row())
            }
            _ => false,
        });
        groups.count()
    }

    fn value(&mut self, index: usize) {
        if self.open.is_none() && self.head_takes_values() {
            // Padding of the head is no value.
            if self.tokens[index].is_blank() && self.tokens[index].text.is_empty() {
                return;
            }
            let unlabelled = self.words.unlabelled;
            self.open(Some(unlabelled), index, 0, 0);
        }
        let blank_bar = self.tokens[index].layout == Layout::Bars && self.tokens[index].is_blank();
        self.blank_heads += usize::from(self.in_head && blank_bar);
        if self.open.is_some() {
            self.bind(index);
            self.take(index);
            self.out.in_table[index] = true;
        } else if !self.tokens[index].is_blank() {
            self.unlabelled(index);
        }
    }

    /// A number where no row is open: before the first row of a head, behind a row that has its
    /// values, or before the label of its own row, as serial numbers are.
    fn unlabelled(&mut self, index: usize) {
        let row = self.tokens[index].row;
        if scope::year_of_cell(self.tokens[index].text).is_some() {
            self.year = Some(index);
        }
        let is_label = |next: &Token<'_>| matches!(next.kind, Kind::Label(_));
        let mut behind = self.tokens[index + 1..].iter();
        let serial = self.out.heads.last().is_some_and(|heads| heads.serial)
            && behind.clone().next().is_some_and(is_label)
            && self.counts_on(index);
        // Below a caption whose head is lost, too.
        let rows = self.out.segments.last().map(|segment| segment.heads);
        let bare = self.out.heads.last().is_some_and(|heads| heads.caption.is_some())
            && rows.is_none_or(|heads| heads + 1 < self.out.heads.len());
        if self.in_head || bare {
            let heads = self.heads();
            self.out.heads[heads].orphans.extend((!serial).then_some(index));
        } else if !serial && !behind.next().is_some_and(|next| next.row == row && is_label(next)) {
            self.stray(index);
        }
    }

    /// Whether a number can be the next serial number, or the first: half of a number that a line end
    /// fell into is as a rule neither.
    fn counts_on(&mut self, index: usize) -> bool {
        let Some(number) = self.tokens[index].text.trim().parse::<u32>().ok() else { return true };
        let heads = self.heads();
        // That of a wrapped label stands among the values of its row.
        let row = self.out.segments.last().filter(|row| row.heads == heads && row.values.len() > 2);
        let among = row.and_then(|row| self.tokens[row.values[0]].text.trim().parse::<u32>().ok());
        let before = self.serial.filter(|(above, _)| *above == heads).map(|(_, last)| last);
        let next = before.max(among).is_none_or(|last| last < number);
        if next || number == 1 {
            self.serial = Some((heads, number));
        }
        next || number == 1
    }

    /// A value on the label's own line ties the row to that line.
    fn bind(&mut self, index: usize) {
        let Some(Open { segment, bound_to }) = &mut self.open else { return };
        let (label, value) = (&self.tokens[segment.label_end], &self.tokens[index]);
        if label.row == value.row && segment.label != index && !value.is_blank() {
            *bound_to = Some(value.row);
        }
    }

    /// A text that the form does not know: a glued row, a head cut short, a mark in a cell, a row
    /// of the page's own, or no part of a table.
    fn unknown(&mut self, index: usize, label: &Label) {
        if self.glued(index) {
            return;
        }
        let text = self.tokens[index].text;
        // No head begins so: the rows of the block above are missing.
        let block = self.opens_block(index);
        let ends_head = !self.in_head || block || self.begins_anew(index + 1);
        if ends_head && names_whose(text) && scope::year_of_cell(text).is_none() {
            // The caption of another table, however short.
            self.leave_table();
            self.bar(label);
            return;
        }
        let first_level = matches!(label.numbering, Some(Numbering::First(_)));
        let words = (1..=16).contains(&han_count(&label.core));
        if self.in_head && !first_level && words && !block {
            self.add_head(&self.tokens[index], label, None);
            self.out.in_table[index] = true;
            return;
        }
        if self.is_counter(index, label) {
            self.out.in_table[index] = true;
            return;
        }
        let in_cell = han_count(text) < WORDS && !is_piece_of_stub(text) || is_vague(text);
        if self.open.is_some() && in_cell {
            self.bind(index);
            self.take(index);
            self.out.in_table[index] = true;
            return;
        }
        let in_rows = self.last_row.is_some() && !self.out.heads.is_empty();
        self.leave_table();
        let is_piece = self.keep_unread(text) && self.is_among_pieces(index);
        self.bar(label);
        // The table of 2014 has a column of units between the labels and the numbers.
        let unit = |next: &&Token<'_>| next.row == self.tokens[index].row && next.is_counter();
        let behind = index + 1 + usize::from(self.tokens.get(index + 1).as_ref().is_some_and(unit));
        let next_is_value = self.tokens.get(behind).is_some_and(|next| {
            next.is_value() && matches!(next.layout, Layout::Bars | Layout::Plain)
        });
        // A number below a sentence is a page's, or a paragraph.
        let sentence = text.trim_end().ends_with(['。', '；', '！', '？']);
        if in_rows && next_is_value && !first_level && !sentence && !is_piece {
            let depth = self.labels_before(index) + 1;
            self.open(None, index, depth, 0);
            self.out.in_table[index] = true;
        }
    }

    /// Whether a text opens a block or stands above the labels of one: a text between a head and it is
    /// its caption, and the head has no rows.
    fn begins_anew(&self, index: usize) -> bool {
        let next = self.tokens.get(index).and_then(|next| self.meaning(next));
        next.is_some_and(|meaning| meaning.caption || meaning.stub)
    }

    /// Whether a text is the counting word of the number before it, which markup tore off: 16 / 件.
    fn is_counter(&self, index: usize, label: &Label) -> bool {
        let values = self.open.as_ref().map(|open| open.segment.values.as_slice());
        let number = values.and_then(<[usize]>::last).is_some_and(|last| {
            last + 1 == index && matches!(self.tokens[*last].kind, Kind::Value)
        });
        number && !self.tokens[index].fresh && is_counter(&label.core)
    }
}

/// Whether a number is that of the label behind it, which markup tore off: 1 / 、属于国家秘密.
fn is_torn_off(number: &str, label: &str) -> bool {
    let counts = number.trim_matches(is_space);
    (1..=2).contains(&counts.len())
        && counts.bytes().all(|b| b.is_ascii_digit())
        && label.trim_start_matches(is_space).starts_with(['、', '．', '.'])
}

/// Whether a text may be a further piece of the label before it.
fn may_join(next: &Token<'_>) -> bool {
    !next.fresh && matches!(next.kind, Kind::Label(_))
}

/// What a text in matching form and all that begin with it have in the core of their label; whatever
/// stands behind a bracket or a colon may not be.
fn label_of_key(key: &str) -> &str {
    key.find(['(', ':', ';', '。']).map_or(key, |end| &key[..end])
}

fn first_core<'t>(token: &'t Token<'_>) -> &'t str {
    match &token.kind {
        Kind::Label(label) => &label.core,
        _ => "",
    }
}

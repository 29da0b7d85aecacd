//! The inside of a table as nearly every page writes it: rows of cells, and in the cells texts, and
//! paragraphs and spans, all of which end where they should. There the standard's rules come down to a
//! stack of names, at a fraction of what the tree builder takes; it gets whatever else comes, after
//! what was held back for the case. The tests hold this, too, against html5ever.

use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, TreeSink};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, QualName, local_name, ns};

use crate::parse::Sink;
use crate::tree::Id;

/// So many tokens are held back until the element they are in ends: a long row of cells.
const MOST_HELD: usize = 2048;

/// Takes tokens before the tree builder does.
pub(crate) struct Inside<'a> {
    builder: &'a TreeBuilder<Id, Sink>,
    held: RefCell<Held>,
}

/// What part of a table an element is, which tells what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Texts and paragraphs.
    Cell,
    /// Cells.
    Row,
    /// Rows.
    Rows,
}

impl Ground {
    /// That of elements of this name.
    pub(crate) fn named(name: &LocalName) -> Option<Self> {
        match *name {
            local_name!("td") | local_name!("th") => Some(Self::Cell),
            local_name!("tr") => Some(Self::Row),
            local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => Some(Self::Rows),
            _ => None,
        }
    }

    /// That below so many open elements: the first below rows is a row, the first below a row a cell.
    fn inside(self, open: usize) -> Self {
        match (self, open) {
            (Self::Rows, 0) => Self::Rows,
            (Self::Rows, 1) | (Self::Row, 0) => Self::Row,
            _ => Self::Cell,
        }
    }
}

/// What the tree builder has not heard of.
#[derive(Default)]
struct Held {
    /// The part of a table that is the builder's current node; in it nothing waits for being opened
    /// again.
    base: Option<(Id, Ground)>,
    /// The elements in it that are not ended yet.
    open: Vec<LocalName>,
    /// The tokens since the first of them, each with its line.
    tokens: Vec<(Token, u64)>,
}

impl<'a> Inside<'a> {
    pub(crate) fn new(builder: &'a TreeBuilder<Id, Sink>) -> Self {
        Self { builder, held: RefCell::default() }
    }

    /// Hands a token to the tree builder, and sees whether its current node is now a part of a table: one
    /// that the token opens, or the one around `base`, which it ends.
    fn pass(&self, token: Token, line: u64, base: Option<Id>) -> TokenSinkResult<Id> {
        let sink = &self.builder.sink;
        let (opens, ends) = match &token {
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => {
                (false, base.filter(|base| sink.is_named(*base, name)))
            }
            Token::TagToken(tag) => (Ground::named(&tag.name).is_some(), None),
            _ => (false, None),
        };
        let before = sink.count();
        let result = self.builder.process_token(token, line);
        let current =
            if opens { sink.newest_since(before) } else { ends.map(|own| sink.around(own)) };
        if let Some(current) = current {
            self.held.borrow_mut().base = sink.ground(current).map(|ground| (current, ground));
        }
        result
    }
}

impl TokenSink for Inside<'_> {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let mut held = self.held.borrow_mut();
        let base = held.base;
        if let Some((id, ground)) = base {
            if held.takes(&token, ground) {
                // Text between rows and cells is out of place with what may follow it.
                let stays = ground == Ground::Cell || is_end(&token);
                held.tokens.push((token, line));
                if stays && held.open.is_empty() {
                    build(&self.builder.sink, id, held.tokens.drain(..));
                }
                return TokenSinkResult::Continue;
            }
            held.base = None;
            held.open.clear();
            for (token, line) in held.tokens.drain(..) {
                let _ = self.builder.process_token(token, line);
            }
        }
        drop(held);
        self.pass(token, line, base.map(|(id, _)| id))
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // What is held back is HTML in a cell, which is HTML.
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Held {
    /// Whether the tree builder would do no more with a token than put it where it stands.
    fn takes(&mut self, token: &Token, base: Ground) -> bool {
        let ground = base.inside(self.open.len());
        match token {
            _ if self.tokens.len() == MOST_HELD => false,
            Token::CharacterTokens(text) => {
                ground == Ground::Cell || text.bytes().all(|byte| byte.is_ascii_whitespace())
            }
            Token::CommentToken(_) => true,
            Token::TagToken(tag) if tag.self_closing && !is_empty(&tag.name) => false,
            Token::TagToken(Tag { kind: TagKind::StartTag, name, .. }) => self.opens(name, ground),
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => {
                let ends = self.open.last() == Some(name);
                if ends {
                    self.open.pop();
                }
                ends
            }
            _ => false,
        }
    }

    /// Whether an element of this name opens without a rule of its own: a block ends the paragraph it
    /// would stand in. Formatting that is not ended goes on behind its paragraph, but then what is held
    /// back does not end either.
    fn opens(&mut self, name: &LocalName, ground: Ground) -> bool {
        let opens = match *name {
            _ if ground == Ground::Rows => Ground::named(name) == Some(Ground::Row),
            _ if ground == Ground::Row => Ground::named(name) == Some(Ground::Cell),
            local_name!("p") | local_name!("div") => !self.open.contains(&local_name!("p")),
            local_name!("span")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("b")
            | local_name!("strong")
            | local_name!("font")
            | local_name!("i")
            | local_name!("em")
            | local_name!("u") => true,
            // The paragraph's mark, as Word writes it.
            _ => is_empty(name) || &**name == "o:p",
        };
        if opens && !is_empty(name) {
            self.open.push(name.clone());
        }
        opens
    }
}

fn is_end(token: &Token) -> bool {
    matches!(token, Token::TagToken(Tag { kind: TagKind::EndTag, .. }))
}

/// Whether an element holds nothing and so has no end.
fn is_empty(name: &LocalName) -> bool {
    *name == local_name!("br")
}

/// Puts elements that are whole, and texts, at the end of a part of a table.
fn build(sink: &Sink, base: Id, tokens: impl Iterator<Item = (Token, u64)>) {
    let mut parents = vec![base];
    for (token, line) in tokens {
        sink.set_current_line(line);
        let parent = parents.last().copied().unwrap_or(base);
        match token {
            Token::CharacterTokens(text) if text.is_empty() => {}
            Token::CharacterTokens(text) => sink.append(&parent, NodeOrText::AppendText(text)),
            Token::CommentToken(text) => {
                let comment = sink.create_comment(text);
                sink.append(&parent, NodeOrText::AppendNode(comment));
            }
            Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) => {
                let holds = !is_empty(&name);
                let name = QualName::new(None, ns!(html), name);
                let element = sink.create_element(name, attrs, ElementFlags::default());
                sink.append(&parent, NodeOrText::AppendNode(element));
                if holds {
                    parents.push(element);
                }
            }
            _ => {
                parents.pop();
            }
        }
    }
}

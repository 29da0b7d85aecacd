//! The inside of a cell as nearly every page writes it: texts, and paragraphs and spans that end where they
//! should. There the standard's rules come down to a stack of names, at a fraction of what the tree
//! builder takes; it gets whatever else comes, after what was held back for the case. The tests
//! hold this, too, against html5ever.

use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, TreeSink};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, QualName, local_name, ns};

use crate::parse::Sink;
use crate::tree::Id;

/// So many tokens are held back until the element they are in ends.
const MOST_HELD: usize = 256;

/// Takes tokens before the tree builder does.
pub(crate) struct Inside<'a> {
    builder: &'a TreeBuilder<Id, Sink>,
    held: RefCell<Held>,
}

/// What the tree builder has not heard of.
#[derive(Default)]
struct Held {
    /// The cell that is the builder's current node; nothing of it waits for being opened again.
    cell: Option<Id>,
    /// The elements in it that are not ended yet.
    open: Vec<LocalName>,
    /// The tokens since the first of them, each with its line.
    tokens: Vec<(Token, u64)>,
}

impl<'a> Inside<'a> {
    pub(crate) fn new(builder: &'a TreeBuilder<Id, Sink>) -> Self {
        Self { builder, held: RefCell::default() }
    }

    /// Hands a token to the tree builder, and sees whether it has opened a cell for it.
    fn pass(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let opens = matches!(&token, Token::TagToken(tag) if tag.kind == TagKind::StartTag && is_cell(&tag.name));
        let before = self.builder.sink.count();
        let result = self.builder.process_token(token, line);
        if opens {
            self.held.borrow_mut().cell = self.builder.sink.cell_since(before);
        }
        result
    }
}

impl TokenSink for Inside<'_> {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let mut held = self.held.borrow_mut();
        if let Some(cell) = held.cell {
            if held.takes(&token) {
                held.tokens.push((token, line));
                if held.open.is_empty() {
                    build(&self.builder.sink, cell, held.tokens.drain(..));
                }
                return TokenSinkResult::Continue;
            }
            held.cell = None;
            held.open.clear();
            for (token, line) in held.tokens.drain(..) {
                let _ = self.builder.process_token(token, line);
            }
        }
        drop(held);
        self.pass(token, line)
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
    fn takes(&mut self, token: &Token) -> bool {
        match token {
            _ if self.tokens.len() == MOST_HELD => false,
            Token::CharacterTokens(_) | Token::CommentToken(_) => true,
            Token::TagToken(tag) if tag.self_closing && !is_empty(&tag.name) => false,
            Token::TagToken(Tag { kind: TagKind::StartTag, name, .. }) => self.opens(name),
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
    fn opens(&mut self, name: &LocalName) -> bool {
        let opens = match *name {
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

/// Whether an element of this name is a cell of a table.
pub(crate) fn is_cell(name: &LocalName) -> bool {
    matches!(*name, local_name!("td") | local_name!("th"))
}

/// Whether an element holds nothing and so has no end.
fn is_empty(name: &LocalName) -> bool {
    *name == local_name!("br")
}

/// Puts elements that are whole, and texts, at the end of a cell.
fn build(sink: &Sink, cell: Id, tokens: impl Iterator<Item = (Token, u64)>) {
    let mut parents = vec![cell];
    for (token, line) in tokens {
        sink.set_current_line(line);
        let parent = parents.last().copied().unwrap_or(cell);
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

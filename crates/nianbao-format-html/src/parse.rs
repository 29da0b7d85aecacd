//! Parses a page with the tree builder of the HTML standard, within limits.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName};

use crate::tree::{DOCUMENT, Data, Element, Id, NONE, Tree};

/// Elements nested deeper than this are not read: the parser's time grows with the square.
const MAX_DEPTH: u32 = 1024;
/// More nodes than this are not read: unclosed formatting is repeated in every paragraph, so a few
/// megabytes can ask for billions.
const MAX_NODES: usize = 4_000_000;
/// How much is parsed before the limits are looked at again.
const CHUNK: usize = 8 * 1024;

/// Parses pages of any length and depth; the second value says which limit cut it, if any did.
pub(crate) fn parse(pieces: &[&str]) -> (Tree, Option<String>) {
    // What is in `noscript` is then one text and not shown; parsed as elements, a text of it in the
    // head would end the head.
    let scripting_enabled = true;
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = html5ever::parse_document(Sink::new(), options);
    let mut limit = None;
    for chunk in pieces.iter().flat_map(|piece| Chunks(piece)) {
        parser.process(chunk.into());
        limit = parser.tokenizer.sink.sink.limit();
        if limit.is_some() {
            break;
        }
    }
    (parser.finish(), limit)
}

/// A text in pieces that the limits are checked between.
struct Chunks<'a>(&'a str);

impl<'a> Iterator for Chunks<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut end = self.0.len().min(CHUNK);
        while !self.0.is_char_boundary(end) {
            end -= 1;
        }
        let (chunk, rest) = self.0.split_at(end);
        self.0 = rest;
        (!chunk.is_empty()).then_some(chunk)
    }
}

/// What the parser builds the tree through; it wants shared references.
struct Sink {
    tree: RefCell<Tree>,
    line: Cell<u32>,
    deepest: Cell<u32>,
}

/// An element's name, taken out of the cell that the tree is in.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()), line: Cell::new(1), deepest: Cell::new(0) }
    }

    fn limit(&self) -> Option<String> {
        if self.deepest.get() > MAX_DEPTH {
            return Some(format!("{MAX_DEPTH} levels"));
        }
        (self.tree.borrow().len() > MAX_NODES).then(|| format!("{MAX_NODES} nodes"))
    }

    fn insert(&self, parent: Id, child: NodeOrText<Id>, next: Id) {
        let mut tree = self.tree.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(id) => {
                tree.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let before = match next {
                    NONE => tree.node(parent).last,
                    _ => tree.node(next).previous,
                };
                if before != NONE
                    && let Data::Text(own) = &mut tree.node_mut(before).data
                {
                    own.push_tendril(&text);
                    tree.last_text = before;
                    return;
                }
                // The parser counts a line when it has read its end.
                let ends = text.bytes().filter(|byte| *byte == b'\n').count();
                let ends = u32::try_from(ends).unwrap_or(u32::MAX);
                let line = self.line.get().saturating_sub(ends).max(1);
                let id = tree.add(Data::Text(text), line);
                tree.last_text = id;
                id
            }
        };
        tree.attach(parent, id, next);
        self.deepest.set(self.deepest.get().max(tree.node(id).depth));
    }
}

fn is_kept(attribute: &str) -> bool {
    matches!(
        attribute,
        "colspan"
            | "rowspan"
            | "style"
            | "hidden"
            | "href"
            | "role"
            | "name"
            | "property"
            | "content"
    ) || attribute.starts_with("data-nianbao-")
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn get_document(&self) -> Id {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        let empty = || QualName::new(None, Namespace::default(), LocalName::default());
        Name(self.tree.borrow().element(*target).map_or_else(empty, |own| own.qualified.clone()))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let kept = attributes.into_iter().filter(|own| is_kept(&own.name.local));
        let attributes = kept.map(|own| (own.name.local, own.value)).collect();
        let element = Element { qualified: name, attributes };
        self.tree.borrow_mut().add(Data::Element(element), self.line.get())
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.tree.borrow_mut().add(Data::Other, self.line.get())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.tree.borrow_mut().add(Data::Other, self.line.get())
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, child, NONE);
    }

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        let parent = self.tree.borrow().parent(*sibling);
        self.insert(parent, new, *sibling);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.tree.borrow().parent(*element) == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut tree = self.tree.borrow_mut();
        loop {
            let child = tree.node(*node).first;
            if child == NONE {
                break;
            }
            tree.detach(child);
            tree.attach(*new_parent, child, NONE);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Data::Element(element) = &mut tree.node_mut(*target).data else { return };
        for own in attributes.into_iter().filter(|own| is_kept(&own.name.local)) {
            if !element.attributes.iter().any(|(name, _)| *name == own.name.local) {
                element.attributes.push((own.name.local, own.value));
            }
        }
    }

    /// Templates are not read, so their content may as well be inside them.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
}

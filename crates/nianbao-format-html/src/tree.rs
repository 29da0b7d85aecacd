//! The tree of a page: nodes in one vector, linked by index.

use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName};

use crate::element::{self, Kind, Kinds};

/// A node's index.
pub(crate) type Id = u32;

/// No node.
pub(crate) const NONE: Id = Id::MAX;
/// The root of every tree.
pub(crate) const DOCUMENT: Id = 0;

/// Word takes more bytes for a node, others less.
const BYTES_A_NODE: usize = 32;
/// How many nodes there is room for before they are met.
const MAX_RESERVED: usize = 100_000;

/// A parsed page.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// The text that was added or added to last; none is `NONE`.
    pub(crate) last_text: Id,
    /// Some element is hidden by a style, or struck out.
    pub(crate) hides: bool,
    /// Elements of which the page's style sheets leave open whether they are shown.
    pub(crate) doubtful: Vec<Id>,
}

pub(crate) struct Node {
    parent: Id,
    pub(crate) first: Id,
    pub(crate) last: Id,
    pub(crate) previous: Id,
    next: Id,
    /// Counted when the node was put in; moving an ancestor does not correct it.
    pub(crate) depth: u32,
    line: u32,
    pub(crate) data: Data,
}

pub(crate) enum Data {
    Element(Element),
    Text(StrTendril),
    /// The document, comments, processing instructions.
    Other,
}

/// An element: its name, the attributes that bear on reading, and what it means.
pub(crate) struct Element {
    /// Shared with the tree builder, which asks for it all the time.
    pub(crate) qualified: Rc<QualName>,
    attributes: Vec<(LocalName, StrTendril)>,
    kind: Kind,
    /// It has room on the page, and what is in it is not shown.
    blank: bool,
}

impl Element {
    pub(crate) fn new(
        qualified: QualName,
        attributes: Vec<(LocalName, StrTendril)>,
        kinds: &mut Kinds,
    ) -> Self {
        let (qualified, kind) = kinds.of(qualified);
        let mut element = Self { qualified, attributes, kind, blank: false };
        if !element.attributes.is_empty() {
            (element.kind, element.blank) = Kind::of(&element);
        }
        element
    }

    /// An element without attributes that is yet to be told what it means.
    pub(crate) fn bare(qualified: Rc<QualName>) -> Self {
        Self { qualified, attributes: Vec::new(), kind: Kind::Inline, blank: false }
    }

    /// Hides it as a style sheet does, unless its own style says how it is shown.
    pub(crate) fn hide(&mut self, keeps_room: bool) {
        if !matches!(self.name(), "html" | "body") && !element::says_how_shown(self) {
            (self.kind, self.blank) = element::hidden(self, keeps_room);
        }
    }

    /// Shows it as if its style did not hide it.
    fn show(&mut self) {
        (self.kind, self.blank) = (Kind::if_shown(self), false);
    }

    /// Whether what is in it is not shown, though it has its room.
    pub(crate) fn is_blank(&self) -> bool {
        self.blank
    }

    /// Adds those attributes that the element does not have.
    pub(crate) fn add_missing(&mut self, attributes: Vec<(LocalName, StrTendril)>) {
        for (name, value) in attributes {
            if !self.attributes.iter().any(|(own, _)| *own == name) {
                self.attributes.push((name, value));
            }
        }
        (self.kind, self.blank) = Kind::of(self);
    }

    /// What it means for reading.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The name in lower case, without prefix.
    pub(crate) fn name(&self) -> &str {
        &self.qualified.local
    }

    /// The value of an attribute, if the element has it and it is one that is kept.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// The attributes that are kept.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (&**name, &**value))
    }
}

/// What a walk comes upon.
#[derive(Clone, Copy)]
pub(crate) enum Edge {
    Enter(Id),
    Leave(Id),
}

/// A walk through a subtree in document order, without recursion.
pub(crate) struct Walk<'t> {
    tree: &'t Tree,
    root: Id,
    next: Option<Edge>,
}

impl Walk<'_> {
    /// Goes on with the end of `id`, past what is inside.
    pub(crate) fn pass_over(&mut self, id: Id) {
        self.next = Some(Edge::Leave(id));
    }

    /// Goes on with the start of `id`, somewhere inside the root.
    pub(crate) fn go_to(&mut self, id: Id) {
        self.next = Some(Edge::Enter(id));
    }
}

impl Iterator for Walk<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let edge = self.next?;
        self.next = match edge {
            Edge::Enter(id) => match self.tree.node(id).first {
                NONE => Some(Edge::Leave(id)),
                child => Some(Edge::Enter(child)),
            },
            Edge::Leave(id) if id == self.root => None,
            Edge::Leave(id) => match self.tree.node(id).next {
                NONE => Some(Edge::Leave(self.tree.node(id).parent)),
                sibling => Some(Edge::Enter(sibling)),
            },
        };
        Some(edge)
    }
}

impl Tree {
    /// A tree of nothing but its root, for a text of so many bytes.
    pub(crate) fn new(length: usize) -> Self {
        let nodes = Vec::with_capacity((length / BYTES_A_NODE).min(MAX_RESERVED));
        let mut tree = Self { nodes, last_text: NONE, hides: false, doubtful: Vec::new() };
        tree.add(Data::Other, 1);
        tree
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node that was added last.
    pub(crate) fn newest(&self) -> Option<Id> {
        Id::try_from(self.nodes.len().checked_sub(1)?).ok()
    }

    /// A walk through everything.
    pub(crate) fn walk(&self) -> Walk<'_> {
        self.walk_from(DOCUMENT)
    }

    /// A walk through a subtree, its root included.
    pub(crate) fn walk_from(&self, root: Id) -> Walk<'_> {
        Walk { tree: self, root, next: Some(Edge::Enter(root)) }
    }

    /// All elements, in the order in which they were met.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match &node.data {
            Data::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The element, if the node is one.
    pub(crate) fn element(&self, id: Id) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Shows an element though its style hides it; it is one of those that may be hidden.
    pub(crate) fn show(&mut self, id: Id) {
        if let Data::Element(element) = &mut self.node_mut(id).data {
            element.show();
            self.doubtful.push(id);
        }
    }

    /// The text and the source line that it begins in, if the node is text.
    pub(crate) fn text(&self, id: Id) -> Option<(&str, u32)> {
        match &self.node(id).data {
            Data::Text(text) => Some((text, self.node(id).line)),
            _ => None,
        }
    }

    /// The source line that a node begins in.
    pub(crate) fn line(&self, id: Id) -> u32 {
        self.node(id).line
    }

    /// The text that the page ended with.
    pub(crate) fn last_text(&self) -> Option<(Id, &str)> {
        let id = Some(self.last_text).filter(|id| *id != NONE)?;
        Some((id, self.text(id)?.0))
    }

    /// What a node holds, one below.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let first = Some(self.node(id).first).filter(|id| *id != NONE);
        std::iter::successors(first, |id| Some(self.node(*id).next).filter(|id| *id != NONE))
    }

    /// The node that holds this one, or `NONE`.
    pub(crate) fn parent(&self, id: Id) -> Id {
        self.node(id).parent
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    pub(crate) fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// Adds a node that is not yet anywhere.
    pub(crate) fn add(&mut self, data: Data, line: u32) -> Id {
        let id = Id::try_from(self.nodes.len()).unwrap_or(NONE);
        let (parent, first, last, previous, next) = (NONE, NONE, NONE, NONE, NONE);
        self.nodes.push(Node { parent, first, last, previous, next, depth: 0, line, data });
        id
    }

    /// Takes a node with all it holds from where it is.
    pub(crate) fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = *self.node(id);
        match previous {
            NONE if parent == NONE => return,
            NONE => self.node_mut(parent).first = next,
            _ => self.node_mut(previous).next = next,
        }
        match next {
            NONE => self.node_mut(parent).last = previous,
            _ => self.node_mut(next).previous = previous,
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a detached node before `next`, or last if that is `NONE`.
    pub(crate) fn attach(&mut self, parent: Id, id: Id, next: Id) {
        let previous = match next {
            NONE => std::mem::replace(&mut self.node_mut(parent).last, id),
            _ => std::mem::replace(&mut self.node_mut(next).previous, id),
        };
        match previous {
            NONE => self.node_mut(parent).first = id,
            _ => self.node_mut(previous).next = id,
        }
        let depth = self.node(parent).depth.saturating_add(1);
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
    }
}

//! Parses a page with the tree builder of the HTML standard, within limits.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use nianbao_core::Limits;

use crate::element::{self, Kinds};
use crate::inside::{Ground, Inside};
use crate::kept;
use crate::style_sheet::{Rules, Verdict};
use crate::tokenize::tokenize;
use crate::tree::{DOCUMENT, Data, Element, Id, NONE, Tree};

/// More text than this is not read: the parser counts in four bytes.
const MAX_TEXT: usize = 1 << 30;

/// Parses pages of any length and depth; the second value says which limit cut it, if any did.
pub(crate) fn parse(text: &str, rules: Rules, limits: &Limits) -> (Tree, Option<String>) {
    let (text, whole) = cut(text);
    let styled = !rules.is_empty();
    let builder = TreeBuilder::new(Sink::new(text.len(), rules), options());
    let inside = Inside::new(&builder);
    tokenize(text, &inside, styled, || builder.sink.limit(limits).is_some());
    let limit = builder.sink.limit(limits);
    let limit = limit.or_else(|| (!whole).then(|| format!("{MAX_TEXT} bytes")));
    (builder.sink.finish(), limit)
}

fn options() -> TreeBuilderOpts {
    // What is in `noscript` is then one text and not shown; parsed as elements, a text of it in the
    // head would end the head.
    TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() }
}

/// As much of the text as is read, and whether that is all of it.
fn cut(text: &str) -> (&str, bool) {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], end == text.len())
}

/// What the parser builds the tree through; it wants shared references.
pub(crate) struct Sink {
    tree: RefCell<Tree>,
    kinds: RefCell<Kinds>,
    rules: Rules,
    line: Cell<u32>,
    deepest: Cell<u32>,
}

/// An element's name, taken out of the cell that the tree is in.
#[derive(Debug)]
pub(crate) struct Name(Rc<QualName>);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new(length: usize, rules: Rules) -> Self {
        let (tree, kinds) = (RefCell::new(Tree::new(length)), RefCell::default());
        Self { tree, kinds, rules, line: Cell::new(1), deepest: Cell::new(0) }
    }

    /// The limit that was passed: the parser's time grows with the square of the depth; and unclosed
    /// formatting is repeated in every paragraph, so a few megabytes can ask for billions of nodes.
    fn limit(&self, limits: &Limits) -> Option<String> {
        let Limits { depth, elements, .. } = *limits;
        if self.deepest.get() as usize > depth {
            return Some(format!("{depth} levels"));
        }
        (self.tree.borrow().len() > elements).then(|| format!("{elements} nodes"))
    }

    /// How many nodes there are.
    pub(crate) fn count(&self) -> usize {
        self.tree.borrow().len()
    }

    /// The newest node, if there were so many before it.
    pub(crate) fn newest_since(&self, before: usize) -> Option<Id> {
        let tree = self.tree.borrow();
        tree.newest().filter(|_| tree.len() > before)
    }

    /// The node that another stands in.
    pub(crate) fn around(&self, id: Id) -> Id {
        self.tree.borrow().parent(id)
    }

    /// Whether a node is an element of this name.
    pub(crate) fn is_named(&self, id: Id, name: &LocalName) -> bool {
        self.tree.borrow().element(id).is_some_and(|own| own.qualified.local == *name)
    }

    /// What part of a table a node is, if it stands where that belongs.
    pub(crate) fn ground(&self, id: Id) -> Option<Ground> {
        let tree = self.tree.borrow();
        let name = |id| {
            let name = &tree.element(id)?.qualified;
            (name.ns == ns!(html)).then_some(&name.local)
        };
        let ground = Ground::named(name(id)?)?;
        let around = Some(tree.parent(id)).filter(|around| *around != NONE).and_then(name)?;
        let belongs = match ground {
            Ground::Cell => Ground::named(around) == Some(Ground::Row),
            Ground::Row => Ground::named(around) == Some(Ground::Rows),
            Ground::Rows => *around == local_name!("table"),
        };
        belongs.then_some(ground)
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

/// The attributes that bear on reading.
fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, StrTendril)> {
    let read = attributes.into_iter().filter(|own| kept::is_read(&own.name.local));
    let telling = read.filter(|own| !kept::says_nothing(&own.name.local, &own.value));
    // Not in the place of what came: that would keep its room.
    let mut kept = Vec::new();
    kept.extend(telling.map(|own| (own.name.local, own.value)));
    kept
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
        let empty = || QualName::new(None, Namespace::default(), LocalName::default()).into();
        Name(self.tree.borrow().element(*target).map_or_else(empty, |own| own.qualified.clone()))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let (verdict, keeps_room) = if self.rules.is_empty() {
            (Verdict::Shown, false)
        } else {
            self.rules.verdict(&name.local, &attributes)
        };
        let mut element = Element::new(name, kept(attributes), &mut self.kinds.borrow_mut());
        if verdict == Verdict::Hidden {
            element.hide(keeps_room);
        }
        let mut tree = self.tree.borrow_mut();
        tree.hides |= element::is_taken_away(&element);
        let id = tree.add(Data::Element(element), self.line.get());
        if verdict == Verdict::Doubtful {
            tree.doubtful.push(id);
        }
        id
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
        element.add_missing(kept(attributes));
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

/// The tree that html5ever's own tokenizer makes of a text: what a page means, where we are unsure.
#[cfg(test)]
pub(crate) fn parse_by_standard(text: &str) -> Tree {
    use html5ever::tendril::TendrilSink;

    let options = html5ever::ParseOpts { tree_builder: options(), ..Default::default() };
    html5ever::parse_document(Sink::new(text.len(), Rules::default()), options).one(text)
}

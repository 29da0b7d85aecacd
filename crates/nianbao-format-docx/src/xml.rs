//! XML parts as small trees, of which only what reading needs is kept.

use anyhow::{Result, bail};
use nianbao_core::Note;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::xml::names::{ATTRIBUTES, NAMES, SPACES, TEXTS};

mod names;

/// Deeper elements are left out: a table in a table in a text box is some forty deep.
const MAX_DEPTH: usize = 256;

/// An element that has a meaning here, or that holds one that has.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// The name with the usual prefix of its namespace, whatever the part's own is; empty if it
    /// has no meaning here.
    pub(crate) name: &'static str,
    attributes: Vec<(&'static str, String)>,
    pub(crate) children: Vec<Element>,
    /// The text, of those elements that hold any.
    pub(crate) text: String,
}

/// A part that was read.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) root: Element,
    /// Where the XML is broken; what stands before is there.
    pub(crate) broken: Option<String>,
    /// The limit that it went beyond.
    pub(crate) limit: Option<String>,
    /// The end of it was not read.
    pub(crate) cut: bool,
    /// What is doubtful about its encoding.
    pub(crate) notes: Vec<Note>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn children_of<'e>(
        &'e self,
        name: &'static str,
    ) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The value of a property, which is a child with an attribute.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether a property is set on or off, if it is set.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("val");
        Some(!matches!(value, Some("0" | "false" | "off")))
    }

    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.switch(name) == Some(true)
    }
}

/// Reads a part, of which so many elements are kept: a report of one organ has some four thousand.
/// What is broken is told; a document type is refused, since it can define what
/// text means.
pub(crate) fn parse(bytes: &[u8], judge: &dyn Fn(&str) -> usize, most: usize) -> Result<Parsed> {
    let decoded = nianbao_charset::decode(bytes, declared(bytes).as_deref(), judge);
    let mut reader = NsReader::from_str(&decoded.text);
    let mut builder = Builder::default();
    let mut parsed = Parsed { notes: decoded.notes, ..Parsed::default() };
    loop {
        match reader.read_resolved_event() {
            Ok((space, Event::Start(start))) => builder.open(&space, &start),
            Ok((space, Event::Empty(start))) => {
                builder.open(&space, &start);
                builder.close();
            }
            Ok((_, Event::End(_))) => builder.close(),
            Ok((_, Event::Text(text))) => builder.text(&text.xml10_content()),
            Ok((_, Event::CData(text))) => builder.text(&text.xml10_content()),
            Ok((_, Event::GeneralRef(name))) => builder.reference(&name),
            Ok((_, Event::DocType(_))) => bail!("a document type is not allowed here"),
            Ok((_, Event::Eof)) => break,
            Ok(_) => {}
            Err(error) => {
                parsed.broken = Some(error.to_string());
                break;
            }
        }
        if builder.elements > most {
            parsed.limit = Some(format!("{most} XML elements"));
            break;
        }
    }
    if builder.open.len() > 1 && parsed.limit.is_none() {
        parsed.broken.get_or_insert_with(|| "the end is missing".to_owned());
    }
    parsed.cut = parsed.broken.is_some() || parsed.limit.is_some();
    if builder.too_deep {
        parsed.limit.get_or_insert_with(|| format!("{MAX_DEPTH} levels of XML"));
    }
    parsed.root = builder.finish();
    Ok(parsed)
}

/// The charset that the declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(200)];
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.split_once("<?xml")?.1.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}

/// Makes the tree. The first of the open elements stands for the part and holds the root.
#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    /// How many elements are open below the deepest that is kept.
    skipped: usize,
    elements: usize,
    too_deep: bool,
}

impl Builder {
    fn open(&mut self, space: &ResolveResult<'_>, start: &BytesStart<'_>) {
        if self.open.is_empty() {
            self.open.push(Element::default());
        }
        if self.skipped > 0 || self.open.len() > MAX_DEPTH {
            self.too_deep = true;
            self.skipped += 1;
            return;
        }
        let name = name_of(space, start);
        let mut element = Element { name, ..Element::default() };
        if !name.is_empty() {
            element.attributes = attributes(start);
        }
        self.open.push(element);
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        if let Some(done) = self.open.pop()
            && (!done.name.is_empty() || !done.children.is_empty())
            && let Some(parent) = self.open.last_mut()
        {
            self.elements += 1;
            parent.children.push(done);
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(element) = self.open.last_mut().filter(|top| TEXTS.contains(&top.name))
        {
            element.text.push_str(text);
        }
    }

    /// A character by its number, or one of the five that XML names; others are defined nowhere.
    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let character = match name.resolve_char_ref() {
            Ok(Some(character)) => character,
            _ => match &*name.xml10_content() {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ => char::REPLACEMENT_CHARACTER,
            },
        };
        self.text(character.encode_utf8(&mut [0; 4]));
    }

    /// The root element, with what was still open closed.
    fn finish(mut self) -> Element {
        self.skipped = 0;
        while self.open.len() > 1 {
            self.close();
        }
        self.open.pop().and_then(|part| part.children.into_iter().next()).unwrap_or_default()
    }
}

/// The name with the prefix that its namespace usually has. A prefix that is declared nowhere
/// stands for itself: such files exist, and Word's own prefixes are unmistakable.
fn name_of(space: &ResolveResult<'_>, start: &BytesStart<'_>) -> &'static str {
    let name = start.name();
    let prefix = match space {
        ResolveResult::Bound(namespace) => {
            let own = |(part, _): &&(&str, &str)| namespace.0.contains(part);
            SPACES.iter().find(own).map_or("", |(_, prefix)| *prefix)
        }
        _ => name.0.split_once(':').map_or("", |(prefix, _)| prefix),
    };
    let local = name.local_name();
    let wanted = (prefix, local.as_ref());
    let split = |name: &&'static str| name.split_once(':').unwrap_or_default();
    let found = NAMES.binary_search_by(|name| split(name).cmp(&wanted));
    found.map_or("", |index| NAMES[index])
}

fn attributes(start: &BytesStart<'_>) -> Vec<(&'static str, String)> {
    let mut attributes = start.attributes();
    let known = attributes.with_checks(false).flatten().filter_map(|attribute| {
        let local = attribute.key.local_name();
        let name = ATTRIBUTES.iter().find(|name| **name == local.as_ref())?;
        Some((*name, attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned()))
    });
    known.collect()
}

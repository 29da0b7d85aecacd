//! A walk over the elements of our namespace; whatever is wrong is told with its line.

use std::borrow::Cow;
use std::fmt::Display;

use anyhow::{Error, Result};
use nianbao_core::{Malformed, Worded, is_in_xml};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::NAMESPACE;
use crate::decode::position;
use crate::word::{is_space, parse};

/// An element of our namespace that was entered.
pub(crate) struct Element<'i> {
    start: BytesStart<'i>,
    /// Where it begins in the text.
    at: usize,
}

impl Element<'_> {
    /// Its name, without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }
}

/// A position in a document.
pub(crate) struct Cursor<'i> {
    text: &'i str,
    reader: NsReader<&'i [u8]>,
}

impl<'i> Cursor<'i> {
    /// The beginning of a document.
    pub(crate) fn new(text: &'i str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.enable_all_checks(true);
        Self { text, reader }
    }

    /// The next element within `parent`, or `None` at its end; outside of the root there is no
    /// parent. Elements of other namespaces are passed over with all that is in them.
    pub(crate) fn child(&mut self, parent: Option<&Element<'_>>) -> Result<Option<Element<'i>>> {
        loop {
            let at = self.offset();
            match self.next()? {
                Event::Start(start) => {
                    if self.is_ours(&start).map_err(|why| self.wrong(at, why))? {
                        return Ok(Some(Element { start, at }));
                    }
                    self.pass_over(&start, at)?;
                }
                Event::End(_) => return Ok(None),
                Event::Eof => match parent {
                    None => return Ok(None),
                    Some(parent) => return Err(self.cut(parent)),
                },
                Event::Text(text) => {
                    let words = text.trim_start_matches(is_space);
                    if !words.is_empty() {
                        let at = at + text.len() - words.len();
                        return Err(self.wrong(at, misplaced(&Event::Text(text), parent)));
                    }
                }
                Event::Comment(_) | Event::PI(_) => {}
                // The text was stripped of its mark, so a declaration is at the very beginning.
                Event::Decl(_) if at == 0 => {}
                other => return Err(self.wrong(at, misplaced(&other, parent))),
            }
        }
    }

    /// The values of an element's attributes, by name. Others of no namespace are errors, and
    /// those of another namespace are passed over.
    pub(crate) fn attributes<'e, const N: usize>(
        &self,
        element: &'e Element<'_>,
        names: [&str; N],
    ) -> Result<[Option<Cow<'e, str>>; N]> {
        let mut values = [const { None }; N];
        // The library's check for duplicates is quadratic; what is known cannot stand twice here.
        for attribute in element.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.fault(element, error))?;
            if self.is_foreign(element, attribute.key)? {
                continue;
            }
            let key = attribute.key.into_inner();
            let index = names.iter().position(|name| *name == key);
            let index = index
                .ok_or_else(|| self.fault(element, format!("there is no attribute {key:?}")))?;
            if values[index].is_some() {
                return Err(self.fault(element, format!("the attribute {key:?} stands twice")));
            }
            values[index] = Some(self.value(element, &attribute)?);
        }
        Ok(values)
    }

    fn is_foreign(&self, element: &Element<'_>, key: QName<'_>) -> Result<bool> {
        if key.as_namespace_binding().is_some() {
            return Ok(true);
        }
        match self.reader.resolver().resolve_attribute(key).0 {
            ResolveResult::Unbound => Ok(false),
            ResolveResult::Bound(namespace) if namespace != Namespace(NAMESPACE) => Ok(true),
            ResolveResult::Bound(_) => {
                let key = key.into_inner();
                Err(self.fault(element, format!("there is no attribute {key:?}; leave the prefix")))
            }
            ResolveResult::Unknown(prefix) => {
                Err(self.fault(element, format!("the prefix {prefix:?} is not declared")))
            }
        }
    }

    fn value<'e>(&self, element: &Element<'_>, attribute: &Attribute<'e>) -> Result<Cow<'e, str>> {
        if attribute.value.contains('<') {
            return Err(self.fault(element, "\"<\" stands in an attribute"));
        }
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|error| self.fault(element, error))?;
        // References can name what the text itself cannot hold; without one nothing was made anew.
        if matches!(value, Cow::Owned(_)) && value.contains(|c| !is_in_xml(c)) {
            return Err(self.fault(element, "a reference to no character of XML"));
        }
        Ok(value)
    }

    /// The text of an element that holds nothing else, to its end.
    pub(crate) fn text(&mut self, element: &Element<'_>) -> Result<String> {
        let mut text = String::new();
        loop {
            let at = self.offset();
            match self.next()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(part) => {
                    text.push(character(&part).ok_or_else(|| {
                        let name = part.into_inner();
                        self.wrong(at, format!("\"&{name};\" is no character of XML"))
                    })?);
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::End(_) => return Ok(text),
                Event::Eof => return Err(self.cut(element)),
                // Of another namespace too: its text would be lost to the middle of ours.
                other => return Err(self.wrong(at, misplaced(&other, Some(element)))),
            }
        }
    }

    /// What the text of an element stands for.
    pub(crate) fn word<T: Worded>(&mut self, element: &Element<'_>) -> Result<T> {
        let text = self.text(element)?;
        parse(&text).ok_or_else(|| self.no_word::<T>(element, &text))
    }

    /// What an attribute's value stands for.
    pub(crate) fn of<T: Worded>(&self, element: &Element<'_>, text: &str) -> Result<T> {
        parse(text).ok_or_else(|| self.no_word::<T>(element, text))
    }

    /// The end of an element that is empty.
    pub(crate) fn close(&mut self, element: &Element<'_>) -> Result<()> {
        match self.child(Some(element))? {
            None => Ok(()),
            Some(child) => Err(self.unknown(&child)),
        }
    }

    /// An error of an element that has no business here.
    pub(crate) fn unknown(&self, element: &Element<'_>) -> Error {
        self.wrong(element.at, format!("no element <{}> is known here", element.name()))
    }

    /// An error of an element's own.
    pub(crate) fn fault(&self, element: &Element<'_>, why: impl Display) -> Error {
        self.wrong(element.at, format!("<{}>: {why}", element.name()))
    }

    fn no_word<T: Worded>(&self, element: &Element<'_>, text: &str) -> Error {
        let shown: String = text.chars().take(40).collect();
        self.fault(element, format!("{shown:?} is not {}", T::WHAT))
    }

    fn cut(&self, element: &Element<'_>) -> Error {
        let (line, _) = position(self.text, element.at);
        let name = element.name();
        self.wrong(self.text.len(), format!("the text ends inside <{name}> of line {line}"))
    }

    fn next(&mut self) -> Result<Event<'i>> {
        self.reader.read_event().map_err(|error| {
            let at = usize::try_from(self.reader.error_position());
            self.wrong(at.unwrap_or(self.text.len()), error)
        })
    }

    /// Whether an element is of our namespace; of none it cannot be, not even of someone else's.
    fn is_ours(&self, start: &BytesStart<'_>) -> Result<bool, String> {
        let why = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(bound) => return Ok(bound == Namespace(NAMESPACE)),
            ResolveResult::Unbound => format!("is not of the namespace {NAMESPACE}"),
            ResolveResult::Unknown(prefix) => format!("has the undeclared prefix {prefix:?}"),
        };
        let name: String = start.name().into_inner().chars().take(40).collect();
        Err(format!("<{name}> {why}"))
    }

    fn pass_over(&mut self, start: &BytesStart<'_>, at: usize) -> Result<()> {
        let passed = self.reader.read_to_end(start.to_end().name());
        passed.map(drop).map_err(|error| self.wrong(at, error))
    }

    fn wrong(&self, at: usize, why: impl Display) -> Error {
        let (line, column) = position(self.text, at);
        malformed(line, column, why.to_string())
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }
}

/// What is wrong with the data, with its place.
pub(crate) fn malformed(line: usize, column: usize, why: String) -> Error {
    let advice = (
        "处的内容不是年报 XML 应有的；请对照 nianbao convert 写出的 XML 及其 XSD 改正",
        "compare it with the XML that nianbao convert writes, and with its XSD",
    );
    Malformed { line, column, why, advice }.into()
}

/// What stands where it must not.
fn misplaced(event: &Event<'_>, inside: Option<&Element<'_>>) -> String {
    let what = match event {
        Event::DocType(_) => return "a DOCTYPE is not read".to_owned(),
        Event::Decl(_) => "an XML declaration",
        Event::Start(_) => "an element",
        _ => "text",
    };
    match inside {
        Some(element) => format!("{what} stands in <{}>", element.name()),
        None => format!("{what} stands outside of the root element"),
    }
}

/// The character of a reference: one of XML's five names, or a number.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c).filter(|c| is_in_xml(*c));
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_xml_entity(&name)?.chars().next()
}

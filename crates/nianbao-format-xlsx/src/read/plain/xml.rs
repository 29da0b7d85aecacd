//! XML of which anything unusual is the end.

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// A part, event by event; an element without content has an end, too.
pub(super) struct Xml<'a>(Reader<&'a [u8]>);

impl<'a> Xml<'a> {
    /// Begins a part. One that does not begin with plain markup is not read here.
    pub(super) fn of(part: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(part).ok().filter(|text| text.starts_with('<'))?;
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Some(Self(reader))
    }

    /// The next event, which may be the end of the part; none where something is wrong or unusual.
    pub(super) fn next(&mut self) -> Option<Event<'a>> {
        match self.0.read_event().ok()? {
            Event::Decl(declared) => {
                let encoding = declared.encoding().transpose().ok()?;
                let usual = encoding.is_none_or(|name| name.eq_ignore_ascii_case("utf-8"));
                usual.then_some(Event::Decl(declared))
            }
            Event::Comment(_) | Event::CData(_) | Event::PI(_) | Event::DocType(_) => None,
            event => Some(event),
        }
    }

    /// The text up to the end of the element that was begun, of which nothing else is a part.
    pub(super) fn text(&mut self) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.next()? {
                // A reader makes one line end of two kinds, which is not repeated here.
                Event::Text(more) if more.contains('\r') => return None,
                Event::Text(more) if text.is_empty() => text = more.into_inner(),
                Event::Text(more) => text.to_mut().push_str(&more),
                Event::GeneralRef(reference) => resolve(&reference, text.to_mut())?,
                Event::End(_) => return Some(text),
                _ => return None,
            }
        }
    }
}

fn resolve(reference: &BytesRef<'_>, text: &mut String) -> Option<()> {
    match resolve_predefined_entity(reference) {
        Some(known) => text.push_str(known),
        None => text.push(reference.resolve_char_ref().ok()??),
    }
    Some(())
}

/// The attributes of these names, as they are written; none if one is there twice or all are not
/// well formed.
pub(super) fn attributes<'s, const N: usize>(
    start: &'s BytesStart<'_>,
    names: [&str; N],
) -> Option<[Option<&'s str>; N]> {
    let mut values = [None; N];
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let Some(index) = names.iter().position(|name| *name == attribute.key.as_ref()) else {
            continue;
        };
        let Cow::Borrowed(value) = attribute.value else { return None };
        if values[index].replace(value).is_some() {
            return None;
        }
    }
    Some(values)
}

/// The value of an attribute that may hold any text.
pub(super) fn unescaped(value: &str) -> Option<String> {
    unescape(value).ok().map(Cow::into_owned)
}

/// Whether texts may hold characters in Excel's own escapes (`_x000D_`).
pub(super) fn has_escapes(text: &str) -> bool {
    text.contains("_x")
}

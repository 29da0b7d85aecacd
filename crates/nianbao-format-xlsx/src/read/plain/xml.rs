//! XML of which anything unusual is the end.
//!
//! Three of four events of a workbook's part are tags of a few letters: they are found here byte by byte,
//! in a fifth of the time that a parser of everything takes.

use std::borrow::Cow;

use quick_xml::escape::unescape;

/// A part, event by event; an element without content has an end, too.
pub(super) struct Xml<'a> {
    rest: &'a str,
    /// The element without content that is to be ended.
    empty: Option<&'a str>,
    /// The elements that are begun, as they are written: each is to be ended by its own name, or
    /// something between is lost.
    begun: Vec<&'a str>,
}

/// A piece of a part.
#[derive(Debug)]
pub(super) enum Event<'a> {
    Start(Tag<'a>),
    /// The local name of the element.
    End(&'a str),
    /// As it is written.
    Text(&'a str),
    Eof,
}

/// The beginning of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// The local name.
    pub(super) name: &'a str,
    attributes: &'a str,
}

impl<'a> Xml<'a> {
    /// Begins a part. One that does not begin with plain markup is not read here.
    pub(super) fn of(part: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(part).ok().filter(|text| text.starts_with('<'))?;
        let rest = match text.strip_prefix("<?xml") {
            Some(declared) => behind_declaration(declared)?,
            None => text,
        };
        Some(Self { rest, empty: None, begun: Vec::new() })
    }

    /// The next event, which may be the end of the part; none where something is wrong or unusual.
    pub(super) fn next(&mut self) -> Option<Event<'a>> {
        if let Some(name) = self.empty.take() {
            return Some(Event::End(name));
        }
        let Some(markup) = behind(self.rest, b'<') else { return Some(self.plain()) };
        let end = end_of_tag(markup)?;
        let (tag, rest) = (&markup[..end], &markup[end + 1..]);
        self.rest = rest;
        if let Some(name) = behind(tag, b'/') {
            let (name, space) = name.split_at(end_of_name(name));
            let begun = self.begun.pop().filter(|begun| is_same(begun, name))?;
            let is_space = space.bytes().all(is_space);
            return local(begun).filter(|_| is_space).map(Event::End);
        }
        let (tag, is_empty) = match tag.as_bytes() {
            [.., b'/'] => (&tag[..tag.len() - 1], true),
            _ => (tag, false),
        };
        let (name, attributes) = tag.split_at(end_of_name(tag));
        let (whole, name) = (name, local(name)?);
        if is_empty {
            self.empty = Some(name);
        } else {
            self.begun.push(whole);
        }
        Some(Event::Start(Tag { name, attributes }))
    }

    /// Whether nothing follows.
    pub(super) fn is_over(&self) -> bool {
        self.rest.trim_ascii().is_empty()
    }

    /// What stands before the next tag, or the end.
    fn plain(&mut self) -> Event<'a> {
        let (text, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
        self.rest = rest;
        if text.is_empty() { Event::Eof } else { Event::Text(text) }
    }

    /// The text up to the end of the element that was begun, of which nothing else is a part.
    pub(super) fn text(&mut self) -> Option<Cow<'a, str>> {
        match self.next()? {
            Event::End(_) => Some(Cow::Borrowed("")),
            // A reader makes one line end of two kinds, which is not repeated here.
            Event::Text(text) if !text.contains('\r') => {
                let text = unescaped(text)?;
                matches!(self.next()?, Event::End(_)).then_some(text)
            }
            _ => None,
        }
    }
}

/// What follows the declaration at the beginning of a part, if it is one of UTF-8.
fn behind_declaration(declared: &str) -> Option<&str> {
    let (_, rest) = declared.split_once("?>")?;
    let tag = Tag { name: "xml", attributes: &declared[..declared.len() - rest.len() - 2] };
    let [encoding] = attributes(&tag, ["encoding"])?;
    encoding.is_none_or(|name| name.eq_ignore_ascii_case("utf-8")).then_some(rest)
}

/// Where a tag ends: at the first `>` that is in no value. Comments and the like are unusual.
fn end_of_tag(markup: &str) -> Option<usize> {
    let bytes = markup.as_bytes();
    let is_sign = |byte: &u8| matches!(byte, b'>' | b'<' | b'"' | b'\'' | b'!' | b'?');
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(is_sign)?;
        let quote = match bytes[at] {
            b'>' => return Some(at),
            quote @ (b'"' | b'\'') => quote,
            _ => return None,
        };
        let value = &bytes[at + 1..];
        let end = value.iter().position(|byte| *byte == quote || *byte == b'<')?;
        if value[end] != quote {
            return None;
        }
        at += end + 2;
    }
}

/// What may stand between attributes and behind the name of an element.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn end_of_name(tag: &str) -> usize {
    tag.bytes().position(is_space).unwrap_or(tag.len())
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> Option<&str> {
    let local = cut(name, b':').map_or(name, |(_, local)| local);
    (!local.is_empty()).then_some(local)
}

/// Whether two names are the same. Most have a letter or two, which are compared sooner than a call takes.
fn is_same(a: &str, b: &str) -> bool {
    a.bytes().eq(b.bytes())
}

/// What is behind the sign of ASCII that a text begins with.
fn behind(text: &str, sign: u8) -> Option<&str> {
    (text.as_bytes().first() == Some(&sign)).then(|| &text[1..])
}

/// A text before and behind the first of a sign of ASCII. Names and values are short: to look at byte after
/// byte is the quickest.
fn cut(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// The attributes of these names, as they are written; none if one is there twice or all are not
/// well formed.
pub(super) fn attributes<'s, const N: usize>(
    tag: &Tag<'s>,
    names: [&str; N],
) -> Option<[Option<&'s str>; N]> {
    let mut values = [None; N];
    let mut rest = tag.attributes;
    loop {
        let space = rest.bytes().take_while(|byte| is_space(*byte)).count();
        let next = &rest[space..];
        if next.is_empty() {
            return Some(values);
        }
        let (name, behind) = cut(next, b'=').filter(|_| space > 0)?;
        let quote = behind.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let (value, behind) = cut(&behind[1..], quote)?;
        if name.is_empty() || name.bytes().any(is_space) {
            return None;
        }
        rest = behind;
        let Some(index) = names.iter().position(|own| is_same(own, name)) else { continue };
        if values[index].replace(value).is_some() {
            return None;
        }
    }
}

/// Something if a text between elements is white space: another is what is left of one of them.
pub(super) fn blank(text: &str) -> Option<()> {
    text.trim_ascii().is_empty().then_some(())
}

/// A text, or the value of an attribute that may hold any, without escapes.
pub(super) fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('&') { unescape(text).ok() } else { Some(text.into()) }
}

/// Whether texts may hold characters in Excel's own escapes (`_x000D_`).
pub(super) fn has_escapes(text: &str) -> bool {
    text.contains("_x")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(part: &str) -> Option<String> {
        let mut xml = Xml::of(part.as_bytes())?;
        let mut told = Vec::new();
        loop {
            told.push(match xml.next()? {
                Event::Start(tag) => {
                    let [a, b] = attributes(&tag, ["a", "x:b"])?;
                    format!("<{} {} {}>", tag.name, a.unwrap_or("-"), b.unwrap_or("-"))
                }
                Event::End(name) => format!("</{name}>"),
                Event::Text(text) => text.to_owned(),
                Event::Eof => return Some(told.concat()),
            });
        }
    }

    #[test]
    fn tags_and_texts_in_their_order() {
        let part =
            "<?xml version=\"1.0\" encoding='utf-8'?>\n<x:r a='>\"'\n x:b=\"1\">t&amp;<e/> </x:r >";
        assert_eq!(told(part).unwrap(), "\n<r >\" 1>t&amp;<e - -></e> </r>");
    }

    #[test]
    fn what_is_unusual_is_the_end() {
        for part in [
            "text",
            "<a><!-- --></a>",
            "<a><![CDATA[1]]></a>",
            "<a><?php ?></a>",
            "<!DOCTYPE a><a/>",
            "<?xml version='1.0' encoding='gbk'?><a/>",
            "</a>",
            "<a></a></a>",
            "<a><b></a></b>",
            "<a></b>",
            "<x:a></a>",
            "<a",
            "<a b='>",
            "< a/>",
            "<a a='1' a='2'/>",
            "<a a=1/>",
            "<a a='1'b='2'/>",
            "<a a/>",
            "<a a ='1'/>",
        ] {
            assert_eq!(told(part), None, "{part}");
        }
    }

    #[test]
    fn texts_are_whole_or_none() {
        let text = |part: &'static str| {
            let mut xml = Xml::of(part.as_bytes())?;
            xml.next()?;
            xml.text().map(Cow::into_owned)
        };
        assert_eq!(text("<t>1&#x3c;&amp;2</t>").unwrap(), "1<&2");
        assert_eq!(text("<t/>").unwrap(), "");
        for part in ["<t>1\r\n</t>", "<t>&bogus;</t>", "<t>1<b/></t>", "<t>1", "<t>&amp</t>"] {
            assert_eq!(text(part), None, "{part}");
        }
    }
}

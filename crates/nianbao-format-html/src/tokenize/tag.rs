//! A tag, with the attributes that somebody looks at.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, TokenSink};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::memchr;

use super::attributes::{Attributes, Next, is_space};
use super::{Tokenizer, reference};
use crate::kept;

/// Which attributes of a tag are handed over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    All,
    ThoseRead,
    None,
}

/// The attributes of a tag so far.
struct Taken {
    kept: Kept,
    attributes: Vec<Attribute>,
    /// A style was left out, because it sets nothing that is asked for.
    quiet_style: bool,
}

impl Taken {
    fn has(&self, name: &LocalName) -> bool {
        self.quiet_style && *name == local_name!("style")
            || self.attributes.iter().any(|own| own.name.local == *name)
    }
}

impl<S: TokenSink> Tokenizer<'_, S> {
    /// The tag whose name begins at `start`, if it has an end; one that came before is not read again.
    pub(super) fn known_tag(&mut self, kind: TagKind, start: usize) -> Option<Tag> {
        // Where a value holds the sign, this is a part of the tag, which is nowhere remembered.
        let end = start + memchr(b'>', &self.text.as_bytes()[start..])? + 1;
        let printed = &self.text[self.at..end];
        if let Some(tag) = self.tags.get(printed) {
            self.at = end;
            return Some(tag);
        }
        let tag = self.read_tag(kind, start)?;
        if self.at == end {
            self.tags.put(printed, &tag);
        }
        Some(tag)
    }

    /// The tag whose name begins at `start`, if it has an end.
    fn read_tag(&mut self, kind: TagKind, start: usize) -> Option<Tag> {
        let rest = &self.text.as_bytes()[start..];
        let length = rest.iter().position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))?;
        let name = self.names.name(&self.text[start..start + length]);
        let kept = match kind {
            TagKind::EndTag => Kept::None,
            TagKind::StartTag if kept::is_plain(&name) => Kept::ThoseRead,
            TagKind::StartTag => Kept::All,
        };
        let mut attributes = Attributes::new(self.text, start + length);
        let mut taken = Taken { kept, attributes: Vec::new(), quiet_style: false };
        loop {
            match attributes.next() {
                Next::Attribute { name, value, at } => self.take(&mut taken, name, value, at),
                Next::End { at, self_closing } => {
                    self.at = at;
                    let (attrs, had_duplicate_attributes) = (taken.attributes, false);
                    return Some(Tag { kind, name, self_closing, attrs, had_duplicate_attributes });
                }
                Next::Cut => return None,
            }
        }
    }

    fn take(&mut self, taken: &mut Taken, name: &str, value: &str, at: usize) {
        let is_read = || kept::is_read(name) || self.styled && kept::is_for_styles(name);
        if taken.kept == Kept::None || taken.kept == Kept::ThoseRead && !is_read() {
            return;
        }
        let local = self.names.name(name);
        // The first of a name counts.
        if taken.has(&local) {
            return;
        }
        if taken.kept == Kept::ThoseRead && kept::says_nothing(&local, value) {
            taken.quiet_style = true;
            return;
        }
        let name = QualName::new(None, ns!(), local);
        taken.attributes.push(Attribute { name, value: self.value(value, at) });
    }

    /// A value, with its character references resolved.
    fn value(&self, printed: &str, at: usize) -> StrTendril {
        if !printed.contains('&') && !self.has_nul {
            return self.cut(at, at + printed.len());
        }
        let mut value = String::new();
        let mut rest = printed;
        while let Some((before, after)) = rest.split_once('&') {
            value.push_str(before);
            rest = after;
            match reference::read(after, true) {
                Some((characters, length)) => {
                    value.extend(characters.into_iter().filter(|c| *c != '\0'));
                    rest = &after[length..];
                }
                None => value.push('&'),
            }
        }
        value.push_str(rest);
        value.replace('\0', "\u{fffd}").into()
    }
}

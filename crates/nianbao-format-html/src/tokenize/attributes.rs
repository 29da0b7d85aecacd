//! The attributes of a tag, as they are printed.

use memchr::memchr;

/// What comes next in a tag.
pub(super) enum Next<'a> {
    /// A name and a value, and where the value begins.
    Attribute { name: &'a str, value: &'a str, at: usize },
    /// The end of the tag; `at` is behind it.
    End { at: usize, self_closing: bool },
    /// The text ends inside of the tag.
    Cut,
}

/// Goes over the attributes of a tag.
pub(super) struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    /// Begins behind the tag's name.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn next(&mut self) -> Next<'a> {
        loop {
            match self.byte() {
                None => return Next::Cut,
                Some(b'>') => return Next::End { at: self.at + 1, self_closing: false },
                Some(b'/') => {
                    self.at += 1;
                    if self.byte() == Some(b'>') {
                        return Next::End { at: self.at + 1, self_closing: true };
                    }
                }
                Some(byte) if is_space(byte) => self.at += 1,
                Some(_) => return self.attribute().unwrap_or(Next::Cut),
            }
        }
    }

    fn attribute(&mut self) -> Option<Next<'a>> {
        let start = self.at;
        // Whatever a name begins with belongs to it, also an equals sign.
        self.at += 1;
        self.find(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='))?;
        let name = &self.text[start..self.at];
        self.find(|byte| !is_space(byte))?;
        if self.byte() != Some(b'=') {
            return Some(Next::Attribute { name, value: "", at: self.at });
        }
        self.at += 1;
        self.find(|byte| !is_space(byte))?;
        let (value, at) = self.value()?;
        Some(Next::Attribute { name, value, at })
    }

    fn value(&mut self) -> Option<(&'a str, usize)> {
        let quote = self.byte()?;
        if !matches!(quote, b'"' | b'\'') {
            let start = self.at;
            self.find(|byte| is_space(byte) || byte == b'>')?;
            return Some((&self.text[start..self.at], start));
        }
        let start = self.at + 1;
        let end = start + memchr(quote, &self.text.as_bytes()[start..])?;
        self.at = end + 1;
        Some((&self.text[start..end], start))
    }

    /// Goes to the next byte that is wanted.
    fn find(&mut self, wanted: impl Fn(u8) -> bool) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| wanted(*byte))?;
        Some(())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// White space as tags know it.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

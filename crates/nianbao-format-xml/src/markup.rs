//! XML as it is written: elements laid out for people, text escaped so that it comes back exactly.

use std::fmt::Write;

use nianbao_core::{Note, Replaced, is_in_xml};

/// Markup under construction. Names and attributes' names are the caller's own and not escaped.
#[derive(Default)]
pub(crate) struct Markup {
    out: String,
    /// The characters that XML does not have.
    replaced: Replaced,
}

impl Markup {
    /// Starts an element on a line of its own, `depth` levels inside the root. Attributes follow.
    pub(crate) fn start(&mut self, depth: usize, name: &str) {
        self.new_line(depth);
        self.out.push('<');
        self.out.push_str(name);
    }

    /// An attribute with any text.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.key(name);
        self.escape(value, true);
        self.out.push('"');
    }

    /// An attribute with a value whose printing needs no escapes: a number, an id.
    pub(crate) fn plain(&mut self, name: &str, value: impl std::fmt::Display) {
        self.key(name);
        // Writing into a string cannot fail.
        let _ = write!(self.out, "{value}");
        self.out.push('"');
    }

    /// Ends an element without content.
    pub(crate) fn empty(&mut self) {
        self.out.push_str("/>");
    }

    /// Ends a start tag whose children follow.
    pub(crate) fn open(&mut self) {
        self.out.push('>');
    }

    /// Ends an element whose children stand before, on a line of its own.
    pub(crate) fn close(&mut self, depth: usize, name: &str) {
        self.new_line(depth);
        self.end(name);
    }

    /// Ends an element with a text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.out.push('>');
        self.escape(text, false);
        self.end(name);
    }

    /// What was written.
    pub(crate) fn written(&self) -> &str {
        &self.out
    }

    /// Forgets what was written, but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.out.clear();
        self.replaced.clear();
    }

    /// The note on characters that were replaced, if any were.
    pub(crate) fn replaced(&self) -> Option<Note> {
        self.replaced.note()
    }

    fn new_line(&mut self, depth: usize) {
        const SPACES: &str = "\n            ";
        self.out.push_str(&SPACES[..SPACES.len().min(1 + 2 * depth)]);
    }

    fn key(&mut self, name: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Readers make one space of a line end or tab in an attribute, and a line feed of a carriage
    /// return anywhere; as references they stay.
    fn escape(&mut self, text: &str, attribute: bool) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
            let (before, from) = rest.split_at(at);
            self.out.push_str(before);
            let Some(c) = from.chars().next() else { return };
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#13;"),
                '"' if attribute => self.out.push_str("&quot;"),
                '\t' if attribute => self.out.push_str("&#9;"),
                '\n' if attribute => self.out.push_str("&#10;"),
                c if is_in_xml(c) => self.out.push(c),
                c => self.out.push(self.replaced.stand_in(c)),
            }
            rest = &from[c.len_utf8()..];
        }
        self.out.push_str(rest);
    }
}

/// The bytes that begin a character which may need a second look: markup, control characters, and
/// the first byte of U+FFFE and U+FFFF, which no document may hold.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0xEF] = true;
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_would_change_is_a_reference() {
        let mut markup = Markup::default();
        markup.start(0, "a");
        markup.attribute("b", " \"\t\r\n<&>，");
        markup.text("a", " \"\t\r\n<&>]]>，");
        let wanted =
            "\n<a b=\" &quot;&#9;&#13;&#10;&lt;&amp;&gt;，\"> \"\t&#13;\n&lt;&amp;&gt;]]&gt;，</a>";
        assert_eq!(markup.written(), wanted);
        assert_eq!(markup.replaced(), None);
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_told() {
        let mut markup = Markup::default();
        markup.text("a", "x\0\u{1}\0\u{7f}\u{fffe}\u{ffff}\u{fffd}\u{10ffff}");
        let r = '\u{fffd}';
        assert_eq!(markup.written(), format!(">x{r}{r}{r}\u{7f}{r}{r}{r}\u{10ffff}</a>"));
        assert_eq!(markup.replaced().unwrap().detail, "U+0000, U+0001, U+FFFE, U+FFFF");
        markup.clear();
        assert_eq!((markup.written(), markup.replaced()), ("", None));
    }
}

//! Text to a document: a line is a block, and nothing is taken away that could align columns.

use anyhow::Result;
use nianbao_core::{
    Block, Decoded, Document, DocumentReader, Input, Line, Note, NoteCode, Place, Role,
};

pub(crate) struct TextReader;

impl DocumentReader for TextReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let read = nianbao_charset::decode(input.bytes, None, input.judge);
        let most = input.limits.large_elements();
        let (blocks, whole) = blocks(&read.text, most);
        let mut notes = read.notes;
        notes.extend((!whole).then(|| Note::new(NoteCode::LimitReached, format!("{most} lines"))));
        let ended = read.text.is_empty() || whole && read.text.ends_with(is_line_end);
        let open_end = !ended;
        let document = Document { blocks, open_end, notes, ..Document::default() };
        Ok(Decoded { document, encoding: Some(read.encoding) })
    }
}

/// The lines, blank ones too, and whether these are all.
fn blocks(text: &str, most: usize) -> (Vec<Block>, bool) {
    let mut blocks = Vec::new();
    let mut number = 1_u32;
    let mut rest = text;
    while let Some(end) = rest.find(is_line_end) {
        if blocks.len() >= most {
            return (blocks, false);
        }
        blocks.push(line(&rest[..end], number));
        let (width, counts) = line_end(&rest[end..]);
        number = number.saturating_add(u32::from(counts));
        rest = &rest[end + width..];
    }
    if !rest.is_empty() {
        blocks.push(line(rest, number));
    }
    (blocks, true)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\u{2028}' | '\u{2029}')
}

/// How many bytes the line end has, and whether editors count a line there: a place must be found
/// again by its number.
fn line_end(text: &str) -> (usize, bool) {
    let counts = text.starts_with(['\n', '\r']);
    let width =
        if text.starts_with("\r\n") { 2 } else { text.chars().next().map_or(0, char::len_utf8) };
    (width, counts)
}

fn line(text: &str, number: u32) -> Block {
    // A mark in mid-text is where files were joined. It prints nothing, as the controls do.
    let unseen = |c: char| (c.is_ascii_control() && c != '\t') || c == '\u{feff}';
    let text = text.replace(unseen, "");
    Block::Line(Line { text, role: Role::Text, at: Place::Line(number) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, u32)> {
        let read = |block| match block {
            Block::Line(Line { text, at: Place::Line(number), .. }) => (text, number),
            other => panic!("{other:?}"),
        };
        blocks(text, usize::MAX).0.into_iter().map(read).collect()
    }

    fn expect(text: &str, wanted: &[(&str, u32)]) {
        let wanted: Vec<_> = wanted.iter().map(|(text, n)| ((*text).to_owned(), *n)).collect();
        assert_eq!(lines(text), wanted);
    }

    #[test]
    fn every_kind_of_line_end() {
        expect("a\nb\r\nc\rd", &[("a", 1), ("b", 2), ("c", 3), ("d", 4)]);
        expect(
            "a\x0cb\u{2028}c\u{2029}d\x0be\nf",
            &[("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1), ("f", 2)],
        );
    }

    #[test]
    fn blank_lines_are_seen() {
        expect("a\n\n 12\n", &[("a", 1), ("", 2), (" 12", 3)]);
        expect("a\n\n", &[("a", 1), ("", 2)]);
        expect("", &[]);
    }

    #[test]
    fn white_space_stays_and_controls_go() {
        expect("\u{feff}a \t\u{3000}\u{a0}b\0\x07 ", &[("a \t\u{3000}\u{a0}b ", 1)]);
    }

    #[test]
    fn the_encoding_is_told() {
        let bytes = b"\xd0\xc5\xcf\xa2 12\n"; // 信息 in GBK
        let judge = |text: &str| text.matches("信息").count();
        let read = TextReader.read(&Input::new("", bytes, &judge)).unwrap();
        assert_eq!(read.encoding.as_deref(), Some("gb18030"));
        assert_eq!(read.document.notes, []);
        assert_eq!(read.document.blocks.len(), 1);
    }

    #[test]
    fn a_last_line_without_an_end_may_be_cut() {
        let open = |bytes: &[u8]| {
            let input = Input::new("", bytes, &|_| 0);
            TextReader.read(&input).unwrap().document.open_end
        };
        assert!(open(b"a\n12"));
        assert!(!open(b"a\n12\n"));
        assert!(!open(b"a\r\n12\r"));
        assert!(!open(b""));
    }
}

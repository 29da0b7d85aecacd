//! What stands in a paragraph: runs of text, signs, notes, and the anchors of text boxes.

use nianbao_core::Cell;

use crate::story::{Reading, StoryReader, chosen, is_gone};
use crate::styles::Look;
use crate::symbols::symbol;
use crate::text::{NoteKind, NoteRef, shown};
use crate::xml::Element;

impl StoryReader<'_> {
    pub(super) fn inline(&mut self, element: &Element, reading: &mut Reading<'_>) {
        for child in &element.children {
            match child.name {
                "w:r" => self.run(child, reading),
                "w:sdt" => {
                    self.control(child, |story| story.inline(child, reading));
                }
                "w:hyperlink" => {
                    self.links += 1;
                    self.inline(child, reading);
                    self.links -= 1;
                }
                "m:oMath" => self.push(&formula(child), &Look::default(), reading),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inline(chosen, reading);
                    }
                }
                "w:txbxContent" => reading.boxes.extend(self.aside(child)),
                name if is_gone(name) => {}
                _ => self.inline(child, reading),
            }
        }
    }

    fn run(&mut self, element: &Element, reading: &mut Reading<'_>) {
        let look = self.styles.look(element.child("w:rPr"), reading.style);
        self.run_parts(element, &look, reading);
    }

    fn run_parts(&mut self, element: &Element, look: &Look, reading: &mut Reading<'_>) {
        for child in &element.children {
            match child.name {
                "w:t" => {
                    let text = shown(&child.text, child.attribute("space") == Some("preserve"));
                    let sign = |c: char| symbol(look.font(), c).unwrap_or(c);
                    let text: String = text.chars().map(sign).collect();
                    self.push(&text, look, reading);
                }
                "w:tab" | "w:ptab" => self.push("\t", look, reading),
                "w:noBreakHyphen" => self.push("-", look, reading),
                "w:br" | "w:cr" => {
                    reading.open.page_before |= child.attribute("type") == Some("page");
                    self.push("\n", look, reading);
                }
                "w:sym" => self.push(&sign(child), look, reading),
                "w:fldChar" => self.fields.sign(child.attribute("fldCharType").unwrap_or_default()),
                "w:instrText" => self.fields.instruction(&child.text),
                "w:footnoteReference" => self.note(NoteKind::Footnote, child, look, reading),
                "w:endnoteReference" => self.note(NoteKind::Endnote, child, look, reading),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.run_parts(chosen, look, reading);
                    }
                }
                "w:txbxContent" => reading.boxes.extend(self.aside(child)),
                "w:drawing" | "w:pict" | "w:object" if !has_text_box(child) => {
                    self.push(Cell::PICTURE.encode_utf8(&mut [0; 4]), look, reading);
                }
                // Inside of a ruby: the base is a run of its own, above it stands how it is spoken.
                "w:r" => self.run(child, reading),
                "w:rt" => {}
                name if is_gone(name) => {}
                _ => self.run_parts(child, look, reading),
            }
        }
    }

    fn push(&mut self, text: &str, look: &Look, reading: &mut Reading<'_>) {
        if !self.fields.are_shown() || self.prompts > 0 {
            return;
        }
        if look.is_gone() {
            reading.open.withheld.push_str(text);
        } else {
            reading.open.push(text, look.is_raised(), self.links > 0);
        }
    }

    /// A reference to a note: its number in brackets, so that it is no digit of a number.
    fn note(&mut self, kind: NoteKind, element: &Element, look: &Look, reading: &mut Reading<'_>) {
        let Some(id) = element.attribute("id") else { return };
        if !self.fields.are_shown() || look.is_gone() {
            return;
        }
        let counted = &mut self.notes[kind as usize];
        // A mark of the author's own is text that follows.
        let own = element.attribute("customMarkFollows");
        let mark = if own.is_some_and(|own| !matches!(own, "0" | "false" | "off")) {
            String::new()
        } else {
            *counted += 1;
            match kind {
                NoteKind::Footnote => format!("[{counted}]"),
                NoteKind::Endnote => {
                    format!("[{}]", crate::numerals::numeral("lowerRoman", *counted))
                }
            }
        };
        reading.open.push(&mark, false, false);
        reading.open.notes.push(NoteRef { kind, id: id.to_owned(), mark });
    }

    /// What stands in a text box: fields and links around its anchor are not around its text.
    fn aside(&mut self, element: &Element) -> Vec<super::Piece> {
        let fields = std::mem::take(&mut self.fields);
        let links = std::mem::take(&mut self.links);
        let pieces = self.read(element);
        self.fields = fields;
        self.links = links;
        pieces
    }
}

/// A sign that is named by its font and place.
fn sign(element: &Element) -> String {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
    let Some(character) = code.and_then(char::from_u32) else { return String::new() };
    let font = element.attribute("font").unwrap_or_default();
    // In a font of letters the places beyond all characters are those of the first 256.
    let plain = match u32::from(character) {
        code @ 0xf020..=0xf07e => char::from_u32(code - 0xf000).unwrap_or(character),
        0xe000..=0xf8ff => char::REPLACEMENT_CHARACTER,
        _ => character,
    };
    symbol(font, character).unwrap_or(plain).to_string()
}

/// A formula's text. Of what is not side by side only a fraction can be put in one line; the rest
/// would make other numbers (10 to the 2nd is not 102).
fn formula(element: &Element) -> String {
    let mut text = String::new();
    for child in &element.children {
        match child.name {
            "m:r" => text.extend(child.children_of("m:t").map(|part| part.text.as_str())),
            "m:f" => {
                let part = |name| child.child(name).map(formula).unwrap_or_default();
                text.extend([part("m:num"), "/".to_owned(), part("m:den")]);
            }
            "w:del" | "w:moveFrom" => {}
            "m:oMath" => text.push_str(&formula(child)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    text
}

/// Whether a drawing holds text, which is read where the drawing is anchored; else it is a picture.
fn has_text_box(drawing: &Element) -> bool {
    drawing.children.iter().any(|child| child.name == "w:txbxContent" || has_text_box(child))
}

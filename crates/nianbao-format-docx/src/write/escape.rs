//! Text in XML.

use nianbao_core::{legible, legible_lines};

/// Text for an element or an attribute, on one line.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in legible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A run of text; its tabs and line ends are elements.
pub(super) fn run(text: &str) -> String {
    let mut xml = String::from("<w:r>");
    for (index, line) in legible_lines(text).split('\n').enumerate() {
        if index > 0 {
            xml.push_str("<w:br/>");
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                xml.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                xml.extend(["<w:t xml:space=\"preserve\">", &escape(piece), "</w:t>"]);
            }
        }
    }
    xml.push_str("</w:r>");
    xml
}

//! The report that a document carries: a part of custom XML, which Word keeps and does not show.

use std::fmt::Write as _;

use crate::xml::Element;

/// The namespace of the part.
pub(crate) const NAMESPACE: &str = "urn:nianbao:carried";

/// What the root of a part of custom XML carries, if it is ours.
pub(crate) fn of_part(root: &Element) -> Option<String> {
    (root.name == "nb:report" && !root.text.is_empty()).then(|| root.text.clone())
}

/// The part. What XML cannot hold is written as JSON escapes it: such characters stand in
/// strings only.
pub(crate) fn part(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(character));
            }
            c => text.push(c),
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <report xmlns=\"{NAMESPACE}\">{text}</report>"
    )
}

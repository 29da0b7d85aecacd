//! The texts that the cells of a workbook share.

use super::xml::{Event, Xml, attributes, blank, has_escapes};

/// What is no part of a text at its ends unless it is said to be.
const BLANK: [char; 3] = [' ', '\t', '\n'];

/// The texts in their order.
pub(super) fn read(part: &[u8]) -> Option<Vec<String>> {
    let mut xml = Xml::of(part)?;
    let mut strings = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.name {
                "sst" if !inside => {
                    let [] = attributes(&start, [])?;
                    inside = true;
                }
                "si" if inside => strings.push(rich(&mut xml, "si")?),
                _ => return None,
            },
            Event::End(_) if inside => return xml.is_over().then_some(strings),
            Event::Eof | Event::End(_) => return None,
            Event::Text(text) => blank(text)?,
        }
    }
}

/// A text that may be in runs of different looks, up to the end of the element `of`; how a run is
/// pronounced is no part of it.
pub(super) fn rich(xml: &mut Xml<'_>, of: &str) -> Option<String> {
    let mut text: Option<String> = None;
    let mut pronounced = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.name {
                "rPh" => pronounced = true,
                // What such a run holds may be no part of the text.
                "strike" | "vertAlign" => return None,
                "t" if !pronounced => {
                    let [space] = attributes(&start, ["xml:space"])?;
                    let run = xml.text()?;
                    let kept = space == Some("preserve");
                    let run = if kept { &*run } else { run.trim_matches(BLANK) };
                    if has_escapes(run) {
                        return None;
                    }
                    text.get_or_insert_default().push_str(run);
                }
                _ => {}
            },
            Event::End(end) => match end {
                "rPh" => pronounced = false,
                name if name == of => return Some(text.unwrap_or_default()),
                _ => {}
            },
            Event::Eof => return None,
            Event::Text(text) if pronounced && !text.contains('&') => {}
            Event::Text(text) => blank(text)?,
        }
    }
}

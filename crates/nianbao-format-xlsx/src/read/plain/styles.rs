//! What the number formats of cells show beyond the number.

use std::collections::HashMap;

use super::xml::{Event, Xml, attributes, blank, unescaped};
use crate::read::number::Shown;

/// What becomes of a number in a cell of this style.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Style {
    /// It is a number, with what the format adds to it.
    Number(Option<Shown>),
    /// It is a day or a time of the day.
    Day,
    /// It may be one or the other.
    Unsure,
}

/// The styles by their numbers.
pub(super) fn read(part: &[u8]) -> Option<Vec<Style>> {
    let mut xml = Xml::of(part)?;
    let mut codes: HashMap<String, String> = HashMap::new();
    let mut styles = Vec::new();
    let mut list = None;
    loop {
        match xml.next()? {
            Event::Start(start) => match (list, start.name) {
                (None, "numFmts") => list = Some("numFmts"),
                (None, "cellXfs") if styles.is_empty() => list = Some("cellXfs"),
                // What a font strikes out does not count; which cells have it is not followed here.
                (None, "cellXfs") | (_, "strike") => return None,
                (Some("numFmts"), "numFmt") => {
                    let [id, code] = attributes(&start, ["numFmtId", "formatCode"])?;
                    codes.insert(id?.to_owned(), unescaped(code?)?.into_owned());
                }
                (Some("cellXfs"), "xf") => {
                    let [id] = attributes(&start, ["numFmtId"])?;
                    styles.push(style(id?, &codes, styles.is_empty())?);
                }
                _ => {}
            },
            Event::End(end) => match end {
                "styleSheet" if list.is_none() => return Some(styles),
                name if list == Some(name) => list = None,
                _ => {}
            },
            Event::Eof => return None,
            Event::Text(text) => blank(text)?,
        }
    }
}

/// The first style is that of cells which have none, and adds nothing.
fn style(id: &str, codes: &HashMap<String, String>, is_first: bool) -> Option<Style> {
    let code = match codes.get(id) {
        Some(code) => code.as_str(),
        None => match id.parse::<u32>().ok()? {
            // `General`, `0`, `0.00`, `#,##0`, the accounts' (`#,##0 ;(#,##0)`), `@`.
            0..=4 | 37..=40 | 49 => "General",
            9 => "0%",
            10 => "0.00%",
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => return Some(Style::Day),
            _ => return Some(Style::Unsure),
        },
    };
    Some(match kind(code) {
        Style::Number(_) if !is_first => Style::Number(Shown::of(code)),
        kind => kind,
    })
}

/// What a format code makes of a number, told by its first section.
fn kind(code: &str) -> Style {
    let (mut quoted, mut halves) = (false, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            // What follows one of these stands for itself; within quotes, not all think so.
            '\\' | '_' | '*' if quoted => return Style::Unsure,
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => quoted = !quoted,
            _ if quoted => {}
            // Halves of the day (`AM/PM`), colours and lengths of time (`[h]`).
            'a' => halves = true,
            '[' | '/' | 'p' => return Style::Unsure,
            'd' | 'm' | 'h' | 'y' | 's' if halves => return Style::Unsure,
            'd' | 'm' | 'h' | 'y' | 's' => return Style::Day,
            ';' => break,
            _ => {}
        }
    }
    if quoted { Style::Unsure } else { Style::Number(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_told_apart_and_the_rest_is_left_to_others() {
        for code in ["[h]:mm", "[Red]0", "\"a_\"0", "上午/下午h:mm", "AM/PM h:mm", "\"0"] {
            assert_eq!(kind(code), Style::Unsure, "{code}");
        }
        for code in ["yyyy-mm-dd", "yyyy\\-mm\\-dd", "h:mm", "d\"日\"", "m/d", "0d", "yyyy;@"] {
            assert_eq!(kind(code), Style::Day, "{code}");
        }
        let numbers = ["General", "0", "#,##0.00_ ", "0%", "0\"days\"", "0\\d_y", "General;yyyy"];
        for code in numbers.into_iter().chain(["+General;-General;\"✓\""]) {
            assert_eq!(kind(code), Style::Number(None), "{code}");
        }
    }
}

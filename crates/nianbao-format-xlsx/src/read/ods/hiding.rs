//! What hides tables, rows and columns of an OpenDocument spreadsheet: they say so themselves, or their
//! style does.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::read::attribute;

/// What a style is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Table,
    Row,
    Column,
}

/// Less than so many millimetres show nothing.
const LEAST: f64 = 0.5;

/// The styles that hide: of tables those that say so, of rows and columns those without any size.
#[derive(Debug, Default)]
pub(super) struct Hiding {
    styles: HashSet<(Family, String)>,
    /// The style that is described.
    style: Option<String>,
}

impl Hiding {
    pub(super) fn begin(&mut self, style: Option<String>) {
        self.style = style;
    }

    /// Reads the properties that a style has.
    pub(super) fn read(&mut self, element: &str, start: &BytesStart<'_>) {
        let value = |name| attribute(start, name);
        let is_small = |name| value(name).is_some_and(|length| is_nothing(&length));
        let (family, hides) = match element {
            "style:table-properties" => {
                let shown = value("table:display");
                (Family::Table, shown.is_some_and(|shown| shown == "false"))
            }
            "style:table-row-properties" => (Family::Row, is_small("style:row-height")),
            "style:table-column-properties" => (Family::Column, is_small("style:column-width")),
            _ => return,
        };
        if let Some(style) = self.style.take().filter(|_| hides) {
            self.styles.insert((family, style));
        }
    }

    /// Whether nobody sees a table, row or column: it was hidden, or a filter took it away.
    pub(super) fn hides(&self, start: &BytesStart<'_>, family: Family) -> bool {
        let style = attribute(start, "table:style-name").unwrap_or_default();
        self.styles.contains(&(family, style))
            || attribute(start, "table:visibility").is_some_and(|shown| shown != "visible")
    }
}

/// Whether a length is too small to show anything.
fn is_nothing(length: &str) -> bool {
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &length[digits.len()..] {
        "mm" => 1.0,
        "cm" => 10.0,
        "in" => 25.4,
        "pt" => 25.4 / 72.0,
        _ => return false,
    };
    digits.parse::<f64>().is_ok_and(|number| number * unit < LEAST)
}

#[cfg(test)]
mod tests {
    use super::is_nothing;

    #[test]
    fn lengths_that_show_nothing() {
        for nothing in ["0cm", "0.04cm", "0.0000in", "1pt", "-1mm"] {
            assert!(is_nothing(nothing), "{nothing}");
        }
        for something in ["0.452cm", "0.02in", "12pt", "0", "", "cm", "0em"] {
            assert!(!is_nothing(something), "{something}");
        }
    }
}

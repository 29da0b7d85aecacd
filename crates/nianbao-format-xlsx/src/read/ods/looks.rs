//! Which styles of an OpenDocument spreadsheet strike a text out or raise it.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::read::attribute;
use crate::read::run::Run;

/// How a text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) raised: bool,
}

/// The styles whose texts do not stand on the line like others, by their names.
#[derive(Debug, Default)]
pub(super) struct Looks {
    styles: HashMap<String, Look>,
    /// The style that is described.
    style: Option<String>,
    /// The looks of the paragraph and the spans that are open.
    open: Vec<Look>,
}

impl Looks {
    pub(super) fn begin(&mut self, style: Option<String>) {
        self.style = style;
    }

    /// Reads the properties that a style gives its texts.
    pub(super) fn read(&mut self, start: &BytesStart<'_>) {
        let lines = ["style:text-line-through-style", "style:text-line-through-type"];
        let line = |name| attribute(start, name).is_some_and(|line| line != "none");
        let position = attribute(start, "style:text-position").unwrap_or_default();
        let height = position.split(' ').next().unwrap_or_default().trim_end_matches('%');
        let look =
            Look { struck: lines.into_iter().any(line), raised: !matches!(height, "" | "0") };
        if let Some(style) = self.style.take().filter(|_| look != Look::default()) {
            self.styles.insert(style, look);
        }
    }

    /// The look that the style of an element gives it.
    pub(super) fn of(&self, start: &BytesStart<'_>, name: &str) -> Look {
        let style = attribute(start, name).unwrap_or_default();
        self.styles.get(&style).copied().unwrap_or_default()
    }

    /// Opens a paragraph or a span.
    pub(super) fn open(&mut self, start: &BytesStart<'_>) {
        let look = self.of(start, "text:style-name");
        let around = self.open.last().copied().unwrap_or_default();
        let (struck, raised) = (look.struck || around.struck, look.raised || around.raised);
        self.open.push(Look { struck, raised });
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Adds a text as it looks where it stands.
    pub(super) fn push(&self, text: &str, runs: &mut Vec<Run>) {
        let Look { struck, raised } = self.open.last().copied().unwrap_or_default();
        match runs.last_mut() {
            Some(last) if (last.struck, last.raised) == (struck, raised) => {
                last.text.push_str(text);
            }
            _ => runs.push(Run { text: text.to_owned(), struck, raised }),
        }
    }
}

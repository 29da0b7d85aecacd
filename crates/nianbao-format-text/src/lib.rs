//! Plain text: one block a line. The fallback for whatever is text and nothing else.

mod probe;
mod read;

use nianbao_core::{Format, Reader, register};

static TEXT: Format = Format {
    name: "text",
    about: ("纯文本", "plain text"),
    extensions: &["txt", "text"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::TextReader)),
    writer: None,
    sheets: None,
};

register!(TEXT);

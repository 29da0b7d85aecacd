//! Plain text: one block a line. The fallback for whatever is text and nothing else.

mod probe;
mod read;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

static TEXT: Format = Format {
    name: "text",
    about: ("纯文本", "plain text"),
    extensions: &["txt", "text"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::TextReader)),
    writer: Some(Writer::Document(&write::TextWriter)),
    sheets: None,
};

register!(TEXT);

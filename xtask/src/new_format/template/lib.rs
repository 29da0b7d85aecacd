//! newformat: a keyword and a text a line. A made-up syntax that keeps every law; put the real one in its place.
//!
//! ```text
//! %newformat
//! heading 1 A title
//! text A paragraph.
//! table
//! row
//! head 1 1 A label
//! cell 2 1 A value over two columns
//! end
//! ```

mod probe;
mod read;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

static FORMAT: Format = Format {
    name: "newformat",
    about: ("新格式", "a new format"),
    extensions: &["newformat"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::PageReader)),
    writer: Some(Writer::Document(&write::PageWriter)),
    sheets: None,
};

register!(FORMAT);

/// The first line of every file.
const FIRST: &str = "%newformat";

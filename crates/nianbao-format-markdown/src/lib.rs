//! Markdown (the tables of GFM), both ways.
//!
//! A table of Markdown has no spans. What a cell covers beside itself is written as cells of no width
//! (`|12|||`), which every renderer shows as empty and MultiMarkdown as one cell; an empty cell of the page
//! has a blank between its bars. Reading knows the two apart.

mod inline;
mod probe;
mod read;
mod table;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

static FORMAT: Format = Format {
    name: "markdown",
    about: ("Markdown 文本", "Markdown"),
    extensions: &["md", "markdown"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::PageReader)),
    writer: Some(Writer::Document(&write::PageWriter)),
    sheets: None,
};

register!(FORMAT);

//! Word documents (WordprocessingML), both ways.
//!
//! Reading: `package` takes the parts out of the zip archive, `xml` makes small trees of them, `story`
//! reads paragraphs and tables as Word shows them (with `styles`, `numbering`, `text`), `table` tells
//! data tables from layout, and `flatten` puts all in reading order.
//!
//! Writing: `write` lays a document out as offices publish theirs. The report itself travels along
//! (`carried`); marks on cells do not: labels tell what a cell is.

mod carried;
mod flatten;
mod numbering;
mod numerals;
mod package;
mod probe;
mod read;
mod story;
mod styles;
mod symbols;
mod table;
mod text;
mod write;

mod xml;

use nianbao_core::{Format, Reader, Writer, register};

static DOCX: Format = Format {
    name: "docx",
    about: ("Word 文档", "Word document"),
    extensions: &["docx", "docm"],
    probe: probe::probe,
    reader: Some(Reader::Document(&read::DocxReader)),
    writer: Some(Writer::Document(&write::DocxWriter)),
    sheets: None,
};

register!(DOCX);

#[cfg(test)]
mod tests;

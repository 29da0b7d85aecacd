//! The format `xml`: reports in the project's own vocabulary, written and read exactly.
//!
//! The vocabulary mirrors the JSON. `schema/nianbao-1.xsd` defines it and says of each element what
//! it is on the form; its namespace carries the version.
//!
//! `prolog` looks at the first bytes, `decode` makes text of them, `cursor` walks over the elements,
//! `read` makes reports of them by way of the types in `word`. `write` is the way back, by `markup`.

mod cursor;
mod decode;
mod markup;
mod probe;
mod prolog;
mod read;
mod word;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

/// The namespace of the vocabulary, and its version.
const NAMESPACE: &str = "urn:nianbao:reports:1";
/// The root element.
const ROOT: &str = "reports";

static XML: Format = Format {
    name: "xml",
    about: ("XML，全部报告在一个文档中，附 XSD", "XML, all reports in one document, with an XSD"),
    extensions: &["xml"],
    probe: probe::probe,
    reader: Some(Reader::Reports(&read::Xml)),
    writer: Some(Writer::Reports(&write::Xml)),
    sheets: None,
};

register!(XML);

#[cfg(test)]
mod tests;

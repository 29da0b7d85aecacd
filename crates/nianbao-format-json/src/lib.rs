//! The formats `json` and `jsonl`: reports as the project's own JSON, written and read exactly.
//!
//! The shape is public and fixed; numbers never pass through a binary fraction.

mod layout;
mod number;
mod probe;
mod read;
mod shape;
mod write;

use nianbao_core::{Format, Reader, Writer, register};

/// One object with all reports in a list, laid out for people.
static JSON: Format = Format {
    name: "json",
    about: ("JSON，全部报告在一个对象中", "JSON, all reports in one object"),
    extensions: &["json"],
    probe: probe::json,
    reader: Some(Reader::Reports(&read::Json)),
    writer: Some(Writer::Reports(&write::Json)),
    sheets: None,
};

/// One report a line, for streams.
static JSONL: Format = Format {
    name: "jsonl",
    about: ("JSON，每行一份报告", "JSON, one report a line"),
    extensions: &["jsonl", "ndjson"],
    probe: probe::jsonl,
    reader: Some(Reader::Reports(&read::Jsonl)),
    writer: Some(Writer::Reports(&write::Jsonl)),
    sheets: None,
};

register!(JSON);
register!(JSONL);

/// The bytes without a byte order mark, which JSON forbids and Windows writes.
fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

#[cfg(test)]
mod tests;

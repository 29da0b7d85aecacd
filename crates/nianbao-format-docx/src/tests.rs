//! Documents made of pieces of XML, and what is read of them.

use std::io::{Cursor, Write as _};

use nianbao_core::{Block, Document, DocumentReader, Grid, Input, Line};
use zip::write::SimpleFileOptions;

use crate::read::DocxReader;

mod lists;
mod parts;
mod tables;
mod words;
mod written;

const HEAD: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// An archive of these members.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn main_part(body: &str) -> String {
    format!("{HEAD}<w:body>{body}</w:body></w:document>")
}

fn attempt(bytes: &[u8]) -> anyhow::Result<Document> {
    let input = Input::new("a.docx", bytes, &|_| 0);
    Ok(DocxReader.read(&input)?.document)
}

/// The document of this body, with further parts beside it.
fn read_with(body: &str, parts: &[(&str, &str)]) -> Document {
    let main = main_part(body);
    let mut members = vec![("word/document.xml", main.as_bytes())];
    members.extend(parts.iter().map(|(name, content)| (*name, content.as_bytes())));
    attempt(&zip(&members)).unwrap()
}

fn read(body: &str) -> Document {
    read_with(body, &[])
}

fn lines(document: &Document) -> Vec<&Line> {
    let blocks = document.blocks.iter();
    blocks
        .filter_map(|block| if let Block::Line(line) = block { Some(line) } else { None })
        .collect()
}

fn texts(document: &Document) -> Vec<&str> {
    lines(document).into_iter().map(|line| line.text.as_str()).collect()
}

fn grids(document: &Document) -> Vec<&Grid> {
    let blocks = document.blocks.iter();
    blocks
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
        .collect()
}

/// A paragraph with this text; `p` and `t` keep the XML of the tests short.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", t(text))
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run with properties.
fn run(properties: &str, content: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>")
}

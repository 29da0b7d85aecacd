//! A document as a Word document that an office could publish: the page of official documents
//! (党政机关公文格式, GB/T 9704), and what must survive editing kept where Word keeps it.

mod body;
mod columns;
mod escape;
mod table;

use std::io::{Cursor, Write};

use anyhow::Result;
use nianbao_core::{Document, DocumentWriter, Forms, Lack};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::carried;
use escape::escape;

/// The parts that are the same in every document.
const FIXED: [(&str, &str); 7] = [
    ("_rels/.rels", include_str!("write/parts/package.rels.xml")),
    ("docProps/app.xml", include_str!("write/parts/app.xml")),
    ("word/fontTable.xml", include_str!("write/parts/fonts.xml")),
    ("word/footer1.xml", include_str!("write/parts/footer-odd.xml")),
    ("word/footer2.xml", include_str!("write/parts/footer-even.xml")),
    ("word/settings.xml", include_str!("write/parts/settings.xml")),
    ("word/styles.xml", include_str!("write/parts/styles.xml")),
];
const TYPES: &str = include_str!("write/parts/types.xml");
const RELATIONS: &str = include_str!("write/parts/document.rels.xml");

/// What the part that is carried adds to both, and the parts beside it.
const CARRIED_TYPE: &str = include_str!("write/parts/carried.type.xml");
const CARRIED_RELATION: &str = include_str!("write/parts/carried.relation.xml");
const CARRIED: [(&str, &str); 2] = [
    ("customXml/_rels/item1.xml.rels", include_str!("write/parts/carried.rels.xml")),
    ("customXml/itemProps1.xml", include_str!("write/parts/carried.properties.xml")),
];

pub(crate) struct DocxWriter;

impl DocumentWriter for DocxWriter {
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()> {
        let mut archive = Archive { zip: ZipWriter::new(Cursor::new(Vec::new())) };
        let carries = |part: &str, more: &str| {
            let more = if document.carried.is_some() { more.trim_end() } else { "" };
            part.replace("<!--carried-->", more)
        };
        // Word wants the types first.
        archive.add("[Content_Types].xml", &carries(TYPES, CARRIED_TYPE))?;
        for (name, content) in FIXED {
            archive.add(name, content)?;
        }
        archive.add("docProps/core.xml", &properties(document))?;
        archive.add("word/document.xml", &body::main_part(document))?;
        archive.add("word/_rels/document.xml.rels", &carries(RELATIONS, CARRIED_RELATION))?;
        if let Some(json) = &document.carried {
            archive.add("customXml/item1.xml", &carried::part(json))?;
            for (name, content) in CARRIED {
                archive.add(name, content)?;
            }
        }
        let bytes = archive.zip.finish()?.into_inner();
        out.write_all(&bytes)?;
        Ok(out.flush()?)
    }

    fn forms(&self) -> Option<Forms> {
        Some(Forms::Typed)
    }

    fn lacks(&self) -> &'static [Lack] {
        &[Lack::SideHeads]
    }
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Adds a member; all are of one day, so that the same document gives the same bytes.
    fn add(&mut self, name: &str, content: &str) -> Result<()> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(content.as_bytes())?)
    }
}

/// The part with the title and what else is known of the document.
fn properties(document: &Document) -> String {
    let mut text = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"",
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    ));
    let mut add = |name: &str, value: &str| {
        text.extend(["<dc:", name, ">", &escape(value), "</dc:", name, ">"]);
    };
    if let Some(title) = &document.title {
        add("title", title);
    }
    for name in ["subject", "creator", "description"] {
        if let Some((_, value)) = document.meta.iter().find(|(own, _)| own == name) {
            add(name, value);
        }
    }
    text.push_str("</cp:coreProperties>");
    text
}

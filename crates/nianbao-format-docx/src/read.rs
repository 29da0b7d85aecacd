//! Bytes to a document: the parts, the story in them, the blocks.

use anyhow::Result;
use nianbao_core::{Decoded, Document, DocumentReader, Input, Note, NoteCode};

use crate::carried;
use crate::flatten::{Notes, flatten};
use crate::numbering::Numbering;
use crate::package::Package;
use crate::story::StoryReader;
use crate::styles::Styles;
use crate::text::NoteKind;
use crate::xml::{Element, Parsed};

pub(crate) struct DocxReader;

impl DocumentReader for DocxReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let mut package = Package::open(input)?;
        let main = package.main()?;
        let styles = Styles::of(package.related("styles")?.as_ref());
        let numbering = Numbering::of(package.related("numbering")?.as_ref());
        let mut reader = StoryReader::new(&styles, numbering);
        let pieces = reader.read(&main.root);
        let whole = !main.cut;
        let mut notes = Notes::new();
        // Behind a text that breaks off notes would hide where it does.
        if whole {
            for kind in [NoteKind::Footnote, NoteKind::Endnote] {
                read_notes(&mut package, &mut reader, kind, &mut notes)?;
            }
        }
        let mut document = flatten(&pieces, notes, &input.limits);
        document.open_end = !whole;
        document.notes.splice(0..0, damage(main));
        if let Some(core) = package.related("core-properties")? {
            read_properties(&core, &mut document);
        }
        let custom = package.all_related("customXml")?;
        document.carried = custom.iter().find_map(carried::of_part);
        Ok(Decoded { document, encoding: None })
    }
}

fn read_notes(
    package: &mut Package<'_>,
    reader: &mut StoryReader<'_>,
    kind: NoteKind,
    notes: &mut Notes,
) -> Result<()> {
    let (part, name) = match kind {
        NoteKind::Footnote => ("footnotes", "w:footnote"),
        NoteKind::Endnote => ("endnotes", "w:endnote"),
    };
    let Some(root) = package.related(part)? else { return Ok(()) };
    // Those with a type are the lines that separate notes from the text.
    for note in root.children_of(name).filter(|note| note.attribute("type").is_none()) {
        if let Some(id) = note.attribute("id") {
            notes.insert((kind, id.to_owned()), reader.read(note));
        }
    }
    Ok(())
}

/// What was lost of the main part.
fn damage(main: Parsed) -> Vec<Note> {
    let mut notes = main.notes;
    notes.extend(main.broken.map(|why| Note::new(NoteCode::SourceBroken, why)));
    notes.extend(main.limit.map(|limit| Note::new(NoteCode::LimitReached, limit)));
    notes
}

fn read_properties(core: &Element, document: &mut Document) {
    for property in &core.children {
        let Some((_, name)) = property.name.split_once(':') else { continue };
        let text = property.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        if name == "title" {
            document.title.get_or_insert(text);
        } else {
            document.meta.push((name.to_owned(), text));
        }
    }
}

//! Pieces to a document: lines and grids in reading order.

use std::collections::BTreeMap;

use nianbao_core::{Block, Cell, Document, Limits, Line, Place, Role};

use crate::story::Piece;
use crate::text::{NoteKind, NoteRef, Paragraph};

/// The texts of notes by their kind and id.
pub(crate) type Notes = BTreeMap<(NoteKind, String), Vec<Piece>>;

/// The blocks of a document. A footnote stands at the foot of its page, and where that is only
/// printing shows: so before the next page that is begun on purpose, at the latest at the end,
/// where the endnotes are.
pub(crate) fn flatten(pieces: &[Piece], notes: Notes, limits: &Limits) -> Document {
    let document = Document::default();
    let waiting = Vec::new();
    let mut flow = Flow { document, paragraph: 0, table: 0, notes, waiting, limits };
    flow.pieces(pieces);
    flow.end_page(NoteKind::Footnote);
    flow.end_page(NoteKind::Endnote);
    flow.document
}

struct Flow<'l> {
    document: Document,
    /// How many paragraphs and data tables were met.
    paragraph: u32,
    table: u32,
    /// The notes that were not printed yet: each is printed once, however often it is referred to.
    notes: Notes,
    /// The references whose notes are still to be printed.
    waiting: Vec<NoteRef>,
    limits: &'l Limits,
}

impl Flow<'_> {
    fn pieces(&mut self, pieces: &[Piece]) {
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Paragraph(paragraph) => {
                    let next = pieces.get(index + 1);
                    let captions = matches!(next, Some(Piece::Table(table)) if table.data);
                    self.paragraph(paragraph, captions);
                }
                Piece::Table(table) if table.data => {
                    self.table = self.table.saturating_add(1);
                    let (grid, notes) = table.grid(self.table, self.limits);
                    self.document.blocks.push(Block::Grid(grid));
                    self.document.notes.extend(notes);
                    self.wait_for_notes_in(pieces.get(index).into_iter());
                }
                Piece::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.pieces(&cell.pieces));
                }
            }
        }
    }

    /// `captions`: a data table follows.
    fn paragraph(&mut self, paragraph: &Paragraph, captions: bool) {
        if paragraph.page_before {
            self.end_page(NoteKind::Footnote);
        }
        self.paragraph = self.paragraph.saturating_add(1);
        let role = match paragraph.role.unwrap_or(Role::Text) {
            Role::Caption if !captions => Role::Text,
            role => role,
        };
        // Pictures are nothing but in cells.
        let text = paragraph.text.replace(Cell::PICTURE, "");
        for text in text.split('\n').filter(|text| !text.trim().is_empty()) {
            let at = Place::Line(self.paragraph);
            self.document.blocks.push(Block::Line(Line { text: text.to_owned(), role, at }));
        }
        self.waiting.extend(paragraph.notes.iter().cloned());
        if paragraph.page_after {
            self.end_page(NoteKind::Footnote);
        }
    }

    /// Notes that are referred to from inside of a data table.
    fn wait_for_notes_in<'p>(&mut self, pieces: impl Iterator<Item = &'p Piece>) {
        for piece in pieces {
            match piece {
                Piece::Paragraph(paragraph) => self.waiting.extend(paragraph.notes.iter().cloned()),
                Piece::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.wait_for_notes_in(cell.pieces.iter());
                    }
                }
            }
        }
    }

    /// Prints the notes of this kind that wait, each with its mark before it.
    fn end_page(&mut self, kind: NoteKind) {
        let (due, rest) =
            std::mem::take(&mut self.waiting).into_iter().partition(|note| note.kind == kind);
        self.waiting = rest;
        let due: Vec<NoteRef> = due;
        for note in due {
            let Some(pieces) = self.notes.remove(&(note.kind, note.id)) else { continue };
            let before = self.document.blocks.len();
            self.pieces(&pieces);
            if let Some(Block::Line(line)) = self.document.blocks.get_mut(before) {
                line.text.insert_str(0, &note.mark);
            }
        }
    }
}

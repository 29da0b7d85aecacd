//! Paragraphs and tables as Word shows them: tracked changes accepted, fields by their results,
//! text boxes at their anchors, hidden text left out.

use nianbao_core::Role;

use crate::numbering::Numbering;
use crate::story::fields::Fields;
use crate::styles::{ListItem, Look, Styles};
use crate::table::{Cell, Merge, Row, Table};
use crate::text::{Open, Paragraph};
use crate::xml::Element;

mod fields;
mod run;

/// The most columns that a cell covers; Word has 63 in a table.
const MAX_SPAN: usize = 100;

/// A paragraph or a table.
#[derive(Debug)]
pub(crate) enum Piece {
    Paragraph(Paragraph),
    Table(Table),
}

/// Reads the body, the notes, and what is inside of them; lists count on through all of it.
pub(crate) struct StoryReader<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    fields: Fields,
    /// So many content controls around show a prompt and not text.
    prompts: usize,
    /// So many links are around.
    links: usize,
    /// How many footnotes and endnotes were referred to.
    notes: [u32; 2],
    /// A paragraph whose end was deleted: its text goes on in the next.
    carried: Option<Open>,
    /// What stands in the hidden rows of the table around.
    hidden_rows: Vec<String>,
}

/// The paragraph that is being read: its text, its style, and the text boxes anchored in it.
struct Reading<'e> {
    open: Open,
    style: Option<&'e str>,
    boxes: Vec<Piece>,
}

impl<'s> StoryReader<'s> {
    pub(crate) fn new(styles: &'s Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            fields: Fields::default(),
            prompts: 0,
            links: 0,
            notes: [0; 2],
            carried: None,
            hidden_rows: Vec::new(),
        }
    }

    /// What an element holds, in order.
    pub(crate) fn read(&mut self, element: &Element) -> Vec<Piece> {
        let outer = self.carried.take();
        let mut pieces = Vec::new();
        self.pieces(element, &mut pieces);
        self.end_carried(&mut pieces);
        self.carried = outer;
        pieces
    }

    fn pieces(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        for child in &element.children {
            match child.name {
                "w:p" => self.paragraph(child, pieces),
                "w:tbl" => {
                    self.end_carried(pieces);
                    let table = self.table(child);
                    pieces.push(Piece::Table(table));
                }
                "w:sdt" => self.control(child, |story| story.pieces(child, pieces)),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.pieces(chosen, pieces);
                    }
                }
                name if is_gone(name) => {}
                _ => self.pieces(child, pieces),
            }
        }
    }

    fn paragraph(&mut self, element: &Element, pieces: &mut Vec<Piece>) {
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| properties.value("w:pStyle"));
        let open = self.carried.take().unwrap_or_default();
        let mut reading = Reading { open, style, boxes: Vec::new() };
        self.inline(element, &mut reading);
        self.fields.end_paragraph();
        let Reading { mut open, boxes, .. } = reading;
        open.end_raised();
        pieces.extend(boxes);
        let end = properties.and_then(|properties| properties.child("w:rPr"));
        if end.is_some_and(|end| end.is_on("w:del") || end.is_on("w:moveFrom")) {
            self.carried = Some(open);
            return;
        }
        let own = ListItem::of(properties);
        // A hidden paragraph is in no list.
        if !(open.text.is_empty() && Look::of(end).is_gone())
            && let Some(label) = self.numbering.label(&own, style, self.styles)
        {
            open.text.insert_str(0, &label);
        }
        let on = |name| properties.is_some_and(|properties| properties.is_on(name));
        let outline = properties.and_then(|properties| properties.number("w:outlineLvl"));
        let named = self.styles.role(style, outline);
        // A list of contents says again what the headings say, with numbers that are no figures.
        // The field may have lost its end: what follows then does not look like an entry.
        let entry = open.is_link() || open.ends_with_page_number();
        let contents = self.fields.in_contents() && entry || named == Role::Link;
        if contents || self.styles.is_guide(style) {
            open.text.clear();
        }
        let role = if open.is_link() { Role::Link } else { named };
        pieces.push(Piece::Paragraph(Paragraph {
            page_before: open.page_before || on("w:pageBreakBefore"),
            page_after: properties.is_some_and(|own| own.child("w:sectPr").is_some()),
            text: open.text,
            withheld: open.withheld,
            role: Some(role),
            notes: open.notes,
        }));
    }

    /// A paragraph whose end was deleted, and none follows.
    fn end_carried(&mut self, pieces: &mut Vec<Piece>) {
        if let Some(open) = self.carried.take().filter(|open| !open.text.is_empty()) {
            let (text, notes) = (open.text, open.notes);
            pieces.push(Piece::Paragraph(Paragraph { text, notes, ..Paragraph::default() }));
        }
    }

    fn table(&mut self, element: &Element) -> Table {
        let mut rows = Vec::new();
        let outer = std::mem::take(&mut self.hidden_rows);
        self.rows(element, &mut rows);
        let hidden = std::mem::replace(&mut self.hidden_rows, outer);
        Table::of(rows, hidden)
    }

    fn rows(&mut self, element: &Element, rows: &mut Vec<Row>) {
        for child in &element.children {
            match child.name {
                "w:tr" => {
                    let properties = child.child("w:trPr");
                    let on = |name| properties.is_some_and(|own| own.is_on(name));
                    if on("w:del") {
                        continue;
                    }
                    if on("w:hidden") {
                        self.hide_row(child);
                        continue;
                    }
                    let before = properties.and_then(|own| own.number("w:gridBefore"));
                    let head = on("w:tblHeader");
                    let mut row =
                        Row { before: before.unwrap_or(0).min(MAX_SPAN), head, cells: Vec::new() };
                    self.cells(child, &mut row);
                    rows.push(row);
                }
                "w:sdt" => self.control(child, |story| story.rows(child, rows)),
                name if is_gone(name) => {}
                _ => self.rows(child, rows),
            }
        }
    }

    /// A row that nobody sees; with figures in it, it is worth a note.
    fn hide_row(&mut self, element: &Element) {
        let mut row = Row { before: 0, head: false, cells: Vec::new() };
        self.cells(element, &mut row);
        let texts: Vec<String> = row.cells.iter().map(Cell::all_text).collect();
        if texts.iter().any(|text| text.contains(char::is_numeric)) {
            self.hidden_rows.push(texts.join(" | "));
        }
    }

    fn cells(&mut self, element: &Element, row: &mut Row) {
        for child in &element.children {
            match child.name {
                "w:tc" => self.cell(child, row),
                "w:sdt" => self.control(child, |story| story.cells(child, row)),
                name if is_gone(name) => {}
                _ => self.cells(child, row),
            }
        }
    }

    fn cell(&mut self, element: &Element, row: &mut Row) {
        let pieces = self.read(element);
        let properties = element.child("w:tcPr");
        if properties.is_some_and(|own| own.is_on("w:cellDel")) {
            return;
        }
        let columns =
            properties.and_then(|own| own.number("w:gridSpan")).unwrap_or(1).clamp(1, MAX_SPAN);
        let merge = |name| match properties?.child(name)?.attribute("val") {
            Some("restart") => Some(Merge::Start),
            _ => Some(Merge::Continue),
        };
        // The merge of old documents: the cell before reaches over this one.
        if merge("w:hMerge") == Some(Merge::Continue)
            && let Some(before) = row.cells.last_mut()
        {
            before.columns += columns;
            return;
        }
        row.cells.push(Cell { columns, merge: merge("w:vMerge").unwrap_or(Merge::None), pieces });
    }

    /// Goes into a content control. What stands in an empty one is a prompt, not text.
    fn control(&mut self, control: &Element, go: impl FnOnce(&mut Self)) {
        let prompt = control.child("w:sdtPr").is_some_and(|own| own.is_on("w:showingPlcHdr"));
        self.prompts += usize::from(prompt);
        go(self);
        self.prompts -= usize::from(prompt);
    }
}

/// Whether an element holds no text that is shown: properties, and what was deleted or moved away.
fn is_gone(name: &str) -> bool {
    matches!(
        name,
        "w:pPr" | "w:rPr" | "w:trPr" | "w:tcPr" | "w:sdtPr" | "w:sectPr" | "w:del" | "w:moveFrom"
    )
}

/// Which of the alternatives is shown: the first, unless there is only what stands in for it.
fn chosen(alternatives: &Element) -> Option<&Element> {
    alternatives.child("mc:Choice").or_else(|| alternatives.child("mc:Fallback"))
}

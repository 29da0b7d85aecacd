//! OpenDocument spreadsheets, read by events: spans, shown texts and repeated cells as stored.

mod hiding;
mod looks;

use std::io::{BufRead, BufReader};

use anyhow::{Context, Result, bail};
use nianbao_core::{Decimal, Input, Note, NoteCode};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use self::hiding::{Family, Hiding};
use self::looks::{Look, Looks};
use super::number::{decimal, in_font};
use super::run::{self, Run};
use super::sheet::{Merge, RawSheet};
use super::xlsx::number_text;
use super::{Book, attribute, most_cells};
use crate::archive::{self, Archive};
use crate::carried;

/// Excel's own limit, which LibreOffice shares.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

pub(crate) fn read(input: &Input<'_>) -> Result<Book> {
    let mut archive = archive::open(input.bytes, &input.limits)?;
    let title = title(&mut archive);
    let content = archive.by_name("content.xml").context("the archive has no content.xml")?;
    let mut walk = Walk::new(Reader::from_reader(BufReader::new(content)));
    walk.most = most_cells(&input.limits);
    walk.book.title = title;
    walk.run()?;
    Ok(walk.book)
}

/// The title in the document's metadata.
fn title(archive: &mut Archive<'_>) -> Option<String> {
    let meta = archive.by_name("meta.xml").ok()?;
    let mut reader = Reader::from_reader(BufReader::new(meta));
    let (mut buffer, mut inside, mut title) = (Vec::new(), false, String::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => inside = start.local_name().as_ref() == "title",
            Event::Text(text) if inside => title.push_str(&text.xml10_content()),
            Event::End(end) if end.local_name().as_ref() == "title" => return Some(title),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A cell as its attributes and its paragraphs tell it.
#[derive(Default)]
struct CellText {
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    columns: u32,
    rows: u32,
    repeated: u32,
    paragraphs: u32,
    look: Look,
    runs: Vec<Run>,
    /// What the runs show.
    text: String,
}

/// The walk over `content.xml`.
struct Walk<R: BufRead> {
    reader: Reader<R>,
    book: Book,
    /// So many cells are read.
    most: usize,
    hidden: Hiding,
    looks: Looks,
    sheet: Option<(RawSheet, bool)>,
    row: u32,
    column: u32,
    /// How often the row is repeated, and where it began among the sheet's merges.
    repeated: u32,
    /// The next column of the sheet that is described.
    described: u32,
    cell: Option<CellText>,
}

impl<R: BufRead> Walk<R> {
    fn new(reader: Reader<R>) -> Self {
        Self {
            reader,
            book: Book::default(),
            most: 0,
            hidden: Hiding::default(),
            looks: Looks::default(),
            sheet: None,
            row: 0,
            column: 0,
            repeated: 1,
            described: 0,
            cell: None,
        }
    }

    /// Reads to the end; a file that breaks off is kept as far as it goes, with a note.
    fn run(&mut self) -> Result<()> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event.into_owned(),
                Err(error) => return self.broken(&error.to_string()),
            };
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::Empty(start) => {
                    let name = start.name().as_ref().to_owned();
                    self.start(&start)?;
                    self.end(&name);
                }
                Event::End(end) => self.end(end.name().as_ref()),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let named = quick_xml::escape::resolve_predefined_entity(&reference);
                    let character = reference.resolve_char_ref().ok().flatten();
                    match (named, character) {
                        (Some(text), _) => self.text(text),
                        (None, Some(character)) => self.text(character.encode_utf8(&mut [0; 4])),
                        (None, None) => {}
                    }
                }
                Event::DocType(_) => bail!("the document type of content.xml is not read"),
                Event::Eof if self.sheet.is_some() => return self.broken("content.xml ends"),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn broken(&mut self, why: &str) -> Result<()> {
        let Some((mut sheet, visible)) = self.sheet.take() else { bail!("content.xml: {why}") };
        sheet.notes.push(Note::new(NoteCode::ValueCut, format!("{}: {why}", sheet.name)));
        self.book.push(sheet, visible);
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<()> {
        match start.name().as_ref() {
            "style:style" => {
                let name = attribute(start, "style:name");
                self.looks.begin(name.clone());
                self.hidden.begin(name);
            }
            "style:text-properties" => self.looks.read(start),
            name if name.starts_with("style:table-") => self.hidden.read(name, start),
            "table:table" if self.sheet.is_none() => {
                let name = attribute(start, "table:name").unwrap_or_default();
                let visible = !self.hidden.hides(start, Family::Table);
                self.sheet = Some((RawSheet { name: name.into(), ..RawSheet::default() }, visible));
                (self.row, self.column, self.described) = (0, 0, 0);
            }
            "table:table-column" => self.describe_columns(start),
            "table:table-row" => {
                self.column = 0;
                self.repeated = count(start, "table:number-rows-repeated", MOST_ROWS);
                let hidden = self.hidden.hides(start, Family::Row);
                if let Some((sheet, _)) = self.sheet.as_mut().filter(|_| hidden) {
                    sheet.hidden.rows.add(self.row, self.row.saturating_add(self.repeated - 1));
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let look = self.looks.of(start, "table:style-name");
                self.cell = Some(CellText { look, ..cell(start) });
            }
            "text:p" | "text:h" => {
                self.looks.open(start);
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        self.looks.push("\n", &mut cell.runs);
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:span" => self.looks.open(start),
            "text:s" => self.text(&" ".repeat(count(start, "text:c", 1_000) as usize)),
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            // Comments, pictures with their own texts, and what was changed before.
            "office:annotation"
            | "draw:frame"
            | "draw:custom-shape"
            | "draw:g"
            | "table:shapes"
            | "table:tracked-changes" => {
                let mut buffer = Vec::new();
                self.reader.read_to_end_into(start.name(), &mut buffer)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn describe_columns(&mut self, start: &BytesStart<'_>) {
        let first = self.described;
        let columns = count(start, "table:number-columns-repeated", MOST_COLUMNS);
        self.described = first.saturating_add(columns).min(MOST_COLUMNS);
        let hidden = self.hidden.hides(start, Family::Column);
        if let Some((sheet, _)) = self.sheet.as_mut().filter(|_| hidden)
            && first < self.described
        {
            sheet.hidden.columns.add(first, self.described - 1);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            self.looks.push(text, &mut cell.runs);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "text:p" | "text:h" | "text:span" => self.looks.close(),
            "table:table-row" => self.row = self.row.saturating_add(self.repeated),
            "table:table" => {
                if let Some((sheet, visible)) = self.sheet.take() {
                    self.book.push(sheet, visible);
                }
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let (Some(mut cell), Some((sheet, _))) = (self.cell.take(), self.sheet.as_mut()) else {
            return;
        };
        cell.text = run::shown(&cell.runs);
        let (row, first) = (self.row, self.column);
        self.column = self.column.saturating_add(cell.repeated).min(MOST_COLUMNS);
        if row >= MOST_ROWS || first >= MOST_COLUMNS {
            return;
        }
        if cell.columns > 1 || cell.rows > 1 {
            let (bottom, right) = (row + cell.rows - 1, first + cell.columns - 1);
            sheet.merges.push(Merge { top: row, left: first, bottom, right });
        }
        if let Some(formula) = cell.formula.as_ref().filter(|_| carried::is_ours(&sheet.name)) {
            sheet.formulas.insert((row, first), formula.clone());
        }
        let text = in_font(shown(&cell, sheet, row, first), cell.look.struck);
        if text.trim().is_empty() {
            // Blank cells to the right and below are stored as one that is repeated.
            if cell.repeated < MOST_COLUMNS / 4 && self.repeated == 1 {
                *sheet.drawn.entry(row).or_default() += cell.repeated as usize;
            }
            return;
        }
        for row in row..row.saturating_add(self.repeated).min(MOST_ROWS) {
            for column in first..self.column {
                if self.book.cells + sheet.cells.len() >= self.most {
                    let note = Note::new(NoteCode::LimitReached, format!("{} cells", self.most));
                    if !sheet.notes.contains(&note) {
                        sheet.notes.push(note);
                    }
                    return;
                }
                sheet.put(row, column, text.clone());
            }
        }
    }
}

fn cell(start: &BytesStart<'_>) -> CellText {
    CellText {
        kind: attribute(start, "office:value-type").unwrap_or_default(),
        value: ["office:value", "office:date-value", "office:string-value"]
            .iter()
            .find_map(|name| attribute(start, name)),
        formula: attribute(start, "table:formula"),
        columns: count(start, "table:number-columns-spanned", MOST_COLUMNS),
        rows: count(start, "table:number-rows-spanned", MOST_ROWS),
        repeated: count(start, "table:number-columns-repeated", MOST_COLUMNS),
        ..CellText::default()
    }
}

/// What a cell says: its number as stored, unless it is shown with more than digits (`12件`, `￥12`).
fn shown(cell: &CellText, sheet: &mut RawSheet, row: u32, column: u32) -> String {
    let numeric = matches!(cell.kind.as_str(), "float" | "percentage" | "currency");
    if let Some(formula) = cell.formula.as_ref().filter(|_| cell.kind.is_empty())
        && cell.text.is_empty()
    {
        let note = Note::new(NoteCode::FormulaUncached, formula.clone());
        sheet.notes.push(note.at(sheet.place(row, column)));
    }
    match &cell.value {
        Some(value) if numeric => {
            match value.parse::<f64>() {
                // A format that shows nothing (`;;;`): neither a blank nor the number is told.
                Ok(number) if cell.paragraphs > 0 && cell.text.trim().is_empty() => {
                    format!("（{}）", number_text(sheet, row, column, decimal(number), None))
                }
                Ok(number) if is_plain(&cell.text) => {
                    let stored = number_text(sheet, row, column, decimal(number), None);
                    if is_another(&cell.text, &stored) {
                        format!("{}（{stored}）", cell.text)
                    } else {
                        stored
                    }
                }
                _ => cell.text.clone(),
            }
        }
        Some(date) if cell.kind == "date" => date.trim_end_matches("T00:00:00").replace('T', " "),
        Some(text) if cell.text.is_empty() => text.clone(),
        _ => cell.text.clone(),
    }
}

/// Whether a number is shown with nothing but its digits, a sign in front and what groups them: 7+ and 7-5
/// say more.
fn is_plain(shown: &str) -> bool {
    let unsigned = shown.trim().trim_start_matches(['-', '+']);
    unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
}

/// Whether digits are shown that are not the stored number, rounded or whole: then both are told.
fn is_another(shown: &str, stored: &str) -> bool {
    let digits: String = shown.chars().filter(|c| !matches!(c, ',' | ' ' | '+')).collect();
    let (Ok(shown), Ok(stored)) = (digits.parse::<Decimal>(), stored.parse::<Decimal>()) else {
        return false;
    };
    let last_place = Decimal::new(1, shown.scale());
    shown.checked_sub(stored).is_some_and(|apart| apart.abs() > last_place)
}

/// A count of cells, at least one.
fn count(start: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1).clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::{CellText, RawSheet, is_another, shown};

    #[test]
    fn a_format_that_shows_nothing_hides_the_number() {
        let text = |paragraphs: u32, text: &str| {
            let (kind, value) = ("float".to_owned(), Some("12".to_owned()));
            let text = text.to_owned();
            let cell = CellText { kind, value, paragraphs, text, ..CellText::default() };
            shown(&cell, &mut RawSheet::default(), 0, 0)
        };
        assert_eq!(text(1, ""), "（12）");
        assert_eq!(text(1, "12"), "12");
        // Words and signs around the digits count.
        assert_eq!(text(1, "12+"), "12+");
        assert_eq!(text(1, "1-2"), "1-2");
        assert_eq!(text(1, "+12"), "12");
        // Some write numbers without what they show.
        assert_eq!(text(0, ""), "12");
    }

    #[test]
    fn digits_that_are_not_the_stored_number_are_another() {
        for (shown, stored) in [("3", "2.6"), ("1,234", "1234"), ("0.3", "0.25"), ("-", "0")] {
            assert!(!is_another(shown, stored), "{shown} {stored}");
        }
        for (shown, stored) in [("1002", "2"), ("2.5", "2500000"), ("5", "-5")] {
            assert!(is_another(shown, stored), "{shown} {stored}");
        }
    }
}

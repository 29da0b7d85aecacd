//! The analysts' tables as a folder: a file a table, UTF-8 with the mark by which Excel knows it.

use std::io::Write;

use anyhow::{Context as _, Result, ensure};
use nianbao_core::{
    Book, BookColumn, Date, Folder, FolderWriter, Sheet, SheetCell, SheetKind, SheetsSink, legible,
    legible_lines,
};

use crate::begins_formula;
use crate::package::{Holds, NAME, Package, Resource, head};

const MARK: &str = "\u{feff}";
/// RFC 4180's end of a line.
const END: &str = "\r\n";

/// Writes tables as files.
pub(crate) struct CsvFolder;

impl FolderWriter for CsvFolder {
    fn start<'a>(
        &self,
        book: &Book,
        mut folder: Box<dyn Folder + 'a>,
    ) -> Result<Box<dyn SheetsSink + 'a>> {
        let tables = book.sheets.iter().enumerate();
        let tables = tables.map(|(index, sheet)| Table::new(sheet.clone(), index, &mut *folder));
        let tables = tables.collect::<Result<_>>()?;
        Ok(Box::new(Open { book: Book { sheets: Vec::new(), ..book.clone() }, folder, tables }))
    }
}

struct Open<'a> {
    /// Without its sheets.
    book: Book,
    folder: Box<dyn Folder + 'a>,
    tables: Vec<Table>,
}

impl SheetsSink for Open<'_> {
    fn row(&mut self, sheet: usize, cells: &[SheetCell]) -> Result<()> {
        self.table(sheet)?.row(cells)
    }

    fn columns(&mut self, sheet: usize, columns: Vec<BookColumn>) -> Result<()> {
        let table = self.table(sheet)?;
        ensure!(!table.headed, "the heads of {} are written", table.path);
        table.holds = vec![Holds::default(); columns.len()];
        table.sheet.columns = columns;
        Ok(())
    }

    fn finish(mut self: Box<Self>, made: Option<Date>) -> Result<()> {
        let resources = self.tables.into_iter().map(Table::finish).collect::<Result<_>>()?;
        let package = Package::of(&self.book, resources, made);
        let mut out = self.folder.file(NAME)?;
        serde_json::to_writer_pretty(&mut out, &package)?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }
}

impl Open<'_> {
    fn table(&mut self, sheet: usize) -> Result<&mut Table> {
        let count = self.tables.len();
        self.tables
            .get_mut(sheet)
            .with_context(|| format!("the book has {count} tables, none of index {sheet}"))
    }
}

/// A table and its file.
struct Table {
    name: String,
    path: String,
    sheet: Sheet,
    holds: Vec<Holds>,
    out: Box<dyn Write + Send>,
    headed: bool,
    line: String,
}

impl Table {
    fn new(sheet: Sheet, index: usize, folder: &mut dyn Folder) -> Result<Self> {
        let name =
            if sheet.id.is_empty() { format!("table-{}", index + 1) } else { sheet.id.to_owned() };
        let extension = if sheet.kind == SheetKind::Page { "txt" } else { "csv" };
        let path = format!("{}.{extension}", sheet.name);
        let mut out = folder.file(&path)?;
        out.write_all(MARK.as_bytes())?;
        let holds = vec![Holds::default(); sheet.columns.len()];
        Ok(Self { name, path, sheet, holds, out, headed: false, line: String::new() })
    }

    fn row(&mut self, cells: &[SheetCell]) -> Result<()> {
        if self.sheet.kind == SheetKind::Page {
            return self.line_of_text(cells);
        }
        self.heads()?;
        self.line.clear();
        for index in 0..self.sheet.columns.len() {
            if index > 0 {
                self.line.push(',');
            }
            if let Some(cell) = cells.get(index) {
                put(&mut self.line, cell, &mut self.holds[index]);
            }
        }
        self.end_line()
    }

    /// The heads, once: those of some tables are known late.
    fn heads(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.headed, true) {
            return Ok(());
        }
        self.line.clear();
        for (index, column) in self.sheet.columns.iter().enumerate() {
            if index > 0 {
                self.line.push(',');
            }
            quoted(&mut self.line, head(column));
        }
        self.end_line()
    }

    /// A row of a page: text to be read, its cells apart from each other.
    fn line_of_text(&mut self, cells: &[SheetCell]) -> Result<()> {
        self.line.clear();
        let mut text = String::new();
        for cell in cells {
            text.clear();
            shown(&mut text, cell, &mut Holds::default());
            if !text.is_empty() {
                let gap = if self.line.is_empty() { "" } else { "\t" };
                self.line.push_str(gap);
                self.line.push_str(&legible(&text));
            }
        }
        self.end_line()
    }

    fn end_line(&mut self) -> Result<()> {
        self.line.push_str(END);
        Ok(self.out.write_all(self.line.as_bytes())?)
    }

    fn finish(mut self) -> Result<Resource> {
        let Self { name, path, .. } = &self;
        let (name, path, title) = (name.clone(), path.clone(), self.sheet.name.clone());
        if self.sheet.kind == SheetKind::Page {
            self.out.flush()?;
            return Ok(Resource::text(name, path, title));
        }
        self.heads()?;
        self.out.flush()?;
        Ok(Resource::table(name, path, title, &self.sheet.columns, &self.holds))
    }
}

/// A cell as a field.
fn put(line: &mut String, cell: &SheetCell, holds: &mut Holds) {
    let mut text = String::new();
    shown(&mut text, cell, holds);
    match cell {
        // A sum is right with or without its sign; only text is a danger.
        SheetCell::Number(..) | SheetCell::Share(..) => line.push_str(&text),
        _ => quoted(line, &text),
    }
}

/// What a cell shows. Colours and links are left out.
fn shown(text: &mut String, cell: &SheetCell, holds: &mut Holds) {
    match cell {
        SheetCell::Empty | SheetCell::Blank(_) => {}
        SheetCell::Text(words, _) => {
            holds.text |= !words.is_empty();
            text.push_str(words);
        }
        SheetCell::Number(number, _) | SheetCell::Share(number, _) => {
            let number = number.normalize();
            if number.scale() == 0 {
                holds.whole = true;
            } else {
                holds.fraction = true;
            }
            text.push_str(&number.to_string());
        }
        SheetCell::Link(cell, _) => shown(text, cell, holds),
    }
}

/// A text as a field. One that a spreadsheet would compute stands behind an apostrophe.
fn quoted(line: &mut String, text: &str) {
    let text = &*legible_lines(text);
    let guard = if begins_formula(text) { "'" } else { "" };
    if !text.contains([',', '"', '\n', '\r', ';', '\t']) && !text.starts_with(' ') {
        line.push_str(guard);
        line.push_str(text);
        return;
    }
    line.push('"');
    line.push_str(guard);
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

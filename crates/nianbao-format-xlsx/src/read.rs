//! Workbooks to documents.

mod blocks;
mod compound;
pub(crate) mod hidden;
mod number;
mod ods;
pub(crate) mod plain;
mod run;
pub(crate) mod sheet;
mod xls;
pub(crate) mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, bail, ensure};
use nianbao_core::{Decoded, Document, DocumentReader, Input, Limits, Note, NoteCode};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use crate::carried::{self, Carried};
use crate::probe;
use sheet::RawSheet;

/// The most cells of a workbook that are read, all sheets together: many hold one table twice, for people
/// and for programs.
fn most_cells(limits: &Limits) -> usize {
    limits.cells.saturating_mul(2)
}

/// The sheets of a workbook as they are stored.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Book {
    title: Option<String>,
    /// Those that are shown.
    shown: Vec<RawSheet>,
    /// Those that are hidden.
    hidden: Vec<RawSheet>,
    /// Those that nianbao itself put beside what is shown.
    ours: Vec<RawSheet>,
    /// How many cells there are.
    cells: usize,
}

impl Book {
    fn push(&mut self, sheet: RawSheet, visible: bool) {
        self.cells += sheet.cells.len();
        let sheets = match (carried::is_ours(&sheet.name), visible) {
            (true, _) => &mut self.ours,
            (false, true) => &mut self.shown,
            (false, false) => &mut self.hidden,
        };
        sheets.push(sheet);
    }

    /// Whether a sheet that is shown hides these rows and columns and no others.
    #[cfg(test)]
    pub(crate) fn hides(&self, sheet: usize, rows: (u32, u32), columns: (u32, u32)) -> bool {
        let mut hidden = hidden::Hidden::default();
        hidden.rows.add(rows.0, rows.1);
        hidden.columns.add(columns.0, columns.1);
        self.shown[sheet].hidden == hidden
    }
}

/// Reads workbooks of Office Open XML.
pub(crate) struct XlsxReader;

impl DocumentReader for XlsxReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        ensure!(
            !probe::is_compound(input.bytes),
            "the workbook is protected by a password: save it without one"
        );
        unbroken(|| xlsx::read(input)).map(|book| decoded(book, &input.limits))
    }
}

/// Reads workbooks of Excel 97 to 2003.
pub(crate) struct XlsReader;

impl DocumentReader for XlsReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        ensure!(probe::is_compound(input.bytes), "this is no workbook of Excel 97 to 2003");
        unbroken(|| xls::read(input)).map(|book| decoded(book, &input.limits))
    }
}

/// Reads OpenDocument spreadsheets.
pub(crate) struct OdsReader;

impl DocumentReader for OdsReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        ods::read(input).map(|book| decoded(book, &input.limits))
    }
}

/// Runs the parser crate, which breaks off in a panic on some damaged workbooks.
fn unbroken(work: impl FnOnce() -> Result<Book>) -> Result<Book> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| bail!("the workbook is damaged beyond reading"))
}

/// The document of a workbook. Hidden sheets are lists for choosing from, last year's tables and
/// drafts: no reader of the workbook sees them, and they would contradict those that are shown.
fn decoded(mut book: Book, limits: &Limits) -> Decoded {
    if book.shown.iter().all(|sheet| sheet.cells.is_empty()) {
        for sheet in book.hidden.iter_mut().filter(|sheet| !sheet.cells.is_empty()) {
            sheet.notes.push(Note::new(NoteCode::HiddenRead, &*sheet.name));
        }
        book.shown.append(&mut book.hidden);
    }
    let mut carried = Carried::default();
    let (copies, tables): (Vec<_>, Vec<_>) = book.ours.into_iter().partition(carried::is_carried);
    for sheet in &copies {
        carried.add(sheet);
    }
    let mut document = Document { title: book.title, ..Document::default() };
    book.shown.retain(|sheet| !carried.is_guide(&sheet.name));
    for sheet in &mut book.shown {
        carried.strip(sheet);
        hidden::fold(sheet);
    }
    for mut sheet in book.shown.into_iter().chain(tables) {
        document.notes.append(&mut sheet.notes);
        document.notes.extend(blocks::blocks(
            &mut sheet,
            &mut carried,
            limits,
            &mut document.blocks,
        ));
    }
    for sheet in book.hidden.iter().filter(|sheet| !sheet.cells.is_empty()) {
        document.notes.push(Note::new(NoteCode::SheetHidden, &*sheet.name));
    }
    document.carried = carried.copy();
    Decoded { document, encoding: None }
}

/// What an attribute of an element says, if it has one of that name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

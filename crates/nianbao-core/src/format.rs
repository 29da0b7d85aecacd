//! What a format is: a descriptor whose capabilities are objects.

use std::io::Write;

use anyhow::Result;

use crate::{Document, FolderWriter, Limits, Report, SheetsWriter};

/// Bytes to be read, and what may help to read them.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The file's name, for its extension only.
    pub name: &'a str,
    /// The content.
    pub bytes: &'a [u8],
    /// How many statutory labels a text holds; the judge among candidate charsets.
    pub judge: &'a dyn Fn(&str) -> usize,
    /// How much of them is read.
    pub limits: Limits,
}

impl<'a> Input<'a> {
    /// Bytes to be read within the usual limits.
    pub fn new(name: &'a str, bytes: &'a [u8], judge: &'a dyn Fn(&str) -> usize) -> Self {
        Self { name, bytes, judge, limits: Limits::DEFAULT }
    }
}

/// How sure a format is that bytes are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Score {
    /// They are not.
    No,
    /// Only the extension says so.
    Name,
    /// The content looks like it.
    Likely,
    /// The content cannot be anything else.
    Certain,
}

/// A document and how its bytes were decoded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// The document.
    pub document: Document,
    /// The character encoding, in lower case, where the format has one.
    pub encoding: Option<String>,
}

/// Reads bytes as a document. Damage is a note; an error means that nothing can be read.
pub trait DocumentReader: Sync {
    /// The document in the bytes.
    fn read(&self, input: &Input<'_>) -> Result<Decoded>;
}

/// Reads bytes as reports.
pub trait ReportsReader: Sync {
    /// Hands every report in the bytes to `sink`, in order; stops at its error.
    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Report) -> Result<()>) -> Result<()>;
}

/// Writes one document.
pub trait DocumentWriter: Sync {
    /// Writes the document; its title is for the metadata.
    fn write(&self, document: &Document, out: &mut dyn Write) -> Result<()>;

    /// The name of the file that lists a directory of documents, where the format has such a file
    /// and cells can lead to others.
    fn index_name(&self) -> Option<&'static str> {
        None
    }

    /// How it writes a document whose cells are to be filled in ([`crate::Cell::INPUT`]), if it can.
    fn forms(&self) -> Option<Forms> {
        None
    }

    /// Whether it writes what is said beside a document, so that the format's reader does not take
    /// it for a part of the document.
    fn writes_beside(&self) -> bool {
        false
    }

    /// What of a document its files have no way to tell, so that the format's reader cannot give it back.
    fn lacks(&self) -> &'static [Lack] {
        &[]
    }
}

/// What the files of a format cannot tell of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// That a line is a heading or a caption.
    Roles,
    /// That a line is the caption of a table.
    Captions,
    /// Where the cells of a table are: they are columns of text.
    Tables,
    /// That a cell is a head.
    Heads,
    /// That a cell is a head, but for those of the first row.
    SideHeads,
    /// How many columns a cell covers: tables share the columns of a sheet.
    Widths,
}

/// What a form to be filled in can do in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// It computes totals, and tells which sums do not hold.
    Computed,
    /// It is typed on, and nothing else.
    Typed,
}

/// Writes any number of reports into one output.
pub trait ReportsWriter: Sync {
    /// Begins an output.
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>>;
}

/// An output of reports that was begun.
pub trait ReportSink {
    /// Adds a report.
    fn push(&mut self, report: &Report) -> Result<()>;
    /// Ends the output; without it the output is incomplete.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// How a format reads, if it does.
#[derive(Clone, Copy)]
pub enum Reader {
    /// Through a document, which the form layer then recognises.
    Document(&'static dyn DocumentReader),
    /// Reports directly.
    Reports(&'static dyn ReportsReader),
}

/// How a format writes, if it does.
#[derive(Clone, Copy)]
pub enum Writer {
    /// Through a document, one report an output.
    Document(&'static dyn DocumentWriter),
    /// Reports directly, many an output.
    Reports(&'static dyn ReportsWriter),
}

/// How a format writes the analysts' tables, if it does.
#[derive(Clone, Copy)]
pub enum Sheets {
    /// All in one file.
    File(&'static dyn SheetsWriter),
    /// A file a table, in a folder.
    Folder(&'static dyn FolderWriter),
}

impl Sheets {
    /// The writer of one file, if it is that.
    pub fn file(self) -> Option<&'static dyn SheetsWriter> {
        match self {
            Self::File(writer) => Some(writer),
            Self::Folder(_) => None,
        }
    }
}

/// A format: its names, how to know it, and what it can do. A capability is the presence of an
/// object, so it cannot lie.
pub struct Format {
    /// The name on the command line and in reports' `source.format`.
    pub name: &'static str,
    /// What it is, for a list, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// File name extensions, lower case without dot; the first is used for output.
    pub extensions: &'static [&'static str],
    /// Whether bytes are of this format.
    pub probe: fn(&Input<'_>) -> Score,
    /// Reading.
    pub reader: Option<Reader>,
    /// Writing.
    pub writer: Option<Writer>,
    /// Writing the analysts' tables.
    pub sheets: Option<Sheets>,
}

impl Format {
    /// Whether a file name ends in one of the format's extensions.
    pub fn owns_name(&self, name: &str) -> bool {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        extension.is_some_and(|e| self.extensions.iter().any(|own| own.eq_ignore_ascii_case(e)))
    }
}

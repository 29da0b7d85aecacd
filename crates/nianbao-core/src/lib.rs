//! The shared words of nianbao: what a document is, what a report is, and what a format can do.
//!
//! Bytes become a [`Document`] (syntax), a `Document` becomes [`Report`]s (meaning), and back.
//! An adapter knows one of the two and registers itself as a [`Format`]; it never knows another
//! adapter, a label of the form, or a file.

mod date;
mod document;
mod edition;
mod field;
mod format;
mod lang;
mod legible;
mod limits;
mod malformed;
mod note;
mod place;
mod registry;
mod report;
mod sheets;
mod word;

pub use date::Date;
pub use document::{
    Beside, Block, Cell, CellText, Document, Grid, GridBuilder, Line, Remark, Role, Sum,
};
pub use edition::Edition;
pub use field::{FieldId, FieldInfo};
pub use format::{
    Decoded, DocumentReader, DocumentWriter, Format, Forms, Input, Lack, Reader, ReportSink,
    ReportsReader, ReportsWriter, Score, Sheets, Writer,
};
pub use lang::{Lang, counted};
pub use legible::{Replaced, is_in_xml, legible, legible_lines};
pub use limits::{LimitInfo, Limits};
pub use malformed::Malformed;
pub use note::{Note, NoteCode, Severity, quoted};
pub use place::Place;
pub use registry::{Registered, Registry};
pub use report::{Claim, Extra, Fact, Facts, Reading, Report, Section, Source, Statement};
pub use rust_decimal::Decimal;
pub use sheets::{
    Book, BookColumn, CellRun, Chart, ChartKind, ColumnKind, Folder, FolderWriter, LinkTarget,
    RowKey, Series, Sheet, SheetCell, SheetKind, SheetsSink, SheetsWriter, Tone, Wanted,
};
pub use word::Worded;

#[doc(hidden)]
pub mod private {
    //! What [`register!`](crate::register) expands to; not part of the interface.
    pub use inventory;
}

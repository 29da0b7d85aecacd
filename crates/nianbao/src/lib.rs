//! nianbao reads China's annual reports on government information disclosure
//! (政府信息公开工作年度报告) and writes them as data.
//!
//! This is the library: it links the formats and offers the verbs. It knows neither arguments nor
//! a terminal.
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! let registry = nianbao::Registry::new()?;
//! let bytes = br#"{"reports": [{"facts": {"complaints": {"value": 3, "raw": "3"}}}]}"#;
//! nianbao::read(&registry, "a.json", bytes, None, &mut |report| {
//!     assert_eq!(report.facts.len(), 1);
//!     Ok(())
//! })?;
//! # Ok(())
//! # }
//! ```

// A format that is not named here is not linked and registers nothing, silently. The lint turns
// a forgotten line into an error that says which.
#![deny(unused_crate_dependencies)]

use nianbao_format_csv as _;
use nianbao_format_docx as _;
use nianbao_format_html as _;
use nianbao_format_json as _;
use nianbao_format_markdown as _;
use nianbao_format_text as _;
use nianbao_format_xlsx as _;
use nianbao_format_xml as _;

mod annotate;
pub mod bulk;
mod carried;
mod cells;
pub mod check;
mod convert;
pub mod diff;
mod export;
mod filling;
mod foreign;
mod index;
mod markup;
pub mod panel;
mod problem;
mod publish;
mod read;
mod region;
pub mod rollup;
mod skeleton;
mod system;

pub use annotate::{annotatable, annotate};
pub use carried::is_lossless;
pub use convert::{convertible, start, takes_many};
pub use export::{Export, ExportOptions, Grouping, Groups, Origin, field_meaning, field_source};
pub use filling::{Filling, forms, write_form};
pub use foreign::Foreign;
pub use index::{Index, index_name};
pub use nianbao_core::{
    Book, BookColumn, CellRun, Chart, ChartKind, Claim, ColumnKind, Date, Decimal, Edition, Extra,
    Fact, Facts, FieldId, FieldInfo, Folder, FolderWriter, Format, Forms, Input, Lang, LimitInfo,
    Limits, LinkTarget, Note, NoteCode, Place, Reader, Reading, Registry, Report, ReportSink,
    Score, Section, Series, Severity, Sheet, SheetCell, SheetKind, Sheets, SheetsSink,
    SheetsWriter, Source, Statement, Tone, Writer,
};
pub use nianbao_form::{Explanation, Match, MatchedLabel, Witness};
pub use problem::{Problem, describe};
pub use publish::{PUBLISHED, file_name, summary, titled, uncomputed};
pub use read::{check_readable, explain, read};
pub use region::{Level, Region};
pub use system::system;

//! nianbao reads China's annual reports on government information disclosure
//! (政府信息公开工作年度报告) and writes them as data.
//!
//! This is the library: it links the formats and offers the verbs. It knows neither arguments nor
//! a terminal, opens no file, and keeps no state: a [`Registry`] is a value, and one for a program is enough.
//! `cargo run -p nianbao --example read`, `convert` and `bulk` are whole programs.
//!
//! **Read**: bytes to reports. The bytes tell the format. A report has its facts, each with place and raw
//! text, and notes on what was doubtful; an error means that the file gave nothing.
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! use nianbao::{Decimal, FieldId, Reading, Registry};
//!
//! let registry = Registry::new()?;
//! let page = "白石县教育局2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n\
//!     第二十条第（五）项 |\n信息内容 | 本年处理决定数量 |\n行政许可 | 12 |\n";
//! let field = FieldId::from_id("disclosure.licensing.decisions").unwrap();
//! nianbao::read(&registry, "page.txt", page.as_bytes(), None, &mut |report| {
//!     assert_eq!(report.year, Some(2022));
//!     // Absent, blank and zero are three things.
//!     match report.facts.reading(field) {
//!         Reading::Number(number, fact) => {
//!             assert_eq!((number, &*fact.raw), (Decimal::from(12), "12"));
//!         }
//!         Reading::Blank(_) | Reading::Absent => panic!("it is printed"),
//!     }
//!     Ok(())
//! })
//! # }
//! ```
//!
//! **Recognise**: a [`Document`] that no format of ours made. [`layout`] is the way back.
//!
//! ```
//! use nianbao::{Block, Document, Line, Place, Role};
//!
//! let text = "白石县教育局2022年政府信息公开工作年度报告".to_owned();
//! let line = Line { text, role: Role::Heading(1), at: Place::Line(1) };
//! let document = Document { blocks: vec![Block::Line(line)], ..Document::default() };
//! let reports = nianbao::recognise(&document);
//! assert_eq!(reports[0].organ.as_deref(), Some("白石县教育局"));
//! let form = nianbao::layout(&reports[0]);
//! assert!(form.blocks.len() > 1);
//! ```
//!
//! **Check**: one report by [`check::check`], many, also against each other, by [`check::Checker`].
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! let registry = nianbao::Registry::new()?;
//! let json = br#"{"reports": [{"form": "2021", "facts": {
//!     "review.upheld": {"value": 2, "raw": "2"}, "review.corrected": {"value": 0, "raw": "0"},
//!     "review.other": {"value": 0, "raw": "0"}, "review.pending": {"value": 1, "raw": "1"},
//!     "review.total": {"value": 4, "raw": "4"}}}]}"#;
//! nianbao::read(&registry, "a.json", json, None, &mut |report| {
//!     let findings = nianbao::check::check(&report);
//!     assert!(findings.iter().any(|finding| finding.rule == "review.total"));
//!     Ok(())
//! })
//! # }
//! ```
//!
//! **Convert**: [`start`] an output of a format, push reports, finish it. [`Export`] writes the workbook of
//! many reports.
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! let registry = nianbao::Registry::new()?;
//! let mut html = Vec::new();
//! let mut out = nianbao::start(nianbao::convertible(&registry, "html")?, Box::new(&mut html))?;
//! out.push(&nianbao::Report::default())?;
//! out.finish()?;
//! assert!(html.starts_with(b"<!DOCTYPE html>"));
//! # Ok(())
//! # }
//! ```
//!
//! **In bulk**: [`bulk::ordered`] works on several threads and hands results over in order.
//!
//! ```
//! # fn main() -> anyhow::Result<()> {
//! let mut lengths = Vec::new();
//! let pages = ["a", "bcd", "ef"];
//! nianbao::bulk::ordered(pages.iter(), 2, |page| page.len(), |length| {
//!     lengths.push(length);
//!     Ok(())
//! })?;
//! assert_eq!(lengths, [1, 3, 2]);
//! # Ok(())
//! # }
//! ```
//!
//! # What stays
//!
//! Versions follow semantic versioning: until 1.0 a change that breaks a program raises the second number.
//! Ids of fields, codes of notes, ids of rules, names of formats and the shape of JSON and XML are public in
//! the same way; new ones may come with any version, so matches on [`NoteCode`], [`Problem`] and [`Edition`] need a last
//! arm. Messages for people, and the looks of pages and workbooks, may change at any time.

// A format that is not named here is not linked and registers nothing, silently. The lint turns
// a forgotten line into an error that says which.
#![deny(unused_crate_dependencies)]

use nianbao_format_csv as _;
use nianbao_format_docx as _;
use nianbao_format_html as _;
use nianbao_format_json as _;
use nianbao_format_markdown as _;
#[cfg(feature = "parquet")]
use nianbao_format_parquet as _;
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
mod drawn;
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
pub use convert::{convertible, start, takes_many, written};
pub use export::{Export, ExportOptions, Grouping, Groups, Origin, field_meaning, field_source};
pub use filling::{Filling, Held, forms, held, write_form};
pub use foreign::Foreign;
pub use index::{Index, index_name};
pub use nianbao_core::register;
pub use nianbao_core::{
    Beside, Block, Cell, Decoded, Document, DocumentReader, DocumentWriter, Grid, GridBuilder,
    Line, Remark, ReportsReader, ReportsWriter, Role, Sum,
};
pub use nianbao_core::{
    Book, BookColumn, CellRun, Chart, ChartKind, Claim, ColumnKind, Date, Decimal, Edition, Extra,
    Fact, Facts, FieldId, FieldInfo, Folder, FolderWriter, Format, Forms, Input, Lack, Lang,
    LimitInfo, Limits, LinkTarget, Note, NoteCode, Place, Reader, Reading, Registry, Report,
    ReportSink, RowKey, Score, Section, Series, Severity, Sheet, SheetCell, SheetKind, Sheets,
    SheetsSink, SheetsWriter, Source, Statement, Tone, Wanted, Writer, counted, legible,
};
pub use nianbao_form::{Explanation, Match, MatchedLabel, Witness, layout, recognise};
pub use problem::{Problem, describe};
pub use publish::{
    PUBLISHED, draft, file_name, is_untouched, placed, summary, titled, typed_as_text, uncomputed,
    unfilled, unwritten,
};
pub use read::{check_readable, explain, read, read_all};
pub use region::{Level, Region};
pub use system::system;

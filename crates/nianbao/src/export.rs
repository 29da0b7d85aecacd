//! The analysts' workbook: many reports as tables, a row a report.

mod blanks;
mod coverage;
mod fields;
mod findings;
mod frame;
mod guide;
mod lists;
mod moment;
mod naming;
mod overview;
mod reports;
mod sources;
mod tables;
mod totals;
mod wide;

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Book, Lang, Report, SheetCell, SheetsSink, SheetsWriter};

use coverage::Coverage;
use frame::Frame;
use tables::{Table, Tables};
use totals::Totals;
use wide::{Doubts, Wide};

use crate::check::{Finding, Series, check};

pub use fields::{meaning as field_meaning, source as field_source};
pub use sources::Origin;

/// What a workbook is to hold and to say of itself.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// The language of names and explanations.
    pub lang: Lang,
    /// Whether to add the table of a row a cell (长表).
    pub long: bool,
    /// Whether to add the text of the sections.
    pub text: bool,
    /// The moment the workbook is dated by, in seconds since 1970; without it the newest input's.
    /// No file counts as younger.
    pub moment: Option<i64>,
    /// What else was asked for, as `--from text`; told in the guide.
    pub asked: Vec<String>,
}

/// A workbook that was begun. Rows go out as they come; what is kept grows with the number of
/// organs and years, not with what the reports say.
pub struct Export<'a> {
    sink: Box<dyn SheetsSink + 'a>,
    options: ExportOptions,
    tables: Tables,
    wide: Vec<Wide>,
    totals: Totals,
    coverage: Coverage,
    counts: Counts,
    series: Series,
    known: Vec<Known>,
    newest: Option<i64>,
}

/// What a row says of its report, for findings that come when the report is gone.
struct Known {
    organ: Option<Box<str>>,
    year: Option<u16>,
    file: Option<Box<str>>,
    part: u32,
}

/// How much went into the workbook.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    files: u32,
    failures: u32,
    reports: u32,
    numbers: u64,
    doubtful: u64,
    lost: u64,
    notes: u64,
    findings: u64,
}

impl<'a> Export<'a> {
    /// Begins a workbook.
    pub fn start(
        writer: &dyn SheetsWriter,
        out: Box<dyn Write + Send + 'a>,
        options: ExportOptions,
    ) -> Result<Self> {
        let lang = options.lang;
        let wide = wide::all();
        let tables = Tables::of(&options, wide.len());
        let book = Book {
            title: lang
                .pick(
                    "政府信息公开工作年度报告数据",
                    "Annual reports on government information disclosure",
                )
                .to_owned(),
            subject: lang
                .pick("由各机关公布的年度报告读出", "As read from the reports that organs publish")
                .to_owned(),
            maker: maker(),
            footer: lang.pick("第 {page} 页，共 {pages} 页", "Page {page} of {pages}").to_owned(),
            sheets: tables.sheets(lang, &wide),
        };
        let sink = writer.start(&book, out)?;
        Ok(Self {
            sink,
            options,
            tables,
            wide,
            totals: Totals::new(),
            coverage: Coverage::default(),
            counts: Counts::default(),
            series: Series::default(),
            known: Vec::new(),
            newest: None,
        })
    }

    /// Adds a file that was read, with its reports.
    pub fn file(&mut self, origin: &Origin<'_>, reports: &[Report]) -> Result<()> {
        let findings: Vec<Vec<Finding>> = reports.iter().map(check).collect();
        self.checked_file(origin, reports, &findings)
    }

    /// The same where each report was checked before, on other threads: where many sums are broken,
    /// finding the cells that mend them takes longer than writing the rows.
    pub fn checked_file(
        &mut self,
        origin: &Origin<'_>,
        reports: &[Report],
        findings: &[Vec<Finding>],
    ) -> Result<()> {
        self.note_file(origin);
        let first = self.tables.rows(Table::Reports);
        let row = sources::read_row(origin, reports, self.options.lang, self.options.moment);
        let row = sources::with_link(row, reports, || self.tables.link(Table::Reports, first));
        self.row(Table::Sources, &row)?;
        for (index, report) in reports.iter().enumerate() {
            match findings.get(index) {
                Some(found) => self.add(report, Some(origin), found)?,
                None => self.add(report, Some(origin), &check(report))?,
            }
        }
        Ok(())
    }

    /// Adds a file that could not be read, and why.
    pub fn failed(&mut self, origin: &Origin<'_>, reason: &str) -> Result<()> {
        self.note_file(origin);
        self.counts.failures += 1;
        let row = sources::failed_row(origin, reason, self.options.lang, self.options.moment);
        self.row(Table::Sources, &row)
    }

    /// Adds a report of no file.
    pub fn push(&mut self, report: &Report) -> Result<()> {
        self.add(report, None, &check(report))
    }

    /// Ends the workbook; without it nothing is written.
    pub fn finish(mut self) -> Result<()> {
        let lang = self.options.lang;
        self.add_series()?;
        let sheet = self.tables.index(Table::Coverage);
        self.sink.columns(sheet, self.coverage.columns(lang))?;
        for row in self.coverage.rows(lang) {
            self.sink.row(sheet, &row)?;
        }
        for row in fields::rows(lang) {
            self.row(Table::Fields, &row)?;
        }
        let page = overview::page(lang, &self.totals, &self.coverage, self.counts);
        let sheet = self.tables.index(Table::Overview);
        for row in &page.rows {
            self.sink.row(sheet, row)?;
        }
        for chart in &page.charts {
            self.sink.chart(sheet, chart)?;
        }
        let made = self.options.moment.or(self.newest).and_then(moment::day);
        let told = guide::Told {
            options: &self.options,
            made,
            counts: self.counts,
            coverage: &self.coverage,
            tables: &self.tables,
        };
        for row in guide::rows(&told) {
            self.row(Table::Guide, &row)?;
        }
        self.sink.finish(made)
    }

    fn note_file(&mut self, origin: &Origin<'_>) {
        self.counts.files += 1;
        self.newest = self.newest.max(origin.modified);
    }

    fn add(
        &mut self,
        report: &Report,
        origin: Option<&Origin<'_>>,
        found: &[Finding],
    ) -> Result<()> {
        self.counts.reports += 1;
        let doubts = Doubts::of(report);
        let frame = Frame { report, number: self.counts.reports };
        let rows = findings::rows(&frame, found, &self.tables, &self.wide, self.options.lang);
        self.counts.findings += u64::try_from(rows.len())?;
        let lists = lists::rows(&frame, rows, self.options.lang);
        let row = reports::row(&frame, origin, &self.tables, &self.wide, &lists);
        self.row(Table::Reports, &row)?;
        self.add_wide(&frame, &doubts)?;
        for (table, rows) in lists {
            for row in rows {
                self.row(table, &row)?;
            }
        }
        if self.options.long {
            for row in lists::long_rows(&frame) {
                self.row(Table::Long, &row)?;
            }
        }
        if self.options.text {
            for row in lists::text_rows(&frame) {
                self.row(Table::Text, &row)?;
            }
        }
        self.row(Table::Blanks, &blanks::row(&frame))?;
        self.series.push(report);
        self.known.push(Known {
            organ: report.organ.as_deref().map(Into::into),
            year: report.year,
            file: report.source.file.as_deref().map(Into::into),
            part: report.source.part,
        });
        let state = doubts.count(report);
        self.counts.numbers += u64::from(state.numbers);
        self.counts.doubtful += u64::from(state.doubtful);
        self.counts.lost += u64::from(state.lost);
        self.counts.notes += u64::try_from(report.notes.len())?;
        let kind = self.coverage.add(report, &self.totals, state);
        self.totals.add(report, kind);
        Ok(())
    }

    /// What several reports of an organ say of each other.
    fn add_series(&mut self) -> Result<()> {
        let known = std::mem::take(&mut self.known);
        for (index, finding) in std::mem::take(&mut self.series).finish() {
            let Some(of) = known.get(index) else { continue };
            let mut report = Report { year: of.year, ..Report::default() };
            report.organ = of.organ.as_deref().map(str::to_owned);
            report.source.file = of.file.as_deref().map(str::to_owned);
            report.source.part = of.part;
            let frame = Frame { report: &report, number: u32::try_from(index + 1)? };
            let (tables, wide, lang) = (&self.tables, &self.wide, self.options.lang);
            for row in findings::rows(&frame, &[finding], tables, wide, lang) {
                self.row(Table::Findings, &row)?;
                self.counts.findings += 1;
            }
        }
        Ok(())
    }

    fn add_wide(&mut self, frame: &Frame<'_>, doubts: &Doubts<'_>) -> Result<()> {
        for (index, table) in self.wide.iter().enumerate() {
            let sheet = self.tables.index(Table::Wide(index));
            self.sink.row(sheet, &table.row(frame, doubts))?;
            for (column, text) in table.remarks(frame, doubts, self.options.lang) {
                self.sink.remark(sheet, column, &text)?;
            }
            self.tables.count(Table::Wide(index));
        }
        Ok(())
    }

    fn row(&mut self, table: Table, cells: &[SheetCell]) -> Result<()> {
        self.sink.row(self.tables.index(table), cells)?;
        self.tables.count(table);
        Ok(())
    }
}

/// The program and its version.
pub(crate) fn maker() -> String {
    format!("nianbao {}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests;

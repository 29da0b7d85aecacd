//! The analysts' workbook: many reports as tables, a row a report.

mod blanks;
mod coverage;
mod fields;
mod findings;
mod frame;
mod groups;
mod guide;
mod lists;
mod moment;
mod naming;
mod overview;
mod reports;
mod sources;
mod tables;
mod together;
mod totals;
mod wide;

use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Book, Date, Folder, FolderWriter, Lang, Report, SheetCell, SheetsSink, SheetsWriter, Wanted,
};

use coverage::Coverage;
use frame::Frame;
use tables::{Table, Tables};
use together::{Late, Together};
use totals::Totals;
use wide::{Doubts, States, Wide};

use crate::check::{Finding, check};
use crate::region::Region;

pub use fields::{meaning as field_meaning, source as field_source};
pub use groups::{Grouping, Groups};
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
    /// Which group of the reports it holds, if they are in groups; told in the guide.
    pub group: Option<String>,
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
    together: Together,
    /// Whether it compares the reports of an organ itself; else whoever has all workbooks does.
    alone: bool,
    /// It is a folder of files, where nothing has a colour or leads anywhere.
    folder: bool,
    newest: Option<i64>,
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
        Self::begin(options, Wanted::All, |book| writer.start(book, out))
    }

    /// Begins a folder of tables.
    pub fn start_folder(
        writer: &dyn FolderWriter,
        folder: Box<dyn Folder + 'a>,
        options: ExportOptions,
    ) -> Result<Self> {
        let export = Self::begin(options, writer.wants(), |book| writer.start(book, folder))?;
        Ok(Self { folder: true, ..export })
    }

    fn begin(
        options: ExportOptions,
        wanted: Wanted,
        start: impl FnOnce(&Book) -> Result<Box<dyn SheetsSink + 'a>>,
    ) -> Result<Self> {
        let lang = options.lang;
        let wide = wide::all();
        let tables = Tables::of(&options, wanted, wide.len());
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
            footer: crate::cells::footer(lang),
            sheets: tables.sheets(lang, &wide),
        };
        let sink = start(&book)?;
        Ok(Self {
            sink,
            options,
            tables,
            wide,
            totals: Totals::new(),
            coverage: Coverage::default(),
            counts: Counts::default(),
            together: Together::default(),
            alone: true,
            folder: false,
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
        let link = || self.tables.link(Table::Reports, first, self.counts.reports + 1);
        let row = sources::with_link(row, reports, link);
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
        let together = std::mem::take(&mut self.together);
        for late in together.late() {
            self.add_late(&late)?;
        }
        for row in fields::rows(lang) {
            self.row(Table::Fields, &row)?;
        }
        let made = self.options.moment.or(self.newest).and_then(moment::day);
        if self.tables.has(Table::Coverage) {
            self.add_coverage()?;
        }
        if self.tables.has(Table::Overview) {
            self.add_overview()?;
        }
        if self.tables.has(Table::Guide) {
            self.add_guide(made)?;
        }
        self.sink.finish(made)
    }

    fn add_coverage(&mut self) -> Result<()> {
        let (sheet, lang) = (self.tables.index(Table::Coverage), self.options.lang);
        self.sink.columns(sheet, self.coverage.columns(lang))?;
        self.coverage.rows(lang).try_for_each(|row| self.sink.row(sheet, &row))
    }

    fn add_overview(&mut self) -> Result<()> {
        let page = overview::page(self.options.lang, &self.totals, &self.coverage, self.counts);
        let sheet = self.tables.index(Table::Overview);
        for row in &page.rows {
            self.sink.row(sheet, row)?;
        }
        page.charts.iter().try_for_each(|chart| self.sink.chart(sheet, chart))
    }

    fn add_guide(&mut self, made: Option<Date>) -> Result<()> {
        let told = guide::Told {
            options: &self.options,
            folder: self.folder,
            made,
            counts: self.counts,
            coverage: &self.coverage,
            tables: &self.tables,
        };
        guide::rows(&told).iter().try_for_each(|row| self.row(Table::Guide, row))
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
        let region = report.organ.as_deref().map(Region::of).unwrap_or_default();
        let states = doubts.count(report);
        let frame = Frame { report, number: self.counts.reports, region, states };
        let rows = findings::rows(&frame, found, &self.tables, &self.wide, self.options.lang);
        self.counts.findings += u64::try_from(rows.len())?;
        let lists = lists::rows(&frame, rows, self.folder, self.options.lang);
        let row = reports::row(&frame, origin, &self.tables, &self.wide, &lists, self.options.lang);
        self.row(Table::Reports, &row)?;
        self.add_wide(&frame, &doubts)?;
        for (table, rows) in lists {
            for row in rows {
                self.row(table, &row)?;
            }
        }
        if self.tables.has(Table::Long) {
            for row in lists::long_rows(&frame, &doubts) {
                self.row(Table::Long, &row)?;
            }
        }
        if self.options.text {
            for row in lists::text_rows(&frame) {
                self.row(Table::Text, &row)?;
            }
        }
        if self.tables.has(Table::Blanks) {
            self.row(Table::Blanks, &blanks::row(&frame))?;
        }
        if self.alone {
            self.together.push(report, (0, self.counts.reports));
        }
        self.counts.numbers += u64::from(states.numbers);
        self.counts.doubtful += u64::from(states.doubtful);
        self.counts.lost += u64::from(states.lost);
        self.counts.notes += u64::try_from(report.notes.len())?;
        let kind = self.coverage.add(report, &self.totals, states);
        self.totals.add(report, region.level, kind);
        Ok(())
    }

    /// Adds what was found when all reports were there.
    fn add_late(&mut self, late: &Late) -> Result<()> {
        let (report, number) = (&late.report, late.number);
        let (region, states) = (Region::default(), States::default());
        let frame = Frame { report, number, region, states };
        let found = std::slice::from_ref(&late.finding);
        let rows = findings::rows(&frame, found, &self.tables, &self.wide, self.options.lang);
        for row in rows {
            self.row(Table::Findings, &row)?;
            self.counts.findings += 1;
        }
        Ok(())
    }

    fn add_wide(&mut self, frame: &Frame<'_>, doubts: &Doubts<'_>) -> Result<()> {
        for (index, table) in self.wide.iter().enumerate() {
            if !self.tables.has(Table::Wide(index)) {
                continue;
            }
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

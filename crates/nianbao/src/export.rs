//! The analysts' workbook: many reports as tables, a row a report.

mod frame;
mod guide;
mod lists;
mod wide;

use std::io::Write;

use anyhow::Result;
use nianbao_core::{Book, Lang, Report, Sheet, SheetsSink, SheetsWriter};

use frame::Frame;
use wide::Wide;

/// A workbook that was begun. Rows go out as they come; nothing is collected.
pub struct Export<'a> {
    sink: Box<dyn SheetsSink + 'a>,
    lang: Lang,
    wide: Vec<Wide>,
}

/// Where the tables stand in the book; the wide ones follow the reports.
const REPORTS: usize = 1;
const FIRST_WIDE: usize = 2;

impl<'a> Export<'a> {
    /// Begins a workbook. The first table explains the others, in `lang`.
    pub fn start(
        writer: &dyn SheetsWriter,
        out: Box<dyn Write + Send + 'a>,
        lang: Lang,
    ) -> Result<Self> {
        let wide = wide::all();
        let mut sheets = vec![guide::sheet(lang), frame::sheet(lang)];
        sheets.extend(wide.iter().map(|table| table.sheet(lang)));
        sheets.extend([lists::statements(lang), lists::notes(lang), lists::failures(lang)]);
        let title = lang.pick("政府信息公开工作年度报告数据", "Annual disclosure reports");
        let book = Book { title: title.to_owned(), sheets };
        let names: Vec<&str> = book.sheets.iter().map(|sheet: &Sheet| &*sheet.name).collect();
        let mut sink = writer.start(&book, out)?;
        for row in guide::rows(lang, &names) {
            sink.row(0, &row)?;
        }
        Ok(Self { sink, lang, wide })
    }

    /// Adds a report.
    pub fn push(&mut self, report: &Report) -> Result<()> {
        let frame = Frame::of(report);
        self.sink.row(REPORTS, &frame.row())?;
        let doubts = wide::doubts(report);
        for (sheet, table) in (FIRST_WIDE..).zip(&self.wide) {
            self.sink.row(sheet, &table.row(&frame, &doubts))?;
        }
        for row in lists::statement_rows(&frame) {
            self.sink.row(self.statements(), &row)?;
        }
        for row in lists::note_rows(&frame, self.lang) {
            self.sink.row(self.statements() + 1, &row)?;
        }
        Ok(())
    }

    /// Adds a file that could not be read, and why.
    pub fn failed(&mut self, file: &str, reason: &str) -> Result<()> {
        self.sink.row(self.statements() + 2, &lists::failure_row(file, reason))
    }

    /// Ends the workbook; without it nothing is written.
    pub fn finish(self) -> Result<()> {
        self.sink.finish()
    }

    fn statements(&self) -> usize {
        FIRST_WIDE + self.wide.len()
    }
}

#[cfg(test)]
mod tests;

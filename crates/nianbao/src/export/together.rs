//! What several reports of an organ say of each other: known when all are there.

use nianbao_core::{Report, Source};

use crate::check::{Finding, Member, Series};

/// The reports of one workbook or of several, and where each has its row.
#[derive(Default)]
pub(super) struct Together {
    series: Series,
    rows: Vec<(u32, u32)>,
}

/// A finding of a report that is gone, and as much of the report as its row says.
pub(super) struct Late {
    /// Which workbook.
    pub(super) book: u32,
    /// Which report of it, from 1.
    pub(super) number: u32,
    /// What is known of the report.
    pub(super) report: Report,
    pub(super) finding: Finding,
}

impl Together {
    /// Takes what is needed of a report that is so many-th of a workbook.
    pub(super) fn push(&mut self, report: &Report, (book, number): (u32, u32)) {
        self.series.push(report);
        self.rows.push((book, number));
    }

    /// What was found, in the order of the reports.
    pub(super) fn late(&self) -> impl Iterator<Item = Late> {
        self.series.findings().filter_map(|(index, finding)| {
            let (book, number) = *self.rows.get(index)?;
            let Member { organ, year, file, part } = self.series.member(index)?;
            let source = Source { file, part, ..Source::default() };
            let report = Report { organ, year, source, ..Report::default() };
            Some(Late { book, number, report, finding })
        })
    }
}

//! Reports in groups, each with a workbook of its own.

use anyhow::{Context as _, Result};
use nianbao_core::{Lang, Report};

use super::together::Together;
use super::{Export, Origin};
use crate::check::Finding;
use crate::region::Region;

/// The years that get a workbook: there are no reports of earlier ones, and a later one is a slip.
/// Every workbook that is open takes its share of what the system lets a program have open.
const YEARS: std::ops::RangeInclusive<u16> = 2003..=2050;

/// What reports are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Their year.
    Year,
    /// The province of their organ, as far as its name tells.
    Province,
}

impl Grouping {
    /// The name of a report's group.
    fn of(self, report: &Report, lang: Lang) -> String {
        let name = match self {
            Self::Year => report.year.filter(|year| YEARS.contains(year)).map(|y| y.to_string()),
            Self::Province => {
                let organ = report.organ.as_deref();
                organ.and_then(|organ| Region::of(organ).province).map(str::to_owned)
            }
        };
        name.unwrap_or_else(|| self.unknown(lang))
    }

    /// The group of what belongs to no other, and of files that could not be read.
    fn unknown(self, lang: Lang) -> String {
        let name = match self {
            Self::Year => lang.pick("年度不明", "year-unknown"),
            Self::Province => lang.pick("地区不明", "region-unknown"),
        };
        name.to_owned()
    }
}

/// Begins the workbook of a group; of all reports, if it has no name.
type Begin<'a> = Box<dyn FnMut(Option<&str>) -> Result<Export<'a>> + 'a>;

/// Workbooks that were begun, a group each. Reports of an organ are compared over all of them.
pub struct Groups<'a> {
    by: Option<Grouping>,
    lang: Lang,
    begin: Begin<'a>,
    books: Vec<(Option<String>, Export<'a>)>,
    together: Together,
}

impl<'a> Groups<'a> {
    /// Reports by groups, or all in one workbook, which is begun at once.
    pub fn new(by: Option<Grouping>, lang: Lang, begin: Begin<'a>) -> Result<Self> {
        let mut groups = Self { by, lang, begin, books: Vec::new(), together: Together::default() };
        if by.is_none() {
            groups.book(None)?;
        }
        Ok(groups)
    }

    /// Adds a file that was read, with its reports and what was found in each.
    pub fn file(
        &mut self,
        origin: &Origin<'_>,
        reports: &[Report],
        findings: &[Vec<Finding>],
    ) -> Result<()> {
        let Some(by) = self.by.filter(|_| !reports.is_empty()) else {
            let name = self.by.map(|by| by.unknown(self.lang));
            return self.add(name, origin, reports, findings);
        };
        let names: Vec<String> = reports.iter().map(|report| by.of(report, self.lang)).collect();
        if names.windows(2).all(|pair| pair[0] == pair[1]) {
            return self.add(names.into_iter().next(), origin, reports, findings);
        }
        let mut done: Vec<&String> = Vec::new();
        for name in &names {
            if done.contains(&name) {
                continue;
            }
            done.push(name);
            let own = || names.iter().enumerate().filter(|(_, other)| *other == name);
            let part: Vec<Report> = own().map(|(index, _)| reports[index].clone()).collect();
            let found = own().map(|(index, _)| findings.get(index).cloned().unwrap_or_default());
            self.add(Some(name.clone()), origin, &part, &found.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// Adds a file that could not be read, and why.
    pub fn failed(&mut self, origin: &Origin<'_>, reason: &str) -> Result<()> {
        let index = self.book(self.by.map(|by| by.unknown(self.lang)))?;
        self.books[index].1.failed(origin, reason)
    }

    /// Ends all workbooks.
    pub fn finish(mut self) -> Result<()> {
        for late in self.together.late() {
            let book = usize::try_from(late.book)?;
            self.books.get_mut(book).context("a finding of no workbook")?.1.add_late(&late)?;
        }
        self.books.into_iter().try_for_each(|(_, book)| book.finish())
    }

    fn add(
        &mut self,
        name: Option<String>,
        origin: &Origin<'_>,
        reports: &[Report],
        findings: &[Vec<Finding>],
    ) -> Result<()> {
        let index = self.book(name)?;
        let book = &mut self.books[index].1;
        let before = book.counts.reports;
        book.checked_file(origin, reports, findings)?;
        for (number, report) in (before + 1..).zip(reports) {
            self.together.push(report, (u32::try_from(index)?, number));
        }
        Ok(())
    }

    /// The workbook of a group, begun if it is not there yet.
    fn book(&mut self, name: Option<String>) -> Result<usize> {
        if let Some(index) = self.books.iter().position(|(own, _)| *own == name) {
            return Ok(index);
        }
        let mut book = (self.begin)(name.as_deref())?;
        book.alone = false;
        self.books.push((name, book));
        Ok(self.books.len() - 1)
    }
}

//! How far a check went: what there was to check, and what could not be.

use nianbao::check::{Checked, Severity};
use nianbao::{Lang, Report, counted, legible};

use crate::say;

/// How many reports of a kind are named.
const NAMED_REPORTS: usize = 10;

/// What was checked, beside what was found.
#[derive(Default)]
pub(crate) struct Extent {
    /// Of each report whether it has a table of the form.
    pub(crate) tables: Vec<bool>,
    /// How many findings were passed over.
    pub(crate) waived: usize,
    /// How many inputs could not be read.
    pub(crate) unread: usize,
    /// How many reports have cells without a number, and how many such cells they have together.
    blanks: (usize, usize),
    /// The first of these reports, each with how many.
    blank: Vec<(String, usize)>,
}

impl Extent {
    /// Counts a report; those before it were counted in the order of the check.
    pub(crate) fn add(&mut self, report: &Report) {
        self.tables.push(report.form.is_some());
        let cells = report.facts.iter().filter(|(_, fact)| fact.value.is_none()).count();
        self.blanks.0 += usize::from(cells > 0);
        self.blanks.1 += cells;
        if cells > 0 && self.blank.len() < NAMED_REPORTS {
            let source = &report.source;
            let file = source.file.as_deref().unwrap_or("-");
            let part = if source.part > 1 { format!(" ({})", source.part) } else { String::new() };
            self.blank.push((legible(&format!("{file}{part}")).into_owned(), cells));
        }
    }

    /// Whether nothing was found since there is nothing that the rules look at.
    fn is_empty(&self, index: usize, checked: &Checked) -> bool {
        checked.findings.is_empty() && self.tables.get(index) == Some(&false)
    }

    /// The reports in which there was nothing to check, a line each; not too many.
    pub(crate) fn without_table(&self, checked: &[Checked], lang: Lang) -> Vec<String> {
        let empty = checked.iter().enumerate().filter(|(index, one)| self.is_empty(*index, one));
        let all: Vec<&str> = empty.map(|(_, one)| one.file.as_deref().unwrap_or("-")).collect();
        let mut lines: Vec<String> = all
            .iter()
            .take(NAMED_REPORTS)
            .map(|name| match lang {
                Lang::Zh => format!("{name}：没有读到年报的表格，无可核对"),
                Lang::En => {
                    format!("{name}: has no table of the form, so there is nothing to check")
                }
            })
            .collect();
        if let Some(more) = all.len().checked_sub(NAMED_REPORTS).filter(|more| *more > 0) {
            lines.push(match lang {
                Lang::Zh => format!("另有 {more} 份也没有表格"),
                Lang::En => format!("{more} more have none either"),
            });
        }
        lines
    }

    /// Which reports have cells without a number, where many are checked and naming the cells would be too
    /// much.
    pub(crate) fn tell_blanks(&self, lang: Lang) {
        let (reports, cells) = self.blanks;
        if cells == 0 {
            return;
        }
        say(&match lang {
            Lang::Zh => format!(
                "{reports} 份报告共有 {cells} 个单元格没有数（空白不等于零）；单独核对一份，会列出是哪些："
            ),
            Lang::En => format!(
                "cells without a number: {cells}, in {}; blank is not zero; check a report alone to see which:",
                counted(reports, "report")
            ),
        });
        for (file, cells) in &self.blank {
            say(&match lang {
                Lang::Zh => format!("  {file}：{cells} 个"),
                Lang::En => format!("  {file}: {cells}"),
            });
        }
        let more = reports - self.blank.len();
        if more > 0 {
            say(&match lang {
                Lang::Zh => format!("  另有 {more} 份"),
                Lang::En => format!("  and {}", counted(more, "more report")),
            });
        }
    }

    /// What was checked and found, in one line.
    pub(crate) fn summary(&self, checked: &[Checked], lang: Lang) -> String {
        let found = || checked.iter().flat_map(|one| &one.findings);
        let count = |severity| found().filter(|one| one.severity == severity).count();
        let [errors, warnings, infos] =
            [Severity::Error, Severity::Warning, Severity::Info].map(count);
        let all = checked.len();
        let empty = (0..).zip(checked).filter(|(index, one)| self.is_empty(*index, one)).count();
        let clean = checked.iter().filter(|one| one.findings.is_empty()).count() - empty;
        let beside = |number: usize, zh: &str, en: &str| match (number, lang) {
            (0, _) => String::new(),
            (_, Lang::Zh) => zh.replace("{}", &number.to_string()),
            (_, Lang::En) => en.replace("{}", &number.to_string()),
        };
        let waived = beside(self.waived, "，豁免 {} 项", ", {} waived");
        let empty = beside(empty, "，{} 份没有表格可核对", ", {} without a table to check");
        let unread = beside(self.unread, "；另有 {} 个文件未能读取", "; {} could not be read");
        match lang {
            Lang::Zh => format!(
                "检查 {all} 份报告：{errors} 项错误，{warnings} 项警告，{infos} 项提示{waived}；{clean} 份没有发现问题{empty}{unread}"
            ),
            Lang::En => format!(
                "{} checked: {}, {}, {infos} info{waived}; {clean} without findings{empty}{unread}",
                counted(all, "report"),
                counted(errors, "error"),
                counted(warnings, "warning"),
            ),
        }
    }
}

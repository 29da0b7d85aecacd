//! `nianbao check --annotate`: the reports on their forms, with what was found marked.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use nianbao::check::Checked;
use nianbao::{Format, Lang, Report, annotatable};

use crate::Context;
use crate::inputs::{Inputs, Source};
use crate::output::{Output, Protected, Target, make_folder};
use crate::reports::Names;

/// The format where the output's name tells none.
const USUAL: &str = "html";

/// The reports that are to be annotated once everything is found.
pub(crate) struct Annotated<'a> {
    format: &'static Format,
    target: Target,
    protected: Protected<'a>,
    lang: Lang,
    reports: Vec<(String, Report)>,
}

impl<'a> Annotated<'a> {
    /// An output of this name: a file for one report, a directory for any number.
    pub(crate) fn new(path: &Path, sources: &'a Inputs, context: &Context) -> Result<Self> {
        let target = Target::of(Some(path));
        let named = context.registry.by_file_name(&path.to_string_lossy());
        let name = match (named, &target) {
            (Some(format), _) => format.name,
            (None, Target::Directory(_)) => USUAL,
            (None, Target::File(_) | Target::Stdout) => {
                let path = path.display();
                match context.lang {
                    Lang::Zh => bail!(
                        "由 {path} 的扩展名看不出格式；例如 report.html、report.xlsx，或目录（以 / 结尾）"
                    ),
                    Lang::En => bail!(
                        "the extension of {path} names no format; as report.html, report.xlsx, or a directory, as OUT/"
                    ),
                }
            }
        };
        let format = annotatable(&context.registry, name)?;
        let protected = Protected::of(sources);
        if let Target::File(path) = &target {
            protected.check(path, context.lang)?;
        }
        Ok(Self { format, target, protected, lang: context.lang, reports: Vec::new() })
    }

    /// Keeps the reports of an input.
    pub(crate) fn keep(&mut self, source: &Source, reports: &[Report]) {
        let stem = source.stem();
        for report in reports {
            let part = report.source.part;
            let name = if reports.len() > 1 { format!("{stem}.{part}") } else { stem.clone() };
            self.reports.push((name, report.clone()));
        }
    }

    /// Writes the reports with what was found in each, in the order in which they were kept.
    pub(crate) fn write(self, checked: &[Checked]) -> Result<()> {
        match &self.target {
            Target::Directory(directory) => self.write_all(directory, checked),
            Target::Stdout => Ok(()),
            Target::File(path) => match (self.reports.as_slice(), checked) {
                ([(_, report)], [checked]) => self.one(path, report, checked),
                _ => self.wrong_number(path),
            },
        }
    }

    fn write_all(&self, directory: &Path, checked: &[Checked]) -> Result<()> {
        make_folder(directory, self.lang)?;
        let extension = self.format.extensions.first().copied().unwrap_or(self.format.name);
        let mut names = Names::default();
        for ((name, report), checked) in self.reports.iter().zip(checked) {
            let path: PathBuf = directory.join(names.free(name, extension));
            self.protected.check(&path, self.lang)?;
            self.one(&path, report, checked)?;
        }
        Ok(())
    }

    fn one(&self, path: &Path, report: &Report, checked: &Checked) -> Result<()> {
        let output = Output::file(path, self.lang)?;
        let mut out = output.writer(self.lang)?;
        nianbao::annotate(self.format, report, &checked.findings, &mut *out)?;
        drop(out);
        output.commit(self.lang)
    }

    fn wrong_number(&self, path: &Path) -> Result<()> {
        let (path, count) = (path.display(), self.reports.len());
        match self.lang {
            Lang::Zh => bail!(
                "{path} 只能容纳一份报告，而输入中有 {count} 份；请指定目录（以 / 结尾），每份报告各写一个文件"
            ),
            Lang::En => bail!(
                "{path} holds one report, and there are {count}; name a directory, as OUT/, to write a file for each"
            ),
        }
    }
}

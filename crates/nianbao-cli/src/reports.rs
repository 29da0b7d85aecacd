//! Writing reports: into one output, or a file an input.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Result;
use nianbao::{Format, Index, Lang, Report, ReportSink};

use crate::inputs::{Inputs, Source};
use crate::output::{Output, Protected, folder_of, make_folder};

/// One output for all reports. It is begun with the first, so that where nothing can be read
/// nothing is written, on standard output neither.
pub(crate) struct Single<'f> {
    format: &'f Format,
    path: Option<PathBuf>,
    lang: Lang,
    open: Option<(Box<dyn ReportSink>, Output)>,
}

impl<'f> Single<'f> {
    /// An output into a file, or into standard output.
    pub(crate) fn new(format: &'f Format, path: Option<PathBuf>, lang: Lang) -> Self {
        Self { format, path, lang, open: None }
    }

    /// Adds a report.
    pub(crate) fn push(&mut self, report: &Report) -> Result<()> {
        self.sink()?.push(report)
    }

    /// Ends the output and puts it at its place.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.sink()?;
        let Some((sink, output)) = self.open else { return Ok(()) };
        sink.finish()?;
        output.commit(self.lang)
    }

    fn sink(&mut self) -> Result<&mut Box<dyn ReportSink>> {
        let open = if let Some(open) = self.open.take() {
            open
        } else {
            let output = match &self.path {
                Some(path) => Output::file(path, self.lang)?,
                None => Output::stdout(),
            };
            (nianbao::start(self.format, output.writer(self.lang)?)?, output)
        };
        Ok(&mut self.open.insert(open).0)
    }
}

/// A directory that takes a file an input, or where a format holds one report only, a file a report.
pub(crate) struct Files<'f> {
    format: &'f Format,
    directory: PathBuf,
    protected: Protected<'f>,
    lang: Lang,
    /// The inputs, if their folders are to be kept.
    folders: Option<&'f Inputs>,
    names: Names,
    /// The files that got a number, as others had their names.
    numbered: Vec<String>,
    index: Index,
}

impl<'f> Files<'f> {
    /// The directory, which is made if it is not there; with the folders of the inputs in it, if they are to
    /// be kept.
    pub(crate) fn new(
        format: &'f Format,
        directory: PathBuf,
        inputs: &'f Inputs,
        keep_folders: bool,
        lang: Lang,
    ) -> Result<Self> {
        make_folder(&directory, lang)?;
        let mut names = Names::default();
        if let Some(name) = nianbao::index_name(format) {
            names.0.insert(name.to_lowercase());
        }
        let (protected, folders) = (Protected::of(inputs), keep_folders.then_some(inputs));
        let (numbered, index) = (Vec::new(), Index::default());
        Ok(Self { format, directory, protected, lang, folders, names, numbered, index })
    }

    /// Writes the reports of one input.
    pub(crate) fn write(&mut self, source: &Source, reports: &[Report]) -> Result<()> {
        let folder = self.folders.map(|inputs| inputs.folder(source)).unwrap_or_default();
        let stem = format!("{folder}{}", source.stem());
        if nianbao::takes_many(self.format) {
            return self.file(&stem, reports);
        }
        // Reports of a list may each be the first part of another file.
        for (number, report) in (1..).zip(reports) {
            let name = if reports.len() > 1 { format!("{stem}.{number}") } else { stem.clone() };
            self.file(&name, std::slice::from_ref(report))?;
        }
        Ok(())
    }

    /// Lists the files, where the format has a page for that and there are several. Gives the files that got a
    /// number.
    pub(crate) fn finish(mut self) -> Result<Vec<String>> {
        let numbered = std::mem::take(&mut self.numbered);
        self.list()?;
        Ok(numbered)
    }

    fn list(self) -> Result<()> {
        let Some(name) = nianbao::index_name(self.format).filter(|_| self.index.len() > 1) else {
            return Ok(());
        };
        let path = self.directory.join(name);
        self.protected.check(&path, self.lang)?;
        let output = Output::file(&path, self.lang)?;
        self.index.write(self.format, &mut *output.writer(self.lang)?)?;
        output.commit(self.lang)
    }

    fn file(&mut self, stem: &str, reports: &[Report]) -> Result<()> {
        let extension = self.format.extensions.first().copied().unwrap_or(self.format.name);
        let name = self.names.free(stem, extension);
        if name != format!("{stem}.{extension}") {
            self.numbered.push(name.clone());
        }
        if let [report] = reports {
            self.index.push(&name, report);
        }
        let path = self.directory.join(name);
        self.protected.check(&path, self.lang)?;
        if self.folders.is_some() {
            make_folder(folder_of(&path), self.lang)?;
        }
        let mut output = Single::new(self.format, Some(path), self.lang);
        for report in reports {
            output.push(report)?;
        }
        output.finish()
    }
}

/// The names that are taken.
#[derive(Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// `stem.extension`, or with a number if it is taken. Case does not tell names apart on every
    /// system.
    pub(crate) fn free(&mut self, stem: &str, extension: &str) -> String {
        let mut name = format!("{stem}.{extension}");
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_that_clash_are_numbered() {
        let mut names = Names::default();
        let stems = ["a", "A", "a-2", "a", "a.1"];
        let found = stems.map(|stem| names.free(stem, "json"));
        assert_eq!(found, ["a.json", "A-2.json", "a-2-2.json", "a-3.json", "a.1.json"]);
    }
}

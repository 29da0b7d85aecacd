//! `--failures`: a list of the inputs that gave nothing.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use nianbao::Lang;

use crate::output::Output;

/// A list that was begun: a name a line, with its reason behind a tab, fit for `--files-from`. It
/// is there in the end even if it is empty, so that no older one is taken for it.
pub(crate) struct Failures {
    output: Output,
    writer: Box<dyn Write + Send>,
}

impl Failures {
    /// Begins the list.
    pub(crate) fn new(path: &Path, lang: Lang) -> Result<Self> {
        let output = Output::file(path, lang)?;
        Ok(Self { writer: output.writer(lang)?, output })
    }

    /// Adds an input.
    pub(crate) fn add(&mut self, name: &[u8], reason: &str) -> Result<()> {
        let reason = reason.replace(['\n', '\r', '\t'], " ");
        self.writer.write_all(name)?;
        Ok(writeln!(self.writer, "\t{reason}")?)
    }

    /// Puts the list at its place.
    pub(crate) fn finish(mut self, lang: Lang) -> Result<()> {
        self.writer.flush()?;
        drop(self.writer);
        self.output.commit(lang)
    }
}

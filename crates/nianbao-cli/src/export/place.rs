//! Where tables go: a file or a folder, or one of them for each group.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use nianbao::{Export, ExportOptions, FolderWriter, Format, Lang, Sheets, SheetsWriter};

use crate::args::By;
use crate::folder::OutputFolder;
use crate::output::{Output, Protected, Target};

/// Where tables go.
pub(super) struct Place<'t> {
    /// The file or the folder, as it was named; none for standard output.
    pub(super) path: Option<&'t Path>,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    File(&'static dyn SheetsWriter),
    Folder(&'static dyn FolderWriter),
}

/// An output that was begun.
pub(super) enum Begun {
    File(Output),
    Folder(OutputFolder),
}

impl<'t> Place<'t> {
    /// The place that was named.
    pub(super) fn of(
        (format, sheets): (&Format, Sheets),
        target: &'t Target,
        by: By,
        lang: Lang,
    ) -> Result<Self> {
        let path = match target {
            Target::Stdout => None,
            Target::File(path) | Target::Directory(path) => Some(path.as_path()),
        };
        let kind = match sheets {
            Sheets::File(writer) => Kind::File(writer),
            Sheets::Folder(writer) => Kind::Folder(writer),
        };
        if path.is_none() && (by != By::None || matches!(kind, Kind::Folder(_))) {
            bail!(lang.pick(
                "写出的不止一个文件，不能用标准输出；请用 -o 指定",
                "it is more than one file and cannot go to standard output; name an output with -o"
            ));
        }
        if let (Kind::Folder(_), Target::File(path)) = (kind, target)
            && path.extension().is_some()
        {
            let (name, stem) = (path.display(), path.with_extension(""));
            let (stem, format) = (stem.display(), format.name);
            match lang {
                Lang::Zh => {
                    bail!("写出的是一个目录的表格，不是文件 {name}；请用 -t {format} -o {stem}/")
                }
                Lang::En => {
                    bail!(
                        "it is a folder of tables, not the file {name}; use -t {format} -o {stem}/"
                    )
                }
            }
        }
        Ok(Self { path, kind })
    }

    /// Begins the tables of a group; of all reports, if it has no name.
    pub(super) fn begin<'a>(
        &self,
        group: Option<&str>,
        options: ExportOptions,
        protected: &Protected<'_>,
        lang: Lang,
    ) -> Result<(Export<'a>, Begun)> {
        let path = self.path.map(|path| named(path, group));
        match (self.kind, path) {
            (Kind::File(writer), path) => {
                let output = match path {
                    Some(path) => {
                        protected.check(&path, lang)?;
                        Output::file(&path, lang)?
                    }
                    None => Output::stdout(),
                };
                let export = Export::start(writer, output.writer(lang)?, options)?;
                Ok((export, Begun::File(output)))
            }
            (Kind::Folder(writer), path) => {
                let path = path.unwrap_or_default();
                protected.check_folder(&path, lang)?;
                let output = OutputFolder::new(&path, lang)?;
                let export = Export::start_folder(writer, output.files(), options)?;
                Ok((export, Begun::Folder(output)))
            }
        }
    }
}

impl Begun {
    /// Puts it at its place.
    pub(super) fn commit(self, lang: Lang) -> Result<()> {
        match self {
            Self::File(output) => output.commit(lang),
            Self::Folder(output) => output.commit(lang),
        }
    }
}

/// `reports.xlsx` of the group 2021 is `reports-2021.xlsx`.
fn named(path: &Path, group: Option<&str>) -> PathBuf {
    let Some(group) = group else { return path.to_owned() };
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-");
    name.push(group);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_in_the_name() {
        let cases = [
            ("a/reports.xlsx", Some("2021"), "a/reports-2021.xlsx"),
            ("a/tables/", Some("吉林省"), "a/tables-吉林省"),
            ("a/reports.xlsx", None, "a/reports.xlsx"),
        ];
        for (path, group, expected) in cases {
            assert_eq!(named(Path::new(path), group), Path::new(expected));
        }
    }
}

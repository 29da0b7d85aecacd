//! A folder as output: it appears whole or not at all, as files do.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use nianbao::{Folder, Lang};
use serde_json::Value;
use walkdir::WalkDir;

use crate::interrupt::TemporaryFolder;
use crate::output::{folder_of, temporary_folder_beside};
use crate::stale;

/// The file by which a folder of an earlier run is known.
const PACKAGE: &str = "datapackage.json";

/// A folder that was begun; nothing of it is to be seen at its place before [`OutputFolder::commit`].
pub(crate) struct OutputFolder {
    temporary: TemporaryFolder,
    path: PathBuf,
}

impl OutputFolder {
    /// Begins a folder. One that is there is replaced only if it is empty or was written by an
    /// export: nobody's other files are to be lost.
    pub(crate) fn new(path: &Path, lang: Lang) -> Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.components().collect());
        if path.exists() && !may_be_replaced(&path) {
            let (is_folder, path) = (path.is_dir(), path.display());
            match lang {
                Lang::Zh if !is_folder => bail!("{path} 不是目录；请用 -o 另指定目录"),
                Lang::En if !is_folder => bail!("{path} is no folder; name another"),
                Lang::Zh => bail!("{path} 中有其他文件，不能替换；请用 -o 另指定目录"),
                Lang::En => bail!("{path} holds other files and is not replaced; name another"),
            }
        }
        let temporary = temporary_folder_beside(folder_of(&path), lang)
            .with_context(|| cannot_write(&path, lang))?;
        Ok(Self { temporary, path })
    }

    /// The folder to be filled.
    pub(crate) fn files(&self) -> Box<dyn Folder> {
        Box::new(Files(self.temporary.path().to_owned()))
    }

    /// Puts the folder at its place, once everything is written.
    pub(crate) fn commit(self, lang: Lang) -> Result<()> {
        let Self { temporary, path } = self;
        replace(temporary, &path).with_context(|| cannot_write(&path, lang))
    }
}

fn cannot_write(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("无法写入 {}", path.display()),
        Lang::En => format!("cannot write {}", path.display()),
    }
}

/// What is there goes aside first: a folder cannot take the place of one that holds files.
fn replace(temporary: TemporaryFolder, path: &Path) -> io::Result<()> {
    if !path.exists() {
        return temporary.persist(path);
    }
    let aside = stale::aside(temporary.path());
    fs::rename(path, &aside)?;
    if let Err(error) = temporary.persist(path) {
        fs::rename(&aside, path)?;
        return Err(error);
    }
    fs::remove_dir_all(&aside)
}

/// Whether a folder is empty or holds what an export of ours has listed and nothing else.
fn may_be_replaced(path: &Path) -> bool {
    let package = fs::read(path.join(PACKAGE)).ok();
    let package = package.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let listed: HashSet<PathBuf> = package
        .as_ref()
        .filter(|package| package["name"] == "nianbao-export")
        .and_then(|package| package["resources"].as_array())
        .into_iter()
        .flatten()
        .flat_map(|resource| match &resource["path"] {
            Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
            whole => whole.as_str().into_iter().collect::<Vec<_>>(),
        })
        .chain([PACKAGE])
        .map(|name| path.join(name))
        .collect();
    // Folders within hold files that are listed, too; a link is nothing of ours.
    let mut entries = WalkDir::new(path).min_depth(1).into_iter();
    path.is_dir()
        && entries.all(|entry| {
            entry.is_ok_and(|entry| entry.file_type().is_dir() || listed.contains(entry.path()))
        })
}

struct Files(PathBuf);

impl Folder for Files {
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + Send>> {
        let path = self.0.join(name);
        fs::create_dir_all(folder_of(&path))?;
        Ok(Box::new(BufWriter::new(File::create_new(path)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(folder: &OutputFolder, text: &str) {
        let mut files = folder.files();
        let mut file = files.file("a.csv").unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.flush().unwrap();
        files.file("b/year=2023/part-0").unwrap().flush().unwrap();
        let package = r#"{"name": "nianbao-export", "resources":
            [{"path": "a.csv"}, {"path": ["b/year=2023/part-0"]}]}"#;
        let mut file = files.file(PACKAGE).unwrap();
        file.write_all(package.as_bytes()).unwrap();
        file.flush().unwrap();
    }

    #[test]
    fn a_folder_appears_whole_and_replaces_only_its_like() {
        let work = tempfile::tempdir().unwrap();
        let path = work.path().join("tables");
        let first = OutputFolder::new(&path, Lang::En).unwrap();
        fill(&first, "1");
        assert!(!path.exists());
        first.commit(Lang::En).unwrap();
        let second = OutputFolder::new(&path, Lang::En).unwrap();
        fill(&second, "2");
        assert_eq!(fs::read(path.join("a.csv")).unwrap(), b"1");
        second.commit(Lang::En).unwrap();
        assert_eq!(fs::read(path.join("a.csv")).unwrap(), b"2");
        drop(OutputFolder::new(&path, Lang::En).unwrap());
        let mine = path.join("b/mine.csv");
        fs::write(&mine, "3").unwrap();
        assert!(OutputFolder::new(&path, Lang::En).is_err());
        assert_eq!(fs::read(&mine).unwrap(), b"3");
        assert_eq!(fs::read_dir(work.path()).unwrap().count(), 1);
    }
}

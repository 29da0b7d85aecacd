//! The zip archive: which parts it has, how they refer to each other, and limits.

use std::io::{Cursor, Read};

use anyhow::{Context, Result, anyhow, bail, ensure};
use nianbao_core::{Input, Limits};
use zip::ZipArchive;

use crate::xml::{self, Element, Parsed};

/// What a zip archive begins with.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";
/// What the storage of Word 97–2003 begins with.
pub(crate) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The most members an archive has: a document has some twenty, and its pictures.
const MAX_MEMBERS: usize = 20_000;

/// An open document.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    main: String,
    /// What the archive and the main part refer to: the kind, and the part's name.
    related: Vec<(String, String)>,
    judge: &'a dyn Fn(&str) -> usize,
    limits: Limits,
    /// How many bytes may still be unpacked: a report of one organ has half a million. Only the few
    /// parts that hold text are unpacked at all.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens the archive and finds its main part.
    pub(crate) fn open(input: &Input<'a>) -> Result<Self> {
        let Input { bytes, judge, limits, .. } = *input;
        if bytes.starts_with(OLE) {
            bail!(
                "Word 97–2003 .doc and documents with a password are not read: \
                 save as .docx without a password（请另存为不加密的 .docx）"
            );
        }
        ensure!(bytes.starts_with(ZIP), "not a Word document（不是 .docx 文档）");
        let zip = ZipArchive::new(Cursor::new(bytes))
            .context("the file is cut or damaged（文件残缺或损坏）")?;
        ensure!(zip.len() <= MAX_MEMBERS, "more than {MAX_MEMBERS} members in the archive");
        let main = "word/document.xml".to_owned();
        // Of text that a document holds in one line, more costs a minute.
        let left = limits.unpacked / 8;
        let mut package = Self { zip, main, related: Vec::new(), judge, limits, left };
        package.relate("_rels/.rels", "")?;
        if let Some(main) = package.path_of("officeDocument").map(str::to_owned) {
            package.main = main;
        }
        let (folder, name) = split(&package.main);
        let (list, folder) = (format!("{folder}_rels/{name}.rels"), folder.to_owned());
        package.relate(&list, &folder)?;
        Ok(package)
    }

    /// The part that holds the text.
    pub(crate) fn main(&mut self) -> Result<Parsed> {
        let path = self.main.clone();
        let part = self.part(&path)?;
        part.with_context(|| format!("no part {path}: not a Word document（不是 .docx 文档）"))
    }

    /// The root of the first part of this kind; without one, or when it is no whole XML, none.
    pub(crate) fn related(&mut self, kind: &str) -> Result<Option<Element>> {
        let usual = match kind {
            "core-properties" => "docProps/core.xml".to_owned(),
            _ => format!("{}{kind}.xml", split(&self.main).0),
        };
        let path = self.path_of(kind).map_or(usual, str::to_owned);
        Ok(self.part(&path)?.map(|parsed| parsed.root))
    }

    /// The roots of all parts of this kind.
    pub(crate) fn all_related(&mut self, kind: &str) -> Result<Vec<Element>> {
        let paths = self.related.iter().filter(|(own, _)| own == kind);
        let paths: Vec<String> = paths.map(|(_, path)| path.clone()).collect();
        let mut roots = Vec::new();
        for path in paths {
            roots.extend(self.part(&path)?.map(|parsed| parsed.root));
        }
        Ok(roots)
    }

    fn path_of(&self, kind: &str) -> Option<&str> {
        self.related.iter().find(|(own, _)| own == kind).map(|(_, path)| path.as_str())
    }

    /// Adds what a list of relationships names.
    fn relate(&mut self, list: &str, folder: &str) -> Result<()> {
        let Some(parsed) = self.part(list)? else { return Ok(()) };
        for entry in parsed.root.children.iter().filter(|child| child.name == "rel:Relationship") {
            let external = entry.attribute("TargetMode") == Some("External");
            if let (Some(kind), Some(target), false) =
                (entry.attribute("Type"), entry.attribute("Target"), external)
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                self.related.push((kind, resolve(folder, target)));
            }
        }
        Ok(())
    }

    fn part(&mut self, path: &str) -> Result<Option<Parsed>> {
        let Some((bytes, whole)) = self.unpack(path)? else { return Ok(None) };
        let mut parsed = xml::parse(&bytes, self.judge, self.limits.large_elements())
            .with_context(|| path.to_owned())?;
        if !whole {
            parsed.cut = true;
            parsed.broken = None;
            parsed.limit.get_or_insert_with(|| format!("{} bytes", self.limits.unpacked / 8));
        }
        Ok(Some(parsed))
    }

    /// The bytes of a part, and whether these are all. A part whose checksum is wrong may hold
    /// any number, so the whole file is refused.
    fn unpack(&mut self, path: &str) -> Result<Option<(Vec<u8>, bool)>> {
        let Some(index) = self.index_of(path) else { return Ok(None) };
        let damaged = |error: std::io::Error| {
            anyhow!(error).context(format!("{path} is damaged（文件损坏）"))
        };
        let file = self.zip.by_index(index).map_err(|error| damaged(error.into()))?;
        let mut bytes = Vec::new();
        file.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(damaged)?;
        let whole = bytes.len() <= self.left;
        bytes.truncate(self.left);
        self.left -= bytes.len();
        Ok(Some((bytes, whole)))
    }

    /// Part names do not know case, and some packers write the slashes of their system.
    fn index_of(&self, path: &str) -> Option<usize> {
        self.zip.index_for_name(path).or_else(|| {
            let same = |name: &[u8]| {
                let mut pairs = name.iter().zip(path.bytes());
                name.len() == path.len()
                    && pairs.all(|(own, wanted)| {
                        let own = if *own == b'\\' { b'/' } else { *own };
                        own.eq_ignore_ascii_case(&wanted)
                    })
            };
            self.zip.file_names_raw().position(same)
        })
    }
}

/// A part's folder, with its slash, and its name.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// The part that a target names, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_relative_to_the_folder_or_not() {
        assert_eq!(resolve("word/", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/", "../customXml/./item1.xml"), "customXml/item1.xml");
        assert_eq!(resolve("", "../../a"), "a");
    }
}

//! What there is to read: the inputs that were named, directories searched through, archives
//! opened.

mod dump;
mod limits;
mod list;
mod members;
mod named;
mod open;
mod tar;
mod warc;
mod zip;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use nianbao::{Lang, Registry};
use walkdir::WalkDir;

use crate::args::Reading;
use named::{Names, member_of};

/// Something to read.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Something that was found not to be readable while looking for files.
    Broken(PathBuf, String),
    /// What an archive or a dump holds under a name of its own, which no file is ever written by.
    Member(Arc<Path>, String),
}

/// What parts the name of an archive from that of its member: `pages.zip!2023/a.html`.
const WITHIN: char = '!';

impl Source {
    /// The name as whoever asked would know it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Broken(path, _) => named::legible(path.as_os_str()),
            Self::Member(archive, name) => {
                format!("{}{WITHIN}{name}", named::legible(archive.as_os_str()))
            }
        }
    }

    /// The name as its bytes, for the system to find it by again.
    pub(crate) fn exact_name(&self) -> Vec<u8> {
        match self {
            Self::Stdin => b"-".to_vec(),
            Self::File(path) | Self::Broken(path, _) => {
                path.as_os_str().as_encoded_bytes().to_vec()
            }
            Self::Member(archive, name) => {
                [archive.as_os_str().as_encoded_bytes(), b"!", name.as_bytes()].concat()
            }
        }
    }

    /// The file's name without its extension, fit to be a file's name.
    pub(crate) fn stem(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::File(path) | Self::Broken(path, _) => stem_of(path),
            Self::Member(archive, name) => {
                let stem = named::safe_stem(name);
                if stem.is_empty() { stem_of(archive) } else { stem }
            }
        }
    }

    /// The file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin | Self::Broken(..) | Self::Member(..) => None,
        }
    }

    /// The content of what is no member; members bring theirs along.
    pub(crate) fn bytes(&self, lang: Lang) -> Result<Vec<u8>> {
        let failed = || lang.pick("无法读取", "cannot be read");
        match self {
            Self::Stdin => {
                let bytes = limits::whole(&mut std::io::stdin().lock());
                bytes.with_context(failed)?
            }
            Self::File(path) => limits::file(path).with_context(failed)?,
            Self::Broken(_, reason) => Err(anyhow!("{reason}").context(failed())),
            Self::Member(..) => Err(anyhow!(failed())),
        }
    }
}

fn stem_of(path: &Path) -> String {
    named::legible(path.file_stem().unwrap_or_default())
}

/// One page to read, or why there is none.
pub(crate) struct Piece {
    /// What it is.
    pub(crate) source: Source,
    content: Content,
    /// The format that its container says it is of.
    pub(crate) from: Option<&'static str>,
    /// How many bytes of the inputs it stands for.
    pub(crate) weight: u64,
}

enum Content {
    /// To be read by whoever needs it.
    Later,
    Here(Result<Vec<u8>>),
}

impl Piece {
    fn later(source: Source) -> Self {
        Self { source, content: Content::Later, from: None, weight: 0 }
    }

    fn failed(source: Source, error: anyhow::Error) -> Self {
        Self { source, content: Content::Here(Err(error)), from: None, weight: 0 }
    }

    /// The source and its bytes, which a file is read for now.
    pub(crate) fn load(self, lang: Lang) -> Loaded {
        let Self { source, content, from, mut weight } = self;
        let bytes = match content {
            Content::Here(bytes) => bytes,
            Content::Later => {
                let bytes = source.bytes(lang);
                weight += bytes.as_ref().map_or(0, Vec::len) as u64;
                bytes
            }
        };
        Loaded { source, bytes, from, weight }
    }
}

/// A piece with its bytes, or why there are none.
pub(crate) struct Loaded {
    pub(crate) source: Source,
    pub(crate) bytes: Result<Vec<u8>>,
    pub(crate) from: Option<&'static str>,
    pub(crate) weight: u64,
}

/// Everything that is to be read, in order; archives are not opened yet.
#[derive(Default)]
pub(crate) struct Inputs {
    entries: Vec<Entry>,
    /// The directories that were searched.
    searched: Vec<PathBuf>,
    /// The size of the files, as far as it is known.
    bytes: u64,
}

struct Entry {
    source: Source,
    /// The members that are wanted of an archive, if not all.
    only: Option<Names>,
}

impl Inputs {
    /// What was found, archives as one.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.entries.iter().map(|entry| &entry.source)
    }

    /// How many bytes there are to read, as far as that is known.
    pub(crate) fn size(&self) -> u64 {
        self.bytes
    }

    /// What there is to read, in order: archives are opened one after the other, and their members
    /// come as they are asked for.
    pub(crate) fn pieces<'a>(
        &'a self,
        registry: &'a Registry,
        lang: Lang,
    ) -> impl Iterator<Item = Piece> + Send + 'a {
        members::Pieces::new(&self.entries, registry, lang)
    }

    /// The folder of a source within the directory that it was found in, and within its archive: `2023/县级/`;
    /// nothing for a file that was named.
    pub(crate) fn folder(&self, source: &Source) -> String {
        let (path, member) = match source {
            Source::Stdin => return String::new(),
            Source::File(path) | Source::Broken(path, _) => (path.as_path(), None),
            Source::Member(archive, name) => (&**archive, Some(name)),
        };
        let within = self.searched.iter().find_map(|root| path.strip_prefix(root).ok());
        let folder = within.and_then(Path::parent).map(|folder| named::legible(folder.as_os_str()));
        let inner = member.map(|name| named::safe_folder(name)).unwrap_or_default();
        match folder.filter(|folder| !folder.is_empty()) {
            Some(folder) => format!("{folder}/{inner}"),
            None => inner,
        }
    }

    fn push(&mut self, source: Source) {
        self.entries.push(Entry { source, only: None });
    }

    fn file(&mut self, path: PathBuf) {
        self.bytes += fs::metadata(&path).map_or(0, |metadata| metadata.len());
        self.push(Source::File(path));
    }

    /// An input that was named: standard input, a directory, a member of an archive, or a file.
    fn add(&mut self, input: &Path, lang: Lang) {
        if input == Path::new("-") {
            self.push(Source::Stdin);
        } else if input.is_dir() {
            self.search(input, lang);
        } else if let Some((archive, name)) = member_of(input) {
            self.member(archive, name);
        } else {
            self.file(input.to_owned());
        }
    }

    /// A member; those of one archive that follow each other are read in one go.
    fn member(&mut self, archive: PathBuf, name: String) {
        let same = |entry: &&mut Entry| entry.source.path() == Some(&archive);
        if let Some(Entry { only: Some(names), .. }) = self.entries.last_mut().filter(same) {
            names.insert(name);
            return;
        }
        self.file(archive);
        if let Some(entry) = self.entries.last_mut() {
            entry.only = Some(Names::from([name]));
        }
    }

    /// The files below a directory. What is hidden is not meant; and only files are taken: a pipe would be
    /// waited for, a device has no end.
    fn search(&mut self, directory: &Path, lang: Lang) {
        let before = self.entries.len();
        self.searched.push(directory.to_owned());
        let walk = WalkDir::new(directory).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
        {
            match entry {
                // A link to a file is a file; links to directories are not followed, they can
                // circle. What a link has lost is named when it cannot be read.
                Ok(entry) => match fs::metadata(entry.path()) {
                    Ok(metadata) if !metadata.is_file() => {}
                    Ok(metadata) => {
                        self.bytes += metadata.len();
                        self.push(Source::File(entry.into_path()));
                    }
                    Err(_) => self.push(Source::File(entry.into_path())),
                },
                Err(error) => {
                    let path = error.path().unwrap_or(directory).to_owned();
                    let reason = error.io_error().map(|error| nianbao::system(error, lang));
                    let circle = lang.pick("链接成环", "its links go in a circle");
                    let reason = reason.unwrap_or_else(|| circle.to_owned());
                    self.push(Source::Broken(path, reason));
                }
            }
        }
        if self.entries.len() == before {
            let reason = lang.pick("目录中没有文件", "the directory has no files");
            self.push(Source::Broken(directory.to_owned(), reason.to_owned()));
        }
    }
}

/// The inputs in the order given, the files of a directory sorted by path. What cannot be searched
/// is an input that cannot be read, not an end of everything.
pub(crate) fn expand(inputs: &[PathBuf], lang: Lang) -> Inputs {
    let mut found = Inputs::default();
    for input in inputs {
        found.add(input, lang);
    }
    found
}

/// The inputs that were named, and then those of the list that was.
pub(crate) fn all(args: &Reading, lang: Lang) -> Result<Inputs> {
    let mut found = expand(&args.inputs, lang);
    if let Some(list) = &args.files_from {
        for path in list::read(list, args.null, lang)? {
            found.add(&path, lang);
        }
    }
    if let Some(journal) = args.resume.as_deref().and_then(|path| fs::canonicalize(path).ok()) {
        let is_it = |path: &Path| {
            path.file_name() == journal.file_name()
                && fs::canonicalize(path).is_ok_and(|path| path == journal)
        };
        // It may lie in a directory that is searched.
        found.entries.retain(|entry| !entry.source.path().is_some_and(is_it));
    }
    Ok(found)
}

/// What systems and programs put beside people's files, as a rule without showing it: names with a dot in
/// front, what Windows and macOS leave in folders, and the marks by which Word, Excel and WPS say that a
/// file is open (`~$report.docx`); and what describes the tables of an export.
fn is_hidden(name: &OsStr) -> bool {
    const LEFT_BEHIND: [&str; 4] = ["Thumbs.db", "desktop.ini", "__MACOSX", "datapackage.json"];
    let is = |own: &str| name.eq_ignore_ascii_case(own);
    let begins = |own| name.as_encoded_bytes().starts_with(own);
    begins(b".") || begins(b"~$") || LEFT_BEHIND.into_iter().any(is)
}

#[cfg(test)]
mod tests;

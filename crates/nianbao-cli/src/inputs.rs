//! What there is to read: the inputs that were named, directories searched through.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use nianbao::Lang;
use walkdir::WalkDir;

/// Something to read.
#[derive(Debug)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// Something that was found not to be readable while looking for files.
    Broken(PathBuf, String),
}

impl Source {
    /// The name as whoever asked would know it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Broken(path, _) => path.display().to_string(),
        }
    }

    /// The file's name without its extension.
    pub(crate) fn stem(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::File(path) | Self::Broken(path, _) => {
                path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
            }
        }
    }

    /// The file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin | Self::Broken(..) => None,
        }
    }

    /// The content.
    pub(crate) fn bytes(&self, lang: Lang) -> Result<Vec<u8>> {
        let failed = || lang.pick("无法读取", "cannot be read");
        match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).with_context(failed)?;
                Ok(bytes)
            }
            Self::File(path) => fs::read(path).with_context(failed),
            Self::Broken(_, reason) => Err(anyhow!("{reason}").context(failed())),
        }
    }
}

/// The inputs in the order given, the files of a directory sorted by path. What cannot be searched
/// is an input that cannot be read, not an end of everything.
pub(crate) fn expand(inputs: &[PathBuf], lang: Lang) -> Vec<Source> {
    let mut sources = Vec::new();
    for input in inputs {
        if input == Path::new("-") {
            sources.push(Source::Stdin);
        } else if input.is_dir() {
            search(input, lang, &mut sources);
        } else {
            sources.push(Source::File(input.clone()));
        }
    }
    sources
}

/// The files below a directory. Names with a dot in front are hidden, not meant; and only files are
/// taken: a pipe would be waited for, a device has no end.
fn search(directory: &Path, lang: Lang, sources: &mut Vec<Source>) {
    let before = sources.len();
    let walk = WalkDir::new(directory).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        match entry {
            // A link to a file is a file; links to directories are not followed, they can circle.
            // What a link has lost is named when it cannot be read.
            Ok(entry) => match fs::metadata(entry.path()) {
                Ok(metadata) if !metadata.is_file() => {}
                _ => sources.push(Source::File(entry.into_path())),
            },
            Err(error) => {
                let path = error.path().unwrap_or(directory).to_owned();
                let reason = error.io_error().map(|error| nianbao::system(error, lang));
                let circle = lang.pick("链接成环", "its links go in a circle");
                let reason = reason.unwrap_or_else(|| circle.to_owned());
                sources.push(Source::Broken(path, reason));
            }
        }
    }
    if sources.len() == before {
        let reason = lang.pick("目录中没有文件", "the directory has no files");
        sources.push(Source::Broken(directory.to_owned(), reason.to_owned()));
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_stay_in_order_and_directories_are_sorted() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for name in ["b/2.html", "b/1.html", "b/a/3.html", "a.txt"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), "").unwrap();
        }
        fs::create_dir(root.join("empty")).unwrap();
        let asked = ["b", "-", "a.txt", "missing.txt", "empty"];
        let inputs = asked.map(|name| if name == "-" { name.into() } else { root.join(name) });
        let found = expand(&inputs, Lang::En);
        let names: Vec<String> = found.iter().map(Source::name).collect();
        let at = |name: &str| root.join(name).display().to_string();
        let expected = ["b/1.html", "b/2.html", "b/a/3.html"].map(at);
        assert_eq!(names[..3], expected);
        let rest = ["-".to_owned(), at("a.txt"), at("missing.txt"), at("empty")];
        assert_eq!(names[3..], rest);
        assert!(found[6].bytes(Lang::En).is_err());
    }

    #[test]
    fn what_is_hidden_is_searched_only_if_it_is_named() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().join(".kept");
        for name in ["a.txt", ".b.txt", ".git/c.txt", "d/.e/f.txt"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), "").unwrap();
        }
        let names = |input: &str| -> Vec<String> {
            let found = expand(&[root.join(input)], Lang::En);
            found.iter().map(Source::stem).collect()
        };
        assert_eq!(names(""), ["a"]);
        assert_eq!(names(".git"), ["c"]);
        assert_eq!(names(".b.txt"), [".b"]);
    }
}

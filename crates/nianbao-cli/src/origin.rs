//! What a workbook tells of its sources: size, time and fingerprint of each, and the way to it.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use nianbao::check::{Finding, check};
use nianbao::{Origin, Report};
use sha2::{Digest, Sha256};

use crate::inputs::Source;

/// What there is to see of a source besides what it says.
#[derive(Default)]
pub(crate) struct Seen {
    size: Option<u64>,
    modified: Option<i64>,
    sha256: Option<String>,
    /// Of each report what the rules say.
    pub(crate) findings: Vec<Vec<Finding>>,
}

impl Seen {
    /// Looks at a source, its bytes and its reports.
    pub(crate) fn of(source: &Source, bytes: &[u8], reports: &[Report]) -> Self {
        let digits = Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Self {
            size: u64::try_from(bytes.len()).ok(),
            modified: source.path().and_then(modified),
            sha256: Some(digits),
            findings: reports.iter().map(check).collect(),
        }
    }

    /// The same as the library wants it.
    pub(crate) fn origin<'a>(&'a self, name: &'a str, link: Option<&'a str>) -> Origin<'a> {
        let sha256 = self.sha256.as_deref();
        Origin { name, link, size: self.size, modified: self.modified, sha256 }
    }
}

/// When a file was changed last, in seconds since 1970.
fn modified(path: &Path) -> Option<i64> {
    let time = path.metadata().ok()?.modified().ok()?;
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs()).ok().map(|seconds| -seconds),
    }
}

/// The ways from the folder of an output to the sources.
pub(crate) struct Links {
    folder: Option<PathBuf>,
}

impl Links {
    /// The ways from this output; from standard output there are none.
    pub(crate) fn from(output: Option<&Path>) -> Self {
        let folder = output.and_then(|output| std::path::absolute(output).ok());
        Self { folder: folder.and_then(|output| output.parent().map(Path::to_owned)) }
    }

    /// The way to a source, if it is a file.
    pub(crate) fn to(&self, source: &Source) -> Option<String> {
        let path = std::path::absolute(source.path()?).ok()?;
        way(self.folder.as_deref()?, &path)
    }
}

/// The relative path from a folder to a file, both absolute, with `/` between its parts; the
/// absolute one where there is no relative one, from one drive to another.
fn way(folder: &Path, file: &Path) -> Option<String> {
    let from: Vec<Component<'_>> = plain(folder);
    let to: Vec<Component<'_>> = plain(file);
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return file.to_str().map(str::to_owned);
    }
    let mut parts = vec![".."; from.len() - shared];
    for component in &to[shared..] {
        parts.push(component.as_os_str().to_str()?);
    }
    Some(parts.join("/"))
}

/// The parts of a path, without those that go up and down again.
fn plain(path: &Path) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(component),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_that_of_other_programs() {
        let seen = Seen::of(&Source::Stdin, b"abc", &[]);
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(seen.sha256.as_deref(), Some(expected));
        assert_eq!((seen.size, seen.modified), (Some(3), None));
    }

    #[cfg(unix)]
    #[test]
    fn ways_go_up_and_down() {
        let found = |folder: &str, file: &str| way(Path::new(folder), Path::new(file)).unwrap();
        assert_eq!(found("/a/b", "/a/b/c.html"), "c.html");
        assert_eq!(found("/a/b", "/a/c/../d/e.html"), "../d/e.html");
        assert_eq!(found("/a/b/../x", "/年报/页.html"), "../../年报/页.html");
    }
}

//! What a run that was killed has left: unfinished outputs. The next run that writes beside them takes
//! them away: at once where it can see that whose they were is gone, else when they are old.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use nianbao::Lang;

use crate::say;

/// How the names of unfinished outputs begin.
const PREFIX: &str = ".nianbao-";
/// How an output that gives way to a new one ends, until that is at its place.
const ASIDE: &str = "old";
/// Their names end in so many letters and digits.
const DIGITS: usize = 6;
/// Younger ones may be another run's, which is still at work.
const OLD: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// The folders that were looked at.
static SEEN: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);

/// How the name of an unfinished output of this run begins: with who it is, where that can be told.
pub(crate) fn prefix() -> String {
    match owner::here() {
        Some(here) => format!("{PREFIX}{here}-{}-", std::process::id()),
        None => PREFIX.to_owned(),
    }
}

/// Where an output goes that gives way to an unfinished one.
pub(crate) fn aside(unfinished: &Path) -> PathBuf {
    unfinished.with_extension(ASIDE)
}

/// Takes away what was left in a folder, and says so. A folder is looked at once.
pub(crate) fn clear(folder: &Path, lang: Lang) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !seen.insert(folder.to_owned()) {
        return;
    }
    let Some(before) = SystemTime::now().checked_sub(OLD) else { return };
    for path in left(folder, before) {
        let gone = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        let name = path.display();
        if gone.is_ok() {
            say(&match lang {
                Lang::Zh => format!("nianbao: 已删除以前中断的运行留下的 {name}"),
                Lang::En => {
                    format!("nianbao: removed {name}, which a run that was killed had left")
                }
            });
        }
    }
}

/// The unfinished outputs in a folder that were not touched since, or whose run is gone.
fn left(folder: &Path, since: SystemTime) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let old = entries.filter(|entry| {
        let name = entry.file_name();
        let Some(run) = name.to_str().and_then(Run::of) else { return false };
        // Of a link itself, not of what it leads to.
        let Ok(metadata) = entry.metadata() else { return false };
        metadata.modified().is_ok_and(|time| time < since) || run.is_gone(&metadata)
    });
    old.map(|entry| entry.path()).collect()
}

/// The run that an unfinished output is of, as its name tells.
#[derive(Debug, Default, PartialEq)]
struct Run<'n> {
    /// The machine and the number of the process there, if they are told.
    process: Option<(&'n str, u32)>,
    /// It is an output of before that was put aside, and may be all that there is.
    aside: bool,
}

impl<'n> Run<'n> {
    fn of(name: &'n str) -> Option<Self> {
        let name = name.strip_prefix(PREFIX)?;
        let (name, aside) = match name.strip_suffix(ASIDE).and_then(|name| name.strip_suffix('.')) {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (process, digits) = match name.rsplit_once('-') {
            Some((process, digits)) => {
                let (machine, number) = process.split_once('-')?;
                (Some((machine, number.parse().ok()?)), digits)
            }
            None => (None, name),
        };
        let ours = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_alphanumeric());
        ours.then_some(Self { process, aside })
    }

    /// Whether it is known to be gone.
    fn is_gone(&self, metadata: &fs::Metadata) -> bool {
        let process = self.process.filter(|_| !self.aside);
        process.is_some_and(|(machine, number)| {
            owner::here() == Some(machine) && !owner::may_run(number, metadata)
        })
    }
}

/// Whose an unfinished output is, where processes have a folder each.
#[cfg(target_os = "linux")]
mod owner {
    use std::fs::{self, Metadata};
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;
    use std::sync::LazyLock;

    use sha2::{Digest as _, Sha256};

    /// This machine since it was started, and which of its processes see each other: beside a folder that
    /// several share, the numbers of processes say nothing.
    static HERE: LazyLock<Option<String>> = LazyLock::new(|| {
        let started = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
        let seen = fs::read_link("/proc/self/ns/pid").ok()?;
        let hash = Sha256::new().chain_update(started).chain_update(seen.to_str()?).finalize();
        let [a, b, c, d, ..]: [u8; 32] = hash.into();
        Some(format!("{:08x}", u32::from_le_bytes([a, b, c, d])))
    });

    pub(super) fn here() -> Option<&'static str> {
        HERE.as_deref()
    }

    /// Whether the process of this number that made a file may be at work. Another user's may be hidden.
    pub(super) fn may_run(number: u32, file: &Metadata) -> bool {
        let own = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == file.uid());
        !own || Path::new("/proc").join(number.to_string()).exists()
    }
}

#[cfg(not(target_os = "linux"))]
mod owner {
    pub(super) fn here() -> Option<&'static str> {
        None
    }

    pub(super) fn may_run(_: u32, _: &std::fs::Metadata) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, since: SystemTime) -> Vec<String> {
        let found = left(folder, since);
        let mut names: Vec<String> = found
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_ours_and_old_goes() {
        let work = tempfile::tempdir().unwrap();
        let own = format!("{}a1B2c3", prefix());
        for name in [".nianbao-a1B2c3", ".nianbao-journal", ".nianbao-", ".nianbao-a-b-c", "a.xlsx"]
        {
            fs::write(work.path().join(name), "x").unwrap();
        }
        fs::write(work.path().join(&own), "x").unwrap();
        fs::create_dir(work.path().join(".nianbao-zzzzzz")).unwrap();
        let minute = Duration::from_secs(60);
        let mut expected = vec![".nianbao-a1B2c3".to_owned(), own, ".nianbao-zzzzzz".to_owned()];
        expected.sort();
        assert_eq!(names(work.path(), SystemTime::now() + minute), expected);
        assert!(left(work.path(), SystemTime::now() - minute).is_empty());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_run_that_is_gone_has_left_goes_at_once() {
        let work = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let gone = child.id();
        child.wait().unwrap();
        let here = owner::here().unwrap();
        let dead = format!("{PREFIX}{here}-{gone}-a1B2c3");
        let others = format!("{PREFIX}00000000-{gone}-a1B2c3");
        for name in [&dead, &format!("{dead}.{ASIDE}"), &others, &format!("{}a1B2c3", prefix())] {
            fs::write(work.path().join(name), "x").unwrap();
        }
        assert_eq!(names(work.path(), SystemTime::UNIX_EPOCH), [dead]);
    }
}

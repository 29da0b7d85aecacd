//! What a run that was killed has left: unfinished outputs. The next run that writes beside them takes
//! them away.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use nianbao::Lang;

use crate::say;

/// How the names of unfinished outputs begin; letters and digits follow.
pub(crate) const PREFIX: &str = ".nianbao-";
const DIGITS: usize = 6;
/// Younger ones may be another run's, which is still at work.
const OLD: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// The folders that were looked at.
static SEEN: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);

/// Takes away what is old in a folder, and says so. A folder is looked at once.
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

/// The unfinished outputs in a folder that were not touched since.
fn left(folder: &Path, since: SystemTime) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let old = entries.filter(|entry| {
        let ours = entry.file_name().to_str().is_some_and(is_ours);
        // Of a link itself, not of what it leads to.
        let time = || entry.metadata().and_then(|metadata| metadata.modified()).ok();
        ours && time().is_some_and(|time| time < since)
    });
    old.map(|entry| entry.path()).collect()
}

fn is_ours(name: &str) -> bool {
    let rest = name.strip_prefix(PREFIX).map(|rest| rest.strip_suffix(".old").unwrap_or(rest));
    rest.is_some_and(|rest| rest.len() == DIGITS && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_and_old_goes() {
        let work = tempfile::tempdir().unwrap();
        for name in [".nianbao-a1B2c3", ".nianbao-journal", ".nianbao-", "a.xlsx"] {
            fs::write(work.path().join(name), "x").unwrap();
        }
        fs::create_dir(work.path().join(".nianbao-zzzzzz")).unwrap();
        let later = SystemTime::now() + Duration::from_secs(60);
        let mut found = left(work.path(), later);
        found.sort();
        let names = [".nianbao-a1B2c3", ".nianbao-zzzzzz"].map(|name| work.path().join(name));
        assert_eq!(found, names);
        assert!(left(work.path(), SystemTime::now() - Duration::from_secs(60)).is_empty());
    }
}

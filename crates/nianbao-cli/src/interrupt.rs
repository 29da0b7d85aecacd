//! Files that are not yet outputs, and that an interruption clears away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempDir};

/// The temporary files that were begun and have not got their name.
static OPEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn open() -> MutexGuard<'static, Vec<PathBuf>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is said when the process is asked to end.
static WORDS: Mutex<String> = Mutex::new(String::new());

/// Has an interruption say this: what it leaves, and how to go on.
pub(crate) fn explain(words: String) {
    watch();
    *WORDS.lock().unwrap_or_else(PoisonError::into_inner) = words;
}

/// A temporary file that goes when it is dropped, or when the process is asked to end.
pub(crate) struct Temporary(NamedTempFile);

impl Temporary {
    /// Makes a file. It is never there without being known: an interruption waits for the lock.
    pub(crate) fn new(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<Self> {
        watch();
        let mut open = open();
        let file = make()?;
        open.push(file.path().to_owned());
        Ok(Self(file))
    }

    /// The open file.
    pub(crate) fn as_file(&self) -> &File {
        self.0.as_file()
    }

    /// Gives the file its name for good, in place of what has that name.
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        let mut open = open();
        let temporary = self.0.path().to_owned();
        self.0.persist(path)?;
        open.retain(|path| *path != temporary);
        Ok(())
    }
}

/// The same for a folder.
pub(crate) struct TemporaryFolder(TempDir);

impl TemporaryFolder {
    /// Makes a folder.
    pub(crate) fn new(make: impl FnOnce() -> io::Result<TempDir>) -> io::Result<Self> {
        watch();
        let mut open = open();
        let folder = make()?;
        open.push(folder.path().to_owned());
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Gives the folder its name for good; nothing but an empty folder may have it.
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        let mut open = open();
        fs::rename(self.0.path(), path)?;
        let temporary = self.0.keep();
        open.retain(|path| *path != temporary);
        Ok(())
    }
}

/// On Ctrl-C and on a polite kill, takes the temporary files away and ends as the signal would.
#[cfg(unix)]
fn watch() {
    use std::sync::Once;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Without handlers all is as ever, but for what an interruption leaves behind.
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                // Held to the end, so that no other file is begun.
                let open = open();
                clear(&open);
                let words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
                if !words.is_empty() {
                    // The line may hold half a bar.
                    crate::say(&format!("\n{words}"));
                }
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        });
    });
}

#[cfg(not(unix))]
fn watch() {}

fn clear(paths: &[PathBuf]) {
    for path in paths {
        // There is nobody left to tell.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

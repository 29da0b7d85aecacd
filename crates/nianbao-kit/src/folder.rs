//! A folder in memory, for the tests of formats that write several files.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};
use nianbao_core::Folder;

/// The files of a folder, by name; clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryFolder(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

/// A file of it that is being written.
struct MemoryFile {
    folder: MemoryFolder,
    name: String,
}

impl MemoryFolder {
    /// The names of its files, in their order.
    pub fn names(&self) -> Vec<String> {
        self.files().keys().cloned().collect()
    }

    /// What is in a file, if it is there.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.files().get(name).cloned()
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Folder for MemoryFolder {
    /// # Errors
    ///
    /// If a file of this name was begun before.
    fn file(&mut self, name: &str) -> Result<Box<dyn Write + Send>> {
        let before = self.files().insert(name.to_owned(), Vec::new());
        ensure!(before.is_none(), "{name} twice");
        Ok(Box::new(MemoryFile { folder: self.clone(), name: name.to_owned() }))
    }
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.folder.files().entry(self.name.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! `--files-from`: a list of inputs.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use nianbao::Lang;

/// The paths of a list: a line each, or each with a NUL behind it. In lines, what follows a tab is
/// somebody's remark, as in the list that `--failures` writes.
pub(super) fn read(list: &Path, null: bool, lang: Lang) -> Result<Vec<PathBuf>> {
    let read = if list == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = read.with_context(|| match lang {
        Lang::Zh => format!("无法读取清单 {}", list.display()),
        Lang::En => format!("cannot read the list {}", list.display()),
    })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let entries = bytes.split(|byte| *byte == if null { 0 } else { b'\n' });
    let entries = entries.map(|entry| if null { entry } else { without_remark(entry) });
    Ok(entries.filter(|entry| !entry.is_empty()).map(path).collect())
}

fn without_remark(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.split(|byte| *byte == b'\t').next().unwrap_or_default()
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;

    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

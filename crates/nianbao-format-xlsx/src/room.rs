//! The rows of a workbook wait in temporary files. Where there is no room for them, the writer crate
//! panics; here that is an error like any other.

use std::any::Any;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context as _, Result};
use rust_xlsxwriter::XlsxError;

/// Does what may run out of room.
pub(crate) fn within<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        Err(error(&*panic)).with_context(|| format!("{} (TMPDIR)", std::env::temp_dir().display()))
    })
}

/// The system's error in one of the writer crate, which repeats it in words of its own.
pub(crate) fn plain(error: XlsxError) -> anyhow::Error {
    let error = anyhow::Error::from(error);
    let system = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    match system.and_then(io::Error::raw_os_error) {
        Some(code) => io::Error::from_raw_os_error(code).into(),
        None => error,
    }
}

/// What a panic says went wrong.
fn error(panic: &(dyn Any + Send)) -> io::Error {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
    let known = [
        ("StorageFull", ErrorKind::StorageFull),
        ("QuotaExceeded", ErrorKind::QuotaExceeded),
        ("FileTooLarge", ErrorKind::FileTooLarge),
    ];
    let kind = known.iter().find(|(name, _)| text.contains(name));
    kind.map_or_else(|| io::Error::other(text.to_owned()), |(_, kind)| (*kind).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = io::Error::from(ErrorKind::StorageFull);
        let found = within(|| -> Result<()> { panic!("Couldn't write to xml file: {full:?}") });
        let cause = found.unwrap_err().root_cause().downcast_ref::<io::Error>().unwrap().kind();
        assert_eq!(cause, ErrorKind::StorageFull);
        assert_eq!(within(|| Ok(1)).unwrap(), 1);
    }
}

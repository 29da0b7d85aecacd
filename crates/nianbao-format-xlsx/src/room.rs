//! The rows of a workbook wait in temporary files. Where there is no room for them, the writer crate
//! panics; here that is an error like any other.

use std::any::Any;
use std::error::Error;
use std::io::{self, ErrorKind, Write};
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
    let system = match &error {
        XlsxError::IoError(error) => error.raw_os_error(),
        XlsxError::ZipError(error) => {
            let cause = Error::source(error).and_then(|cause| cause.downcast_ref::<io::Error>());
            cause.and_then(io::Error::raw_os_error)
        }
        _ => None,
    };
    system.map_or_else(|| error.into(), |code| io::Error::from_raw_os_error(code).into())
}

/// An output that fails once: an archive that is dropped half written would try again, and grumble to
/// standard error.
pub(crate) struct Once<W> {
    out: W,
    failed: bool,
}

impl<W: Write> Once<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, failed: false }
    }

    fn tried<T>(&mut self, done: T, work: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(done);
        }
        work(&mut self.out)
            .inspect_err(|error| self.failed = error.kind() != ErrorKind::Interrupted)
    }
}

impl<W: Write> Write for Once<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tried(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tried((), W::flush)
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

    /// A disk that is full.
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from_raw_os_error(28))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_workbook_that_finds_no_room_says_what_the_system_says() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet();
        let mut out = Once::new(Full);
        let error = plain(workbook.save_to_writer(&mut out).unwrap_err());
        assert_eq!(error.downcast_ref::<io::Error>().unwrap().raw_os_error(), Some(28));
        assert_eq!(out.write(b"the rest").unwrap(), 8);
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        let full = io::Error::from(ErrorKind::StorageFull);
        let found = within(|| -> Result<()> { panic!("Couldn't write to xml file: {full:?}") });
        let cause = found.unwrap_err().root_cause().downcast_ref::<io::Error>().unwrap().kind();
        assert_eq!(cause, ErrorKind::StorageFull);
        assert_eq!(within(|| Ok(1)).unwrap(), 1);
    }
}

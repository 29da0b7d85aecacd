//! How much an archive may turn into.

use std::fs::File;
use std::io::{self, BufRead, Error, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, anyhow};
use nianbao::{Lang, Problem};

use crate::limits::limits;

/// What an archive may unpack to in any case. Pages shrink to a tenth, made by Word to a thirtieth; deflate
/// ends at a thousandth.
const FREE: u64 = 64 << 20;

/// The largest member. A page is 0.1 MB, a Word file with pictures a few; several wait at once.
pub(super) fn largest_member() -> u64 {
    limits().member as u64
}

/// How much an archive of so many bytes may unpack to.
pub(super) fn allowance(packed: u64) -> u64 {
    FREE.saturating_add(packed.saturating_mul(limits().ratio as u64))
}

/// Why an archive is not read on.
pub(super) fn bomb(lang: Lang) -> anyhow::Error {
    let ratio = limits().ratio;
    anyhow!(match lang {
        Lang::Zh =>
            format!("解压后的大小超过压缩包的{ratio}倍，其余部分未读（--limit ratio=… 可放宽）"),
        Lang::En => format!(
            "it unpacks to more than {ratio} times its size; the rest was not read \
             (--limit ratio=… raises this)"
        ),
    })
}

/// Why a member is not read.
pub(super) fn too_large() -> anyhow::Error {
    Problem::Limit { name: "member", value: limits().member }.into()
}

/// Why an archive is not opened.
pub(super) fn too_many() -> anyhow::Error {
    Problem::Limit { name: "members", value: limits().members }.into()
}

/// A file to its end, or why it is too large, in which case nothing is read; the outer error is the system's.
/// A file may grow while it is read.
pub(super) fn file(path: &Path) -> io::Result<Result<Vec<u8>>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    match usize::try_from(size) {
        Ok(size) if size <= limits().bytes => to_end(&mut file, size),
        _ => Ok(Err(too_long())),
    }
}

/// What is read in one piece to its end, or why it is too large.
pub(super) fn whole(content: &mut impl Read) -> io::Result<Result<Vec<u8>>> {
    to_end(content, 0)
}

/// The same of what is said to be so long: room for it is asked for at once, not a dozen times as it doubles.
fn to_end(content: &mut impl Read, said: usize) -> io::Result<Result<Vec<u8>>> {
    let most = limits().bytes;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(said)?;
    content.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() <= most { Ok(bytes) } else { Err(too_long()) })
}

fn too_long() -> anyhow::Error {
    Problem::Limit { name: "bytes", value: limits().bytes }.into()
}

/// Reads a member to its end, up to the limit; the outer error is the archive's.
pub(super) fn member(content: &mut impl Read) -> io::Result<Result<Vec<u8>>> {
    let mut bytes = Vec::new();
    content.by_ref().take(largest_member() + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= largest_member() {
        return Ok(Ok(bytes));
    }
    drop(bytes);
    io::copy(content, &mut io::sink())?;
    Ok(Err(too_large()))
}

/// Counts what is read of a file.
pub(super) struct Counted<R>(R, Arc<AtomicU64>);

impl<R> Counted<R> {
    /// The reader and its counter.
    pub(super) fn new(reader: R) -> (Self, Arc<AtomicU64>) {
        let counter = Arc::new(AtomicU64::new(0));
        (Self(reader, Arc::clone(&counter)), counter)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// What comes out of a packed stream, as long as it stands in proportion to what goes in.
pub(super) struct Metered<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R> Metered<R> {
    /// What `inner` unpacks, `packed` counting what it takes.
    pub(super) fn new(inner: R, packed: Arc<AtomicU64>) -> Self {
        Self { inner, packed, unpacked: 0 }
    }

    fn count(&mut self, more: usize) -> io::Result<()> {
        self.unpacked += more as u64;
        if self.unpacked > allowance(self.packed.load(Ordering::Relaxed)) {
            return Err(Error::new(ErrorKind::QuotaExceeded, Bomb));
        }
        Ok(())
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count(count)?;
        Ok(count)
    }
}

#[derive(Debug)]
struct Bomb;

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("out of proportion")
    }
}

impl std::error::Error for Bomb {}

/// An error in the middle of an archive, for people.
pub(super) fn broken(error: Error, lang: Lang) -> anyhow::Error {
    if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Bomb>) {
        return bomb(lang);
    }
    if error.kind() == ErrorKind::UnexpectedEof {
        return anyhow!(lang.pick(
            "压缩包在此处中断，其余部分未读",
            "the archive is cut off here; the rest was not read"
        ));
    }
    anyhow::Error::from(error).context(lang.pick(
        "压缩包在此处损坏，其余部分未读",
        "the archive is damaged here; the rest was not read",
    ))
}

/// A line, without its end.
pub(super) enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

/// The next line, up to the limit of a member.
pub(super) fn line(reader: &mut dyn BufRead) -> io::Result<Line> {
    let mut line = Vec::new();
    // JSON writes a character in up to six.
    let limit = largest_member().saturating_mul(2);
    if reader.take(limit + 1).read_until(b'\n', &mut line)? == 0 {
        return Ok(Line::End);
    }
    if line.len() as u64 > limit && line.last() != Some(&b'\n') {
        drop(line);
        reader.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Line::Whole(line))
}

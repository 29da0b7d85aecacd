//! Whether an input holds several pages, and how it is opened: by what its first bytes are.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result};
use flate2::bufread::MultiGzDecoder;
use nianbao::{Lang, Registry};

use super::limits::{Counted, Metered, broken, member, whole};
use super::members::{Member, Members};
use super::{Content, Piece, Source, dump, tar, warc, zip};

/// An input that was looked at.
pub(super) enum Container {
    /// It is one page, or nothing that is known here.
    None(Piece),
    /// It holds these.
    Of(Members),
}

/// What is read one byte after the other.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// Passes over so many bytes.
pub(super) fn skip(stream: &mut Stream, count: u64) -> io::Result<()> {
    let passed = io::copy(&mut stream.by_ref().take(count), &mut io::sink())?;
    if passed == count { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

/// Looks at an input. A file is opened only if its name says that it may be a container.
pub(super) fn container(source: &Source, registry: &Registry, lang: Lang) -> Result<Container> {
    match source {
        Source::Stdin => stdin(registry, lang),
        // A pipe can be read once only; it is left to whoever reads it as a page.
        Source::File(path) if may_be_one(path) && path.is_file() => {
            file(source, path, registry, lang)
        }
        _ => Ok(Container::None(Piece::later(source.clone()))),
    }
}

fn may_be_one(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ["zip", "tar", "tgz", "gz", "jsonl", "ndjson", "warc"].contains(&&*extension)
}

fn file(source: &Source, path: &Path, registry: &Registry, lang: Lang) -> Result<Container> {
    let failed = || lang.pick("无法读取", "cannot be read");
    let mut file = File::open(path).with_context(failed)?;
    let mut head = Vec::new();
    file.by_ref().take(TELLING_HEAD).read_to_end(&mut head).with_context(failed)?;
    let plain = || Container::None(Piece::later(source.clone()));
    let kind = Kind::of(&head);
    let size = file.metadata().with_context(failed)?.len();
    if kind == Kind::Zip {
        return Ok(zip::open(file, size, lang)?.map_or_else(plain, Container::Of));
    }
    let (reader, packed) = Counted::new(Cursor::new(head).chain(file));
    let inner = inner_name(path);
    let large = size > LARGE;
    let reader = Box::new(BufReader::new(reader));
    Ok(match stream(kind, reader, large, &packed, &inner, registry, lang)? {
        Opened::Members(members) => Container::Of(weighed(members, packed)),
        Opened::Rest(_) => plain(),
    })
}

/// Standard input: whatever is no container is read to its end, for it cannot be read again.
fn stdin(registry: &Registry, lang: Lang) -> Result<Container> {
    let failed = || lang.pick("无法读取", "cannot be read");
    let mut input = io::stdin();
    let mut head = Vec::new();
    input.by_ref().take(TELLING_HEAD).read_to_end(&mut head).with_context(failed)?;
    let kind = Kind::of(&head);
    if kind == Kind::Zip {
        let bytes = whole(&mut Cursor::new(head).chain(input)).with_context(failed)??;
        let size = bytes.len() as u64;
        let bytes: Arc<[u8]> = bytes.into();
        if let Some(members) = zip::open(Cursor::new(Arc::clone(&bytes)), size, lang)? {
            return Ok(Container::Of(members));
        }
        return Ok(here(bytes.to_vec()));
    }
    let (reader, packed) = Counted::new(Cursor::new(head).chain(input));
    let reader = Box::new(BufReader::new(reader));
    match stream(kind, reader, false, &packed, "stdin", registry, lang)? {
        Opened::Members(members) => Ok(Container::Of(weighed(members, packed))),
        Opened::Rest(mut rest) => Ok(here(whole(&mut rest).with_context(failed)??)),
    }
}

fn here(bytes: Vec<u8>) -> Container {
    let weight = bytes.len() as u64;
    Container::None(Piece {
        source: Source::Stdin,
        content: Content::Here(Ok(bytes)),
        from: None,
        weight,
    })
}

/// The largest file of reports that is read in one piece: a few hundred MB of memory.
const LARGE: u64 = 32 << 20;
/// How much of a file tells what it is: a tar header is a block.
const TELLING_HEAD: u64 = 512;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Zip,
    Gzip,
    Tar,
    Warc,
    Lines,
    Other,
}

impl Kind {
    fn of(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if head.starts_with(b"\x1f\x8b") {
            Self::Gzip
        } else if head.starts_with(b"WARC/") {
            Self::Warc
        } else if tar::is_header(head) {
            Self::Tar
        } else if text.starts_with(b"{") {
            Self::Lines
        } else {
            Self::Other
        }
    }
}

enum Opened {
    Members(Members),
    /// It is no container; here it is from its beginning.
    Rest(Stream),
}

fn stream(
    kind: Kind,
    stream: Stream,
    large: bool,
    packed: &Arc<AtomicU64>,
    inner: &str,
    registry: &Registry,
    lang: Lang,
) -> Result<Opened> {
    Ok(Opened::Members(match kind {
        Kind::Gzip => unpacked(stream, packed, inner, registry, lang)?,
        Kind::Tar => Box::new(tar::Tar::new(stream, lang)),
        Kind::Warc => Box::new(warc::Warc::new(stream, lang)),
        Kind::Lines => match dump::open(stream, large, registry, lang) {
            Ok(dump) => Box::new(dump),
            Err(stream) => return Ok(Opened::Rest(stream)),
        },
        Kind::Zip | Kind::Other => return Ok(Opened::Rest(stream)),
    }))
}

/// What a gzip stream holds: an archive, a dump, or one page.
fn unpacked(
    packed_stream: Stream,
    packed: &Arc<AtomicU64>,
    inner: &str,
    registry: &Registry,
    lang: Lang,
) -> Result<Members> {
    let out = Metered::new(MultiGzDecoder::new(packed_stream), Arc::clone(packed));
    let mut out = BufReader::new(out);
    let mut head = Vec::new();
    out.by_ref().take(TELLING_HEAD).read_to_end(&mut head).map_err(|error| broken(error, lang))?;
    let kind = Kind::of(&head);
    let out: Stream = Box::new(BufReader::new(Cursor::new(head).chain(out)));
    // What was packed twice is an archive within an archive: its one member, which is not opened.
    let opened = match kind {
        Kind::Gzip => Opened::Rest(out),
        kind => stream(kind, out, true, packed, inner, registry, lang)?,
    };
    Ok(match opened {
        Opened::Members(members) => members,
        Opened::Rest(mut rest) => {
            let bytes = member(&mut rest).unwrap_or_else(|error| Err(broken(error, lang)));
            Box::new(std::iter::once(Member::new(inner.to_owned(), bytes)))
        }
    })
}

/// The name of what a `.gz` holds: its own without the extension.
fn inner_name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Members with what they stand for of the file that they are read from.
fn weighed(members: Members, packed: Arc<AtomicU64>) -> Members {
    let mut before = 0;
    Box::new(members.map(move |member| {
        let now = packed.load(Ordering::Relaxed);
        let weight = now - std::mem::replace(&mut before, now);
        Member { weight, ..member }
    }))
}

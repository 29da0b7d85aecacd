//! `--resume`: a journal of what was read, so that a run that was cut short is gone on with.
//!
//! The file is a row of frames: a mark, the key of an input, the length and the sum of what follows,
//! and the input's reports as packed jsonl. Frames are only ever added, each in one write. What a
//! kill leaves of the last one is seen by its length and cut off; what is damaged, by its sum, and is
//! read anew. The key is made of the input's name and bytes and of the program itself, so that a
//! journal is never wrong, only of no use. It stays when the run is over: pages that are added later
//! are then the only ones that are read.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use nianbao::{Lang, Registry, Report};
use sha2::{Digest, Sha256};

use crate::say;

/// What an input gave.
pub(crate) struct Read {
    pub(crate) reports: Vec<Report>,
    /// Whether an earlier run had read it.
    pub(crate) kept: bool,
    /// What is to be added to the journal.
    pub(crate) frame: Option<Vec<u8>>,
}

/// The format in which reports are kept; it gives them back as they were.
pub(crate) const FORMAT: &str = "jsonl";
const MARK: &[u8; 8] = b"nianbao1";
const KEY: usize = 32;
const SUM: usize = 8;
const HEAD: usize = MARK.len() + KEY + 4 + SUM;
/// No report is larger; a length above it is damage.
const LONGEST_REPORT: usize = 1 << 30;

pub(crate) type Key = [u8; KEY];

/// A journal that is open.
pub(crate) struct Journal {
    file: Mutex<File>,
    /// Where the frame of an input begins.
    places: HashMap<Key, u64>,
    reader: Key,
    given_up: AtomicBool,
}

impl Journal {
    /// Opens a journal, or begins one.
    pub(crate) fn open(path: &Path, lang: Lang) -> Result<Self> {
        let failed = || match lang {
            Lang::Zh => format!("无法使用续读文件 {}", path.display()),
            Lang::En => format!("cannot use {} to resume with", path.display()),
        };
        let options = File::options().read(true).append(true).create(true).open(path);
        let mut file = options.with_context(failed)?;
        let size = file.metadata().with_context(failed)?.len();
        let (places, end) = places(&mut file, size).with_context(failed)?;
        if end < size {
            if end == 0 && !is_journal(&mut file).with_context(failed)? {
                let path = path.display();
                match lang {
                    Lang::Zh => bail!("{path} 不是续读文件，不能写入；请另指定"),
                    Lang::En => bail!("{path} is no file to resume with; name another"),
                }
            }
            file.set_len(end).with_context(failed)?;
        }
        let given_up = AtomicBool::new(false);
        Ok(Self { file: Mutex::new(file), places, reader: reader(), given_up })
    }

    /// What tells an input from every other, and this program from one that reads otherwise.
    pub(crate) fn key(&self, name: &str, from: Option<&str>, bytes: &[u8]) -> Key {
        let mut hash = Sha256::new();
        hash.update(self.reader);
        for part in [name, from.unwrap_or_default()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(bytes);
        hash.finalize().into()
    }

    /// What an earlier run has read of an input.
    pub(crate) fn find(&self, key: &Key, registry: &Registry) -> Option<Vec<Report>> {
        let packed = self.packed(*self.places.get(key)?)?;
        let mut lines = Vec::new();
        DeflateDecoder::new(&*packed).read_to_end(&mut lines).ok()?;
        // A file without reports is none in the format.
        if lines.is_empty() {
            return Some(Vec::new());
        }
        nianbao::read_all(registry, "", &lines, Some(FORMAT)).ok()
    }

    /// The content of a frame, if it is whole.
    fn packed(&self, place: u64) -> Option<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place)).ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let mut packed = vec![0; length(&head)?];
        file.read_exact(&mut packed).ok()?;
        drop(file);
        (head[HEAD - SUM..] == sum(&packed)).then_some(packed)
    }

    /// The frame of an input that was read.
    #[expect(clippy::unused_self, reason = "without a journal there are no frames")]
    pub(crate) fn frame(
        &self,
        key: &Key,
        reports: &[Report],
        registry: &Registry,
    ) -> Option<Vec<u8>> {
        let mut lines = Vec::new();
        let mut sink = nianbao::start(registry.by_name(FORMAT)?, Box::new(&mut lines)).ok()?;
        reports.iter().try_for_each(|report| sink.push(report)).ok()?;
        sink.finish().ok()?;
        let mut packer = DeflateEncoder::new(vec![0; HEAD], Compression::fast());
        packer.write_all(&lines).ok()?;
        let mut frame = packer.finish().ok()?;
        let length = u32::try_from(frame.len() - HEAD).ok()?;
        let sum = sum(&frame[HEAD..]);
        let head = [&MARK[..], key, &length.to_le_bytes(), &sum].concat();
        frame[..HEAD].copy_from_slice(&head);
        Some(frame)
    }

    /// Adds a frame. A journal that cannot be written is no reason to stop the run.
    pub(crate) fn append(&self, frame: &[u8], lang: Lang) {
        if self.given_up.load(Ordering::Relaxed) {
            return;
        }
        let written = self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(frame);
        if let Err(error) = written {
            self.given_up.store(true, Ordering::Relaxed);
            let reason = nianbao::system(&error, lang);
            say(&match lang {
                Lang::Zh => format!("nianbao: 无法写入续读文件（{reason}），继续运行，但不再保存"),
                Lang::En => {
                    format!("nianbao: what is read is no longer kept to resume with: {reason}")
                }
            });
        }
    }
}

/// The frames that are whole by their length, and where they end.
fn places(file: &mut File, size: u64) -> io::Result<(HashMap<Key, u64>, u64)> {
    let mut places = HashMap::new();
    let mut at = 0;
    file.seek(SeekFrom::Start(0))?;
    let mut reader = io::BufReader::new(file);
    let mut head = [0; HEAD];
    while size - at >= HEAD as u64 {
        reader.read_exact(&mut head)?;
        let Some(length) = length(&head) else { break };
        let end = at + (HEAD + length) as u64;
        if end > size {
            break;
        }
        let mut key = [0; KEY];
        key.copy_from_slice(&head[MARK.len()..MARK.len() + KEY]);
        places.insert(key, at);
        reader.seek_relative(i64::try_from(length).unwrap_or(i64::MAX))?;
        at = end;
    }
    Ok((places, at))
}

/// The length of a frame's content, if this is its head.
fn length(head: &[u8; HEAD]) -> Option<usize> {
    let rest = head.strip_prefix(MARK)?;
    let bytes: [u8; 4] = rest.get(KEY..KEY + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok().filter(|length| *length <= LONGEST_REPORT)
}

/// Whether a file that has no whole frame is the beginning of one, and not somebody's page.
fn is_journal(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(MARK.len() as u64).read_to_end(&mut head)?;
    Ok(MARK.starts_with(&head))
}

fn sum(bytes: &[u8]) -> [u8; SUM] {
    let mut sum = [0; SUM];
    sum.copy_from_slice(&Sha256::digest(bytes)[..SUM]);
    sum
}

/// What tells this program from another: a build with another rule of reading is another program.
fn reader() -> Key {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    // Without it, the version has to do.
    if let Ok(program) = std::env::current_exe().and_then(fs::read) {
        hash.update(program);
    }
    hash.finalize().into()
}

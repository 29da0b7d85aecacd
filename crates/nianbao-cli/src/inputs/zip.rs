//! Zip archives.

use std::io::{Read, Seek};

use ::zip::ZipArchive;
use ::zip::result::ZipError;
use anyhow::{Result, anyhow};
use nianbao::Lang;

use super::limits::{allowance, bomb, largest_member, member, too_large, too_many};
use super::members::{Member, Members};
use super::named::{decoded, is_meant};
use crate::limits::limits;

/// The members of an archive of so many bytes; none for a document that is made as one.
pub(super) fn open(
    file: impl Read + Seek + Send + 'static,
    size: u64,
    lang: Lang,
) -> Result<Option<Members>> {
    let mut file = file;
    if entries(&mut file, size) > limits().members as u64 {
        return Err(too_many());
    }
    let archive = ZipArchive::new(file).map_err(|error| reason(error, lang))?;
    let office = ["[Content_Types].xml", "OFD.xml", "mimetype"];
    if office.iter().any(|name| archive.index_for_name(name).is_some()) {
        return Ok(None);
    }
    let left = allowance(size);
    Ok(Some(Box::new(Zip { archive, next: 0, left, lang })))
}

/// How many entries the end of the archive announces: the directory is held in memory whole.
fn entries(file: &mut (impl Read + Seek), size: u64) -> u64 {
    let mut tail = Vec::new();
    let from = size.saturating_sub(66_000);
    if file.seek(std::io::SeekFrom::Start(from)).is_err()
        || file.by_ref().take(66_000).read_to_end(&mut tail).is_err()
    {
        return 0;
    }
    let find = |mark: &[u8]| tail.windows(mark.len()).rposition(|window| window == mark);
    let number = |at: usize, length: usize| {
        let bytes = tail.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0, |number: u64, byte| number << 8 | u64::from(*byte)))
    };
    let short = find(b"PK\x05\x06").and_then(|at| number(at + 10, 2));
    let long = find(b"PK\x06\x06").and_then(|at| number(at + 32, 8));
    short.unwrap_or_default().max(long.unwrap_or_default())
}

struct Zip<R> {
    archive: ZipArchive<R>,
    next: usize,
    /// How many bytes may still come out.
    left: u64,
    lang: Lang,
}

impl<R: Read + Seek> Iterator for Zip<R> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        loop {
            let index = self.next;
            if index >= self.archive.len() {
                return None;
            }
            self.next += 1;
            if let Some(member) = self.member(index) {
                return Some(member);
            }
        }
    }
}

impl<R: Read + Seek> Zip<R> {
    /// A member; none for a folder, or for what nobody would want.
    fn member(&mut self, index: usize) -> Option<Member> {
        let lang = self.lang;
        let known = self.archive.name_for_index(index).and_then(Result::ok);
        let known = known.map_or_else(|| index.to_string(), |name| decoded(name.as_bytes()));
        // Raw first: what is encrypted or packed in another way has a name, too.
        let (name, weight, size) = match self.archive.by_index_raw(index) {
            Ok(entry) => {
                let name = decoded(entry.name_raw());
                if entry.is_dir() || name.ends_with(['/', '\\']) || !is_meant(&name) {
                    return None;
                }
                (name, entry.compressed_size(), entry.size())
            }
            Err(error) => return Some(Member::new(known, Err(reason(error, lang)))),
        };
        if self.left == 0 {
            self.next = self.archive.len();
            return Some(Member::end(bomb(lang)));
        }
        let bytes = if size > largest_member() { Err(too_large()) } else { self.content(index) };
        Some(Member { weight, ..Member::new(name, bytes) })
    }

    fn content(&mut self, index: usize) -> Result<Vec<u8>> {
        let lang = self.lang;
        let mut entry = self.archive.by_index(index).map_err(|error| reason(error, lang))?;
        // What the directory says of sizes is only said.
        let mut content = entry.by_ref().take(largest_member() + 1);
        let read = member(&mut content);
        self.left = self.left.saturating_sub(largest_member() + 1 - content.limit());
        read.map_err(|error| {
            anyhow::Error::from(error)
                .context(lang.pick("压缩包中的文件损坏", "the member is damaged"))
        })?
    }
}

fn reason(error: ZipError, lang: Lang) -> anyhow::Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => anyhow!(lang.pick(
            "压缩包中的文件有密码保护，不能读取；请先解压",
            "the member is locked with a password; unpack it first"
        )),
        ZipError::Io(error) => anyhow::Error::from(error).context(unreadable(lang)),
        error => anyhow::Error::from(error).context(unreadable(lang)),
    }
}

fn unreadable(lang: Lang) -> &'static str {
    lang.pick("压缩包损坏或不能解读", "the archive is damaged or cannot be made out")
}

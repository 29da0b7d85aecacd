//! Tar archives, as POSIX and GNU write them; read from front to end.

use std::io::{self, ErrorKind, Read};

use anyhow::{Result, anyhow};
use nianbao::Lang;

use super::limits::{broken, largest_member, member, too_large};
use super::members::Member;
use super::named::{decoded, is_meant};
use super::open::{Stream, skip};

const BLOCK: usize = 512;
/// The longest name, and the longest list of attributes.
const ATTRIBUTES: u64 = 1 << 20;

/// Whether it is a header, by its sum.
pub(super) fn is_header(head: &[u8]) -> bool {
    let Some(head) = head.get(..BLOCK) else { return false };
    let field = 148..156;
    let byte = |(at, byte): (usize, &u8)| {
        if field.contains(&at) { u64::from(b' ') } else { u64::from(*byte) }
    };
    let sum: u64 = head.iter().enumerate().map(byte).sum();
    head[0] != 0 && number(&head[field.clone()]) == Some(sum)
}

/// A number in octal digits, or where they do not do, in bytes behind a mark.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let bytes = field[1..].iter();
        let mut shifted = bytes.map(|byte| u64::from(*byte));
        return shifted.try_fold(0_u64, |number, byte| Some(number.checked_mul(256)? | byte));
    }
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if text.is_empty() { Some(0) } else { u64::from_str_radix(text, 8).ok() }
}

/// An archive that is being read.
pub(super) struct Tar {
    stream: Stream,
    /// How much of the last member is still to be passed over.
    rest: u64,
    ended: bool,
    lang: Lang,
}

impl Tar {
    pub(super) fn new(stream: Stream, lang: Lang) -> Self {
        Self { stream, rest: 0, ended: false, lang }
    }

    /// The next file, with its name and size; none at the end.
    fn header(&mut self) -> io::Result<Option<(Vec<u8>, u64, u8)>> {
        let (mut long, mut size_of) = (None, None);
        loop {
            skip(&mut self.stream, std::mem::take(&mut self.rest))?;
            let mut head = [0; BLOCK];
            // An archive ends with empty blocks: without them, nobody knows what is missing.
            self.stream.read_exact(&mut head)?;
            if head == [0; BLOCK] {
                return Ok(None);
            }
            if !is_header(&head) {
                return Err(io::Error::from(ErrorKind::InvalidData));
            }
            let mut size = number(&head[124..136]).ok_or(ErrorKind::InvalidData)?;
            let kind = head[156];
            if let b'x' | b'L' = kind {
                let attributes = attributes(&mut self.stream, size)?;
                self.rest = padding(size);
                if kind == b'L' {
                    long = Some(until_nul(&attributes).to_vec());
                } else {
                    long = attribute(&attributes, b"path").map(<[u8]>::to_vec).or(long);
                    let digits = attribute(&attributes, b"size");
                    let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
                    size_of = digits.and_then(|digits| digits.parse().ok()).or(size_of);
                }
                continue;
            }
            if !matches!(kind, b'g' | b'K') {
                size = size_of.take().unwrap_or(size);
                let name = long.take().unwrap_or_else(|| short_name(&head));
                return Ok(Some((name, size, kind)));
            }
            self.rest = size.saturating_add(padding(size));
        }
    }
}

impl Iterator for Tar {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while !self.ended {
            let (name, size, kind) = match self.header() {
                Ok(Some(header)) => header,
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Member::end(broken(error, self.lang)));
                }
            };
            let name = decoded(&name);
            self.rest = padding(size);
            // Links lead to members of their own, or out of the archive.
            if !matches!(kind, b'0' | 0 | b'7' | b'S') || name.ends_with('/') || !is_meant(&name) {
                self.rest = size.saturating_add(self.rest);
                continue;
            }
            return Some(Member::new(name, self.content(size, kind)));
        }
        None
    }
}

impl Tar {
    fn content(&mut self, size: u64, kind: u8) -> Result<Vec<u8>> {
        let lang = self.lang;
        if kind == b'S' || size > largest_member() {
            self.rest = size.saturating_add(self.rest);
            return Err(if kind == b'S' { sparse(lang) } else { too_large() });
        }
        let whole = |bytes: Vec<u8>| {
            if bytes.len() as u64 == size {
                Ok(bytes)
            } else {
                Err(ErrorKind::UnexpectedEof.into())
            }
        };
        let bytes = member(&mut self.stream.by_ref().take(size));
        bytes.and_then(|bytes| bytes.map_or_else(|_| Ok(Vec::new()), whole)).map_err(|error| {
            self.ended = true;
            broken(error, lang)
        })
    }
}

fn sparse(lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick("稀疏文件不能读取", "a sparse file is not read"))
}

fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64) - size
}

fn until_nul(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn short_name(head: &[u8; BLOCK]) -> Vec<u8> {
    let (name, prefix) = (until_nul(&head[..100]), until_nul(&head[345..500]));
    // GNU keeps times where POSIX has the front of a name.
    if &head[257..263] != b"ustar\0" || prefix.is_empty() {
        return name.to_vec();
    }
    [prefix, b"/", name].concat()
}

/// The value of an attribute: `LENGTH KEY=VALUE⏎` each.
fn attribute<'a>(mut list: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut found = None;
    while let Some(space) = list.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&list[..space]).ok()?.parse().ok()?;
        let entry = list.get(space + 1..length)?.strip_suffix(b"\n")?;
        if let Some(value) = entry.strip_prefix(key).and_then(|rest| rest.strip_prefix(b"=")) {
            found = Some(value);
        }
        list = &list[length..];
    }
    found
}

fn attributes(stream: &mut Stream, size: u64) -> io::Result<Vec<u8>> {
    if size > ATTRIBUTES {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    stream.by_ref().take(size).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

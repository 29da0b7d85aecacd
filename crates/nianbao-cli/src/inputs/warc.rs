//! Web archives (WARC): what a crawler was answered, record by record.

use std::io::{self, BufRead, Cursor, ErrorKind, Read};

use anyhow::{Result, anyhow};
use flate2::bufread::MultiGzDecoder;
use nianbao::Lang;

use super::limits::{broken, largest_member, member, too_large};
use super::members::Member;
use super::named::decoded;
use super::open::{Stream, skip};

/// The longest head of a record or an answer.
const HEAD: u64 = 1 << 20;

/// An archive that is being read.
pub(super) struct Warc {
    stream: Stream,
    number: u64,
    ended: bool,
    lang: Lang,
}

/// Lines of `name: value`, below a first line.
struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    fn says(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    }
}

impl Warc {
    pub(super) fn new(stream: Stream, lang: Lang) -> Self {
        Self { stream, number: 0, ended: false, lang }
    }

    /// The next page; none for a record of something else.
    fn record(&mut self) -> io::Result<Option<Member>> {
        let Some(head) = head(&mut self.stream)? else {
            self.ended = true;
            return Ok(None);
        };
        let length: u64 = head
            .get("Content-Length")
            .and_then(|length| length.parse().ok())
            .filter(|_| head.first.starts_with("WARC/"))
            .ok_or(ErrorKind::InvalidData)?;
        self.number += 1;
        let kind = head.get("WARC-Type").unwrap_or_default();
        if kind != "response" && kind != "resource" {
            skip(&mut self.stream, length)?;
            return Ok(None);
        }
        let url = head.get("WARC-Target-URI").unwrap_or_default().trim_matches(['<', '>']);
        let name = format!("{}:{}", self.number, decoded(url.as_bytes()));
        if length > largest_member() {
            skip(&mut self.stream, length)?;
            return Ok(Some(Member::new(name, Err(too_large()))));
        }
        let bytes = member(&mut self.stream.by_ref().take(length))?;
        let bytes = bytes.unwrap_or_default();
        if bytes.len() as u64 != length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        if kind == "resource" {
            let page = is_page(head.get("Content-Type"));
            return Ok(page.then(|| Member::new(name, Ok(bytes))));
        }
        Ok(answer(&bytes, self.lang).map(|body| Member::new(name, body)))
    }
}

impl Iterator for Warc {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while !self.ended {
            match self.record() {
                Ok(None) => {}
                Ok(Some(member)) => return Some(member),
                Err(error) => {
                    self.ended = true;
                    return Some(Member::end(broken(error, self.lang)));
                }
            }
        }
        None
    }
}

/// The body of an answer that is a page; none for errors, redirections, pictures and the like.
fn answer(bytes: &[u8], lang: Lang) -> Option<Result<Vec<u8>>> {
    let mut rest = Cursor::new(bytes);
    let head = head(&mut rest).ok()??;
    if head.first.split(' ').nth(1) != Some("200") || !is_page(head.get("Content-Type")) {
        return None;
    }
    let at = usize::try_from(rest.position()).unwrap_or(usize::MAX).min(bytes.len());
    let mut body = bytes[at..].to_vec();
    if head.says("Transfer-Encoding", "chunked") {
        // Some crawlers take the chunks apart and leave the word.
        body = unchunked(&body).unwrap_or(body);
    }
    if head.says("Content-Encoding", "gzip") && body.starts_with(b"\x1f\x8b") {
        let read = member(&mut MultiGzDecoder::new(&*body));
        return Some(read.unwrap_or_else(|error| Err(broken(error, lang))));
    }
    if head.says("Content-Encoding", "br") || head.says("Content-Encoding", "deflate") {
        let words =
            lang.pick("网页的压缩方式不能解读", "the page is packed in a way that is not read");
        return Some(Err(anyhow!(words)));
    }
    Some(Ok(body))
}

/// Whether it may hold a report, by its type; what has none may.
fn is_page(kind: Option<&str>) -> bool {
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let not = ["image/", "audio/", "video/", "font/", "text/css", "javascript", "text/dns"];
    !not.iter().any(|not| kind.contains(not))
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// A head up to its blank line, past blank lines before it; none at the end.
fn head(stream: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let mut stream = stream.take(HEAD);
    let mut lines: Vec<String> = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line)? == 0 {
            return if lines.is_empty() { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
        }
        let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
        match (line.is_empty(), lines.is_empty()) {
            (true, true) => {}
            (true, false) => break,
            (false, _) => lines.push(line),
        }
    }
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    let field = |line: String| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    Ok(Some(Head { first, fields: lines.filter_map(field).collect() }))
}

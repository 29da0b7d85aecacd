//! A crawler's dump: JSON Lines, a page each, `{"url": …, "html": …}`.
//!
//! The key says what the page is: it is the name of a format that can be read. And large files of
//! reports as data, which are JSON Lines too: line by line they take no more memory than small ones.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};

use std::borrow::Cow;

use anyhow::{Context as _, Result, anyhow};
use nianbao::{Lang, Registry};
use serde_json::value::RawValue;

use super::limits::{Line, broken, line, too_large};
use super::members::Member;
use super::named::decoded;
use super::open::Stream;
use crate::resume::FORMAT;

/// How many lines are looked at: a first one that is broken does not decide.
const LOOKED_AT: u64 = 5;

/// A dump; or the stream from its beginning, if it is none. Reports as data are one only if the
/// file is `large`; else an error in one line is an error of all of it.
pub(super) fn open(
    mut stream: Stream,
    large: bool,
    registry: &Registry,
    lang: Lang,
) -> Result<Dump, Stream> {
    let formats = registry.formats().filter(|format| format.reader.is_some());
    let formats: Vec<&'static str> = formats.map(|format| format.name).collect();
    let mut head = Vec::new();
    let mut too_long = Vec::new();
    let mut is_dump = false;
    for number in 1..=LOOKED_AT {
        // What cannot be read is found again where it is read.
        let Ok(line) = line(&mut stream) else { break };
        let line = match line {
            Line::Whole(line) => line,
            // It is gone; no page is that long, so it decides if no other line does.
            Line::TooLong => {
                too_long.push(number);
                is_dump = true;
                head.push(b'\n');
                continue;
            }
            Line::End => break,
        };
        let record = record(&line).ok();
        let decided = record.is_some();
        let found = record.as_ref().is_some_and(|record| {
            content(record, &formats).is_some() || large && is_report(record)
        });
        is_dump = found || !too_long.is_empty();
        head.extend_from_slice(&line);
        head.push(b'\n');
        if decided {
            break;
        }
    }
    let stream: Stream = Box::new(BufReader::new(Cursor::new(head).chain(stream)));
    if is_dump {
        Ok(Dump { stream, number: 0, too_long, ended: false, formats, lang })
    } else {
        Err(stream)
    }
}

/// A dump that is being read.
pub(super) struct Dump {
    stream: Stream,
    number: u64,
    /// The first lines that were too long to be kept.
    too_long: Vec<u64>,
    ended: bool,
    formats: Vec<&'static str>,
    lang: Lang,
}

impl Iterator for Dump {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while !self.ended {
            self.number += 1;
            let number = self.number;
            if self.too_long.contains(&number) {
                let _ = line(&mut self.stream);
                return Some(Member::new(number.to_string(), Err(too_large())));
            }
            match line(&mut self.stream) {
                Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
                Ok(Line::Whole(line)) => return Some(self.page(line)),
                Ok(Line::TooLong) => {
                    return Some(Member::new(number.to_string(), Err(too_large())));
                }
                Ok(Line::End) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Member::end(broken(error, self.lang)));
                }
            }
        }
        None
    }
}

impl Dump {
    fn page(&self, line: Vec<u8>) -> Member {
        let broken = || self.lang.pick("这一行不是网页记录", "the line is no record of a page");
        let record = match record(&line).with_context(broken) {
            Ok(record) => record,
            Err(error) => return Member::new(self.number.to_string(), Err(error)),
        };
        if is_report(&record) {
            return Member { from: Some(FORMAT), ..Member::new(self.number.to_string(), Ok(line)) };
        }
        let name = match text(record.get("url").copied()) {
            Some(url) => format!("{}:{}", self.number, decoded(url.as_bytes())),
            None => self.number.to_string(),
        };
        let Some((format, raw)) = content(&record, &self.formats) else {
            return Member::new(name, Err(anyhow!(broken())));
        };
        let text = serde_json::from_str::<String>(raw.get()).with_context(broken);
        Member { from: Some(format), ..Member::new(name, text.map(String::into_bytes)) }
    }
}

type Record<'a> = HashMap<Cow<'a, str>, &'a RawValue>;

fn record(line: &[u8]) -> Result<Record<'_>> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    Ok(serde_json::from_slice(line)?)
}

/// The format that a record has a text of, and the text as JSON writes it. A report as data has
/// none of them.
fn content<'a>(
    record: &Record<'a>,
    formats: &[&'static str],
) -> Option<(&'static str, &'a RawValue)> {
    let mut found = formats.iter().filter_map(|format| Some((*format, *record.get(*format)?)));
    found.find(|(_, raw)| raw.get().starts_with('"'))
}

/// Whether it is a report as data, one line of the format that holds one a line.
fn is_report(record: &Record<'_>) -> bool {
    record.contains_key("facts")
}

fn text(raw: Option<&RawValue>) -> Option<String> {
    serde_json::from_str(raw?.get()).ok()
}

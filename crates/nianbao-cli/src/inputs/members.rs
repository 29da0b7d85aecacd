//! The pieces of all inputs, one after the other.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::slice::Iter;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use nianbao::{Lang, Registry};

use super::named::{Names, is_archive};
use super::open::{self, Container};
use super::{Content, Entry, Piece, Source};

/// What an archive or a dump holds.
pub(super) struct Member {
    /// Its name; none for what is wrong with the whole.
    pub(super) name: Option<String>,
    /// Its content, or why there is none.
    pub(super) bytes: Result<Vec<u8>>,
    /// The format that it is said to be of.
    pub(super) from: Option<&'static str>,
    /// How many bytes of the archive it stands for.
    pub(super) weight: u64,
}

impl Member {
    pub(super) fn new(name: String, bytes: Result<Vec<u8>>) -> Self {
        Self { name: Some(name), bytes, from: None, weight: 0 }
    }

    /// What ends an archive before its time.
    pub(super) fn end(error: anyhow::Error) -> Self {
        Self { name: None, bytes: Err(error), from: None, weight: 0 }
    }
}

/// The members in their order.
pub(super) type Members = Box<dyn Iterator<Item = Member> + Send>;

/// Every piece, in order.
pub(super) struct Pieces<'a> {
    entries: Iter<'a, Entry>,
    open: Option<Open<'a>>,
    /// What was to be said of the last container.
    left: VecDeque<Piece>,
    registry: &'a Registry,
    lang: Lang,
}

/// A container that is being read.
struct Open<'a> {
    source: &'a Source,
    path: Arc<Path>,
    members: Members,
    only: Option<&'a Names>,
    found: Names,
    any: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(entries: &'a [Entry], registry: &'a Registry, lang: Lang) -> Self {
        Self { entries: entries.iter(), open: None, left: VecDeque::new(), registry, lang }
    }

    /// The next member of the open container, which is closed at its end.
    fn member(&mut self) -> Option<Piece> {
        let open = self.open.as_mut()?;
        // Archives are hostile, and the crates that open them are not ours.
        let next = catch_unwind(AssertUnwindSafe(|| open.next(self.lang)));
        let broken = next.is_err();
        let piece = next.unwrap_or_else(|_| {
            open.any = true;
            Some(Piece::failed(open.source.clone(), senseless(self.lang)))
        });
        if broken || piece.is_none() {
            self.left = open.left(self.lang);
            self.open = None;
        }
        piece
    }

    /// The next input: itself a piece, or a container to go on with.
    fn entry(&mut self, entry: &'a Entry) -> Option<Piece> {
        let source = &entry.source;
        let opened = || open::container(source, self.registry, self.lang);
        match catch_unwind(AssertUnwindSafe(opened)) {
            Ok(Ok(Container::None(piece))) if entry.only.is_none() => Some(piece),
            Ok(Ok(Container::None(_))) => Some(Piece::failed(
                source.clone(),
                anyhow!(self.lang.pick("不是压缩包", "it is no archive")),
            )),
            Ok(Ok(Container::Of(members))) => {
                let path = source.path().unwrap_or(Path::new("-")).into();
                let only = entry.only.as_ref();
                let found = Names::new();
                self.open = Some(Open { source, path, members, only, found, any: false });
                None
            }
            Ok(Err(error)) => Some(Piece::failed(source.clone(), error)),
            Err(_) => Some(Piece::failed(source.clone(), senseless(self.lang))),
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.left.pop_front().or_else(|| self.member()) {
                return Some(piece);
            }
            if !self.left.is_empty() {
                continue;
            }
            let entry = self.entries.next()?;
            if let Some(piece) = self.entry(entry) {
                return Some(piece);
            }
        }
    }
}

impl Open<'_> {
    fn next(&mut self, lang: Lang) -> Option<Piece> {
        loop {
            let Member { name, bytes, from, weight } = self.members.next()?;
            let Some(name) = name else {
                self.any = true;
                let content = Content::Here(bytes);
                return Some(Piece { source: self.source.clone(), content, from, weight });
            };
            if self.only.is_some_and(|only| !only.contains(&name)) {
                continue;
            }
            self.any = true;
            if self.only.is_some() {
                self.found.insert(name.clone());
            }
            let nested = from.is_none() && bytes.is_ok() && is_archive(&name);
            let bytes = if nested { Err(nested_archive(lang)) } else { bytes };
            let source = Source::Member(Arc::clone(&self.path), name);
            return Some(Piece { source, content: Content::Here(bytes), from, weight });
        }
    }

    /// What is wrong with a container that has come to its end: members that were wanted are not
    /// there, or there were none at all.
    fn left(&self, lang: Lang) -> VecDeque<Piece> {
        let words = lang.pick("压缩包中没有这个文件", "the archive has no such member");
        let missing = self.only.into_iter().flatten().filter(|name| !self.found.contains(*name));
        let missing = missing.map(|name| Source::Member(Arc::clone(&self.path), name.clone()));
        let mut left: VecDeque<Piece> =
            missing.map(|source| Piece::failed(source, anyhow!(words))).collect();
        if !self.any && left.is_empty() {
            let words = lang.pick("压缩包中没有文件", "the archive has no files");
            left.push_back(Piece::failed(self.source.clone(), anyhow!(words)));
        }
        left
    }
}

fn senseless(lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick("压缩包无法解读", "the archive cannot be made out"))
}

fn nested_archive(lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(
        "压缩包中的压缩包不再打开，请先解压",
        "an archive within an archive is not opened; unpack it first"
    ))
}

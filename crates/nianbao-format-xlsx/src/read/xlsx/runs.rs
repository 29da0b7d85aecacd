//! Texts of cells whose runs do not all look alike; calamine joins them, whatever they look like.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Cursor, Read};

use anyhow::{Context, Result};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::archive::Archive;
use crate::read::attribute;
use crate::read::number::struck;
use crate::read::run::{self, Run};

/// What the texts of cells show, by what calamine gives for them: those that show something else.
#[derive(Default)]
pub(super) struct Runs {
    texts: HashMap<String, String>,
    /// The texts that show what they hold.
    plain: HashSet<String>,
}

impl Runs {
    /// The texts of all parts that have any. An error if those that cells share are not marked as they
    /// are to be: one that is lost moves all that follow to other cells.
    pub(super) fn of(bytes: &[u8]) -> Result<Self> {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return Ok(Self::default());
        };
        let mut runs = Self::default();
        for index in 0..archive.len() {
            let Some(shared) = has_texts(&archive, index) else { continue };
            let Ok(member) = archive.by_index(index) else { continue };
            if let (Err(error @ quick_xml::Error::IllFormed(_)), true) = (runs.read(member), shared)
            {
                return Err(error).context("the texts of the workbook are damaged");
            }
        }
        // A cell of either may be the one or the other.
        for (joined, text) in &mut runs.texts {
            if runs.plain.contains(joined) {
                *text = struck(joined);
            }
        }
        Ok(runs)
    }

    /// What a cell of this text shows.
    pub(super) fn text(&self, joined: String) -> String {
        self.texts.get(&joined).cloned().unwrap_or(joined)
    }

    /// Reads the texts of a part, as far as it can be read.
    fn read(&mut self, part: impl Read) -> quick_xml::Result<()> {
        let mut reader = Reader::from_reader(BufReader::new(part));
        reader.config_mut().expand_empty_elements = true;
        let (mut buffer, mut runs, mut open) = (Vec::new(), Vec::<Run>::new(), Open::default());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer)? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "si" | "is" => runs = vec![Run::default()],
                    "r" => runs.push(Run::default()),
                    "rPh" => open.pronounced = true,
                    "t" if !open.pronounced => {
                        open.text = Some(String::new());
                        open.kept = attribute(&start, "xml:space").as_deref() == Some("preserve");
                    }
                    _ => look(&start, runs.last_mut()),
                },
                Event::Text(text) => open.push(&text.xml10_content()),
                Event::CData(text) => open.push(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name = format!("&{};", reference.xml10_content());
                    open.push(&unescape(&name).unwrap_or_default());
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "si" | "is" => self.add(&std::mem::take(&mut runs)),
                    "rPh" => open.pronounced = false,
                    "t" => {
                        let text = open.text.take().unwrap_or_default();
                        let blank = [' ', '\t', '\r', '\n'];
                        let text = if open.kept { &*text } else { text.trim_matches(blank) };
                        if let Some(run) = runs.last_mut() {
                            run.text.push_str(text);
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Adds a text and what it shows of its runs.
    fn add(&mut self, runs: &[Run]) {
        let joined: String = runs.iter().map(|run| run.text.as_str()).collect();
        let shown = run::shown(runs);
        if shown == joined {
            self.plain.insert(joined);
            return;
        }
        let known = self.texts.entry(joined.clone()).or_insert_with(|| shown.clone());
        if *known != shown {
            *known = struck(&joined);
        }
    }
}

/// The text that is being read.
#[derive(Default)]
struct Open {
    text: Option<String>,
    /// White space at its ends is part of it.
    kept: bool,
    /// It only tells how a text is pronounced.
    pronounced: bool,
}

impl Open {
    fn push(&mut self, text: &str) {
        if let Some(open) = &mut self.text {
            open.push_str(text);
        }
    }
}

/// What an element says of the looks of a run.
fn look(start: &BytesStart<'_>, run: Option<&mut Run>) {
    let Some(run) = run else { return };
    let value = || attribute(start, "val").unwrap_or_default();
    match start.local_name().as_ref() {
        "strike" => run.struck = !matches!(value().as_str(), "0" | "false"),
        "vertAlign" => run.raised = value() != "baseline",
        _ => {}
    }
}

/// Whether a member of the archive holds the texts that cells share; nothing if it holds none of cells.
fn has_texts(archive: &Archive<'_>, index: usize) -> Option<bool> {
    let name = archive.name_for_index(index)?.ok()?.to_ascii_lowercase();
    let shared = name == "xl/sharedstrings.xml";
    (shared || name.starts_with("xl/worksheets/")).then_some(shared)
}

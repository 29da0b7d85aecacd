//! Bytes to a document: what the page says of its charset, the text, the tree, the blocks.

use std::borrow::Cow;

use anyhow::{Context, Result};
use nianbao_core::{Block, Decoded, DocumentReader, Input, Limits, Note, NoteCode};

use crate::carried;
use crate::element::Kind;
use crate::flatten::flatten;
use crate::mhtml::{self, Page};
use crate::parse::parse;
use crate::style_sheet::Rules;
use crate::table::data_tables;
use crate::tree::{Id, NONE, Tree};
use crate::unseen;

/// How far from the end of a page the cell is looked for that it may end in; a cell is a label.
const CELL_TAIL: usize = 16_384;
/// What ends a row.
const ROW_END: &str = "</tr>";
/// How much is searched for a declaration: browsers take 1024 bytes, real pages have their scripts
/// before it.
const PRESCAN: usize = 4096;

pub(crate) struct HtmlReader;

impl DocumentReader for HtmlReader {
    fn read(&self, input: &Input<'_>) -> Result<Decoded> {
        let page = if mhtml::is_mhtml(input.bytes) {
            mhtml::page(input.bytes).context("the saved page has no part of HTML")?
        } else {
            Page { html: input.bytes.into(), charset: None }
        };
        let declared = page.charset.or_else(|| declared(&page.html));
        let read = nianbao_charset::decode(&page.html, declared.as_deref(), input.judge);
        let text = without_cut_tag(&read.text);
        let (mut tree, limit) = seen(&with_table(text), &input.limits);
        let mut document = flatten(&tree, &input.limits);
        let has_table = document.blocks.iter().any(|block| matches!(block, Block::Grid(_)));
        if tree.hides && !has_table && unseen::show_tables(&mut tree) {
            document = flatten(&tree, &input.limits);
        }
        carried::take(&mut document);
        document.open_end =
            limit.is_some() || is_open(&read.text, &tree) || ends_in_cell(&read.text);
        let mut notes = read.notes;
        notes.extend(limit.map(|limit| Note::new(NoteCode::LimitReached, limit)));
        notes.append(&mut document.notes);
        document.notes = notes;
        Ok(Decoded { document, encoding: Some(read.encoding) })
    }
}

/// The tree of a page as it is seen. A style sheet that hides every table has a script that shows them.
fn seen(text: &str, limits: &Limits) -> (Tree, Option<String>) {
    let rules = Rules::of(text);
    if rules.is_empty() {
        return parse(text, rules, limits);
    }
    let doubted = rules.doubted();
    let (tree, limit) = parse(text, rules, limits);
    if data_tables(&tree).is_empty() { parse(text, doubted, limits) } else { (tree, limit) }
}

/// The charset that the page declares, in `<?xml encoding>` or `<meta>`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    // All that is searched for is ASCII.
    let head = without(&String::from_utf8_lossy(&head.to_ascii_lowercase()), ("<!--", "-->"));
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if let Some((declaration, _)) =
        start.strip_prefix("<?xml").and_then(|rest| rest.split_once('>'))
        && let Some(label) = value_of(declaration, "encoding")
    {
        return Some(label);
    }
    let mut metas = start.split("<meta").skip(1);
    metas.find_map(|rest| value_of(rest.split('>').next()?, "charset"))
}

/// A text without what stands between two marks.
pub(crate) fn without(text: &str, (open, close): (&str, &str)) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once(open) {
        kept.push_str(before);
        rest = comment.split_once(close).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The value of `name = value`, quoted or not; also inside another attribute's value, which is how
/// `http-equiv` says it.
fn value_of(text: &str, name: &str) -> Option<String> {
    let value = text.split(name).skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?' | ',');
    let label = value.split(ends).next().unwrap_or_default();
    (!label.is_empty()).then(|| label.to_owned())
}

/// The text without a tag's first signs at the very end: the parser would take them for text.
fn without_cut_tag(text: &str) -> &str {
    text.strip_suffix("</").or_else(|| text.strip_suffix('<')).unwrap_or(text)
}

/// Whether the page ends in the middle of a text that is shown. A tag behind it, or the beginning
/// of one, or white space means that the text is whole.
fn is_open(text: &str, tree: &Tree) -> bool {
    let tail = text.rsplit('>').next().unwrap_or_default();
    let Some(last) = tail.chars().next_back().filter(|c| !c.is_whitespace()) else { return false };
    !tail.contains('<')
        && tree.last_text().is_some_and(|(id, shown)| shown.ends_with(last) && !is_hidden(tree, id))
}

/// Whether the text ends within a cell before it says anything: nothing behind its tag ends it, its
/// row, its table or the page. That such a cell is blank is not known.
fn ends_in_cell(text: &str) -> bool {
    const ENDS: [&str; 7] = ["</td", "</th", "</tr", "</table", "<tr", "</body", "</html"];
    let tail = &text.as_bytes()[text.len().saturating_sub(CELL_TAIL)..];
    let begins = |at: usize, name: &str| {
        tail.get(at..at + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let is_cell = |at: usize| {
        let ended = tail.get(at + 3).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        ended && (begins(at, "<td") || begins(at, "<th"))
    };
    for at in (0..tail.len()).rev().filter(|at| tail[*at] == b'<') {
        if ENDS.iter().any(|end| begins(at, end)) {
            return false;
        }
        if is_cell(at) {
            return says_nothing(&tail[at..]);
        }
    }
    false
}

/// Whether markup has no text between its tags.
fn says_nothing(markup: &[u8]) -> bool {
    let mut in_tag = false;
    markup.iter().all(|byte| {
        in_tag = *byte == b'<' || in_tag && *byte != b'>';
        in_tag || *byte == b'>' || byte.is_ascii_whitespace()
    })
}

fn is_hidden(tree: &Tree, id: Id) -> bool {
    let above =
        std::iter::successors(Some(id), |id| Some(tree.parent(*id)).filter(|id| *id != NONE));
    above
        .filter_map(|id| tree.element(id))
        .any(|element| matches!(element.kind(), Kind::Hidden | Kind::Picture))
}

/// The text, with a table around rows that have none: outside of a table the parser drops their
/// tags and runs the cells together.
fn with_table(text: &str) -> Cow<'_, str> {
    if find(text, "<table", 0).is_some() {
        return text.into();
    }
    let Some(start) = find(text, "<tr", 0) else { return text.into() };
    let mut end = start;
    while let Some(next) = find(text, ROW_END, end) {
        end = next + ROW_END.len();
    }
    let end = if end == start { text.len() } else { end };
    [&text[..start], "<table>", &text[start..end], "</table>", &text[end..]].concat().into()
}

/// Where a sign of markup (ASCII, lower case, `<` first) stands in any case, from `start` on.
fn find(text: &str, wanted: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let mut signs = memchr::memchr_iter(b'<', rest);
    let is_wanted = |part: &[u8]| part.eq_ignore_ascii_case(wanted.as_bytes());
    let position = signs.find(|at| rest.get(*at..at + wanted.len()).is_some_and(is_wanted))?;
    Some(start + position)
}

//! The numbers before list items and headings, which Word counts and does not store.

use std::collections::{BTreeMap, BTreeSet};

use crate::numerals::numeral;
use crate::styles::{ListItem, Styles};
use crate::xml::Element;

const LEVELS: usize = 9;
/// No number is longer; the text of a level could be, and stands before every paragraph.
const LONGEST_LABEL: usize = 64;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(crate) struct Numbering {
    lists: BTreeMap<String, List>,
    kinds: BTreeMap<String, Kind>,
    /// By kind: lists of one kind count on from each other.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The lists and levels that have begun anew, as they ask to.
    begun: BTreeSet<(String, usize)>,
}

/// A list (`w:num`): a kind, and what differs from it.
struct List {
    kind: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// A kind of lists (`w:abstractNum`).
#[derive(Default)]
struct Kind {
    levels: [Option<Level>; LEVELS],
    /// The style whose list this is; then the levels are there.
    style: Option<String>,
}

struct Level {
    start: u32,
    format: String,
    /// What is printed, with `%1` for the number of level 1.
    text: String,
    space: bool,
    arabic: bool,
    /// Deeper levels begin anew after this one, unless they say after which (from 1; 0 for never).
    restart: Option<usize>,
    style: Option<String>,
}

impl Numbering {
    pub(crate) fn of(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = root else { return numbering };
        for element in root.children_of("w:abstractNum") {
            let Some(id) = element.attribute("abstractNumId") else { continue };
            let style = element.value("w:numStyleLink").map(str::to_owned);
            numbering.kinds.insert(id.to_owned(), Kind { levels: levels(element), style });
        }
        for element in root.children_of("w:num") {
            let (Some(id), Some(kind)) =
                (element.attribute("numId"), element.value("w:abstractNumId"))
            else {
                continue;
            };
            let mut list =
                List { kind: kind.to_owned(), starts: [None; LEVELS], levels: Default::default() };
            for change in element.children_of("w:lvlOverride") {
                let Some(level) = level_of(change) else { continue };
                list.starts[level] =
                    change.number("w:startOverride").and_then(|start| u32::try_from(start).ok());
                list.levels[level] = change.child("w:lvl").map(Level::of);
            }
            numbering.lists.insert(id.to_owned(), list);
        }
        numbering
    }

    /// What is printed before a paragraph of this style that says this of its list; counts it.
    pub(crate) fn label(
        &mut self,
        own: &ListItem,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let by_style = styles.list(style);
        let inherited = by_style.and_then(|(_, item)| item.list.as_deref());
        let id = own.list.as_deref().or(inherited)?;
        let list = self.lists.get(id)?;
        let kind = self.kind_of(list, styles)?;
        let named = |(style, item): (&str, &ListItem)| {
            let is_own = |level: &Option<Level>| {
                level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style))
            };
            self.kinds.get(kind)?.levels.iter().position(is_own).or(item.level)
        };
        let inherited = || by_style.filter(|_| own.list.is_none()).and_then(named);
        let level = own.level.or_else(inherited).unwrap_or(0).min(LEVELS - 1);
        let (id, kind) = (id.to_owned(), kind.to_owned());
        self.count(&id, &kind, level);
        self.print(&id, &kind, level)
    }

    /// The kind of a list, where a style may stand in between.
    fn kind_of<'n>(&'n self, list: &'n List, styles: &'n Styles) -> Option<&'n str> {
        let Some(style) = self.kinds.get(&list.kind).and_then(|kind| kind.style.as_deref()) else {
            return Some(&list.kind);
        };
        let (_, item) = styles.list(Some(style))?;
        Some(&self.lists.get(item.list.as_deref()?)?.kind)
    }

    fn level(&self, list: &str, kind: &str, level: usize) -> Option<&Level> {
        let own = self.lists.get(list).and_then(|list| list.levels[level].as_ref());
        own.or_else(|| self.kinds.get(kind)?.levels[level].as_ref())
    }

    fn count(&mut self, list: &str, kind: &str, level: usize) {
        let start = self.level(list, kind, level).map_or(1, |level| level.start);
        let anew = self.lists.get(list).and_then(|list| list.starts[level]);
        let anew = anew.filter(|_| self.begun.insert((list.to_owned(), level)));
        let deeper: Vec<bool> = (0..LEVELS)
            .map(|deeper| match self.level(list, kind, deeper).and_then(|own| own.restart) {
                Some(after) => deeper > level && level < after,
                None => deeper > level,
            })
            .collect();
        let counts = self.counts.entry(kind.to_owned()).or_default();
        let next = counts[level].map_or(start, |count| count.saturating_add(1));
        counts[level] = Some(anew.unwrap_or(next));
        for (count, begins_anew) in counts.iter_mut().zip(deeper) {
            if begins_anew {
                *count = None;
            }
        }
    }

    /// The label as it is printed. A bullet is an ornament and left out.
    fn print(&mut self, list: &str, kind: &str, level: usize) -> Option<String> {
        let own = self.level(list, kind, level)?;
        if own.format == "bullet" {
            return None;
        }
        let mut label = String::new();
        let mut rest = own.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            label.push_str(before);
            let index = after.bytes().next().filter(|digit| (b'1'..=b'9').contains(digit));
            let Some(index) = index.map(|digit| usize::from(digit - b'1')) else {
                label.push('%');
                rest = after;
                continue;
            };
            rest = &after[1..];
            let Some(shown) = self.level(list, kind, index).filter(|_| index <= level) else {
                continue;
            };
            let count = self.counts.get(kind).and_then(|counts| counts[index]);
            let format = if own.arabic { "decimal" } else { shown.format.as_str() };
            label.push_str(&numeral(format, count.unwrap_or(shown.start)));
        }
        label.push_str(rest);
        let mut label: String = label.chars().take(LONGEST_LABEL).collect();
        // Behind a full-width mark the tab is only an indent.
        if own.space && label.ends_with(|c: char| c.is_ascii()) {
            label.push(' ');
        }
        Some(label)
    }
}

impl Level {
    fn of(element: &Element) -> Self {
        let number = |name| element.number(name).and_then(|number| u32::try_from(number).ok());
        Self {
            start: number("w:start").unwrap_or(0),
            format: element.value("w:numFmt").unwrap_or("decimal").to_owned(),
            text: element.value("w:lvlText").unwrap_or_default().to_owned(),
            space: element.value("w:suff") != Some("nothing"),
            arabic: element.is_on("w:isLgl"),
            restart: element.number("w:lvlRestart"),
            style: element.value("w:pStyle").map(str::to_owned),
        }
    }
}

fn levels(element: &Element) -> [Option<Level>; LEVELS] {
    let mut levels: [Option<Level>; LEVELS] = Default::default();
    for own in element.children_of("w:lvl") {
        if let Some(level) = level_of(own) {
            levels[level] = Some(Level::of(own));
        }
    }
    levels
}

fn level_of(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.trim().parse().ok().filter(|level| *level < LEVELS)
}

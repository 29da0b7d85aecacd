//! Which parts a workbook has, and which of them are its sheets.

use std::collections::HashMap;

use super::xml::{Event, Tag, Xml, attributes, unescaped};
use crate::archive::Parts;

/// Something if the workbook is where it nearly always is.
pub(super) fn is_usual(parts: &Parts) -> Option<()> {
    let relations = relations(parts.get("_rels/.rels")?)?;
    let mut documents =
        relations.values().filter(|(_, kind)| kind.ends_with("/relationships/officeDocument"));
    let (target, _) = documents.next()?;
    let is_alone = documents.next().is_none();
    (is_alone && target.trim_start_matches('/') == "xl/workbook.xml").then_some(())
}

/// The targets and types of a part's relations, by their ids.
fn relations(part: &[u8]) -> Option<HashMap<String, (String, String)>> {
    let mut xml = Xml::of(part)?;
    let mut relations = HashMap::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.name == "Relationship" => {
                let [id, target, kind] = attributes(&start, ["Id", "Target", "Type"])?;
                let (target, kind) = (target?, kind?);
                let is_plain = !target.contains('&') && !kind.contains('&');
                let relation = is_plain.then(|| (target.to_owned(), kind.to_owned()))?;
                if relations.insert(id?.to_owned(), relation).is_some() {
                    return None;
                }
            }
            Event::End("Relationships") => {
                return Some(relations);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The sheets with cells in their order: the name, the path of the part, whether it is shown.
pub(in crate::read) fn sheets(parts: &Parts) -> Option<Vec<(String, String, bool)>> {
    let relations = relations(parts.get("xl/_rels/workbook.xml.rels")?)?;
    let mut xml = Xml::of(parts.get("xl/workbook.xml")?)?;
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(start) if start.name == "sheet" => {
                sheets.extend(sheet(&start, &relations)?);
            }
            Event::End("workbook") => return Some(sheets),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Something if days are counted from 1900: some workbooks count them from 1904.
pub(super) fn counts_from_1900(parts: &Parts) -> Option<()> {
    let mut xml = Xml::of(parts.get("xl/workbook.xml")?)?;
    loop {
        match xml.next()? {
            Event::Start(start) if start.name == "workbookPr" => {
                let [from_1904] = attributes(&start, ["date1904"])?;
                return matches!(from_1904, None | Some("0" | "false")).then_some(());
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// A sheet; of those that hold no cells, nothing.
#[expect(clippy::option_option, reason = "outside: whether all is as expected")]
fn sheet(
    start: &Tag<'_>,
    relations: &HashMap<String, (String, String)>,
) -> Option<Option<(String, String, bool)>> {
    let [name, state, id] = attributes(start, ["name", "state", "r:id"])?;
    let (target, kind) = relations.get(id?)?;
    let visible = match state {
        None | Some("visible") => true,
        Some("hidden" | "veryHidden") => false,
        Some(_) => return None,
    };
    // Parts are known by their names in small letters.
    let path = match target.strip_prefix('/') {
        Some(path) => path.to_ascii_lowercase(),
        None => format!("xl/{}", target.to_ascii_lowercase()),
    };
    match kind.rsplit('/').next()? {
        "worksheet" => Some(Some((unescaped(name?)?.into_owned(), path, visible))),
        "chartsheet" | "dialogsheet" => Some(None),
        _ => None,
    }
}

/// The title in the workbook's properties.
#[expect(clippy::option_option, reason = "outside: whether all is as expected")]
pub(super) fn title(parts: &Parts) -> Option<Option<String>> {
    let Some(part) = parts.get("docprops/core.xml") else { return Some(None) };
    let mut xml = Xml::of(part)?;
    let mut title = None;
    loop {
        match xml.next()? {
            Event::Start(start) if start.name == "title" => {
                let text = xml.text()?;
                if title.is_some() {
                    return None;
                }
                title = Some(text.into_owned()).filter(|text| !text.is_empty());
            }
            Event::Eof => return Some(title),
            _ => {}
        }
    }
}

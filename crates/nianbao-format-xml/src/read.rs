//! XML to reports, each handed over as it ends. Strict: an element or attribute of ours that is not
//! known is an error, because dropping it could lose numbers.

use anyhow::Result;
use nianbao_core::{
    Claim, Extra, Fact, Facts, FieldId, Input, Lang, Note, NoteCode, Place, Report, ReportsReader,
    Section, Severity, Source, Statement,
};

use crate::cursor::{Cursor, Element, malformed};
use crate::{NAMESPACE, ROOT, decode};

/// What a report holds, each once at most.
const MEMBERS: [&str; 12] = [
    "title",
    "organ",
    "year",
    "form",
    "published",
    "source",
    "sections",
    "facts",
    "statements",
    "claims",
    "extras",
    "notes",
];

/// Reads `<reports>`.
pub(crate) struct Xml;

impl ReportsReader for Xml {
    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Report) -> Result<()>) -> Result<()> {
        let (text, doubts) = decode::text(input)?;
        let mut cursor = Cursor::new(&text);
        let root = cursor.child(None)?;
        let root = root.ok_or_else(|| {
            let why = format!("there is no root element <{ROOT}> of the namespace {NAMESPACE}");
            malformed(1, 1, why)
        })?;
        if root.name() != ROOT {
            return Err(cursor.fault(&root, format!("the root element is to be <{ROOT}>")));
        }
        let [] = cursor.attributes(&root, [])?;
        while let Some(element) = cursor.child(Some(&root))? {
            if element.name() != "report" {
                return Err(cursor.unknown(&element));
            }
            let mut report = report(&mut cursor, &element)?;
            report.notes.extend_from_slice(&doubts);
            sink(report)?;
        }
        match cursor.child(None)? {
            None => Ok(()),
            Some(second) => Err(cursor.fault(&second, "a second root element")),
        }
    }
}

fn report(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Report> {
    let [] = cursor.attributes(element, [])?;
    let mut report = Report::default();
    let mut seen = [false; MEMBERS.len()];
    while let Some(member) = cursor.child(Some(element))? {
        let index = MEMBERS.iter().position(|name| *name == member.name());
        let index = index.ok_or_else(|| cursor.unknown(&member))?;
        if std::mem::replace(&mut seen[index], true) {
            return Err(cursor.fault(&member, "stands twice in one report"));
        }
        if member.name() != "source" {
            let [] = cursor.attributes(&member, [])?;
        }
        match member.name() {
            "title" => report.title = Some(cursor.text(&member)?),
            "organ" => report.organ = Some(cursor.text(&member)?),
            "year" => report.year = Some(cursor.word(&member)?),
            "form" => report.form = Some(cursor.word(&member)?),
            "published" => report.published = Some(cursor.word(&member)?),
            "source" => report.source = source(cursor, &member)?,
            "sections" => report.sections = each(cursor, &member, "section", section)?,
            "facts" => report.facts = facts(cursor, &member)?,
            "statements" => report.statements = statements(cursor, &member)?,
            "claims" => report.claims = each(cursor, &member, "claim", claim)?,
            "extras" => report.extras = each(cursor, &member, "extra", extra)?,
            _ => report.notes = each(cursor, &member, "note", note)?,
        }
    }
    // Without it any element would pass for a report.
    let has_facts = MEMBERS.iter().zip(seen).any(|(name, seen)| *name == "facts" && seen);
    if has_facts { Ok(report) } else { Err(cursor.fault(element, "there is no <facts>")) }
}

/// The children of a list, all of one name.
fn each<T>(
    cursor: &mut Cursor<'_>,
    list: &Element<'_>,
    name: &str,
    one: fn(&mut Cursor<'_>, &Element<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    while let Some(element) = cursor.child(Some(list))? {
        if element.name() != name {
            return Err(cursor.unknown(&element));
        }
        all.push(one(cursor, &element)?);
    }
    Ok(all)
}

fn source(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Source> {
    let [file, format, encoding, part] =
        cursor.attributes(element, ["file", "format", "encoding", "part"])?;
    let part = part.map_or(Ok(0), |part| cursor.of(element, &part))?;
    let [file, format, encoding] = [file, format, encoding].map(|text| text.map(Into::into));
    cursor.close(element)?;
    Ok(Source { file, format, encoding, part })
}

fn section(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Section> {
    let [number] = cursor.attributes(element, ["number"])?;
    let number = number.map(|number| cursor.of(element, &number)).transpose()?;
    let mut section = Section { number, ..Section::default() };
    while let Some(child) = cursor.child(Some(element))? {
        let [] = cursor.attributes(&child, [])?;
        match child.name() {
            "heading" if section.heading.is_none() && section.paragraphs.is_empty() => {
                section.heading = Some(cursor.text(&child)?);
            }
            "paragraph" => section.paragraphs.push(cursor.text(&child)?),
            _ => return Err(cursor.unknown(&child)),
        }
    }
    Ok(section)
}

/// A number is a `<fact>` and a cell without one is a `<blank>`: a value that got lost on the way
/// cannot turn into a blank cell.
fn facts(cursor: &mut Cursor<'_>, list: &Element<'_>) -> Result<Facts> {
    let mut facts = Facts::default();
    while let Some(element) = cursor.child(Some(list))? {
        let (id, fact) = match element.name() {
            "fact" => {
                let names = ["id", "value", "raw", "at"];
                let [id, value, raw, at] = cursor.attributes(&element, names)?;
                let value = required(cursor, &element, "value", value)?;
                (id, (Some(cursor.of(&element, &value)?), raw, at))
            }
            "blank" => {
                let [id, raw, at] = cursor.attributes(&element, ["id", "raw", "at"])?;
                (id, (None, raw, at))
            }
            _ => return Err(cursor.unknown(&element)),
        };
        let (value, raw, at) = fact;
        let field = cursor.of(&element, &required(cursor, &element, "id", id)?)?;
        let raw = required(cursor, &element, "raw", raw)?.into_owned();
        let at = place(cursor, &element, at.as_deref())?;
        if facts.insert(field, Fact { value, raw, at }).is_err() {
            return Err(cursor.fault(&element, format!("the field {field} stands twice")));
        }
        cursor.close(&element)?;
    }
    Ok(facts)
}

fn statements(cursor: &mut Cursor<'_>, list: &Element<'_>) -> Result<Vec<Statement>> {
    let all = each(cursor, list, "statement", statement)?;
    let mut seen = vec![false; FieldId::all().len()];
    for one in &all {
        if std::mem::replace(&mut seen[one.field.index()], true) {
            return Err(cursor.fault(list, format!("the field {} stands twice", one.field)));
        }
    }
    Ok(all)
}

fn statement(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Statement> {
    let [id, value, at] = cursor.attributes(element, ["id", "value", "at"])?;
    let field = cursor.of(element, &required(cursor, element, "id", id)?)?;
    let value = cursor.of(element, &required(cursor, element, "value", value)?)?;
    let at = place(cursor, element, at.as_deref())?;
    Ok(Statement { field, value, text: cursor.text(element)?, at })
}

fn claim(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Claim> {
    let [ids, value, at] = cursor.attributes(element, ["ids", "value", "at"])?;
    let fields = fields(cursor, element, &required(cursor, element, "ids", ids)?)?;
    let value = cursor.of(element, &required(cursor, element, "value", value)?)?;
    let at = place(cursor, element, at.as_deref())?;
    Ok(Claim { fields, value, text: cursor.text(element)?, at })
}

fn extra(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Extra> {
    let [at] = cursor.attributes(element, ["at"])?;
    let at = place(cursor, element, at.as_deref())?;
    let cells = each(cursor, element, "cell", |cursor, cell| {
        let [] = cursor.attributes(cell, [])?;
        cursor.text(cell)
    })?;
    Ok(Extra { cells, at })
}

fn note(cursor: &mut Cursor<'_>, element: &Element<'_>) -> Result<Note> {
    let names = ["severity", "code", "fields", "at"];
    let [severity, code, ids, at] = cursor.attributes(element, names)?;
    let code: NoteCode = cursor.of(element, &required(cursor, element, "code", code)?)?;
    // The code has its severity; another version may have seen it otherwise.
    severity.map(|word| cursor.of::<Severity>(element, &word)).transpose()?;
    let ids = fields(cursor, element, ids.as_deref().unwrap_or_default())?;
    let at = place(cursor, element, at.as_deref())?;
    let message = cursor.text(element)?;
    // Another version may word the message otherwise; then all of it is the detail.
    let detail = Note::detail_of(code, &message, Lang::Zh).unwrap_or(&message);
    Ok(Note::new(code, detail).with_fields(ids).at(at))
}

fn required<T>(
    cursor: &Cursor<'_>,
    element: &Element<'_>,
    name: &str,
    value: Option<T>,
) -> Result<T> {
    value.ok_or_else(|| cursor.fault(element, format!("the attribute {name:?} is missing")))
}

fn place(cursor: &Cursor<'_>, element: &Element<'_>, at: Option<&str>) -> Result<Option<Place>> {
    at.map(|at| cursor.of(element, at)).transpose()
}

fn fields(cursor: &Cursor<'_>, element: &Element<'_>, ids: &str) -> Result<Vec<FieldId>> {
    ids.split_ascii_whitespace().map(|id| cursor.of(element, id)).collect()
}

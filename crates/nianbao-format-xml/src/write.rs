//! Reports to XML, one at a time: nothing is collected.

use std::io::Write;

use anyhow::Result;
use nianbao_core::{
    Claim, Extra, Fact, Facts, FieldId, Lang, Note, Place, Report, ReportSink, ReportsWriter,
    Section, Source, Statement,
};

use crate::markup::Markup;
use crate::{NAMESPACE, ROOT};

/// Writes `<reports>`.
pub(crate) struct Xml;

impl ReportsWriter for Xml {
    fn start<'a>(&self, out: Box<dyn Write + 'a>) -> Result<Box<dyn ReportSink + 'a>> {
        Ok(Box::new(Document { out, markup: Markup::default(), empty: true }))
    }
}

struct Document<'a> {
    out: Box<dyn Write + 'a>,
    /// One report's, for its memory.
    markup: Markup,
    empty: bool,
}

impl Document<'_> {
    fn head(&mut self, end: &str) -> Result<()> {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        Ok(write!(self.out, "{declaration}\n<{ROOT} xmlns=\"{NAMESPACE}\"{end}>")?)
    }
}

impl ReportSink for Document<'_> {
    fn push(&mut self, report: &Report) -> Result<()> {
        if std::mem::replace(&mut self.empty, false) {
            self.head("")?;
        }
        self.markup.clear();
        write_report(&mut self.markup, report);
        Ok(self.out.write_all(self.markup.written().as_bytes())?)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if self.empty {
            self.head("/")?;
            self.out.write_all(b"\n")?;
        } else {
            writeln!(self.out, "\n</{ROOT}>")?;
        }
        Ok(self.out.flush()?)
    }
}

fn write_report(out: &mut Markup, report: &Report) {
    out.start(1, "report");
    out.open();
    leaf(out, "title", report.title.as_deref());
    leaf(out, "organ", report.organ.as_deref());
    leaf(out, "year", report.year.map(|year| year.to_string()).as_deref());
    leaf(out, "form", report.form.map(nianbao_core::Edition::id));
    leaf(out, "published", report.published.map(|day| day.to_string()).as_deref());
    source(out, &report.source);
    list(out, "sections", &report.sections, section);
    facts(out, &report.facts);
    let statements = first_of_each_field(&report.statements);
    list(out, "statements", &statements, |out, one| statement(out, one));
    list(out, "claims", &report.claims, claim);
    list(out, "extras", &report.extras, extra);
    notes(out, &report.notes);
    out.close(1, "report");
}

/// What cannot be told has no element; an empty text has an empty one.
fn leaf(out: &mut Markup, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        out.start(2, name);
        out.text(name, text);
    }
}

fn source(out: &mut Markup, source: &Source) {
    let Source { file, format, encoding, part } = source;
    out.start(2, "source");
    for (name, text) in [("file", file), ("format", format), ("encoding", encoding)] {
        if let Some(text) = text {
            out.attribute(name, text);
        }
    }
    out.plain("part", part);
    out.empty();
}

fn list<T>(out: &mut Markup, name: &str, all: &[T], one: impl Fn(&mut Markup, &T)) {
    if all.is_empty() {
        return;
    }
    out.start(2, name);
    out.open();
    for item in all {
        one(out, item);
    }
    out.close(2, name);
}

fn section(out: &mut Markup, section: &Section) {
    out.start(3, "section");
    if let Some(number) = section.number {
        out.plain("number", number);
    }
    if section.heading.is_none() && section.paragraphs.is_empty() {
        return out.empty();
    }
    out.open();
    if let Some(heading) = &section.heading {
        out.start(4, "heading");
        out.text("heading", heading);
    }
    for paragraph in &section.paragraphs {
        out.start(4, "paragraph");
        out.text("paragraph", paragraph);
    }
    out.close(3, "section");
}

fn facts(out: &mut Markup, facts: &Facts) {
    out.start(2, "facts");
    if facts.is_empty() {
        return out.empty();
    }
    out.open();
    for (field, Fact { value, raw, at }) in facts.iter() {
        out.start(3, if value.is_some() { "fact" } else { "blank" });
        out.plain("id", field.id());
        if let Some(value) = value {
            out.plain("value", value.normalize());
        }
        out.attribute("raw", raw);
        place(out, at.as_ref());
        out.empty();
    }
    out.close(2, "facts");
}

/// A field has one statement; should a report hold two, the first stays.
fn first_of_each_field(all: &[Statement]) -> Vec<&Statement> {
    let mut seen = vec![false; FieldId::all().len()];
    all.iter().filter(|one| !std::mem::replace(&mut seen[one.field.index()], true)).collect()
}

fn statement(out: &mut Markup, statement: &Statement) {
    out.start(3, "statement");
    out.plain("id", statement.field);
    out.plain("value", statement.value.normalize());
    place(out, statement.at.as_ref());
    out.text("statement", &statement.text);
}

fn claim(out: &mut Markup, claim: &Claim) {
    out.start(3, "claim");
    out.plain("ids", ids(&claim.fields));
    out.plain("value", claim.value.normalize());
    place(out, claim.at.as_ref());
    out.text("claim", &claim.text);
}

fn extra(out: &mut Markup, extra: &Extra) {
    out.start(3, "extra");
    place(out, extra.at.as_ref());
    if extra.cells.is_empty() {
        return out.empty();
    }
    out.open();
    for cell in &extra.cells {
        out.start(4, "cell");
        out.text("cell", cell);
    }
    out.close(3, "extra");
}

/// The notes, and one more where characters of the report had to be replaced.
fn notes(out: &mut Markup, notes: &[Note]) {
    if notes.is_empty() && out.replaced().is_none() {
        return;
    }
    out.start(2, "notes");
    out.open();
    for one in notes {
        note(out, one);
    }
    // Last, because the notes quote the page too.
    if let Some(replaced) = out.replaced() {
        note(out, &replaced);
    }
    out.close(2, "notes");
}

fn note(out: &mut Markup, note: &Note) {
    out.start(3, "note");
    out.plain("severity", note.code.severity().id());
    out.plain("code", note.code.id());
    if !note.fields.is_empty() {
        out.plain("fields", ids(&note.fields));
    }
    place(out, note.at.as_ref());
    out.text("note", &note.message(Lang::Zh));
}

fn place(out: &mut Markup, at: Option<&Place>) {
    match at {
        None => {}
        Some(place @ Place::Sheet { .. }) => out.attribute("at", &place.to_string()),
        Some(place) => out.plain("at", place),
    }
}

fn ids(fields: &[FieldId]) -> String {
    fields.iter().map(|field| field.id()).collect::<Vec<_>>().join(" ")
}

//! Report to document: the printed form filled in, as `recognise` reads it.
//!
//! What is laid out reads back: sections and their text as they are, a cell's raw text where that
//! gives the fact back, and otherwise words that do.

mod broken;
mod extras;
mod shown;
mod table;

use nianbao_core::{Block, Document, Edition, FieldId, Line, Place, Report, Role};

use crate::bodies;
use crate::completeness::topic_of;
use crate::dates;
use crate::fold::one_line;
use crate::scope;
use crate::sections::Topic;
use crate::template::{Template, TemplateCell, templates};
use crate::tokens::{Kind, kind_of};

pub use broken::mark_broken;
use table::Filling;
pub(crate) use table::{STATE, STATE_ABSENT};

/// The document that shows a report on the form of its edition. What it carries and the sums
/// between its cells are the caller's.
pub fn layout(report: &Report) -> Document {
    let mut page = Page::default();
    page.frame(report);
    let mut tables: Vec<_> =
        tables(report).into_iter().map(|table| (place(report, table.section()), table)).collect();
    tables.sort_by_key(|(place, _)| *place);
    let mut waiting = tables.iter().peekable();
    while let Some((_, table)) = waiting.next_if(|(place, _)| place.is_none()) {
        page.table(table);
    }
    for (index, section) in report.sections.iter().enumerate() {
        if let Some(heading) = &section.heading {
            page.line(heading, Role::Heading(2));
        }
        let (above, below) =
            section.paragraphs.split_at(above(&section.paragraphs, report.organ.as_deref()));
        page.paragraphs(above);
        while let Some((_, table)) = waiting.next_if(|(place, _)| *place == Some(index)) {
            page.table(table);
        }
        page.paragraphs(below);
    }
    page.document.title.clone_from(&report.title);
    page.document
}

/// How many paragraphs of a section stand above its table: all but those at the end that would be
/// taken for its caption, and so for what it says of its numbers.
fn above(paragraphs: &[String], organ: Option<&str>) -> usize {
    let is_prose = |text: &String| matches!(kind_of(text), Kind::Prose);
    // A day is a signature's, and the day of publication hangs on where it stands.
    let is_caption = |text: &String| {
        matches!(kind_of(text), Kind::Label(_))
            && dates::find(text).is_none()
            && (text.contains(char::is_numeric)
                || text.contains(['例', '样', '樣', '累', '季', '半'])
                || scope::speaks(text)
                || bodies::names_other(text, organ))
    };
    let prose = paragraphs.iter().rposition(is_prose).map_or(0, |last| last + 1);
    let caption = paragraphs[prose..].iter().position(is_caption);
    caption.map_or(paragraphs.len(), |index| prose + index)
}

/// In which section of the report the table of a section of the form stands: in its own, else in
/// the one that comes before it on the form; `None` is before all.
fn place(report: &Report, section: u8) -> Option<usize> {
    let rank = |topic: Topic| match topic {
        Topic::Overview => 1,
        Topic::Disclosure => 2,
        Topic::Requests => 3,
        Topic::Review => 4,
        Topic::Problems => 5,
        Topic::Other => 6,
    };
    // The table of 2014 is an annex.
    if section == 0 {
        return report.sections.len().checked_sub(1);
    }
    let ranks: Vec<u8> =
        report.sections.iter().map(|section| topic_of(section).map_or(0, rank)).collect();
    let own = ranks.iter().position(|rank| *rank == section);
    let before = || ranks.iter().rposition(|rank| (1..section).contains(rank));
    let first = || report.sections.first().is_some_and(|s| s.heading.is_none()).then_some(0);
    own.or_else(before).or_else(first)
}

/// The tables in the order of the form: those of the report's edition, and of other editions the
/// rows that hold facts.
fn tables(report: &Report) -> Vec<Filling<'_>> {
    let mut tables: Vec<Filling<'_>> = Vec::new();
    let mut printed: Vec<FieldId> = Vec::new();
    if let Some(form) = report.form {
        let of_form = templates().iter().filter(|table| table.edition == form);
        for template in of_form.filter(|table| is_wanted(report, form, table)) {
            printed.extend(fields(template));
            tables.push(Filling::whole(template, report));
        }
    }
    let mut left: Vec<FieldId> =
        report.facts.iter().map(|(field, _)| field).filter(|f| !printed.contains(f)).collect();
    while let Some(edition) = most(&left) {
        for template in templates().iter().filter(|table| table.edition == edition) {
            if fields(template).any(|field| left.contains(&field)) {
                tables.push(Filling::rows_of(template, report, &left));
            }
        }
        left.retain(|field| !field.is_in(edition));
    }
    // An older table is an annex even beside newer ones.
    tables.sort_by_key(|table| if table.section() == 0 { u8::MAX } else { table.section() });
    extras::add(report, &mut tables);
    tables
}

/// The edition that prints most of some fields, the newest of equals.
fn most(fields: &[FieldId]) -> Option<Edition> {
    let count = |edition: &Edition| fields.iter().filter(|field| field.is_in(*edition)).count();
    Edition::ALL.into_iter().max_by_key(count).filter(|edition| count(edition) > 0)
}

/// Whether a table of the report's edition is printed: if it holds a fact; and the first one where
/// nothing else on the page would tell the edition.
fn is_wanted(report: &Report, form: Edition, template: &Template) -> bool {
    let holds = |field: FieldId| report.facts.get(field).is_some();
    let telling = |field: FieldId| field.info().editions.len() == 1 && holds(field);
    let is_told = report.facts.iter().any(|(field, _)| telling(field))
        || !report.facts.is_empty() && report.year.map(Edition::for_year) == Some(form);
    fields(template).any(holds) || !is_told && matches!(template.section, 0 | 2)
}

fn fields(template: &Template) -> impl Iterator<Item = FieldId> {
    template.rows.iter().flatten().filter_map(|cell| match cell {
        TemplateCell::Field(field) => Some(*field),
        _ => None,
    })
}

/// A document that is being made.
#[derive(Default)]
struct Page {
    document: Document,
    lines: u32,
    grids: u32,
}

impl Page {
    /// The title and the lines of metadata below it, in the words that `recognise` knows.
    fn frame(&mut self, report: &Report) {
        if let Some(title) = &report.title {
            self.line(title, Role::Heading(1));
        }
        for line in entries(report).into_iter().flatten() {
            self.line(&line, Role::Text);
        }
    }

    fn line(&mut self, text: &str, role: Role) {
        self.lines += 1;
        // A line break would make two lines of it in one format and one in another.
        let line = Line { text: one_line(text), role, at: Place::Line(self.lines) };
        self.document.blocks.push(Block::Line(line));
    }

    fn paragraphs(&mut self, texts: &[String]) {
        for text in texts {
            self.line(text, Role::Text);
        }
    }

    fn table(&mut self, filling: &Filling<'_>) {
        if filling.section() == 0 {
            self.line(filling.heading(), Role::Caption);
        }
        self.grids += 1;
        self.document.blocks.push(Block::Grid(filling.grid(self.grids)));
    }
}

/// The lines in which the report says its organ, its day of publication and its year.
pub(crate) fn entries(report: &Report) -> [Option<String>; 3] {
    let organ = report.organ.as_ref().map(|organ| format!("发布机构：{organ}"));
    let published = report.published.map(|day| format!("发布日期：{day}"));
    let year = report.year.map(|year| format!("报告年度：{year}年"));
    [organ, published, year]
}

#[cfg(test)]
mod tests;

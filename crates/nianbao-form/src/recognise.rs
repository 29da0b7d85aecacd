//! The stages in their order: split, frame, sections, tables, settle.

mod frame;
mod skipped;

use std::ops::Range;

use nianbao_core::{Block, Document, Edition, FieldId, Note, NoteCode, Report};

use crate::assign::{self, Candidate};
use crate::explain::{Explanation, Witness, witness};
use crate::lines::{TextLine, lines};
use crate::run_together::run_together;
use crate::scope::Own;
use crate::sections;
use crate::tokens::{MOST_TEXTS, Token, is_cut, tokens};
use crate::unplaced::unplaced;
use crate::walk::{self, Walked};
use crate::wide::{Aside, Told};
use crate::{completeness, marks, prose, settle, sheets, split, template, unsaved, wide};

/// The reports in a document: always at least one, with notes for what was not understood. Never
/// fails and never panics. `source.part` is set, the rest of `source` is the caller's.
pub fn recognise(document: &Document) -> Vec<Report> {
    told(document, None).into_iter().map(|(report, _)| report).collect()
}

/// Why a field has the value it has in each report of a document, or why it has none.
pub fn explain(document: &Document, field: FieldId) -> Vec<Explanation> {
    told(document, Some(field)).into_iter().filter_map(|(_, explanation)| explanation).collect()
}

fn told(document: &Document, field: Option<FieldId>) -> Vec<Told> {
    let parts = |document: &Document, aside: &[Aside]| told_by_parts(document, aside, field);
    wide::told(document, field, &parts).unwrap_or_else(|| parts(document, &[]))
}

/// The reports of a document that shows each as the form is printed.
fn told_by_parts(document: &Document, aside: &[Aside], field: Option<FieldId>) -> Vec<Told> {
    let ordered = sheets::in_order(document);
    let document = ordered.as_ref().unwrap_or(document);
    let lines = lines(&document.blocks);
    let parts = parts(document, &lines, aside);
    let mut reports: Vec<Report> = Vec::with_capacity(parts.len());
    let mut witnesses = Vec::with_capacity(parts.len());
    for part in parts {
        let recognised = part.recognise();
        witnesses.push(field.map(|field| (field, recognised.witnesses(field))));
        reports.push(recognised.report);
    }
    let notes = unsaved::name_fields(&document.notes, &mut reports);
    if let Some(first) = reports.first_mut() {
        first.notes.splice(0..0, notes);
    }
    let explain = |(report, witnesses): (Report, Option<(FieldId, _)>)| {
        let explanation = witnesses.map(|(field, told)| Explanation::of(&report, field, told));
        (report, explanation)
    };
    reports.into_iter().zip(witnesses).map(explain).collect()
}

fn parts<'d>(document: &'d Document, lines: &'d [TextLine], aside: &'d [Aside]) -> Vec<Part<'d>> {
    let ranges = split::parts(lines);
    let count = ranges.len();
    let part = |(index, range): (usize, Range<usize>)| {
        let last = index + 1 == count;
        let blocks = block_range(lines, &range, last, document.blocks.len());
        Part {
            document,
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            lines: &lines[range],
            blocks: &document.blocks[blocks.clone()],
            first_block: blocks.start,
            open_end: document.open_end && last,
            alone: count == 1,
            aside,
        }
    };
    ranges.into_iter().enumerate().map(part).collect()
}

/// The blocks that some lines stand in.
fn block_range(
    lines: &[TextLine],
    range: &Range<usize>,
    last: bool,
    blocks: usize,
) -> Range<usize> {
    let start = if range.start == 0 { 0 } else { lines[range.start].block };
    let end = if last { blocks } else { lines[range.end].block };
    start..end.max(start)
}

/// One report's share of a document.
struct Part<'d> {
    document: &'d Document,
    /// Which report of the document, from 1.
    number: u32,
    lines: &'d [TextLine],
    blocks: &'d [Block],
    first_block: usize,
    open_end: bool,
    alone: bool,
    /// The tables of the document that were set aside.
    aside: &'d [Aside],
}

/// A report, and what the cells of its tables said.
struct Recognised<'d> {
    report: Report,
    tokens: Vec<Token<'d>>,
    walked: Walked,
    candidates: Vec<Candidate>,
}

impl Recognised<'_> {
    /// The cells that speak for a field.
    fn witnesses(&self, field: FieldId) -> Vec<Witness> {
        let chosen = self.report.facts.get(field);
        let own = self.candidates.iter().filter(|candidate| candidate.field == field);
        own.map(|candidate| witness(candidate, &self.tokens, &self.walked, chosen)).collect()
    }
}

impl<'d> Part<'d> {
    fn recognise(&self) -> Recognised<'d> {
        let mut report = Report::default();
        report.source.part = self.number;
        let tokens = tokens(self.blocks, self.open_end);
        if is_cut(tokens.len()) {
            report.notes.push(Note::new(NoteCode::LimitReached, format!("{MOST_TEXTS} cells")));
        }
        let walked = walk::walk(&tokens);
        let votes = settle::votes(&walked);
        let title = self.title();
        let skipped = self.skipped(&tokens, &walked, settle::leader(votes), title.as_ref());
        let skip = |index: usize| skipped[index];
        report.sections = sections::sections(self.lines, &skip);
        self.year(&mut report, title.as_ref(), &skip);
        self.organ(&mut report, title.as_ref());
        self.published(&mut report, title.as_ref());
        report.title = title.map(|title| title.text);

        let candidates = facts(&mut report, &tokens, &walked, votes);
        wide::tell_of(self.blocks, self.aside, &mut report);
        marks::apply(self.blocks, &mut report);
        self.prose(&mut report, &skip);
        let titled = || self.lines.iter().any(|line| template::is_title(&line.key));
        completeness::missing_tables(&mut report, &titled);
        completeness::missing_cells(&mut report);
        self.frame_notes(&mut report);
        Recognised { report, tokens, walked, candidates }
    }

    /// Statements in the ids of the report's edition: its tables', else its year's.
    fn prose(&self, report: &mut Report, skip: &dyn Fn(usize) -> bool) {
        let edition = report.form.or_else(|| report.year.map(Edition::for_year));
        let lines = (0..self.lines.len()).filter(|index| !skip(*index));
        let own = Own { year: report.year, organ: report.organ.as_deref() };
        let prose = prose::read(lines.map(|index| &self.lines[index]), edition, &own);
        report.statements = prose.statements;
        report.claims = prose.claims;
        report.notes.extend(prose.notes);
    }
}

/// What the tables say; gives back what their cells offered.
fn facts(
    report: &mut Report,
    tokens: &[Token<'_>],
    walked: &Walked,
    label_votes: [usize; Edition::COUNT],
) -> Vec<Candidate> {
    let hint = settle::leader(label_votes);
    let own = Own { year: report.year, organ: report.organ.as_deref() };
    let assigned = assign::assign(tokens, walked, hint, &own);
    report.notes.extend(assigned.notes);
    report.notes.extend(unplaced(tokens, walked, &assigned.facts, hint));
    let edition = hint.or_else(|| report.year.map(Edition::for_year));
    report.notes.extend(run_together(tokens, walked, &assigned.facts, edition));
    report.extras = assigned.extras;
    let (facts, form, notes) = settle::settle(&assigned.facts, label_votes, report.year);
    report.facts = facts;
    report.form = form;
    report.notes.extend(notes);
    assigned.facts
}

//! The stages in their order: split, frame, sections, tables, settle.

use std::ops::Range;

use nianbao_core::{Block, Date, Document, Edition, FieldId, Note, NoteCode, Place, Report, Role};

use crate::assign::{self, Candidate};
use crate::explain::{Explanation, Witness, witness};
use crate::lines::{TextLine, lines};
use crate::run_together::run_together;
use crate::scope::Own;
use crate::sections;
use crate::title::{self, Title};
use crate::tokens::{Layout, MOST_TEXTS, Token, is_cut, tokens};
use crate::unplaced::unplaced;
use crate::walk::{self, Walked};
use crate::wide::{Aside, Told};
use crate::{
    completeness, dates, marks, organ, period, prose, scope, settle, sheets, split, template,
    unsaved, wide,
};

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

/// So many cells are a table of the form, not one that a few of its words stand in.
const CELLS_OF_A_TABLE: usize = 20;

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
        let mut tables = vec![false; self.blocks.len()];
        for (token, in_table) in tokens.iter().zip(&walked.in_table) {
            tables[token.block] |= in_table;
        }
        let in_table = |line: &TextLine| {
            let block = line.block.checked_sub(self.first_block);
            block.is_some_and(|block| tables.get(block).is_some_and(|is| *is))
        };

        // 三、依申请公开情况 is a row of the oldest form where that came as lines, elsewhere a heading.
        let votes = settle::votes(&walked);
        let newer = settle::leader(votes).is_some_and(|e| e != Edition::E2014);
        let in_grids = tokens.iter().zip(&walked.in_table);
        let in_grids = in_grids.filter(|(t, is)| **is && matches!(t.layout, Layout::Cell(_)));
        let apart = newer || in_grids.count() >= CELLS_OF_A_TABLE;
        let is_heading = |line: &TextLine| {
            let stands = !line.cell && apart || line.lone && newer;
            stands && sections::is_known_heading(line)
        };
        // Where all of a report is one table, a paragraph is a row of it.
        let is_paragraph =
            |line: &TextLine| line.lone && line.text.contains('。') && in_table(line);

        let title = self.title();
        let frame_lines = title.as_ref().and_then(|title| title.lines);
        let in_title = |index: usize| {
            frame_lines.is_some_and(|(first, count)| (first..first + count).contains(&index))
        };
        // What stands above the title is the site's, and so are the lines of the metadata block.
        let above = |index: usize| frame_lines.is_some_and(|(first, _)| index < first);
        let skipped = |(index, line): (usize, &TextLine)| {
            let frame = || above(index) || in_title(index) || is_metadata(line);
            let caption = || line.role == Role::Caption || is_caption(self.lines, index);
            let table = line.cell || in_table(line);
            let table = table && !is_heading(line) && !is_paragraph(line);
            table || frame() || caption() || split::is_divider(line)
        };
        let skipped: Vec<bool> = self.lines.iter().enumerate().map(skipped).collect();
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

    fn title(&self) -> Option<Title> {
        let meta = self.document.title.as_deref().filter(|_| self.alone);
        let printed = title::find(self.lines, meta);
        let named = || {
            let names = ["articletitle", "title", "og:title"];
            let meta = self
                .document
                .meta
                .iter()
                .filter(|(name, _)| names.contains(&name.to_ascii_lowercase().as_str()));
            let texts = meta.map(|(_, content)| content.as_str()).chain(meta_head(self.document));
            texts.filter_map(title::parse).find(|title| title.organ.is_some())
        };
        printed.or_else(|| self.alone.then(named).flatten())
    }

    /// The title's year, else the period's, else the prose's; a conflict is noted.
    fn year(&self, report: &mut Report, title: Option<&Title>, skip: &dyn Fn(usize) -> bool) {
        let prose: Vec<&TextLine> = (0..self.lines.len())
            .filter(|index| !skip(*index))
            .map(|index| &self.lines[index])
            .collect();
        let stated = [period::labelled(self.lines), period::period(&prose)];
        let printed = title.and_then(|title| title.year);
        report.year = printed
            .or_else(|| stated.iter().flatten().map(|(year, _)| *year).next())
            .or_else(|| period::captioned(self.lines))
            .or_else(|| period::in_prose(&prose));
        let others =
            stated.into_iter().flatten().filter(|(year, _)| printed.is_some_and(|p| p != *year));
        if let (Some(printed), Some((other, at))) = (printed, others.into_iter().next()) {
            let detail = format!("{printed} / {other}");
            report.notes.push(Note::new(NoteCode::YearConflict, detail).at(at));
        }
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

    fn organ(&self, report: &mut Report, title: Option<&Title>) {
        let organ::Names { found: mut names, publisher } = organ::names(self.lines);
        let sources = self.document.meta.iter().filter(|(name, _)| name == "ContentSource");
        if self.alone {
            names.extend(
                sources
                    .filter(|(_, name)| organ::ends_as_organ(name))
                    .map(|(_, name)| (name.clone(), Place::Line(1))),
            );
        }
        let titled = title.and_then(|title| title.organ.as_deref());
        let other =
            |(name, _): &organ::Named| titled.is_some_and(|organ| organ::is_other(name, organ));
        if let Some((publisher, at)) = publisher.filter(other) {
            report.notes.push(Note::new(NoteCode::OrganConflict, publisher).at(at));
        }
        report.organ = match title.and_then(|title| title.organ.clone()) {
            Some(short) => organ::fuller(&short, &names).map(|(name, _)| name).or(Some(short)),
            None => names.into_iter().next().map(|(name, _)| name),
        };
    }

    fn published(&self, report: &mut Report, title: Option<&Title>) {
        let labelled = dates::labelled(self.lines);
        let first = labelled.first().map(|(day, _)| *day);
        let other = labelled.iter().find(|(day, _)| Some(*day) != first);
        if let (Some(first), Some((other, at))) = (first, other) {
            let detail = format!("{first} / {other}");
            report.notes.push(Note::new(NoteCode::DateConflict, detail).at(at.clone()));
        }
        let below = || {
            let (first, count) = title?.lines?;
            let start = first + count;
            let next = self.lines.get(start..)?.iter().take(3).zip(start..);
            let own = |line: &TextLine| !line.cell && line.role != Role::Link;
            let own = next.filter(|(line, index)| own(line) && !self.in_period(*index));
            let mut next = own.map(|(line, _)| line);
            next.clone().find_map(dates::bare).or_else(|| next.find_map(dates::beside))
        };
        if let Some(day) = first.or_else(below) {
            report.published = Some(day);
        } else if let Some((day, at)) = self.signature() {
            report.published = Some(day);
            report.notes.push(Note::new(NoteCode::DateSignature, day.to_string()).at(at));
        }
    }

    /// Whether a line's day is one end of a period that was wrapped.
    fn in_period(&self, index: usize) -> bool {
        dates::is_of_period(self.lines, index)
    }

    /// The day under the report's last words, below a name.
    fn signature(&self) -> Option<(Date, Place)> {
        let end = self.lines.len();
        let own = |index: &usize| !self.lines[*index].cell && !self.in_period(*index);
        (end.saturating_sub(12)..end).rev().filter(own).find_map(|index| {
            let line = &self.lines[index];
            let alone = dates::bare(line);
            let at_end = || dates::at_end(&line.text);
            Some((alone.or_else(at_end)?, line.at.clone()))
        })
    }

    fn frame_notes(&self, report: &mut Report) {
        let topics = report.sections.iter().filter_map(completeness::topic_of).count();
        if report.title.is_none() && report.facts.is_empty() && topics < 2 {
            let first = self.lines.iter().find(|line| line.key.chars().count() > 6);
            let detail: String =
                first.map(|line| line.text.chars().take(20).collect()).unwrap_or_default();
            let at = first.map(|line| line.at.clone());
            report.notes.push(Note::new(NoteCode::PartOther, detail).at(at));
            return;
        }
        if report.title.is_none() {
            report.notes.push(Note::new(NoteCode::TitleMissing, ""));
        }
        if report.organ.is_none() {
            report.notes.push(Note::new(NoteCode::OrganMissing, ""));
        }
        if report.year.is_none() {
            report.notes.push(Note::new(NoteCode::YearMissing, ""));
        }
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

/// Whether a line is the title of a table, or the year in brackets below it.
fn is_caption(lines: &[TextLine], index: usize) -> bool {
    let key = &lines[index].key;
    let below_title = || index > 0 && template::is_title(&lines[index - 1].key);
    template::is_title(key)
        || key.starts_with('(') && key.ends_with(')') && below_title() && scope::speaks(key)
}

/// Words that name entries of a metadata block, in matching form.
const METADATA: [&str; 19] = [
    "发布时间:",
    "发布日期:",
    "发文日期:",
    "成文日期:",
    "生成日期:",
    "来源:",
    "信息来源:",
    "浏览次数",
    "点击数",
    "字体",
    "字号",
    "分享",
    "打印",
    "索引号:",
    "发布机构:",
    "报告年度:",
    "当前位置",
    "时间:",
    "日期:",
];

/// Whether a line is an entry of a metadata block, or several.
fn is_metadata(line: &TextLine) -> bool {
    let key = line.key.trim_start_matches(|c: char| !crate::fold::is_han(c));
    let known = METADATA.iter().any(|word| key.starts_with(word));
    known && key.chars().count() <= 80 && !key.contains('。')
}

/// The document's title up to the site's name behind it.
fn meta_head(document: &Document) -> impl Iterator<Item = &str> {
    let title = document.title.as_deref().into_iter();
    title.flat_map(|title| {
        let cut = title.find(['_', '|']).or_else(|| title.find(" - ")).or_else(|| title.find('-'));
        [Some(title), cut.map(|cut| &title[..cut])].into_iter().flatten()
    })
}

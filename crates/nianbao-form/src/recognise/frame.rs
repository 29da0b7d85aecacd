//! Whose report it is, of which year, and when it was published.

use nianbao_core::{Date, Document, Note, NoteCode, Place, Report, Role};

use super::Part;
use crate::fold::squeeze;
use crate::lines::TextLine;
use crate::title::{self, Title};
use crate::{completeness, dates, organ, period};

impl Part<'_> {
    pub(super) fn title(&self) -> Option<Title> {
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

    /// The title's year, else the period's, else the prose's; a conflict is noted, and so is a title that
    /// names two (2021—2022年).
    pub(super) fn year(
        &self,
        report: &mut Report,
        title: Option<&Title>,
        skip: &dyn Fn(usize) -> bool,
    ) {
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
        let spanned = title.and_then(|title| title::spans(&squeeze(&title.text)).next());
        if let Some((_, [first, last])) = spanned {
            let at = title.and_then(|title| Some(self.lines[title.lines?.0].at.clone()));
            let note = Note::new(NoteCode::YearConflict, format!("{first} / {last}"));
            report.notes.push(note.at(at));
        }
    }

    pub(super) fn organ(&self, report: &mut Report, title: Option<&Title>) {
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

    pub(super) fn published(&self, report: &mut Report, title: Option<&Title>) {
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

    pub(super) fn frame_notes(&self, report: &mut Report) {
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

/// The document's title up to the site's name behind it.
fn meta_head(document: &Document) -> impl Iterator<Item = &str> {
    let title = document.title.as_deref().into_iter();
    title.flat_map(|title| {
        let cut = title.find(['_', '|']).or_else(|| title.find(" - ")).or_else(|| title.find('-'));
        [Some(title), cut.map(|cut| &title[..cut])].into_iter().flatten()
    })
}

#[cfg(test)]
mod tests {
    use nianbao_core::NoteCode;

    use crate::pages::report_of;

    #[test]
    fn a_title_that_names_two_years_is_a_conflict() {
        let told = |title: &'static str| {
            let report = report_of(&[title]);
            let conflicts = report.notes.into_iter().filter(|n| n.code == NoteCode::YearConflict);
            conflicts.map(|note| note.detail).collect::<Vec<_>>()
        };
        for title in [
            "白石县教育局2021—2022年政府信息公开工作年度报告",
            "白石县教育局2021年和2022年政府信息公开工作年度报告",
        ] {
            assert_eq!(told(title), ["2021 / 2022"], "{title}");
        }
        let one = "白石县教育局2022年政府信息公开工作年度报告（2023年1月）";
        assert_eq!(told(one), [""; 0]);
    }
}

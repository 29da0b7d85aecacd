//! What the file holds that a form is about to be written over.

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;
use nianbao_core::{Block, Decimal, Document, FieldId, Format, Place, Registry, Report};

use super::{Filling, write_form};
use crate::read;

/// What would be lost of a file if a form was written over it: whatever the form does not come with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// How many places hold a text: a title, a day, a paragraph.
    pub texts: usize,
    /// How many cells hold a number.
    pub numbers: usize,
}

/// What `bytes` hold beside what the form would hold in their place. An untouched form without organ, year
/// and carried figures holds nothing, of whatever edition it is.
///
/// # Errors
///
/// If the bytes cannot be read as a page: then nobody knows what they hold.
pub fn held(
    registry: &Registry,
    (name, bytes): (&str, &[u8]),
    filling: &Filling,
    last: Option<&Report>,
    format: &Format,
) -> Result<Held> {
    let there = Shown::of(read::document(registry, name, bytes)?);
    let edition = there.reports.iter().find_map(|report| report.form);
    let edition = edition.unwrap_or(filling.edition);
    let bare = |live| Filling { edition, organ: None, year: None, live };
    let mut forms = Vec::new();
    for (filling, last) in [(filling, last), (&bare(true), None), (&bare(false), None)] {
        let mut written = Vec::new();
        write_form(filling, last, format, &mut written)?;
        forms.push(Shown::of(read::document(registry, name, &written)?));
    }
    let mut held = there.foreign_facts(&forms);
    for text in there.foreign_texts(&forms) {
        let is_number = text.parse::<Decimal>().is_ok();
        *if is_number { &mut held.numbers } else { &mut held.texts } += 1;
    }
    Ok(held)
}

/// A document and what is recognised in it.
struct Shown {
    document: Document,
    reports: Vec<Report>,
}

impl Shown {
    fn of(document: Document) -> Self {
        let reports = nianbao_form::recognise(&document);
        Self { document, reports }
    }

    /// The cells of fields that hold something none of the forms has there.
    fn foreign_facts(&self, forms: &[Self]) -> Held {
        let mut held = Held::default();
        for report in &self.reports {
            for (field, fact) in report.facts.iter() {
                let raw = fact.raw.trim();
                let own = forms.iter().flat_map(|form| &form.reports).any(|form| {
                    form.facts.get(field).is_some_and(|own| match fact.value {
                        Some(_) => own.value == fact.value,
                        None => own.value.is_none() && own.raw.trim() == raw,
                    })
                });
                match fact.value {
                    _ if own => {}
                    None if raw.is_empty() => {}
                    None => held.texts += 1,
                    // A program that opened the form computed it, or else its parts are counted.
                    Some(value) if computed(report, field) == Some(value) => {}
                    Some(_) => held.numbers += 1,
                }
            }
        }
        held
    }

    /// The texts outside the cells of fields that stand there more often than in any of the forms.
    fn foreign_texts(&self, forms: &[Self]) -> Vec<&str> {
        let own: Vec<_> = forms.iter().map(Self::texts).collect();
        let mut foreign = Vec::new();
        for (text, count) in self.texts() {
            let most = own.iter().filter_map(|texts| texts.get(text)).max().copied();
            foreign.extend((most.unwrap_or_default()..count).map(|_| text));
        }
        foreign
    }

    fn texts(&self) -> BTreeMap<&str, usize> {
        let facts = self.reports.iter().flat_map(|report| report.facts.iter());
        let read: HashSet<&Place> = facts.filter_map(|(_, fact)| fact.at.as_ref()).collect();
        let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut add = |text| *texts.entry(str::trim(text)).or_default() += 1;
        for block in &self.document.blocks {
            match block {
                Block::Line(line) => add(&line.text),
                Block::Grid(grid) => {
                    let cells = grid.rows().iter().flatten();
                    cells.filter(|cell| !read.contains(&cell.at)).for_each(|cell| add(&cell.text));
                }
            }
        }
        texts.remove("");
        texts
    }
}

/// What a total comes to, where all its parts have a number.
fn computed(report: &Report, total: FieldId) -> Option<Decimal> {
    let sums = nianbao_check::sums_of(report.form?);
    let sum = sums.iter().find(|sum| sum.left == [total.id()])?;
    sum.right.iter().try_fold(Decimal::ZERO, |so_far, part| {
        so_far.checked_add(report.facts.get(FieldId::from_id(part)?)?.value?)
    })
}

//! The rows of all tables, brought together by report.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Block, Document, FieldId, Note, Place, Report};

use super::head::Holds;
use super::row::{self, Above, Row};
use super::{Draft, Table, sheet_of};
use crate::assign::Candidate;
use crate::fold::squeeze;
use crate::key::MoneyUnit;
use crate::title::years;

/// The reports of some tables, in the order in which they come first.
pub(super) fn reports(tables: &[Table<'_>], document: &Document) -> Vec<Report> {
    let mut joined = Joined::default();
    for table in tables {
        joined.add(table, &above(table, document));
    }
    let knows_blanks = tables.iter().any(|table| table.head.columns.contains(&Holds::Blank));
    let mut reports: Vec<Report> = Vec::with_capacity(joined.drafts.len());
    for mut draft in joined.drafts {
        if knows_blanks {
            draft.unsure = None;
        }
        reports.push(draft.settle());
    }
    if let Some(first) = reports.first_mut() {
        first.notes.extend(joined.others);
    }
    reports
}

/// Who a report is of, as far as a row tells it.
type Key = (Option<String>, Option<String>, u32, Option<String>, Option<u16>);

#[derive(Default)]
pub(super) struct Joined {
    drafts: Vec<Draft>,
    by_key: HashMap<Key, Vec<usize>>,
    /// The fields that the tables so far have.
    fields: HashSet<FieldId>,
    /// Rows that are no report.
    others: Vec<Note>,
}

impl Joined {
    /// How many cells with numbers are of one edition alone, by edition.
    pub(super) fn votes(candidates: &[Candidate]) -> [usize; 3] {
        let mut votes = [0; 3];
        for candidate in candidates.iter().filter(|candidate| candidate.fact.value.is_some()) {
            if let [edition] = candidate.field.info().editions.as_slice() {
                votes[*edition as usize] += 1;
            }
        }
        votes
    }

    /// Adds a table's rows to the reports that are there: the n-th row of a name to the n-th report
    /// of that name. A table that has a field of one before is another set of reports.
    fn add(&mut self, table: &Table<'_>, above: &Above) {
        let own: HashSet<FieldId> = table.head.columns.iter().filter_map(field).collect();
        let joins = self.fields.is_disjoint(&own) || table.head.is_export();
        let mut times: HashMap<Key, usize> = HashMap::new();
        let mut organ: Option<(&str, usize)> = None;
        for (index, cells) in table.grid.rows().iter().enumerate().skip(table.head.end) {
            let spanning = cells.iter().find(|cell| {
                cell.rows > 1 && table.head.columns.get(cell.column) == Some(&Holds::Organ)
            });
            if let Some(cell) = spanning {
                organ = Some((&cell.text, index + cell.rows));
            }
            let reaching = organ.filter(|(_, end)| index < *end).map(|(text, _)| text);
            match row::read(table, cells, reaching, above) {
                Row::Report(draft) => self.put(*draft, joins, &mut times),
                Row::Other(note) => self.others.push(note),
                Row::Nothing => {}
            }
        }
        self.fields.extend(own);
    }

    fn put(&mut self, draft: Draft, joins: bool, times: &mut HashMap<Key, usize>) {
        let source = &draft.report.source;
        let key: Key = (
            draft.number.clone(),
            source.file.clone(),
            source.part,
            draft.report.organ.clone(),
            draft.report.year,
        );
        let nth = times.entry(key.clone()).or_default();
        let known = self.by_key.entry(key).or_default();
        let there = known.get(*nth).copied().filter(|_| joins);
        *nth += 1;
        if let Some(index) = there {
            self.drafts[index].join(draft);
        } else {
            known.push(self.drafts.len());
            self.drafts.push(draft);
        }
    }
}

impl Draft {
    /// Takes what another row says of the same report.
    fn join(&mut self, other: Self) {
        let Self { report: own, .. } = self;
        let report = other.report;
        own.title = own.title.take().or(report.title);
        own.published = own.published.or(report.published);
        own.form = own.form.or(report.form);
        own.source.format = own.source.format.take().or(report.source.format);
        own.source.encoding = own.source.encoding.take().or(report.source.encoding);
        own.extras.extend(report.extras);
        own.notes.extend(report.notes);
        self.candidates.extend(other.candidates);
        self.blanks.extend(other.blanks);
        self.unsure = self.unsure.take().or(other.unsure);
    }
}

fn field(holds: &Holds) -> Option<FieldId> {
    match holds {
        Holds::Field(field, _) => Some(*field),
        _ => None,
    }
}

/// What the lines above a table on its sheet say: the one year they name, and a unit of money.
fn above(table: &Table<'_>, document: &Document) -> Above {
    let mut above = Above::default();
    let mut named: Vec<u16> = Vec::new();
    for block in document.blocks[..table.block].iter().rev() {
        let Block::Line(line) = block else { break };
        let same = match (&line.at, sheet_of(table.grid)) {
            (Place::Sheet { sheet, .. }, Some(own)) => sheet == own,
            (_, own) => own.is_none(),
        };
        if !same {
            break;
        }
        let key = squeeze(&line.text);
        named.extend(years(&key).filter(|(end, _)| key[*end..].starts_with('年')).map(|(_, y)| y));
        if key.contains("单位:") || key.starts_with("(单位") {
            // 单位：万元 is the form's own; any other is not to be taken for granted.
            above.unit = MoneyUnit::find(&key).filter(|unit| *unit != MoneyUnit::TenThousand);
            above.unit = above.unit.map(|_| MoneyUnit::Unclear);
        }
    }
    named.sort_unstable();
    named.dedup();
    if let [year] = named.as_slice() {
        above.year = Some(*year);
    }
    above
}

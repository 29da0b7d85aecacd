//! The rows of all tables, brought together by report.

use std::collections::{HashMap, HashSet};

use nianbao_core::{Block, Document, Edition, FieldId, Note, NoteCode, Place, Report};

use super::holds::Holds;
use super::lists::{Kind, List};
use super::row::{self, Above, Row};
use super::{Draft, Known, Table, misfit, sheet_of};
use crate::assign::Candidate;
use crate::below;
use crate::fold::squeeze;
use crate::key::MoneyUnit;
use crate::title::{YEAR_DIGITS, spans, years};

/// The reports of some tables and lists, in the order in which they come first.
pub(super) fn reports(
    tables: &[Table<'_>],
    lists: &[List<'_>],
    document: &Document,
) -> Vec<Report> {
    let mut joined = Joined::default();
    let (reporting, adding): (Vec<_>, Vec<_>) =
        tables.iter().partition(|table| table.head.has_reports());
    for table in reporting.iter().chain(&adding) {
        joined.add(table, &above(table, document));
    }
    for list in lists {
        joined.list(list, reporting.is_empty());
    }
    let lists_of = |kind| lists.iter().any(|list| list.kind == kind);
    let blanks = tables.iter().any(|table| table.head.columns.contains(&Holds::Blank));
    let known = Known { blanks: blanks || lists_of(Kind::Long), notes: lists_of(Kind::Notes) };
    let settle = |draft: Draft| draft.settle(known);
    let mut reports: Vec<Report> = joined.drafts.into_iter().map(settle).collect();
    if reports.is_empty() && !joined.others.is_empty() {
        // Rows that were refused are told of, whatever else there is.
        reports.push(Draft::default().settle(known));
    }
    if let Some(first) = reports.first_mut() {
        first.notes.extend(joined.others);
    }
    reports
}

/// Who a report is of, as far as a row tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The number that an export gave it.
    pub(super) number: Option<String>,
    pub(super) file: Option<String>,
    pub(super) part: u32,
    pub(super) organ: Option<String>,
    pub(super) year: Option<u16>,
}

/// How much of a key is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    All,
    /// The number in an export, file and part, whatever else a row says of its report.
    Number,
    /// What people know a report by.
    Name,
}

impl Key {
    fn of(draft: &Draft) -> Self {
        let Report { source, organ, year, .. } = &draft.report;
        Self {
            number: draft.number.clone(),
            file: source.file.clone(),
            part: source.part,
            organ: organ.clone(),
            year: *year,
        }
    }

    /// So much of it, if it has that.
    fn by(&self, by: By) -> Option<(By, Self)> {
        let key = match by {
            By::All => Some(self.clone()),
            By::Number => {
                self.number.as_ref().map(|_| Self { organ: None, year: None, ..self.clone() })
            }
            By::Name => self.organ.as_ref().map(|_| Self {
                number: None,
                file: None,
                part: 0,
                ..self.clone()
            }),
        };
        key.map(|key| (by, key))
    }

    /// Whether nothing that both say is different.
    fn fits(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.zip(b).is_none_or(|(a, b)| a == b)
        }
        same(self.number.as_ref(), other.number.as_ref())
            && same(self.file.as_ref(), other.file.as_ref())
            && (self.part == other.part || self.part == 0 || other.part == 0)
    }
}

#[derive(Default)]
pub(super) struct Joined {
    drafts: Vec<Draft>,
    keys: Vec<Key>,
    by_key: HashMap<(By, Key), Vec<usize>>,
    /// The fields that the tables so far have.
    fields: HashSet<FieldId>,
    /// Rows that are no report.
    others: Vec<Note>,
}

impl Joined {
    /// How many cells with numbers are of one edition alone, by edition.
    pub(super) fn votes(candidates: &[Candidate]) -> [usize; Edition::COUNT] {
        let mut votes = [0; Edition::COUNT];
        for candidate in candidates.iter().filter(|candidate| candidate.fact.value.is_some()) {
            if let [edition] = candidate.field.info().editions.as_slice() {
                votes[edition.index()] += 1;
            }
        }
        votes
    }

    /// Adds a table's rows to the reports that are there: the n-th row of a name to the n-th report
    /// of that name. A table that has a field of one before is another set of reports.
    fn add(&mut self, table: &Table<'_>, above: &Above) {
        let own: HashSet<FieldId> = table.head.columns.iter().filter_map(Holds::field).collect();
        let joins = self.fields.is_disjoint(&own) || table.head.is_export();
        let mut taken = Taken::default();
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
                Row::Report(draft) => self.put(*draft, table, joins, &mut taken),
                Row::Other(note) => self.others.push(note),
                Row::End(note) => {
                    self.others.push(note);
                    break;
                }
                Row::Nothing => {}
            }
        }
        self.fields.extend(own);
    }

    /// Adds a list's rows to the reports that they name. A list that stands alone has reports of
    /// its own.
    fn list(&mut self, list: &List<'_>, alone: bool) {
        for row in list.rows() {
            let key = row.key();
            let index = self.sole(&key).or_else(|| {
                (alone && list.kind == Kind::Long).then(|| {
                    let mut draft = Draft { number: key.number.clone(), ..Draft::default() };
                    draft.report.organ.clone_from(&key.organ);
                    draft.report.year = key.year;
                    draft.report.source.file.clone_from(&key.file);
                    draft.report.source.part = key.part;
                    self.push(key, draft)
                })
            });
            let told = match index {
                Some(index) => self.drafts[index].listed(row),
                None if list.kind == Kind::Derived => Ok(()),
                None => Err(row.unknown()),
            };
            self.others.extend(told.err());
        }
    }

    /// The one report that a key is of.
    fn sole(&self, key: &Key) -> Option<usize> {
        let known = |by| key.by(by).and_then(|key| self.by_key.get(&key));
        let mut known = [By::All, By::Number, By::Name].into_iter().filter_map(known);
        let mut fitting = known.next()?.iter().filter(|index| self.keys[**index].fits(key));
        let first = fitting.next().copied();
        first.filter(|_| fitting.next().is_none())
    }

    fn push(&mut self, key: Key, draft: Draft) -> usize {
        let index = self.drafts.len();
        for key in [By::All, By::Number, By::Name].into_iter().filter_map(|by| key.by(by)) {
            self.by_key.entry(key).or_default().push(index);
        }
        self.keys.push(key);
        self.drafts.push(draft);
        index
    }

    /// Adds a row: the n-th of a key to the n-th report of that key; of an export, one that was
    /// changed to the report that it must be of.
    fn put(&mut self, draft: Draft, table: &Table<'_>, joins: bool, taken: &mut Taken) {
        let key = Key::of(&draft);
        let nth = taken.times.entry(key.clone()).or_default();
        let exact = key.by(By::All).and_then(|key| self.by_key.get(&key)?.get(*nth).copied());
        *nth += 1;
        let likely = || self.sole(&key).filter(|_| table.head.is_export());
        let there = exact.or_else(likely).filter(|index| joins && !taken.reports.contains(index));
        match there {
            Some(index) => {
                taken.reports.insert(index);
                self.drafts[index].join(draft);
            }
            None if table.head.has_reports() => {
                let index = self.push(key, draft);
                taken.reports.insert(index);
            }
            None => {}
        }
    }
}

/// What the rows of a table so far were of.
#[derive(Default)]
struct Taken {
    times: HashMap<Key, usize>,
    reports: HashSet<usize>,
}

impl Draft {
    /// Takes what another row says of the same report.
    fn join(&mut self, other: Self) {
        let Self { report: own, .. } = self;
        let report = other.report;
        own.organ = own.organ.take().or(report.organ);
        own.year = own.year.or(report.year);
        if own.source.part == 0 {
            own.source.part = report.source.part;
        }
        own.source.file = own.source.file.take().or(report.source.file);
        self.number = self.number.take().or(other.number);
        own.title = own.title.take().or(report.title);
        own.published = own.published.or(report.published);
        own.form = own.form.or(report.form);
        own.source.format = own.source.format.take().or(report.source.format);
        own.source.encoding = own.source.encoding.take().or(report.source.encoding);
        own.extras.extend(report.extras);
        own.notes.extend(report.notes);
        self.candidates.extend(other.candidates);
        self.blanks.extend(other.blanks);
        self.emptied.extend(other.emptied);
        self.unsure = self.unsure.take().or(other.unsure);
        self.lists.extend(other.lists);
    }
}

/// What counts for all rows of a table: what the lines above it on its sheet say, the one year they name
/// and a unit of money; and where the document breaks off.
fn above(table: &Table<'_>, document: &Document) -> Above {
    let mut above = Above::default();
    let mut named: Vec<u16> = Vec::new();
    for line in lines(table, document.blocks[..table.block].iter().rev()) {
        let key = squeeze(line);
        if misfit::is_told_above(line) {
            above.misfit = Some(NoteCode::TableOther);
        }
        named.extend(named_years(&key));
        if key.contains("单位:") || key.starts_with("(单位") {
            // 单位：万元 is the form's own; any other is not to be taken for granted.
            above.scaled |= MoneyUnit::find(&key) == Some(MoneyUnit::Scaled);
            above.unit = MoneyUnit::find(&key).filter(|unit| *unit != MoneyUnit::TenThousand);
            above.unit = above.unit.map(|_| MoneyUnit::Unclear);
        }
    }
    named.sort_unstable();
    named.dedup();
    let sheet = sheet_of(table.grid).filter(|_| !table.head.is_export()).unwrap_or_default();
    if misfit::is_sheet_before(sheet) {
        above.misfit = Some(NoteCode::TableOther);
    }
    if named.is_empty() {
        // Sheets of several years are told apart by their names.
        named.extend(named_years(&squeeze(sheet)));
    }
    if let [year] = named.as_slice() {
        above.year = Some(*year);
    }
    if !table.head.is_export() && is_told_below(table, document, above.year) {
        above.misfit = Some(NoteCode::TableOther);
    }
    if document.open_end && table.block + 1 == document.blocks.len() {
        let last = table.grid.rows().last().and_then(|row| row.last());
        above.cut = last.filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.at.clone());
    }
    above
}

/// The lines on a table's sheet among the blocks next to it, up to another table.
fn lines<'d>(
    table: &Table<'d>,
    blocks: impl Iterator<Item = &'d Block>,
) -> impl Iterator<Item = &'d str> {
    let own = sheet_of(table.grid);
    blocks.map_while(move |block| {
        let Block::Line(line) = block else { return None };
        let same = match (&line.at, own) {
            (Place::Sheet { sheet, .. }, Some(own)) => **sheet == *own,
            (_, own) => own.is_none(),
        };
        same.then_some(line.text.as_str())
    })
}

/// The years that a text names: 2022年, and both of a span (2021—2022年), whose rows are of no one year.
fn named_years(key: &str) -> Vec<u16> {
    let is_named = |end: usize| key[end..].starts_with('年');
    let spanned = spans(key).filter(|(between, _)| is_named(between.end + YEAR_DIGITS));
    let spanned: HashSet<usize> = spanned.map(|(between, _)| between.start).collect();
    let named = years(key).filter(|(end, _)| is_named(*end) || spanned.contains(end));
    named.map(|(_, year)| year).collect()
}

/// Whether a remark below a table, in its last rows or on lines of its own, says that its numbers are of
/// another time: 注：上表为2021年数据.
fn is_told_below(table: &Table<'_>, document: &Document, year: Option<u16>) -> bool {
    let rows = table.grid.rows().iter().skip(table.head.end).filter(|row| row::is_remark(row));
    let remarks = rows.flatten().map(|cell| cell.text.as_str());
    let below = lines(table, document.blocks[table.block + 1..].iter());
    remarks.chain(below).any(|text| below::says_other_time(text, year))
}

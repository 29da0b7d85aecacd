//! Rows of section 三, or of the table of 2014, whose numbers slipped by one against their labels.
//!
//! A sheet whose cells were moved up or down beside its labels looks whole, and each number stands in
//! the wrong row. Its own sums (勾稽关系) say so: they are broken as the rows stand and hold, all of them,
//! where the numbers are one row higher or lower. Then nobody can tell, and the rows are left
//! out. A sum that is wrong by itself fits no such move, and its numbers are read as they are printed.

use std::collections::HashSet;
use std::sync::LazyLock;

use nianbao_core::{Decimal, Edition, FieldId};

use crate::mappings::Mappings;
use crate::numbering::tables;
use crate::placing::{Placing, has_told};
use crate::sums;
use crate::template::{Template, TemplateCell, templates};
use crate::tokens::Token;
use crate::value;
use crate::vocabulary::{RowDef, vocabulary};
use crate::walk::{Segment, Walked};

/// Numbers that moved stand in so many rows at least; a slip in one or two is the page's own.
const FEWEST: usize = 3;

/// The columns of section 三; the table of 2014 has one.
pub(crate) const COLUMNS: usize = 7;

/// The numbers of one row: zero for a blank, none for what is not told.
type Numbers = [Option<Decimal>; COLUMNS];

const NOTHING: Numbers = [Some(Decimal::ZERO); COLUMNS];
const UNTOLD: Numbers = [None; COLUMNS];

/// A sum of rows: those on its left, and those on its right, as places among the rows of a body.
type Sum = (Vec<usize>, Vec<usize>);

/// The totals of the table of 2014 that sum what stands below them.
const TOTALS: [&str; 7] = [
    "applications.received",
    "applications.closed",
    "applications.replied",
    "applications.replied.refused",
    "review",
    "litigation",
    "capacity.staff",
];

/// The sums of section 三: outcomes, and what came in and went out.
fn sums_of_requests(rows: &[FieldId]) -> Vec<Sum> {
    let of = |names: &[&str]| -> Vec<usize> {
        let named = |field: &FieldId| names.iter().any(|name| starts_with(*field, name));
        (0..rows.len()).filter(|at| named(&rows[*at])).collect()
    };
    let sides =
        ["requests.received", "requests.carried_in", "requests.handled", "requests.carried_out"];
    let outcomes =
        (0..rows.len()).filter(|at| sides.iter().all(|name| !starts_with(rows[*at], name)));
    vec![(outcomes.collect(), of(&sides[2..3])), (of(&sides[..2]), of(&sides[2..]))]
}

fn sums_of_totals(rows: &[FieldId]) -> Vec<Sum> {
    let sum = |total: &&str| -> Option<Sum> {
        let name = |field: FieldId| field.id().strip_prefix(*total)?.strip_prefix('.');
        let own = rows.iter().position(|field| name(*field) == Some("total"))?;
        let part = |field: FieldId| {
            name(field).is_some_and(|rest| {
                rest != "total" && !rest.trim_end_matches(".total").contains('.')
            })
        };
        Some(((0..rows.len()).filter(|at| part(rows[*at])).collect(), vec![own]))
    };
    TOTALS.iter().filter_map(sum).collect()
}

fn starts_with(field: FieldId, name: &str) -> bool {
    field.id().strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

/// The rows, as places among the walk's segments, whose numbers may be those of the row above or below.
pub(crate) fn shifted(
    tokens: &[Token<'_>],
    walked: &Walked,
    hint: Option<Edition>,
    mappings: &Mappings<'_>,
    placing: &Placing<'_, '_>,
) -> HashSet<usize> {
    let mut found = HashSet::new();
    let place =
        |segment: &Segment| walked.segments.iter().position(|own| std::ptr::eq(own, segment));
    for rows in tables(tokens, walked) {
        let first = rows.first().and_then(|segment| segment.row);
        let section = first.map(|row| vocabulary().rows[row].section);
        let Some(section) = section.filter(|section| matches!(section, 0 | 3)) else { continue };
        let editions = Edition::ALL.into_iter().filter(|own| hint.is_none_or(|h| h == *own));
        let body = |edition| Body::of(tokens, mappings, &rows, (edition, section), placing);
        let bodies: Vec<Body> = editions.filter_map(body).collect();
        // Nor is it known of values that only their places told, where sums down a column are broken.
        let broken = |body: &Body| body.own_sums().contains(&Stands::Broken);
        if !bodies.is_empty() && bodies.iter().all(broken) {
            let told = rows.iter().filter(|row| has_told(tokens, row));
            found.extend(told.filter_map(|row| place(row)));
        }
        let slipped = bodies.into_iter().find_map(|body| Some((body.first_moved()?, body)));
        let Some((first, body)) = slipped else { continue };
        let moved = |own: &&&Segment| own.row.is_some_and(|row| body.is_from(row, first));
        found.extend(rows.iter().filter(moved).filter_map(|own| place(own)));
    }
    found
}

/// The labels of those rows of section 三 in text whose total is wrong and whose places the columns confirm: a wrong
/// number breaks the sum down its own column by as much as that of its row, numbers that moved break others.
pub(crate) fn confirmed(tokens: &[Token<'_>], walked: &Walked) -> HashSet<usize> {
    let mut found = HashSet::new();
    for rows in tables(tokens, walked) {
        let body = Edition::ALL.into_iter().find_map(|edition| Body::whole(tokens, &rows, edition));
        let Some(body) = body else { continue };
        let place = |row: &Segment| body.printed.rows.iter().position(|own| Some(*own) == row.row);
        let told = |row: &&&Segment| place(row).is_some_and(|at| body.has_one_slip(at));
        found.extend(rows.iter().filter(told).map(|row| row.label));
    }
    found
}

/// The rows of the form in their order, with the numbers that stand beside each.
struct Body {
    printed: &'static Printed,
    /// One more than rows: numbers without a label may stand below the last.
    numbers: Vec<Option<Numbers>>,
}

/// The rows of a section as an edition prints them.
struct Printed {
    /// As places in the vocabulary.
    rows: Vec<usize>,
    sums: Vec<Sum>,
    /// So many sums have to confirm that the numbers moved.
    witnesses: usize,
}

/// For each edition the table of 2014, if it is that, and section 三.
static PRINTED: LazyLock<[[Printed; 2]; Edition::COUNT]> =
    LazyLock::new(|| Edition::ALL.map(|edition| [0, 3].map(|part| Printed::of(edition, part))));

impl Printed {
    fn of(edition: Edition, section: u8) -> Self {
        let (rows, fields): (Vec<usize>, Vec<FieldId>) = in_order(edition, section).unzip();
        // A column of section 三 has others beside it; the one of 2014 has not.
        let (sums, witnesses) = match section {
            0 => (sums_of_totals(&fields), 2),
            _ => (sums_of_requests(&fields), 1),
        };
        Self { rows, sums, witnesses }
    }
}

impl Body {
    /// `None` where rows are not those of the edition, or numbers without a label part them.
    fn of(
        tokens: &[Token<'_>],
        mappings: &Mappings<'_>,
        segments: &[&Segment],
        (edition, section): (Edition, u8),
        placing: &Placing<'_, '_>,
    ) -> Option<Self> {
        let printed = &PRINTED[edition.index()][usize::from(section != 0)];
        let rows = &printed.rows;
        let mut numbers = vec![None; rows.len() + 1];
        let last = segments.len() - 1;
        for (index, segment) in segments.iter().enumerate() {
            let there = !segment.values.is_empty() || segment.glued > 0;
            let at = match rows.iter().position(|row| Some(*row) == segment.row) {
                Some(at) => at,
                // 其他处理 is a row of one edition and a group of the other.
                None if !there => continue,
                None => return None,
            };
            let own = || numbers_of(tokens, mappings, segment, edition, placing).unwrap_or(UNTOLD);
            numbers[at] = there.then(own);
            if index == last && segment.values.len() > COLUMNS && numbers[at] == Some(UNTOLD) {
                // In text nothing parts the numbers below it from its own.
                let own = &segment.values[..COLUMNS];
                numbers[at] = Some(row_of(tokens, segment, own).unwrap_or(UNTOLD));
                numbers[at + 1] = Some(UNTOLD);
            }
            if !segment.strays.is_empty() {
                if index < last || at + 1 < rows.len() {
                    return None;
                }
                numbers[at + 1] = Some(row_of(tokens, segment, &segment.strays).unwrap_or(UNTOLD));
            }
        }
        Some(Self { printed, numbers })
    }

    /// Section 三 of an edition in text, all rows of which have a number for each column or none at all.
    fn whole(tokens: &[Token<'_>], segments: &[&Segment], edition: Edition) -> Option<Self> {
        let printed = &PRINTED[edition.index()][1];
        let mut numbers = vec![None; printed.rows.len() + 1];
        for segment in segments {
            let at = printed.rows.iter().position(|row| Some(*row) == segment.row);
            match at {
                Some(at) if segment.values.is_empty() => numbers[at] = Some(NOTHING),
                Some(at) => numbers[at] = Some(row_of(tokens, segment, &segment.values)?),
                None if segment.values.is_empty() => {}
                None => return None,
            }
        }
        let rows = numbers.iter().flatten().count();
        (rows > FEWEST).then_some(Self { printed, numbers })
    }

    /// Whether a row's total is wrong, and one number of it that is wrong by as much breaks the sums down its column.
    fn has_one_slip(&self, at: usize) -> bool {
        let Some(row) = self.numbers[at] else { return false };
        let [parts @ .., total] = row.map(Option::unwrap_or_default);
        let Some(over) = sums::sum(parts.into_iter()).and_then(|sum| sum.checked_sub(total)) else {
            return false;
        };
        let sums = self.printed.sums.iter();
        let own: Vec<&Sum> =
            sums.filter(|(left, right)| left.contains(&at) || right.contains(&at)).collect();
        let slip = |column: usize| {
            let over = if column + 1 == COLUMNS { -over } else { over };
            let explains = |(left, right): &&Sum| {
                let side = |rows: &[usize]| {
                    sums::sum(rows.iter().map(|row| {
                        self.numbers[*row].unwrap_or(NOTHING)[column].unwrap_or_default()
                    }))
                };
                let by =
                    side(left).zip(side(right)).and_then(|(left, right)| left.checked_sub(right));
                by == Some(if left.contains(&at) { over } else { -over })
            };
            own.iter().all(explains)
        };
        !over.is_zero() && (0..COLUMNS).filter(|column| slip(*column)).count() == 1
    }

    fn is_from(&self, row: usize, first: usize) -> bool {
        self.printed.rows.iter().position(|own| *own == row).is_some_and(|at| at >= first)
    }

    /// How the sums stand as the rows do.
    fn own_sums(&self) -> Vec<Stands> {
        self.sums(&self.kept(self.printed.rows.len()).collect::<Vec<_>>())
    }

    /// The first row whose numbers may be another's; `None` if all stand where they belong.
    fn first_moved(&self) -> Option<usize> {
        let end = self.printed.rows.len();
        let own = Some(self.own_sums()).filter(|own| own.contains(&Stands::Broken))?;
        (0..end).find(|from| {
            [self.lower(*from), self.higher(*from)].into_iter().flatten().any(|moved| {
                let sums = self.sums(&moved);
                let turns = own.iter().zip(&sums);
                let confirmed =
                    turns.filter(|(own, new)| **own == Stands::Broken && **new == Stands::Holds);
                confirmed.count() >= self.printed.witnesses
                    && sums.iter().all(|sum| *sum != Stands::Broken)
            })
        })
    }

    /// The numbers from a row on stand one row too low: that row is blank or its label is gone.
    fn lower(&self, from: usize) -> Option<Vec<Numbers>> {
        let end = self.printed.rows.len();
        if !is_nothing(self.numbers[from].as_ref()) || self.filled(from + 1..end + 1) < FEWEST {
            return None;
        }
        let moved = self.numbers[from + 1..end].iter().map(|n| n.unwrap_or(NOTHING));
        let last = self.numbers[end].unwrap_or(UNTOLD);
        Some(self.kept(from).chain(moved).chain([last]).collect())
    }

    /// The numbers from a row on stand one row too high: its own are gone, and the last row is blank.
    fn higher(&self, from: usize) -> Option<Vec<Numbers>> {
        let last = self.printed.rows.len() - 1;
        let ends = is_nothing(self.numbers[last].as_ref()) && self.numbers[last + 1].is_none();
        if !ends || self.filled(from..last) < FEWEST {
            return None;
        }
        let moved = self.numbers[from..last].iter().map(|n| n.unwrap_or(NOTHING));
        Some(self.kept(from).chain([UNTOLD]).chain(moved).collect())
    }

    fn kept(&self, to: usize) -> impl Iterator<Item = Numbers> {
        self.numbers[..to].iter().map(|n| n.unwrap_or(NOTHING))
    }

    fn filled(&self, rows: std::ops::Range<usize>) -> usize {
        self.numbers[rows].iter().filter(|numbers| !is_nothing(numbers.as_ref())).count()
    }

    /// How the sums of each column stand.
    fn sums(&self, cells: &[Numbers]) -> Vec<Stands> {
        let side = |column: usize, rows: &[usize]| {
            let own: Vec<Option<Decimal>> = rows.iter().map(|row| cells[*row][column]).collect();
            (sums::sum(own.iter().copied().flatten()), own.contains(&None))
        };
        let stands = |column: usize| {
            let sums = self.printed.sums.iter();
            sums.map(move |(left, right)| Stands::of(side(column, left), side(column, right)))
        };
        (0..COLUMNS).flat_map(stands).collect()
    }
}

/// How a sum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Holds,
    Broken,
    /// It is one of zeros, or of numbers that are not on the page.
    Silent,
}

impl Stands {
    fn of(left: (Option<Decimal>, bool), right: (Option<Decimal>, bool)) -> Self {
        let (Some(first), Some(second)) = (left.0, right.0) else {
            return Self::Broken;
        };
        // What is not seen adds to its side, and nothing is below zero.
        let may_hold = match (left.1, right.1) {
            (false, false) => first == second,
            (true, false) => first <= second,
            (false, true) => second <= first,
            (true, true) => true,
        };
        if !may_hold {
            Self::Broken
        } else if left.1 || right.1 || first.is_zero() && second.is_zero() {
            Self::Silent
        } else {
            Self::Holds
        }
    }
}

/// The rows of a section as an edition prints them, and the first field of each.
fn in_order(edition: Edition, section: u8) -> impl Iterator<Item = (usize, FieldId)> {
    let own = move |table: &&Template| table.edition == edition && table.section == section;
    let first = |row: &Vec<TemplateCell>| {
        row.iter().find_map(|cell| match cell {
            TemplateCell::Field(field) => Some(*field),
            _ => None,
        })
    };
    let rows = templates().iter().filter(own).flat_map(|table| &table.rows);
    rows.filter_map(first).filter_map(move |field| {
        let own = |row: &RowDef| row.columns(edition).first().is_some_and(|c| c.field == field);
        Some((vocabulary().rows.iter().position(own)?, field))
    })
}

fn is_nothing(numbers: Option<&Numbers>) -> bool {
    numbers.is_none_or(|numbers| *numbers == NOTHING)
}

/// The numbers of a row by the form's columns.
fn numbers_of(
    tokens: &[Token<'_>],
    mappings: &Mappings<'_>,
    segment: &Segment,
    edition: Edition,
    placing: &Placing<'_, '_>,
) -> Option<Numbers> {
    if segment.glued == 0 && segment.values.iter().all(|index| tokens[*index].is_blank()) {
        return Some(NOTHING);
    }
    let row = &vocabulary().rows[segment.row?];
    let mapping = mappings.in_edition(edition, segment)?;
    let placed = placing.place(segment, &segment.values, &mapping)?;
    let mut numbers = NOTHING;
    numbers.iter_mut().take(row.columns(edition).len()).for_each(|number| *number = None);
    for (index, slot) in placed {
        let Some(field) = mapping.slots[slot].field else { continue };
        let at = row.columns(edition).iter().position(|column| column.field == field)?;
        *numbers.get_mut(at)? = number(&tokens[index], field);
    }
    Some(numbers)
}

fn number(token: &Token<'_>, field: FieldId) -> Option<Decimal> {
    match value::read(token.text, field, None) {
        value::Value::Number(number) => Some(number),
        value::Value::Blank => Some(Decimal::ZERO),
        _ => None,
    }
}

/// Numbers beside or below a row that are not placed, if they are as many as the form has columns.
fn row_of(tokens: &[Token<'_>], segment: &Segment, values: &[usize]) -> Option<Numbers> {
    let field = vocabulary().rows[segment.row?].fields().first().copied()?;
    let numbers = values.iter().map(|index| number(&tokens[*index], field));
    numbers.collect::<Vec<_>>().try_into().ok()
}

//! The form's statistics by name: the union of all editions and what only prose states.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use crate::Edition;

/// What is known of a field of the form; the columns of `data/fields.csv`.
#[derive(Debug)]
pub struct FieldInfo {
    /// The public id, as `requests.received.natural`.
    pub id: &'static str,
    /// The editions whose tables print it; none for what only prose states.
    pub editions: Vec<Edition>,
    /// The section of the report (1–6) that holds its table; 0 where no section does.
    pub section: u8,
    /// The table's name on the form.
    pub table: &'static str,
    /// The path of row labels, outermost first, joined by ` / `.
    pub row_label: &'static str,
    /// The path of column labels, outermost first, joined by ` / `.
    pub column_label: &'static str,
    /// The unit of the value as nianbao gives it: 件, 项, 条, 万元 ….
    pub unit: &'static str,
    /// A remark for readers of the data, in English.
    pub note: &'static str,
}

/// A field (统计项) of the form: one of the ids of `fields.csv`, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(u16);

struct Catalogue {
    fields: Vec<FieldInfo>,
    by_id: HashMap<&'static str, FieldId>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let lines = include_str!("../data/fields.csv").lines().skip(1);
    let fields: Vec<FieldInfo> = lines.filter_map(parse_line).collect();
    let ids = (0u16..).zip(&fields);
    let by_id = ids.map(|(index, field)| (field.id, FieldId(index))).collect();
    Catalogue { fields, by_id }
});

/// The data holds no quoted and no embedded comma; a test counts that every line was taken.
fn parse_line(line: &'static str) -> Option<FieldInfo> {
    let columns: Vec<&'static str> = line.split(',').collect();
    let [id, editions, section, table, row_label, column_label, unit, note] =
        columns.try_into().ok()?;
    let editions = editions.split_whitespace().map(Edition::from_id).collect::<Option<_>>()?;
    let section = section.parse().ok()?;
    Some(FieldInfo { id, editions, section, table, row_label, column_label, unit, note })
}

impl FieldId {
    /// The field of this public id.
    pub fn from_id(id: &str) -> Option<Self> {
        CATALOGUE.by_id.get(id).copied()
    }

    /// Every field, in the order of `fields.csv`.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..u16::try_from(CATALOGUE.fields.len()).unwrap_or(u16::MAX)).map(Self)
    }

    /// The field's position in `fields.csv`, from 0; for tables indexed by field.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// What is known of the field.
    pub fn info(self) -> &'static FieldInfo {
        &CATALOGUE.fields[self.index()]
    }

    /// The public id.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// Whether the value is an amount in 万元 and may have decimals; every other value is a count.
    pub fn is_amount(self) -> bool {
        self.info().unit == "万元"
    }

    /// Whether this edition's tables print the field.
    pub fn is_in(self, edition: Edition) -> bool {
        self.info().editions.contains(&edition)
    }
}

impl fmt::Debug for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_field() {
        let lines = include_str!("../data/fields.csv").lines().count() - 1;
        assert_eq!(FieldId::all().len(), lines);
        assert_eq!(CATALOGUE.by_id.len(), lines, "an id stands twice");
    }

    #[test]
    fn editions_have_the_number_of_fields_the_form_has() {
        let count = |edition| FieldId::all().filter(|field| field.is_in(edition)).count();
        let named = [Edition::E2014, Edition::E2019, Edition::E2021];
        assert_eq!(named.map(count), [58, 198, 200]);
    }
}

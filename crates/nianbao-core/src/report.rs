//! The report: what a page says, in the form's own terms.

use crate::{Date, Decimal, Edition, FieldId, Note, Place};

/// One annual report (政府信息公开工作年度报告), as read. What cannot be told is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The report's own title, on one line.
    pub title: Option<String>,
    /// The organ (行政机关) whose report it is, as printed.
    pub organ: Option<String>,
    /// The year it reports on, not the year it was published in.
    pub year: Option<u16>,
    /// The edition of the form that its tables follow; `None` without such a table.
    pub form: Option<Edition>,
    /// The day of publication (发布日期).
    pub published: Option<Date>,
    /// Where it was read.
    pub source: Source,
    /// The first-level sections, in printed order, with their prose.
    pub sections: Vec<Section>,
    /// What the tables say.
    pub facts: Facts,
    /// What the prose says about single fields; never mixed with the tables.
    pub statements: Vec<Statement>,
    /// What the prose says about several fields together.
    pub claims: Vec<Claim>,
    /// What its tables print beyond the form: rows and columns of the page's own.
    pub extras: Vec<Extra>,
    /// What was doubtful or lost.
    pub notes: Vec<Note>,
}

/// A row of a table that the form has no place for, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Its label and its values.
    pub cells: Vec<String>,
    /// Where it begins.
    pub at: Option<Place>,
}

/// Where a report was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file, as it was named by whoever asked.
    pub file: Option<String>,
    /// The name of the format it was read with.
    pub format: Option<String>,
    /// The character encoding, in lower case, where the format has one.
    pub encoding: Option<String>,
    /// Which report of the file, from 1.
    pub part: u32,
}

/// A first-level section; text before the first has neither number nor heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The number printed before the heading (一 is 1).
    pub number: Option<u32>,
    /// The heading as printed, with its number.
    pub heading: Option<String>,
    /// The prose, a paragraph each; tables are facts and not repeated here.
    pub paragraphs: Vec<String>,
}

/// A cell of a table: there, with or without a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The number, or `None` for a cell that holds none: blank, `/`, or unreadable.
    /// Counts are whole; amounts are in 万元. Without trailing zeros.
    pub value: Option<Decimal>,
    /// The cell's text as printed, on one line; empty if blank.
    pub raw: String,
    /// Where the cell stands.
    pub at: Option<Place>,
}

/// The three states of a field in a report. They never turn into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading<'a> {
    /// The cell is not on the page, or its value could not be placed.
    Absent,
    /// The cell is on the page and holds no number.
    Blank(&'a Fact),
    /// The cell holds this number.
    Number(Decimal, &'a Fact),
}

/// The facts of a report, one a field at most, in the order they were put in: the printed order of
/// the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    entries: Vec<(FieldId, Fact)>,
    /// For each field of `fields.csv`, one more than its index in `entries`; 0 if it has none.
    index: Vec<u16>,
}

impl Facts {
    /// Puts a fact on a field that has none; gives the fact back if the field has one already,
    /// which stays.
    pub fn insert(&mut self, field: FieldId, fact: Fact) -> Result<(), Fact> {
        self.index.resize(FieldId::all().len(), 0);
        if self.index[field.index()] != 0 {
            return Err(fact);
        }
        self.entries.push((field, fact));
        // There are fewer fields than a u16 counts, and no field stands twice.
        self.index[field.index()] = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        Ok(())
    }

    /// The fact of a field, if its cell is there.
    pub fn get(&self, field: FieldId) -> Option<&Fact> {
        let position = usize::from(*self.index.get(field.index())?).checked_sub(1)?;
        Some(&self.entries[position].1)
    }

    /// The state of a field.
    pub fn reading(&self, field: FieldId) -> Reading<'_> {
        match self.get(field) {
            None => Reading::Absent,
            Some(fact) => match fact.value {
                None => Reading::Blank(fact),
                Some(value) => Reading::Number(value, fact),
            },
        }
    }

    /// The facts, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FieldId, &Fact)> {
        self.entries.iter().map(|(field, fact)| (*field, fact))
    }

    /// How many cells are there.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no cell is there.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// A number that the prose gives for one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The field.
    pub field: FieldId,
    /// The number, in the field's unit.
    pub value: Decimal,
    /// The words that say so.
    pub text: String,
    /// Where they stand.
    pub at: Option<Place>,
}

/// A number that the prose gives for several fields together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The fields that the number sums.
    pub fields: Vec<FieldId>,
    /// The number.
    pub value: Decimal,
    /// The words that say so.
    pub text: String,
    /// Where they stand.
    pub at: Option<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: Option<i64>) -> Fact {
        Fact { value: value.map(Decimal::from), raw: String::new(), at: None }
    }

    #[test]
    fn absent_blank_and_zero_stay_apart() {
        let [a, b, c] =
            ["review.total", "review.other", "complaints"].map(|id| FieldId::from_id(id).unwrap());
        let mut facts = Facts::default();
        facts.insert(a, fact(Some(0))).unwrap();
        facts.insert(b, fact(None)).unwrap();
        assert!(matches!(facts.reading(a), Reading::Number(zero, _) if zero.is_zero()));
        assert!(matches!(facts.reading(b), Reading::Blank(_)));
        assert_eq!(facts.reading(c), Reading::Absent);
    }

    #[test]
    fn the_first_fact_of_a_field_stays() {
        let field = FieldId::from_id("complaints").unwrap();
        let mut facts = Facts::default();
        facts.insert(field, fact(Some(1))).unwrap();
        assert_eq!(facts.insert(field, fact(Some(2))), Err(fact(Some(2))));
        assert_eq!(facts.get(field), Some(&fact(Some(1))));
    }
}

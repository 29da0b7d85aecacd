//! The whole numbers of a report, by field, for sums.

use nianbao_core::{Decimal, FieldId, Report};

/// What a sum sees of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Figure {
    /// No number: blank, or not on the page. It may stand for any count.
    #[default]
    Unknown,
    /// A whole number.
    Whole(i128),
    /// A number that is no count; no sum can be checked with it.
    Odd,
}

/// The cells of a report, by the position of the field in `fields.csv`.
#[derive(Clone, Debug)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    pub(crate) fn of(report: &Report) -> Self {
        let mut figures = vec![Figure::Unknown; FieldId::all().len()];
        for (field, fact) in report.facts.iter() {
            if let Some(value) = fact.value {
                figures[field.index()] = whole(value).map_or(Figure::Odd, Figure::Whole);
            }
        }
        Self(figures)
    }

    pub(crate) fn get(&self, field: FieldId) -> Figure {
        self.0[field.index()]
    }

    pub(crate) fn whole(&self, field: FieldId) -> Option<i128> {
        match self.get(field) {
            Figure::Whole(value) => Some(value),
            Figure::Unknown | Figure::Odd => None,
        }
    }

    pub(crate) fn set(&mut self, field: FieldId, value: i128) {
        self.0[field.index()] = Figure::Whole(value);
    }

    /// Takes a cell for one that no sum can be checked with.
    pub(crate) fn doubt(&mut self, field: FieldId) {
        self.0[field.index()] = Figure::Odd;
    }

    /// The sum of fields that all have a whole number.
    pub(crate) fn sum(&self, fields: &[FieldId]) -> Option<i128> {
        fields.iter().map(|field| self.whole(*field)).sum()
    }
}

/// The number, if it is whole. 96 bits of digits leave room for sums.
pub(crate) fn whole(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    (value.scale() == 0).then(|| value.mantissa())
}

/// The number as a value of a report; sums of cells fit unless the cells are absurd.
pub(crate) fn decimal(value: i128) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value, 0).ok()
}

//! The columns that each row of a walk has under its head, worked out once.

use std::rc::Rc;

use nianbao_core::Edition;

use crate::heads::Mapping;
use crate::vocabulary::{Column, vocabulary};
use crate::walk::{Segment, Walked};

/// The columns of the rows of a walk.
pub(crate) struct Mappings<'t> {
    walked: &'t Walked,
    hint: Option<Edition>,
    rows: Vec<Option<Rc<Mapping>>>,
}

impl<'t> Mappings<'t> {
    /// Those of all rows. `hint` is the edition that most of the page follows.
    pub(crate) fn of(walked: &'t Walked, hint: Option<Edition>) -> Self {
        let mut rows: Vec<Option<Rc<Mapping>>> = Vec::with_capacity(walked.segments.len());
        for (index, segment) in walked.segments.iter().enumerate() {
            let above = index.checked_sub(1).map(|above| &walked.segments[above]);
            let same = above.and_then(|above| under_same_labels(above, segment));
            rows.push(match (same, rows.last()) {
                (Some([other, own]), Some(Some(mapping))) => {
                    Some(Rc::new(mapping.of_other_fields(other, own)))
                }
                _ => mapping(walked, segment, hint),
            });
        }
        Self { walked, hint, rows }
    }

    /// The columns of a row, by its place among the rows of the walk; `None` if they cannot be told.
    pub(crate) fn get(&self, segment: usize) -> Option<Rc<Mapping>> {
        self.rows.get(segment)?.clone()
    }

    /// The columns of a row as an edition has them.
    pub(crate) fn in_edition(&self, edition: Edition, segment: &Segment) -> Option<Rc<Mapping>> {
        if self.hint == Some(edition) {
            // Rows are in the order of their labels.
            let rows = &self.walked.segments;
            let first = rows.partition_point(|own| own.label < segment.label);
            let place = rows[first..].iter().position(|own| std::ptr::eq(own, segment))?;
            return self.get(first + place);
        }
        mapping(self.walked, segment, Some(edition))
    }
}

/// The columns of two rows of one head in section 三, if they have the same labels.
fn under_same_labels(other: &Segment, own: &Segment) -> Option<[&'static [Column]; 2]> {
    let rows = [other.row?, own.row?].map(|row| &vocabulary().rows[row]);
    let matrix = rows.iter().all(|row| row.section == 3) && other.heads == own.heads;
    let columns = rows.map(|row| {
        Edition::ALL.into_iter().rev().map(|edition| row.columns(edition)).find(|c| !c.is_empty())
    });
    let [Some(other), Some(own)] = columns else { return None };
    let labels = |columns: &'static [Column]| columns.iter().map(|column| &column.path);
    (matrix && labels(other).eq(labels(own))).then_some([other, own])
}

fn mapping(walked: &Walked, segment: &Segment, hint: Option<Edition>) -> Option<Rc<Mapping>> {
    let row = &vocabulary().rows[segment.row?];
    walked.heads[segment.heads].mapping(row, hint).map(Rc::new)
}

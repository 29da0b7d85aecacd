//! The columns that each row of a walk has under its head, worked out once.

use std::rc::Rc;

use nianbao_core::Edition;

use crate::heads::Mapping;
use crate::vocabulary::vocabulary;
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
        let rows = walked.segments.iter().map(|segment| mapping(walked, segment, hint));
        Self { walked, hint, rows: rows.collect() }
    }

    /// The columns of a row, by its place among the rows of the walk; `None` if they cannot be told.
    pub(crate) fn get(&self, segment: usize) -> Option<Rc<Mapping>> {
        self.rows.get(segment)?.clone()
    }

    /// The columns of a row as an edition has them.
    pub(crate) fn in_edition(&self, edition: Edition, segment: &Segment) -> Option<Rc<Mapping>> {
        if self.hint == Some(edition) {
            let own = |other: &Segment| std::ptr::eq(other, segment);
            return self.get(self.walked.segments.iter().position(own)?);
        }
        mapping(self.walked, segment, Some(edition))
    }
}

fn mapping(walked: &Walked, segment: &Segment, hint: Option<Edition>) -> Option<Rc<Mapping>> {
    let row = &vocabulary().rows[segment.row?];
    walked.heads[segment.heads].mapping(row, hint).map(Rc::new)
}

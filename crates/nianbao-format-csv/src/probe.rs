//! Whether bytes are comma-separated values: only the name says so. A page of text may have commas, too.

use nianbao_core::{Input, Score};

use crate::CSV;

/// By its extension. What is a workbook or a web page under that name says so more surely.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    if CSV.owns_name(input.name) { Score::Name } else { Score::No }
}

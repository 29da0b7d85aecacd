//! Pages in the tests, and what is read of them.

use nianbao_core::{Document, FieldId, Report};

use crate::lines::blocks_of;
use crate::recognise;

/// The first report of some lines.
pub(crate) fn report_of(lines: &[&str]) -> Report {
    recognise(&Document { blocks: blocks_of(lines), ..Document::default() }).remove(0)
}

/// A value as text: a dash for a cell without a number, nothing for one that is not there.
pub(crate) fn value(report: &Report, id: &str) -> Option<String> {
    let fact = report.facts.get(FieldId::from_id(id).unwrap())?;
    Some(fact.value.map_or("-".to_owned(), |value| value.to_string()))
}

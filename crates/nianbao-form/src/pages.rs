//! Pages in the tests, and what is read of them.

use nianbao_core::{Block, Document, FieldId, GridBuilder, Place, Report};

use crate::lines::blocks_of;
use crate::recognise;

/// The first report of some lines.
pub(crate) fn report_of(lines: &[&str]) -> Report {
    recognise(&Document { blocks: blocks_of(lines), ..Document::default() }).remove(0)
}

/// The first report of a table: its rows of cells, with the columns and rows that each covers.
pub(crate) fn report_of_grid(rows: &[Vec<(&str, usize, usize)>]) -> Report {
    report_below(&[], rows)
}

/// The first report of a table below some lines.
pub(crate) fn report_below(lines: &[&str], rows: &[Vec<(&str, usize, usize)>]) -> Report {
    let mut builder = GridBuilder::new();
    for row in rows {
        builder.row();
        for (text, columns, rows) in row {
            builder.cell((*text).to_owned(), *columns, *rows, false, Place::Line(1));
        }
    }
    let mut blocks = blocks_of(lines);
    blocks.push(Block::Grid(builder.finish().0));
    recognise(&Document { blocks, ..Document::default() }).remove(0)
}

/// The head of section 四 in a table, as rows of cells.
pub(crate) fn courts() -> Vec<Vec<(&'static str, usize, usize)>> {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let paths = [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)];
    vec![
        vec![("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [&results.map(|text| (text, 1, 2))[..], &paths].concat(),
        results.map(|text| (text, 1, 1)).repeat(2),
    ]
}

/// A value as text: a dash for a cell without a number, nothing for one that is not there.
pub(crate) fn value(report: &Report, id: &str) -> Option<String> {
    let fact = report.facts.get(FieldId::from_id(id).unwrap())?;
    Some(fact.value.map_or("-".to_owned(), |value| value.to_string()))
}

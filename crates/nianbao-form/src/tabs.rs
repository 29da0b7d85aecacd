//! Tabs between cells: how many, and lines that begin with one.

use std::ops::Range;

use nianbao_core::Block;

use crate::fold::is_space;
use crate::tokens::{Kind, kind_of};

/// Fewer lines do not show how many tabs stand between two cells.
const PAIRED: usize = 3;

/// The runs of lines whose cells are parted by two tabs each, nowhere by one: a program put one at the
/// end of each cell and one between.
pub(crate) fn paired(blocks: &[Block]) -> Vec<Range<usize>> {
    let tabs = |block: &Block| match block {
        Block::Line(line) => line.text.contains('\t') && !line.text.contains('|'),
        Block::Grid(_) => false,
    };
    let even = |block: &Block| match block {
        Block::Line(line) => {
            let text = line.text.trim_matches(is_space);
            text.split(|c| c != '\t').all(|run| run.len().is_multiple_of(2))
        }
        Block::Grid(_) => false,
    };
    let mut runs = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let length = blocks[start..].iter().take_while(|block| tabs(block)).count();
        let run = start..start + length;
        if length >= PAIRED && blocks[run.clone()].iter().all(even) {
            runs.push(run);
        }
        start += length.max(1);
    }
    runs
}

/// Whether the first of some lines is one cell and a tab, and the next begins with a tab: each is a row of
/// its own, and what stands on the second is not in the cell behind the first.
pub(crate) fn ends_cell(blocks: &[Block]) -> bool {
    let [first, next, ..] = blocks else { return false };
    let ends = |text: &str| {
        let bare = text.trim_end_matches(is_space);
        !bare.is_empty() && text[bare.len()..].contains('\t') && !text.contains('|')
    };
    tabbed(first).is_some_and(ends) && tabbed(next).is_some_and(|text| text.starts_with('\t'))
}

fn tabbed(block: &Block) -> Option<&str> {
    match block {
        Block::Line(line) if line.text.contains('\t') => Some(&line.text),
        _ => None,
    }
}

/// Whether a line begins with a tab and holds several numbers and nothing else: a row whose label is lost
/// or stands above, and no continuation of one on the line before.
pub(crate) fn lacks_label(text: &str) -> bool {
    let cells =
        || text.split('\t').map(|cell| cell.trim_matches(is_space)).filter(|c| !c.is_empty());
    text.starts_with('\t')
        && cells().count() > 1
        && cells().all(|cell| matches!(kind_of(cell), Kind::Value | Kind::Blank))
}

//! Rows of tables among the lines of prose: labels with their cells run on, which are no sentences.

use crate::fold::{is_space, narrow, simplified};
use crate::lines::TextLine;
use crate::value::is_counter;

/// What ends a sentence or parts its clauses. A row of a table seldom has any.
const MARKS: [char; 5] = ['。', '；', '，', ';', ','];

/// Which lines are rows of tables: those where cells stand side by side and no sentence ends, and what
/// stands next to one without a mark of a sentence.
pub(super) fn rows(lines: &[&TextLine]) -> Vec<bool> {
    let mut rows: Vec<bool> =
        lines.iter().map(|line| !line.text.contains('。') && has_cells(&line.text)).collect();
    let may_follow = |index: usize| !lines[index].text.contains(MARKS);
    let adjacent = |a: usize, b: usize| lines[a].block.abs_diff(lines[b].block) <= 1;
    for index in 1..lines.len() {
        rows[index] |= rows[index - 1] && adjacent(index - 1, index) && may_follow(index);
    }
    for index in (1..lines.len()).rev() {
        rows[index - 1] |= rows[index] && adjacent(index - 1, index) && may_follow(index - 1);
    }
    rows
}

/// Whether a text has numbers with their counters one behind the other: 规章 2件 0件 11件.
pub(super) fn has_cells(text: &str) -> bool {
    let mut plain =
        text.chars().filter(|c| !is_space(*c)).map(|c| simplified(narrow(c))).peekable();
    let mut in_row = 0;
    while let Some(character) = plain.next() {
        if !character.is_ascii_digit() {
            in_row = 0;
            continue;
        }
        while plain.next_if(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).is_some() {}
        let counted = plain.next_if(|c| is_counter(c.encode_utf8(&mut [0; 4]))).is_some();
        in_row = if counted { in_row + 1 } else { 0 };
        if in_row == FEWEST_CELLS {
            return true;
        }
    }
    false
}

/// Two counts never stand side by side in a sentence.
const FEWEST_CELLS: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::blocks_of;

    #[test]
    fn cells_side_by_side_are_a_row() {
        for text in ["规章 2件 0件 11件", "予以公开3件 1件", "部分公开 １件　0件"]
        {
            assert!(has_cells(text), "{text}");
        }
        for text in
            ["予以公开3件、部分公开1件。", "2021年3月2日", "收到申请12件3日内答复", "13 612件"]
        {
            assert!(!has_cells(text), "{text}");
        }
    }

    #[test]
    fn what_stands_next_to_a_row_is_one() {
        let texts =
            ["全年工作平稳。", "予以公开3件", "规章 2件 0件", "部分公开1件", "收到申请9件。"];
        let lines = crate::lines::lines(&blocks_of(&texts));
        let lines: Vec<&TextLine> = lines.iter().collect();
        assert_eq!(rows(&lines), [false, true, true, true, false]);
    }
}

//! Heads whose words were broken over several rows: a spreadsheet that opens a page, or takes a pasted
//! table, gives each line of a cell a row of its own.

use std::collections::HashSet;

use crate::heads::{has_of_head, is_of_head};
use crate::key::Label;
use crate::tokens::{Kind, Token};
use crate::vocabulary::{Meaning, vocabulary};

/// So many rows may hold the lines of one head, and so long is the longest piece.
const MOST_HEAD_ROWS: usize = 4;
const LONGEST_PIECE: usize = 24 * 3;

/// Joins what stands on one another in the same columns of a grid, in rows without numbers, where the
/// whole is a head of the form and its pieces are not. The upper piece stands for the whole; the rest
/// is no text of its own any more. `first`: where the grid begins.
pub(crate) fn join_heads(tokens: &mut Vec<Token<'_>>, first: usize) {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let mut start = first;
    for row in tokens[first..].chunk_by(|one, other| one.row == other.row) {
        rows.push((start, start + row.len()));
        start += row.len();
    }
    let wordy: Vec<bool> = rows.iter().map(|row| is_wordy(&tokens[row.0..row.1])).collect();
    let mut taken: HashSet<usize> = HashSet::new();
    for index in 0..rows.len() {
        let below = (index + 1..rows.len()).take(MOST_HEAD_ROWS - 1).take_while(|row| wordy[*row]);
        let below: Vec<(usize, usize)> = below.map(|row| rows[row]).collect();
        if !wordy[index] || below.is_empty() {
            continue;
        }
        let uppers = rows[index].0..rows[index].1;
        let whole = |upper| (upper, whole(tokens, upper, &below));
        let mut heads: Vec<_> = uppers.filter(|upper| !taken.contains(upper)).map(whole).collect();
        // Where one head is broken over these rows, or all others reach over them, its neighbours are, too.
        let broken = || heads.iter().any(|(_, head)| head.is_some());
        if broken() || reach_down(tokens, rows[index], below[0]) {
            for (upper, head) in heads.iter_mut().filter(|(_, head)| head.is_none()) {
                *head = misnamed(tokens, *upper, &below);
            }
        }
        for (upper, head) in heads {
            if let Some((label, pieces)) = head {
                tokens[upper].kind = Kind::Label(label);
                taken.extend(pieces);
            }
        }
    }
    if !taken.is_empty() {
        let mut index = 0;
        tokens.retain(|_| {
            index += 1;
            !taken.contains(&(index - 1))
        });
    }
}

/// Whether all cells of a row reach over the next one, or have one of its pieces below them.
fn reach_down(tokens: &[Token<'_>], row: (usize, usize), below: (usize, usize)) -> bool {
    let reaches = |upper: usize| tokens[upper].rows > 1;
    (row.0..row.1).any(reaches)
        && (row.0..row.1)
            .all(|upper| reaches(upper) || piece_below(tokens, &tokens[upper], below).is_some())
}

/// Whether a row has words and no numbers, as a head has, and no label of a row of the form: what stands
/// beside that is its value, though it be no number (待定).
fn is_wordy(row: &[Token<'_>]) -> bool {
    let is_value = |token: &Token<'_>| matches!(token.kind, Kind::Value);
    row.iter().any(is_piece) && !row.iter().any(|token| is_value(token) || is_row(token))
}

fn is_row(token: &Token<'_>) -> bool {
    let Kind::Label(label) = &token.kind else { return false };
    vocabulary().meaning(&label.core).is_some_and(|meaning| meaning.is_row() && !meaning.is_head())
}

fn is_piece(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Label(_)) && token.text.len() <= LONGEST_PIECE
}

/// The head that a piece begins, and the pieces below it: the longest that the form knows.
fn whole(
    tokens: &[Token<'_>],
    upper: usize,
    below: &[(usize, usize)],
) -> Option<(Label, Vec<usize>)> {
    let above = &tokens[upper];
    if !is_piece(above) {
        return None;
    }
    let (mut text, mut pieces) = (above.text.to_owned(), Vec::new());
    let mut found = None;
    let mut strange = !is_known(above);
    for row in below {
        let Some(piece) = piece_below(tokens, above, *row) else { break };
        strange |= !is_known(&tokens[piece]);
        text.push_str(tokens[piece].text.trim());
        pieces.push(piece);
        let mut label = Label::of(&text);
        label.core = vocabulary().canonical(&label.core);
        let is_head = vocabulary().meaning(&label.core).is_some_and(Meaning::is_head);
        // What stands in brackets is no part of a label's name: only a unit may be taken along.
        let bare = !text.contains(['（', '(']) || label.unit.is_some();
        if is_head && strange && bare {
            found = Some((label, pieces.clone()));
        }
    }
    found
}

/// The text that two pieces of the words of heads make, none of which is a head by itself nor are both
/// together: 本 / 年减 is a head of the page's own, and 本 no 本年增/减.
fn misnamed(
    tokens: &[Token<'_>],
    upper: usize,
    below: &[(usize, usize)],
) -> Option<(Label, Vec<usize>)> {
    let above = &tokens[upper];
    let piece = piece_below(tokens, above, *below.first()?)?;
    let lower = &tokens[piece];
    let label = Label::of(&format!("{}{}", above.text, lower.text));
    let strange = vocabulary().meaning(&vocabulary().canonical(&label.core)).is_none();
    let of_head = strange && is_of_head(above.text) && has_of_head(lower.text);
    let is_free = is_piece(above) && !is_known(above) && !is_known(lower);
    (is_free && of_head).then(|| (label, vec![piece]))
}

/// The piece of a head that a row has in the same columns.
fn piece_below(tokens: &[Token<'_>], above: &Token<'_>, row: (usize, usize)) -> Option<usize> {
    let cells = &tokens[row.0..row.1];
    let at = cells.partition_point(|token| token.column < above.column);
    let same = |token: &&Token<'_>| {
        (token.column, token.columns) == (above.column, above.columns) && is_piece(token)
    };
    cells.get(at).filter(same).map(|_| row.0 + at)
}

fn is_known(token: &Token<'_>) -> bool {
    matches!(&token.kind, Kind::Label(label) if vocabulary().meaning(&label.core).is_some())
}

#[cfg(test)]
mod tests {
    use nianbao_core::{Block, GridBuilder, Place};

    use super::*;
    use crate::tokens::tokens;

    /// The labels of a grid of bare cells, after joining.
    fn labels(rows: &[&[&str]]) -> Vec<String> {
        labels_of(
            &rows.iter().map(|row| row.iter().map(|text| (*text, 1)).collect()).collect::<Vec<_>>(),
        )
    }

    /// The same of cells that reach over so many rows.
    fn labels_of(rows: &[Vec<(&str, usize)>]) -> Vec<String> {
        let mut builder = GridBuilder::new();
        for row in rows {
            builder.row();
            for (text, rows) in row {
                builder.cell((*text).to_owned(), 1, *rows, false, Place::Line(1));
            }
        }
        let blocks = [Block::Grid(builder.finish().0)];
        let tokens = tokens(&blocks, false);
        let label = |token: &Token<'_>| match &token.kind {
            Kind::Label(label) => Some(label.core.clone()),
            _ => None,
        };
        tokens.iter().filter_map(label).collect()
    }

    #[test]
    fn pieces_of_a_head_are_one() {
        let rows: [&[&str]; 3] =
            [&["信息内容", "本年制", "本年废"], &["", "发件数", "止件数"], &["规章", "1", "2"]];
        assert_eq!(labels(&rows), ["信息内容", "本年制发件数", "本年废止件数", "规章"]);
        let rows: [&[&str]; 3] = [&["结果"], &["维"], &["持"]];
        assert_eq!(labels(&rows), ["结果维持"]);
    }

    #[test]
    fn pieces_of_a_head_of_the_page_s_own_are_one_beside_a_head_of_the_form() {
        let rows: [&[&str]; 2] = [&["信息内容", "本年制", "本"], &["", "发件数", "年减"]];
        assert_eq!(labels(&rows), ["信息内容", "本年制发件数", "本年减"]);
        // Units below each other are no head.
        let rows: [&[&str]; 2] = [&["当面申请数", "件"], &["传真申请数", "件"]];
        assert_eq!(labels(&rows).len(), 4);
    }

    #[test]
    fn pieces_of_a_head_of_the_page_s_own_are_one_where_all_others_reach_over_them() {
        let rows = |first| {
            let head = vec![(first, 2), ("上一年项目数量", 2), ("本年", 1), ("处理决定数量", 2)];
            labels_of(&[head, vec![("减", 1)]])
        };
        assert_eq!(rows("信息内容"), ["信息内容", "上一年项目数量", "本年减", "处理决定数量"]);
    }

    #[test]
    fn what_stands_beside_a_row_s_label_is_no_piece_of_its_head() {
        let head = ["信息内容", "本年收费金额（单位：万元）"];
        let printed = labels(&[&head, &["行政事业性收费", "（12）"]]);
        assert_eq!(printed.len(), 4, "{printed:?}");
    }

    #[test]
    fn what_is_known_by_itself_or_makes_no_head_stays_apart() {
        for rows in [
            [["自然人", "总计"], ["商业企业", "其他"]],
            [["处理决定", "甲"], ["数量（上年）", "乙"]],
            [["本年制", "甲"], ["发件数", "5"]],
        ] {
            let printed: Vec<String> = labels(&[&rows[0], &rows[1]]);
            let texts = rows.iter().flatten().filter(|text| **text != "5");
            assert_eq!(printed.len(), texts.count(), "{printed:?}");
        }
    }
}

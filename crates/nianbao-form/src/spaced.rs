//! Lines whose cells are parted by spaces.

use crate::fold::is_space;
use crate::key::Label;
use crate::tokens::{Kind, kind_of};
use crate::value::is_counter;
use crate::vocabulary::{Meaning, vocabulary};

/// The pieces of a line between gaps of two spaces or more.
pub(crate) fn gaps(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_matches(is_space);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut gap: Option<(usize, usize)> = None;
        for (index, character) in rest.char_indices() {
            if is_space(character) {
                gap.get_or_insert((index, 0)).1 += 1;
            } else if let Some((start, width)) = gap.take()
                && width > 1
            {
                let piece = &rest[..start];
                rest = &rest[index..];
                return Some(piece);
            }
        }
        Some(std::mem::take(&mut rest))
    })
}

/// Section 四 is a row of so many numbers without a label, and so many stand below a label of section
/// 三 that takes a line of its own.
const UNLABELLED: [usize; 2] = [15, 7];

/// No row has more cells; a longer line is not looked at.
const MOST_WORDS: usize = 40;

/// The cells of a line: its pieces between gaps, and those of them that are a row of the form whose cells
/// are parted by one space each (行政处罚 3 0 15).
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut pieces = gaps(text);
    // Where the line has wider gaps, too, those part its cells, or stand for blank ones.
    let only = pieces.next().is_none() || pieces.next().is_none();
    gaps(text).flat_map(move |piece| row(piece, only).unwrap_or_else(|| vec![piece]))
}

/// The labels and values of a row whose cells are parted by one space each. A single space may stand
/// inside of a label or a number, too: so the words before the values are labels of the form each, and
/// how many values there are is left to the columns. `only`: the piece is its whole line.
fn row(piece: &str, only: bool) -> Option<Vec<&str>> {
    let words: Vec<&str> = piece.split(is_space).take(MOST_WORDS + 1).collect();
    if words.len() < 2 || words.len() > MOST_WORDS {
        return None;
    }
    let is_cell = |word: &&&str| matches!(kind_of(word), Kind::Value | Kind::Blank);
    let values = words.iter().rev().take_while(is_cell).count();
    let labels = words.len() - values;
    let closed = words[labels..].iter().all(is_closed);
    let told = labels > 0 || UNLABELLED.contains(&values);
    if !(closed || only && told) {
        return None;
    }
    let mut cells = labels_of(piece, &words[..labels], values > 0)?;
    cells.extend(&words[labels..]);
    Some(cells)
}

/// Whether a word is a number that cannot go on in the next one: 3件.
fn is_closed(word: &&str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && is_counter(unit)
}

/// The words as labels of the form, the longest first: 三、本年度办理结果 （一）予以公开.
fn labels_of<'t>(piece: &'t str, words: &[&'t str], of_row: bool) -> Option<Vec<&'t str>> {
    let mut labels = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.first() {
        let start = first.as_ptr().addr() - piece.as_ptr().addr();
        let known = (1..=rest.len()).rev().find_map(|count| {
            let last = rest[count - 1];
            let end = last.as_ptr().addr() - piece.as_ptr().addr() + last.len();
            let label = &piece[start..end];
            is_known(label, of_row).then_some((label, count))
        });
        let (label, count) = known?;
        labels.push(label);
        rest = &rest[count..];
    }
    Some(labels)
}

/// Whether a text is a label: of a row, or the unit beside one; or any of the form's where no values
/// follow, as in a head.
fn is_known(text: &str, of_row: bool) -> bool {
    let core = vocabulary().canonical(&Label::of(text).core);
    let meaning = vocabulary().meaning(&core);
    let fits = |meaning: &Meaning| !of_row || meaning.is_row() || meaning.group;
    meaning.is_some_and(fits) || of_row && (is_counter(text) || text == "万元")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<&str> {
        pieces(text).collect()
    }

    #[test]
    fn a_row_with_one_space_between_its_cells() {
        assert_eq!(cells("行政处罚 3 0 15"), ["行政处罚", "3", "0", "15"]);
        assert_eq!(
            cells("三、本年度办理结果 （一）予以公开 4 1 / 0 0 0 5"),
            ["三、本年度办理结果", "（一）予以公开", "4", "1", "/", "0", "0", "0", "5"]
        );
        assert_eq!(cells("1.当面申请数 件 7"), ["1.当面申请数", "件", "7"]);
        assert_eq!(
            cells("七、依申请公开信息收取的费用 万元 0.5"),
            ["七、依申请公开信息收取的费用", "万元", "0.5"]
        );
        assert_eq!(cells("3件 4件"), ["3件", "4件"]);
        assert_eq!(cells("12 0 3 0 / 0 15"), ["12", "0", "3", "0", "/", "0", "15"]);
        assert_eq!(
            cells("信息内容 本年收费金额（单位：万元）"),
            ["信息内容", "本年收费金额（单位：万元）"]
        );
    }

    #[test]
    fn a_space_inside_of_a_cell_is_none_between_two() {
        assert_eq!(cells("规章 1 3612  5"), ["规章 1 3612", "5"]);
        for text in ["1 3612", "第二十条 第（五）项", "办理行政许可 51 件", "1 2 3 4", "会议 3 次"]
        {
            assert_eq!(cells(text), [text]);
        }
    }
}

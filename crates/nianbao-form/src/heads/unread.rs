//! Texts between a block's caption and its first row that no head was made of: pieces of broken heads.

use std::collections::HashSet;
use std::sync::LazyLock;

use nianbao_core::Edition;

use crate::fold::squeeze;
use crate::vocabulary::{Column, vocabulary};

use super::{HeadCell, Heads};

/// The longest head, in characters.
const LONGEST_HEAD: usize = 12;

/// What stands above the labels, and what the last head prints behind its name.
const BEFORE: &str = "信息内容";
const UNIT: &str = "单位万元";

/// How many rows a head is broken over at most.
const HEAD_ROWS: usize = 3;

/// Whether a head whose pieces are these may be that of some columns: read one after the other, or
/// down each column, those that have a character of its words have no other, in their order. Then
/// position decides, as where the head is lost; else the pieces are those of another head.
pub(super) fn may_name(unread: &[String], columns: &[Column]) -> bool {
    let form: Vec<char> = std::iter::once(BEFORE)
        .chain(columns.iter().map(Column::leaf))
        .chain([UNIT])
        .flat_map(str::chars)
        .collect();
    let of_head = |piece: &String| piece.chars().any(|c| form.contains(&c));
    let pieces: Vec<String> = unread.iter().map(|text| words_of(text)).filter(of_head).collect();
    let printed: String = pieces.concat();
    let has = |character: char| printed.contains(character);
    // 项目数量 is not 上一年项目数量, nor 本年减 本年增/减.
    let last_year = columns.iter().any(|column| column.leaf().starts_with("上一年"));
    if has('减') && !has('增') || last_year && has('目') && !has('上') && !has('一') {
        return false;
    }
    let names = |printed: &str| {
        let mut rest = form.iter();
        printed.chars().all(|character| rest.any(|of_form| *of_form == character))
    };
    let down = |wide: usize| {
        let rows = pieces.len() / wide;
        let cells = (0..wide).flat_map(|at| (0..rows).map(move |row| row * wide + at));
        let printed: String = cells.map(|at| pieces[at].as_str()).collect();
        pieces.len() == rows * wide && (2..=HEAD_ROWS).contains(&rows) && names(&printed)
    };
    names(&printed) || down(columns.len()) || down(columns.len() + 1)
}

impl Heads {
    /// Whether a head in text stands out of the order of the others and may be the second half of a
    /// broken one, though it names a column alone (新制作数量, of 本年新制作数量). Then it stands on
    /// another line, and its place says nothing of its column's.
    pub(super) fn has_second_half(&self, columns: &[Column], chosen: &[Option<usize>]) -> bool {
        let half = |(cell, index): (&HeadCell, &Option<usize>)| {
            let printed = squeeze(&cell.printed);
            let leaf = index.map_or("", |index| columns[index].leaf());
            printed.len() < leaf.len() && leaf.ends_with(&printed)
        };
        let in_order = chosen.iter().flatten().is_sorted();
        self.grid.is_none() && !in_order && self.cells.iter().zip(chosen).any(half)
    }
}

/// Whether a short text may be a piece of a head of section 二: it has no character that none of
/// them has, and two at least.
pub(crate) fn is_piece_of_head(text: &str) -> bool {
    (2..=LONGEST_HEAD).contains(&words_of(text).chars().count()) && is_of_head(text)
}

/// Whether a text is a piece of what stands above the labels of section 二: 信息 of 信息内容, which begins
/// another block's head.
pub(crate) fn is_piece_of_stub(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && BEFORE.contains(text)
}

/// Whether a text has no character that no head of section 二 has, and one at least.
pub(crate) fn is_of_head(text: &str) -> bool {
    let words = words_of(text);
    !words.is_empty() && words.chars().all(|character| OF_HEADS.contains(&character))
}

/// Whether a text has a character that some head of section 二 has.
pub(crate) fn has_of_head(text: &str) -> bool {
    words_of(text).chars().any(|character| OF_HEADS.contains(&character))
}

static OF_HEADS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let rows = vocabulary().rows.iter().filter(|row| row.section == 2);
    let columns = Edition::ALL.into_iter().flat_map(|edition| {
        rows.clone().flat_map(move |row| row.columns(edition)).flat_map(|c| c.leaf().chars())
    });
    BEFORE.chars().chain(columns).collect()
});

/// The letters and digits of a text; those of references that a page's source has (&#160;) are none.
fn words_of(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    bare.extend(parts.map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())));
    squeeze(&bare).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(label: &str, edition: Edition, unread: &[&str]) -> bool {
        let row = vocabulary().rows.iter().find(|row| row.path.last().is_some_and(|l| l == label));
        let unread: Vec<String> = unread.iter().map(|text| (*text).to_owned()).collect();
        may_name(&unread, row.unwrap().columns(edition))
    }

    #[test]
    fn pieces_of_heads() {
        let of_2019 =
            ["信", "本年新制作", "本", "对外公开总", "息内容", "数量", "年新公开数量", "数量"];
        assert!(names("规章", Edition::E2019, &of_2019));
        assert!(!names("规章", Edition::E2021, &of_2019));
        assert!(names("规章", Edition::E2021, &["备注", "（本年）"]));
        let swapped = ["信息内", "本年", "本年制发", "现", "容", "废止件数", "件数", "行有效件数"];
        assert!(!names("规章", Edition::E2021, &swapped));
        let in_place = ["信息内", "本年制发", "本年", "现", "容", "件数", "废止件数", "行有效件数"];
        assert!(names("规章", Edition::E2021, &in_place));
        let fees = ["信息", "上一年", "本年增/", "内容", "项目数量", "减"];
        assert!(names("行政事业性收费", Edition::E2019, &fees));
        let less = ["信息", "上一年", "本年减", "内容", "项目数量"];
        assert!(!names("行政事业性收费", Edition::E2019, &less));
        assert!(!names("行政事业性收费", Edition::E2019, &["项目", "数量", "本年增/减"]));
        assert!(!names("行政事业性收费", Edition::E2019, &["上一年项目数量", "本年", "增加"]));
    }
}

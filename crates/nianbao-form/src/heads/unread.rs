//! Texts between a block's caption and its first row that no head was made of: pieces of broken heads.

use std::collections::HashMap;

use crate::fold::squeeze;
use crate::vocabulary::Column;

/// What stands above the labels, and what heads print behind their names.
const BESIDE: &str = "信息内容单位万元";

/// Whether a head whose pieces are these may be that of some columns: each piece that has a character
/// of them has no other, and none more often. Then position decides, as where the head is lost;
/// else the pieces are those of another head.
pub(super) fn may_name(unread: &[String], columns: &[Column]) -> bool {
    let mut left: HashMap<char, usize> = HashMap::new();
    let words = columns.iter().map(Column::leaf).chain([BESIDE]);
    for character in words.flat_map(str::chars) {
        *left.entry(character).or_default() += 1;
    }
    let of_head = |piece: &String| piece.chars().any(|c| left.contains_key(&c));
    let pieces: Vec<String> = unread.iter().map(|text| words_of(text)).filter(of_head).collect();
    let printed: String = pieces.concat();
    let has = |character: char| printed.contains(character);
    // 项目数量 is not 上一年项目数量, nor 本年减 本年增/减.
    let last_year = columns.iter().any(|column| column.leaf().starts_with("上一年"));
    if has('减') && !has('增') || last_year && has('目') && !has('上') && !has('一') {
        return false;
    }
    printed.chars().all(|character| {
        left.get_mut(&character).is_some_and(|times| {
            let some = *times > 0;
            *times = times.saturating_sub(1);
            some
        })
    })
}

fn words_of(text: &str) -> String {
    squeeze(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use nianbao_core::Edition;

    use super::*;
    use crate::vocabulary::vocabulary;

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
        let fees = ["信息", "上一年", "本年增/", "内容", "项目数量", "减"];
        assert!(names("行政事业性收费", Edition::E2019, &fees));
        let less = ["信息", "上一年", "本年减", "内容", "项目数量"];
        assert!(!names("行政事业性收费", Edition::E2019, &less));
        assert!(!names("行政事业性收费", Edition::E2019, &["项目", "数量", "本年增/减"]));
        assert!(!names("行政事业性收费", Edition::E2019, &["上一年项目数量", "本年", "增加"]));
    }
}

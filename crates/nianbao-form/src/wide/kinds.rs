//! Names of kinds of bodies, which head groups of rows in the column of bodies: 县直部门, 乡镇（街道）, 本级.

use crate::fold::squeeze;
use crate::key::{split_numbering, without_brackets};

/// The words of which such a name consists; a body's own name has another.
const WORDS: [&str; 49] = [
    "公共企事业",
    "政府部门",
    "政府组成",
    "企事业",
    "委办局",
    "办事处",
    "本级",
    "本部",
    "局机关",
    "委机关",
    "机关",
    "部门",
    "单位",
    "机构",
    "企业",
    "事业",
    "行政",
    "组织",
    "系统",
    "乡镇",
    "镇街",
    "街道",
    "直属",
    "中直",
    "省直",
    "市直",
    "县直",
    "区直",
    "垂管",
    "垂直",
    "管理",
    "派出",
    "驻地",
    "下属",
    "所属",
    "下级",
    "其他",
    "部分",
    "各",
    "省",
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
    "级",
    "属",
    "街",
];

/// What stands between them.
const BETWEEN: [char; 8] = ['、', '和', '及', '与', '直', '类', '的', '/'];

/// Whether a text in the column of bodies names a kind of them and no body.
pub(super) fn is_kind(text: &str) -> bool {
    let key = squeeze(text);
    let key = split_numbering(&key).1;
    let outside = without_brackets(key);
    let name = if outside.is_empty() { key } else { &*outside };
    let name = name.trim_matches(['(', ')', ':', ',', '.', '。']);
    if name.ends_with("系统") {
        return true;
    }
    let mut rest = name;
    while let Some(next) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next.trim_start_matches(BETWEEN);
    }
    rest.is_empty() && !name.is_empty() || is_mark(name)
}

/// Whether a text counts groups and says nothing else: 一, A类, 第一类.
fn is_mark(name: &str) -> bool {
    let mark = name.strip_suffix('类').unwrap_or(name).trim_start_matches('第');
    let numerals = !mark.is_empty() && mark.chars().all(|c| "一二三四五六七八九十".contains(c));
    numerals || mark.len() < name.len() && mark.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::is_kind;

    #[test]
    fn kinds_of_bodies_are_no_bodies() {
        for name in [
            "县直部门",
            "一、县直部门",
            "本级",
            "（本级）",
            "县本级",
            "乡镇（街道）",
            "（一）县政府部门",
            "各部门",
            "市直机关",
            "其他单位",
            "行政机关",
            "事业单位",
            "县属企业",
            "局机关",
            "派出机构",
            "教育系统",
            "部门",
            "一",
            "A类",
            "县直部门（25个）",
            "镇、街道",
        ] {
            assert!(is_kind(name), "{name}");
        }
        for name in [
            "白石县教育局",
            "教育局",
            "县政府",
            "县委办",
            "河口镇",
            "河口镇人民政府",
            "档案馆",
            "机关事务管理局",
            "市直机关工委",
            "企业服务中心",
            "县市场监管局",
            "城区街道",
            "甲局",
            "",
        ] {
            assert!(!is_kind(name), "{name}");
        }
    }
}

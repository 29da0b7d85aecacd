//! What stands around a phrase and makes its number another: a list that shares it, words that make it
//! rough, what it includes.

use crate::phrasing::{About, Phrasing};

use super::times::names_carried;

/// What joins the names of things that are counted together.
const JOINS: [&str; 7] = ["、", "以及", "或者", "和", "及", "与", "或"];

/// Words that begin with what was done: two of them before one number are both of it (受理并答复申请9件).
const DONE: [&str; 14] = [
    "收到",
    "受理",
    "接收",
    "接受",
    "接到",
    "新收",
    "新增",
    "办理",
    "办结",
    "答复",
    "主动公开",
    "公开",
    "制发",
    "制定",
];

/// Whether the phrase from `start` to `end` does not say a number of its own. `number`: where its number
/// stands.
pub(super) fn is_doubtful(
    plain: &str,
    start: usize,
    number: Option<usize>,
    end: usize,
    phrasing: &Phrasing,
) -> bool {
    match number {
        Some(number) => {
            is_approximate(plain, number, end)
                || !matches!(phrasing.about, About::Nothing) && shares(plain, start)
        }
        None => {
            is_part(plain, start, end)
                || matches!(phrasing.about, About::Zero(_)) && is_counted(plain, end)
        }
    }
}

/// 近5件, 5余件, 约5件, digits that belong to a longer number, or a cell among others of a row.
fn is_approximate(plain: &str, number: usize, end: usize) -> bool {
    let before = plain[..number].chars().next_back();
    let after = plain[end..].chars().next();
    before.is_some_and(|c| {
        c.is_ascii_digit() || matches!(c, '.' | '约' | '近' | '超' | '逾' | '过' | '第')
    }) || after.is_some_and(|c| matches!(c, '余' | '多' | '以' | '/' | '|'))
}

/// 无行政复议被纠错, 没有其他行政复议, 没有被行政复议机关撤销: the words of negation are not of all reviews.
fn is_part(plain: &str, start: usize, end: usize) -> bool {
    let (words, rest) = (&plain[start..end], clause(&plain[end..]));
    let results = ["被纠", "纠错", "纠正", "败诉", "被撤", "撤销", "违法"];
    results.iter().any(|word| words.contains(word) || rest.contains(word))
        || ["其他行政", "其它行政", "其他诉讼"].iter().any(|word| words.contains(word))
        || ["机关", "机构", "决定", "法"].iter().any(|word| rest.starts_with(word))
}

/// 没有被申请行政复议，被提起行政诉讼2件: what the clause goes on to count is not nothing.
fn is_counted(plain: &str, end: usize) -> bool {
    let rest = clause(&plain[end..]);
    let counts = rest.char_indices().filter(|(_, c)| "件起宗".contains(*c));
    counts.into_iter().any(|(at, _)| {
        let number = rest[..at]
            .trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
        let number = &rest[number.len()..at];
        !number.is_empty() && number.chars().any(|c| c != '0')
    })
}

/// Whether the thing counted is the last of a list that has one number: 自然人、商业企业申请5件.
fn shares(plain: &str, start: usize) -> bool {
    let words = &plain[start..];
    let Some(head) = JOINS.iter().find_map(|join| plain[..start].strip_suffix(join)) else {
        return words.starts_with('、') && lacks_number(&plain[..start], words);
    };
    lacks_number(head, words)
}

/// Whether what a text ends with, up to the mark before it, has no number of its own and is no other
/// thing done to what `words` count.
fn lacks_number(head: &str, words: &str) -> bool {
    let item = head.rsplit([',', ';', ':', '。', '、', '(', ')']).next().unwrap_or(head);
    let done = DONE.iter().any(|word| words.trim_start_matches('、').starts_with(word));
    let counted = item.contains(|c: char| c.is_ascii_digit());
    !item.is_empty() && !counted && (!done || is_other_matter(item))
}

/// Applications of the year before, and what is no application.
fn is_other_matter(item: &str) -> bool {
    ["结转", "转入", "信访", "举报", "投诉", "咨询"].iter().any(|word| item.contains(word))
}

/// Whether the number of what was received includes what was carried over from the year before:
/// 收到申请9件（含上年结转2件）, 加上上年结转2件，收到申请9件.
pub(super) fn counts_carried(plain: &str, start: usize, end: usize) -> bool {
    let rest = &plain[end..];
    let inside = rest.strip_prefix('(').map(|inner| inner.split(')').next().unwrap_or(inner));
    let rest = rest.trim_start_matches(',');
    let includes = ["其中", "含", "包括", "包含"].iter().any(|word| rest.starts_with(word));
    let before = &plain[..start];
    let added = ["加上", "加之", "连同", "算上"].iter().any(|word| before.contains(word));
    let own = if before.starts_with(['含', '包']) { before } else { clause_of(before) };
    let inside = inside.filter(|inner| !inner.starts_with(['不', '另', '未']));
    inside.is_some_and(names_carried)
        || includes && names_carried(rest)
        || added && names_carried(before)
        || own.contains(['含', '括']) && names_carried(own)
}

/// A text up to the end of its first clause.
pub(super) fn clause(text: &str) -> &str {
    text.split([',', ';', '。']).next().unwrap_or(text)
}

/// The clause that a text ends in.
pub(super) fn clause_of(text: &str) -> &str {
    text.rsplit([',', ';', '。']).next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_deny_only_a_part() {
        for (words, rest) in [
            ("未发生其他行政复议", "。"),
            ("未发生败诉的行政诉讼", "案件。"),
            ("没有被行政复议", "机关改变的决定。"),
            ("未发生行政复议", "被纠正的情况。"),
        ] {
            assert!(is_part(&format!("{words}{rest}"), 0, words.len()), "{words}{rest}");
        }
        assert!(!is_part("未发生行政复议,被纠正0件", 0, "未发生行政复议".len()));
    }

    #[test]
    fn what_was_carried_over_is_included_or_stands_beside() {
        for (text, included) in [
            ("(含上年结转1件)", true),
            (",其中上年度转入1件", true),
            ("(上年结转1件,新收8件)", true),
            ("(不含上年结转1件)", false),
            ("(另有上年结转1件)", false),
            (",上年结转1件", false),
        ] {
            assert_eq!(counts_carried(text, 0, 0), included, "{text}");
        }
    }
}

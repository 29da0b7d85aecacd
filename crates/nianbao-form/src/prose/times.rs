//! Of which time a number is, as the words before it say.

use crate::fold::han_count;
use crate::scope::{self, BEFORE};
use crate::title::years;

use super::around::{clause, clause_of};
use super::months;

/// Sums over years, to a day.
const TOTALS: [&str; 8] = ["截至", "截止", "历年", "以来", "自20", "年来", "五期间", "五时期"];

/// Comparisons with another time.
const COMPARED: [&str; 6] = ["较上", "比上", "同比", "环比", "同期", "前年"];

/// What is no count of the year: averages, plans, what is done again and again.
const NO_COUNT: [&str; 18] = [
    "平均",
    "日均",
    "月均",
    "年均",
    "计划",
    "力争",
    "预计",
    "拟组织",
    "拟举办",
    "拟召开",
    "每年",
    "每季",
    "每月",
    "每周",
    "每天",
    "每日",
    "明年",
    "目标",
];

/// Words for a part of a year, and those that end what they say.
const PARTS: [&str; 2] = ["半年", "季度"];
const WHOLES: [&str; 4] = ["全年", "本年", "今年", "年内"];

/// 年12月31日至 stands between two years of a span at most.
const LONGEST_DAY: usize = 8;

/// Whether the words before a number leave it that of the report's `year`: no other year, no part or sum
/// of years, no comparison. `carried`: it says what was carried over from the year before.
pub(super) fn is_of_year(before: &str, year: Option<u16>, carried: bool) -> bool {
    let clause = clause_of(before);
    let any = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let end = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    // 截至12月31日，本年度共…: the words that come last are those of the number.
    let whole = end(&WHOLES).max(year.and_then(|year| opened_by(before, year)));
    let early =
        months::until(before) > end(&WHOLES[..1]).max(year.and_then(|y| opened_by(before, y)));
    let part = end(&PARTS).max(months::part(before)).max(year_before(before)) > whole || early;
    let total = end(&TOTALS).max(recent_years(before)) > whole;
    let other_year = years(before).filter(|(end, _)| !is_compared(before, *end)).last();
    let other_year = other_year.is_some_and(|(end, named)| {
        before[end..].starts_with('年') && year.is_some_and(|own| own != named)
    });
    let elsewhere = total || other_year || part || ends_a_span(before);
    let counts = !any(&NO_COUNT, clause) && !names_while(before);
    !elsewhere && counts && (carried || !is_comparison(clause))
}

/// Whether a text ends with what was while something else went on, which was no year: 春节期间，….
fn names_while(text: &str) -> bool {
    let text = text.strip_suffix(',').unwrap_or(text);
    let Some((head, rest)) = clause_of(text).rsplit_once("期间") else { return false };
    let year = ["统计", "报告", "年度", "年", "五"].iter().any(|word| head.ends_with(word));
    !year && WHOLES.iter().all(|word| !rest.contains(word))
}

/// Whether the bracket behind a number says that it is of another time: 500条（2021年）.
pub(super) fn is_of_other(rest: &str, year: Option<u16>) -> bool {
    let Some((inner, _)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return false;
    };
    if inner.contains(['比', '%', '增', '减', '降', '升', '平']) {
        return false;
    }
    let before = BEFORE.iter().any(|word| inner.trim_end_matches(['度', '数', '的']) == *word);
    han_count(inner) <= LONGEST_TIME && (before || scope::foreign(inner, year).is_some())
}

/// A bracket with more words says other things: 较上年减少3件.
const LONGEST_TIME: usize = 5;

/// Whether a text names the report's year as the time of what follows.
pub(super) fn is_named(text: &str, year: Option<u16>) -> bool {
    WHOLES.iter().any(|word| text.contains(word))
        || year.is_some_and(|year| opened_by(text, year).is_some())
}

/// Whether a clause compares with another time or is of the year before, and does not come back to
/// this one: 与去年相比今年….
fn is_comparison(clause: &str) -> bool {
    let found = |words: &[&str]| words.iter().filter_map(|word| clause.rfind(word)).max();
    let before = BEFORE.iter().flat_map(|word| clause.match_indices(word));
    let before = before.filter(|(at, word)| !is_carried(&clause[at + word.len()..]));
    found(&COMPARED).max(before.map(|(at, _)| at).max()) > found(&WHOLES)
}

/// Whether a text names what was carried over from the year before.
pub(super) fn names_carried(text: &str) -> bool {
    let mut named = BEFORE.iter().flat_map(|word| text.match_indices(word));
    named.any(|(at, word)| is_carried(&text[at + word.len()..]))
}

/// Whether what stands behind words for the year before says what was carried over from it.
fn is_carried(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['度', '的', '未', '办', '所']);
    ["结转", "转入", "转来", "接转", "遗留"].iter().any(|word| rest.starts_with(word))
}

/// What makes the year before no time of what follows: it is compared with, or its report spoken of.
const SPOKEN_OF: [&str; 11] =
    ["同期", "相比", "比", "持平", "相同", "一样", "报告", "年报", "问题", "工作", "基础"];

/// Where a clause opens with the year before as the time of all that follows: 去年，我局收到申请9件，办结8件.
fn year_before(text: &str) -> Option<usize> {
    let opens = |at: usize| {
        let head = text[..at].trim_end_matches(['在', '而', '年', '度', '的']);
        head.is_empty() || head.ends_with([',', ';', ':', '。']) || head.ends_with("其中")
    };
    let says = |(at, word): &(usize, &str)| {
        let rest = text[at + word.len()..].trim_start_matches(['度', '我', '为', '是', '仅', '有']);
        let clause = clause(rest);
        let counts = rest.starts_with(|c: char| c.is_ascii_digit());
        opens(*at)
            && !counts
            && !is_carried(rest)
            && SPOKEN_OF.iter().all(|word| !clause.contains(word))
    };
    let found = BEFORE.iter().flat_map(|word| text.match_indices(word));
    found.filter(says).map(|(at, _)| at).max()
}

/// Where the report's year opens a clause: 近三年共43件，2021年度12件.
fn opened_by(before: &str, year: u16) -> Option<usize> {
    let (at, _) = years(before).filter(|(_, named)| *named == year).last()?;
    let (head, rest) = (&before[..at - 4], &before[at..]);
    let opens = head.is_empty() || head.ends_with([',', ';', ':', '。']) || head.ends_with("其中");
    let day = rest.trim_start_matches('年').starts_with(|c: char| c.is_ascii_digit());
    (opens && rest.starts_with('年') && !day).then_some(at)
}

/// Where several years before the end of the report's are named: 近三年, 最近5年.
fn recent_years(before: &str) -> Option<usize> {
    let (at, _) = before.match_indices('近').rfind(|(at, near)| {
        let rest = &before[at + near.len()..];
        let number = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "两二三四五六七八九十几".contains(c)
        });
        number.len() < rest.len() && number.starts_with('年')
    })?;
    Some(at)
}

/// Whether the year that ends at `end` is only compared with, in a clause or a bracket that is over:
/// 申请9件，比2019年的5件多，办结8件.
fn is_compared(text: &str, end: usize) -> bool {
    let (head, tail) = text.split_at(end);
    let clause = head.rsplit([',', ';', '。', '(']).next().unwrap_or(head);
    let bracketed = head.rfind('(') > head.rfind(')') && tail.contains(')');
    let compared = ["比", "较", "与"].iter().any(|word| clause.starts_with(word));
    // 2021年为9件 tells of that year and of nothing behind it.
    let told = ["年为", "年度为", "年是", "年同期"].iter().any(|word| tail.starts_with(word));
    bracketed || (compared || told) && tail.contains([',', ';'])
}

/// Whether the last year that a text names ends a span of several (2020年至2022年).
fn ends_a_span(text: &str) -> bool {
    let mut last: Option<(usize, u16)> = None;
    let mut ends = false;
    for (end, year) in years(text) {
        ends = last.is_some_and(|(before, first)| {
            let between = &text[before..end - 4];
            let joined = between.ends_with(['至', '到', '-', '~']);
            first != year && joined && between.chars().count() <= LONGEST_DAY
        });
        last = Some((end, year));
    }
    ends
}

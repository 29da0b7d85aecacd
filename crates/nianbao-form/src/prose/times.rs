//! Of which time a number is, as the words before it say.

use crate::title::years;

/// Sums over years, to a day.
const TOTALS: [&str; 7] = ["截至", "截止", "历年", "以来", "自20", "年来", "五期间"];

/// Comparisons with the year before.
const COMPARED: [&str; 7] = ["较上", "比上", "较去", "比去", "同比", "去年", "上年度"];

/// What is no count of the year: averages and plans.
const NO_COUNT: [&str; 10] =
    ["平均", "日均", "月均", "年均", "计划", "力争", "预计", "拟组织", "拟举办", "拟召开"];

/// Words for a part of a year, and those that end what they say.
const PARTS: [&str; 3] = ["上半年", "下半年", "季度"];
const WHOLES: [&str; 4] = ["全年", "本年", "今年", "年内"];

/// 年12月31日至 stands between two years of a span at most.
const LONGEST_DAY: usize = 8;

/// Whether the words before a number leave it that of the report's `year`: no other year, no part or sum
/// of years, no comparison. `carried`: it says what was carried over from the year before.
pub(super) fn is_of_year(before: &str, year: Option<u16>, carried: bool) -> bool {
    let clause = before.rsplit([',', ';', '。']).next().unwrap_or(before);
    let any = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let end = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    let part = end(&PARTS) > end(&WHOLES);
    // 截至12月31日，本年度共…: the words that come last are those of the number.
    let whole = end(&WHOLES).max(year.and_then(|year| opened_by(before, year)));
    let total = end(&TOTALS).max(recent_years(before)) > whole;
    let other_year = years(before).filter(|(end, _)| !is_compared(before, *end)).last();
    let other_year = other_year.is_some_and(|(end, named)| {
        before[end..].starts_with('年') && year.is_some_and(|own| own != named)
    });
    let elsewhere = total || other_year || part || ends_a_span(before);
    !elsewhere && !any(&NO_COUNT, clause) && (carried || !any(&COMPARED, clause))
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
    bracketed || compared && tail.contains([',', ';'])
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

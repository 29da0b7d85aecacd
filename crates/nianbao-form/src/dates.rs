//! Days in text, and which of them is the day of publication.

use std::sync::LazyLock;

use nianbao_core::{Date, Place};

use crate::fold::{han_count, is_han, is_space, narrow, own_words, simplified};
use crate::key::chinese_number;
use crate::lines::TextLine;
use crate::pattern::Pattern;
use crate::title::chinese_year;

pub(crate) const DAY_WRITTEN: &str =
    r"(?:^|[^0-9])(?P<y>20[0-9]{2}) *[年/. -] *(?P<m>[0-9]{1,2}) *[月/. -] *(?P<d>[0-9]{1,2})";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static DAY: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(DAY_WRITTEN).unwrap());

/// The first day in a text.
pub(crate) fn find(text: &str) -> Option<Date> {
    if !may_be_in(text) {
        return None;
    }
    locate(&plain(text)).map(|(_, day)| day)
}

/// Whether a text has digits enough for a day: cheap, and nearly all cells have not.
fn may_be_in(text: &str) -> bool {
    text.len() >= FEWEST_DIGITS && {
        let digits = text.chars().filter(|c| matches!(c, '0'..='9' | '０'..='９'));
        digits.take(FEWEST_DIGITS).count() == FEWEST_DIGITS
    }
}

/// A day is not printed with fewer.
const FEWEST_DIGITS: usize = 6;

/// The first day in a plain text, and where it begins.
fn locate(text: &str) -> Option<(usize, Date)> {
    DAY.find_all(text).find_map(|found| {
        let number = |name: &str| found.group(name)?.parse::<u16>().ok();
        let (month, day) = (u8::try_from(number("m")?).ok()?, u8::try_from(number("d")?).ok()?);
        Some((found.range("y")?.0, Date::new(number("y")?, month, day)?))
    })
}

/// The labels of the day of publication, the most telling first (READING.md).
const DAY_LABELS: [&str; 8] =
    ["发布日期", "发布时间", "发文日期", "公开日期", "发布于", "公开时间", "时间", "日期"];

/// What each of them holds, and the length of the shortest in bytes.
const IN_LABELS: [&str; 3] = ["日期", "时间", "发布于"];
const SHORTEST_LABEL: usize = "日期".len();

/// Words before 日期 or 时间 that make it another day.
const OTHER_DAYS: [&str; 12] = [
    "成文", "生成", "填报", "有效", "生效", "废止", "起止", "截止", "更新", "印发", "统计", "办理",
];

/// Each label with the space that block layouts put between its characters.
#[expect(clippy::unwrap_used, reason = "constant patterns; every test builds them")]
static LABELLED: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let spaced = |label: &&str| {
        let characters: Vec<String> = label.chars().map(String::from).collect();
        Pattern::new(&characters.join(r" *")).unwrap()
    };
    DAY_LABELS.iter().map(spaced).collect()
});

/// The days of publication as labelled, in reading order: the value behind the most telling label
/// that has one, on its line or the next. More than one only if that label is printed again.
pub(crate) fn labelled(lines: &[TextLine]) -> Vec<(Date, Place)> {
    let short: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.key.len() >= SHORTEST_LABEL)
        .filter(|(_, line)| IN_LABELS.iter().any(|word| line.key.contains(word)))
        .filter(|(_, line)| line.key.chars().count() <= LONGEST_BLOCK)
        .map(|(index, line)| (index, plain(&line.text)))
        .collect();
    let days = LABELLED.iter().zip(DAY_LABELS).map(|(pattern, label)| {
        let day = |(index, text): &(usize, String)| {
            let day = day_behind(lines, *index, behind(text, pattern, label)?)?;
            Some((day, lines[*index].at.clone()))
        };
        short.iter().filter_map(day).collect::<Vec<_>>()
    });
    days.into_iter().find(|days| !days.is_empty()).unwrap_or_default()
}

/// The day that follows a label of a line, with what stands behind the label; on the next line if
/// that is nothing.
fn day_behind(lines: &[TextLine], index: usize, rest: &str) -> Option<Date> {
    if let Some((start, day)) = locate(rest) {
        return (han_count(&rest[..start]) == 0 && !opens_period(&rest[start..])).then_some(day);
    }
    if rest.chars().any(|c| !matches!(c, ':' | ' ' | '-')) {
        return None;
    }
    let next = plain(&lines.get(index + 1)?.text);
    let (start, day) = locate(&next)?;
    (han_count(&next[..start]) == 0 && !opens_period(&next[start..])).then_some(day)
}

/// What stands between the two days of a period, or before its last.
const SPANS: [char; 6] = ['至', '到', '~', '-', '—', '－'];

/// Whether a text begins with a day and goes on to another: 2021年1月1日至12月31日.
fn opens_period(text: &str) -> bool {
    let behind =
        DAY.find(text).map(|found| text[found.end()..].trim_start_matches(['日', '起', ' ']));
    behind.is_some_and(goes_on)
}

/// Whether a text begins with what stands between two days and the second: 至12月31日. A page's number
/// between dashes is none.
fn goes_on(text: &str) -> bool {
    let last = text.trim_start_matches(|c: char| SPANS.contains(&c) || c == ' ');
    let number = last.trim_start_matches(|c: char| c.is_ascii_digit());
    let month = number.len() < last.len() && number.starts_with('月');
    text.starts_with(SPANS) && (month || locate(last).is_some_and(|(start, _)| start == 0))
}

/// Whether a day on a line of its own, or at a line's end, is one end of a period that was wrapped: the
/// line before it leaves off in one, or the next goes on with it.
pub(crate) fn is_of_period(lines: &[TextLine], index: usize) -> bool {
    let key = &lines[index].key;
    let words = key.rsplit('。').next().unwrap_or(key);
    let before = index.checked_sub(1).map_or("", |before| &lines[before].key);
    let joined = before.trim_end_matches(SPANS);
    let begun = joined.len() < before.len() && joined.ends_with(['日', '月']);
    let open = begun || OPENS.iter().any(|word| before.ends_with(word));
    let named = PERIODS.iter().any(|word| words.contains(word));
    open || named || lines.get(index + 1).is_some_and(|behind| goes_on(&behind.key))
}

/// What a line of prose ends with where a day of a period follows on the next.
const OPENS: [&str; 10] = ["至", "到", "自", "从", "为", "是", "截至", "截止", "期限", "期间"];

/// What names a period, or the day it ends with.
const PERIODS: [&str; 5] = ["期限", "期间", "起止", "截至", "截止"];

/// A line of a metadata block is no longer; prose is.
const LONGEST_BLOCK: usize = 200;

/// Half width, simplified, with space as it is.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        let character = if is_space(character) { ' ' } else { simplified(narrow(character)) };
        plain.push(character);
        own_words(&mut plain, character);
    }
    plain
}

/// What follows a label, if it stands there as one.
fn behind<'k>(text: &'k str, pattern: &Pattern, label: &str) -> Option<&'k str> {
    pattern.find_all(text).find_map(|found| {
        let before = text[..found.start()].trim_end();
        let other = OTHER_DAYS.iter().any(|word| before.ends_with(word));
        let bare = matches!(label, "时间" | "日期");
        let joined = bare && text[..found.start()].ends_with(is_han);
        // 【发布日期】 ends where its bracket does.
        let rest = &text[found.end()..];
        let rest = rest.strip_prefix(')').filter(|_| before.ends_with('(')).unwrap_or(rest);
        let rest = rest.trim_start_matches([' ', '|']);
        let labelled = rest.starts_with(':') || rest.is_empty() || rest.starts_with("20");
        (!other && !joined && labelled).then_some(rest)
    })
}

/// A line of the block under a title, with a day that no label names, is no longer; prose is.
const LONGEST_BESIDE: usize = 60;

/// The only day of a line in the block under a title, among other things without a label of its own:
/// 2021-01-22 来源：甲局, 甲局 2021-01-22 09:40.
pub(crate) fn beside(line: &TextLine) -> Option<Date> {
    if line.key.chars().count() > LONGEST_BESIDE || line.key.contains(['。', ',', ';', '《']) {
        return None;
    }
    let text = plain(&line.text);
    let mut days = DAY.find_all(&text);
    let (found, (_, day)) = (days.next()?, locate(&text)?);
    let before = &text[..found.range("y")?.0];
    let behind = text[found.end()..].trim_start_matches(['日', ' ']);
    let other = OTHER_DAYS.iter().chain(&["期限", "期间"]).any(|word| before.contains(word));
    let begins = behind.starts_with(['至', '到', '起', '前', '后', '—', '~', '-']);
    let begins = begins || before.trim_end().ends_with(['至', '到', '自', '从', '止']);
    (days.next().is_none() && !other && !begins).then_some(day)
}

/// A line that is a day and nothing else.
pub(crate) fn bare(line: &TextLine) -> Option<Date> {
    if line.text.len() > LONGEST_BLOCK {
        return None;
    }
    if let Some(day) = in_numerals(&line.key) {
        return Some(day);
    }
    let words: usize = line.key.chars().filter(|c| !c.is_ascii_digit()).count();
    let alone = han_count(&line.text) <= 3 && words <= 6 && line.key.chars().count() <= 22;
    let text = alone.then(|| plain(&line.text))?;
    let (start, day) = locate(&text)?;
    let ends = text[..start].trim_end().ends_with(SPANS);
    (!ends && !opens_period(&text[start..])).then_some(day)
}

/// A day written in words: 二〇二一年三月十二日.
fn in_numerals(key: &str) -> Option<Date> {
    let (year, rest) = key.trim_matches(['(', ')']).split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let number = |text: &str| u8::try_from(chinese_number(text)?).ok();
    if year.chars().count() != YEAR_DIGITS {
        return None;
    }
    Date::new(chinese_year(key)?, number(month)?, number(rest.strip_suffix('日')?)?)
}

/// A year written in words has no fewer.
const YEAR_DIGITS: usize = 4;

/// The longest day at the end of a text, in characters.
const LONGEST_SIGNATURE: usize = 14;

/// The day that a text ends with: a signature run onto the last words.
pub(crate) fn at_end(text: &str) -> Option<Date> {
    // What stands before it is looked at for one character only.
    let start = text.char_indices().rev().nth(LONGEST_SIGNATURE).map_or(0, |(index, _)| index);
    let plain = plain(&text[start..]);
    let start =
        plain.rfind("20").filter(|start| plain[*start..].chars().count() <= LONGEST_SIGNATURE)?;
    let words = plain[start..].chars().filter(|c| is_han(*c)).count();
    let before = plain[..start].chars().next_back();
    let named =
        |c: char| !SPANS.contains(&c) && !matches!(c, '自' | '从' | '为' | '是' | '于' | '在');
    let apart = before.is_none_or(|c| c == ' ' || is_han(c) && named(c));
    (words == 3 && apart && plain.trim_end().ends_with('日'))
        .then(|| locate(&plain[start..]))?
        .map(|(_, d)| d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::blocks_of;
    use crate::pages::report_of;

    fn published(texts: &[&str]) -> Option<String> {
        let blocks = blocks_of(texts);
        labelled(&crate::lines::lines(&blocks)).first().map(|(day, _)| day.to_string())
    }

    #[test]
    fn days_as_they_are_printed() {
        for text in [
            "2021-01-22 09:40",
            "2021年1月22日",
            "2021/1/22",
            "２０２１.01.22",
            "2021年01月22日来源",
        ] {
            assert_eq!(
                find(text).map(|day| day.to_string()).as_deref(),
                Some("2021-01-22"),
                "{text}"
            );
        }
        for text in ["2021年13月1日", "20211-01-22", "〔2021〕1号"] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_in_words() {
        let day = |text: &str| {
            crate::lines::lines(&blocks_of(&[text])).first().and_then(bare).map(|d| d.to_string())
        };
        assert_eq!(day("二〇二一年三月十二日").as_deref(), Some("2021-03-12"));
        assert_eq!(day("（二○一六年十一月三十日）").as_deref(), Some("2016-11-30"));
        assert_eq!(day("二〇二一年三月四十日"), None);
        assert_eq!(day("二〇二一年政府信息公开年报"), None);
    }

    #[test]
    fn a_day_in_the_block_without_a_label() {
        let day = |text: &str| {
            crate::lines::lines(&blocks_of(&[text]))
                .first()
                .and_then(beside)
                .map(|day| day.to_string())
        };
        for text in
            ["2021-01-22 来源：甲局", "2021年1月22日由管理员提交", "甲发布 2021.01.22 09:40 阅读 5"]
        {
            assert_eq!(day(text).as_deref(), Some("2021-01-22"), "{text}");
        }
        for text in [
            "统计期限：2021年1月1日至12月31日",
            "2021年1月22日，甲局召开会议",
            "填报日期 2021-01-22 甲局",
            "2021-01-01至2021-12-31",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn ends_of_a_period_are_no_days_of_a_page() {
        let of = |texts: &[&str]| crate::lines::lines(&blocks_of(texts));
        for (texts, index) in [
            (&["数据的统计期限自2021年1月1日至", "2021年12月31日。"][..], 1),
            (&["数据的统计期限为2021年1月1日", "至2021年12月31日。"], 0),
            (&["以下数据从2021年1月1日", "到12月31日止。"], 0),
            (&["以下数据从2021年1月1日—", "2021年12月31日"], 1),
            (&["本年度报告的统计期限为", "2021年1月1日"], 1),
        ] {
            assert!(is_of_period(&of(texts), index), "{texts:?}");
        }
        for (texts, index) in [
            (&["临江市教育局年度报告", "2021年1月22日", "一、总体情况"][..], 1),
            (&["其他事项：无。", "- 3 -", "2021年1月22日"], 2),
            (&["临江市教育局", "2021年1月22日", "- 3 -"], 1),
        ] {
            assert!(!is_of_period(&of(texts), index), "{texts:?}");
        }
        let first = |text: &str| of(&[text]).first().and_then(bare);
        for text in ["2021-01-01至2021-12-31", "2021.01.01-2021.12.31", "至2021-12-31"] {
            assert_eq!(first(text), None, "{text}");
        }
        assert!(first("2021-01-22 09:40").is_some());
        for text in
            ["统计期限为2021年1月1日", "2021年1月1日至2021年12月31日", "以下数据从2021年1月1日"]
        {
            assert_eq!(at_end(text), None, "{text}");
        }
        assert!(at_end("其他事项：无。临江市教育局2021年1月22日").is_some());
        assert_eq!(published(&["时间：2021年1月1日至12月31日"]), None);
    }

    #[test]
    fn a_period_over_two_lines_dates_no_report() {
        let published = |texts: &[&str]| {
            let title = ["临江市教育局2021年政府信息公开工作年度报告"];
            let report = report_of(&[&title, texts, &["一、总体情况", "全年工作平稳。"]].concat());
            report.published.map(|day| day.to_string())
        };
        assert_eq!(published(&["本报告数据从2021年1月1日", "至2021年12月31日。"]), None);
        assert_eq!(published(&["本报告的统计期限自2021年1月1日至", "2021年12月31日。"]), None);
        assert_eq!(published(&["2022年1月22日"]).as_deref(), Some("2022-01-22"));
    }

    #[test]
    fn the_label_decides() {
        assert_eq!(published(&["• 时间：2021-01-22 09:40"]).as_deref(), Some("2021-01-22"));
        assert_eq!(published(&["发布时间：2021-1-5 09:40 来源：1"]).as_deref(), Some("2021-01-05"));
        assert_eq!(
            published(&["成文日期：2021-01-05 发布日期：2021-02-03"]).as_deref(),
            Some("2021-02-03")
        );
        assert_eq!(published(&["发布日期：", "2021年2月3日"]).as_deref(), Some("2021-02-03"));
        assert_eq!(published(&["【公开日期】", "2021-02-03"]).as_deref(), Some("2021-02-03"));
        assert_eq!(published(&["[发布时间] 2021-02-03"]).as_deref(), Some("2021-02-03"));
        assert_eq!(published(&["【成文日期】", "2021-02-03"]), None);
        assert_eq!(published(&["成文日期：2021-01-05"]), None);
        assert_eq!(
            published(&["时间：2021-01-05", "发布日期：2021-02-03"]).as_deref(),
            Some("2021-02-03")
        );
        assert_eq!(published(&["自2021年1月1日起的办理时间"]), None);
    }
}

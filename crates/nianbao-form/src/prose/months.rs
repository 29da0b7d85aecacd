//! Months that a sentence names: of which part of a year a number is.

use crate::key::chinese_number;

/// What joins the ends of a span.
const JOINS: [char; 6] = ['至', '到', '-', '~', '—', '－'];

/// What may stand with a month in a clause that says nothing but when: 3月份, 2021年3月底.
const BESIDE: &str = "年度月份底末初中上下旬在于自从今本当同";

/// The month that a text names, by where its number begins and where 月 ends.
struct Named {
    start: usize,
    end: usize,
    number: u32,
}

/// Where months that are not the whole year are named as the time of what follows: 1至6月, 截至6月底, 前11个月
/// anywhere before, a single month only in the clause that ends the text or in one before it that says
/// nothing but when.
pub(super) fn part(text: &str) -> Option<usize> {
    let spans = named(text).filter(|month| spans_part(text, month));
    let single = named(text).filter(|month| is_time_of_end(text, month));
    let months = spans.chain(single).map(|month| month.start).max();
    months.max(in_months(text))
}

/// Where a text says up to which month before the last of a year it counts: 截至6月底.
pub(super) fn until(text: &str) -> Option<usize> {
    let open = named(text).filter(|month| {
        let (head, joined) = joined(&text[..month.start]);
        let up_to = joined && start_of(head).is_none() || head.ends_with("截止");
        up_to && !ends_year(text, month)
    });
    open.map(|month| month.start).max()
}

/// The months that a text names, in digits or in words, those that only begin a span left out.
fn named(text: &str) -> impl Iterator<Item = Named> {
    text.match_indices('月').filter_map(|(at, word)| {
        let (start, number) = number_before(text, at)?;
        let end = at + word.len();
        let begins = text[end..].starts_with(JOINS);
        (1..=12).contains(&number).then_some(Named { start, end, number }).filter(|_| !begins)
    })
}

/// The number that ends at a place of a text, and where it begins.
fn number_before(text: &str, end: usize) -> Option<(usize, u32)> {
    let head = &text[..end];
    let digits = head.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() < head.len() {
        return Some((digits.len(), head[digits.len()..].parse().ok()?));
    }
    let words = head.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
    let number = chinese_number(&head[words.len()..])?;
    Some((words.len(), number))
}

/// The day of a month, where a text goes on with one.
fn day(rest: &str) -> Option<u32> {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    rest[..digits].parse().ok()
}

/// What stands before a month without the year, and whether a span ends with the month.
fn joined(head: &str) -> (&str, bool) {
    let named = |c: char| c.is_ascii_digit() || matches!(c, '今' | '本' | '当' | '同');
    let bare = head.strip_suffix('年').map_or(head, |year| year.trim_end_matches(named));
    let rest = bare.trim_end_matches(JOINS);
    (rest.trim_end_matches('起'), rest.len() < bare.len())
}

/// The month and the day that a text ends with: of 1月1日, 1月 and 1.
fn start_of(head: &str) -> Option<(u32, Option<u32>)> {
    if let Some(rest) = head.strip_suffix('日') {
        let (start, day) = number_before(rest, rest.len())?;
        let month = rest[..start].strip_suffix('月')?;
        return Some((number_before(month, month.len())?.1, Some(day)));
    }
    let month = head.strip_suffix('月').unwrap_or(head);
    Some((number_before(month, month.len())?.1, None))
}

fn ends_year(text: &str, month: &Named) -> bool {
    month.number == 12 && day(&text[month.end..]).is_none_or(|day| day == 31)
}

/// Whether what a text counts from a month on is less than a year: 自5月1日起.
fn begins_late(text: &str, month: &Named) -> bool {
    let rest = text[month.end..].trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['日', '份', '底']);
    let late = month.number > 1 || day(&text[month.end..]).is_some_and(|day| day > 1);
    late && ["起", "以来", "开始"].iter().any(|word| rest.starts_with(word))
}

/// Whether a span ends with a month and is not a whole year: 1至6月, 截至6月30日.
fn spans_part(text: &str, month: &Named) -> bool {
    let (head, joined) = joined(&text[..month.start]);
    if !joined {
        let since = head.ends_with(['自', '从']) && begins_late(text, month);
        return since || head.ends_with("截止") && !ends_year(text, month);
    }
    let begins = start_of(head).is_none_or(|(month, day)| month == 1 && day.is_none_or(|d| d == 1));
    !(begins && ends_year(text, month))
}

/// Whether a single month, no day of it, is when what a text ends with was.
fn is_time_of_end(text: &str, month: &Named) -> bool {
    let (head, joined) = joined(&text[..month.start]);
    if joined || head.ends_with("截止") || day(&text[month.end..]).is_some() {
        return false;
    }
    let Some((clause, rest)) = text[month.end..].split_once([',', ';', '。', ':']) else {
        return true;
    };
    let opening = head.rsplit([',', ';', '。', ':']).next().unwrap_or(head);
    let mut words = opening.chars().chain(clause.chars());
    !rest.contains([',', ';', '。']) && words.all(|c| c.is_ascii_digit() || BESIDE.contains(c))
}

/// Where so many months are named that are no year: 前11个月, 近6个月.
fn in_months(text: &str) -> Option<usize> {
    let months = text.match_indices("个月").filter_map(|(at, _)| {
        let (start, number) = number_before(text, at)?;
        (number != 12 && text[..start].ends_with(['前', '近', '头'])).then_some(start)
    });
    months.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_year_by_months() {
        for text in [
            "1至6月",
            "1-11月我局",
            "1月至6月,",
            "2021年1月1日至6月30日,",
            "截至6月底,本年共",
            "截止6月",
            "截至今年6月底,",
            "一至六月",
            "7月至12月,办理工作平稳,",
            "前11个月",
            "自5月1日起,",
            "自7月1日起至12月31日,",
            "3月份",
            "2021年3月,",
        ] {
            assert!(part(text).is_some(), "{text}");
        }
        for text in [
            "1至12月",
            "2021年1-12月,我镇",
            "2021年1月1日至2021年12月31日,",
            "自1月1日起至12月31日止,",
            "截至12月底",
            "截至2021年12月31日,",
            "3月9日,平台上线运行,",
            "3月召开了推进会,",
            "前12个月",
            "每3个月检查,",
        ] {
            assert!(part(text).is_none(), "{text}");
        }
        assert!(until("截至6月底,本年").is_some() && until("1至6月").is_none());
    }
}

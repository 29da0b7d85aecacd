//! Of which time a text says that numbers are: a year's, a part's of one, that of years together.

use std::sync::LazyLock;

use super::BEFORE;
use crate::fold::{han_count, is_han, squeeze};
use crate::letters::{Letters, Words};
use crate::standing::NOT_FINAL;
use crate::title::{chinese_year, years};

/// Sums over years, parts of a year, forecasts, shares.
pub(super) const SPANS: [&str; 10] =
    ["累计", "历年", "上半年", "下半年", "预计", "预估", "占比", "百分比", "平均", "以来"];

/// A part of a year; but 每季度 tells how often something is done.
pub(super) const QUARTER: &str = "季度";

/// Comparisons, which 本年增/减 is by itself.
pub(super) const COMPARISONS: [&str; 3] = ["同期", "同比", "环比"];

/// Tables that show how to fill in the form.
const EXAMPLES: [&str; 8] =
    ["示例", "样表", "样例", "范例", "样张", "填表说明", "填报说明", "填写说明"];

static COMPARING: LazyLock<Words> = LazyLock::new(|| Words::of(COMPARISONS));

static NOT_THIS_YEAR: LazyLock<Words> =
    LazyLock::new(|| Words::of(SPANS.into_iter().chain(EXAMPLES).chain(NOT_FINAL)));

static NAMED_BEFORE: LazyLock<Words> =
    LazyLock::new(|| Words::of(BEFORE.into_iter().chain(["结转"])));

/// Of which time a text says that numbers are, whoever's report it is.
#[derive(Clone)]
pub(super) enum Time {
    Untold,
    Other,
    Years(Vec<u16>),
}

impl Time {
    pub(super) fn of(text: &str) -> Self {
        if may_say(text) { Self::of_key(&squeeze(text)) } else { Self::Untold }
    }

    /// The same of a text in matching form.
    pub(super) fn of_key(key: &str) -> Self {
        if is_date(key) {
            return Self::Untold;
        }
        let letters = Letters::of(key);
        let compares = !key.contains('增') && COMPARING.any_in(key, letters);
        if NOT_THIS_YEAR.any_in(key, letters) || names_quarter(key) || compares || ends_early(key) {
            return Self::Other;
        }
        if NAMED_BEFORE.any_in(key, letters) {
            return Self::Untold;
        }
        Self::Years(named_years(key).collect())
    }
}

/// Whether a text names quarters of a year, and not what is done in each (按季度公开财政信息).
fn names_quarter(key: &str) -> bool {
    key.match_indices(QUARTER).any(|(at, _)| {
        let rest = &key[at + QUARTER.len()..];
        let often = key[..at].ends_with(['按', '每', '逐', '各', '分', '个', '照', '以']);
        let numbers = ["数", "数据", "统计", "汇总", "情况", "表", ":", ")"];
        !often || han_count(rest) < 3 || numbers.iter().any(|word| rest.ends_with(word))
    })
}

/// Cheap, and true of all that say something.
pub(super) fn may_say(text: &str) -> bool {
    text.contains(|c| {
        matches!(c, '0'..='9' | '０'..='９' | '〇' | '○' | '零')
            || matches!(c, '累' | '历' | '歷' | '半' | '季' | '期' | '比' | '预' | '預' | '均')
            || matches!(c, '例' | '样' | '樣' | '填' | '范' | '範' | '截' | '上' | '去' | '前')
            || matches!(
                c,
                '以' | '往' | '原' | '旧' | '舊' | '对' | '對' | '划' | '劃' | '标' | '標'
            )
    })
}

/// Years named as such: not the numbers of documents, nor editions of the law.
pub(super) fn named_years(key: &str) -> impl Iterator<Item = u16> {
    years(key)
        .filter_map(|(end, year)| {
            let rest = &key[end..];
            let bracketed = rest.starts_with(')') && !rest.starts_with(")年") && {
                let number =
                    rest[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '第');
                !number.starts_with('号')
            };
            let behind = rest.strip_prefix('年');
            let law = behind.is_some_and(|rest| {
                ["修订", "修正", "版", "施行", "起", "印发"]
                    .iter()
                    .any(|word| rest.starts_with(word))
            });
            (bracketed || behind.is_some() && !law).then_some(year)
        })
        .chain(chinese_year(key))
}

/// A day and no span of days: a line of a metadata block, a signature.
pub(super) fn is_date(key: &str) -> bool {
    let named = key.contains("日期") || key.contains("时间");
    let span = key.contains(['至', '到', '截', '止', '-', '~']);
    named || !span && key.contains('月') && key.contains('日')
}

/// Whether the last month that is named is not the last of a year: 截至6月, 1-6月.
fn ends_early(key: &str) -> bool {
    let mut months = key.match_indices('月').filter_map(|(at, _)| {
        let before = &key[..at];
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            return before[at - digits..].parse::<u32>().ok();
        }
        let numeral: String =
            before.chars().rev().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
        crate::key::chinese_number(&numeral.chars().rev().collect::<String>())
    });
    months.next_back().is_some_and(|month| (1..12).contains(&month))
        && key.chars().filter(|c| is_han(*c)).count() <= 60
}

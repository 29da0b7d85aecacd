//! What a bracket behind a number makes of it: a remark on the number, or another number.

use crate::fold::{is_han, narrow, simplified};
use crate::key::MoneyUnit;
use crate::scope;

/// Words of a bracket that says what the number consists of, or leads elsewhere.
const REMARKS: [&str; 8] = ["其中", "含", "包括", "包含", "不含", "注", "见", "详见"];

/// Words that take the number back, wherever they stand.
const CORRECTIONS: [&str; 14] = [
    "应为", "应是", "实为", "更正", "改为", "订正", "勘误", "有误", "错误", "原为", "存疑", "待核",
    "未核", "作废",
];

/// Words that make the number another than the report's, unless it is a part that they speak of.
const DOUBTS: [&str; 16] = [
    "更改", "修正", "实际", "误", "拟", "暂", "约", "示例", "样例", "测试", "折合", "应收", "实收",
    "往年", "前年", "半年",
];

/// Numerals in words.
const NUMERALS: &str = "零〇一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾佰仟百千万亿";

/// Whether a bracket behind a number makes it another number than the cell's: 3（应为5）, 3（千件）,
/// 3（5）. `amount`: the number is one of money. A note's mark (3[1]) and a remark leave it alone.
pub(crate) fn changes(text: &str, amount: bool) -> bool {
    let plain: String = text.chars().map(|c| simplified(narrow(c))).collect();
    let mut after_number = false;
    let mut rest = plain.as_str();
    while let Some(open) = rest.find('(') {
        after_number |= rest[..open].contains(|c: char| c.is_ascii_digit());
        let Some((inner, behind)) = rest[open + 1..].split_once(')') else { return false };
        let digits = inner.bytes().all(|b| b.is_ascii_digit());
        let is_mark = digits && !is_round(text, inner);
        // (12)34: two numbers; (1)34 counts.
        if digits && !is_mark && inner.len() > 1 && behind.starts_with(|c: char| c.is_ascii_digit())
        {
            return true;
        }
        if after_number && !is_mark && is_other(inner, amount) {
            return true;
        }
        rest = behind;
    }
    rest.contains(')')
}

/// Whether a bracket of the text with this inside is a round one; marks of notes stand in others.
fn is_round(text: &str, inner: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        let behind = || text[at + c.len_utf8()..].chars().map(narrow);
        matches!(c, '(' | '（') && behind().take(inner.len()).eq(inner.chars())
    })
}

fn is_other(inner: &str, amount: bool) -> bool {
    let inner: String = inner.chars().filter(|c| !crate::fold::is_space(*c)).collect();
    let says = |words: &[&str]| words.iter().any(|word| inner.contains(word));
    if says(&CORRECTIONS) {
        return true;
    }
    if REMARKS.iter().any(|word| inner.starts_with(word)) {
        return false;
    }
    says(&DOUBTS) || is_bare(&inner, amount) || is_unit(&inner, amount) || names_months(&inner)
}

/// A number and nothing else, or what rises and falls beside it: 5, +5, ↑5, 5%, 五件.
fn is_bare(inner: &str, amount: bool) -> bool {
    let words: String = inner.chars().filter(|c| is_han(*c) && !NUMERALS.contains(*c)).collect();
    let numbered = inner.contains(|c: char| c.is_numeric() || NUMERALS.contains(c));
    let words = words.trim_start_matches(['升', '降', '增', '减', '多', '少', '原', '共', '另']);
    numbered && (words.is_empty() || !amount && crate::value::is_counter(words))
}

/// A unit that the number is in, other than those that the cell's reading knows.
fn is_unit(inner: &str, amount: bool) -> bool {
    let word = inner.trim_start_matches("单位").trim_start_matches(':');
    let known = amount && matches!(word, "元" | "万元" | "亿元");
    !known
        && (MoneyUnit::find(word).is_some() || word.chars().all(|c| "十百千万亿".contains(c)))
        && !word.is_empty()
}

/// A part of the year: 1-6月, Q1.
fn names_months(inner: &str) -> bool {
    inner.contains('月') || inner.starts_with(['Q', 'q', 'H', 'h'])
}

/// Whether what a cell prints beside its number makes it another.
pub(crate) fn is_another(text: &str, plain: &str, amount: bool) -> bool {
    plain.contains(['(', ')']) && (scope::of_value(plain) || changes(text, amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_taken_back_scaled_or_compared_is_another() {
        for text in [
            "3（应为5）",
            "3（更正：5）",
            "3（千件）",
            "3（百）",
            "3(5)",
            "3（+5）",
            "3（↑5）",
            "3（5%）",
            "3（5件）",
            "3（原为5）",
            "3（其中有误）",
            "3（单位：百件）",
            "3（约）",
            "3（1-6月）",
            "3（五）",
            "3（万元）",
            "3）",
            "（12）34",
        ] {
            assert!(changes(text, false), "{text}");
        }
        for text in ["12（千元）", "12（美元）", "12（元/年）", "12（5）", "12（折合2元）"]
        {
            assert!(changes(text, true), "{text}");
        }
    }

    #[test]
    fn a_remark_leaves_the_number_alone() {
        for text in [
            "22（其中修订16件）",
            "3（含2件）",
            "3（注1）",
            "3[1]",
            "3【2】",
            "3［3］",
            "3（件）",
            "（1）3",
            "（一）3",
            "3（详见附件2）",
            "3（无）",
            "3（线上2件）",
            "3（不含下属单位）",
        ] {
            assert!(!changes(text, false), "{text}");
        }
        for text in ["12（万元）", "12（3项）", "12（单位：元）"] {
            assert!(!changes(text, true), "{text}");
        }
    }
}

//! 收到申请102件（自然人98件，商业企业4件）: the parts in brackets add up to the whole.

use nianbao_core::Decimal;

use super::{Said, about, readings};
use crate::rules::Looked;
use crate::{Finding, Words};

/// Words after which numbers in brackets are no parts of a whole.
const NO_PARTS: [&str; 11] =
    ["含", "包括", "同比", "%", "％", "上年", "去年", "上一年", "万", "元", "余"];
/// A bracket is no longer than this.
const LONGEST_BRACKET: usize = 600;

pub(super) fn check(looked: &Looked<'_>, said: &Said<'_>, rest: &str) -> Option<Finding> {
    let inner = rest.strip_prefix(['（', '('])?;
    let inner = &inner[..inner.find(['）', ')']).filter(|end| *end <= LONGEST_BRACKET)?];
    if NO_PARTS.iter().any(|word| inner.contains(word)) {
        return None;
    }
    let parts = counts(inner);
    if parts.len() < 2 {
        return None;
    }
    let sum: Decimal = parts.iter().copied().map(Decimal::from).sum();
    let readings = readings::of(looked, said.fields);
    // 其中 may leave some out; more than the whole is wrong all the same.
    let partial = inner.starts_with("其中") && sum < said.value;
    if partial || sum == said.value || readings.iter().any(|reading| reading.fits(sum)) {
        return None;
    }
    let shown: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let shown = shown.join(" + ");
    let message = Words::new(
        format!("正文“{}”，括号内各项 {shown} = {sum}", said.text),
        format!("the prose says {:?}, the parts in brackets are {shown} = {sum}", said.text),
    );
    Some(about(said, message).sides(sum, said.value))
}

/// The numbers that are followed by a counting word.
fn counts(text: &str) -> Vec<u32> {
    let mut counts = Vec::new();
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if matches!(c, '件' | '份' | '条' | '宗' | '起')
                && let Ok(count) = digits.parse()
            {
                counts.push(count);
            }
            digits.clear();
        }
    }
    counts
}

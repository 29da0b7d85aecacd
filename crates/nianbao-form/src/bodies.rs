//! Bodies named above a table: the report's own, or another whose numbers the table holds.

use crate::fold::{is_han, squeeze};
use crate::key::split_numbering;
use crate::organ::ends_as_organ;
use crate::remembered::Remembered;

/// What stands behind the name of a body above its table.
const BEHIND: [&str; 10] =
    ["一览", "统计", "汇总", "明细", "情况", "数据", "报表", "表", "附", "的"];

/// What is no name of a body, whatever it ends in.
const NO_NAMES: [&str; 5] = ["公开", "信息", "网站", "工作", "填报"];

/// Words that say that a body is another than the report's.
const LOWER: [&str; 4] = ["下属", "所属", "直属", "下级"];

/// What is counted one by one: 各科室, 各乡镇.
const EACH: [&str; 9] = ["室", "部门", "单位", "乡镇", "街道", "学校", "区", "县", "机构"];

/// What may stand behind 全县 in a caption of numbers of all of it.
const ALL_OF: [&str; 7] = ["系统", "机关", "部门", "单位", "合计", "总计", "小计"];

/// A longer text that begins with 全县 tells of it and is no caption.
const LONGEST_RANGE: usize = 18;

/// Whether a short text names a body and says nothing else.
pub(crate) fn names_body(text: &str) -> bool {
    let look = |text: &str| {
        let key = squeeze(text);
        range(&key).is_some() || body(&key).is_some_and(|body| is_lower(body) || is_name(body))
    };
    BODIES.with(|bodies| bodies.of(text, look))
}

thread_local! {
    /// Which texts name a body and say nothing else.
    static BODIES: Remembered<bool> = Remembered::default();
}

/// Whether a short text names another body than `own`.
pub(crate) fn names_other(text: &str, own: Option<&str>) -> bool {
    if !names_body(text) {
        return false;
    }
    let key = squeeze(text);
    if let Some(range) = range(&key) {
        // Whose report it is has to be known for all of a region to be its own.
        return own.is_none_or(|own| !is_government_of(&squeeze(own), range));
    }
    let Some(body) = body(&key) else { return false };
    let other = || {
        let own = own.map(squeeze);
        own.is_some_and(|own| !is_short_for(body, &own) && !is_short_for(&own, body))
    };
    is_lower(body) || is_name(body) && other()
}

/// What is left of a text in matching form without numbering, 附件 before it, and 情况 behind it.
fn body(key: &str) -> Option<&str> {
    if key.chars().count() > 40 {
        return None;
    }
    let mut body = split_numbering(key).1;
    if let Some(rest) = body.strip_prefix("附件").or_else(|| body.strip_prefix("附表")) {
        body = rest.trim_start_matches(|c: char| !is_han(c));
    }
    let mut body = body.trim_start_matches(['附', ':']).trim_end_matches(':');
    while let Some(rest) = BEHIND.iter().find_map(|word| body.strip_suffix(word)) {
        body = rest;
    }
    Some(body).filter(|body| !body.is_empty())
}

/// The level of the region whose bodies a caption counts, all of them: 县 of 全县汇总. 全系统 is of none.
fn range(key: &str) -> Option<char> {
    let (_, behind) = key.rsplit_once(':').unwrap_or(("", key));
    let text = if behind.is_empty() { key } else { behind };
    let text = split_numbering(text).1;
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.split(')').next().unwrap_or(inner),
        None => text.split('(').next().unwrap_or(text),
    };
    let text = text.trim_end_matches(':');
    let rest = text.strip_prefix('全')?;
    let level = rest.chars().next().filter(|c| "国省市县区州盟旗镇乡街系".contains(*c))?;
    let behind = &rest[level.len_utf8()..];
    let alone = matches!(behind, "" | "道" | "统");
    let told = || {
        let ends = BEHIND.iter().chain(&ALL_OF).any(|word| behind.ends_with(word));
        ends && text.chars().count() <= LONGEST_RANGE
    };
    (alone || told()).then_some(level)
}

/// Whether a body is the government of a region of this level, whose report is of all of it.
fn is_government_of(own: &str, level: char) -> bool {
    let region = own.strip_suffix("人民政府").or_else(|| own.strip_suffix("办事处")).unwrap_or(own);
    region.strip_suffix('道').unwrap_or(region).ends_with(level)
}

fn is_lower(body: &str) -> bool {
    let each = body.starts_with('各') && EACH.iter().any(|word| body.ends_with(word));
    each || LOWER.iter().any(|word| body.starts_with(word))
}

fn is_name(body: &str) -> bool {
    ends_as_organ(body) && NO_NAMES.iter().all(|word| !body.contains(word))
}

/// Whether one name has the characters of another in their order: 市教育局 and 临江市教育局.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|character| rest.any(|other| other == character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_above_tables() {
        let own = Some("临江市教育局");
        for (text, body, other) in [
            ("临江市教育考试院", true, true),
            ("（二）临江市教育考试院情况", true, true),
            ("附件2：临江市教育考试院数据", true, true),
            ("下属单位情况", true, true),
            ("各科室情况", true, true),
            ("临江市教育局", true, false),
            ("市教育局数据统计表", true, false),
            ("门户网站", false, false),
            ("政府信息公开情况统计表", false, false),
            ("收到和处理政府信息公开申请情况", false, false),
            ("填报单位：临江市财政局", false, false),
        ] {
            assert_eq!((names_body(text), names_other(text, own)), (body, other), "{text}");
        }
        for (text, organ, other) in [
            ("全市", "临江市教育局", true),
            ("（全市）", "临江市教育局", true),
            ("统计范围：全市", "临江市教育局", true),
            ("全市教育系统情况", "临江市教育局", true),
            ("全系统汇总", "临江市教育局", true),
            ("全市政府信息公开情况统计表", "临江市教育局", true),
            ("全市政府信息公开情况统计表", "临江市人民政府", false),
            ("全省", "临江市人民政府", true),
            ("全镇", "河口镇人民政府", false),
            ("全街道", "河口街道办事处", false),
            ("全市统一平台建设", "临江市教育局", false),
            ("全面推进", "临江市教育局", false),
        ] {
            assert_eq!(names_other(text, Some(organ)), other, "{text}");
        }
        assert!(!names_other("临江市教育考试院", None), "nobody knows the report's organ");
        assert!(names_other("所属单位", None));
    }
}

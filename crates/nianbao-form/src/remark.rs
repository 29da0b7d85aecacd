//! What a label says beside its own name: a bracket behind it, words behind a colon, 其中 before it.
//! Most explain (含…, 件, 区分处理的…); some make the numbers those of another year or of a part.

use std::sync::LazyLock;

use crate::fold::{han_count, is_han, squeeze};
use crate::key::{Label, without_brackets};
use crate::letters::{Letters, Words};
use crate::scope::{self, BEFORE, Own};

/// What begins a remark that takes a part out.
const ONLY: [&str; 6] = ["仅", "只", "其中", "限", "单指", "专指"];

/// What begins a remark that explains a number and does not change it.
const EXPLAINS: [&str; 20] = [
    "含", "包含", "包括", "不含", "不包", "不计", "不同", "除", "指", "如", "例", "注", "即", "应",
    "见", "与", "单位:", "区分", "第", "本列",
];

/// Steps, ways and kinds of handling, parts of an organ, and other measures than the label's own.
const PARTS: [&str; 60] = [
    "受理", "办结", "在办", "已办", "未办", "待办", "审批", "申请", "收件", "接件", "新增", "撤销",
    "撤回", "变更", "延续", "注销", "驳回", "准予", "不予", "结案", "立案", "网上", "网络", "线上",
    "线下", "当面", "现场", "窗口", "信函", "邮寄", "传真", "电子", "电话", "程序", "罚款", "警告",
    "机关", "本级", "下属", "所属", "直属", "下级", "中心", "科室", "分局", "支队", "大队", "街道",
    "乡镇", "部门", "部分", "重点", "首次", "涉企", "涉外", "外籍", "项目", "金额", "率", "比例",
];

static OF_PARTS: LazyLock<Words> = LazyLock::new(|| Words::of(PARTS));

/// A longer text in a cell of its own is a label of the page's own.
const SHORT: usize = 6;

/// A longer remark is an explanation.
const LONGEST: usize = 12;

/// Whether a label or head makes the numbers beside or below it others than the form's: another
/// year's, or a part of those that it names.
pub(crate) fn is_of_others(text: &str, own: &Own<'_>) -> bool {
    if scope::foreign(text, own.year).is_some() {
        return true;
    }
    if !text.contains(may_remark) {
        return false;
    }
    let key = squeeze(text);
    let core = Label::of_key(&key).core;
    // 第二十条第（一）项 is no label with a remark.
    if core.is_empty() || core.starts_with("第二十条") {
        return false;
    }
    remarks(&key).any(|remark| is_before(remark, &core) || narrows(remark, &core))
}

/// Whether a text that stands before a label, in a cell of its own, does what such a remark does.
pub(crate) fn qualifies(text: &str) -> bool {
    let key = squeeze(text);
    let remark = key.trim_matches(['(', ')', ':']);
    let word =
        ["情况", "办理", "件数", "数量", "数"].iter().find_map(|word| remark.strip_suffix(word));
    let part = |text: &str| PARTS.contains(&text) || ONLY.contains(&text);
    is_before(remark, "") && han_count(remark) <= SHORT || part(remark) || word.is_some_and(part)
}

/// The label of this year's numbers, if a label is that of the numbers of the year before:
/// 本年度办理结果 for 上年度办理结果.
pub(crate) fn year_before(core: &str) -> Option<String> {
    let word = BEFORE.iter().find(|word| core.contains(**word))?;
    Some(core.replacen(word, "本年", 1))
}

/// Cheap, and true of all that have a remark.
fn may_remark(character: char) -> bool {
    matches!(character, '(' | '（' | '[' | '［' | '【' | '〔' | ':' | '：')
}

/// The brackets of a text in matching form, and what stands behind its first colon.
fn remarks(key: &str) -> impl Iterator<Item = &str> {
    let brackets = key.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let outside = without_brackets(key);
    let colon = !outside.starts_with("其中") && outside.contains(':');
    let behind = key.split_once(':').map(|(_, rest)| rest).filter(|_| colon);
    brackets.chain(behind).map(|remark| remark.trim_matches([':', ',', '、', '.', ';', '。']))
}

/// Whether a remark says that the numbers are those of the year before, and the label does not say
/// so itself.
fn is_before(remark: &str, core: &str) -> bool {
    let remark = remark.trim_start_matches(['为', '系', '是', '即', '指', '按', '附', '取']);
    let before = BEFORE.iter().any(|word| remark.starts_with(word));
    let own = if core.contains("结转") {
        remark.contains("结转")
    } else {
        BEFORE.iter().any(|word| core.contains(word)) || core.contains('增')
    };
    before && !own
}

/// Whether a remark takes a part of what the label names, or measures something else.
fn narrows(remark: &str, core: &str) -> bool {
    if !remark.contains(is_han) || core.contains(remark) {
        return false;
    }
    if ONLY.iter().any(|word| remark.starts_with(word)) {
        return true;
    }
    let explains = EXPLAINS.iter().any(|word| remark.starts_with(word));
    let explained = explains || remark.contains('、') || han_count(remark) > LONGEST;
    !explained && OF_PARTS.any_in(remark, Letters::of(remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Own<'_> = Own { year: Some(2021), organ: None };

    #[test]
    fn remarks_that_make_numbers_others() {
        for text in [
            "行政许可（上年）",
            "行政许可（去年）",
            "行政处罚（为上年数）",
            "处理决定数量（上年同期）",
            "行政许可：上年",
            "结转下年度继续办理（上年）",
            "行政许可（2020年）",
            "行政许可（受理）",
            "行政处罚（简易程序）",
            "申请人情况（仅网上）",
            "本年处理决定数量（其中：网上办理）",
            "行政强制（局机关）",
            "行政许可（项目数）",
        ] {
            assert!(is_of_others(text, &OWN), "{text}");
        }
    }

    #[test]
    fn remarks_that_explain() {
        for text in [
            "行政许可",
            "行政许可（含依申请变更、延续）",
            "尚未审结（含中止）",
            "自然人（公民）",
            "采购项目数量（项）",
            "本年收费金额（单位：万元）",
            "本年增/减（与上年相比）",
            "上一年项目数量（上年数）",
            "上年结转政府信息公开申请数量（上年结转）",
            "本年新收政府信息公开申请数量（不含上年结转）",
            "属于四类过程性信息（讨论记录、过程稿、磋商信函、请示报告）",
            "总计（第（一）至（六）项之和）",
            "专职人员数（不包括政府公报及政府网站工作人员数）",
            "规章：地方规章（含办法）",
            "其中：涉及国家秘密",
            "第二十条第（一）项",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ] {
            assert!(!is_of_others(text, &OWN), "{text}");
        }
    }

    #[test]
    fn no_label_of_the_form_has_such_a_remark() {
        let cells = crate::template::templates().iter().flat_map(|table| &table.rows);
        for cell in cells.flatten() {
            if let crate::template::TemplateCell::Label(text) = cell {
                assert!(!is_of_others(text, &OWN), "{text}");
            }
        }
    }
}

//! What a label says beside its own name: a bracket behind it, words behind a colon, 其中 before it.
//! Some explain (含…, 件, 区分处理的…); any other may make the numbers those of another year or of a part.

mod words;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fold::{han_count, is_han, squeeze};
use crate::key::{Label, MoneyUnit};
use crate::letters::{Letters, Words};
use crate::remembered::Remembered;
use crate::scope::{self, BEFORE, Own};
use crate::template::{TemplateCell, templates};
use crate::value::is_counter;
use crate::vocabulary::vocabulary;
use words::{EXPLAINS, ONLY, PARTS, SAYS_AGAIN};

static OF_PARTS: LazyLock<Words> = LazyLock::new(|| Words::of(PARTS));

/// A longer text in a cell of its own is a label of the page's own.
const LONGEST_OWN_PART: usize = 6;

/// A longer remark is an explanation.
const LONGEST_UNEXPLAINED: usize = 12;

/// Whether a label or head makes the numbers beside or below it others than the form's: another
/// year's, or a part of those that it names.
pub(crate) fn is_of_others(text: &str, own: &Own<'_>) -> bool {
    if scope::foreign(text, own.year).is_some() || names_another_year(text, own.year) {
        return true;
    }
    text.contains(may_remark) && REMARKS.with(|remarks| remarks.of(text, has_narrowing_remark))
}

/// Whether a bracket of a label is a year, and not the one whose numbers the label itself names: the report's
/// own, or the year before or after it (上一年项目数量（2019年） in the report for 2020).
fn names_another_year(text: &str, own: Option<u16>) -> bool {
    // Cheap, and true of each that has such a bracket.
    if !text.contains(may_remark) || !text.contains(['2', '２']) {
        return false;
    }
    let key = squeeze(text);
    let core = Label::of_key(&key).core;
    let before = BEFORE.iter().any(|word| core.contains(word));
    let after = ["下年", "下一年"].iter().any(|word| core.contains(word));
    let is_right = |year: u16| {
        own.is_some_and(|own| match (before, after) {
            (true, _) => year + 1 == own,
            (_, true) => year == own || year == own + 1,
            _ => year == own,
        })
    };
    remarks(&key).filter_map(scope::year_of_cell).any(|year| !is_right(year))
}

thread_local! {
    /// Whether labels have a remark that makes their numbers others.
    static REMARKS: Remembered<bool> = Remembered::default();
}

fn has_narrowing_remark(text: &str) -> bool {
    let key = squeeze(text);
    let core = Label::of_key(&key).core;
    // 第二十条第（一）项 is no label with a remark.
    if core.is_empty() || core.starts_with("第二十条") {
        return false;
    }
    // A label that is broken off in a bracket goes on elsewhere.
    let open = key.matches('(').count() > key.matches(')').count();
    let cut = |remark: &str| open && key.ends_with(remark) && !has_part(remark);
    remarks(&key).any(|remark| is_before(remark, &core) || !cut(remark) && narrows(remark, &core))
}

/// Whether a text that stands before a label, in a cell of its own, does what such a remark does.
pub(crate) fn qualifies(text: &str) -> bool {
    let key = squeeze(text);
    let remark = key.trim_matches(['(', ')', ':']);
    // 其中：受理
    let among = remark.strip_prefix("其中").map(|rest| rest.trim_matches([':', '、']));
    let remark = among.filter(|rest| !rest.is_empty()).unwrap_or(remark);
    let word =
        ["情况", "办理", "件数", "数量", "数"].iter().find_map(|word| remark.strip_suffix(word));
    let part = |text: &str| PARTS.contains(&text) || ONLY.contains(&text);
    is_before(remark, "") && han_count(remark) <= LONGEST_OWN_PART
        || part(remark)
        || word.is_some_and(part)
}

/// The label of this year's numbers, if a label is that of the numbers of the year before:
/// 本年度办理结果 for 上年度办理结果.
pub(crate) fn year_before(core: &str) -> Option<String> {
    if !core.contains('上') && !core.contains('年') {
        return None;
    }
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
    let own = key.strip_prefix("其中").map_or(key, |rest| rest.trim_start_matches(':'));
    let behind = colon(own).map(|at| &own[at + 1..]);
    brackets.chain(behind).map(|remark| remark.trim_matches([':', ',', '、', '.', ';', '。']))
}

/// Where the first colon outside of brackets stands.
fn colon(key: &str) -> Option<usize> {
    let mut depth = 0_usize;
    key.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && byte == b':'
    })
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

/// The brackets of the form's own labels.
static OF_FORM: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let cells = templates().iter().flat_map(|table| table.rows.iter().flatten());
    let labels = cells.filter_map(|cell| match cell {
        TemplateCell::Label(text) => Some(squeeze(text)),
        _ => None,
    });
    labels.flat_map(|key| remarks(&key).map(str::to_owned).collect::<Vec<_>>()).collect()
});

/// Whether a remark may take a part of what the label names, or measure something else. What it does
/// is told of few; all others may.
fn narrows(remark: &str, core: &str) -> bool {
    let year = scope::year_of_cell(remark).is_some();
    if year || !remark.contains(is_han) || core.contains(remark) || OF_FORM.contains(remark) {
        return false;
    }
    if ONLY.iter().any(|word| remark.starts_with(word)) || remark.contains('仅') {
        return true;
    }
    let explains = EXPLAINS.iter().any(|word| remark.starts_with(word));
    let explained =
        explains || remark.contains(['、', '等', '含']) || han_count(remark) > LONGEST_UNEXPLAINED;
    let above = || {
        let canonical = vocabulary().canonical(&Label::of_key(remark).core);
        vocabulary().meaning(&canonical).is_some_and(|meaning| meaning.group || meaning.head_group)
    };
    !explained && !above() && (has_part(remark) || !says_again(remark, core))
}

/// Whether a remark is a unit of money and nothing else.
fn is_money(remark: &str) -> bool {
    matches!(MoneyUnit::find(remark), Some(unit) if unit != MoneyUnit::Unclear)
        && remark.chars().all(|c| "元万亿人民币".contains(c))
}

fn has_part(remark: &str) -> bool {
    OF_PARTS.any_in(remark, Letters::of(remark)) || ONLY.iter().any(|word| remark.contains(word))
}

/// Whether a remark says nothing but the label again, its unit, or how to fill in.
fn says_again(remark: &str, core: &str) -> bool {
    let again = || !core.is_empty() && remark.contains(core);
    let before = || BEFORE.iter().any(|word| core.contains(word) && remark.starts_with('上'));
    let compares = || core.contains('增') && remark.contains(['较', '比', '正', '负', '增', '减']);
    let unit = || {
        let mut words = remark.split(['/', '或', ',']);
        words.all(is_counter) || is_money(remark)
    };
    SAYS_AGAIN.contains(&remark) || again() || before() || unit() || compares()
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
            "行政复议数量（收到）",
            "行政处罚（一般程序）",
            "规章（市政府）",
            "自然人（农村）",
            "行政许可：新办",
            "其中：涉及国家秘密：受理",
            "现行有效件数（仅本级）",
            "本年收费金额（单位：万元）：农村地区",
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
            "收到申请数（单位：件）",
            "行政许可（件/次）",
            "科研机构（高校）",
            "本年收费金额（万元）",
            "现行有效件数（截至年底）",
            "本年增/减（正负数）",
            "1.属于国家秘密（不予公开）",
            "规章（注1）",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ] {
            assert!(!is_of_others(text, &OWN), "{text}");
        }
    }

    #[test]
    fn the_year_in_a_bracket_is_that_of_the_label() {
        for (text, right) in [
            ("上一年项目数量（2020年）", true),
            ("上一年项目数量（2020年度）", true),
            ("上一年项目数量（2021年）", false),
            ("上一年项目数量（2019年）", false),
            ("上一年项目数量（2019）", false),
            ("二、上年结转政府信息公开申请数量（2020年）", true),
            ("一、本年新收政府信息公开申请数量（2021年）", true),
            ("一、本年新收政府信息公开申请数量（2022年）", false),
            ("四、结转下年度继续办理（2022年）", true),
            ("四、结转下年度继续办理（2020年）", false),
            ("本年制发件数（２０２１年）", true),
            ("行政许可（2021年受理）", false),
        ] {
            assert_eq!(!is_of_others(text, &OWN), right, "{text}");
        }
        let nobody = Own { year: None, organ: None };
        assert!(is_of_others("本年制发件数（2021年）", &nobody), "nobody knows the report's year");
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

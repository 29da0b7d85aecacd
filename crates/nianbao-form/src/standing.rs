//! What the words above a table say of its standing: a draft, a plan, or the final one.

use crate::fold::{han_count, is_han, squeeze};
use crate::headed::without_end;
use crate::key::split_numbering;
use crate::title::years;

/// The standing of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It says what is to be (2022年目标).
    Plan,
    /// It was not final, or is a form to be filled in (初稿, 模板). The words are often left over.
    Draft,
    /// It is the one that counts (定稿, 更正后).
    Final,
}

/// Whose words they are that tell of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// A report's, anywhere in its title.
    Title,
    /// A table's: what the words above it end in.
    Table,
    /// Both.
    Both,
}

/// The words for a draft, a trial or a form to fill in. Of several in a title, the first here is told.
const DRAFTS: [(&str, Of); 24] = [
    ("送审稿", Of::Both),
    ("征求意见稿", Of::Both),
    ("讨论稿", Of::Both),
    ("修改稿", Of::Both),
    ("报审稿", Of::Title),
    ("草稿", Of::Both),
    ("初稿", Of::Both),
    ("草案", Of::Both),
    ("（稿）", Of::Title),
    ("(稿)", Of::Title),
    ("草表", Of::Table),
    ("意见征集稿", Of::Table),
    ("审议稿", Of::Table),
    ("未定稿", Of::Table),
    ("待审", Of::Table),
    ("待审核", Of::Table),
    ("未审核", Of::Table),
    ("未经审核", Of::Table),
    ("模板", Of::Table),
    ("模版", Of::Table),
    ("测试", Of::Table),
    ("试填", Of::Table),
    ("样本", Of::Table),
    ("供参考", Of::Table),
];

/// The words for a draft in the titles of reports, or above tables.
fn drafts(not: Of) -> impl Iterator<Item = &'static str> {
    DRAFTS.iter().filter(move |(_, of)| *of != not).map(|(word, _)| *word)
}

/// What a report's title says of one that is still to be agreed on (送审稿, 征求意见稿).
pub fn draft_in_title(title: &str) -> Option<&'static str> {
    drafts(Of::Table).find(|draft| title.contains(draft))
}

/// What names tables that were taken back, and numbers that are to be, wherever it stands in a text.
pub(crate) const NOT_FINAL: [&str; 15] = [
    "更正前",
    "修改前",
    "修正前",
    "调整前",
    "订正前",
    "勘误前",
    "更正之前",
    "修改之前",
    "原表",
    "旧表",
    "历史数据",
    "对比数据",
    "计划数",
    "目标数",
    "目标值",
];

/// What the words for a plan end in.
const PLANS: [&str; 2] = ["目标", "计划"];

/// What stands before a plan.
const OF_PLANS: [&str; 9] =
    ["明年", "下年", "下一年", "来年", "次年", "年度", "全年", "本年", "工作"];

const FINAL: [&str; 13] = [
    "正式稿",
    "正式",
    "定稿",
    "审定稿",
    "终稿",
    "最终",
    "最终稿",
    "更正后",
    "修改后",
    "修正后",
    "调整后",
    "订正后",
    "勘误后",
];

/// A longer text tells of a draft and names none.
const LONGEST_NAMING: usize = 24;

/// The standing that a short text gives the table below it.
pub(crate) fn standing(text: &str) -> Option<Standing> {
    if !text.contains(may_say) || han_count(text) > LONGEST_NAMING {
        return None;
    }
    let key = squeeze(text);
    // A report that was sent around as a draft is the report still.
    if key.contains("报告") || key.contains(['。', ';']) {
        return None;
    }
    let outer = key.split('(').next().unwrap_or(&key);
    let inner = key.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let said: Vec<Standing> = inner.chain([outer]).filter_map(of_words).collect();
    said.iter().find(|said| **said != Standing::Final).or(said.first()).copied()
}

/// Cheap, and true of all that say something.
fn may_say(character: char) -> bool {
    matches!(character, '稿' | '草' | '审' | '審' | '板' | '版' | '测' | '測' | '试' | '試')
        || matches!(character, '样' | '樣' | '参' | '參' | '标' | '標' | '划' | '劃' | '畫')
        || matches!(character, '式' | '终' | '終' | '后' | '後')
}

/// The standing that one bracket names, or what stands outside of all.
fn of_words(words: &str) -> Option<Standing> {
    let mut words = split_numbering(words).1.trim_matches([':', ',']);
    if let Some(rest) = words.strip_prefix('附') {
        words = rest.trim_start_matches(['件', '表', ':']).trim_start_matches(|c: char| !is_han(c));
    }
    words = without_end(without_end(words).trim_end_matches('数'));
    let undated = match years(words).next() {
        Some((end, _)) => words[end..].trim_start_matches(['年', '度']),
        None => words,
    };
    if let Some(before) = PLANS.iter().find_map(|word| undated.strip_suffix(word)) {
        let dated = undated.len() < words.len();
        let of_plan = OF_PLANS.iter().any(|word| before.starts_with(word));
        return (dated || before.is_empty() || of_plan).then_some(Standing::Plan);
    }
    if FINAL.contains(&undated) {
        return Some(Standing::Final);
    }
    let draft = undated == "参考" || drafts(Of::Title).any(|word| undated.ends_with(word));
    draft.then_some(Standing::Draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_the_standing_of_a_table() {
        for (text, says) in [
            ("初稿", Some(Standing::Draft)),
            ("（征求意见稿）", Some(Standing::Draft)),
            ("政府信息公开情况统计表（草案）", Some(Standing::Draft)),
            ("附件2：2021年度统计表征求意见稿", Some(Standing::Draft)),
            ("以下数据仅供参考：", Some(Standing::Draft)),
            ("參考表", Some(Standing::Draft)),
            ("测试数据", Some(Standing::Draft)),
            ("二、主动公开政府信息情况（模板）", Some(Standing::Draft)),
            ("2022年目标", Some(Standing::Plan)),
            ("（目标）", Some(Standing::Plan)),
            ("下一年度工作计划表", Some(Standing::Plan)),
            ("初稿（2022年计划）", Some(Standing::Plan)),
            ("正式稿", Some(Standing::Final)),
            ("更正后数据", Some(Standing::Final)),
            ("定稿（目标）", Some(Standing::Plan)),
            ("2021年政府信息公开工作年度报告（征求意见稿）", None),
            ("规划计划", None),
            ("2021年目标完成情况", None),
            ("政策参考", None),
            ("政府信息公开情况统计表", None),
            ("规范性文件草案公开征求意见", None),
        ] {
            assert_eq!(standing(text), says, "{text}");
        }
    }

    #[test]
    fn a_title_and_a_table_have_words_of_their_own() {
        for (text, title, table) in [
            ("甲局年报送审稿", Some("送审稿"), true),
            ("甲局年报草案报审稿", Some("报审稿"), false),
            ("甲局年报初稿、草稿", Some("草稿"), true),
            ("甲局（稿）", Some("（稿）"), false),
            ("甲局年报模板", None, true),
            ("甲局年报定稿", None, false),
        ] {
            assert_eq!(draft_in_title(text), title, "{text}");
            assert_eq!(standing(text) == Some(Standing::Draft), table, "{text}");
        }
    }

    #[test]
    fn no_label_of_the_form_has_a_standing() {
        for cell in
            crate::template::templates().iter().flat_map(|table| table.rows.iter().flatten())
        {
            if let crate::template::TemplateCell::Label(text) = cell {
                assert_eq!(standing(text), None, "{text}");
            }
        }
    }
}

//! The words below a table that say whose numbers it holds: 注：上表为2021年数据.

use std::collections::HashSet;
use std::ops::Range;

use crate::belonging::Belongs;
use crate::captions::Caption;
use crate::fold::{han_count, is_han, squeeze};
use crate::headed::without_end;
use crate::key::Numbering;
use crate::remembered::Remembered;
use crate::scope::{self, Foreign, Own};
use crate::tokens::{Kind, Layout, Token};
use crate::vocabulary::vocabulary;
use crate::walk::{Segment, Walked};

/// What names the table above and nothing else.
const BACK: [&str; 5] = ["以上", "上表", "上述", "上列", "前表"];

/// What names a table, and below one that.
const THIS: [&str; 5] = ["本表", "该表", "此表", "表中", "表内"];

/// What opens a note.
const NOTES: [&str; 3] = ["注", "说明", "备注"];

/// What is said of all tables that stand above.
const ALL: [&str; 8] = ["均", "都", "各", "所有", "全部", "三", "两", "几"];

/// What of a table a note speaks of.
const OF_TABLE: [&str; 36] = [
    "所有", "全部", "各项", "各类", "各表", "三个", "两个", "几个", "三张", "两张", "几张", "表格",
    "附表", "表", "数据", "数字", "数值", "统计", "信息", "内容", "指标", "情况", "范围", "口径",
    "对象", "主体", "时间", "时段", "期限", "期间", "年度", "年份", "所列", "所示", "截止", "截至",
];

/// What says what that is.
const IS: [&str; 16] = [
    "均", "都", "皆", "仅", "只", "系", "为", "是", "属于", "属", "指", "即", "中", "的", ":", ",",
];

/// What makes the rest no name of a time or a body: comparisons, instructions, the form itself.
const NO_NAME: [&str; 23] = [
    "较", "比", "倍", "%", "减", "降", "填报", "填写", "填列", "报送", "提供", "应当", "应按",
    "不得", "格式", "样式", "表式", "年版", "新版", "修订", "来源", "依据", "按照",
];

/// What begins a remark on who gave the numbers or what is among them.
const REMARKS: [&str; 14] =
    ["由", "据", "按", "含", "包含", "包括", "不", "未包", "未含", "除", "已", "另", "可", "详"];

/// A longer text below a table is no name.
const LONGEST_OWNER: usize = 40;

/// Nor is one of more ideographs that no word says it is.
const LONGEST_BARE_OWNER: usize = 8;

/// What a text that speaks of a table above says of its numbers.
#[derive(Clone)]
struct Said {
    /// Of which time they are, or whose.
    whose: String,
    /// Whether a word says that it is so.
    is: bool,
    /// Whether it speaks of all tables above.
    all: bool,
}

thread_local! {
    static SAID: Remembered<Vec<Said>> = Remembered::default();
}

/// Cheap, and true of all that speak of a table above.
fn may_speak(text: &str) -> bool {
    text.contains(['上', '表', '前'])
        && BACK.iter().chain(&THIS).chain(&["該表"]).any(|word| text.contains(word))
}

/// Whether a text speaks of the table above it, and of none below.
pub(crate) fn speaks_back(text: &str) -> bool {
    may_speak(text) && {
        let key = squeeze(text);
        starts(&key).any(|(_, word)| BACK.contains(&word))
    }
}

/// Whether a text speaks of the whole table above it or around it.
pub(crate) fn speaks_of_table(text: &str) -> bool {
    may_speak(text) && starts(&squeeze(text)).next().is_some()
}

/// Where clauses begin that speak of a table, and by which word.
fn starts(key: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let words = BACK.iter().chain(&THIS);
    words.filter_map(move |word| {
        let opens = |before: &str| {
            let marked = before.chars().next_back().is_none_or(|last| !is_han(last));
            marked || NOTES.contains(&before.trim_start_matches(|c| !is_han(c)))
        };
        let (at, _) = key.match_indices(word).find(|(at, _)| opens(&key[..*at]))?;
        Some((at, *word))
    })
}

fn said(text: &str) -> Vec<Said> {
    let key = squeeze(text);
    starts(&key)
        .map(|(at, word)| {
            let mut rest = &key[at + word.len()..];
            let words = || OF_TABLE.iter().chain(&IS);
            while let Some(next) = words().find_map(|word| rest.strip_prefix(word)) {
                rest = next;
            }
            let whose = rest.split(['。', ';', ',', '(', ')']).next().unwrap_or(rest);
            let before = &key[at..key.len() - rest.len()];
            let until = if before.contains('截') { "截至" } else { "" };
            let all = ALL.iter().any(|word| before.contains(word));
            let is = before.contains(['系', '为', '是', '属', '指', '即', ':']);
            Said { whose: format!("{until}{whose}"), is, all }
        })
        .collect()
}

/// Whether the words that stand below a table make its numbers others', and all of those above it.
fn says(text: &str, own: &Own<'_>) -> Option<(Foreign, bool)> {
    says_by(text, &|whose| scope::above(whose, own))
}

/// Whether the words below a table with a row a report say that its rows are of another time than `year`:
/// whose they are, each says for itself.
pub(crate) fn says_other_time(text: &str, year: Option<u16>) -> bool {
    let other_time = |whose: &str| {
        let before = || scope::says_before(&squeeze(whose)).then_some(Foreign::Other);
        scope::foreign(whose, year).or_else(before)
    };
    may_speak(text) && says_by(text, &other_time).is_some_and(|(what, _)| what == Foreign::Other)
}

/// The same by what tells of words that name a time or a body whether it is another.
fn says_by(text: &str, other: &dyn Fn(&str) -> Option<Foreign>) -> Option<(Foreign, bool)> {
    let foreign = |said: &Said| {
        let whose = said.whose.as_str();
        // 以上2021年数据, and not 上述2021年收到的申请.
        let alone =
            || han_count(whose) <= LONGEST_BARE_OWNER && without_end(whose).len() < whose.len();
        let is_name = !whose.is_empty()
            && han_count(whose) <= LONGEST_OWNER
            && NO_NAME.iter().all(|word| !whose.contains(word))
            && REMARKS.iter().all(|word| !whose.starts_with(word));
        match other(whose).filter(|_| is_name)? {
            Foreign::Year(_) | Foreign::Other if !said.is && !alone() => None,
            Foreign::Draft => Some((Foreign::Draft, said.all)),
            // It says so of this table: no title that is left over from the year before.
            Foreign::Year(_) | Foreign::Other => Some((Foreign::Other, said.all)),
        }
    };
    let said = SAID.with(|known| known.of(text, said));
    let mut found = said.iter().filter_map(foreign);
    let first = found.next()?;
    Some(found.fold(first, |(what, all), (next, every)| {
        (if next == Foreign::Other { next } else { what }, all || every)
    }))
}

/// Says of the rows of tables what the texts below these say; gives back those below which one calls the table
/// a draft, with that text.
pub(crate) fn mark(
    rows: &mut [Belongs],
    tokens: &[Token<'_>],
    walked: &Walked,
    own: &Own<'_>,
) -> Vec<(usize, Caption)> {
    let mut drafts = Vec::new();
    for (told, caption) in below(tokens, walked, own) {
        for index in told {
            match (caption.foreign, rows[index]) {
                (_, Belongs::Foreign(_)) | (Some(Foreign::Draft), Belongs::Stale(_)) => {}
                (Some(Foreign::Draft), Belongs::Own) => {
                    drafts.push((index, caption));
                    rows[index] = Belongs::Stale(caption);
                }
                _ => rows[index] = Belongs::Foreign(caption.token),
            }
        }
    }
    drafts
}

/// The rows of tables below which a text says that their numbers are others', with that text.
fn below(tokens: &[Token<'_>], walked: &Walked, own: &Own<'_>) -> Vec<(Range<usize>, Caption)> {
    let mut out: Vec<(Range<usize>, Caption)> = Vec::new();
    // Rows before the first of these are of tables under earlier headings, or told of already.
    let (mut headed, mut told, mut all_told) = (0, 0, 0);
    let mut begun = 0;
    for (index, token) in tokens.iter().enumerate() {
        begun += walked.segments[begun..].iter().take_while(|row| row.label < index).count();
        let label = match &token.kind {
            Kind::Label(label) => Some(label),
            Kind::Prose => None,
            Kind::Blank | Kind::Value => continue,
        };
        let first = matches!(label.and_then(|label| label.numbering), Some(Numbering::First(_)));
        if first && !walked.in_table[index] {
            headed = begun;
        }
        if !may_speak(token.text) || begun == headed {
            continue;
        }
        let Some((foreign, all)) = says(token.text, own) else { continue };
        let from = match all {
            true => all_told,
            false if told == begun => out.last().map_or(begun, |(rows, _)| rows.start),
            false => begins(tokens, &walked.segments[..begun], told),
        };
        if all && foreign == Foreign::Other {
            all_told = begun;
        }
        told = begun;
        out.push((from..begun, Caption { token: index, foreign: Some(foreign) }));
    }
    out
}

/// With which of some rows the table begins that the last of them is of: those of one section, of which none
/// comes twice but in one grid or below one head. `from`: where it may begin.
fn begins(tokens: &[Token<'_>], rows: &[Segment], from: usize) -> usize {
    let section = |row: &Segment| row.row.map(|row| vocabulary().rows[row].section);
    let grid = |row: &Segment| match tokens[row.label].layout {
        Layout::Cell(grid) => Some(grid),
        Layout::Bars | Layout::Plain => None,
    };
    let last = rows.iter().rev().find_map(section);
    let mut seen: HashSet<usize> = HashSet::new();
    let mut first = rows.len();
    while first > from {
        let row = &rows[first - 1];
        let one = rows.get(first).is_none_or(|next| {
            next.heads == row.heads || grid(row).is_some() && grid(next) == grid(row)
        });
        let other = section(row).is_some() && section(row) != last;
        if !one && (other || row.row.is_some_and(|row| seen.contains(&row))) {
            break;
        }
        seen.extend(row.row);
        first -= 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{report_of, value};

    const OWN: Own<'_> = Own { year: Some(2022), organ: Some("临江市教育局") };

    #[test]
    fn words_that_say_whose_the_numbers_above_are() {
        for (text, foreign, all) in [
            ("注：上表为2021年数据。", Foreign::Other, false),
            ("注：上表为临江市教育考试院数据。", Foreign::Other, false),
            ("注：以上为全市数据。", Foreign::Other, false),
            ("备注：以上数据均为全市教育系统数据", Foreign::Other, true),
            ("注：以上数据为2021年。", Foreign::Other, false),
            ("（以上为样表，仅供参考）", Foreign::Other, false),
            ("以上数据仅供参考", Foreign::Draft, false),
            ("说明：1.本表含上年结转3件；2.该表数据系上年度数据。", Foreign::Other, false),
            ("注：以上数据统计截止时间为2022年6月30日。", Foreign::Other, false),
            ("注：上表统计范围：全市", Foreign::Other, false),
            ("*以上各表均为下属单位数据", Foreign::Other, true),
            ("以上2021年数据", Foreign::Other, false),
            ("註：上表為2021年數據。", Foreign::Other, false),
        ] {
            assert_eq!(says(text, &OWN), Some((foreign, all)), "{text}");
            assert!(may_speak(text), "{text}");
        }
    }

    #[test]
    fn words_that_only_remark_on_the_table_above() {
        for text in [
            "注：上表含上年结转3件。",
            "注：以上数据统计期限为2022年1月1日至12月31日。",
            "备注：本表为2022年度数据。",
            "注：本表数据为我局2022年数据。",
            "注：上表为市教育局数据。",
            "以上数据由市教育考试院提供。",
            "以上数据由局办公室汇总。",
            "以上数据不包括市教育考试院。",
            "以上数据较2021年有所减少。",
            "注：以上数据于2023年1月填报。",
            "填表说明：本表填报上年度数据。",
            "本表数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
            "上述2021年收到的申请已全部办结。",
            "上述问题将在下一年度整改。",
            "注：本表依据国办公开办函〔2021〕30号填报。",
            "注：以上为2021年修订的格式。",
            "60岁以上为上年度人数",
        ] {
            assert_eq!(says(text, &OWN), None, "{text}");
        }
        let government = Own { year: Some(2022), organ: Some("临江市人民政府") };
        assert_eq!(says("注：以上为全市数据。", &government), None);
    }

    /// The value of a row of section 二 and one of section 三, below each of which stands a text.
    fn read(texts: [&'static str; 2]) -> [Option<String>; 2] {
        let report = report_of(&[
            "临江市教育局2022年政府信息公开工作年度报告",
            "二、主动公开政府信息情况",
            "信息内容 | 本年处理决定数量 |",
            "行政处罚 | 22 |",
            "行政强制 | 6 |",
            texts[0],
            "三、收到和处理政府信息公开申请情况",
            "| 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |",
            "一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |",
            "二、上年结转政府信息公开申请数量 | 0 | 0 | 1 | 0 | 0 | 0 | 1 |",
            texts[1],
            "四、政府信息公开行政复议、行政诉讼情况",
            "以上为2021年数据。",
        ]);
        ["disclosure.penalties.decisions", "requests.carried_in.research"]
            .map(|field| value(&report, field))
    }

    #[test]
    fn the_table_above_is_not_read() {
        let values = [Some("22".to_owned()), Some("1".to_owned())];
        assert_eq!(read(["注：上表含联合执法2件。", "注：以上为2022年数据。"]), values);
        assert_eq!(read(["注：以上为2021年数据。", ""]), [None, values[1].clone()]);
        assert_eq!(read(["", "注：以上为全市数据。"]), [values[0].clone(), None]);
        assert_eq!(read(["", "（以上均为样表）"]), [None, None]);
    }
}

//! Whose numbers a table holds, as its words say: another year's, part of a year's, an example's.

mod time;

use crate::bodies;
use crate::fold::{han_count, squeeze};
use crate::headed::bare;
use crate::remembered::Remembered;
use crate::standing::{Standing, standing};
use crate::title::years;
use time::{COMPARISONS, QUARTER, SPANS, Time, is_date, may_say, named_years};

/// Whose report it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Own<'r> {
    pub(crate) year: Option<u16>,
    pub(crate) organ: Option<&'r str>,
}

/// Why the numbers under some words are not the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Foreign {
    /// They are those of a draft. Reports are made of forms and drafts whose captions stay behind.
    Draft,
    /// They are another year's. Captions are often left over from the year before.
    Year(u16),
    /// They are of a part of the year, of many years, of the year before, or made up.
    Other,
}

/// Words for the year before. The form itself has them (上一年项目数量, 上年结转).
pub(crate) const BEFORE: [&str; 6] = ["上一年", "上年", "去年", "前一年", "往年", "上期"];

/// A longer text that names the year before tells of it and heads no table.
const BEFORE_WORDS: usize = 14;

/// A text of no more ideographs is a caption, full stop or not.
const LONGEST_SURE_CAPTION: usize = 8;

/// Whether the words of a head, a label or a caption say that the numbers are not those of `own`.
pub(crate) fn foreign(text: &str, own: Option<u16>) -> Option<Foreign> {
    match TIMES.with(|times| times.of(text, Time::of)) {
        Time::Untold => None,
        Time::Other => Some(Foreign::Other),
        Time::Years(named) => {
            let other = own.is_some_and(|own| !named.contains(&own));
            named.first().copied().filter(|_| other).map(Foreign::Year)
        }
    }
}

thread_local! {
    static TIMES: Remembered<Time> = Remembered::default();
    static SPEAKS: Remembered<bool> = Remembered::default();
}

/// Whether a text says of which time the numbers below it are, or how final they are.
pub(crate) fn speaks(text: &str) -> bool {
    let look = |text: &str| {
        standing(text).is_some()
            || may_say(text) && {
                let key = squeeze(text);
                matches!(Time::of_key(&key), Time::Other)
                    || says_before(&key)
                    || !is_date(&key) && named_years(&key).next().is_some()
            }
    };
    SPEAKS.with(|speaks| speaks.of(text, look))
}

/// Whether the words above a table say that its numbers are not the report's.
pub(crate) fn above(text: &str, own: &Own<'_>) -> Option<Foreign> {
    let key = squeeze(text);
    if is_sentence(&key) {
        return None;
    }
    // 2021年情况见附件，2020年如下: what comes before is of another table.
    let clause =
        key.split([',', '。', ';']).rfind(|part| part.contains("如下") || part.contains("下表"));
    let said = foreign(clause.unwrap_or(&key), own.year);
    let elsewhere = || clause.is_some() && named_years(&key).any(|year| Some(year) == own.year);
    // A title may be left over from the year before; a remark on the table is not.
    let remark = || key.contains("本表") || key.contains("表中");
    match (said, standing(text)) {
        (_, Some(Standing::Plan)) => Some(Foreign::Other),
        (Some(Foreign::Year(_)), _) if remark() || elsewhere() => Some(Foreign::Other),
        (None, _) if says_before(&key) || bodies::names_other(text, own.organ) => {
            Some(Foreign::Other)
        }
        (None, Some(Standing::Draft)) => Some(Foreign::Draft),
        (said, _) => said,
    }
}

/// Whether a text is a whole sentence that does not speak of a table.
fn is_sentence(key: &str) -> bool {
    let table = ["如下", "下表", "以下", "下列", "本表", "表中", "表内", "数据"];
    key.ends_with('。')
        && han_count(key) > LONGEST_SURE_CAPTION
        && table.iter().all(|word| !key.contains(word))
}

/// Whether a short text says that what stands below it is of the year before, and compares nothing.
pub(crate) fn says_before(key: &str) -> bool {
    if !BEFORE.iter().any(|word| key.contains(word)) {
        return false;
    }
    // 上年3件 tells of it; 2020年（上年） and 附件2：上年数据 do not.
    let counts = key
        .match_indices(|c: char| c.is_ascii_digit())
        .any(|(at, _)| key[at + 1..].starts_with(['件', '条', '次', '项', '人', '万', '份']));
    let is_before = |remark: &str| {
        BEFORE.iter().any(|word| remark.starts_with(word))
            && !remark.contains("结转")
            && !remark.contains(|c: char| c.is_ascii_digit())
    };
    let mut brackets = key.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    if brackets.any(is_before) {
        return true;
    }
    let names = |text: &str| BEFORE.iter().any(|word| text.contains(word)) && !compares(text);
    // What the form calls its tables (收到和处理…) is neither long nor compares.
    let left = || {
        let left = bare(key);
        han_count(left) <= LONGEST_SURE_CAPTION && names(left)
    };
    !counts
        && !key.contains("结转")
        && !key.contains("项目")
        && (han_count(key) <= BEFORE_WORDS && names(key) || left())
}

fn compares(text: &str) -> bool {
    let years = ["本年", "本期", "本次", "本表"].iter().any(|word| text.contains(word));
    let words = ['较', '比', '增', '减', '降', '升', '相', '对', '与', '和', '今', '括'];
    years || text.contains(words)
}

/// The year that a cell holds and nothing else: 2020, 2020年, 2020年度.
pub(crate) fn year_of_cell(text: &str) -> Option<u16> {
    // Cheap, and true of each that begins with a year, behind spaces and quotes.
    if !text.contains(['2', '２']) {
        return None;
    }
    let key = squeeze(text);
    let digits = key.trim_end_matches(['年', '度']);
    let year = digits.parse().ok().filter(|year| digits.len() == 4 && (2000..2100).contains(year));
    year.filter(|_| key.len() - digits.len() <= "年度".len())
}

/// Whether the bracket behind a number, in half width and without space, makes it another number
/// than the cell's: 3(2020年). Of what it consists (其中, 含) is a remark.
pub(crate) fn of_value(plain: &str) -> bool {
    let Some((_, rest)) = plain.split_once('(') else { return false };
    let inner = rest.split(')').next().unwrap_or(rest);
    let remark = ["其中", "含", "包括", "包含", "注"].iter().any(|word| inner.starts_with(word));
    !remark
        && (SPANS.iter().chain(&COMPARISONS).chain(&BEFORE).any(|word| inner.contains(word))
            || inner.contains("结转")
            || inner.contains(QUARTER)
            || inner.contains(['截', '估'])
            || years(inner).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_make_numbers_foreign() {
        for (text, says) in [
            ("2020年度政府信息公开情况统计表", Some(Foreign::Year(2020))),
            ("本年制发件数（2020年）", Some(Foreign::Year(2020))),
            ("现行有效件数（2019）", Some(Foreign::Year(2019))),
            ("本年制发件数（截至6月）", Some(Foreign::Other)),
            ("1—6月", Some(Foreign::Other)),
            ("历年累计", Some(Foreign::Other)),
            ("更正前", Some(Foreign::Other)),
            ("（原表）", Some(Foreign::Other)),
            ("历史数据", Some(Foreign::Other)),
            ("更正后", None),
            ("统计指标", None),
            ("（填报示例）", Some(Foreign::Other)),
            ("二〇二〇年度统计表", Some(Foreign::Year(2020))),
            ("二〇二〇", None),
            ("本年制发件数（2021年）", None),
            ("2021年1月1日至12月31日", None),
            ("现行有效件数（截至12月底）", None),
            ("上一年项目数量（2020年）", None),
            ("第二十条（2019年修订）", None),
            ("国办公开办函〔2020〕30号", None),
            ("发布日期：2020年3月1日", None),
            ("其他对外管理服务事项", None),
        ] {
            assert_eq!(foreign(text, Some(2021)), says, "{text}");
        }
        assert_eq!(foreign("2020年度统计表", None), None, "nobody knows the report's year");
    }

    #[test]
    fn words_above_a_table() {
        let own = Own { year: Some(2021), organ: Some("临江市教育局") };
        for (text, says) in [
            ("上年：", Some(Foreign::Other)),
            ("附：去年数据", Some(Foreign::Other)),
            ("2020年收到和处理申请情况如下：", Some(Foreign::Year(2020))),
            ("2021年情况见附件，2020年如下：", Some(Foreign::Other)),
            ("2020年情况见附件，2021年如下：", None),
            ("临江市教育考试院情况", Some(Foreign::Other)),
            ("第二十条第（五）项：依照条例主动公开的内容（上年）", Some(Foreign::Other)),
            ("2022年目标", Some(Foreign::Other)),
            ("全市汇总（初稿）", Some(Foreign::Other)),
            ("2020年度统计表（初稿）", Some(Foreign::Year(2020))),
            ("2021年度统计表（初稿）", Some(Foreign::Draft)),
            ("第三季度情况", Some(Foreign::Other)),
            ("按季度统计", Some(Foreign::Other)),
            ("按季度公开财政信息", None),
            ("每季度检查栏目更新。", None),
            ("上年数据。", Some(Foreign::Other)),
            ("自条例施行以来我局累计建成栏目三个。", None),
            ("以下为历年累计。", Some(Foreign::Other)),
            ("上年结转情况", None),
            ("上年度收到和处理政府信息公开申请情况", Some(Foreign::Other)),
            ("表2：上年度政府信息公开行政复议、行政诉讼情况（单位：件）", Some(Foreign::Other)),
            ("上年度本机关收到和处理政府信息公开申请情况", Some(Foreign::Other)),
            ("市教育考试院收到和处理政府信息公开申请情况", Some(Foreign::Other)),
            ("市教育局收到和处理政府信息公开申请情况", None),
            ("本年度收到和处理政府信息公开申请情况", None),
            ("上年结转和本年新收政府信息公开申请情况", None),
            ("我局上年收到3件", None),
            ("收件数比上年有所增加", None),
            ("上一年项目数量", None),
        ] {
            assert_eq!(above(text, &own), says, "{text}");
            assert_eq!(
                says.is_some(),
                says.is_some() && (speaks(text) || bodies::names_body(text))
            );
        }
    }

    #[test]
    fn no_label_of_the_form_is_foreign() {
        for cell in
            crate::template::templates().iter().flat_map(|table| table.rows.iter().flatten())
        {
            if let crate::template::TemplateCell::Label(text) = cell {
                assert_eq!(foreign(text, Some(2021)), None, "{text}");
            }
        }
    }

    #[test]
    fn brackets_behind_a_number() {
        for (plain, foreign) in [
            ("3(2020年)", true),
            ("3(截至6月)", true),
            ("3(累计)", true),
            ("22(其中修订16件)", false),
            ("3(含上年结转1件)", false),
            ("3", false),
        ] {
            assert_eq!(of_value(plain), foreign, "{plain}");
        }
    }

    #[test]
    fn cells_that_hold_a_year() {
        let years =
            ["2020", "2020年", "２０２０年度", "20201", "12", "2020年3月"].map(year_of_cell);
        assert_eq!(years, [Some(2020), Some(2020), Some(2020), None, None, None]);
    }
}

//! The report's title: which of the lines it is, and the organ and year in it.

mod find;

pub(crate) use find::find;

use std::ops::Range;
use std::sync::LazyLock;

use crate::fold::{is_han, is_space, narrow, squeeze};
use crate::pattern::Pattern;
use crate::remembered::Remembered;

/// A title with what it says.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    /// As printed, on one line.
    pub(crate) text: String,
    pub(crate) organ: Option<String>,
    pub(crate) year: Option<u16>,
    /// The index of its first line among the lines, and how many it takes.
    pub(crate) lines: Option<(usize, usize)>,
}

/// The longest title; the longest real ones have about fifty characters.
const LONGEST_REPORT_TITLE: usize = 70;

/// A shorter text, in bytes, is no title: 信息公开年报 is the least that is one.
const SHORTEST_REPORT_TITLE: usize = "信息公开年报".len();

/// What stands before 政府信息公开, and in brackets at the end, is no longer. The pattern does not
/// count so far.
const LONGEST_BEFORE: usize = 45;
const LONGEST_BEHIND: usize = 24;

/// In matching form: an annual report on government information disclosure and nothing else.
pub(crate) const TITLE_WRITTEN: &str = r"^(?P<before>.*?)(?P<whose>政府|政务|党务政务)?信息公开(的|工作|情况|年度|政府|\(?(19|20)[0-9]{2}\)?年?度?|及|年)*(年度)?(工作)?(情况)?(的)?(总结)?(年度)?(工作)?(情况)?(报告书|报告|年报)(\(?(19|20)[0-9]{2}年?度?\)?|\((?P<behind>[^()]*)\))?$";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static TITLE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(TITLE_WRITTEN).unwrap());

/// Words of a title that is not a report's: lists, links, orders, forms.
const NOT_A_TITLE: [&str; 23] = [
    "首页",
    "当前位置",
    "您的位置",
    "所在位置",
    "上一条",
    "下一条",
    "上一篇",
    "下一篇",
    "关于印发",
    "通知",
    "格式",
    "条例》",
    "现将",
    "根据",
    "按照",
    "附件",
    "填报",
    "如下",
    "编制",
    "点击",
    ">",
    "本报告",
    "|",
];

/// The title that a text is.
pub(crate) fn parse(text: &str) -> Option<Title> {
    if text.len() < SHORTEST_REPORT_TITLE
        || text.len() > LONGEST_REPORT_TITLE * 4
        || !text.contains(['报', '報'])
    {
        return None;
    }
    TITLES.with(|titles| titles.of(text, look_at))
}

thread_local! {
    /// A line is asked for its title by each stage that looks for one.
    static TITLES: Remembered<Option<Title>> = Remembered::default();
}

fn look_at(text: &str) -> Option<Title> {
    let text = clean(text);
    let key = squeeze(&text);
    if text.chars().count() > LONGEST_REPORT_TITLE || key.contains(['。', ';', '!', '?', ':', ','])
    {
        return None;
    }
    // The pattern has it, and takes far longer to say that it is not there.
    if !key.contains("信息公开") || NOT_A_TITLE.iter().any(|word| key.contains(word)) {
        return None;
    }
    let found = TITLE.find(&key)?;
    let longer =
        |name, most| found.group(name).is_some_and(|part| part.chars().nth(most).is_some());
    if longer("before", LONGEST_BEFORE) || longer("behind", LONGEST_BEHIND) {
        return None;
    }
    // 人民政府信息公开: the 政府 is the organ's.
    let length = found.group("before").map_or(0, |before| before.chars().count());
    let mut before: String =
        text.chars().filter(|c| !is_space(*c) && !is_quote(*c)).take(length).collect();
    if before.ends_with("人民") && found.range("whose").is_some() {
        before.push_str("政府");
    }
    if ["公开", "公開", "年报", "年報"].iter().any(|word| before.contains(word)) {
        // The name of the site's column ran into the title.
        return None;
    }
    let organ = organ_in(&before).or_else(|| organ_behind(&text));
    Some(Title { year: year_in(&key), organ, text, lines: None })
}

fn is_quote(character: char) -> bool {
    squeeze(character.encode_utf8(&mut [0; 4])).is_empty()
}

/// A title on one line: READING.md says what is taken off.
fn clean(text: &str) -> String {
    let mut text = text.trim_matches(|c: char| is_space(c) || matches!(c, '|' | '｜')).to_owned();
    for suffix in [".docx", ".doc", ".wps", ".pdf", ".html"] {
        if let Some(stem) = text.strip_suffix(suffix) {
            text.truncate(stem.len());
        }
    }
    let bracketed = bracketed_year(&text);
    let text = bracketed.unwrap_or(text);
    // A doubled space is a line break that was; a single one is as printed.
    let mut out = String::with_capacity(text.len());
    let mut spaces = String::new();
    for character in text.chars() {
        if is_space(character) {
            spaces.push(character);
            continue;
        }
        if spaces.chars().count() == 1 {
            out.push(' ');
        }
        spaces.clear();
        out.push(character);
    }
    out
}

/// 【2019】 without the brackets.
fn bracketed_year(text: &str) -> Option<String> {
    let open = text.find('【')?;
    let close = open + text[open..].find('】')?;
    let inner = &text[open + '【'.len_utf8()..close];
    let digits: String = inner.chars().map(narrow).filter(char::is_ascii_digit).collect();
    (digits.len() == 4)
        .then(|| format!("{}{inner}{}", &text[..open], &text[close + '】'.len_utf8()..]))
}

/// The year that a text in matching form names; the first, as 2020年 or alone.
pub(crate) fn year_in(key: &str) -> Option<u16> {
    let with_word = years(key).find(|(end, _)| key[*end..].starts_with('年'));
    with_word.or_else(|| years(key).next()).map(|(_, year)| year).or_else(|| chinese_year(key))
}

/// The digits of a year.
pub(crate) const YEAR_DIGITS: usize = 4;

/// What stands between the years of a span, as printed and in matching form.
const SPANNING: [char; 12] = ['-', '—', '–', '－', '~', '～', '至', '到', '、', '和', '与', '與'];

/// Where the first year of a span ends, where the second begins, and both (2021—2022年, 2021年和2022年).
pub(crate) fn spans(key: &str) -> impl Iterator<Item = (Range<usize>, [u16; 2])> {
    let mut before: Option<(usize, u16)> = None;
    years(key).filter_map(move |(end, year)| {
        let (first_end, first) = before.replace((end, year))?;
        let between = first_end..end - YEAR_DIGITS;
        let joins = key[between.clone()].trim_start_matches('年');
        let is_span = first < year && joins.chars().all(|c| SPANNING.contains(&c));
        (is_span && !joins.is_empty()).then_some((between, [first, year]))
    })
}

/// Runs of exactly four digits that are years of reports, with their ends.
pub(crate) fn years(key: &str) -> impl Iterator<Item = (usize, u16)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            let start = rest + key[rest..].find(|c: char| c.is_ascii_digit())?;
            let length = key[start..].bytes().take_while(u8::is_ascii_digit).count();
            rest = start + length;
            let year = if length == YEAR_DIGITS { key[start..rest].parse().ok() } else { None };
            if let Some(year) = year.filter(|year| (2000..2100).contains(year)) {
                return Some((rest, year));
            }
        }
    })
}

/// 二〇二〇年, with any of the zeros in use.
pub(crate) fn chinese_year(key: &str) -> Option<u16> {
    let characters: Vec<char> = key.chars().collect();
    characters.windows(5).find_map(|window| {
        let digit = |c: &char| match c {
            '〇' | '○' | '零' | 'O' | '0' => Some(0),
            _ => "一二三四五六七八九"
                .chars()
                .position(|d| d == *c)
                .and_then(|i| u16::try_from(i + 1).ok()),
        };
        let [a, b, c, d, '年'] = window else { return None };
        let year = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
        (2000..2100).contains(&year).then_some(year)
    })
}

/// The organ in what stands before 政府信息公开, without year and 关于.
fn organ_in(before: &str) -> Option<String> {
    let organ = without_years(before);
    let about = ["关于", "關於", "关於", "關于"];
    let before = |organ: &str| about.iter().find_map(|word| Some(organ.strip_prefix(word)?.len()));
    let organ = &organ[organ.len() - before(&organ).unwrap_or(organ.len())..];
    let organ = organ.trim_end_matches('的');
    let organ = about.iter().find_map(|word| organ.strip_suffix(word)).unwrap_or(organ);
    // 0年度 is the rest of a year that was broken.
    let organ = organ.trim_start_matches(|c: char| c.is_numeric());
    let organ = organ.strip_prefix("年度").unwrap_or(organ);
    let organ = without_pinyin(organ);
    let organ = organ.trim_matches(|c: char| !is_han(c) && !matches!(c, '（' | '）' | '(' | ')'));
    let host = organ.rfind(|c: char| c.is_ascii_alphabetic()).map_or(organ, |i| &organ[i + 1..]);
    let pronoun = [
        "我局",
        "我镇",
        "我乡",
        "我办",
        "我市",
        "我县",
        "我区",
        "我委",
        "我厅",
        "本机关",
        "我街道",
    ];
    // What is left of a menu or a column's name, or a pronoun, is no organ.
    let foreign =
        ["公开", "公開", "年报", "年報", "年度报告"].iter().any(|word| host.contains(word))
            || host.starts_with(['本', '我']);
    if foreign {
        return None;
    }
    let two = host.chars().filter(|c| is_han(*c)).count() >= 2;
    (two && !pronoun.contains(&host)).then(|| host.to_owned())
}

/// 政府信息公开工作年度报告（某局）: an organ in brackets at the end.
fn organ_behind(text: &str) -> Option<String> {
    let inner = text.strip_suffix(['）', ')'])?;
    let inner = &inner[inner.rfind(['（', '('])?..];
    let inner = inner.trim_start_matches(['（', '(']);
    organ_in(inner).filter(|organ| crate::organ::ends_as_organ(organ))
}

/// The text without years and the words that go with them.
fn without_years(text: &str) -> String {
    let mut out = String::new();
    let characters: Vec<char> = text.chars().collect();
    let mut index = 0;
    while index < characters.len() {
        let run = characters[index..].iter().take_while(|c| narrow(**c).is_ascii_digit()).count();
        let chinese = characters[index..]
            .iter()
            .take_while(|c| "〇○零一二三四五六七八九".contains(**c))
            .count();
        let length = if run == 4 || chinese == 4 { 4 } else { 0 };
        let rest: String = characters[index + length..].iter().take(3).collect();
        let chinese_needs_word = chinese == 4 && !rest.starts_with('年');
        if length == 0 || chinese_needs_word {
            out.push(characters[index]);
            index += 1;
            continue;
        }
        index += length;
        for word in ["学年度", "學年度", "学年", "學年", "年度", "年"] {
            if rest.starts_with(word) {
                index += word.chars().count();
                break;
            }
        }
        index += joining(&characters[index..]);
    }
    // Nor is what was around a year a part of the name.
    out.replace("（）", "").replace("()", "")
}

/// How many characters join a year to another one behind them: 2021—2022年.
fn joining(behind: &[char]) -> usize {
    let count = behind.iter().take_while(|c| SPANNING.contains(c)).count();
    let digits = behind[count..].iter().take_while(|c| narrow(**c).is_ascii_digit()).count();
    if digits == YEAR_DIGITS { count } else { 0 }
}

/// Chinese without the pinyin that converters put in brackets behind characters.
pub(crate) fn without_pinyin(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（']) {
        let width = rest[open..].chars().next().map_or(1, char::len_utf8);
        let Some(close) = rest[open..].find([')', '）']) else { break };
        let inner = &rest[open + width..open + close];
        let latin = !inner.is_empty() && inner.chars().all(|c| c.is_alphabetic() && !is_han(c));
        let end = open + close + rest[open + close..].chars().next().map_or(1, char::len_utf8);
        out.push_str(if latin { &rest[..open] } else { &rest[..end] });
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Option<(String, Option<String>, Option<u16>)> {
        parse(text).map(|title| (title.text, title.organ, title.year))
    }

    #[test]
    fn titles_in_each_of_their_forms() {
        let cases = [
            ("白石县青溪镇人民政府2020年政府信息公开工作年度报告", "白石县青溪镇人民政府", 2020),
            ("2019年青溪镇政府信息公开工作年度报告", "青溪镇", 2019),
            ("白石县教育局关于2022年政府信息公开工作的年度报告", "白石县教育局", 2022),
            ("白石县教育局政府信息公开工作2021年度报告", "白石县教育局", 2021),
            ("白石縣教育局2021年度政府信息公開年報", "白石縣教育局", 2021),
            ("白石县人民政府信息公开工作年度报告（2019年度）", "白石县人民政府", 2019),
            ("【2019】白石县教育局政府信息公开年度工作报告.docx", "白石县教育局", 2019),
            ("0年度白石县教育局政府信息公开工作年度报告（2019年）", "白石县教育局", 2019),
            ("白石县教育局二〇一九年政府信息公开工作年度报告 |", "白石县教育局", 2019),
            ("白石县教育局（2019年）政府信息公开工作年度报告", "白石县教育局", 2019),
            ("白石县教育局2021学年政府信息公开工作年度报告", "白石县教育局", 2021),
            ("白石县教育局2021至2022年度政府信息公开工作年度报告", "白石县教育局", 2022),
            ("2021年和平区教育局政府信息公开工作年度报告", "和平区教育局", 2021),
        ];
        for (text, organ, year) in cases {
            let (_, found_organ, found_year) = says(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found_organ.as_deref(), found_year), (Some(organ), Some(year)), "{text}");
        }
    }

    #[test]
    fn what_is_no_title() {
        for text in [
            "根据《政府信息公开条例》，编制2020年政府信息公开工作年度报告",
            "上一条：白石县教育局2019年政府信息公开工作年度报告",
            "首页 > 政务公开 > 政府信息公开年报",
            "政府信息公开指南",
            "现将2020年政府信息公开工作年度报告",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn file_endings_and_brackets_come_off() {
        assert_eq!(
            says("【2019】甲县乙局政府信息公开年报.docx |").unwrap().0,
            "2019甲县乙局政府信息公开年报"
        );
        assert_eq!(
            says("甲县乙局  2019年政府信息公开年报").unwrap().0,
            "甲县乙局2019年政府信息公开年报"
        );
        assert_eq!(without_pinyin("鳳凰鎮(zhèn)人民政府(办公室)"), "鳳凰鎮人民政府(办公室)");
    }
}

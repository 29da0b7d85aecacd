//! The first-level sections: which lines are their headings, and the prose between.

use std::sync::LazyLock;

use nianbao_core::{Role, Section};

use crate::fold::{is_han, is_space};
use crate::key::{Numbering, chinese_number, split_numbering};
use crate::lines::TextLine;
use crate::pattern::Pattern;

/// What a section is about. The numbers are those of the form since 2019; the outline before used
/// the same numbers with other meanings, so the words decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// 总体情况
    Overview,
    /// 主动公开政府信息情况
    Disclosure,
    /// 收到和处理政府信息公开申请情况
    Requests,
    /// 政府信息公开行政复议、行政诉讼情况
    Review,
    /// 存在的主要问题及改进情况
    Problems,
    /// 其他需要报告的事项, and what only the old outline has.
    Other,
}

/// The topics by their words, in matching form; the first that is found is the topic.
const TOPICS: [(&str, Topic); 22] = [
    ("行政复议", Topic::Review),
    ("行政诉讼", Topic::Review),
    ("复议", Topic::Review),
    ("收到和处理", Topic::Requests),
    ("依申请公开", Topic::Requests),
    ("申请公开", Topic::Requests),
    ("申请情况", Topic::Requests),
    ("申请办理", Topic::Requests),
    ("主动公开", Topic::Disclosure),
    ("存在的问题", Topic::Problems),
    ("主要问题", Topic::Problems),
    ("存在问题", Topic::Problems),
    ("改进", Topic::Problems),
    ("下一步", Topic::Problems),
    ("其他需要", Topic::Other),
    ("其他需", Topic::Other),
    ("其他报告", Topic::Other),
    ("其他事项", Topic::Other),
    ("收费", Topic::Other),
    ("概述", Topic::Overview),
    ("概况", Topic::Overview),
    ("总体", Topic::Overview),
];

/// The topic of a heading in matching form, without its number.
pub(crate) fn topic(core: &str) -> Option<Topic> {
    let basic = (core.contains("基本") && core.contains("情况")).then_some(Topic::Overview);
    TOPICS.iter().find(|(word, _)| core.contains(word)).map(|(_, topic)| *topic).or(basic)
}

/// Headings that stand in the middle of a line, where a whole text came as one: only those of the
/// form's own words.
pub(crate) const INLINE_WRITTEN: &str = r"(?:^|[\s。；：:])(?P<heading>[一二三四五六⼀⼆⼋]、\s?(?:(?:总体|總體|基本|工作|基本工作)(?:情况|情況|概述)|概述|(?:行政机关|行政機關)?(?:主动公开|主動公開)(?:政府)?(?:信息)?(?:的)?(?:情况|情況)|(?:行政机关|行政機關)?收到和(?:处理|處理)政府信息(?:公开|公開)(?:申请|申請)(?:的)?(?:情况|情況)|(?:因)?政府信息(?:公开|公開)(?:工作|申请)?(?:被申请)?行政(?:复议|複議|復議)(?:、|和)(?:提起)?行政(?:诉讼|訴訟)(?:的)?(?:情况|情況)|(?:政府信息公开工作)?存在的?(?:主要)?(?:问题|問題)(?:及|和)(?:改进|改進|整改)(?:情况|情況|措施)|其他需要?(?:报告|報告|说明)的(?:事项|事項|情况)))(?:\s|$|。)";

#[expect(clippy::unwrap_used, reason = "a constant pattern; every test builds it")]
static INLINE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(INLINE_WRITTEN).unwrap());

/// A line of more bytes may hold a heading and something else.
const LONGEST_HEADING: usize = 90;

/// A heading that may be one of the report's sections.
#[derive(Debug)]
struct Candidate {
    line: usize,
    /// Where it begins and ends in the line, in bytes.
    range: (usize, usize),
    number: u32,
    score: i32,
}

/// A report has six sections and a few lists; looking for the best chain takes the square of this.
const MOST_CANDIDATES: usize = 1_000;

/// The sections of some lines; `skip` tells the lines that belong to tables or to the frame.
pub(crate) fn sections(lines: &[TextLine], skip: &dyn Fn(usize) -> bool) -> Vec<Section> {
    let mut candidates = candidates(lines, skip);
    candidates.truncate(MOST_CANDIDATES);
    let chosen = choose(candidates);
    let mut sections = vec![Section::default()];
    let mut next = chosen.iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        let mut start = 0;
        while let Some(candidate) = next.next_if(|candidate| candidate.line == index) {
            paragraph(&mut sections, &line.text[start..candidate.range.0], line.role);
            sections.push(Section {
                number: Some(candidate.number),
                heading: Some(line.text[candidate.range.0..candidate.range.1].trim().to_owned()),
                paragraphs: Vec::new(),
            });
            start = candidate.range.1;
        }
        if !skip(index) || start > 0 {
            let text = if start == 0 { line.printed() } else { &line.text[start..] };
            paragraph(&mut sections, text, line.role);
        }
    }
    if sections[0].paragraphs.is_empty() {
        sections.remove(0);
    }
    sections
}

fn paragraph(sections: &mut [Section], text: &str, role: Role) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '|');
    if !text.is_empty()
        && role != Role::Link
        && let Some(section) = sections.last_mut()
    {
        section.paragraphs.push(text.to_owned());
    }
}

/// Whether a line is the heading of a report's first section, 一、总体情况 in its wordings.
pub(crate) fn is_first(line: &TextLine) -> bool {
    line.key.starts_with('一')
        && numbered(line).is_some_and(|(number, core)| {
            number == 1 && core.chars().count() <= 12 && topic(core) == Some(Topic::Overview)
        })
}

/// A line's number on the first level, and the words behind it: 一、总体情况, or 一 总体情况 where the
/// words are those of a section.
pub(crate) fn numbered(line: &TextLine) -> Option<(u32, &str)> {
    match split_numbering(&line.key) {
        (Some(Numbering::First(number)), core) => return Some((number, core)),
        (Some(_), _) => return None,
        (None, _) => {}
    }
    let numeral =
        line.text.split(is_space).next().filter(|numeral| numeral.len() < line.text.len());
    let number = chinese_number(&crate::fold::squeeze(numeral?))?;
    let first = line.key.chars().next().map_or(0, char::len_utf8);
    // From 十一 on no report counts its sections.
    let core = line.key.get(first..).filter(|_| number <= 10)?;
    (core.chars().count() <= LONGEST_WORDS && topic(core).is_some()).then_some((number, core))
}

/// The words of a heading without 、 behind its number are no more.
const LONGEST_WORDS: usize = 30;

/// A heading of known topic scores more.
const KNOWN: i32 = 3;

/// Whether a line is a first-level heading of known topic.
pub(crate) fn is_known_heading(line: &TextLine) -> bool {
    heading(line, 0).is_some_and(|candidate| candidate.score > KNOWN)
}

fn candidates(lines: &[TextLine], skip: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| !skip(*index)) {
        // A short line is a heading as a whole or none.
        let before = found.len();
        if line.text.len() > LONGEST_HEADING {
            found.extend(inline(line, index));
        }
        if found.len() == before {
            found.extend(heading(line, index));
        }
    }
    if found.iter().all(|candidate| candidate.score <= KNOWN) {
        found.extend(otherwise_numbered(lines, skip));
        found.sort_by_key(|candidate| candidate.line);
    }
    found
}

/// The headings of a report that numbers them （一）, 1、 or 第一部分: those of known topic, if the first is
/// that of the whole (总体情况), with which nothing inside of a section begins.
fn otherwise_numbered(lines: &[TextLine], skip: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
    let headings = lines.iter().enumerate().filter(|(index, line)| !skip(*index) && !line.cell);
    let known = headings.filter_map(|(index, line)| {
        let (number, core) = numbered_otherwise(&line.key)?;
        let short = core.chars().count() <= LONGEST_WORDS && !core.contains(['。', ',', ';', ':']);
        let topic = topic(core).filter(|_| short)?;
        let range = (0, line.text.len());
        Some((topic, Candidate { line: index, range, number, score: KNOWN + 1 }))
    });
    let mut known = known.peekable();
    let whole =
        known.peek().is_some_and(|(topic, first)| *topic == Topic::Overview && first.number == 1);
    if whole { known.map(|(_, heading)| heading).collect() } else { Vec::new() }
}

fn numbered_otherwise(key: &str) -> Option<(u32, &str)> {
    if let Some((numeral, core)) = key.strip_prefix('第').and_then(|k| k.split_once("部分")) {
        return Some((chinese_number(numeral)?, core.trim_start_matches(['、', ':', ','])));
    }
    match split_numbering(key) {
        (Some(Numbering::Second(number) | Numbering::Third(number)), core) => Some((number, core)),
        _ => None,
    }
}

/// The headings in the middle of a line.
fn inline(line: &TextLine, index: usize) -> impl Iterator<Item = Candidate> {
    INLINE.find_all(&line.text).filter_map(move |found| {
        let range = found.range("heading")?;
        let number = number_of(&line.text[range.0..range.1])?;
        Some(Candidate { line: index, range, number, score: 5 })
    })
}

fn number_of(heading: &str) -> Option<u32> {
    let key = crate::fold::squeeze(heading);
    chinese_number(&key[..key.find('、')?])
}

/// A line as a heading: numbered on the first level, and the better the more it looks like one.
fn heading(line: &TextLine, index: usize) -> Option<Candidate> {
    let first = line.key.chars().next()?;
    if line.cell && !line.lone || !"一二三四五六七八九十".contains(first) {
        return None;
    }
    let (number, core) = numbered(line)?;
    let length = core.chars().count();
    let sentence = core.trim_end_matches('。').contains(['。', ';']);
    let mut score = if topic(core).is_some() { 4 } else { 1 };
    score += i32::from(length <= 30);
    score += i32::from(matches!(line.role, Role::Heading(_)));
    score -= if sentence || length > 60 { 5 } else { 0 };
    score -= i32::from(core.ends_with('。') || core.chars().filter(|c| is_han(*c)).count() < 2);
    Some(Candidate { line: index, range: (0, line.text.len()), number, score })
}

/// The chain of headings with rising numbers that scores best: a list inside a section, or the
/// contents printed before the text, makes no chain as good as the sections themselves.
fn choose(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let mut top = (candidate.score, None);
        for (other, before) in candidates[..index].iter().enumerate() {
            if before.number >= candidate.number {
                continue;
            }
            let bonus = i32::from(before.number + 1 == candidate.number);
            let score = best[other].0 + candidate.score + bonus;
            // Of equals the later: the contents list stands before the text.
            if score >= top.0 {
                top = (score, Some(other));
            }
        }
        best.push(top);
    }
    let last = best.iter().enumerate().max_by_key(|(index, (score, _))| (*score, *index));
    let mut chain = vec![false; candidates.len()];
    let mut at = last.filter(|(_, (score, _))| *score > 0).map(|(index, _)| index);
    while let Some(index) = at {
        chain[index] = true;
        at = best[index].1;
    }
    let chosen =
        candidates.into_iter().zip(chain).filter(|(candidate, kept)| *kept && candidate.score > 0);
    chosen.map(|(candidate, _)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::blocks_of;

    fn headings(texts: &[&str]) -> Vec<(u32, String)> {
        let blocks = blocks_of(texts);
        let sections = sections(&crate::lines::lines(&blocks), &|_| false);
        sections.into_iter().filter_map(|s| Some((s.number?, s.heading?))).collect()
    }

    fn numbers(texts: &[&str]) -> Vec<u32> {
        headings(texts).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_list_inside_a_section_is_none() {
        let texts = [
            "一、总体情况",
            "一、组织领导。全年召开会议两次。",
            "二、主动公开。全年没有。另有两次。",
            "三、其他工作。都做了。没有别的。",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
        ];
        assert_eq!(numbers(&texts), [1, 2, 3]);
    }

    #[test]
    fn headings_in_the_middle_of_a_line() {
        let line = "现将情况报告如下: 一、总体情况 工作有序开展。 二、主动公开政府信息情况";
        assert_eq!(
            headings(&[line]),
            [(1, "一、总体情况".to_owned()), (2, "二、主动公开政府信息情况".to_owned())]
        );
    }

    #[test]
    fn a_space_behind_the_number() {
        let texts = [
            "一 总体情况",
            "三 组织领导有力",
            "二　主动公开政府信息情况",
            "三\u{a0}收到和处理政府信息公开申请情况",
        ];
        assert_eq!(numbers(&texts), [1, 2, 3]);
    }

    #[test]
    fn headings_with_other_numbers() {
        for marks in [["（一）", "（二）"], ["1、", "2、"], ["第一部分 ", "第二部分 "]]
        {
            let texts = [
                format!("{}总体情况", marks[0]),
                "一是公开及时。".to_owned(),
                format!("{}主动公开政府信息情况", marks[1]),
            ];
            assert_eq!(numbers(&texts.each_ref().map(String::as_str)), [1, 2], "{marks:?}");
        }
        assert!(numbers(&["（一）主动公开情况", "（二）依申请公开情况"]).is_empty());
        let lower = ["一、总体情况", "（一）概述", "（二）主动公开情况"];
        assert_eq!(numbers(&lower), [1]);
    }

    #[test]
    fn paragraphs_stay_as_they_are_printed() {
        let texts = [
            "## 一、总体情况",
            "# 重点",
            "* 一件",
            "- 两件",
            "• 三件 |",
            "*注：年末数",
            "**",
            "**四**",
        ];
        let blocks = blocks_of(&texts);
        let sections = sections(&crate::lines::lines(&blocks), &|_| false);
        assert_eq!(sections[0].heading.as_deref(), Some("一、总体情况"));
        let paragraphs = ["# 重点", "* 一件", "- 两件", "• 三件", "*注：年末数", "**四**"];
        assert_eq!(sections[0].paragraphs, paragraphs);
    }

    #[test]
    fn the_contents_list_gives_way_to_the_text() {
        let texts = [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "一、总体情况",
            "正文。",
            "二、主动公开政府信息情况",
        ];
        let blocks = blocks_of(&texts);
        let sections = sections(&crate::lines::lines(&blocks), &|_| false);
        let first = sections.iter().find(|section| section.number == Some(1)).unwrap();
        assert_eq!(first.paragraphs, ["正文。"]);
    }
}

//! The form's own names of its tables and what else a caption is made of, taken off it: what is left says
//! whose the numbers are or of which time.

use crate::key::split_numbering;

/// What stands behind the words that say something, and says nothing.
pub(crate) const BEHIND: [&str; 12] =
    ["如下", "一览", "统计", "汇总", "明细", "情况", "数据", "数值", "报表", "表", "附", "的"];

/// What the names of the form's sections and tables are made of beside those, as the form and the pages
/// word them; the longer before what it ends in.
const OF_NAMES: [&str; 27] = [
    "政府信息公开",
    "政务信息公开",
    "政府信息",
    "信息公开",
    "依申请公开",
    "主动公开",
    "申请公开",
    "行政复议",
    "行政诉讼",
    "申请",
    "公开",
    "信息",
    "复议",
    "诉讼",
    "收到",
    "接收",
    "受理",
    "处理",
    "办理",
    "答复",
    "提起",
    "工作",
    "和",
    "及",
    "、",
    "因",
    "被",
];

/// What leads in to a caption.
const BEFORE: [&str; 12] = [
    "以下为",
    "以下是",
    "下表为",
    "下表是",
    "以下",
    "下表",
    "本表为",
    "本表是",
    "该表为",
    "该表是",
    "此表为",
    "此表是",
];

/// A text without the words at its end that say nothing.
pub(crate) fn without_end(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = BEHIND.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// What is left of a caption in matching form without its numbering, 表2 or 附件 before it, the name of a
/// table of the form, a bracket behind that, and a year at either end: 市考试院 of
/// 表2：2022年市考试院收到和处理政府信息公开申请情况（单位：件）. Of nothing but a name it is what stands in a
/// bracket or behind a dash.
pub(crate) fn bare(key: &str) -> &str {
    let outer = numbered(key);
    let (words, bracket) = match outer.split_once('(') {
        Some((words, rest)) => (words, rest.split(')').next()),
        None => (outer, None),
    };
    let left = without_name(words);
    // 收到和处理…情况——市考试院
    let behind = words.rsplit_once("--").or_else(|| words.rsplit_once(':'));
    let behind = behind.filter(|(name, _)| without_name(name).is_empty());
    match (bracket, behind) {
        (Some(inner), _) if left.is_empty() => without_name(inner),
        (_, Some((_, behind))) => without_name(behind),
        _ => left,
    }
}

/// A text without what counts it among others: a number, 附件2：, 表1.
fn numbered(key: &str) -> &str {
    let mut text = split_numbering(key).1;
    let annex =
        ["附件", "附表", "表格", "附", "表"].iter().find_map(|word| text.strip_prefix(word));
    if let Some(rest) = annex {
        // 表12022年度: the last four are a year's.
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count = if digits < 4 { digits } else { digits - 4 };
        let behind = rest[count..].trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        // 表 and what goes on without a mark is a word.
        let counted = behind.len() < rest.len() || rest.starts_with([':', '-', '.', '、', ',']);
        if counted || text.starts_with('附') {
            text = behind.trim_start_matches([':', '-', '.', '、', ',']);
        }
    }
    split_numbering(text).1
}

fn without_name(words: &str) -> &str {
    let marks = [':', ',', '-', '.', ';', '*'];
    let mut text = words.trim_matches(marks);
    if let Some(rest) = BEFORE.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest.trim_matches(marks);
    }
    let dated = |c: char| c.is_ascii_digit() || matches!(c, '年' | '度');
    loop {
        let name = BEHIND.iter().chain(&OF_NAMES).find_map(|word| text.strip_suffix(word));
        // 上年度 is no year's number.
        let year = || {
            let rest = text.trim_end_matches(['度']).trim_end_matches('年');
            let number = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            (number.len() + 4 == rest.len()).then_some(number)
        };
        let Some(rest) = name.or_else(year) else { break };
        // 镇人民政府信息公开情况 is that of a government.
        if rest.ends_with("人民") && text[rest.len()..].starts_with("政府") {
            return &text[..rest.len() + "政府".len()];
        }
        text = rest.trim_end_matches(marks);
    }
    if text.starts_with("20") {
        text.trim_start_matches(dated).trim_start_matches(marks)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::squeeze;

    #[test]
    fn of_the_names_of_the_form_nothing_is_left() {
        for table in crate::template::templates() {
            assert_eq!(bare(&squeeze(table.heading)), "", "{}", table.heading);
        }
    }

    #[test]
    fn what_is_left_of_captions() {
        for (text, left) in [
            ("上年度收到和处理政府信息公开申请情况", "上年度"),
            ("三、市考试院收到和处理政府信息公开申请情况", "市考试院"),
            ("表2：市考试院2022年收到和处理政府信息公开申请情况（单位：件）", "市考试院"),
            ("表1 2022年度市统计局主动公开政府信息情况统计表", "市统计局"),
            ("附表一：因政府信息公开被申请行政复议、提起行政诉讼情况（市考试院）", "市考试院"),
            ("青溪镇人民政府信息公开情况统计表", "青溪镇人民政府"),
            ("青溪镇政府信息公开情况统计表", "青溪镇"),
            ("以下为全市主动公开情况：", "全市"),
            ("该表为市考试院数据", "市考试院"),
            ("主动公开政府信息情况——市考试院", "市考试院"),
            ("市考试院——主动公开政府信息情况", "市考试院"),
            ("主动公开情况：上年度", "上年度"),
            ("填报单位：市考试院", "填报单位:市考试院"),
            ("表彰情况", "表彰"),
            ("（上年）", "上年"),
            ("市考试院（盖章）", "市考试院"),
        ] {
            assert_eq!(bare(&squeeze(text)), left, "{text}");
        }
    }
}

//! Labels, brought to a form in which the printings of one label are equal.

use crate::fold::{is_han, squeeze, squeeze_into};

/// What stands before a label: 一、 or （一） or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Numbering {
    /// 一、
    First(u32),
    /// （一）
    Second(u32),
    /// 1.
    Third(u32),
    /// 其中：
    Among,
}

/// A unit that a number is multiplied by, printed with a label, a head or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
    /// 亿元
    HundredMillion,
    /// Some other unit, or more than one: the amount cannot be told.
    Unclear,
    /// Counts in thousands, or shares: 万条, %.
    Scaled,
}

/// Signs and names of currencies; what they are without 元 behind them is not told.
const CURRENCIES: [&str; 10] = ["￥", "¥", "$", "€", "£", "人民币", "RMB", "rmb", "CNY", "英镑"];

/// What stands before 元 in another unit than 元.
const OTHER_YUAN: [char; 11] = ['十', '百', '千', '万', '亿', '日', '美', '港', '欧', '韩', '台'];

impl MoneyUnit {
    /// The unit that a text names.
    pub(crate) fn find(text: &str) -> Option<Self> {
        Self::in_key(&squeeze(text))
    }

    /// The unit that a text in matching form names.
    fn in_key(text: &str) -> Option<Self> {
        if !text.contains(may_be_unit) {
            return None;
        }
        if is_scaled(text) {
            return Some(Self::Scaled);
        }
        if !text.contains('元') {
            let currency = CURRENCIES.iter().any(|name| text.contains(name));
            let small = units(text).any(|unit| matches!(unit, "角" | "分" | "厘"));
            let large = units(text).any(|unit| matches!(unit, "万" | "亿" | "千" | "百万"));
            let other = currency || small || large;
            return other.then_some(Self::Unclear);
        }
        let before_unit = |unit: &str| {
            text.match_indices(unit)
                .any(|(at, _)| text[..at].ends_with(OTHER_YUAN) || text[..at].ends_with("台币"))
        };
        let (large, medium) = (text.contains("亿元"), text.contains("万元"));
        let small = text.match_indices('元').any(|(at, _)| !text[..at].ends_with(['万', '亿']));
        let other = before_unit("万元") || before_unit("亿元") || small && before_unit("元");
        match (large, medium, small) {
            _ if other => Some(Self::Unclear),
            (true, false, false) => Some(Self::HundredMillion),
            (false, true, false) => Some(Self::TenThousand),
            (false, false, true) => Some(Self::Yuan),
            _ => Some(Self::Unclear),
        }
    }

    /// The unit that two labels of one cell print together.
    pub(crate) fn agreed(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Some(Self::Unclear),
            (a, b) => a.or(b),
        }
    }
}

/// Whether a character is one of those of which each unit that is looked for has one.
fn may_be_unit(character: char) -> bool {
    matches!(character, '元' | '角' | '分' | '厘' | '十' | '百' | '千' | '万' | '亿' | '%' | '‰')
        || matches!(character, '￥' | '¥' | '$' | '€' | '£' | '币' | '镑' | 'R' | 'r' | 'C')
}

/// Whether a text in matching form counts in thousands or shares.
fn is_scaled(text: &str) -> bool {
    text.contains(['%', '‰'])
        || text.contains("百分")
        || units(text).any(|unit| {
            let word = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
            word.len() < unit.len() && crate::value::is_counter(word)
        })
}

/// The texts in which a label names its unit: each bracket, and the whole, which may be a cell that
/// holds a unit and nothing else, or a remark behind it.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let brackets = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let bare = |unit: &'_ str| unit.trim_start_matches("单位").trim_start_matches(':').len();
    let before = text.split('(').next().unwrap_or(text);
    brackets.chain([before, text]).map(move |unit| &unit[unit.len() - bare(unit)..])
}

/// Whether a short text says in what unit a table counts: （单位：件）.
pub(crate) fn is_unit_caption(text: &str) -> bool {
    text.contains([':', '：']) && {
        let key = squeeze(text);
        let unit = key.trim_start_matches(['(', '计', '量', '数']).strip_prefix("单位:");
        unit.is_some_and(|unit| !unit.trim_end_matches(')').is_empty())
    }
}

/// Whether a text tells a number behind a colon: 合计：35件 is a remark and names no column.
pub(crate) fn tells_number(text: &str) -> bool {
    let behind = text.split_once([':', '：']).map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.trim_start().starts_with(char::is_numeric))
}

/// A label without what varies: numbering, brackets, space, quotes, script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// The numbering printed before it.
    pub(crate) numbering: Option<Numbering>,
    /// The words, without bracketed notes and what follows a colon.
    pub(crate) core: String,
    /// The unit that it prints, in brackets or in its words.
    pub(crate) unit: Option<MoneyUnit>,
}

/// Labels with whole legal definitions behind them are known by their beginning.
const LABEL_SEEN: usize = 90;

/// Whether a text is longer than what is looked at of it, in bytes already.
pub(crate) fn is_long(text: &str) -> bool {
    text.len() > LABEL_SEEN
}

impl Label {
    /// The label that a text is, whether the form knows it or not.
    pub(crate) fn of(text: &str) -> Self {
        let mut key = String::with_capacity(text.len().min(LABEL_SEEN * 3));
        let end = text.char_indices().nth(LABEL_SEEN).map_or(text.len(), |(index, _)| index);
        squeeze_into(&text[..end], &mut key);
        Self::of_key(&key)
    }

    /// The label of a text in matching form already.
    pub(crate) fn of_key(key: &str) -> Self {
        if let Some(core) = item_of_article(key) {
            return Self { core, ..Self::default() };
        }
        let (numbering, rest) = split_numbering(key);
        let unit = MoneyUnit::in_key(rest);
        let mut core = without_brackets(rest);
        if core.is_empty() {
            // A label that is all bracket: the note at the head of section 三's table.
            rest.trim_matches(['(', ')']).clone_into(&mut core);
        }
        if let Some(colon) = core.find([':', ';', '。'])
            && colon > 0
        {
            core.truncate(colon);
        }
        if let Some(year) = trailing_year(&core) {
            core.truncate(year);
        }
        Self { numbering, core, unit }
    }
}

/// 第二十条第（一）项: the numeral is the label, so it must outlive the bracket. The second 第 is
/// often left out.
fn item_of_article(key: &str) -> Option<String> {
    let rest = key.strip_prefix("第二十条")?.trim_start_matches(['第', '(']);
    let numeral = rest.chars().next().filter(|c| "一五六八九".contains(*c))?;
    let rest = rest[numeral.len_utf8()..].trim_start_matches([')', '项', '款', ':']);
    rest.is_empty().then(|| format!("第二十条{numeral}"))
}

/// 上一年项目数量 2019年: the year is no part of the label.
fn trailing_year(core: &str) -> Option<usize> {
    let head = core.strip_suffix("年").or_else(|| core.strip_suffix("年度"))?;
    let start = head.len().checked_sub(4)?;
    (start > 0 && head.get(start..)?.bytes().all(|b| b.is_ascii_digit())).then_some(start)
}

/// The text without bracketed parts; an unclosed bracket takes the rest with it.
pub(crate) fn without_brackets(text: &str) -> String {
    if !text.bytes().any(|b| matches!(b, b'(' | b')')) {
        return text.to_owned();
    }
    let mut depth = 0usize;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// The numbering before a text in matching form, and the rest.
pub(crate) fn split_numbering(key: &str) -> (Option<Numbering>, &str) {
    if let Some(rest) = key.strip_prefix("其中") {
        let rest = rest.trim_start_matches([':', ',', '、']);
        let rest = split_numbering(rest).1;
        return (Some(Numbering::Among), rest);
    }
    if let Some((numeral, rest)) = key.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        if let Some(number) = chinese_number(numeral) {
            return (Some(Numbering::Second(number)), rest.trim_start_matches(['、', '.', ':']));
        }
        if let Ok(number) = numeral.parse() {
            return (Some(Numbering::Third(number)), rest.trim_start_matches(['、', '.']));
        }
    }
    if let Some((numbering, rest)) = split_sign(key) {
        return (Some(numbering), rest);
    }
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let rest = &key[digits..];
        // 1\. is how Markdown keeps a number from becoming a list.
        let rest = rest.strip_prefix('/').filter(|rest| rest.starts_with('.')).unwrap_or(rest);
        let stripped = rest.trim_start_matches(['.', '、', ')', ',']);
        let more_digits = stripped.starts_with(|c: char| c.is_ascii_digit());
        if stripped.len() < rest.len() && !more_digits {
            return (key[..digits].parse().ok().map(Numbering::Third), stripped);
        }
    }
    let numerals: usize = key.chars().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum();
    let rest = &key[numerals..];
    let stripped = rest.trim_start_matches(['、', '.', ',', ':', ';']);
    if numerals > 0
        && stripped.len() < rest.len()
        && let Some(number) = chinese_number(&key[..numerals])
    {
        return (Some(Numbering::First(number)), stripped);
    }
    (None, key)
}

/// A numbering that is one sign, and the words behind it: ① and ⑴ and ⒈ count as 1. does, ㈠ as （一）.
/// Alone, or before a number, it is a mark and no numbering.
fn split_sign(key: &str) -> Option<(Numbering, &str)> {
    let sign = key.chars().next()?;
    let nth = |first: char| u32::from(sign) - u32::from(first) + 1;
    let numbering = match sign {
        '①'..='⑳' => Numbering::Third(nth('①')),
        '⑴'..='⒇' => Numbering::Third(nth('⑴')),
        '⒈'..='⒛' => Numbering::Third(nth('⒈')),
        '㈠'..='㈩' => Numbering::Second(nth('㈠')),
        _ => return None,
    };
    let rest = key[sign.len_utf8()..].trim_start_matches(['、', '.', ':']);
    rest.starts_with(is_han).then_some((numbering, rest))
}

fn is_numeral(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// 一 to 九十九.
pub(crate) fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| {
        let index = "一二三四五六七八九".chars().position(|d| d == c)?;
        u32::try_from(index + 1).ok()
    };
    let characters: Vec<char> = text.chars().collect();
    match characters.as_slice() {
        ['十'] => Some(10),
        [one] => digit(*one),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(10 * digit(*ten)?),
        [ten, '十', one] => Some(10 * digit(*ten)? + digit(*one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_and_notes_come_off() {
        let cases = [
            ("（二）部分公开（区分处理的，只计这一情形）", Some(Numbering::Second(2)), "部分公开"),
            ("1．属于国家秘密", Some(Numbering::Third(1)), "属于国家秘密"),
            ("1、属于国家秘密", Some(Numbering::Third(1)), "属于国家秘密"),
            (r"1\. 属于国家秘密", Some(Numbering::Third(1)), "属于国家秘密"),
            ("①属于国家秘密", Some(Numbering::Third(1)), "属于国家秘密"),
            ("⑵ 属于国家秘密", Some(Numbering::Third(2)), "属于国家秘密"),
            ("(3)属于国家秘密", Some(Numbering::Third(3)), "属于国家秘密"),
            ("⒋属于国家秘密", Some(Numbering::Third(4)), "属于国家秘密"),
            ("㈤不予处理", Some(Numbering::Second(5)), "不予处理"),
            ("其中：⑥涉及国家秘密", Some(Numbering::Among), "涉及国家秘密"),
            ("①", None, "①"),
            ("②3", None, "②3"),
            ("1/2.属于国家秘密", None, "1/2.属于国家秘密"),
            ("三、本年度办理结果", Some(Numbering::First(3)), "本年度办理结果"),
            ("其中：1.涉及国家秘密", Some(Numbering::Among), "涉及国家秘密"),
            ("三类信息", None, "三类信息"),
            ("规章：地方规章（含办法）", None, "规章"),
            ("上一年项目数量 2019年", None, "上一年项目数量"),
            ("12.5", None, "12.5"),
            ("第二十条 第（五）项", None, "第二十条五"),
            ("第二十条（五）项", None, "第二十条五"),
        ];
        for (text, numbering, core) in cases {
            let label = Label::of(text);
            assert_eq!((label.numbering, label.core.as_str()), (numbering, core), "{text}");
        }
    }

    #[test]
    fn the_unit_is_kept() {
        assert_eq!(Label::of("采购总金额（单位：万元）").unit, Some(MoneyUnit::TenThousand));
        assert_eq!(Label::of("採購總金額（萬元）").unit, Some(MoneyUnit::TenThousand));
        assert_eq!(Label::of("采购总金额（元）").unit, Some(MoneyUnit::Yuan));
        assert_eq!(Label::of("采购总金额").unit, None);
        assert_eq!(Label::of("万条（单位：件）").unit, Some(MoneyUnit::Scaled));
        for unclear in [
            "金额（百万元）",
            "金额（日元）",
            "金额（万元/元）",
            "金额（￥）",
            "金额（RMB）",
            "金额（人民币）",
            "金额（单位：角）",
            "金额（分）",
            "金额（千元）",
        ] {
            assert_eq!(Label::of(unclear).unit, Some(MoneyUnit::Unclear), "{unclear}");
        }
    }

    #[test]
    fn counts_in_thousands_and_shares() {
        for text in ["公开数量（万件）", "公开数量（单位：万条）", "万条", "%", "占比（%）"]
        {
            assert_eq!(MoneyUnit::find(text), Some(MoneyUnit::Scaled), "{text}");
        }
        for text in ["件", "人次", "部分公开（区分处理的）", "十、其他", "（单位：件）"]
        {
            assert_eq!(MoneyUnit::find(text), None, "{text}");
        }
    }

    #[test]
    fn chinese_numbers() {
        let numbers = ["一", "十", "十二", "二十", "九十九", "", "百"].map(chinese_number);
        assert_eq!(numbers, [Some(1), Some(10), Some(12), Some(20), Some(99), None, None]);
    }
}

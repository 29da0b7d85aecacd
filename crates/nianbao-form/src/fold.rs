//! Characters that print alike or stand for each other, brought to one form; for matching only.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_compatible;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// For each ideograph of the basic blocks, its simplified form.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
    let lines = include_str!("../data/traditional.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        let Some(simplified) = characters.next() else { continue };
        for traditional in characters {
            if let Some(slot) = slot(traditional).and_then(|index| table.get_mut(index)) {
                *slot = simplified;
            }
        }
    }
    table
});

fn slot(character: char) -> Option<usize> {
    let code = u32::from(character);
    (FIRST..=LAST).contains(&code).then(|| usize::try_from(code - FIRST).ok())?
}

/// The simplified form of a character, or the character itself.
pub(crate) fn simplified(character: char) -> char {
    slot(character).and_then(|index| SIMPLIFIED.get(index).copied()).unwrap_or(character)
}

/// Whether a character is an ideograph.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{2E80}'..='\u{2FDF}')
}

/// How many ideographs a text has.
pub(crate) fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// A character that shows nothing or only space.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || shows_nothing(character)
}

/// A character without any width.
pub(crate) fn shows_nothing(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Half width for full width, one form for each kind of punctuation; other characters stay.
pub(crate) fn narrow(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '（' | '〔' | '［' | '【' | '[' | '﹝' | '﹙' => '(',
        '）' | '〕' | '］' | '】' | ']' | '﹞' | '﹚' => ')',
        '／' | '＼' | '\\' | '⁄' | '∕' => '/',
        '．' | '·' | '•' => '.',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '—' | '–' | '―' | '‐' | '‑' | '‒' | '−' | '─' | '﹣' => '-',
        '﹢' => '+',
        _ => character,
    }
}

/// A word that stands for another by its last character, and that of the form, of as many characters: those
/// of Taiwan and Hong Kong, and 其它, which is written for 其他 everywhere. Cheap, since every character of a
/// text is asked.
fn regional(last: char) -> Option<(&'static str, &'static str)> {
    Some(match last {
        '上' => ("线上", "在线"),
        '出' => ("释出", "发布"),
        '定' => ("设定", "设置"),
        '讯' => ("资讯", "信息"),
        '路' => ("网路", "网络"),
        '过' => ("透过", "通过"),
        '它' => ("其它", "其他"),
        _ => return None,
    })
}

/// Puts the form's own word for a regional one at the end of a text in simplified script, of which
/// `last` was added last.
pub(crate) fn own_words(text: &mut String, last: char) {
    if let Some((word, own)) = regional(last).filter(|(word, _)| text.ends_with(word)) {
        text.truncate(text.len() - word.len());
        text.push_str(own);
    }
}

/// Appends the matching form of a text: simplified, half width, without space and quotes.
pub(crate) fn squeeze_into(text: &str, out: &mut String) {
    // Most characters stay what they are, and are copied in runs.
    let mut copied = 0;
    for (at, character) in text.char_indices() {
        let plain = match character {
            // Most of a text by far, and neither space nor quote.
            '\u{4E00}'..='\u{9FFF}' => Some(simplified(character)),
            '0'..='9' | 'A'..='Z' | 'a'..='z' => continue,
            _ if is_space(character) || is_quote(character) => None,
            _ if is_compatible(character) => None,
            _ => Some(narrow(character)),
        };
        let last = plain.filter(|last| regional(*last).is_some());
        if plain == Some(character) && last.is_none() {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + character.len_utf8();
        if is_compatible(character) {
            decompose_compatible(character, |c| out.push(simplified(c)));
        }
        out.extend(plain);
        if let Some(last) = last {
            own_words(out, last);
        }
    }
    out.push_str(&text[copied..]);
}

/// An ideograph that stands for one of the basic blocks.
fn is_compatible(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}')
}

/// The matching form of a text.
pub(crate) fn squeeze(text: &str) -> String {
    if is_word(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    squeeze_into(text, &mut out);
    out
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '＂'
            | '＇'
            | '〝'
            | '〞'
            | '`'
            | '´'
    )
}

/// Whether a text is Latin letters and digits and nothing else, as most cells are; it stays what it is.
fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A text on one line as READING.md wants `raw`: inner white space to one space, ends trimmed. What shows
/// nothing parts nothing.
pub(crate) fn one_line(text: &str) -> String {
    if is_word(text) {
        return text.to_owned();
    }
    let words = text.split(char::is_whitespace);
    let mut line = String::with_capacity(text.len());
    for word in words.filter(|word| !word.chars().all(shows_nothing)) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.split(shows_nothing));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_width_space_and_quotes_do_not_matter() {
        let simple = squeeze("（三）危及“三安全一稳定”");
        for other in
            ["(三)危及三安全一稳定", "（三） 危及「三安全一穩定」", "（三）\n危及三 安全一稳定"]
        {
            assert_eq!(squeeze(other), simple);
        }
        assert_eq!(squeeze("⼀、規範性文件"), "一、规范性文件");
        assert_eq!(squeeze("本年增＼减"), "本年增/减");
        assert_eq!(squeeze("其它结果、其 它处理"), "其他结果、其他处理");
        assert_eq!(squeeze("透過網路公開政府資訊、線上訪談"), "通过网络公开政府信息、在线访谈");
    }

    #[test]
    fn raw_is_one_line() {
        assert_eq!(one_line("\u{3000} 1\n 2\u{a0}"), "1 2");
        assert_eq!(one_line(" \u{a0}"), "");
        assert_eq!(one_line("4\u{200b}7 \u{feff} 5\u{ad}"), "47 5");
    }
}

//! What a cell says: a number, nothing, or something else.

mod shape;

use std::str::FromStr;

use nianbao_core::{Decimal, FieldId};

use crate::brackets;
use crate::fold::{is_space, narrow, one_line, simplified};
use crate::key::{MoneyUnit, without_brackets};

pub(crate) use shape::digits;
use shape::is_parted;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A number in the field's unit, without trailing zeros.
    Number(Decimal),
    /// Nothing, or a mark that stands for nothing.
    Blank,
    /// An amount without any unit (it may be 元 or 万元), or a count in another unit than its own.
    UnitMissing,
    /// Something that is not one number.
    Unreadable,
    /// The beginning of something: a bracket is open at the end.
    Cut,
    /// That there is no such cell.
    Absent,
}

/// What our own pages print for a cell that the report does not have.
pub(crate) const ABSENT: &str = "未见";

/// What our own pages print for an empty cell where emptiness cannot be seen.
pub(crate) const BLANK: &str = "空白";

/// Words for things, which stand for each other in practice: whoever files 3件 has 3条 as well.
const THINGS: [&str; 17] = [
    "件", "项", "条", "次", "篇", "个", "份", "宗", "起", "期", "场", "部", "则", "册", "例", "本",
    "单",
];

/// Words for people.
const PEOPLE: [&str; 3] = ["人次", "人", "名"];

/// Words for places and bodies.
const BODIES: [&str; 3] = ["处", "家", "户"];

/// Words that count bundles of things.
const BUNDLES: [&str; 2] = ["批", "类"];

/// A longer text is no value, in bytes: a number may have a remark behind it.
const LONGEST_VALUE: usize = 1 << 16;

/// Reads a cell for a field. `unit` is the unit of its head or label: an amount cannot be told
/// without one, and a count has none.
pub(crate) fn read(text: &str, field: FieldId, unit: Option<MoneyUnit>) -> Value {
    if let Some(digits) = digits(text) {
        return Decimal::from_str(digits)
            .map_or(Value::Unreadable, |number| in_unit(number, "", field, unit));
    }
    let plain = plain(text);
    if plain == ABSENT {
        return Value::Absent;
    }
    if is_blank_mark(&plain) {
        return Value::Blank;
    }
    if plain.matches('(').count() > plain.matches(')').count() {
        return Value::Cut;
    }
    if is_parted(text) || brackets::is_another(text, &plain, field.is_amount()) {
        return Value::Unreadable;
    }
    let bare = without_brackets(&plain);
    let bare = bare.trim_end_matches(is_footnote);
    let (negative, unsigned) = split_sign(bare, field);
    let Some((number, suffix)) = split_number(unsigned) else { return Value::Unreadable };
    if negative && !is_change(field) && (!is_minus(text) || number.is_zero()) {
        // A dash before a number is as often a bullet or the mark for nothing.
        return Value::Unreadable;
    }
    let number = if negative { -number } else { number };
    // The unit in the cell beats the one of the head, in brackets too.
    let unit = if field.is_amount() { bracketed_unit(&plain).or(unit) } else { unit };
    if field.is_amount() || bracketed_counter(&plain).is_none_or(|c| counts(c, field)) {
        in_unit(number, suffix, field, unit)
    } else {
        Value::Unreadable
    }
}

/// A number with what is printed behind it; `unit` is the one that it is in where that says none.
fn in_unit(number: Decimal, suffix: &str, field: FieldId, unit: Option<MoneyUnit>) -> Value {
    if field.is_amount() {
        amount(number, suffix, unit)
    } else if !counts(suffix, field) {
        Value::Unreadable
    } else if unit.is_some() {
        // In hundreds, in 元.
        Value::UnitMissing
    } else {
        Value::Number(number.normalize())
    }
}

/// A cell's text as printed, on one line.
pub(crate) fn raw(text: &str) -> String {
    let line = one_line(text);
    if line == BLANK { String::new() } else { line }
}

/// Whether a counting word counts what the field counts: three people are not three requests.
pub(crate) fn counts(word: &str, field: FieldId) -> bool {
    match field.info().unit {
        _ if word.is_empty() => true,
        "人" | "人次" => PEOPLE.contains(&word),
        "个" => THINGS.contains(&word) || BODIES.contains(&word),
        _ => THINGS.contains(&word),
    }
}

/// The one kind of count that may be below zero (本年增/减).
pub(crate) fn is_change(field: FieldId) -> bool {
    field.id().ends_with("items_change")
}

/// Whether a text looks like a cell's value: a number or a mark for nothing, not words.
pub(crate) fn looks_like_value(text: &str) -> bool {
    let digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    if digits(text).is_some() {
        return true;
    }
    if text.len() > LONGEST_VALUE
        || !(may_be_blank(text) || begins_number(text) && text.contains(digit))
    {
        return false;
    }
    let plain = plain(text);
    if is_blank_mark(&plain) {
        return true;
    }
    let bare = without_brackets(&plain);
    let bare = bare.trim_end_matches(is_footnote);
    let signed = bare.trim_start_matches(['+', '-', '增', '加', '减', '少', '新']);
    split_number(signed).is_some_and(|(_, suffix)| {
        suffix.is_empty()
            || is_counter(suffix)
            || matches!(suffix, "元" | "万元" | "万" | "亿元" | "亿" | "?")
    })
}

/// Whether a text is a counting word and nothing else.
pub(crate) fn is_counter(text: &str) -> bool {
    [&THINGS[..], &PEOPLE, &BODIES, &BUNDLES].iter().any(|words| words.contains(&text))
}

/// Whether a text is nothing, or a mark that stands for nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    may_be_blank(text) && is_blank_mark(&plain(text))
}

/// Whether a text begins as one does that stands for nothing. Cheap, and true of each that does.
fn may_be_blank(text: &str) -> bool {
    let first = text.chars().find(|c| !is_space(*c)).map(|c| simplified(narrow(c)));
    first.is_none_or(|c| matches!(c, '/' | '-' | '?' | '_' | '.' | '*' | '~' | '无' | '空' | '未'))
}

/// Whether a text begins as one does that is a number with its trimmings. Cheap, and true of each that is.
fn begins_number(text: &str) -> bool {
    let first = text.chars().find(|c| !is_space(*c)).map(|c| simplified(narrow(c)));
    first.is_some_and(|c| c.is_ascii_digit() || "()+-增加减少新".contains(c))
}

fn is_blank_mark(plain: &str) -> bool {
    plain.chars().all(|c| matches!(c, '/' | '-' | '?' | '_' | '.' | '*' | '~'))
        || matches!(plain, "无" | "空" | "无此项" | "无数据" | BLANK | ABSENT)
}

/// Half width, simplified, without space; superscripts and circled digits stay what they are.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).map(|c| simplified(narrow(c))).collect()
}

fn is_footnote(character: char) -> bool {
    matches!(character, '*' | '#' | '※' | '①'..='⑳' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†')
}

/// Whether the number is negative, and the rest. Words of increase are for changes only.
fn split_sign(bare: &str, field: FieldId) -> (bool, &str) {
    if let Some(rest) = bare.strip_prefix('-') {
        return (true, rest);
    }
    if let Some(rest) = bare.strip_prefix('+').filter(|_| is_change(field) || field.is_amount()) {
        return (false, rest);
    }
    if is_change(field) {
        for word in ["减少", "减"] {
            if let Some(rest) = bare.strip_prefix(word) {
                return (true, rest.trim_start_matches(':'));
            }
        }
        for word in ["新增加", "新增", "增加", "增"] {
            if let Some(rest) = bare.strip_prefix(word) {
                return (false, rest.trim_start_matches(':'));
            }
        }
    }
    (false, bare)
}

/// Whether a text begins with a minus sign, and a digit at once. No count is below zero: whoever typed one
/// erred, and is to be told.
fn is_minus(text: &str) -> bool {
    let unsigned = text.trim().strip_prefix(['-', '\u{2212}']);
    unsigned.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number at the beginning and what follows it. The shape is checked here, since the decimal
/// crate takes more than reports print.
fn split_number(text: &str) -> Option<(Decimal, &str)> {
    let end =
        text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(text.len());
    let (digits, suffix) = text.split_at(end);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let well_grouped = all_digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    if !well_grouped || fraction.is_some_and(|fraction| !all_digits(fraction)) {
        return None;
    }
    Some((Decimal::from_str(&digits.replace(',', "")).ok()?, suffix))
}

/// A bracket that holds a unit of money and nothing else: 12（万元）, 12（单位：元）.
fn bracketed_unit(plain: &str) -> Option<MoneyUnit> {
    let (_, rest) = plain.split_once('(')?;
    let (inner, _) = rest.split_once(')')?;
    let word = inner.trim_start_matches("单位").trim_start_matches(':');
    matches!(word, "元" | "万元" | "亿元").then(|| MoneyUnit::find(word))?
}

/// A bracket behind a number that holds a counting word and nothing else: 3（人）.
fn bracketed_counter(plain: &str) -> Option<&str> {
    let (_, rest) = plain.split_once('(')?;
    let (inner, _) = rest.split_once(')')?;
    let word = inner.trim_start_matches("单位").trim_start_matches(':');
    is_counter(word).then_some(word)
}

/// An amount in 万元: the unit in the cell beats the one of its head or label.
fn amount(number: Decimal, suffix: &str, unit: Option<MoneyUnit>) -> Value {
    let unit = match suffix {
        "元" => Some(MoneyUnit::Yuan),
        "万元" | "万" => Some(MoneyUnit::TenThousand),
        "亿元" | "亿" => Some(MoneyUnit::HundredMillion),
        "" => unit,
        _ => return Value::Unreadable,
    };
    let scaled = match unit {
        _ if number.is_zero() => Some(number),
        None | Some(MoneyUnit::Unclear | MoneyUnit::Scaled) => return Value::UnitMissing,
        Some(MoneyUnit::Yuan) => number.checked_mul(Decimal::new(1, 4)),
        Some(MoneyUnit::TenThousand) => Some(number),
        Some(MoneyUnit::HundredMillion) => number.checked_mul(Decimal::from(10_000)),
    };
    scaled.map_or(Value::Unreadable, |value| Value::Number(value.normalize()))
}

#[cfg(test)]
mod tests;

//! Character references: `&nbsp;`, `&#160;`, `&#xa0;`, and those that miss their semicolon.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The names that pages are full of.
const FREQUENT: [(&str, char); 5] =
    [("nbsp;", '\u{a0}'), ("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"')];
/// What is no character.
const UNKNOWN: char = '\u{fffd}';

/// The characters (the second is NUL where there is one only) and how long the reference is, if
/// what follows an ampersand is one.
pub(super) fn read(rest: &str, in_attribute: bool) -> Option<([char; 2], usize)> {
    if let Some(number) = rest.strip_prefix('#') {
        let (c, length) = numeric(number)?;
        return Some(([c, '\0'], 1 + length));
    }
    for (name, c) in FREQUENT {
        if rest.starts_with(name) {
            return Some(([c, '\0'], name.len()));
        }
    }
    named(rest, in_attribute)
}

fn numeric(rest: &str) -> Option<(char, usize)> {
    let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (rest, 10),
    };
    let digit = |byte: u8| char::from(byte).to_digit(radix);
    let count = digits.bytes().position(|byte| digit(byte).is_none()).unwrap_or(digits.len());
    if count == 0 {
        return None;
    }
    let number = digits[..count]
        .bytes()
        .filter_map(digit)
        .fold(0_u32, |number, digit| number.saturating_mul(radix).saturating_add(digit));
    let semicolon = usize::from(digits[count..].starts_with(';'));
    Some((character(number), rest.len() - digits.len() + count + semicolon))
}

fn character(number: u32) -> char {
    let c1 = number.checked_sub(0x80).and_then(|index| C1_REPLACEMENTS.get(index as usize));
    // What Windows has in the place of control characters is meant.
    let meant = c1.copied().flatten().or_else(|| char::from_u32(number));
    meant.filter(|c| *c != '\0').unwrap_or(UNKNOWN)
}

/// The longest name that is one.
fn named(rest: &str, in_attribute: bool) -> Option<([char; 2], usize)> {
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    // The table has the beginnings of names too, with nothing behind them.
    let known = ends.map_while(|end| Some((end, NAMED_ENTITIES.get(&rest[..end])?)));
    let (length, (first, second)) = known.filter(|(_, (first, _))| *first != 0).last()?;
    let next = rest[length..].bytes().next();
    let goes_on = next.is_some_and(|byte| byte == b'=' || byte.is_ascii_alphanumeric());
    // In `?a=1&copy=2` nobody means ©.
    if in_attribute && !rest[..length].ends_with(';') && goes_on {
        return None;
    }
    Some(([char::from_u32(*first)?, char::from_u32(*second)?], length))
}

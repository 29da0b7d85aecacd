//! What stands in attributes and short texts: ids, numbers, days, places.

use std::str::FromStr;

use nianbao_core::{Date, Decimal, Edition, FieldId, NoteCode, Place, Severity};

/// What a word can stand for.
pub(crate) trait Worded: Sized {
    /// What a wrong word is told to be.
    const WHAT: &'static str;
    /// Whether white space around it counts. The schema says the same.
    const EXACT: bool = false;
    /// What the word stands for.
    fn of(text: &str) -> Option<Self>;
}

/// What a word of a document stands for.
pub(crate) fn parse<T: Worded>(text: &str) -> Option<T> {
    T::of(if T::EXACT { text } else { text.trim_matches(is_space) })
}

/// White space as XML has it.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

impl Worded for FieldId {
    const WHAT: &'static str = "the id of a field of the form";
    fn of(text: &str) -> Option<Self> {
        Self::from_id(text)
    }
}

impl Worded for NoteCode {
    const WHAT: &'static str = "the code of a note";
    fn of(text: &str) -> Option<Self> {
        Self::from_id(text)
    }
}

impl Worded for Severity {
    const WHAT: &'static str = "a severity (info, warning)";
    fn of(text: &str) -> Option<Self> {
        [Self::Info, Self::Warning].into_iter().find(|severity| severity.id() == text)
    }
}

impl Worded for Edition {
    const WHAT: &'static str = "an edition of the form (2014, 2019, 2021)";
    fn of(text: &str) -> Option<Self> {
        Self::from_id(text)
    }
}

impl Worded for Date {
    const WHAT: &'static str = "a day such as 2021-01-22";
    fn of(text: &str) -> Option<Self> {
        Self::from_str(text).ok()
    }
}

impl Worded for Place {
    const WHAT: &'static str = "a place such as \"line 14\"";
    // The name of a sheet may have a space at either end.
    const EXACT: bool = true;
    fn of(text: &str) -> Option<Self> {
        Self::from_str(text).ok()
    }
}

impl Worded for u16 {
    const WHAT: &'static str = "a year such as 2020";
    fn of(text: &str) -> Option<Self> {
        plain(text)?.parse().ok()
    }
}

impl Worded for u32 {
    const WHAT: &'static str = "a whole number";
    fn of(text: &str) -> Option<Self> {
        plain(text)?.parse().ok()
    }
}

/// The digits of a whole number, without a sign and without zeros before it.
fn plain(text: &str) -> Option<&str> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (text == "0" || !text.starts_with('0'))).then_some(text)
}

impl Worded for Decimal {
    const WHAT: &'static str = "an exact decimal of at most 28 digits";
    fn of(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        plain(whole)?;
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // Zeros at the end carry no value, but would count against the digits that fit.
        let zeros = fraction.len() - fraction.trim_end_matches('0').len();
        let kept = &text[..text.len() - zeros];
        let value = Self::from_str_exact(kept.strip_suffix('.').unwrap_or(kept)).ok()?;
        Some(if value.is_zero() { Self::ZERO } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_none() {
        let long = format!("1.5{}", "0".repeat(60));
        for (text, plain) in [
            ("0", "0"),
            ("-3", "-3"),
            ("51.1082", "51.1082"),
            (" 1.50\n", "1.5"),
            ("-0", "0"),
            ("0.00", "0"),
            (&long, "1.5"),
        ] {
            let value = parse::<Decimal>(text).map(|value| value.to_string());
            assert_eq!(value.as_deref(), Some(plain), "{text}");
        }
        let deep = format!("0.{}1", "0".repeat(28));
        let huge = "9".repeat(40);
        let wrong = ["", "-", "+1", "1e3", "1_000", ".5", "5.", "007", "1,5", "１", "1 0", "NaN"];
        for text in wrong.into_iter().chain([&*deep, &*huge, "--1", "1.2.3", "0x1"]) {
            assert_eq!(parse::<Decimal>(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_digits() {
        assert_eq!(parse::<u16>(" 2020 "), Some(2020));
        for text in ["", "+2020", "02020", "-1", "2020.0", "2020年", "99999", "二〇二〇"] {
            assert_eq!(parse::<u16>(text), None, "{text}");
        }
    }
}

//! What a short text stands for: ids, numbers, days, places. Formats that hold reports share it, so
//! that none of them reads what another refuses.

use std::str::FromStr;

use crate::{Date, Decimal, Edition, FieldId, NoteCode, Place, Severity};

/// What a word can stand for.
pub trait Worded: Sized {
    /// What a wrong word is told to be.
    const WHAT: &'static str;
    /// Whether white space around it counts, in formats that otherwise have some there.
    const EXACT: bool = false;
    /// What the word stands for.
    fn of(text: &str) -> Option<Self>;
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

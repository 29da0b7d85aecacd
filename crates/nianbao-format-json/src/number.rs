//! Decimals as JSON numbers, digit for digit.

use nianbao_core::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A decimal that is a JSON number; serde's own way would pass it through an f64.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number(pub(crate) Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.0.normalize();
        // Most are whole and small, and need no second look at whether their digits are a number.
        if let (0, Ok(whole)) = (number.scale(), i64::try_from(number.mantissa())) {
            return serializer.serialize_i64(whole);
        }
        let digits = number.to_string();
        let raw = RawValue::from_string(digits).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        // Most are whole and small, and need no point to be placed.
        if let Ok(whole) = raw.parse::<i64>() {
            return Ok(Self(whole.into()));
        }
        let number = parse(raw).ok_or_else(|| {
            let shown: String = raw.chars().take(40).collect();
            D::Error::custom(format!("not an exact decimal of at most 28 digits: {shown}"))
        })?;
        Ok(Self(number.normalize()))
    }
}

/// Reads a JSON number exactly, or not at all. `text` is a whole JSON value.
fn parse(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // More than Decimal's 28 digits either way cannot fit, and must not be spelt out below.
    if exponent.unsigned_abs() > 28 || digits.len() > 64 {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let shifted = place_point(&digits, point);
    let value = Decimal::from_str_exact(&shifted).ok()?;
    Some(if mantissa.starts_with('-') { -value } else { value })
}

/// The digits with the decimal point behind the first `point` of them, padded with zeros.
fn place_point(digits: &str, point: i32) -> String {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let padded = format!("{}{digits}{}", zeros(1 - point), zeros(point - length));
    let at = usize::try_from(point.max(1)).unwrap_or(1);
    let (whole, fraction) = padded.split_at(at);
    // Zeros at the end carry no value, but would count against the digits that fit.
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_survives_both_ways() {
        for text in [
            "0",
            "-3",
            "51.1082",
            "0.1",
            "96171.6",
            "7922816251426433759354395033.5",
            "79228162514264337593543950335",
        ] {
            let number: Number = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), text);
        }
    }

    #[test]
    fn exponents_move_the_point() {
        let cases = [("1.5e3", "1500"), ("15E-3", "0.015"), ("1.50", "1.5"), ("0e5", "0")];
        for (text, plain) in cases {
            let number: Number = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), plain, "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_decimal_is_refused() {
        let long = format!("0.{}1", "0".repeat(28));
        for text in ["1e29", "1e-29", "1e999999999999", &long, "\"1\"", "true", "[1]", "{}"] {
            assert!(serde_json::from_str::<Number>(text).is_err(), "{text}");
        }
    }
}

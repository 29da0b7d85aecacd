//! Numbers as Parquet stores them: exactly, or not at all.

use nianbao_core::Decimal;

/// The digits that a decimal column holds, and how many of them stand behind the point. A decimal of ours has
/// 28 digits: every one that prints no more than ten behind the point fits.
pub(crate) const PRECISION: i32 = 38;
pub(crate) const SCALE: u32 = 10;
/// The bytes of such a number.
pub(crate) const WIDTH: i32 = 16;

/// A whole number.
pub(crate) fn whole(number: Decimal) -> Option<i64> {
    let number = number.normalize();
    (number.scale() == 0).then(|| i64::try_from(number.mantissa()).ok()).flatten()
}

/// A decimal: the number without its point, the highest byte first.
pub(crate) fn decimal(number: Decimal) -> Option<[u8; 16]> {
    let number = number.normalize();
    let behind = SCALE.checked_sub(number.scale())?;
    let all = number.mantissa().checked_mul(10_i128.pow(behind))?;
    let fits = all.unsigned_abs() < 10_u128.pow(PRECISION.unsigned_abs());
    fits.then(|| all.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: &str) -> Decimal {
        digits.parse().unwrap()
    }

    #[test]
    fn a_number_is_stored_whole_exactly_or_not_at_all() {
        assert_eq!(whole(number("-12.0")), Some(-12));
        assert_eq!(whole(number("12.5")), None);
        assert_eq!(whole(number("9223372036854775808")), None);
        let stored = |digits: &str| decimal(number(digits)).map(i128::from_be_bytes);
        assert_eq!(stored("51.1082"), Some(511_082_000_000));
        assert_eq!(stored("-0.0000000001"), Some(-1));
        assert_eq!(stored("0.00000000001"), None);
        // The largest that a decimal of ours can be has 29 digits.
        assert_eq!(stored("79228162514264337593543950335"), None);
        assert_eq!(
            stored("9999999999999999999999999999"),
            Some(99_999_999_999_999_999_999_999_999_990_000_000_000)
        );
    }
}

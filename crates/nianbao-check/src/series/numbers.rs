//! The numbers that are kept of a report, in as few bytes as they take: most are small.

use std::sync::LazyLock;

use nianbao_core::{Decimal, FieldId};

use super::packed::{self, Packed};

/// The fields that reports are compared by. There are no more than a [`Numbers`] has bits.
static KEPT: LazyLock<Vec<FieldId>> = LazyLock::new(|| {
    let prefixes = ["requests.carried_in.", "requests.carried_out."];
    let endings =
        [".issued", ".repealed", ".in_force", ".items_previous", ".items_change", ".decisions"];
    let kept = |id: &str| {
        prefixes.iter().any(|prefix| id.starts_with(prefix))
            || endings.iter().any(|ending| id.ends_with(ending))
            || super::compare::JUMPING.contains(&id)
            || super::compare::AMOUNTS.contains(&id)
    };
    FieldId::all().filter(|field| kept(field.id())).collect()
});

/// Amounts are kept in ten-thousandths: they are in 万元, and 元 is as fine as they get.
const SCALE: u32 = 4;
const UNITS: i128 = 10_i128.pow(SCALE);

/// Numbers of fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers<'b> {
    /// A bit for each field of [`KEPT`] that has a number.
    there: u64,
    /// The numbers in that order, packed.
    values: &'b [u8],
}

impl<'b> Numbers<'b> {
    /// Packs those of `numbers` that are kept; in the order of the fields.
    pub(super) fn pack(numbers: &[(FieldId, Decimal)]) -> Vec<u8> {
        let (mut there, mut values) = (0u64, Vec::new());
        for (place, field) in KEPT.iter().enumerate() {
            let found = numbers.binary_search_by_key(&field.index(), |(own, _)| own.index());
            if let Some(code) = found.ok().and_then(|found| code(numbers[found].1)) {
                there |= 1 << place;
                packed::put(code, &mut values);
            }
        }
        let mut bytes = Vec::new();
        packed::put(there.into(), &mut bytes);
        bytes.append(&mut values);
        bytes
    }

    /// What was packed.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let mut packed = Packed(bytes);
        let there = packed.number().unwrap_or_default();
        Self { there, values: packed.0 }
    }

    /// The fields that have a number.
    pub(super) fn fields(self) -> impl Iterator<Item = FieldId> {
        let there = move |(place, _): &(usize, &FieldId)| self.there & (1 << place) != 0;
        KEPT.iter().enumerate().filter(there).map(|(_, field)| *field)
    }

    /// The number of a field.
    pub(super) fn get(self, field: FieldId) -> Option<Decimal> {
        let before = self.fields().position(|own| own == field)?;
        let code = Packed(self.values).nth(before)?;
        let (sign, size) = (if code & 1 == 0 { 1 } else { -1 }, code >> 2);
        let units = if code & 2 == 0 { size.checked_mul(UNITS)? } else { size };
        Some(Decimal::try_from_i128_with_scale(sign * units, SCALE).ok()?.normalize())
    }
}

/// The sign, whether it has a fraction, and the size.
fn code(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let (sign, size) = (i128::from(value.is_sign_negative()), value.mantissa().abs());
    let fraction = value.scale() > 0;
    let factor =
        if fraction { 10_i128.checked_pow(SCALE.checked_sub(value.scale())?)? } else { 1 };
    let size = size.checked_mul(factor)?;
    // Nothing that large is a number of a report; two bits more must fit.
    (size < 1 << 90).then_some(size << 2 | i128::from(fraction) << 1 | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_bit() {
        assert!((20..=64).contains(&KEPT.len()), "{}", KEPT.len());
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let texts = ["0", "-3", "12", "127", "128", "51.1082", "-0.5", "99999999999999", "0.00001"];
        let numbers: Vec<(FieldId, Decimal)> =
            KEPT.iter().copied().zip(texts.map(|text| text.parse().unwrap())).collect();
        let bytes = Numbers::pack(&numbers);
        let kept = Numbers::of(&bytes);
        for (field, value) in &numbers[..8] {
            assert_eq!(kept.get(*field), Some(*value));
        }
        // Finer than any amount: not kept, rather than kept rounded.
        assert_eq!(kept.get(numbers[8].0), None);
        assert_eq!(kept.fields().count(), 8);
    }
}

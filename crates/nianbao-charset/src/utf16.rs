//! UTF-16 that carries no byte order mark.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much is looked at.
const SAMPLE: usize = 64 * 1024;

/// UTF-16 by its zero bytes, one in each ASCII character, and by what the pairs then are.
/// Text without spaces, digits and line ends shows no zeros, and is left to the judge.
pub(crate) fn by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Nearly all bytes have none, and that is seen in no time.
    if !sample.contains(&0) {
        return None;
    }
    let units = sample.len() / 2;
    // One unit in fifty; stray NULs in a text of another encoding are fewer.
    let zeros = sample.iter().fold(0, |zeros, byte| zeros + usize::from(*byte == 0));
    if zeros < units / 50 {
        return None;
    }
    // The side of the zeros does not tell the order: the low bytes of 一 and 开 are zero as well.
    let usual = |order: fn([u8; 2]) -> u16| {
        let pairs = sample.chunks_exact(2);
        pairs.filter(|pair| is_usual(order([pair[0], pair[1]]))).count()
    };
    let (little, big) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    (little.max(big) * 10 >= units * 9).then_some(encoding)
}

/// Whether Chinese text has the unit often.
fn is_usual(unit: u16) -> bool {
    matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0 | 0xb7 | 0x2010..=0x203b | 0x3000..=0x303f
        | 0x4e00..=0x9fff | 0xff01..=0xff5e)
}

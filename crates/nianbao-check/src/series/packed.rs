//! Whole numbers in as few bytes as they take: seven bits a byte, of which the last has the eighth.

/// Adds a number, which is not negative.
pub(super) fn put(mut number: i128, bytes: &mut Vec<u8>) {
    loop {
        let [low, ..] = (number & 0x7f).to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low | 0x80);
            return;
        }
        bytes.push(low);
    }
}

/// The numbers in their order.
pub(super) fn numbers(bytes: &[u8]) -> impl Iterator<Item = i128> {
    let add = |number: i128, byte: &u8| number << 7 | i128::from(byte & 0x7f);
    bytes.split_inclusive(|byte| byte & 0x80 != 0).map(move |own| own.iter().rev().fold(0, add))
}

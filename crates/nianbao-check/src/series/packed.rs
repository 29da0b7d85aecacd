//! Whole numbers in as few bytes as they take, seven bits a byte, of which the last has the eighth; and
//! runs of bytes, behind their length.

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

/// Adds a run of bytes.
pub(super) fn put_run(run: &[u8], bytes: &mut Vec<u8>) {
    put(run.len() as i128, bytes);
    bytes.extend_from_slice(run);
}

/// Bytes that were packed, taken out in the order in which they were put.
#[derive(Debug)]
pub(super) struct Packed<'b>(pub(super) &'b [u8]);

impl<'b> Packed<'b> {
    /// The next number, if it is one of this kind.
    pub(super) fn number<N: TryFrom<i128>>(&mut self) -> Option<N> {
        self.next()?.try_into().ok()
    }

    /// The next run of bytes.
    pub(super) fn run(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(run)
    }
}

impl Iterator for Packed<'_> {
    type Item = i128;

    fn next(&mut self) -> Option<i128> {
        let last = self.0.iter().position(|byte| byte & 0x80 != 0)?;
        let (own, rest) = self.0.split_at(last + 1);
        self.0 = rest;
        Some(own.iter().rev().fold(0, |number, byte| number << 7 | i128::from(byte & 0x7f)))
    }
}

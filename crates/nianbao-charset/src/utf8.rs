//! UTF-8, whole or slightly damaged.

/// Good sequences that outweigh a bad one. In text of another encoding nearly every sequence is
/// bad, so even this leaves a wide margin.
const GOOD_FOR_ONE_BAD: usize = 20;

/// What a sequence of more than one byte begins with is no less.
const FIRST: u8 = 0xC0;

/// Whether the bytes are UTF-8, with few bad sequences if any. A last character that was cut off
/// does not count as bad.
pub(crate) fn is_nearly(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    let mut rest = bytes;
    let mut wide = None;
    loop {
        let (valid, error) = match std::str::from_utf8(rest) {
            // Nothing is bad.
            Ok(_) if bad == 0 => return true,
            Ok(_) => (rest, None),
            Err(error) => (&rest[..error.valid_up_to()], Some(error)),
        };
        good += valid.iter().filter(|byte| **byte >= FIRST).count();
        match error.map(|error| error.error_len()) {
            // What is cut off stands at the end.
            Some(None) if bad == 0 => return good > 0,
            None | Some(None) => return good >= GOOD_FOR_ONE_BAD * bad,
            Some(Some(length)) => rest = &rest[valid.len() + length..],
        }
        bad += 1;
        // A good one has two bytes at least, so there cannot be enough of them any more.
        if bad * GOOD_FOR_ONE_BAD > *wide.get_or_insert_with(|| beyond_ascii(bytes)) / 2 {
            return false;
        }
    }
}

/// How many bytes are not ASCII: few enough at a time for one byte to count them.
fn beyond_ascii(bytes: &[u8]) -> usize {
    let runs = bytes.chunks(usize::from(u8::MAX));
    runs.map(|run| usize::from(run.iter().fold(0, |count, byte| count + (byte >> 7)))).sum()
}

//! UTF-8, whole or slightly damaged.

/// Good sequences that outweigh a bad one. In text of another encoding nearly every sequence is
/// bad, so even this leaves a wide margin.
const GOOD_FOR_ONE_BAD: usize = 20;

/// What a sequence of more than one byte begins with is no less.
const FIRST: u8 = 0xC0;

/// Whether the bytes are UTF-8, with few bad sequences if any. A last character that was cut off
/// does not count as bad.
pub(crate) fn is_nearly(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let wide = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let (mut good, mut bad, mut cut) = (0, 0, false);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().bytes().filter(|byte| *byte >= FIRST).count();
        let invalid = chunk.invalid();
        cut = chunks.peek().is_none() && is_cut_sequence(invalid);
        bad += usize::from(!invalid.is_empty() && !cut);
        // A good one has two bytes at least, so there cannot be enough of them any more.
        if bad * GOOD_FOR_ONE_BAD > wide / 2 {
            return false;
        }
    }
    if bad == 0 && cut { good > 0 } else { good >= GOOD_FOR_ONE_BAD * bad.max(1) }
}

fn is_cut_sequence(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

//! Whether bytes are a workbook.

use nianbao_core::{Input, Score};

use crate::XLSX;

/// How much of the end is looked at: there the zip archive lists its members.
const TAIL: usize = 64 * 1024;

/// A zip archive that lists a workbook's main part.
pub(crate) fn xlsx(input: &Input<'_>) -> Score {
    if !input.bytes.starts_with(b"PK\x03\x04") {
        return Score::No;
    }
    let tail = &input.bytes[input.bytes.len().saturating_sub(TAIL)..];
    let main = b"xl/workbook.xml";
    if tail.windows(main.len()).any(|window| window == main) {
        Score::Certain
    } else if XLSX.owns_name(input.name) {
        Score::Name
    } else {
        Score::No
    }
}

//! Whether bytes are a workbook, and of which kind.

use memchr::memmem;
use nianbao_core::{Format, Input, Score};

use crate::{ODS, XLS, XLSX};

/// How much of the end is looked at: there a zip archive lists its members.
const TAIL: usize = 64 * 1024;
/// How much of the beginning is looked at for the names of streams in a compound file.
const HEAD: usize = 4 * 1024 * 1024;
/// The first member of an OpenDocument file says what it is.
const ODS_TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
/// Where its name begins: behind the fixed part of a member's header.
const FIRST_NAME: usize = 30;

/// A zip archive that lists a workbook's main part; or a workbook with a password, which is no zip
/// archive any more.
pub(crate) fn xlsx(input: &Input<'_>) -> Score {
    if is_zip(input.bytes) && lists(input.bytes, b"xl/workbook.")
        || is_compound(input.bytes) && has_stream(input.bytes, "EncryptedPackage")
    {
        return Score::Certain;
    }
    by_name(&XLSX, input, is_zip(input.bytes) && !is_ods(input.bytes))
}

/// A compound file with the stream of a workbook.
pub(crate) fn xls(input: &Input<'_>) -> Score {
    let workbook = |name| has_stream(input.bytes, name);
    if is_compound(input.bytes) && (workbook("Workbook") || workbook("Book")) {
        return Score::Certain;
    }
    by_name(&XLS, input, is_compound(input.bytes))
}

/// A zip archive that says that it is an OpenDocument spreadsheet.
pub(crate) fn ods(input: &Input<'_>) -> Score {
    if is_zip(input.bytes) && is_ods(input.bytes) {
        return Score::Certain;
    }
    by_name(&ODS, input, is_zip(input.bytes) && lists(input.bytes, b"content.xml"))
}

/// An extension is worth something only on bytes that may be of the format: web pages and texts
/// are often named as workbooks.
fn by_name(format: &Format, input: &Input<'_>, may_be: bool) -> Score {
    if may_be && format.owns_name(input.name) { Score::Name } else { Score::No }
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn is_ods(bytes: &[u8]) -> bool {
    bytes.get(FIRST_NAME..).is_some_and(|rest| rest.starts_with(ODS_TYPE))
}

/// Whether the archive lists a member whose name begins so.
fn lists(bytes: &[u8], name: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    memmem::find(tail, name).is_some()
}

/// Whether bytes are a compound file: the container of Office until 2003, and of passwords since.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// Whether a compound file names a stream so; names are in UTF-16, padded with zeros.
pub(crate) fn has_stream(bytes: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    // Directory entries are 128 bytes and begin at multiples of it.
    let mut entries = bytes[..bytes.len().min(HEAD)].chunks(128);
    let mut end = bytes[bytes.len().saturating_sub(HEAD) / 128 * 128..].chunks(128);
    entries.any(|entry| entry.starts_with(&wanted)) || end.any(|entry| entry.starts_with(&wanted))
}

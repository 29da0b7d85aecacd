//! Files that no format reads but that are known by sight: what they are, and what helps.

use memchr::memmem;
use nianbao_core::Lang;

/// How much of a file is looked at, at either end of an archive or compound file.
const SAMPLE: usize = 64 * 1024;

/// How far in readers of PDF look for its mark.
const HEAD: usize = 1024;

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Portable document format.
    Pdf,
    /// Open fixed-layout document (版式文档), a zip archive.
    Ofd,
    /// Word up to 2003, and WPS.
    OldWord,
    /// Excel up to 2003.
    OldExcel,
    /// Another compound file: office programs of that time, older ones of WPS.
    OldOffice,
    /// Slides, old and new.
    Slides,
    /// An office file that is encrypted with a password.
    Locked,
    /// Rich text.
    Rtf,
    /// The XML of Word and Excel 2003, in one file.
    OfficeXml,
    /// A text of the OpenDocument family.
    OpenDocument,
    /// An archive or office file without its end.
    Cut,
    /// A picture.
    Picture,
    /// An archive or compressed file.
    Archive,
}

impl Foreign {
    /// What the bytes are, if that can be seen.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let starts = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
        if starts(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]) {
            return Some(compound(bytes));
        }
        if starts(&[b"PK\x03\x04"]) {
            return archive(bytes);
        }
        let head = &bytes[..bytes.len().min(HEAD)];
        // Readers of PDF look for its mark behind a bit of noise too.
        if has(head, b"%PDF-") {
            return Some(Self::Pdf);
        }
        if starts(&[b"{\\rtf"]) {
            return Some(Self::Rtf);
        }
        if has(head, b"<?mso-application") {
            return Some(Self::OfficeXml);
        }
        if is_flat(head) {
            return Some(Self::OpenDocument);
        }
        if is_picture(bytes) {
            return Some(Self::Picture);
        }
        let archives: [&[u8]; 4] = [b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"PK\x05\x06"];
        starts(&archives).then_some(Self::Archive)
    }

    /// Whether the bytes begin with the mark of such a kind, and do not only have it further in, where
    /// a page may speak of it.
    pub(crate) fn begins(bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let further_in: [&[u8]; 2] = [b"%PDF-", b"<?mso-application"];
        let head = &bytes[..bytes.len().min(HEAD)];
        bytes.starts_with(b"%PDF-") || !further_in.iter().any(|mark| has(head, mark))
    }

    /// Whether it is one that nobody can read, whatever is known of it besides.
    pub(crate) fn is_locked(self) -> bool {
        self == Self::Locked
    }

    /// Whether files of that kind may be read, so that a reader's own words tell why one was not.
    pub(crate) fn may_be_read(self) -> bool {
        matches!(self, Self::OldExcel)
    }

    /// What it is and what to do, for people.
    pub fn message(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Pdf => (
                "这是 PDF，不能读取；请用报告的网页或 Word 原件，或另存为 .txt 或 .docx",
                "this is a PDF, which is not read; use the report's web page or Word file, or save it as .txt or .docx",
            ),
            Self::Ofd => (
                "这是 OFD 版式文件，不能读取；请用报告的网页或 Word 原件，或另存为 .txt 或 .docx",
                "this is an OFD document, which is not read; use the report's web page or Word file, or save it as .txt or .docx",
            ),
            Self::OldWord => (
                "这是 Word 97-2003 文档（.doc），不能读取；请用 Word 或 WPS 另存为 .docx",
                "this is a document of Word 97-2003 (.doc), which is not read; save it as .docx with Word or WPS",
            ),
            Self::OldExcel => (
                "这是 Excel 97-2003 工作簿（.xls），不能读取；请用 Excel 或 WPS 另存为 .xlsx",
                "this is a workbook of Excel 97-2003 (.xls), which is not read; save it as .xlsx with Excel or WPS",
            ),
            Self::OldOffice => (
                "这是旧版办公软件的文件，不能读取；请用 Word 或 WPS 另存为 .docx 或 .xlsx",
                "this is a file of an old office program, which is not read; save it as .docx or .xlsx with Word or WPS",
            ),
            Self::Slides => (
                "这是演示文稿，不能读取；请用报告的网页或 Word 原件",
                "these are slides, which are not read; use the report's web page or Word file",
            ),
            Self::Cut => (
                "文件残缺（可能没有下载或复制完整），不能读取；请重新取得这个文件",
                "the end of the file is missing, as of one not downloaded or copied whole; get it again",
            ),
            Self::Locked => (
                "文件有密码保护，不能读取；请打开后去除密码再保存",
                "the file is locked with a password; open it, take the password away and save it",
            ),
            Self::Rtf => (
                "这是 RTF 文档，不能读取；请用 Word 或 WPS 另存为 .docx",
                "this is a document in RTF, which is not read; save it as .docx with Word or WPS",
            ),
            Self::OfficeXml => (
                "这是 Office 2003 的 XML 文件，不能读取；请另存为 .docx 或 .xlsx",
                "this is XML of Office 2003, which is not read; save it as .docx or .xlsx",
            ),
            Self::OpenDocument => (
                "这是 OpenDocument 文件，不能读取；请另存为 .docx 或 .xlsx",
                "this is an OpenDocument file, which is not read; save it as .docx or .xlsx",
            ),
            Self::Picture => (
                "这是图片，图片中的文字和数字不能读取；请用文字识别软件转为文本，核对后再读取",
                "this is a picture, of which nothing is read; make text of it with OCR, compare it, and read that",
            ),
            Self::Archive => (
                "这是压缩文件，请先解压",
                "this is an archive or a compressed file; unpack it first",
            ),
        };
        lang.pick(zh, en)
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let at =
        |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
    let marks: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    marks.iter().any(|mark| at(0, mark))
        || at(0, b"BM") && at(6, b"\0\0\0\0")
        || at(0, b"RIFF") && at(8, b"WEBP")
        || at(4, b"ftyphei")
        || at(4, b"ftypmif1")
        || at(4, b"ftypavif")
}

/// A compound file of old Office, by the names of its streams. Its directory lies anywhere.
fn compound(bytes: &[u8]) -> Foreign {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        has(bytes, &wide)
    };
    let kinds = [
        ("EncryptedPackage", Foreign::Locked),
        ("WordDocument", Foreign::OldWord),
        ("Workbook", Foreign::OldExcel),
        ("Book\0", Foreign::OldExcel),
        ("PowerPoint Document", Foreign::Slides),
    ];
    let kind = kinds.into_iter().find(|(name, _)| named(name)).map(|(_, kind)| kind);
    kind.unwrap_or(Foreign::OldOffice)
}

/// A zip archive, by the names of its members and by the list of them at its end. Of whole ones of
/// Office a format knows more.
fn archive(bytes: &[u8]) -> Option<Foreign> {
    let (head, tail) =
        (&bytes[..bytes.len().min(SAMPLE)], &bytes[bytes.len().saturating_sub(SAMPLE)..]);
    let named = |name: &[u8]| has(head, name) || has(tail, name);
    if named(b"ppt/presentation.xml") {
        Some(Foreign::Slides)
    } else if !has(tail, b"PK\x05\x06") {
        Some(Foreign::Cut)
    } else if named(b"[Content_Types].xml")
        || named(b"application/vnd.oasis.opendocument.spreadsheet")
    {
        None
    } else if named(b"OFD.xml") {
        Some(Foreign::Ofd)
    } else if named(b"application/vnd.oasis.opendocument") {
        Some(Foreign::OpenDocument)
    } else {
        Some(Foreign::Archive)
    }
}

/// Whether it is a document of the OpenDocument family in one file of XML.
fn is_flat(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let root = match head.strip_prefix(b"<?xml") {
        Some(rest) => rest.splitn(2, |byte| *byte == b'>').nth(1).unwrap_or_default(),
        None => head,
    };
    root.trim_ascii_start().starts_with(b"<office:document")
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    memmem::find(bytes, wanted).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound_with(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(5000, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(9000, 0);
        bytes
    }

    #[test]
    fn files_are_known_by_sight() {
        let cut = |name: &str| format!("PK\u{3}\u{4}......{name}......").into_bytes();
        let zip = |name: &str| [&*cut(name), b"PK\x05\x06...."].concat();
        for (bytes, kind) in [
            (b"\n%PDF-1.7\n".to_vec(), Some(Foreign::Pdf)),
            (b"{\\rtf1\\ansi".to_vec(), Some(Foreign::Rtf)),
            (b"<?xml version='1.0'?>\n\n<office:document a>".to_vec(), Some(Foreign::OpenDocument)),
            (b"<p>&lt;office:document></p><office:document>".to_vec(), None),
            (b"\xff\xd8\xff\xe0..JFIF".to_vec(), Some(Foreign::Picture)),
            (b"RIFF....WEBPVP8".to_vec(), Some(Foreign::Picture)),
            (b"\0\0\0\x1cftypheic".to_vec(), Some(Foreign::Picture)),
            (b"BM, or not".to_vec(), None),
            (compound_with("WordDocument"), Some(Foreign::OldWord)),
            (compound_with("Workbook"), Some(Foreign::OldExcel)),
            (compound_with("EncryptedPackage"), Some(Foreign::Locked)),
            (compound_with("PowerPoint Document"), Some(Foreign::Slides)),
            (compound_with("Something"), Some(Foreign::OldOffice)),
            (zip("OFD.xml"), Some(Foreign::Ofd)),
            (zip("mimetypeapplication/vnd.oasis.opendocument.text"), Some(Foreign::OpenDocument)),
            (zip("a.txt"), Some(Foreign::Archive)),
            (zip("ppt/presentation.xml"), Some(Foreign::Slides)),
            (zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), None),
            (zip("[Content_Types].xml"), None),
            (cut("[Content_Types].xml"), Some(Foreign::Cut)),
            (b"Rar!\x1a\x07".to_vec(), Some(Foreign::Archive)),
            (b"\0\x01\x02".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(Foreign::of(&bytes), kind, "{:?}", &bytes[..bytes.len().min(20)]);
        }
    }
}

//! A page as the bytes of a file.

use encoding_rs::{BIG5, GBK};
use nianbao::FieldId;

use crate::page::Page;
use crate::style::Encoding;
use crate::{html, text};

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
    /// For each report the fields that printing dropped.
    pub(crate) dropped: Vec<Vec<FieldId>>,
}

pub(crate) fn print(page: &Page) -> Printed {
    let (text, dropped) = if page.layout.is_html() {
        (html::print(page), vec![Vec::new(); page.chain().len()])
    } else {
        text::print(page)
    };
    let mut bytes = encode(&text, page.style.encoding);
    if let Some(keep) = page.style.keep {
        bytes.truncate(bytes.len() * keep / 1_000);
    }
    Printed { text, bytes, dropped }
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Gbk => GBK.encode(text).0.into_owned(),
        Encoding::Big5 => BIG5.encode(text).0.into_owned(),
        Encoding::Utf16 => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}

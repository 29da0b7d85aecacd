//! Names of encodings, as pages write them.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, REPLACEMENT, UTF_8};

/// The encoding of a label, if it is one. GB2312 and GBK are subsets of GB18030, and pages that
/// declare them use the rest of it.
pub(crate) fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let known = match label.as_str() {
        // Names that the web's standard does not list and Chinese tools print.
        "cp936" | "936" | "ms936" | "windows-936" | "ansi" | "gb-2312" | "gb2312-80" | "euc-cn"
        | "gb" => GB18030,
        "cp950" | "950" | "ms950" | "windows-950" => BIG5,
        "utf_8" | "utf-8-sig" => UTF_8,
        _ => Encoding::for_label(label.as_bytes())?,
    };
    // What the standard refuses to decode (hz-gb-2312, iso-2022-cn) declares nothing.
    (known != REPLACEMENT).then_some(if known == GBK { GB18030 } else { known })
}

/// Whether a declaration fits an encoding: `utf-16` does not say which end comes first.
pub(crate) fn same_family(a: &'static Encoding, b: &'static Encoding) -> bool {
    let family = |encoding: &'static Encoding| encoding.name().get(..6).map(str::to_owned);
    a == b || (a.name().starts_with("UTF-16") && family(a) == family(b))
}

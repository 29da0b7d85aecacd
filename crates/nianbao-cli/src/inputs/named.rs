//! Names within archives: what they are in characters, which of them are meant, what may be made
//! of them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;

use super::{WITHIN, is_hidden};

/// Names of members.
pub(super) type Names = BTreeSet<String>;

/// A name as its characters. Archives made on Chinese Windows hold names in GBK and do not say so;
/// what is no UTF-8 is that. Control characters are nothing to print.
pub(super) fn decoded(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(raw) {
            Some(text) => text.into_owned(),
            None => String::from_utf8_lossy(raw).into_owned(),
        },
    };
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The name of a file in characters, folder by folder: what was unpacked from an archive of Chinese Windows has
/// names in GBK, in folders that may be named in UTF-8.
pub(super) fn legible(name: &OsStr) -> String {
    if let Some(name) = name.to_str() {
        return name.to_owned();
    }
    let parts = name.as_encoded_bytes().split(|byte| *byte == b'/');
    parts.map(decoded).collect::<Vec<_>>().join("/")
}

/// Whether somebody put it there: no part of its name is hidden.
pub(super) fn is_meant(name: &str) -> bool {
    name.split(['/', '\\']).all(|part| part == "." || part == ".." || !is_hidden(OsStr::new(part)))
}

/// Whether it is an archive itself.
pub(super) fn is_archive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let kinds = [".zip", ".tar", ".tgz", ".gz", ".rar", ".7z", ".bz2", ".xz", ".warc"];
    kinds.iter().any(|kind| name.ends_with(kind))
}

/// The longest stem; file systems take 255 bytes, and numbers and extensions are added.
const STEM: usize = 200;

/// The last part of a name without its extension, as the name of a file anywhere: no separators, no
/// dots in front, nothing that Windows refuses.
pub(super) fn safe_stem(name: &str) -> String {
    // An address ends where its query begins.
    let name = if name.contains("://") { name.split(['?', '#']).next() } else { Some(name) };
    let last = name
        .unwrap_or_default()
        .split(['/', '\\'])
        .rfind(|part| !part.is_empty())
        .unwrap_or_default();
    safe_part(last.rsplit_once('.').map_or(last, |(stem, _)| stem))
}

/// The folder of a member as folders anywhere, with a slash behind each; none for an address.
pub(super) fn safe_folder(name: &str) -> String {
    if name.contains("://") {
        return String::new();
    }
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    let folders = parts[..parts.len() - 1].iter().map(|part| safe_part(part));
    folders.filter(|part| !part.is_empty()).map(|part| part + "/").collect()
}

/// A part of a path as it may be named anywhere.
fn safe_part(part: &str) -> String {
    let plain = |c: char| if c.is_control() || r#":*?"<>|"#.contains(c) { '_' } else { c };
    let stem: String = part.trim_start_matches('.').chars().map(plain).collect();
    let ends = stem.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= STEM).last().unwrap_or_default();
    let stem = stem[..end].trim().trim_end_matches(['.', ' ']);
    if is_device(stem) { format!("{stem}_") } else { stem.to_owned() }
}

/// Whether Windows takes a file of this name for a device, whatever its extension.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = first.strip_prefix("COM").or_else(|| first.strip_prefix("LPT"));
    ["CON", "PRN", "AUX", "NUL"].contains(&&*first)
        || numbered.is_some_and(|number| {
            matches!(number.chars().next(), Some('0'..='9' | '¹' | '²' | '³'))
                && number.chars().count() == 1
        })
}

/// The archive and the member that a path names, if it names one: `pages.zip!2023/a.html`.
pub(super) fn member_of(path: &Path) -> Option<(PathBuf, String)> {
    let text = path.to_str()?;
    if path.exists() {
        return None;
    }
    let marks = text.match_indices(WITHIN).map(|(at, _)| text.split_at(at));
    let found = marks.map(|(archive, rest)| (Path::new(archive), &rest[WITHIN.len_utf8()..]));
    let (archive, name) = found.into_iter().find(|(archive, _)| archive.is_file())?;
    Some((archive.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_gbk_are_read() {
        assert_eq!(decoded("年报/教育局.html".as_bytes()), "年报/教育局.html");
        assert_eq!(decoded(b"\xc4\xea\xb1\xa8/a.html"), "年报/a.html");
        assert_eq!(decoded(b"a\nb\x1b[2J"), "a\u{FFFD}b\u{FFFD}[2J");
        assert_eq!(decoded(b"\xff\xff.txt"), "\u{FFFD}\u{FFFD}.txt");
    }

    #[cfg(unix)]
    #[test]
    fn the_name_of_a_file_is_told_legibly_whatever_its_bytes() {
        use std::os::unix::ffi::OsStrExt as _;
        let told = |name: &[u8]| legible(OsStr::from_bytes(name));
        assert_eq!(told("县级/教育局.html".as_bytes()), "县级/教育局.html");
        let mixed = [b"/", "县级/".as_bytes(), b"\xc4\xea\xb1\xa8.html"].concat();
        assert_eq!(told(&mixed), "/县级/年报.html");
        assert_eq!(told(b"bad\xff.html"), "bad\u{FFFD}.html");
    }

    #[test]
    fn what_nobody_put_there_is_left_out() {
        for name in ["__MACOSX/._a.html", "a/.DS_Store", ".git/x"] {
            assert!(!is_meant(name), "{name}");
        }
        for name in ["./a.html", "../a.html", "/a/b.html", "a.b/c"] {
            assert!(is_meant(name), "{name}");
        }
    }

    #[test]
    fn no_name_leads_out_of_a_folder() {
        for (name, stem) in [
            ("../../etc/passwd.txt", "passwd"),
            ("/a/b.html", "b"),
            (r"C:\a\b.html", "b"),
            ("..", ""),
            (".html", ""),
            ("a/b:c*.x.html", "b_c_.x"),
            ("12-http://a.gov.cn/art/1.html?x=/y.z", "1"),
            ("a/", "a"),
            ("a#1?.html", "a#1_"),
            ("con.html", "con_"),
            ("Aux.tar.html", "Aux.tar_"),
            ("lpt1", "lpt1_"),
            ("com10.html", "com10"),
            ("a. .html", "a"),
        ] {
            assert_eq!(safe_stem(name), stem, "{name}");
        }
        assert_eq!(safe_folder("../2023/./县级/a.html"), "2023/县级/");
        assert_eq!(safe_folder(r"C:\con\a.html"), "C_/con_/");
        assert_eq!(safe_folder("http://a.gov.cn/art/1.html") + &safe_folder("a.html"), "");
        assert_eq!(safe_stem(&format!("{}.html", "长".repeat(300))).chars().count(), 66);
    }
}

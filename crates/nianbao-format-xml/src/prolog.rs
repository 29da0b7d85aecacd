//! What stands before the root element, as far as the encoding and the root's name can be seen in
//! undecoded bytes.

/// How much is looked at.
const SAMPLE: usize = 4096;

/// The beginning as ASCII, without the NULs of UTF-16: all markup is of these characters. In
/// encodings of other kinds it is noise, which then is no XML. What begins with another sign than `<`
/// is none either, and nothing of it is looked at.
pub(crate) fn ascii_head(bytes: &[u8]) -> String {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.iter().find(|byte| byte.is_ascii_graphic()) != Some(&b'<') {
        return String::new();
    }
    let ascii = sample.iter().copied().filter(|byte| byte.is_ascii() && *byte != 0);
    String::from_utf8(ascii.collect()).unwrap_or_default()
}

/// The XML declaration, if the text begins with one.
pub(crate) fn declaration(head: &str) -> Option<&str> {
    let rest = head.trim_start().strip_prefix("<?xml")?;
    rest.starts_with(char::is_whitespace).then(|| rest.split("?>").next().unwrap_or_default())
}

/// The encoding that the declaration names.
pub(crate) fn declared_encoding(head: &str) -> Option<&str> {
    let (_, rest) = declaration(head)?.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label)
}

/// The root's start tag without its signs: `reports xmlns="…"`. None behind a DOCTYPE.
pub(crate) fn root_tag(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let behind = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once("?>")
        } else {
            break;
        };
        rest = behind?.1.trim_start();
    }
    let tag = rest.strip_prefix('<').filter(|tag| !tag.starts_with('!'))?;
    tag.split('>').next()
}

/// The local name of a start tag.
pub(crate) fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_what_may_stand_before_it() {
        let head = "<?xml version='1.0'?>\n<!-- <a> --> <?s x?>\n<n:reports xmlns:n='u'><b>";
        let tag = root_tag(head).unwrap();
        assert_eq!((tag, local_name(tag)), ("n:reports xmlns:n='u'", "reports"));
        assert_eq!(root_tag("<reports/>").map(local_name), Some("reports"));
        for none in ["", "text", "<!-- <a>", "<!DOCTYPE a><a>"] {
            assert_eq!(root_tag(none), None, "{none}");
        }
    }

    #[test]
    fn the_encoding_is_the_declarations() {
        let encoding = |text| declared_encoding(text);
        assert_eq!(encoding("<?xml version=\"1.0\" encoding = 'GB18030'?>"), Some("GB18030"));
        assert_eq!(encoding("<?xml version=\"1.0\"?><a encoding='x'/>"), None);
        assert_eq!(encoding("<a encoding='x'/>"), None);
        assert_eq!(encoding("<?xml encoding='x"), None);
    }

    #[test]
    fn utf_16_shows_its_ascii() {
        assert_eq!(ascii_head(b"\xff\xfe<\0?\0x\0m\0l\0 \0"), "<?xml ");
    }
}

//! Marks on cells, which travel in the tag of a content control around the cell. There they
//! survive editing, and nobody sees them.

/// Word takes no longer tag.
const LONGEST: usize = 64;
/// More marks a cell does not have: a name, a state, and room for one more.
pub(crate) const MOST_MARKS: usize = 3;

/// Tags that hold the marks; where one would be too long, several.
pub(crate) fn tags(marks: &[(String, String)]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for (key, value) in marks {
        let mark = format!("{}={}", escape(key), escape(value));
        let length = mark.encode_utf16().count();
        match tags.last_mut() {
            Some(tag) if tag.encode_utf16().count() + 1 + length <= LONGEST => {
                tag.push('&');
                tag.push_str(&mark);
            }
            // Word would refuse the whole document.
            _ if length > LONGEST => {}
            _ => tags.push(mark),
        }
    }
    tags
}

/// The marks in a tag; none if it is someone else's.
pub(crate) fn of_tag(tag: &str) -> Vec<(String, String)> {
    if tag.encode_utf16().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let mark = |part: &str| {
        let (key, value) = part.split_once('=')?;
        Some((unescape(key)?, unescape(value)?)).filter(|(key, _)| !key.is_empty())
    };
    tag.split('&').map(mark).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('=', "%3D").replace('&', "%26")
}

fn unescape(text: &str) -> Option<String> {
    let plain = text.replace("%3D", "=").replace("%26", "&");
    let left = plain.replace("%25", "");
    (!left.contains('%')).then(|| plain.replace("%25", "%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn marks_come_back_from_their_tags() {
        let long = "x".repeat(50);
        let some = marks(&[("field", &long), ("state", "absent"), ("a=b", "50%&3%3D")]);
        let tags = tags(&some);
        assert!(tags.len() > 1);
        assert!(tags.iter().all(|tag| tag.len() <= LONGEST));
        let back: Vec<_> = tags.iter().flat_map(|tag| of_tag(tag)).collect();
        assert_eq!(back, some);
    }

    #[test]
    fn the_tags_of_others_are_no_marks() {
        for tag in ["", "Name", "goog_rdk_1", "a=1&b", "=1", "a=%41"] {
            assert_eq!(of_tag(tag), [], "{tag}");
        }
    }
}

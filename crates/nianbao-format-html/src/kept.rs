//! Which attributes bear on reading.

use html5ever::{LocalName, local_name};

/// What marks of our own begin with.
pub(crate) const MARK: &str = "data-nianbao-";

/// Whether anybody asks for an attribute of this name, in any case.
pub(crate) fn is_read(name: &str) -> bool {
    let is = |own: &str| name.eq_ignore_ascii_case(own);
    match name.len() {
        4 => is("href") || is("name") || is("role") || is("type"),
        5 => is("style") || is("value"),
        6 => is("hidden"),
        7 => is("colspan") || is("rowspan") || is("content"),
        8 => is("property") || is("selected") || is("multiple"),
        _ => name.get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK)),
    }
}

/// Whether style sheets choose elements by an attribute of this name.
pub(crate) fn is_for_styles(name: &str) -> bool {
    name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id")
}

/// Whether the tree builder never looks at an attribute of the element. It does at those of
/// formatting (three that are alike are enough), forms, metadata and what is not HTML.
pub(crate) fn is_plain(element: &LocalName) -> bool {
    matches!(
        *element,
        local_name!("span")
            | local_name!("p")
            | local_name!("div")
            | local_name!("td")
            | local_name!("th")
            | local_name!("tr")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("col")
            | local_name!("li")
            | local_name!("ul")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
    )
}

/// Whether what is behind a property's name begins with a zero: `: 0px`, `:0.0pt`.
fn is_zero(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !matches!(byte, b':' | b' ')) == Some(&b'0')
}

/// Whether the value is a style that sets nothing that is asked for. Word writes a long style on
/// every element.
pub(crate) fn says_nothing(name: &LocalName, value: &str) -> bool {
    let value = value.as_bytes();
    let ends_at = |end: usize, word: &[u8]| {
        let start = end.checked_sub(word.len());
        start.is_some_and(|start| value[start..end].eq_ignore_ascii_case(word))
    };
    let property =
        |end| [b"displa".as_slice(), b"visibilit", b"opacit"].iter().any(|word| ends_at(end, word));
    // line-through, super, sub, absolute; font-size of nothing.
    let setting = |at: usize| {
        let next = value.get(at + 1).map(u8::to_ascii_lowercase);
        ends_at(at, b"thro")
            || ends_at(at, b"absol")
            || ends_at(at, b"s") && matches!(next, Some(b'p' | b'b'))
            || ends_at(at, b"font-si")
                && value[at + 1..].starts_with(b"e")
                && is_zero(&value[at + 2..])
    };
    // A reference may stand for any letter.
    *name == local_name!("style")
        && !memchr::memchr2_iter(b'y', b'Y', value).any(property)
        && !memchr::memchr3_iter(b'u', b'U', b'z', value).any(setting)
        && memchr::memchr(b'&', value).is_none()
}

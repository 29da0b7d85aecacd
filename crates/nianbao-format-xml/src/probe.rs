//! Whether bytes are our XML.

use nianbao_core::{Input, Score};

use crate::prolog::{ascii_head, declaration, local_name, root_tag};
use crate::{NAMESPACE, ROOT, XML};

/// Certain of our root. Other XML is claimed too, to be refused by its root's name: as plain text
/// it would be a report of nothing.
pub(crate) fn probe(input: &Input<'_>) -> Score {
    let head = ascii_head(input.bytes);
    let tag = root_tag(&head);
    match tag.map(local_name) {
        Some(ROOT) if tag.is_some_and(|tag| tag.contains(NAMESPACE)) => Score::Certain,
        Some(name) if name.eq_ignore_ascii_case("html") => Score::No,
        // The XML of Office says so itself, and what to do about it is not ours to tell.
        _ if head.contains("<?mso-application") => Score::No,
        _ if declaration(&head).is_some() => Score::Likely,
        _ if XML.owns_name(input.name) => Score::Name,
        _ => Score::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, text: &str) -> Score {
        probe(&Input::new(name, text.as_bytes(), &|_| 0))
    }

    #[test]
    fn only_our_root_is_certain() {
        let root = format!("<reports xmlns=\"{NAMESPACE}\">");
        assert_eq!(score("", &root), Score::Certain);
        assert_eq!(
            score("a.html", &format!("\u{feff}<?xml version='1.0'?>{root}")),
            Score::Certain
        );
        assert_eq!(score("", &format!("<n:reports\n xmlns:n='{NAMESPACE}'/>")), Score::Certain);
        assert_eq!(score("", "<?xml version='1.0'?><reports>"), Score::Likely);
        assert_eq!(score("", "<?xml version='1.0'?><!DOCTYPE reports><reports>"), Score::Likely);
        assert_eq!(score("a.xml", "<reports>"), Score::Name);
    }

    #[test]
    fn other_things_are_not() {
        assert_eq!(score("a.xml", "<?xml version='1.0'?><html xmlns='x'>"), Score::No);
        assert_eq!(score("", &format!("<p>{NAMESPACE} reports</p>")), Score::No);
        assert_eq!(score("", "<reports>"), Score::No);
        assert_eq!(score("", "<?xmlish ?>"), Score::No);
        assert_eq!(score("", "<?xml version='1.0'?><?mso-application a?><b/>"), Score::No);
        assert_eq!(score("", ""), Score::No);
    }
}

//! The exact copy of a report that a page of our own carries along in its head.

use nianbao_core::Document;

/// The name of the metadata element that holds it.
pub(crate) const NAME: &str = "nianbao:report";

/// Takes the copy out of the metadata. Of several none is believed.
pub(crate) fn take(document: &mut Document) {
    let mut copies = Vec::new();
    for (name, content) in std::mem::take(&mut document.meta) {
        if name == NAME {
            copies.push(content);
        } else {
            document.meta.push((name, content));
        }
    }
    document.carried = copies.pop().filter(|_| copies.is_empty());
}

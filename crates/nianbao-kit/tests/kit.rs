//! The kit on formats of each kind, and on formats that break its laws.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[test]
fn formats_of_each_kind_keep_the_laws() {
    for name in ["json", "text"] {
        nianbao_kit::hold(name);
    }
}

//! The laws that every format keeps; `cargo test -p nianbao-format-newformat -- --nocapture` prints them.

use nianbao_format_newformat as _;

#[test]
fn the_format_keeps_the_laws() {
    nianbao_kit::hold("newformat");
}

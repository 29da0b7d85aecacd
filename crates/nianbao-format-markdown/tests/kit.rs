//! The laws that every format keeps; `cargo test -p nianbao-format-markdown -- --nocapture` prints them.

use nianbao_format_markdown as _;

#[test]
fn the_format_keeps_the_laws() {
    nianbao_kit::hold("markdown");
}

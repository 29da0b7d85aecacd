//! What `cargo xtask new-format` writes keeps the laws before anything is changed in it.

#[path = "../../../xtask/src/new_format/template/lib.rs"]
mod template;

#[test]
fn a_new_format_keeps_the_laws() {
    nianbao_kit::hold("newformat");
}

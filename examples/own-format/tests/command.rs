//! The command line has the format.

use std::process::Command;

#[test]
fn the_format_is_one_of_those_that_are_listed() {
    let output = Command::new(env!("CARGO_BIN_EXE_own-format")).arg("formats").output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    assert!(listed.contains("jsonseq") && listed.contains("html"), "{listed}");
}

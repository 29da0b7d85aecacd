//! Running the program, in a folder and in no locale but C.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with these arguments, about to be run in a folder.
pub(crate) fn nianbao(root: impl AsRef<Path>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(root).args(arguments).stdin(Stdio::null());
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C");
    command
}

/// Exit status, standard output, standard error.
pub(crate) fn run(root: impl AsRef<Path>, arguments: &[&str]) -> (i32, String, String) {
    told(&nianbao(root, arguments).output().unwrap())
}

/// What [`run`] tells, of a program that has ended.
pub(crate) fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

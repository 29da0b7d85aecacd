//! The tasks as functions, so that the tests run the same code.

pub mod accuracy;
pub mod bench;
pub mod checks;
pub mod dist;
pub mod docs;
pub mod fixtures;
pub mod flags;
pub mod fuzz;
pub mod new_edition;
pub mod new_format;
pub mod synth;
pub mod tidy;

// Chance that can be repeated.
pub use nianbao_kit::dice;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The cargo that runs us, in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

//! The tasks as functions, so that the tests run the same code.

pub mod accuracy;
pub mod bench;
pub mod checks;
pub mod dice;
pub mod docs;
pub mod fixtures;
pub mod synth;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

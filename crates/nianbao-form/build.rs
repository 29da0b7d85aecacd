//! Names the forms of `forms/`: a new one is read by being there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=forms");
    let variable = |name| env::var_os(name).ok_or_else(|| io::Error::other(format!("no {name}")));
    let folder = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("forms");
    let mut forms: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    forms.retain(|path| path.extension().is_some_and(|extension| extension == "form"));
    forms.sort();
    let mut text = "[\n".to_owned();
    for path in &forms {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let path = path.to_string_lossy();
        let _ = writeln!(text, "({name:?}, include_str!({path:?})),");
    }
    text.push_str("]\n");
    fs::write(Path::new(&variable("OUT_DIR")?).join("forms.rs"), text)
}

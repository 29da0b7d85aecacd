//! `cargo xtask dist`: the program as it is handed out, with manual pages and completions, and a Debian package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::cargo;

/// The languages of the manual pages, and the folders in which `man` looks for them.
const LANGUAGES: [(&str, &str); 2] = [("en", "man/man1"), ("zh", "man/zh_CN/man1")];
/// The shells that have a place for completions of packages, and how each wants its file to be named.
const SHELLS: [(&str, &str); 3] =
    [("bash", "nianbao"), ("zsh", "_nianbao"), ("fish", "nianbao.fish")];

/// Builds for release, writes what goes with the program to `target/dist`, and makes the package where
/// cargo-deb is installed; the paths of what there is to hand out.
///
/// # Errors
///
/// If the program cannot be built or run, or a file cannot be written.
pub fn run() -> Result<Vec<PathBuf>> {
    let target = crate::root().join("target");
    succeed(cargo().args(["build", "--release", "--locked", "-p", "nianbao-cli"]))?;
    let program = target.join("release/nianbao");
    let dist = target.join("dist");
    for (lang, folder) in LANGUAGES {
        let folder = folder_of(&dist, folder)?;
        let page =
            |arguments: &[&str]| printed(&program, &[&["--lang", lang, "man"], arguments].concat());
        fs::write(folder.join("nianbao.1"), page(&[])?)?;
        for command in commands(&program)? {
            fs::write(folder.join(format!("nianbao-{command}.1")), page(&[&command])?)?;
        }
    }
    for (shell, name) in SHELLS {
        let folder = folder_of(&dist, &format!("completions/{shell}"))?;
        fs::write(folder.join(name), printed(&program, &["completions", shell])?)?;
    }
    let mut made = vec![program, dist];
    if cargo().args(["deb", "--version"]).output().is_ok_and(|output| output.status.success()) {
        let package = target.join("debian/nianbao.deb");
        succeed(
            cargo()
                .args(["deb", "-p", "nianbao-cli", "--no-build", "--locked", "-o"])
                .arg(&package),
        )?;
        made.push(package);
    } else {
        eprintln!("no Debian package: cargo-deb is not there (cargo install cargo-deb)");
    }
    Ok(made)
}

/// The names of the program's commands, as its completions give them to a shell.
fn commands(program: &Path) -> Result<Vec<String>> {
    let page = String::from_utf8(printed(program, &["--lang", "en", "man"])?)?;
    // In roff, each is a reference to a page of its own: `nianbao\-convert(1)`.
    let names =
        page.lines().filter_map(|line| line.strip_prefix("nianbao\\-")?.strip_suffix("(1)"));
    let names: Vec<String> = names.map(|name| name.replace('\\', "")).collect();
    ensure!(!names.is_empty(), "the manual page names no command");
    Ok(names)
}

fn folder_of(dist: &Path, name: &str) -> Result<PathBuf> {
    let folder = dist.join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// What the program prints.
fn printed(program: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(program).args(arguments).output();
    let output = output.with_context(|| format!("{} cannot be run", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "nianbao {}: {}", arguments.join(" "), said.trim());
    Ok(output.stdout)
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().context("cargo cannot be run")?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}

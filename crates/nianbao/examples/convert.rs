//! Writes the reports of a file in another format, to standard output.
//!
//! `cargo run -p nianbao --example convert -- page.html jsonl`

use std::{env, fs, io};

use anyhow::Context as _;
use nianbao::Registry;

fn main() -> anyhow::Result<()> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().context("which file?")?;
    let to = arguments.next().context("which format?")?;
    let registry = Registry::new()?;
    let format = nianbao::convertible(&registry, &to)?;
    let mut out = nianbao::start(format, Box::new(io::stdout().lock()))?;
    nianbao::read(&registry, &path, &fs::read(&path)?, None, &mut |report| out.push(&report))?;
    out.finish()
}

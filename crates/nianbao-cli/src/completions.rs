//! `nianbao completions`: a script that completes the command line in a shell.

use anyhow::Result;
use clap_complete::Shell;
use nianbao::Lang;

use crate::help;
use crate::output::Output;
use crate::reading::Outcome;

pub(crate) fn run(shell: Shell, lang: Lang) -> Result<Outcome> {
    // Into memory first: the generator panics where a write fails, as on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(lang), "nianbao", &mut script);
    let mut out = Output::stdout().writer(lang)?;
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Well)
}

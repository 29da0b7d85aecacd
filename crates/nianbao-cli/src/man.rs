//! `nianbao man`: the manual page, for packages and for `man -l`.

use anyhow::{Context, Result};
use clap_mangen::Man;
use nianbao::Lang;

use crate::help;
use crate::output::Output;
use crate::reading::Outcome;

/// Prints the page of the program, or of one of its commands.
pub(crate) fn run(name: Option<&str>, lang: Lang) -> Result<Outcome> {
    let mut program = help::command(lang);
    // Only a built command knows the options that all commands share.
    program.build();
    let page = match name {
        None => program,
        Some(name) => {
            let command = program.find_subcommand(name).cloned();
            let command = command.with_context(|| unknown(name, &program, lang))?;
            // As a page is named: nianbao-convert(1).
            command.name(format!("nianbao-{name}")).display_name(format!("nianbao-{name}"))
        }
    };
    let mut roff = Vec::new();
    Man::new(page).render(&mut roff)?;
    let mut out = Output::stdout().writer(lang)?;
    out.write_all(&roff)?;
    out.flush()?;
    Ok(Outcome::Well)
}

fn unknown(name: &str, program: &clap::Command, lang: Lang) -> String {
    let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let known = known.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("没有名为 {name:?} 的命令；现有：{known}"),
        Lang::En => format!("there is no command {name:?}; there are {known}"),
    }
}

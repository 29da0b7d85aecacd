//! The command line of nianbao.
//!
//! It is a library so that a program with one more format is two lines:
//!
//! ```ignore
//! use my_format as _;
//! fn main() -> std::process::ExitCode { nianbao_cli::main() }
//! ```

mod args;
mod check;
mod completions;
mod convert;
mod diff;
mod explain;
mod export;
mod failures;
mod folder;
mod form;
mod formats;
mod help;
mod hints;
mod inputs;
mod interrupt;
mod limits;
mod locale;
mod man;
mod origin;
mod output;
mod progress;
mod publish;
mod reading;
mod reports;
mod resume;
mod rollup;
mod stale;
mod tally;
mod timed;
mod unfilled;
mod usage;
mod words;
mod years;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::FromArgMatches;
use nianbao::{Lang, Registry};

use args::{Cli, Command};
use hints::described;
use reading::Outcome;

/// What every command needs.
struct Context {
    registry: Registry,
    /// Of messages.
    lang: Lang,
    /// Of the tables that are written.
    tables: Lang,
}

impl Context {
    /// Refuses a `-f` that names no format that can be read: an error of the command line, not of
    /// each file.
    fn check_from(&self, from: Option<&str>) -> Result<()> {
        match from {
            Some(name) => Ok(nianbao::check_readable(&self.registry, name)?),
            None => Ok(()),
        }
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let lang = locale::choose(&arguments, |name| std::env::var(name).ok());
    let tables = locale::of_tables(&arguments);
    let parsed = help::command(lang)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to a closed pipe or nowhere; either way there is nobody to tell.
            let _ = match usage::in_chinese(&error).filter(|_| lang == Lang::Zh) {
                Some(text) => write!(std::io::stderr(), "{text}"),
                None => error.print(),
            };
            return ExitCode::from(u8::from(error.use_stderr()) * 2);
        }
    };
    limits::choose(&cli.limit);
    timed::keep_quiet();
    match run(cli.command, lang, tables) {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Ok(Outcome::NothingDone) => ExitCode::from(2),
        // Whoever reads has enough: `nianbao convert … | head`.
        Err(_) if output::pipe_was_closed() => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("nianbao: {}", described(&error, lang)));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, lang: Lang, tables: Lang) -> Result<Outcome> {
    let context = Context { registry: Registry::new()?.within(*limits::limits()), lang, tables };
    match command {
        Command::Convert(args) => convert::run(&args, &context),
        Command::Export(args) => export::run(&args, &context),
        Command::Check(args) => check::run(&args, &context),
        Command::Diff(args) => diff::run(&args, &context),
        Command::Explain(args) => explain::run(&args, &context),
        Command::Rollup(args) => rollup::run(&args, &context),
        Command::Years(args) => years::run(&args, &context),
        Command::Form(args) => form::run(&args, &context),
        Command::Publish(args) => publish::run(&args, &context),
        Command::Limits => limits::run(lang),
        Command::Formats { json } => formats::run(json, &context),
        Command::Completions { shell } => completions::run(shell, lang),
        Command::Man { command } => man::run(command.as_deref(), lang),
    }
}

/// A line to standard error; if that is closed, there is nobody to tell. The name of a file must not steer the
/// terminal.
fn say(line: &str) {
    let plain = |c: char| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c };
    let line: String = line.chars().map(plain).collect();
    let _ = writeln!(std::io::stderr(), "{line}");
}

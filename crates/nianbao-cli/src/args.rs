//! The arguments, as typed. The texts here are the English help; `help` has the Chinese.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Convert annual reports on government information disclosure between formats.
#[derive(Parser)]
#[command(name = "nianbao", version, arg_required_else_help = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Language: zh or en; by default the locale's for messages, Chinese for a workbook
    // `locale` has read it before the arguments are parsed, so that help is in that language.
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    lang: Option<LangName>,

    /// Print help
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,

    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangName {
    Zh,
    En,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Convert reports from any format to any other
    Convert(Convert),
    /// Put many reports into one analysts' workbook
    Export(Export),
    /// Show why a field has the value it has: the cell, its labels, what was passed over
    Explain(Explain),
    /// List the formats
    Formats,
    /// Print a completion script for a shell
    Completions {
        /// bash, elvish, fish, powershell or zsh
        #[arg(hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Format to write; by default what OUTPUT's extension says, else json
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,

    /// File to write, or a directory for a file an input; by default standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Format to write; by default what OUTPUT's extension says
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,

    /// File to write, as reports.xlsx
    // Required; but its absence is told with a remedy, which clap does not.
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// The field's id, as requests.received.total
    #[arg(value_name = "FIELD")]
    pub(crate) field: String,

    /// Files, directories (searched through), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,
}

/// What every command that reads takes.
#[derive(Args)]
pub(crate) struct Reading {
    /// Files, directories (searched through), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,

    /// How many files to read at once; by default as many as there are cores
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Print neither progress nor a summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

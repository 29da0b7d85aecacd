//! What every command that reads takes.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Inputs, and how they are read.
#[derive(Args)]
pub(crate) struct Reading {
    /// Files, directories (searched through), archives (zip, tar, gz, warc), dumps (JSON Lines of
    /// url and html), or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Read the inputs that FILE lists too, a line each; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The list of --files-from has a NUL behind each name, as find -print0 writes it
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,

    /// Keep in FILE what is read, and take from it what an earlier run has read
    #[arg(long, value_name = "FILE")]
    pub(crate) resume: Option<PathBuf>,

    /// Write what could not be read, and pages that are no report, to FILE, a line each with the reason, for
    /// --files-from
    #[arg(long, value_name = "FILE")]
    pub(crate) failures: Option<PathBuf>,

    /// How to show progress: auto (on a terminal), or json (a line a second, for programs)
    #[arg(long, value_name = "HOW", default_value = "auto")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(crate) progress: ProgressKind,

    #[command(flatten)]
    pub(crate) pace: Pace,
}

/// What scripts may give to every command that reads, if it is a file or two.
#[derive(Args)]
pub(crate) struct Pace {
    /// How many files to read at once; by default as many as there are cores
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Print neither progress nor a summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Who is told how far the reading is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProgressKind {
    Auto,
    Json,
}

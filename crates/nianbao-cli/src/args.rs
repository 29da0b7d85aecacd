//! The arguments, as typed. The texts here are the English help; `help` has the Chinese.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::limits::{self, Choice};

mod reading;

pub(crate) use reading::{Pace, ProgressKind, Reading};

/// Convert annual reports on government information disclosure between formats.
#[derive(Parser)]
#[command(name = "nianbao", version, arg_required_else_help = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Language: zh or en; by default the locale's for messages, Chinese for a workbook
    // `locale` has read it before the arguments are parsed, so that help is in that language.
    // What every command has stands behind what is its own.
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    #[arg(display_order = 900)]
    lang: Option<LangName>,

    /// Limit of reading, as cells=2000000 or bytes=1G; `nianbao limits` lists them; may be repeated
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = limits::parse)]
    #[arg(display_order = 901)]
    pub(crate) limit: Vec<Choice>,

    /// Print help
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 902)]
    help: Option<bool>,

    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 903)]
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
    /// Put many reports into one analysts' workbook, or a folder of CSV tables
    Export(Export),
    /// Check reports by the rules of the form: what is wrong, and where
    Check(Check),
    /// Compare two reports: fields, sections, words
    Diff(Diff),
    /// Show why a field has the value it has: the cell, its labels, what was passed over
    Explain(Explain),
    /// Sum the reports of sub-units into one
    Rollup(Rollup),
    /// Put reports of many years side by side: a row a statistic, a column a year
    Years(Years),
    /// Make the form to fill in, as a workbook or a Word file
    Form(Form),
    /// Check a filled form and write all that an office publishes
    Publish(Publish),
    /// List the limits of reading
    Limits,
    /// List the formats
    Formats {
        /// As JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// bash, elvish, fish, powershell or zsh
        #[arg(hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of the program or of a command
    Man {
        /// The command, as convert; by default the program
        command: Option<String>,
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

    /// Write into a directory with the folders of the directories that are searched
    #[arg(long)]
    pub(crate) keep_folders: bool,
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Format to write; by default what OUTPUT's extension says
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,

    /// Write a workbook for each year or province: year, province or none
    #[arg(long, value_name = "WHAT", default_value = "none")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(crate) by: By,

    /// Add a sheet of a row a cell, for statistics programs
    #[arg(long)]
    pub(crate) long: bool,

    /// Add a sheet of the sections' text
    #[arg(long)]
    pub(crate) text: bool,

    /// File to write, as reports.xlsx; with -t csv a folder
    // Required; but its absence is told with a remedy, which clap does not.
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
}

/// What the reports of an export are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Year,
    Province,
    None,
}

#[derive(Args)]
// What tells of the rules reads nothing.
#[command(mut_arg("inputs", |inputs| inputs.required_unless_present_any(["rules", "explain"])))]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// How to tell the findings: human, jsonl, sarif or junit
    #[arg(short, long, value_name = "FORMAT", default_value = "human")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(crate) to: FindingsFormat,

    /// File to write; by default standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,

    /// Write the report, too, with what was found marked on it: OUT.html, OUT.xlsx, or OUT/ for many
    #[arg(long, value_name = "OUT")]
    pub(crate) annotate: Option<PathBuf>,

    /// Tell only findings of this rule, or group of rules as years; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Vec<String>,

    /// Tell no findings of this rule, or group of rules; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(crate) skip: Vec<String>,

    /// Fail on warnings, too: --deny warnings
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    pub(crate) deny: Option<Deny>,

    /// File of findings that somebody has let pass
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,

    /// Write a waiver file for all that is found now, or add it to one that is there
    #[arg(long, value_name = "FILE")]
    pub(crate) write_waivers: Option<PathBuf>,

    /// List the rules
    #[arg(long)]
    pub(crate) rules: bool,

    /// Show one rule: formula, source, an example
    #[arg(long, value_name = "RULE")]
    pub(crate) explain: Option<String>,
}

/// How findings are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    Human,
    Jsonl,
    Sarif,
    Junit,
}

/// What fails a run beside errors.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
}

#[derive(Args)]
pub(crate) struct Diff {
    /// The earlier report, or the first publication
    #[arg(value_name = "A")]
    pub(crate) a: PathBuf,

    /// The later report, or the second publication
    #[arg(value_name = "B")]
    pub(crate) b: PathBuf,

    /// How to show the changes: human, html or jsonl
    #[arg(short, long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) to: Option<DiffFormat>,

    /// File to write; by default standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,

    #[command(flatten)]
    pub(crate) pace: Pace,
}

/// How a comparison is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Human,
    Html,
    Jsonl,
}

#[derive(Args)]
pub(crate) struct Rollup {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// The organ whose report the sum is to be
    #[arg(long, value_name = "NAME")]
    pub(crate) organ: String,

    /// The year; by default the one most reports are on
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub(crate) year: Option<u16>,

    /// A list of the units that ought to be there, a row a unit: csv, text or a workbook
    #[arg(long, value_name = "LIST")]
    pub(crate) units: Option<PathBuf>,

    /// A published report of the organ, to compare the sum with
    #[arg(long, value_name = "REPORT")]
    pub(crate) against: Option<PathBuf>,

    /// A workbook to write beside: what each unit contributed, and who is not in the sum
    #[arg(long, value_name = "WORKBOOK")]
    pub(crate) contributions: Option<PathBuf>,

    /// Format to write; by default what OUTPUT's extension says, else json
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) to: Option<String>,

    /// File to write; by default standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Years {
    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Take all reports for this organ's, whatever name they print
    #[arg(long, value_name = "NAME")]
    pub(crate) organ: Option<String>,

    /// Workbook to write, as panel.xlsx
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: PathBuf,
}

#[derive(Args)]
pub(crate) struct Form {
    /// Edition of the form: 2014, 2019 or 2021; by default that of the year, else 2021
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,

    /// The organ whose report it is
    #[arg(long, value_name = "NAME")]
    pub(crate) organ: Option<String>,

    /// The year it reports on; by default the one after last year's report
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub(crate) year: Option<u16>,

    /// Totals: live, computed in the workbook, or typed, and checked; in a Word file always typed
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    pub(crate) totals: Option<Totals>,

    /// Last year's report, in any format: what it carries over is filled in
    #[arg(long, value_name = "REPORT")]
    pub(crate) from: Option<PathBuf>,

    /// Workbook or Word file to write; by default form.xlsx
    #[arg(short, long, value_name = "OUTPUT", default_value = "form.xlsx")]
    #[arg(hide_default_value = true)]
    pub(crate) output: PathBuf,

    /// Write over a file that holds something already
    #[arg(long, alias = "force")]
    pub(crate) overwrite: bool,

    #[command(flatten)]
    pub(crate) pace: Pace,
}

/// How totals come into a form.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Totals {
    Live,
    Typed,
}

#[derive(Args)]
pub(crate) struct Publish {
    /// The filled form, or a report in any other format
    #[arg(value_name = "FORM")]
    pub(crate) form: PathBuf,

    /// Directory for the web page, the Word file, the XML and a summary
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,

    /// Publish with errors, too
    #[arg(long)]
    pub(crate) force: bool,

    /// Write over files of these names that publish did not write, or somebody changed since
    #[arg(long)]
    pub(crate) overwrite: bool,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,

    #[command(flatten)]
    pub(crate) pace: Pace,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// The field's id, as requests.received.total
    #[arg(value_name = "FIELD")]
    pub(crate) field: String,

    /// Files, directories (searched through), archives (zip, tar, gz, warc), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Format of the input; by default what its bytes say
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) from: Option<String>,

    #[command(flatten)]
    pub(crate) pace: Pace,
}

/// The years that reports are on: organs have reported since 2008, some since before.
pub(crate) const YEARS: RangeInclusive<u16> = 2000..=2099;

fn year(text: &str) -> Result<u16, String> {
    let year = text.parse().ok().filter(|year| YEARS.contains(year));
    year.ok_or_else(|| {
        let (first, last) = (YEARS.start(), YEARS.end());
        format!("a year has four digits, from {first} to {last}, as 2024")
    })
}

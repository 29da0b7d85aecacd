//! Input that is meant to hurt, as whoever runs the program meets it: each file ends in a note or in a clear
//! error, within so much memory and so much time of the processor, measured from outside.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use wait4::Wait4 as _;

mod files;
mod made;
mod packed;
mod small;

/// The most memory that a file may cost.
const MEMORY: u64 = 400 << 20;
/// The same for a table of a million cells, which is as large as a table may be: each has a text, a place and
/// a span.
const MEMORY_OF_CELLS: u64 = 800 << 20;
/// The most time of the processor: these tests run without optimisation, which is ten times slower.
const TIME: Duration = Duration::from_secs(60);

/// How a run ended.
struct Run {
    status: i32,
    out: String,
    err: String,
    peak: u64,
    time: Duration,
}

/// Runs the program in a folder, and asserts what holds of every run.
fn run(root: &Path, arguments: &[&str]) -> Run {
    let open = |name: &str| fs::File::create(root.join(name)).unwrap();
    // Files, so that nobody has to read along.
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(root).args(arguments).args(["--lang", "en"]);
    // The clock says little of a machine that others use, too.
    if !arguments.contains(&"seconds=0") {
        command.args(["--limit", "seconds=3000"]);
    }
    command.stdin(Stdio::null()).stdout(open("out")).stderr(open("err"));
    let ended = command.spawn().unwrap().wait4().unwrap();
    let read =
        |name: &str| String::from_utf8_lossy(&fs::read(root.join(name)).unwrap()).into_owned();
    let run = Run {
        status: ended.status.code().unwrap_or(-1),
        out: read("out"),
        err: read("err"),
        peak: ended.rusage.maxrss,
        time: ended.rusage.utime + ended.rusage.stime,
    };
    let told = format!("{arguments:?}: {} {}", run.status, run.err);
    println!("{:>4} MiB {:>5.1} s  {arguments:?}", run.peak >> 20, run.time.as_secs_f32());
    assert!((0..=2).contains(&run.status), "it died: {told}");
    assert!(!run.err.contains("panicked") && !run.err.contains("defect"), "{told}");
    let most = if ["cells.", "strings."].iter().any(|kind| told.contains(kind)) {
        MEMORY_OF_CELLS
    } else {
        MEMORY
    };
    assert!(run.peak < most, "{} MiB: {told}", run.peak >> 20);
    assert!(run.time < TIME, "{:?}: {told}", run.time);
    run
}

/// Reads one file.
fn convert(root: &TempDir, name: &str) -> Run {
    run(root.path(), &["convert", name, "--to", "jsonl"])
}

/// A file that is read as far as the limits allow, with a note that says so.
#[track_caller]
fn is_cut(root: &TempDir, name: &str) {
    let run = convert(root, name);
    assert_eq!(run.status, 0, "{name}: {}", run.err);
    assert!(run.out.contains("\"limit.reached\""), "{name}: no note of a limit");
}

/// A file that is read: it only looks dangerous.
#[track_caller]
fn is_read(root: &TempDir, name: &str) {
    let run = convert(root, name);
    assert_eq!(run.status, 0, "{name}: {}", run.err);
}

/// A file that is refused with these words.
#[track_caller]
fn is_refused(root: &TempDir, name: &str, words: &str) {
    let run = convert(root, name);
    assert_eq!(run.status, 2, "{name}: {}", run.err);
    assert!(run.out.is_empty() && run.err.contains(words), "{name}: {}", run.err);
}

const TITLE: &str = "甲县2022年政府信息公开工作年度报告";

/// The beginning of a page.
fn head() -> String {
    format!("<html><meta charset=utf-8><body><h1>{TITLE}</h1>\n")
}

//! Long runs as those who leave them alone meet them: archives, lists, broken files, interruptions.

#![allow(clippy::unwrap_used, reason = "clippy.toml allows it in tests, but not in their helpers")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

#[path = "run/alone.rs"]
mod alone;
#[path = "run/archives.rs"]
mod archives;
#[path = "run/dumps.rs"]
mod dumps;
#[path = "run/packed.rs"]
mod packed;

/// A page with the title of an organ's report.
fn page(organ: &str) -> String {
    format!(
        "<html><meta charset=utf-8><body><h1>{organ}2022年政府信息公开工作年度报告</h1>\
         <p>一、总体情况</p><p>平台栏目按季度检查。</p>\
         <p>二、主动公开政府信息情况</p></body></html>"
    )
}

fn nianbao(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(root).args(arguments);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C");
    command.stdin(Stdio::null());
    command
}

/// Exit status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn run(root: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    told(&nianbao(root.path(), arguments).output().unwrap())
}

fn run_with(root: &TempDir, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = nianbao(root.path(), arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let told = told(&child.wait_with_output().unwrap());
    writer.join().unwrap();
    told
}

/// The organs of reports in jsonl, and the files that they say they are from.
fn organs(jsonl: &str) -> Vec<(String, String)> {
    let report = |line: &str| {
        let report: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
        (text(&report["organ"]), text(&report["source"]["file"]))
    };
    jsonl.lines().map(report).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

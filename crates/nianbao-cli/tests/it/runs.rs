//! Long runs as those who leave them alone meet them: archives, lists, broken files, interruptions.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{nianbao, run, told};

mod alone;
mod archives;
mod dumps;
mod packed;

/// A page with the title of an organ's report.
fn page(organ: &str) -> String {
    format!(
        "<html><meta charset=utf-8><body><h1>{organ}2022年政府信息公开工作年度报告</h1>\
         <p>一、总体情况</p><p>平台栏目按季度检查。</p>\
         <p>二、主动公开政府信息情况</p></body></html>"
    )
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

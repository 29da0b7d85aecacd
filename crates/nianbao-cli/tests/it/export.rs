//! The workbook as the command makes it.

use std::fs;
use std::path::Path;

use crate::program::nianbao;

const REPORT: &str = r#"{"title": "甲", "facts": {"complaints": {"value": 3, "raw": "3"}}}"#;

/// The workbook that `nianbao export` writes, with these arguments and variables.
fn export(root: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Vec<u8> {
    let mut command = nianbao(root, &["export", "in", "-q", "-o", "a.xlsx"]);
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(root.join("a.xlsx")).unwrap()
}

fn inputs() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    for number in 0..30 {
        let lines = format!("{REPORT}\n").repeat(1 + number % 3);
        fs::write(root.path().join(format!("in/{number:02}.jsonl")), lines).unwrap();
    }
    root
}

#[test]
fn the_bytes_hang_neither_on_workers_nor_on_the_clock() {
    let root = inputs();
    let first = export(root.path(), &["--jobs", "1", "--long"], &[]);
    for jobs in ["2", "7"] {
        let other = export(root.path(), &["--jobs", jobs, "--long"], &[]);
        assert!(first == other, "{jobs} jobs give other bytes");
    }
}

#[test]
fn a_moment_that_is_asked_for_makes_the_files_times_the_same() {
    let root = inputs();
    let moment = [("SOURCE_DATE_EPOCH", "1000000000")];
    let first = export(root.path(), &[], &moment);
    let touched = root.path().join("in/00.jsonl");
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
    fs::File::options().write(true).open(touched).unwrap().set_modified(time).unwrap();
    assert!(first == export(root.path(), &[], &moment), "the time of a file shows");
    assert!(first != export(root.path(), &[], &[]), "the moment is of no consequence");
}

#[test]
fn a_workbook_is_in_chinese_unless_english_is_asked_for() {
    let root = inputs();
    let plain = export(root.path(), &[], &[]);
    let chinese = export(root.path(), &["--lang", "zh"], &[("LANG", "en_US.UTF-8")]);
    let english = export(root.path(), &["--lang", "en"], &[("LANG", "zh_CN.UTF-8")]);
    assert!(plain == chinese, "the locale shows in the workbook");
    assert!(plain != english, "the option is of no consequence");
}

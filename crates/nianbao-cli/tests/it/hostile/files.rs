//! What a file system holds beside plain files.

use std::io::Write;
use std::os::unix::fs::symlink;

use super::*;

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn links_in_a_circle_and_pipes_hold_nobody_up() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("in");
    fs::create_dir_all(folder.join("a")).unwrap();
    fs::write(folder.join("a/page.html"), head()).unwrap();
    symlink("..", folder.join("a/up")).unwrap();
    symlink("self", folder.join("self")).unwrap();
    symlink("nothing", folder.join("lost.html")).unwrap();
    pipe(&folder.join("pipe.html"));
    let run = run(root.path(), &["export", "in", "-o", "out.jsonl"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let out = fs::read_to_string(root.path().join("out.jsonl")).unwrap();
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(run.err.contains("lost.html") && run.err.contains("self"), "{}", run.err);
}

#[test]
fn a_pipe_without_end_is_read_as_far_as_the_limit() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("pipe.html");
    pipe(&path);
    let writer = std::thread::spawn(move || {
        let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
        let spaces = vec![b' '; 1 << 16];
        while file.write_all(&spaces).is_ok() {}
    });
    is_refused(&root, "pipe.html", "the size of one file");
    writer.join().unwrap();
}

/// Whatever of it is read, the run ends, and nothing is made up.
#[test]
fn a_file_that_changes_while_it_is_read() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a.html");
    let page = head() + &"<p>一、总体情况</p>\n".repeat(2_000);
    fs::write(&path, &page).unwrap();
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let stopped = std::sync::Arc::clone(&stop);
    let writer = std::thread::spawn(move || {
        while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
            fs::write(&path, &page[..head().len()]).unwrap();
            fs::write(&path, &page).unwrap();
        }
    });
    for _ in 0..5 {
        let run = convert(&root, "a.html");
        assert!(run.status == 0 || run.err.contains("empty"), "{}", run.err);
        assert!(!run.out.contains("\"value\""), "{}", run.out);
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    writer.join().unwrap();
}

#[test]
fn a_device_without_end_is_no_file() {
    let root = tempfile::tempdir().unwrap();
    let run = run(root.path(), &["convert", "/dev/zero"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("the size of one file"), "{}", run.err);
}

//! What happens to a run while nobody looks.

use std::time::{Duration, Instant};

use super::*;

/// A folder of pages in which one in ten is broken, each in its own way.
fn folder(pages: usize) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    for number in 0..pages {
        let whole = page(&format!("甲县{number}号镇人民政府"));
        let bytes: Vec<u8> = match number % 50 {
            9 => Vec::new(),
            19 => b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            29 => b"\0\x01\x02\x03\0\0".to_vec(),
            39 => b"%PDF-1.4\n".to_vec(),
            49 => b"{\\rtf1\\ansi".to_vec(),
            _ => whole.into_bytes(),
        };
        fs::write(root.path().join(format!("in/{number:04}.html")), bytes).unwrap();
    }
    root
}

fn left_behind(root: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(root.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".nianbao-")).collect()
}

#[test]
fn what_is_broken_is_lost_alone_and_named() {
    let root = folder(100);
    let mut outputs = Vec::new();
    for (jobs, output) in [("1", "a.jsonl"), ("2", "b.jsonl"), ("7", "c.jsonl")] {
        let arguments = ["export", "in", "-o", output, "--jobs", jobs, "--failures", "bad.txt"];
        let (status, _, err) = run(&root, &arguments);
        assert_eq!(status, 1, "{err}");
        assert!(err.contains("90 files read, 90 reports") && err.contains("10 failed"), "{err}");
        assert!(err.contains("       2  the file is empty (in/0009.html)"), "{err}");
        assert!(err.contains("--files-from"), "{err}");
        let list = fs::read_to_string(root.path().join("bad.txt")).unwrap();
        let named: Vec<&str> = list.lines().map(|line| line.split('\t').next().unwrap()).collect();
        let expected: Vec<String> = (0..10).map(|n| format!("in/{:04}.html", n * 10 + 9)).collect();
        assert_eq!(named, expected);
        outputs.push(fs::read(root.path().join(output)).unwrap());
    }
    assert!(outputs.iter().all(|output| *output == outputs[0]), "other bytes");
    assert_eq!(organs(std::str::from_utf8(&outputs[0]).unwrap()).len(), 90);
    for jobs in ["1", "2"] {
        run(&root, &["export", "in", "-o", &format!("{jobs}.xlsx"), "--jobs", jobs, "-q"]);
    }
    let workbook = |name: &str| fs::read(root.path().join(name)).unwrap();
    assert!(workbook("1.xlsx") == workbook("2.xlsx"), "other bytes");
}

#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    let root = folder(60);
    let (_, _, err) = run(&root, &["export", "in", "-o", "whole.jsonl", "-q"]);
    assert!(root.path().join("whole.jsonl").is_file(), "{err}");
    // It reads the folder, and then waits for standard input, which does not come.
    let arguments = ["export", "in", "-", "-f", "html", "-o", "out.jsonl", "--resume", "kept"];
    let mut command = nianbao(root.path(), &arguments);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let kept = root.path().join("kept");
    let size = || fs::metadata(&kept).map_or(0, |metadata| metadata.len());
    let started = Instant::now();
    while size() < 5_000 {
        assert!(started.elapsed() < Duration::from_secs(60), "nothing is kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!root.path().join("out.jsonl").exists(), "half a file");

    // As a kill in the middle of a write leaves it.
    let whole = fs::read(&kept).unwrap();
    fs::write(&kept, &whole[..whole.len() - 3]).unwrap();
    // The key is the name, the bytes and the format that was asked for.
    let again = ["export", "in", "-o", "out.jsonl", "--resume", "kept", "-f", "html"];
    let (status, _, err) = run(&root, &again);
    assert!(status <= 1 && err.contains(" earlier)"), "{err}");
    if cfg!(target_os = "linux") {
        assert!(left_behind(&root).is_empty(), "{:?}", left_behind(&root));
    }
    let (_, _, err) = run(&root, &["export", "in", "-o", "fresh.jsonl", "-f", "html", "-q"]);
    let read = |name: &str| fs::read(root.path().join(name)).unwrap();
    assert!(read("out.jsonl") == read("fresh.jsonl"), "{err}");

    // What has changed since is read anew, the rest is not.
    fs::write(root.path().join("in/0003.html"), page("乙县水务局")).unwrap();
    let (_, _, err) = run(&root, &again);
    let words = err.lines().find(|line| line.contains(" earlier)")).unwrap().to_owned();
    let numbers: Vec<usize> =
        words.split(|c: char| !c.is_ascii_digit()).flat_map(str::parse).collect();
    assert_eq!(numbers[0], numbers[1] + 1, "{words}");
    assert!(String::from_utf8(read("out.jsonl")).unwrap().contains("乙县水务局"));
}

#[test]
fn a_journal_that_is_damaged_or_somebody_elses_does_no_harm() {
    let root = folder(20);
    let arguments = ["export", "in", "-o", "out.jsonl", "--resume", "kept"];
    run(&root, &arguments);
    let (first, kept) =
        (fs::read(root.path().join("out.jsonl")).unwrap(), root.path().join("kept"));
    let mut bytes = fs::read(&kept).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&kept, bytes).unwrap();
    run(&root, &arguments);
    assert!(first == fs::read(root.path().join("out.jsonl")).unwrap(), "other bytes");
    fs::write(&kept, "a page of mine, which is longer than the head of a frame is; so it is")
        .unwrap();
    let (status, _, err) = run(&root, &arguments);
    assert!(status == 2 && err.contains("kept is no file to resume with"), "{err}");
    assert!(fs::read_to_string(&kept).unwrap().starts_with("a page of mine"));
}

#[test]
fn what_a_run_keeps_is_no_input_and_no_input_is_written() {
    let root = folder(5);
    let arguments = ["convert", "in", "-t", "jsonl", "--resume", "in/kept"];
    for _ in 0..2 {
        let (status, out, err) = run(&root, &arguments);
        assert_eq!((status, out.lines().count()), (0, 5), "{err}");
    }
    let (status, _, err) = run(&root, &["convert", "in", "--failures", "in/0001.html"]);
    assert!(status == 2 && err.contains("both input and output"), "{err}");
}

#[cfg(unix)]
#[test]
fn an_interruption_says_how_to_go_on() {
    for (more, words) in [
        (&[][..], "interrupted, nothing was written; with --resume FILE"),
        (&["--resume", "kept"], "what was read is kept in kept: the same command goes on"),
    ] {
        let root = folder(5);
        let arguments = [&["export", "in", "-", "-o", "out.xlsx"], more].concat();
        let mut command = nianbao(root.path(), &arguments);
        command.stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take();
        let started = Instant::now();
        while left_behind(&root).is_empty()
            || (!more.is_empty() && !root.path().join("kept").exists())
        {
            assert!(started.elapsed() < Duration::from_secs(60), "no output was begun");
            std::thread::sleep(Duration::from_millis(5));
        }
        // Its words are set just behind.
        std::thread::sleep(Duration::from_secs(1));
        let process = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        drop(stdin);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && err.contains(words), "{err}");
        assert_eq!(left_behind(&root), [""; 0]);
        assert!(!root.path().join("out.xlsx").exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let root = folder(20);
    for output in ["/dev/full", "-"] {
        let mut command = nianbao(root.path(), &["export", "in", "-t", "jsonl", "-o", output]);
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let (status, _, err) = told(&command.stdout(full).output().unwrap());
        assert!(status == 2 && err.contains("the disk is full"), "{output}: {err}");
    }
    // What is read cannot be kept, which is no reason to lose it.
    let (status, _, err) =
        run(&root, &["export", "in", "-o", "out.jsonl", "--resume", "/dev/full"]);
    assert_eq!(status, 1, "{err}");
    assert_eq!(err.matches("no longer kept to resume with: the disk is full").count(), 1, "{err}");
    assert!(root.path().join("out.jsonl").is_file());
}

#[test]
fn a_program_is_told_in_lines_of_json() {
    let root = folder(20);
    let (status, _, err) = run(&root, &["export", "in", "-o", "out.jsonl", "--progress", "json"]);
    assert_eq!(status, 1, "{err}");
    let events: Vec<Value> = err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| events.iter().filter(|event| event["event"] == kind).collect::<Vec<_>>();
    assert_eq!(of("failed").len(), 2);
    assert_eq!(of("failed")[0]["file"], "in/0009.html");
    let [end] = of("end")[..] else { panic!("{err}") };
    assert_eq!(end, events.last().unwrap());
    assert_eq!(
        (&end["files"], &end["reports"], &end["failed"]),
        (&18.into(), &18.into(), &2.into())
    );
    assert_eq!(end["bytes"], end["bytes_total"]);
    assert_eq!(end["notes"]["table.missing"], 18, "{end}");
}

#[test]
fn the_words_at_the_end_say_what_is_doubtful() {
    let root = folder(3);
    let (_, _, err) = run(&root, &["export", "in", "-o", "out.jsonl"]);
    assert!(err.contains("3 reports doubtful, by reason:"), "{err}");
    assert!(err.contains("  table.missing") && err.contains("nianbao explain FIELD FILE"), "{err}");
    let (_, _, err) = run(&root, &["export", "in", "-o", "out.jsonl", "--lang", "zh"]);
    assert!(err.contains("存疑的报告 3 份，按原因："), "{err}");
}

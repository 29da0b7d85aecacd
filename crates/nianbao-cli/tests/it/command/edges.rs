//! What lies about on disks, what people type, and what happens in the middle of it.

use super::*;

#[cfg(unix)]
fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn data_is_not_explained_and_its_page_is_named() {
    let root = tempfile::tempdir().unwrap();
    let page = "青禾县水务局2023年政府信息公开工作年度报告\n四、行政复议\n";
    fs::create_dir(root.path().join("pages")).unwrap();
    fs::write(root.path().join("pages/x.txt"), page).unwrap();
    let data = r#"{"facts": {}, "source": {"file": "pages/x.txt"}}"#;
    fs::write(root.path().join("r.jsonl"), data).unwrap();
    fs::write(root.path().join("bare.jsonl"), r#"{"facts": {}}"#).unwrap();
    let explain = |files: &[&str], lang: &str| {
        run(&root, &[&["explain", "review.total", "--lang", lang], files].concat())
    };
    let (status, out, err) = explain(&["r.jsonl"], "en");
    assert_eq!((status, &*out), (2, ""), "{err}");
    assert!(err.ends_with(": nianbao explain review.total pages/x.txt\n"), "{err}");
    let (status, _, err) = explain(&["r.jsonl"], "zh");
    let told = "r.jsonl: 其中已是数据，没有页面；请对原网页使用，例如 nianbao explain review.total pages/x.txt\n";
    assert!(status == 2 && err.contains(told), "{err}");
    let (status, _, err) = explain(&["bare.jsonl"], "en");
    assert!(status == 2 && err.contains("holds data and no page") && !err.contains("bare.jsonl\n"));
    let (status, out, _) = explain(&["r.jsonl", "pages/x.txt"], "en");
    assert!(status == 1 && out.contains("pages/x.txt (1)"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_device_is_no_folder_of_tables() {
    let root = inputs();
    let export = ["export", "one.jsonl", "-t", "csv", "-o", "/dev/full"];
    let (status, _, err) = run(&root, &export);
    assert!(status == 2 && err.contains("/dev/full is no folder"), "{err}");
    let (_, _, err) = run(&root, &[&export[..], &["--lang", "zh"]].concat());
    assert!(err.contains("/dev/full 不是目录"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_directory_is_left_alone_and_one_that_is_named_is_read() {
    use std::os::unix::net::UnixListener;

    let root = inputs();
    make_pipe(&root.path().join("both/b.jsonl"));
    let _socket = UnixListener::bind(root.path().join("both/c.jsonl")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", root.path().join("both/d.jsonl")).unwrap();
    std::os::unix::fs::symlink("../one.jsonl", root.path().join("both/e.jsonl")).unwrap();
    let (status, out, err) = run(&root, &["convert", "both", "-t", "jsonl"]);
    assert_eq!((status, &*titles(&out)), (0, "甲乙甲乙"), "{err}");
    let pipe = root.path().join("both/b.jsonl");
    let writer = std::thread::spawn(move || fs::write(pipe, TWO).unwrap());
    let (status, out, err) = run(&root, &["convert", "both/b.jsonl", "-t", "jsonl"]);
    assert_eq!((status, &*titles(&out)), (0, "乙"), "{err}");
    writer.join().unwrap();
}

#[test]
fn hidden_files_are_not_searched() {
    let root = inputs();
    fs::create_dir(root.path().join("both/.git")).unwrap();
    for name in ["both/.DS_Store", "both/.git/config", "both/.a.jsonl"] {
        fs::write(root.path().join(name), "\0\u{1}").unwrap();
    }
    let (status, out, err) = run(&root, &["convert", "both", "-t", "jsonl"]);
    assert_eq!((status, &*titles(&out)), (0, "甲乙乙"), "{err}");
}

#[test]
fn a_missing_folder_is_told_by_its_name() {
    let root = inputs();
    for command in ["convert", "export"] {
        let (status, _, err) = run(&root, &[command, "one.jsonl", "-o", "no/such/a.jsonl"]);
        assert_eq!(status, 2);
        assert!(err.contains("the folder no/such does not exist"), "{err}");
        assert!(!err.contains(".nianbao-") && !err.contains("os error"), "{err}");
        let (_, _, err) =
            run(&root, &[command, "one.jsonl", "-o", "no/such/a.jsonl", "--lang", "zh"]);
        assert!(err.contains("目录 no/such 不存在"), "{err}");
    }
    let (status, _, err) = run(&root, &["convert", "one.jsonl", "-o", "one.jsonl/a.json"]);
    assert!(status == 2 && err.contains("the folder one.jsonl does not exist"), "{err}");
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt;
    use std::time::{Duration, Instant};

    for (signal, number) in [("-INT", 2), ("-TERM", 15)] {
        let root = inputs();
        let left = || {
            let entries = fs::read_dir(root.path()).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().starts_with(".nianbao-")).count()
        };
        // It waits for an input that does not come, with its output begun.
        let mut command = nianbao(root.path(), &["export", "-", "-f", "jsonl", "-o", "all.xlsx"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        // Waiting would close it, and the input would end before the signal lands.
        let held = child.stdin.take();
        let started = Instant::now();
        while left() == 0 {
            assert!(started.elapsed() < Duration::from_secs(20), "no output was begun");
            std::thread::sleep(Duration::from_millis(5));
        }
        let process = child.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(number), "{status}");
        drop(held);
        assert_eq!(left(), 0);
        assert!(!root.path().join("all.xlsx").exists());
    }
}

#[test]
fn only_formats_that_can_be_written_are_offered() {
    let root = inputs();
    let offered = |command: &str| {
        let (status, _, err) = run(&root, &[command, "one.jsonl", "-o", "a.zzz"]);
        assert_eq!(status, 2);
        let names = err.trim().split("with -t: ").nth(1).unwrap().to_owned();
        names.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    for name in offered("convert") {
        let (status, _, err) = run(&root, &["convert", "one.jsonl", "-q", "-t", &name, "-o", "x"]);
        assert_eq!(status, 0, "{name}: {err}");
    }
    for name in offered("export") {
        let output = format!("x-{name}");
        let (status, _, err) =
            run(&root, &["export", "one.jsonl", "-q", "-t", &name, "-o", &output]);
        assert_eq!(status, 0, "{name}: {err}");
    }
    assert!(offered("export").contains(&"xlsx".to_owned()));
}

#[test]
fn what_is_not_read_is_told_by_what_it_is_and_what_helps() {
    let root = inputs();
    let word: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>, &str, &str); 5] = [
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3".to_vec(), "this is a PDF", "这是 PDF"),
        ("a.doc", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"[..], &word].concat(), ".docx", ".docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "this is a picture", "这是图片"),
        ("a.rar", b"Rar!\x1a\x07\0".to_vec(), "unpack it first", "请先解压"),
        ("a.html", Vec::new(), "the file is empty", "文件为空"),
    ];
    for (name, bytes, english, chinese) in files {
        fs::write(root.path().join(name), bytes).unwrap();
        let (status, _, err) = run(&root, &["convert", name]);
        assert!(status == 2 && err.contains(english), "{err}");
        let (_, _, err) = run(&root, &["convert", name, "--lang", "zh"]);
        assert!(err.contains(chinese), "{err}");
    }
    // A name that says otherwise does no harm.
    fs::write(root.path().join("page.txt"), "<!DOCTYPE html><p>2020年").unwrap();
    let (status, out, err) = run(&root, &["convert", "page.txt"]);
    assert!(status == 0 && out.contains("\"format\": \"html\""), "{err}");
}

#[test]
fn mistakes_are_told_in_the_language_that_is_asked_for() {
    let root = inputs();
    let (status, _, err) = run(&root, &["convert", "one.jsonl", "--lang", "zh", "--ouput", "x"]);
    assert!(status == 2 && err.starts_with("nianbao: 没有 --ouput 这个选项"), "{err}");
    let (status, _, err) = run(&root, &["convert", "missing", "--lang", "zh"]);
    assert!(status == 2 && err.contains("missing：无法读取：没有这个文件或目录"), "{err}");
    let (status, out, _) = run(&root, &["convert", "--help", "--lang", "zh"]);
    assert!(status == 0 && out.contains("用法："), "{out}");
    let (status, _, err) = run(&root, &["explain", "complaint", "one.jsonl"]);
    assert!(status == 2 && err.contains("perhaps:\n  complaints  六、"), "{err}");
}

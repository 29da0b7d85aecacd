//! Archives: each member is a page, or a failure of its own.

use super::packed::{gzip, locked, replaced, tar, zip};
use super::*;

#[test]
fn the_members_of_a_zip_are_pages() {
    let root = tempfile::tempdir().unwrap();
    let (a, b) = (page("甲县教育局"), page("乙县水务局"));
    let bytes = zip(&[
        ("2023/a.html", a.as_bytes()),
        ("XXXX/XX.html", b.as_bytes()),
        ("../../up.html", a.as_bytes()),
        ("__MACOSX/._a.html", b"\0\0"),
        ("2023/.DS_Store", b"\0\0"),
        ("empty/", b""),
        ("inner.zip", &zip(&[("c.html", b.as_bytes())])),
        ("empty.html", b""),
    ]);
    // As WinRAR and the like write names in China: in GBK, and no word about it.
    let bytes = replaced(bytes, b"XXXX/XX.html", b"\xc4\xea\xb1\xa8/\xd2\xd2.html");
    fs::write(root.path().join("a.zip"), bytes).unwrap();
    let (status, out, err) = run(&root, &["convert", "a.zip", "-t", "jsonl"]);
    assert_eq!(status, 1, "{err}");
    let expected = [
        ("甲县教育局", "a.zip!2023/a.html"),
        ("乙县水务局", "a.zip!年报/乙.html"),
        ("甲县教育局", "a.zip!../../up.html"),
    ];
    assert_eq!(organs(&out), pairs(&expected), "{err}");
    assert!(err.contains("nianbao: a.zip!inner.zip: an archive within an archive"), "{err}");
    assert!(err.contains("nianbao: a.zip!empty.html: the file is empty"), "{err}");
    assert!(err.contains("3 files read, 3 reports") && err.contains("2 failed"), "{err}");
}

#[test]
fn no_member_is_written_outside_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let text = page("甲县教育局");
    let names = ["../../up.html", "/etc/abs.html", "C:\\x\\drive.html", "a/up.html"];
    let members: Vec<_> = names.iter().map(|name| (*name, text.as_bytes())).collect();
    fs::write(root.path().join("a.zip"), zip(&members)).unwrap();
    let (status, _, err) = run(&root, &["convert", "a.zip", "-o", "deep/out/"]);
    assert_eq!(status, 0, "{err}");
    let entries = fs::read_dir(root.path().join("deep/out")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["abs.json", "drive.json", "up-2.json", "up.json"]);
}

#[test]
fn locked_and_broken_zips_are_failures() {
    let root = tempfile::tempdir().unwrap();
    let text = page("甲县教育局");
    let whole = zip(&[("a.html", text.as_bytes()), ("b.html", text.as_bytes())]);
    fs::write(root.path().join("locked.zip"), locked(whole.clone())).unwrap();
    fs::write(root.path().join("cut.zip"), &whole[..whole.len() / 2]).unwrap();
    fs::write(root.path().join("none.zip"), zip(&[])).unwrap();
    let (status, _, err) = run(&root, &["convert", ".", "-q"]);
    assert_eq!(status, 2, "{err}");
    for line in [
        "./locked.zip!a.html: the member is locked with a password",
        "./locked.zip!b.html: the member is locked with a password",
        "./cut.zip: the archive is damaged",
        "./none.zip: the archive has no files",
    ] {
        assert!(err.contains(line), "{line}\n{err}");
    }
    assert_eq!(err.lines().count(), 4, "{err}");
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_stopped() {
    let root = tempfile::tempdir().unwrap();
    let zeros = vec![b' '; 33 << 20];
    let text = page("甲县教育局");
    let bytes = zip(&[("large.html", &zeros), ("a.html", text.as_bytes())]);
    fs::write(root.path().join("a.zip"), bytes).unwrap();
    let (status, out, err) = run(&root, &["convert", "a.zip", "-t", "jsonl"]);
    assert_eq!((status, organs(&out).len()), (1, 1), "{err}");
    assert!(
        err.contains(
            "a.zip!large.html: beyond a limit of reading: the size of one file of an archive"
        ),
        "{err}"
    );
    // Each member is small enough; all of them are a thousand times the archive.
    let picture = [&b"\x89PNG\r\n"[..], &zeros[..20 << 20]].concat();
    let many: Vec<(&[u8], &[u8], u8)> = vec![(b"a.png", &picture, b'0'); 10];
    fs::write(root.path().join("b.tgz"), gzip(&tar(&many))).unwrap();
    let (_, _, err) = run(&root, &["convert", "b.tgz", "-t", "jsonl", "--jobs", "1"]);
    assert!(err.contains("it unpacks to more than 250 times its size"), "{err}");
}

#[test]
fn the_members_of_a_tar_are_pages() {
    let root = tempfile::tempdir().unwrap();
    let (a, b) = (page("甲县教育局"), page("乙县水务局"));
    let long = format!("{}/a.html", "长".repeat(60));
    let attributes = |path: &str| {
        let rest = format!(" path={path}\n");
        let length =
            (1..200).find(|length: &usize| length.to_string().len() + rest.len() == *length);
        format!("{}{rest}", length.unwrap()).into_bytes()
    };
    let (long_name, attributes) = ([long.as_bytes(), b"\0"].concat(), attributes("年报/b.html"));
    let entries: [(&[u8], &[u8], u8); 8] = [
        (b"./", b"", b'5'),
        (b"./x.html", a.as_bytes(), b'0'),
        (b"././@LongLink", &long_name, b'L'),
        (b"cut", b.as_bytes(), b'0'),
        (b"PaxHeaders/b", &attributes, b'x'),
        (b"b", a.as_bytes(), b'0'),
        (b"link.html", b"", b'2'),
        (b".hidden", b"\0", b'0'),
    ];
    let long_name = format!("a.tar!{long}");
    let whole = tar(&entries);
    for file in ["a.tar", "a.tar.gz"] {
        let packed = file.ends_with("gz");
        let pack = |bytes: &[u8]| if packed { gzip(bytes) } else { bytes.to_vec() };
        let bytes = pack(&whole);
        fs::write(root.path().join(file), &bytes).unwrap();
        let (status, out, err) = run(&root, &["convert", file, "-t", "jsonl"]);
        let at = |name: &str| name.replace("a.tar", file);
        let names = ["a.tar!./x.html", &long_name, "a.tar!年报/b.html"].map(at);
        let found: Vec<String> = organs(&out).into_iter().map(|(_, name)| name).collect();
        assert_eq!((status, found), (0, names.to_vec()), "{err}");
        let (_, piped, err) = run_with(&root, &["convert", "-", "-t", "jsonl"], &bytes);
        assert_eq!(piped, out.replace(&format!("{file}!"), "-!"), "{err}");
        // Cut in the middle of a page, and between two entries.
        for keep in [whole.len() / 3, whole.len() - 1024] {
            fs::write(root.path().join("cut.tar"), pack(&whole[..keep])).unwrap();
            let (status, _, err) = run(&root, &["convert", "cut.tar", "-q"]);
            assert!(status > 0 && err.contains("the archive is cut off here"), "{err}");
        }
    }
}

#[test]
fn one_page_may_be_packed_alone_and_office_files_are_no_archives() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("a.html.gz"), gzip(page("甲县教育局").as_bytes())).unwrap();
    let (_, out, err) = run(&root, &["convert", "a.html.gz", "-t", "jsonl"]);
    assert_eq!(organs(&out), pairs(&[("甲县教育局", "a.html.gz!a.html")]), "{err}");
    let office = zip(&[("[Content_Types].xml", b"<Types/>"), ("a.html", b"x")]);
    fs::write(root.path().join("b.zip"), office).unwrap();
    let (status, _, err) = run(&root, &["convert", "b.zip"]);
    assert!(status == 2 && !err.contains('!'), "{err}");
}

#[test]
fn failures_go_to_a_list_that_can_be_read_again() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    let text = page("甲县教育局");
    let members =
        |second: &[u8]| zip(&[("a.html", text.as_bytes()), ("b.html", second), ("c.html", b"")]);
    fs::write(root.path().join("in/a.zip"), members(b"")).unwrap();
    fs::write(root.path().join("in/z.html"), "").unwrap();
    let arguments = ["convert", "in", "-t", "jsonl", "--failures", "bad.txt", "-q"];
    let (status, _, err) = run(&root, &arguments);
    assert_eq!(status, 1, "{err}");
    let list = || fs::read_to_string(root.path().join("bad.txt")).unwrap();
    let empty = "the file is empty";
    let expected =
        format!("in/a.zip!b.html\t{empty}\nin/a.zip!c.html\t{empty}\nin/z.html\t{empty}\n");
    assert_eq!(list(), expected);
    // Two of them are mended; the list is read and written in one run.
    fs::write(root.path().join("in/a.zip"), members(text.as_bytes())).unwrap();
    fs::write(root.path().join("in/z.html"), &text).unwrap();
    let again =
        ["convert", "--files-from", "bad.txt", "-t", "jsonl", "--failures", "bad.txt", "-q"];
    let (status, out, err) = run(&root, &again);
    let found: Vec<String> = organs(&out).into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        (status, found),
        (1, vec!["in/a.zip!b.html".to_owned(), "in/z.html".to_owned()]),
        "{err}"
    );
    assert_eq!(list(), format!("in/a.zip!c.html\t{empty}\n"));
    let (status, _, err) = run(&root, &["convert", "in/a.zip!d.html", "in/a.zip!a.html"]);
    assert!(
        status == 1 && err.contains("in/a.zip!d.html: the archive has no such member"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_utf8_is_found_again() {
    use std::os::unix::ffi::OsStrExt;

    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("in")).unwrap();
    // GBK, as unpacked without a thought.
    let path = root.path().join("in").join(std::ffi::OsStr::from_bytes(b"\xc4\xea.html"));
    fs::write(&path, "").unwrap();
    let (status, _, err) = run(&root, &["convert", "in", "--failures", "bad.txt"]);
    assert_eq!(status, 2, "{err}");
    fs::write(&path, page("甲县教育局")).unwrap();
    let (status, out, err) = run(&root, &["convert", "--files-from", "bad.txt", "-t", "jsonl"]);
    assert_eq!((status, out.lines().count()), (0, 1), "{err}");
}

#[test]
fn lists_are_lines_or_end_in_nul() {
    let root = tempfile::tempdir().unwrap();
    for name in ["a.html", "b c.html"] {
        fs::write(root.path().join(name), page("甲县教育局")).unwrap();
    }
    let names = |out: &str| organs(out).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    for (arguments, list) in [
        (&["convert", "--files-from", "-", "-t", "jsonl"][..], "b c.html\r\n\r\na.html\tbad\n"),
        (&["convert", "-0", "--files-from", "-", "-t", "jsonl"], "b c.html\0a.html\0"),
    ] {
        let (status, out, err) = run_with(&root, arguments, list.as_bytes());
        assert_eq!(
            (status, names(&out)),
            (0, vec!["b c.html".to_owned(), "a.html".to_owned()]),
            "{err}"
        );
    }
    let (status, _, err) = run(&root, &["convert", "--files-from", "missing"]);
    assert!(status == 2 && err.contains("cannot read the list missing"), "{err}");
}

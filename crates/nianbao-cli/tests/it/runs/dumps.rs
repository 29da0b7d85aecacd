//! Crawlers' dumps: JSON Lines, and WARC.

use serde_json::json;

use super::packed::gzip;
use super::*;

/// A dump with a broken line in the middle.
fn dump() -> String {
    let declared = page("甲县教育局").replace("charset=utf-8", "charset=gb2312");
    let record = |value: Value| format!("{value}\n");
    record(json!({"url": "http://a.gov.cn/1.html", "html": declared, "status": 200}))
        + "{\"url\": \"http://a.gov.cn/2.html\", \"html\": \"cut\n"
        + "\n"
        + &record(json!({"text": "乙县水务局2022年政府信息公开工作年度报告\n一、总体情况\n平台。"}))
        + &record(json!({"url": "http://a.gov.cn/4.html", "html": null}))
}

#[test]
fn each_line_of_a_dump_is_a_page() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("d.jsonl"), dump()).unwrap();
    fs::write(root.path().join("d.jsonl.gz"), gzip(dump().as_bytes())).unwrap();
    for name in ["d.jsonl", "d.jsonl.gz", "-"] {
        let (status, out, err) =
            run_with(&root, &["convert", name, "-t", "jsonl"], dump().as_bytes());
        let at = |rest: &str| format!("{name}!{rest}");
        let (first, second) = (at("1:http://a.gov.cn/1.html"), at("4"));
        let expected = [("甲县教育局", &*first), ("乙县水务局", &*second)];
        assert_eq!((status, organs(&out)), (1, pairs(&expected)), "{err}");
        assert!(err.contains(&at("2: the line is no record of a page")), "{err}");
        assert!(err.contains(&at("5:http://a.gov.cn/4.html: the line is no record")), "{err}");
        assert!(out.contains("\"format\": \"text\""), "the key is the format: {out}");
    }
}

#[test]
fn the_files_of_a_dump_have_names_of_their_own() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("d.jsonl"), dump()).unwrap();
    run(&root, &["convert", "d.jsonl", "-o", "out/"]);
    let entries = fs::read_dir(root.path().join("out")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["1.json", "4.json"]);
}

#[test]
fn reports_as_data_are_no_dump() {
    let root = tempfile::tempdir().unwrap();
    let text = "{\"title\": \"甲\", \"facts\": {}}\n{\"title\": \"乙\", \"facts\": {}}\n";
    fs::write(root.path().join("a.jsonl"), text).unwrap();
    for name in ["a.jsonl", "-"] {
        let (status, out, err) =
            run_with(&root, &["convert", name, "-t", "jsonl"], text.as_bytes());
        assert_eq!((status, out.lines().count()), (0, 2), "{err}");
        assert!(err.starts_with("1 file read, 2 reports"), "{err}");
    }
}

#[test]
fn a_large_file_of_reports_is_read_a_line_at_a_time() {
    let root = tempfile::tempdir().unwrap();
    let line = |title: &str| {
        let paragraph = "平台栏目按季度检查。".repeat(30_000);
        let sections = json!([{"number": 1, "heading": "一、总体情况", "paragraphs": [paragraph]}]);
        format!("{}\n", json!({"organ": title, "facts": {}, "sections": sections}))
    };
    let text = line("甲").repeat(40) + "{\"facts\": 1}\n" + &line("乙");
    fs::write(root.path().join("a.jsonl"), text).unwrap();
    let (status, out, err) = run(&root, &["convert", "a.jsonl", "-t", "jsonl"]);
    let found = organs(&out);
    assert_eq!((status, found.len()), (1, 41), "{err}");
    assert_eq!(found[40], ("乙".to_owned(), "a.jsonl!42".to_owned()));
    assert!(err.contains("nianbao: a.jsonl!41: "), "{err}");
}

#[test]
fn a_web_archive_gives_its_pages() {
    let root = tempfile::tempdir().unwrap();
    let record = |kind: &str, url: &str, body: &[u8]| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let answer = |head: &str, body: &[u8]| [head.as_bytes(), b"\r\n\r\n", body].concat();
    let text = page("甲县教育局");
    let chunked = format!("{:x}\r\n{text}\r\n0\r\n\r\n", text.len());
    let html = "Content-Type: text/html";
    let records = [
        record("warcinfo", "", b"software: x\r\n"),
        record("request", "http://a/1.html", b"GET /1.html HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "http://a/1.html",
            &answer(
                &format!("HTTP/1.1 200 OK\r\n{html}\r\nTransfer-Encoding: chunked"),
                chunked.as_bytes(),
            ),
        ),
        record(
            "response",
            "http://a/2.png",
            &answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        ),
        record("response", "http://a/3.html", &answer("HTTP/1.1 404 Not Found\r\n", b"no")),
        record(
            "response",
            "http://a/4.html",
            &answer(
                &format!("HTTP/1.1 200 OK\r\n{html}\r\nContent-Encoding: gzip"),
                &gzip(text.as_bytes()),
            ),
        ),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    fs::write(root.path().join("a.warc"), records.concat()).unwrap();
    fs::write(root.path().join("b.warc.gz"), packed).unwrap();
    let (status, out, err) = run(&root, &["convert", ".", "-t", "jsonl"]);
    let expected = [
        ("甲县教育局", "./a.warc!3:http://a/1.html"),
        ("甲县教育局", "./a.warc!6:http://a/4.html"),
        ("甲县教育局", "./b.warc.gz!3:http://a/1.html"),
        ("甲县教育局", "./b.warc.gz!6:http://a/4.html"),
    ];
    assert_eq!((status, organs(&out)), (0, pairs(&expected)), "{err}");
}

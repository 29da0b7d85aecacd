//! Packages: how parts are found, and what is refused.

use nianbao_core::{DocumentReader as _, Input, NoteCode, Score};

use super::{HEAD, attempt, main_part, p, read_with, t, texts, zip};
use crate::probe::probe;
use crate::read::DocxReader;

fn error(bytes: &[u8]) -> String {
    format!("{:#}", attempt(bytes).unwrap_err())
}

fn score(name: &str, bytes: &[u8]) -> Score {
    probe(&Input::new(name, bytes, &|_| 0))
}

#[test]
fn a_document_is_certain_and_another_archive_is_not() {
    let main = main_part("");
    let document = zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", main.as_bytes())]);
    assert_eq!(score("a.bin", &document), Score::Certain);
    let book = zip(&[("xl/workbook.xml", b"word/document.xml")]);
    assert_eq!(score("a.xlsx", &book), Score::No);
    assert_eq!(score("a.docx", &book), Score::Name);
    assert_eq!(score("a.docx", b"text"), Score::No);
    assert_eq!(score("a.docx", b"PK\x03\x04"), Score::Name);
}

#[test]
fn old_and_encrypted_documents_are_refused_with_the_remedy() {
    let ole = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain(name).collect::<Vec<u8>>()
    };
    assert_eq!(score("a.doc", &ole("WordDocument")), Score::Certain);
    assert_eq!(score("a.docx", &ole("EncryptedPackage")), Score::Likely);
    assert_eq!(score("a.xls", &ole("Workbook")), Score::No);
    assert!(error(&ole("WordDocument")).contains(".docx"));
}

#[test]
fn parts_are_found_by_their_relationships() {
    let rels = |list: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
        )
    };
    let main = rels(
        "<Relationship Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/w/doc.xml\"/>",
    );
    let strict = main_part(&p("甲")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let parts = rels(
        "<Relationship Type=\"x/customXml\" Target=\"..\\\\nowhere\"/><Relationship Type=\"x/customXml\" Target=\"../custom/1.xml\"/>",
    );
    let carried = "<r:report xmlns:r=\"urn:nianbao:carried\">{&quot;a&quot;: 1}</r:report>";
    let bytes = zip(&[
        ("_RELS/.rels", main.as_bytes()),
        ("w\\doc.xml", strict.as_bytes()),
        ("w/_rels/doc.xml.rels", parts.as_bytes()),
        ("custom/1.xml", carried.as_bytes()),
    ]);
    let document = attempt(&bytes).unwrap();
    assert_eq!(texts(&document), ["甲"]);
    assert_eq!(document.carried.as_deref(), Some("{\"a\": 1}"));
}

#[test]
fn other_prefixes_and_prefixes_that_nobody_declared() {
    let other = main_part(&p("甲")).replace("w:", "ns0:").replace(":w=", ":ns0=");
    let declared = attempt(&zip(&[("word/document.xml", other.as_bytes())])).unwrap();
    assert_eq!(texts(&declared), ["甲"]);
    let bare = format!("<w:document><w:body>{}</w:body></w:document>", p("甲"));
    assert_eq!(texts(&attempt(&zip(&[("word/document.xml", bare.as_bytes())])).unwrap()), ["甲"]);
}

#[test]
fn properties_give_the_title() {
    let core = "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
        <dc:title>甲县\n2020年</dc:title><dc:creator>乙</dc:creator></cp:coreProperties>";
    let document = read_with("", &[("docProps/core.xml", core)]);
    assert_eq!(document.title.as_deref(), Some("甲县 2020年"));
    assert_eq!(document.meta, [("creator".to_owned(), "乙".to_owned())]);
}

#[test]
fn a_part_in_utf_16_is_read() {
    let main = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", main_part(&p("甲")));
    let bytes: Vec<u8> =
        [0xfeff].into_iter().chain(main.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let document = attempt(&zip(&[("word/document.xml", &bytes)])).unwrap();
    assert_eq!(texts(&document), ["甲"]);
    assert_eq!(document.notes, []);
}

#[test]
fn broken_xml_gives_what_stands_before() {
    for end in ["", "<w:p><w:r><w:t>12", "</w:p></w:body>", "<w:p a=1 <w:r>"] {
        let main = format!("{HEAD}<w:body>{}{end}", p("甲"));
        let document = attempt(&zip(&[("word/document.xml", main.as_bytes())])).unwrap();
        assert_eq!(texts(&document)[0], "甲", "{end}");
        assert!(document.open_end, "{end}");
        assert_eq!(document.notes[0].code, NoteCode::SourceBroken, "{end}");
    }
}

#[test]
fn what_is_damaged_as_an_archive_is_refused() {
    let main = main_part(&p(&"甲".repeat(2_000)));
    let whole = zip(&[("word/document.xml", main.as_bytes())]);
    assert!(attempt(&whole).is_ok());
    assert!(error(&whole[..whole.len() / 2]).contains("cut"));
    let stored = {
        use std::io::Write as _;
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", options).unwrap();
        zip.write_all(main_part(&p("12")).as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let at = stored.windows(3).position(|window| window == b">12").unwrap();
    let mut changed = stored.clone();
    changed[at + 1] = b'7';
    assert!(attempt(&stored).is_ok());
    assert!(error(&changed).contains("damaged"), "a digit was changed on the way");
    assert!(error(&zip(&[("a.txt", b"a")])).contains("not a Word document"));
}

#[test]
fn a_document_type_is_refused() {
    let main = format!("<!DOCTYPE w [<!ENTITY a \"1\">]>{}", main_part(&p("&a;")));
    assert!(error(&zip(&[("word/document.xml", main.as_bytes())])).contains("document type"));
    let undefined =
        attempt(&zip(&[("word/document.xml", main_part(&p("1&a;2")).as_bytes())])).unwrap();
    assert_eq!(texts(&undefined), ["1\u{fffd}2"]);
}

#[test]
fn depth_is_limited_with_a_note() {
    let deep = format!("{}{}{}", "<w:x>".repeat(50_000), p("深"), "</w:x>".repeat(50_000));
    let document = read_with(&format!("{}{deep}{}", p("甲"), p("乙")), &[]);
    assert_eq!(texts(&document), ["甲", "乙"]);
    assert_eq!(document.notes[0].code, NoteCode::LimitReached);
    assert!(!document.open_end, "the end is there");
}

#[test]
fn a_part_that_unpacks_to_too_much_is_cut_with_a_note() {
    let body = main_part(&format!("{}<w:p>{}</w:p>{}", p("甲"), " ".repeat(1 << 20), t("乙")));
    let bytes = zip(&[("word/document.xml", body.as_bytes())]);
    let mut input = Input::new("a.docx", &bytes, &|_| 0);
    input.limits.unpacked = 1 << 20;
    let document = DocxReader.read(&input).unwrap().document;
    assert_eq!(texts(&document), ["甲"]);
    assert!(document.open_end);
    assert_eq!(document.notes.last().map(|note| note.code), Some(NoteCode::LimitReached));
}

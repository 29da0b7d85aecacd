use encoding_rs::{BIG5, GB18030};
use nianbao_core::{Note, NoteCode};

use super::decode;

const WORDS: [&str; 6] = ["政府", "信息", "公开", "資訊", "公開", "年報"];
const SIMPLIFIED: &str = "某县政府信息公开年报，全年主动公开信息";
const TRADITIONAL: &str = "某縣政府資訊公開年報，全年主動公開資訊";

fn judge(text: &str) -> usize {
    WORDS.iter().map(|word| text.matches(word).count()).sum()
}

fn blind(_: &str) -> usize {
    0
}

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn big5(text: &str) -> Vec<u8> {
    BIG5.encode(text).0.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code.id()).collect()
}

#[track_caller]
fn check(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str, notes: &[NoteCode]) {
    let read = decode(bytes, declared, &judge);
    assert_eq!((read.text.as_ref(), read.encoding.as_str()), (text, encoding));
    assert_eq!(codes(&read.notes), notes.iter().map(|code| code.id()).collect::<Vec<_>>());
}

#[test]
fn honest_declarations_leave_no_note() {
    check(SIMPLIFIED.as_bytes(), Some("UTF-8"), SIMPLIFIED, "utf-8", &[]);
    check(TRADITIONAL.as_bytes(), Some("utf8"), TRADITIONAL, "utf-8", &[]);
    for label in ["gb2312", "GBK", "gb18030", "cp936", "ansi", "gb_2312-80", " x-gbk "] {
        check(&gbk(SIMPLIFIED), Some(label), SIMPLIFIED, "gb18030", &[]);
    }
    check(&big5(TRADITIONAL), Some("Big5"), TRADITIONAL, "big5", &[]);
}

#[test]
fn short_utf8_under_gb2312_is_utf8() {
    check("政府".as_bytes(), Some("gb2312"), "政府", "utf-8", &[NoteCode::CharsetDeclared]);
}

#[test]
fn gbk_under_another_name_is_gbk() {
    for label in ["utf-8", "iso-8859-1", "big5"] {
        let bytes = gbk(SIMPLIFIED);
        check(&bytes, Some(label), SIMPLIFIED, "gb18030", &[NoteCode::CharsetDeclared]);
    }
}

#[test]
fn big5_under_gb2312_is_big5() {
    let bytes = big5(TRADITIONAL);
    check(&bytes, Some("gb2312"), TRADITIONAL, "big5", &[NoteCode::CharsetDeclared]);
}

#[test]
fn without_a_declaration_the_judge_decides() {
    check(&gbk(SIMPLIFIED), None, SIMPLIFIED, "gb18030", &[]);
    check(&big5(TRADITIONAL), None, TRADITIONAL, "big5", &[]);
    check(&gbk(SIMPLIFIED), Some("no-such-charset"), SIMPLIFIED, "gb18030", &[]);
}

#[test]
fn marks_are_taken_off() {
    check(b"\xef\xbb\xbf\xe6\x94\xbf", None, "政", "utf-8", &[]);
    let mut bytes = b"\xff\xfe".to_vec();
    bytes.extend(utf16("政府", u16::to_le_bytes));
    check(&bytes, Some("utf-16"), "政府", "utf-16le", &[]);
}

#[test]
fn a_utf8_mark_before_gbk_does_not_make_it_utf8() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(gbk(SIMPLIFIED));
    check(&bytes, None, SIMPLIFIED, "gb18030", &[]);
}

#[test]
fn utf16_without_a_mark() {
    let text = "政府信息公开 12\n";
    check(&utf16(text, u16::to_le_bytes), None, text, "utf-16le", &[]);
    check(&utf16(text, u16::to_be_bytes), None, text, "utf-16be", &[]);
    // No space, digit or line end: only the judge can tell.
    check(&utf16(SIMPLIFIED, u16::to_le_bytes), None, SIMPLIFIED, "utf-16le", &[]);
    // All ASCII: valid UTF-8, were it not for the NULs.
    check(&utf16("<html>", u16::to_be_bytes), None, "<html>", "utf-16be", &[]);
}

#[test]
fn a_stray_nul_is_not_utf16() {
    let text = format!("{SIMPLIFIED}\0{SIMPLIFIED}\0");
    check(text.as_bytes(), None, &text, "utf-8", &[]);
}

#[test]
fn a_character_cut_at_the_end() {
    let bytes = SIMPLIFIED.as_bytes();
    let text = SIMPLIFIED.replace("主动公开信息", "主动公开信\u{fffd}");
    for cut in [1, 2] {
        let cut = &bytes[..bytes.len() - cut];
        check(
            cut,
            Some("gbk"),
            &text,
            "utf-8",
            &[NoteCode::CharsetDoubtful, NoteCode::CharsetDeclared],
        );
    }
    let bytes = gbk(SIMPLIFIED);
    let cut = &bytes[..bytes.len() - 1];
    check(cut, Some("gbk"), &text, "gb18030", &[NoteCode::CharsetDoubtful]);
}

#[test]
fn one_bad_byte_leaves_utf8_utf8() {
    let mut bytes = SIMPLIFIED.repeat(9).into_bytes();
    bytes.splice(3..3, [0xff]);
    let read = decode(&bytes, Some("gb2312"), &blind);
    assert_eq!(read.encoding, "utf-8");
    assert!(read.text.starts_with("某\u{fffd}县"));
    assert_eq!(codes(&read.notes), ["charset.doubtful", "charset.declared"]);
}

#[test]
fn no_known_word_is_a_note() {
    let read = decode(&gbk("天地玄黄宇宙洪荒"), None, &judge).notes;
    assert_eq!(codes(&read), ["charset.doubtful"]);
    let bytes = gbk("天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。");
    let read = decode(&bytes, Some("iso-8859-1"), &judge);
    assert_eq!(read.encoding, "gb18030");
    assert_eq!(codes(&read.notes), ["charset.doubtful", "charset.declared"]);
}

#[test]
fn ascii_and_nothing_are_utf8() {
    check(b"", None, "", "utf-8", &[]);
    check(b"<p>12</p>", Some("gb2312"), "<p>12</p>", "utf-8", &[]);
    check(b"\xef\xbb\xbf", None, "", "utf-8", &[]);
}

#[test]
fn labels_behind_much_ascii_are_still_seen() {
    let mut bytes = vec![b' '; 600_000];
    bytes.extend(gbk(SIMPLIFIED));
    assert_eq!(decode(&bytes, Some("big5"), &judge).encoding, "gb18030");
}

#[test]
fn a_menu_in_another_encoding_does_not_decide() {
    let bytes = [gbk(&SIMPLIFIED.repeat(4)), SIMPLIFIED.repeat(12).into_bytes()].concat();
    assert_eq!(decode(&bytes, Some("gbk"), &judge).encoding, "utf-8");
    let bytes = [SIMPLIFIED.repeat(4).into_bytes(), gbk(&SIMPLIFIED.repeat(12))].concat();
    assert_eq!(decode(&bytes, Some("utf-8"), &judge).encoding, "gb18030");
    // Long enough to be seen at once, were it all of one kind.
    for (menu, text) in [(40, 120), (3, 130)] {
        let bytes = [gbk(&SIMPLIFIED.repeat(menu)), SIMPLIFIED.repeat(text).into_bytes()].concat();
        assert_eq!(decode(&bytes, Some("gbk"), &judge).encoding, "utf-8", "{menu}");
        let bytes = [gbk(&SIMPLIFIED.repeat(menu)), big5(&TRADITIONAL.repeat(text))].concat();
        assert_eq!(decode(&bytes, Some("gbk"), &judge).encoding, "big5", "{menu}");
    }
    let whole = SIMPLIFIED.repeat(200);
    check(&gbk(&whole), Some("big5"), &whole, "gb18030", &[NoteCode::CharsetDeclared]);
    let whole = TRADITIONAL.repeat(200);
    check(&big5(&whole), None, &whole, "big5", &[]);
}

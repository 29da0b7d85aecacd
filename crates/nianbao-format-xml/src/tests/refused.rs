//! What is not ours is refused, and the error names the line and the element.

use super::*;

fn error(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn errors_name_the_line_and_the_element() {
    let facts = |inner: &str| format!("<report>\n<facts>\n{inner}</facts></report>");
    let report = |inner: &str| format!("<report><facts/>\n\n{inner}</report>");
    let one = "<fact id='complaints' value='1' raw='1'/>";
    let cases = [
        (facts("<fact id='x.y' value='1' raw='1'/>"), "<fact>: \"x.y\" is not the id"),
        (facts("<fact id='complaints' raw='1'/>"), "<fact>: the attribute \"value\" is missing"),
        (facts("<fact id='complaints' value='1'/>"), "<fact>: the attribute \"raw\" is missing"),
        (facts("<blank raw=''/>"), "<blank>: the attribute \"id\" is missing"),
        (facts("<blank id='complaints' raw='' value='1'/>"), "no attribute \"value\""),
        (facts("<fact id='complaints' value='' raw=''/>"), "\"\" is not an exact decimal"),
        (facts("<fact id='complaints' value='1e3' raw=''/>"), "\"1e3\" is not an exact decimal"),
        (facts("<fact id='complaints' value='1_000' raw=''/>"), "\"1_000\" is not an exact"),
        (facts("<fact id='complaints' id='complaints' value='1' raw=''/>"), "stands twice"),
        (facts("<fact id='complaints' value='1' raw='' at='line'/>"), "is not a place"),
        (facts(&format!("{one}{one}")), "the field complaints stands twice"),
        (facts("<fact id='complaints' value='1' raw='1'>1</fact>"), "text stands in <fact>"),
        (facts("<cell id='complaints'/>"), "no element <cell> is known here"),
        (facts("1"), "text stands in <facts>"),
        (facts("&amp;"), "text stands in <facts>"),
        (facts("<fact id='complaints' value='1' raw='a < b'/>"), "\"<\" stands in an attribute"),
        (facts("<fact id='complaints' value='1' raw='&#1;'/>"), "no character of XML"),
        (facts("<fact id='complaints' value='1' raw='&nbsp;'/>"), "nbsp"),
        (facts("<x:fact id='complaints'/>"), "undeclared prefix \"x\""),
        (facts("<fact x:a='' id='complaints'/>"), "the prefix \"x\" is not declared"),
        (facts("<fact xmlns='' id='complaints'/>"), "is not of the namespace urn:nianbao"),
        (report("<year>2020年</year>"), "<year>: \"2020年\" is not a year"),
        (report("<year>+2020</year>"), "is not a year"),
        (report("<year>99999</year>"), "is not a year"),
        (report("<form>2020</form>"), "<form>: \"2020\" is not an edition"),
        (report("<published>2021-02-30</published>"), "is not a day"),
        (report("<title>a</title><title>b</title>"), "<title>: stands twice"),
        (report("<facts/>"), "<facts>: stands twice"),
        (report("<title>a<b xmlns='urn:x'>12</b></title>"), "an element stands in <title>"),
        (report("<title>&nbsp;</title>"), "\"&nbsp;\" is no character"),
        (report("<title>&#0;</title>"), "\"&#0;\" is no character"),
        (report("<title>&#xFFFE;</title>"), "no character"),
        (report("<title>a & b</title>"), ""),
        (report("<title id='1'>a</title>"), "no attribute \"id\""),
        (report("<subtitle/>"), "no element <subtitle> is known here"),
        (report("<sections><section><paragraph/><heading/></section></sections>"), "<heading>"),
        (report("<notes><note code='no.such'/></notes>"), "\"no.such\" is not the code"),
        (report("<notes><note code='row.empty' severity='bad'/></notes>"), "is not a severity"),
        (report("<claims><claim ids='complaints x' value='1'/></claims>"), "\"x\" is not the id"),
        (report("<?xml version='1.0'?>"), "an XML declaration stands in <report>"),
    ];
    for (inner, word) in cases {
        let found = error(document(&inner).as_bytes());
        assert!(found.starts_with("line 5, column ") && found.contains(word), "{inner}: {found}");
    }
    let found = error(document("<report/>").as_bytes());
    assert_eq!(found, "line 3, column 1: <report>: there is no <facts>");
    let twice = "<statements><statement id='complaints' value='1'/>\
                 <statement id='complaints' value='1'/></statements>";
    let found = error(document(&report(twice)).as_bytes());
    assert!(found.contains("the field complaints stands twice"), "{found}");
}

#[test]
fn a_document_has_one_root_and_nothing_beside_it() {
    let good = document("");
    let root = format!("<reports xmlns=\"{NAMESPACE}\"/>");
    for (text, word) in [
        (format!("{good}\n{root}"), "line 5, column 1: <reports>: a second root element"),
        (format!("{good}\n12"), "text stands outside of the root element"),
        (format!("{good}<![CDATA[]]>"), "text stands outside"),
        (format!("{good}&amp;"), "text stands outside"),
        (format!("x{root}"), "line 1, column 1: text stands outside"),
        (format!(" <?xml version='1.0'?>{root}"), "declaration stands outside"),
        ("<?xml version='1.0'?>".to_owned(), "there is no root element <reports>"),
        ("<a xmlns='urn:x'><b/></a>".to_owned(), "there is no root element <reports>"),
        ("<reports/>".to_owned(), "<reports> is not of the namespace urn:nianbao:reports:1"),
        (format!("<report xmlns=\"{NAMESPACE}\"/>"), "the root element is to be <reports>"),
        (root.replace("/>", " version='2'/>"), "no attribute \"version\""),
    ] {
        let found = error(text.as_bytes());
        assert!(found.contains(word), "{text}: {found}");
    }
}

#[test]
fn what_is_not_closed_is_told_with_its_beginning() {
    let whole = write(&[full()]);
    for end in (0..whole.trim_end().len()).filter(|end| whole.is_char_boundary(*end)) {
        assert!(read(&whole.as_bytes()[..end]).is_err(), "{}", &whole[..end]);
    }
    let found = error(format!("<reports xmlns='{NAMESPACE}'>\n <report>\n").as_bytes());
    assert_eq!(found, "line 3, column 1: the text ends inside <report> of line 2");
    let found = error(document("<report><facts></report>").as_bytes());
    assert!(found.starts_with("line 3, "), "{found}");
}

#[test]
fn no_doctype_is_read() {
    let bomb = "<!DOCTYPE reports [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let text = document("<report><facts/><title>&b;</title></report>");
    let found = error(text.replace("<reports", &format!("{bomb}<reports")).as_bytes());
    assert!(found.contains("a DOCTYPE is not read"), "{found}");
    let found = error(document("<report/><!DOCTYPE x>").replace("<report/>", "").as_bytes());
    assert!(found.contains("DOCTYPE"), "{found}");
}

#[test]
fn characters_that_xml_does_not_have_are_refused() {
    for c in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
        let found = error(document(&format!("<report><facts/>\n<title>甲{c}</title>")).as_bytes());
        assert_eq!(found, "line 4, column 9: XML has no such control character", "{c:?}");
    }
}

#[test]
fn bytes_of_no_sure_encoding_are_refused() {
    let xml = write(&[Report { title: Some("某市报告".into()), ..Report::default() }]);
    let (gbk, ..) = encoding_rs::GBK.encode(&xml);
    let found = error(&gbk);
    assert!(found.contains("the encoding is another"), "{found}");
    let mut spoilt = xml.into_bytes();
    let at = spoilt.iter().position(|byte| !byte.is_ascii()).unwrap();
    spoilt[at + 1] = b'x';
    assert!(error(&spoilt).contains("not all bytes are characters"));
}

/// Quadratic time would be minutes here.
#[test]
fn hostile_markup_costs_no_more_than_its_length() {
    let many = 200_000;
    let nested = format!("<g:x xmlns:g='urn:g'>{}", "<g:x>".repeat(many));
    let declared = format!("<g:x xmlns:g='urn:g'>{}", "<g:x xmlns='urn:x'>".repeat(many));
    let each = |text: fn(usize) -> String| (0..many).map(text).collect::<Vec<_>>().concat();
    let bindings = each(|n| format!(" xmlns:a{n}='u'"));
    let foreign = each(|n| format!(" g:a{n}=''"));
    let guests = "<g:x xmlns:g='urn:g'/>".repeat(many);
    for inner in [
        nested,
        declared,
        format!("<report{bindings}><facts/></report>"),
        format!("<report xmlns:g='urn:g'{foreign}><facts/><x/></report>"),
        format!("<report><facts/><title>{}</title><x/></report>", "&lt;".repeat(many)),
        format!("{guests}<x/>"),
        "<report>".repeat(many),
    ] {
        let started = std::time::Instant::now();
        assert!(read(document(&inner).as_bytes()).is_err());
        let taken = started.elapsed();
        assert!(taken.as_secs() < 20, "{taken:?} {}", &inner[..60]);
    }
}

//! What is written reads back the same.

use nianbao_core::{Fact, Note, NoteCode, Report, ReportsReader};

use super::*;

#[test]
fn any_reports_come_back_the_same() {
    for reports in [vec![], vec![Report::default()], vec![full(), Report::default(), full()]] {
        let xml = write(&reports);
        assert_eq!(read(xml.as_bytes()).unwrap(), reports, "{xml}");
    }
}

#[test]
fn a_fact_is_a_line_and_its_states_look_different() {
    let mut report = full();
    report.facts = nianbao_core::Facts::default();
    for (id, value, raw) in [("complaints", Some("3.50"), "3.5"), ("review.total", None, "")] {
        let value = value.map(|text: &str| text.parse().unwrap());
        let at = Some(Place::Line(9));
        report.facts.insert(field(id), Fact { value, raw: raw.into(), at }).unwrap();
    }
    let xml = write(&[report]);
    for line in [
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<reports xmlns="urn:nianbao:reports:1">"#,
        r#"      <fact id="complaints" value="3.5" raw="3.5" at="line 9"/>"#,
        r#"      <blank id="review.total" raw="" at="line 9"/>"#,
        "    <organ></organ>",
    ] {
        assert!(xml.lines().any(|found| found == line), "{line}\n{xml}");
    }
    assert!(!xml.contains('\r') && !xml.contains('\u{b}'));
    assert_eq!(write(&[]).lines().count(), 2);
}

#[test]
fn what_xml_cannot_hold_is_replaced_with_a_note() {
    let mut report = full();
    report.title = Some("a\u{1}b".into());
    report.extras[0].cells[1] = "\u{ffff}\u{1}".into();
    let xml = write(&[report.clone(), Report::default()]);
    report.title = Some("a\u{fffd}b".into());
    report.extras[0].cells[1] = "\u{fffd}\u{fffd}".into();
    report.notes.push(Note::new(NoteCode::CharacterReplaced, "U+0001, U+FFFF"));
    let back = read(xml.as_bytes()).unwrap();
    assert_eq!(back, [report, Report::default()]);
    assert_eq!(read(write(&back).as_bytes()).unwrap(), back, "once replaced, nothing is left to");
}

#[test]
fn the_longest_decimals_come_back() {
    let ids = ["complaints", "review.total", "review.other"];
    let texts = ["7922816251426433759354395033.5", "-0.0000000000000000000000000001", "0.10"];
    let mut report = Report::default();
    for (id, text) in ids.into_iter().zip(texts) {
        let fact = Fact { value: Some(text.parse().unwrap()), raw: text.into(), at: None };
        report.facts.insert(field(id), fact).unwrap();
    }
    assert_eq!(read(write(&[report.clone()]).as_bytes()).unwrap(), [report]);
}

#[test]
fn other_tools_may_write_it_otherwise() {
    let ours = r#"<report><facts><blank id="complaints" raw="a&#x20;&lt;b" at="line 2"/>
        <fact raw="7" value=" 7.0 " id=' review.total '></fact></facts>
        <title>a<![CDATA[<b> &amp; ]]>&#38;c<!-- x -->&apos;</title><year>
        2020 </year></report>"#;
    let plain = document(ours);
    let reports = read(plain.as_bytes()).unwrap();
    assert_eq!(reports[0].title.as_deref(), Some("a<b> &amp; &c'"));
    assert_eq!(reports[0].year, Some(2020));
    let facts: Vec<_> = reports[0].facts.iter().map(|(_, fact)| fact.raw.as_str()).collect();
    assert_eq!(facts, ["a <b", "7"]);
    let prefixed = plain.replace("<reports xmlns", "<n:reports xmlns:n").replace("</", "</n:");
    let mut names = prefixed.replace("<n:", "<").replace("</n:", "</");
    for name in ["reports", "report", "facts", "blank", "fact", "title", "year"] {
        for end in [' ', '>'] {
            names = names.replace(&format!("<{name}{end}"), &format!("<n:{name}{end}"));
            names = names.replace(&format!("</{name}{end}"), &format!("</n:{name}{end}"));
        }
    }
    assert_eq!(read(names.as_bytes()).unwrap(), reports, "{names}");
    let windows = plain.replace('\n', "\r\n");
    assert_eq!(read(windows.as_bytes()).unwrap(), reports);
    let instructed = format!("{plain}\n<?end?><!-- end -->\n").replace("<facts>", "<?a b?><facts>");
    assert_eq!(read(instructed.as_bytes()).unwrap(), reports);
}

#[test]
fn what_others_put_in_is_passed_over() {
    let plain =
        document(r#"<report><facts><fact id="complaints" value="1" raw="1"/></facts></report>"#);
    let guests = plain
        .replace("<reports ", "<reports xmlns:g='urn:guest' g:a='1' xml:lang='zh' ")
        .replace("<facts>", "<g:x><g:x/><facts xmlns='urn:other'>7</facts></g:x><facts>")
        .replace(" value", " g:value='9' value")
        .replace(
            "</facts>",
            "<fact xmlns='urn:other' id='review.total' value='3' raw=''/></facts>",
        );
    assert_ne!(guests, plain);
    assert_eq!(read(guests.as_bytes()).unwrap(), read(plain.as_bytes()).unwrap());
}

#[test]
fn any_encoding_that_is_declared_or_marked_is_read() {
    let mut report =
        Report { title: Some("某市2020年报告，“开”".into()), ..Report::default() };
    report.source.part = 1;
    let xml = write(&[report.clone()]);
    let declared = xml.replace("UTF-8", "GB18030");
    let (gb18030, ..) = encoding_rs::GB18030.encode(&declared);
    assert_eq!(read(&gb18030).unwrap(), [report.clone()]);
    let declared = xml.replace("UTF-8", "UTF-16");
    let little: Vec<u8> = declared.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = declared.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (mark, bytes) in [(&b"\xff\xfe"[..], &little), (b"\xfe\xff", &big), (b"", &little)] {
        assert_eq!(read(&[mark, bytes].concat()).unwrap(), [report.clone()], "{mark:?}");
    }
    assert_eq!(read(&[b"\xef\xbb\xbf", xml.as_bytes()].concat()).unwrap(), [report.clone()]);
    // Saved anew as UTF-8 by an editor that left the declaration.
    report.notes.push(Note::new(NoteCode::CharsetDeclared, "gb18030 → utf-8"));
    assert_eq!(read(xml.replace("UTF-8", "GBK").as_bytes()).unwrap(), [report]);
}

#[test]
fn reports_are_handed_over_as_they_end() {
    let xml = write(&[full(), full()]);
    let cut = &xml[..xml.rfind("<title>").unwrap()];
    let mut count = 0;
    let input = Input::new("x", cut.as_bytes(), &|_| 0);
    let end = read::Xml.read(&input, &mut |_| {
        count += 1;
        Ok(())
    });
    assert!(end.is_err() && count == 1);
    let error = read::Xml.read(&input, &mut |_| anyhow::bail!("full")).unwrap_err();
    assert_eq!(error.to_string(), "full", "the sink's own error comes through");
}

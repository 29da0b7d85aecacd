//! What a paragraph says.

use nianbao_core::{Place, Role};

use super::{W, lines, p, read, read_with, run, t, texts};

fn text_of(content: &str) -> String {
    texts(&read(&format!("<w:p>{content}</w:p>"))).join("\n")
}

#[test]
fn signs_that_are_elements() {
    assert_eq!(
        text_of("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"),
        "甲\t乙\n丙"
    );
    assert_eq!(
        text_of("<w:r><w:noBreakHyphen/><w:t>8</w:t><w:softHyphen/><w:t>0</w:t></w:r>"),
        "-80"
    );
    assert_eq!(text_of("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>"), "☑");
    assert_eq!(text_of("<w:r><w:t>1\u{ad}2&#x33;&amp;</w:t></w:r>"), "123&");
}

#[test]
fn tabs_of_the_ruler_are_not_printed() {
    assert_eq!(
        text_of("<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>1</w:t></w:r>"),
        "1"
    );
}

#[test]
fn spaces_count_where_they_are_preserved() {
    assert_eq!(
        text_of("<w:r><w:t xml:space=\"preserve\"> 1</w:t></w:r><w:r><w:t>\n 2 \n</w:t></w:r>"),
        " 12"
    );
}

#[test]
fn changes_are_accepted() {
    let content = format!(
        "<w:ins>{}</w:ins><w:del><w:r><w:delText>2</w:delText></w:r></w:del>\
         <w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
        t("1"),
        t("3"),
        t("4")
    );
    assert_eq!(text_of(&content), "14");
}

#[test]
fn a_deleted_line_end_joins_two_paragraphs() {
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", t("甲"));
    assert_eq!(texts(&read(&format!("{joined}{}", p("乙")))), ["甲乙"]);
    assert_eq!(texts(&read(&joined)), ["甲"]);
}

#[test]
fn what_is_hidden_or_struck_out_is_not_read() {
    let content = [
        run("<w:vanish/>", "<w:t>1</w:t>"),
        run("<w:vanish w:val=\"0\"/>", "<w:t>2</w:t>"),
        run("<w:strike/>", "<w:t>3</w:t>"),
        run("<w:dstrike w:val=\"true\"/>", "<w:t>4</w:t>"),
        run("<w:b/>", "<w:t>5</w:t>"),
    ];
    assert_eq!(text_of(&content.concat()), "25");
}

#[test]
fn a_style_hides_too_and_a_run_can_undo_it() {
    let styles = format!(
        "<w:styles {W}><w:style w:type=\"character\" w:styleId=\"base\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"h\"><w:basedOn w:val=\"base\"/></w:style></w:styles>"
    );
    let content = [
        run("<w:rStyle w:val=\"h\"/>", "<w:t>1</w:t>"),
        run("<w:rStyle w:val=\"h\"/><w:vanish w:val=\"off\"/>", "<w:t>2</w:t>"),
    ];
    let document =
        read_with(&format!("<w:p>{}</w:p>", content.concat()), &[("word/styles.xml", &styles)]);
    assert_eq!(texts(&document), ["2"]);
}

#[test]
fn of_a_field_the_result_is_shown() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = |instruction: &str, result: &str| {
        [sign("begin"), instruction.to_owned(), sign("separate"), t(result), sign("end")].concat()
    };
    assert_eq!(
        text_of(&field("<w:r><w:instrText>=SUM(ABOVE) \\# 99</w:instrText></w:r>", "12")),
        "12"
    );
    let nested = field(&[t("7"), field("", "8")].concat(), "9");
    assert_eq!(text_of(&nested), "9");
    assert_eq!(text_of(&format!("<w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>", t("3"))), "3");
    let open = format!("<w:p>{}{}</w:p>{}", sign("begin"), t("1"), p("2"));
    assert_eq!(texts(&read(&open)), ["2"]);
}

#[test]
fn a_list_of_contents_is_left_out_and_what_follows_is_not() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = "<w:r><w:instrText>TOC \\o</w:instrText></w:r>";
    let entry = |text: &str, page: &str| t(&format!("{text}</w:t><w:tab/><w:t>{page}"));
    let first =
        [sign("begin"), instruction.to_owned(), sign("separate"), entry("一、总体情况", "1")];
    let linked = format!("<w:hyperlink>{}</w:hyperlink>", t("二、其他"));
    let styled = format!("<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>{}</w:p>", t("三、附件"));
    let begun = [format!("<w:p>{}</w:p>", first.concat()), format!("<w:p>{linked}</w:p>")].concat();
    let ended = format!("<w:p>{}{}</w:p>", entry("三、另", "iv"), sign("end"));
    let rest = [styled, p("一、总体情况"), p("甲\t1")].concat();
    assert_eq!(
        texts(&read(&[begun.clone(), ended, rest.clone()].concat())),
        ["一、总体情况", "甲 1"]
    );
    assert_eq!(texts(&read(&[begun, rest].concat())), ["一、总体情况", "甲 1"]);
}

#[test]
fn a_line_that_is_nothing_but_a_link_is_one() {
    let body = [
        format!("<w:p><w:hyperlink>{}</w:hyperlink></w:p>", t("附件")),
        format!("<w:p>{}<w:hyperlink>{}</w:hyperlink></w:p>", t("见"), t("附件")),
    ];
    let document = read(&body.concat());
    let roles: Vec<Role> = lines(&document).iter().map(|line| line.role).collect();
    assert_eq!(roles, [Role::Link, Role::Text]);
}

#[test]
fn a_raised_digit_is_no_digit_of_the_number_before() {
    let raised = run("<w:vertAlign w:val=\"superscript\"/>", "<w:t>1</w:t>");
    assert_eq!(text_of(&[t("12"), raised.clone(), t("件")].concat()), "12[1]件");
    assert_eq!(text_of(&[t("m"), raised].concat()), "m1");
}

#[test]
fn notes_stand_behind_their_page_with_a_mark() {
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote>\
         <w:footnote w:id=\"2\">{}{}</w:footnote></w:footnotes>",
        p("——"),
        p(" 含上年。"),
        p("又及。"),
    );
    let endnotes =
        format!("<w:endnotes {W}><w:endnote w:id=\"2\">{}</w:endnote></w:endnotes>", p("尾注。"));
    let body = format!(
        "<w:p>{}<w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>\
         <w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>{}\
         <w:p><w:r><w:br w:type=\"page\"/></w:r>{}</w:p>",
        t("甲"),
        t("12"),
        p("乙"),
        t("丙")
    );
    let parts = [("word/footnotes.xml", &*footnotes), ("word/endnotes.xml", &*endnotes)];
    assert_eq!(
        texts(&read_with(&body, &parts)),
        ["甲[i]", "12[1]", "乙", "[1] 含上年。", "又及。", "丙", "[i]尾注。"]
    );
}

#[test]
fn notes_that_refer_to_themselves_are_printed_once() {
    let again = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let note = format!(
        "<w:footnotes {W}><w:footnote w:id=\"1\"><w:p>{}{again}</w:p>\
         <w:p><w:pPr><w:pageBreakBefore/></w:pPr>{again}{}</w:p></w:footnote></w:footnotes>",
        t("甲"),
        t("乙")
    );
    let body = format!("<w:p>{again}{again}</w:p>");
    let document = read_with(&body, &[("word/footnotes.xml", &note)]);
    assert_eq!(texts(&document), ["[1][2]", "[1]甲[3]", "[4]乙"]);
}

#[test]
fn a_text_box_is_read_once_and_by_itself() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        t("1"),
        t("2")
    );
    assert_eq!(texts(&read(&body)), ["框", "12"]);
}

#[test]
fn an_empty_control_shows_a_prompt_and_no_text() {
    let control = |prompt: &str, text: &str| {
        format!(
            "<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(text)
        )
    };
    let body = [control("<w:showingPlcHdr/>", "单击输入 1"), control("", "2")].concat();
    assert_eq!(texts(&read(&body)), ["2"]);
}

#[test]
fn formulas_make_no_other_numbers() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", r("1"), r("2"));
    assert_eq!(text_of(&format!("<m:oMath>{}{fraction}</m:oMath>", r("3+"))), "3+1/2");
    let power = format!("<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>", r("10"), r("2"));
    assert_eq!(text_of(&format!("<m:oMath>{power}</m:oMath>")), "\u{fffd}");
}

#[test]
fn of_a_ruby_the_base_is_read() {
    let ruby = format!(
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        t("zhèn"),
        t("镇")
    );
    assert_eq!(text_of(&ruby), "镇");
}

#[test]
fn headings_by_style_by_translated_name_and_by_outline() {
    let styles = format!(
        "<w:styles {W}>\
         <w:style w:type=\"paragraph\" w:styleId=\"a\" w:default=\"1\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"标题 2\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"y\"><w:name w:val=\"我的\"/><w:basedOn w:val=\"z\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"z\"><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"l\"><w:basedOn w:val=\"l\"/></w:style></w:styles>"
    );
    let with = |own: &str| format!("<w:p><w:pPr>{own}</w:pPr>{}</w:p>", t("甲"));
    let style = |id: &str| with(&format!("<w:pStyle w:val=\"{id}\"/>"));
    let body = [
        style("1"),
        style("x"),
        style("y"),
        style("t"),
        style("l"),
        style("Heading4"),
        with("<w:outlineLvl w:val=\"0\"/>"),
        with("<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>"),
        p("甲"),
    ];
    let document = read_with(&body.concat(), &[("word/styles.xml", &styles)]);
    let roles: Vec<Role> = lines(&document).iter().map(|line| line.role).collect();
    let heading = Role::Heading;
    assert_eq!(
        roles,
        [
            heading(1),
            heading(2),
            heading(3),
            heading(1),
            Role::Text,
            heading(4),
            heading(1),
            Role::Text,
            Role::Text
        ]
    );
}

#[test]
fn the_place_of_a_line_is_its_paragraph() {
    let document = read(
        &[p("甲"), p(""), "<w:p><w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>".into()]
            .concat(),
    );
    let places: Vec<&Place> = lines(&document).iter().map(|line| &line.at).collect();
    assert_eq!(places, [&Place::Line(1), &Place::Line(3), &Place::Line(3)]);
}

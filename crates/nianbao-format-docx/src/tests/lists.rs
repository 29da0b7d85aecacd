//! The numbers of lists.

use super::{W, read_with, t, texts};

fn level(index: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
         <w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering(levels: &[String], lists: &str) -> String {
    format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>{lists}</w:numbering>",
        levels.concat()
    )
}

fn item(list: usize, level: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        t(text)
    )
}

fn printed(items: &[String], numbering: &str) -> Vec<String> {
    let document = read_with(&items.concat(), &[("word/numbering.xml", numbering)]);
    texts(&document).into_iter().map(str::to_owned).collect()
}

#[test]
fn headings_get_the_numbers_that_word_prints() {
    let levels = [
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%1.%3", "<w:isLgl/>"),
    ];
    let items = [
        item(1, 0, "总体情况"),
        item(1, 1, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "丙"),
        item(1, 0, "其他"),
        item(1, 1, "丁"),
        item(0, 0, "戊"),
        item(9, 0, "己"),
    ];
    assert_eq!(
        printed(&items, &numbering(&levels, "")),
        ["一、总体情况", "（一）甲", "（二）乙", "1.1 丙", "二、其他", "（一）丁", "戊", "己"]
    );
}

#[test]
fn a_list_goes_on_where_another_of_its_kind_ended_or_begins_anew() {
    let again = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">\
        <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
    let levels = [level(0, "decimal", "%1.", "<w:suff w:val=\"nothing\"/>")];
    let items = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(3, 0, "丁")];
    assert_eq!(printed(&items, &numbering(&levels, again)), ["1.甲", "2.乙", "5.丙", "6.丁"]);
}

#[test]
fn deeper_levels_may_go_on() {
    let levels = [
        level(0, "decimal", "%1 ", "<w:suff w:val=\"nothing\"/>"),
        level(1, "decimal", "%2 ", "<w:suff w:val=\"nothing\"/><w:lvlRestart w:val=\"0\"/>"),
    ];
    let items = [item(1, 0, "甲"), item(1, 1, "乙"), item(1, 0, "丙"), item(1, 1, "丁")];
    assert_eq!(printed(&items, &numbering(&levels, "")), ["1 甲", "1 乙", "2 丙", "2 丁"]);
}

#[test]
fn bullets_are_left_out_and_empty_items_print_their_number() {
    let levels = [level(0, "bullet", "\u{f0b7}", ""), level(1, "decimal", "%2", "")];
    let items = [item(1, 0, "12"), item(1, 1, ""), item(1, 1, "")];
    assert_eq!(printed(&items, &numbering(&levels, "")), ["12", "1 ", "2 "]);
}

#[test]
fn an_endless_number_is_cut() {
    let levels = [level(0, "lowerLetter", &"%1".repeat(5_000), "")];
    assert_eq!(printed(&[item(1, 0, "甲")], &numbering(&levels, ""))[0].chars().count(), 66);
}

#[test]
fn a_style_puts_its_headings_in_a_list() {
    let styles = format!(
        "<w:styles {W}><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/>\
         <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/>\
         <w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let levels = [
        level(0, "japaneseCounting", "%1、", "<w:pStyle w:val=\"1\"/>"),
        level(1, "decimal", "%2）", "<w:pStyle w:val=\"2\"/>"),
    ];
    let item = |style: &str, more: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", t(text))
    };
    let none = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let body =
        [item("1", "", "甲"), item("2", "", "乙"), item("1", none, "丙"), item("1", "", "丁")];
    let numbering = numbering(&levels, "");
    let parts = [("word/styles.xml", &*styles), ("word/numbering.xml", &*numbering)];
    assert_eq!(texts(&read_with(&body.concat(), &parts)), ["一、甲", "1）乙", "丙", "二、丁"]);
}

//! What is read in one go is what calamine reads, or is left to it.

use nianbao_core::{Document, Input, Limits, Role};

use super::form;
use super::hostile::{MAIN, TYPES, archive};
use crate::archive::{Parts, open_with_parts};
use crate::read::{Book, plain, xlsx};

const STYLES: &str = "<styleSheet><numFmts count=\"3\">\
    <numFmt numFmtId=\"164\" formatCode=\"0&quot;件&quot;\"/>\
    <numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/>\
    <numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>\
    <xf numFmtId=\"166\"/><xf numFmtId=\"10\"><alignment/></xf></cellXfs></styleSheet>";
const STRINGS: &str = "<sst count=\"3\"><si><t>甲&amp;乙 </t></si>\
    <si><r><rPr><b/></rPr><t xml:space=\"preserve\"> 丙</t></r><r><t> 丁</t></r>\
    <rPh><t>ding</t></rPh></si><si><t/></si></sst>";

/// A workbook whose sheet `a` holds these rows, and this behind them.
fn workbook(rows: &str, behind: &str) -> Vec<u8> {
    workbook_with("<sheetData>", rows, behind)
}

/// The same, with its rows begun so.
fn workbook_with(begun: &str, rows: &str, behind: &str) -> Vec<u8> {
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let book = format!(
        "{declared}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{TYPES}\"><workbookPr/><sheets>\
         <sheet name=\"a&amp;b\" sheetId=\"1\" r:id=\"r1\"/>\
         <sheet name=\"nianbao\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
    );
    let links = related("r1", "worksheet", "worksheets/sheet1.xml")
        + &related("r2", "worksheet", "/xl/worksheets/sheet2.xml");
    let links = format!("<Relationships>{links}</Relationships>");
    let root = related("r1", "officeDocument", "xl/workbook.xml");
    let sheet = format!("{declared}<worksheet>{begun}{rows}</sheetData>{behind}</worksheet>");
    let ours = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>'a&amp;b'!$B$5</f><v>1</v></c>\
                </row></sheetData></worksheet>";
    archive(&[
        ("_rels/.rels", &format!("<Relationships>{root}</Relationships>")),
        ("docProps/core.xml", "<p><title>题 &lt;1&gt;</title><creator/></p>"),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/worksheets/sheet2.xml", ours),
    ])
}

fn parts(bytes: &[u8]) -> Parts {
    open_with_parts(bytes, &Limits::DEFAULT, 1 << 20).unwrap().1
}

/// The parts of a workbook by their names.
fn members(parts: &Parts) -> Vec<(String, String)> {
    let text = |part: &Vec<u8>| String::from_utf8(part.clone()).unwrap();
    let mut members: Vec<_> = parts.iter().map(|(name, part)| (name.clone(), text(part))).collect();
    members.sort();
    members
}

fn put_together(members: &[(String, String)]) -> Vec<u8> {
    archive(&members.iter().map(|(name, part)| (&**name, &**part)).collect::<Vec<_>>())
}

/// What is read in one go, which is what calamine reads.
fn judged(bytes: &[u8]) -> Option<Book> {
    let book = plain::read(&parts(bytes), &Limits::DEFAULT)?;
    assert_eq!(book, xlsx::thoroughly(&Input::new("a.xlsx", bytes, &|_| 0)).unwrap());
    Some(book)
}

#[test]
fn what_programs_write_is_read_in_one_go() {
    let cells = [
        "<c r=\"B2\" t=\"s\"><v>0</v></c>",
        "<c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>2</v></c>",
        "<c r=\"B2\" s=\"1\"><v>12</v></c><c r=\"C2\" s=\"4\"/><c r=\"D2\" s=\"4\"><v>0.125</v></c>",
        "<c r=\"B2\" s=\"2\"><v>45302</v></c><c r=\"C2\" s=\"2\"><v>45302.75</v></c>",
        "<c r=\"B2\"><v>-1.5E-3</v></c><c r=\"C2\" t=\"n\"><v>1234567890.1234567</v></c>",
        "<c r=\"B2\" t=\"inlineStr\"><is><t> 戊&#10;己 </t></is></c><c r=\"C2\" t=\"b\"><v>1</v></c>",
        "<c r=\"B2\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab &gt;</v></c><c r=\"C2\"><f>B3</f></c>",
        "<c r=\"B2\"><f t=\"shared\" ref=\"B2:B3\" si=\"0\">A1</f></c><c r=\"B3\"><f t=\"shared\" si=\"0\"/></c>",
        "<c r=\"XFD1048576\"><v>7</v></c>",
        "<c r=\"B2\"><v>0012</v></c><c r=\"C2\"><v>123456789012345</v></c><c r=\"D2\"><v>1234567890123456</v></c>",
        "<c r=\"D2\"><v>1</v></c><c r=\"B2\"><v>2</v></c><c r=\"B2\"><v>3</v></c><c r=\"B2\"/><c r=\"A1\"/><c r=\"E2\"/>",
    ];
    let merged =
        "<mergeCells count=\"2\"><mergeCell ref=\"B2:D3\"/><mergeCell ref=\"F1:F2\"/></mergeCells>";
    for cells in cells {
        for behind in ["", merged] {
            let book = judged(&workbook(&format!("<row r=\"2\">{cells}</row>"), behind));
            assert!(book.is_some(), "{cells}");
        }
    }
    let columns = "<cols><col min=\"3\" max=\"4\" width=\"0\"/></cols><sheetData>";
    let rows = "<row r=\"2\" hidden=\"1\"><c r=\"B2\"><v>1</v></c></row><row r=\"3\" ht=\"0\"/>";
    let hiding = workbook_with(columns, rows, "");
    assert!(judged(&hiding).is_some_and(|book| book.hides(0, (1, 2), (2, 3))));
    // Days that are counted from another year are left to others, who see what is hidden, too.
    let mut members = members(&parts(&hiding));
    for (_, part) in members.iter_mut().filter(|(name, _)| name == "xl/workbook.xml") {
        *part = part.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    }
    let from_1904 = put_together(&members);
    assert!(judged(&from_1904).is_none());
    let book = xlsx::thoroughly(&Input::new("a.xlsx", &from_1904, &|_| 0)).unwrap();
    assert!(book.hides(0, (1, 2), (2, 3)));
    let blocks = vec![form::line("题", Role::Heading(1)), form::line("文", Role::Text)];
    let written = form::written(&Document { blocks, ..Document::default() });
    assert!(judged(&written).is_some());
}

#[test]
fn what_is_unusual_is_left_to_others() {
    let cells = [
        "<c><v>1</v></c>",
        "<c r=\"B2\"><v>1</v><!-- --></c>",
        "<c r=\"B2\" t=\"str\"><v><![CDATA[a]]></v></c>",
        "<c r=\"B2\" t=\"str\"><v>a_x000D_</v></c>",
        "<c r=\"B2\" t=\"str\"><v>a\r\nb</v></c>",
        "<c r=\"B2\" t=\"str\"><v>&unknown;</v></c>",
        "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>",
        "<c r=\"B2\" t=\"s\"><v>99</v></c>",
        "<c r=\"B2\" s=\"3\"><v>0.5</v></c>",
        "<c r=\"B2\" s=\"99\"><v>1</v></c>",
        "<c r=\"B2\"><v>1,5</v></c>",
        "<c r=\"B2\"><v>inf</v></c>",
        "<c r=\"B2\" r=\"C2\"><v>1</v></c>",
        "<c r=\"$B$2\"><v>1</v></c>",
        "<c r=\"B2\"><v>1",
    ];
    for cells in cells {
        let bytes = workbook(&format!("<row r=\"2\">{cells}</row>"), "");
        assert_eq!(judged(&bytes), None, "{cells}");
    }
    let behind = ["<mergeCells><mergeCell ref=\"D3:B2\"/></mergeCells>", "<sheetData/>", "<!---->"];
    for behind in behind {
        let bytes = workbook("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>", behind);
        assert_eq!(judged(&bytes), None, "{behind}");
    }
}

#[test]
fn names_that_differ_in_letters_of_two_sizes_are_left_to_others() {
    let twice = archive(&[("xl/styles.xml", STYLES), ("xl/Styles.xml", STYLES)]);
    assert!(parts(&twice).is_empty());
    assert_eq!(parts(&archive(&[("xl/Styles.xml", STYLES)])).len(), 1);
    let large = archive(&[("xl/styles.xml", &" ".repeat(2 << 20))]);
    assert!(parts(&large).is_empty());
}

/// A hundred times as many were tried once.
const ROUNDS: usize = 1_000;

/// Numbers that look like dice, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }
}

/// A part of which a piece is lost, comes twice, or is another sign.
fn damaged(part: &str, dice: &mut Dice) -> String {
    let signs: Vec<char> = part.chars().collect();
    let start = dice.below(signs.len());
    let end = (start + 1 + dice.below(12)).min(signs.len());
    let piece: String = match dice.below(3) {
        0 => String::new(),
        1 => signs[start..end].iter().chain(&signs[start..end]).collect(),
        _ => ["0", "9", "-", ".", "<", ">", "/", "\"", " ", "&", "c", "A1", "s", "=", "x:"]
            [dice.below(15)]
        .to_owned(),
    };
    signs[..start].iter().collect::<String>() + &piece + &signs[end..].iter().collect::<String>()
}

#[test]
fn what_is_damaged_is_read_as_others_read_it_or_left_to_them() {
    let cells = "<row r=\"2\" ht=\"15\"><c r=\"A2\" s=\"1\"><v>12</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>\
                 <c r=\"C2\" s=\"4\"/><c r=\"D2\" t=\"str\"><f>A2</f><v>ab</v></c></row>\
                 <row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><t>己</t></is></c>\
                 <c r=\"B4\" t=\"b\"><v>1</v></c><c r=\"C4\"><v>0.50</v></c></row>";
    let merged = "<mergeCells count=\"1\"><mergeCell ref=\"C2:D3\"/></mergeCells>";
    let whole = parts(&workbook(cells, merged));
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedstrings.xml", "xl/styles.xml"];
    let mut dice = Dice(7);
    let mut read = 0;
    for round in 0..ROUNDS {
        let mut members = members(&whole);
        let hurt = names[[0, 0, 0, 1, 2][round % 5]];
        for (_, part) in members.iter_mut().filter(|(name, _)| name == hurt) {
            *part = damaged(part, &mut dice);
        }
        read += usize::from(judged(&put_together(&members)).is_some());
    }
    // Nearly all damage is seen.
    assert!(read > ROUNDS / 20, "{read}");
}

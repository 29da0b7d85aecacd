use std::fmt::Write as _;
use std::time::{Duration, Instant};

use nianbao_core::{Block, Decoded, Document, DocumentReader, Input, Line, Place, Role};

use crate::read::HtmlReader;

fn decode(bytes: &[u8]) -> Decoded {
    let judge = |text: &str| text.matches("信息").count();
    HtmlReader.read(&Input::new("", bytes, &judge)).unwrap()
}

fn read(html: &str) -> Document {
    decode(html.as_bytes()).document
}

/// A block a line: text as it is, `#` before a heading, `@` before a link, and a grid as its rows:
/// cells as `column:text`, with `xN` and `yN` where they span, `!` for heads.
fn show(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Line(Line { text, role, .. }) => {
                let sign = match role {
                    Role::Text => String::new(),
                    Role::Heading(level) => "#".repeat(usize::from(*level)) + " ",
                    Role::Link => "@ ".to_owned(),
                    Role::Caption => "^ ".to_owned(),
                };
                writeln!(out, "{sign}{text}").unwrap();
            }
            Block::Grid(grid) => {
                for row in grid.rows() {
                    out.push('[');
                    for cell in row {
                        let head = if cell.head { "!" } else { "" };
                        write!(out, " {}:{head}{:?}", cell.column, cell.text).unwrap();
                        if cell.columns > 1 {
                            write!(out, "x{}", cell.columns).unwrap();
                        }
                        if cell.rows > 1 {
                            write!(out, "y{}", cell.rows).unwrap();
                        }
                    }
                    out.push_str(" ]\n");
                }
            }
        }
    }
    out
}

#[track_caller]
fn check(html: &str, wanted: &str) {
    assert_eq!(show(&read(html)), wanted);
}

fn lines(document: &Document) -> Vec<(&str, u32)> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Line(Line { text, at: Place::Line(at), .. }) => Some((text.as_str(), *at)),
        _ => None,
    });
    lines.collect()
}

/// Rows of figures, enough for a table that is no layout.
fn figures(rows: usize) -> String {
    "<tr><td>a<td>1<td>2<td>3".repeat(rows)
}

#[test]
fn blocks_part_and_inline_elements_join() {
    check("<p>a <b>b</b><i>c</i>\n d</p>e<br>f<div>g<span>h</span></div>", "a bc d\ne\nf\ngh\n");
    check("<ul><li>a<li>b</ul><h2> c </h2>", "a\nb\n## c\n");
}

#[test]
fn only_ascii_white_space_collapses() {
    check("<p>&nbsp;&nbsp;a\u{3000}b  \n\tc </p>", "\u{a0}\u{a0}a\u{3000}b c\n");
    check("<p>&nbsp;</p><p> </p><p>a</p>", "a\n");
    check("<pre>\n a  b\nc </pre>", " a  b\nc\n");
}

#[test]
fn what_is_not_shown_is_left_out() {
    check(
        "<script>a</script><style>b</style><!-- c --><div hidden>d</div><nav>e</nav>\
         <p style='DISPLAY: none'>f</p><select><option>g</select><noscript>h</noscript>\
         <p style='visibility:hidden'>i</p><svg><title>j</title></svg><p>k<o:p></o:p></p>",
        "k\n",
    );
}

#[test]
fn lines_of_links_are_links() {
    check(
        "<a href=/>a</a> &gt; <a href=/b>b</a><p><a name=x>c</a></p><p>d <a href=/>e</a></p>",
        "@ a > b\nc\nd e\n",
    );
}

#[test]
fn a_title_beside_its_date_is_still_a_link() {
    check(
        "<li><a href=/1>another page of theirs</a><i>2025-02-27</i>\
         <li>2025-02-27 <a href=#>print</a>",
        "@ another page of theirs2025-02-27\n2025-02-27 print\n",
    );
}

#[test]
fn a_text_for_browsers_without_scripts_does_not_end_the_head() {
    let document = read("<head><noscript>a</noscript><title>b</title></head><body>c");
    assert_eq!((document.title.as_deref(), show(&document).as_str()), (Some("b"), "c\n"));
}

#[test]
fn head_and_meta_are_metadata() {
    let document = read(
        "<head><title>\n a\n b </title><meta name=PubDate content=' 2020-01-31 '>\
         <meta property=og:x content=y><meta charset=utf-8></head><p>c",
    );
    assert_eq!(document.title.as_deref(), Some("a b"));
    let meta = [("PubDate", "2020-01-31"), ("og:x", "y")];
    assert_eq!(document.meta, meta.map(|(k, v)| (k.to_owned(), v.to_owned())));
    assert_eq!(show(&document), "c\n");
}

#[test]
fn places_are_source_lines() {
    let document = read("<html>\r\n<p>\r\n  a\r\n b</p><p>c</p>\r\n\r\n<div>d<br>\r\ne</div>");
    assert_eq!(lines(&document), [("a b", 3), ("c", 4), ("d", 6), ("e", 7)]);
}

#[test]
fn spans_and_heads() {
    check(
        "<table><caption>t</caption><thead><tr><th colspan=2>a<th rowspan=' 2x'>b</thead>\
         <tbody><tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
        "^ t\n[ 0:!\"a\"x2 2:!\"b\" ]\n[ 0:\"c\"y2 1:\"d\" 2:\"e\" ]\n[ 1:\"f\" 2:\"g\" ]\n",
    );
    // To the end of the group, and to the end of the table where there is one group.
    check(
        "<table><tr><td rowspan=0>a<td>b<tr><td>c</table>",
        "[ 0:\"a\"y2 1:\"b\" ]\n[ 1:\"c\" ]\n",
    );
}

#[test]
fn absurd_spans_are_clamped() {
    check(
        "<table><tr><td colspan=99999999999999999999999 rowspan=70000>a<td colspan=-3>b</table>",
        "[ 0:\"a\"x1000 1000:\"b\" ]\n",
    );
}

#[test]
fn unclosed_cells_and_rows() {
    check(
        "<table><tr><td>a<td><p>1<tr><td>b<td>2</table>c",
        "[ 0:\"a\" 1:\"1\" ]\n[ 0:\"b\" 1:\"2\" ]\nc\n",
    );
}

#[test]
fn rows_without_cells_count() {
    let document = read("<table><tr><td>a<td>1<tr></tr><tr><td>b<td>2</table>");
    assert_eq!(show(&document), "[ 0:\"a\" 1:\"1\" ]\n[ ]\n[ 0:\"b\" 1:\"2\" ]\n");
    let Block::Grid(grid) = &document.blocks[0] else { panic!() };
    assert_eq!(grid.rows()[2][1].at, Place::Cell { table: 1, row: 3, column: 2 });
}

#[test]
fn breaks_inside_cells() {
    check(
        "<table><tr><td>a<br>b<td><p>c</p>\n<p>d</p></td><td>&nbsp;</td><td>\n</td></table>",
        "[ 0:\"a\\nb\" 1:\"c\\nd\" 2:\"\u{a0}\" 3:\"\" ]\n".replace('\u{a0}', "\\u{a0}").as_str(),
    );
}

#[test]
fn layout_is_read_as_text() {
    // One column; nested several deep; the data table inside stays one.
    check(
        "<table><tr><td>a</td></tr><tr><td><table><tr><td>menu</td><td>\
         <table><tr><td>b<tr><td>c<table><tr><td>d<td>1</table>e</table></td></tr></table></table>f",
        "a\nmenu\nb\nc\n[ 0:\"d\" 1:\"1\" ]\ne\nf\n",
    );
    check("<table><tr><td>menu<td><h1>a</h1>b</table>", "menu\n# a\nb\n");
    let long = "长".repeat(41);
    check(
        &format!("<table><tr><td>menu<td>{}</table>", format!("<p>{long}</p>").repeat(3)),
        &format!("menu\n{long}\n{long}\n{long}\n"),
    );
    check("<table role=presentation><tr><td>a<td>b</table>", "a\nb\n");
}

#[test]
fn a_long_remark_does_not_make_figures_layout() {
    let remark = "注。".repeat(300);
    let html = format!("<table><tr><td colspan=4>{remark}{}</table>z", figures(6));
    let document = read(&html);
    assert!(matches!(document.blocks.as_slice(), [Block::Grid(_), Block::Line(_)]));
}

#[test]
fn a_table_that_nothing_closes_keeps_its_figures() {
    let html = format!("<table>{}<p>四<h2>五</h2><table><tr><td>b<td>1</table>z", figures(6));
    let wanted = "[ 0:\"a\" 1:\"1\" 2:\"2\" 3:\"3\" ]\n".repeat(6);
    // `3` is what the last cell holds; the rest follows.
    check(&html, &(wanted + "四\n## 五\n[ 0:\"b\" 1:\"1\" ]\nz\n"));
}

#[test]
fn rows_outside_of_a_table() {
    check("a<tr><td>b</td><td>1</td></tr>c", "a\n[ 0:\"b\" 1:\"1\" ]\nc\n");
}

#[test]
fn tables_by_style_or_role() {
    check(
        "<div style='display:table'><div style='display:table-row'><i role=cell>a</i>\
         <i role=cell>b</i></div></div>",
        "[ 0:\"a\" 1:\"b\" ]\n",
    );
    // In a real cell it is a way to centre text.
    check(
        "<table><tr><td><div style='display:table'><p style='display:table-cell'>a</p></div><td>b\
         </table>",
        "[ 0:\"a\" 1:\"b\" ]\n",
    );
}

#[test]
fn marks_of_cells() {
    let document = read("<table><tr><td>a<td data-nianbao-field=x data-other=y>1</table>");
    let Block::Grid(grid) = &document.blocks[0] else { panic!() };
    assert_eq!(grid.rows()[0][1].marks, [("field".to_owned(), "x".to_owned())]);
    assert!(grid.rows()[0][0].marks.is_empty());
}

#[test]
fn struck_and_raised_numbers_are_not_joined() {
    check(
        "<table><tr><td>a<td>12<sup>1</sup><td><del>5</del>6<td>m<sup>2</sup></table>",
        "[ 0:\"a\" 1:\"12[1]\" 2:\"6\" 3:\"m2\" ]\n",
    );
    for (cell, text) in [
        ("10<sub>2</sub>", "10[2]"),
        ("148<sup>１</sup>", "148[１]"),
        ("148<sup>1,2</sup>", "148[1,2]"),
        ("148<sup><a href='#n'>1</a></sup>", "148[1]"),
        ("148<a href='#n'>1</a>", "148[1]"),
        ("148<small>1</small>", "148[1]"),
        ("<small>148</small>件", "148件"),
        ("148<small>件</small>", "148件"),
        ("<math><mn>148</mn></math>", "148"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1\n2"),
        ("<sup>1</sup>48", "[1]48"),
        ("<sup>148</sup>", "148"),
        ("148<span style='vertical-align: SUPER'>1</span>", "148[1]"),
        ("148<span style='color:red;vertical-align:sub'>1</span>", "148[1]"),
        ("<span style='text-decoration: underline line-through'>9</span>148", "148"),
        ("<span style='opacity:0'>9</span>148", "148"),
        ("<span style='font-size:0'>9</span>148", "148"),
        ("<span style='font-size: 0.5pt'>9</span>148", "9148"),
        ("<span style='position:absolute;left:-9999px'>9</span>148", "148"),
        ("<span style='position:absolute;left:-2px'>9</span>148", "9148"),
    ] {
        let page = format!("<table><tr><td>a<td>{cell}</table>");
        let document = read(&page);
        let Block::Grid(grid) = &document.blocks[0] else { panic!() };
        assert_eq!(grid.rows()[0][1].text, text, "{cell}");
    }
}

#[test]
fn the_declared_charset_is_found() {
    let gbk = b"\xd0\xc5\xcf\xa2"; // 信息
    for head in [
        "<meta charset=gb2312>",
        "<META http-equiv=Content-Type content=\"text/html; charset=GBK\">",
        "<?xml version=\"1.0\" encoding='gb2312'?>",
        "<!-- <meta charset=utf-8> --><meta charset = 'gb18030' />",
        "",
    ] {
        let read = decode(&[head.as_bytes(), gbk].concat());
        assert_eq!(read.encoding.as_deref(), Some("gb18030"), "{head}");
        assert_eq!(show(&read.document), "信息\n", "{head}");
        assert_eq!(read.document.notes, [], "{head}");
    }
    let read = decode(&[b"<meta charset='utf-8'>", gbk.as_slice()].concat());
    assert_eq!(read.document.notes[0].code.id(), "charset.declared");
}

#[test]
fn deep_nesting_ends_soon_with_a_note() {
    let start = Instant::now();
    for tag in ["<div>", "<table><tr><td>", "<b><div>"] {
        let document = read(&format!("a{}b", tag.repeat(100_000)));
        assert_eq!(lines(&document)[0].0, "a");
        assert_eq!(document.notes[0].code.id(), "limit.reached", "{tag}");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_text_that_the_end_cuts_is_told() {
    let unsaid =
        ["<table><tr><td>a<td>", "<table><tr><td>a<td><span>\n", "<table><tr><td>a<td><span st"];
    for open in ["<p>a", "<table><tr><td>a<td>1", "a</p>12"].into_iter().chain(unsaid) {
        assert!(read(open).open_end, "{open}");
    }
    for whole in [
        "",
        "<p>a</p>",
        "<td>12\n",
        "<table><tr><td>a<td>12<",
        "<table><tr><td>a<td>12</",
        "<table><tr><td>a<td>12</t",
        "<table><tr><td>a<td></table>",
        "<table><tr><td>a<td></td><p>",
        "<p>a</p><script>var a",
        "<p>a</p><!-- b",
    ] {
        let document = read(whole);
        assert!(!document.open_end, "{whole}");
        assert!(!show(&document).contains('<'), "{whole}");
    }
}

#[test]
fn broken_input_is_read_as_far_as_it_goes() {
    check("", "");
    check("a<!-- b <p>c", "a\n");
    check("<p>a</p><table><tr><td>b<td>1<tr><td>c<t", "a\n[ 0:\"b\" 1:\"1\" ]\n[ 0:\"c\" ]\n");
    check("<table>", "");
    check("a</p></table></td>b\0", "a\nb\n");
}

use nianbao_core::{Cell, Decoded, DocumentReader, Grid, GridBuilder, Input, Place};

use super::*;
use crate::read::HtmlReader;

fn line(text: &str, role: Role) -> Block {
    Block::Line(Line { text: text.to_owned(), role, at: Place::Line(1) })
}

fn written(document: &Document) -> String {
    let mut out = Vec::new();
    HtmlWriter.write(document, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(page: &str) -> Document {
    let input = Input::new("", page.as_bytes(), &|_| 0);
    let Decoded { document, .. } = HtmlReader.read(&input).unwrap();
    document
}

/// Text, columns, rows and head of each cell.
type Spec<'s> = (&'s str, usize, usize, bool);

fn grid(rows: &[&[Spec<'_>]]) -> Grid {
    let mut builder = GridBuilder::new();
    for (cells, row) in rows.iter().zip(1..) {
        builder.row();
        for ((text, columns, rows, head), column) in cells.iter().zip(1..) {
            let at = Place::Cell { table: 1, row, column };
            builder.cell((*text).to_owned(), *columns, *rows, *head, at);
        }
    }
    builder.finish().0
}

fn table() -> Grid {
    grid(&[
        &[("项目", 1, 2, true), ("数量", 2, 1, true)],
        &[("甲", 1, 1, true), ("乙", 1, 1, true)],
        &[("一", 1, 1, true), ("1", 1, 1, false), ("", 1, 1, false)],
        &[("其他", 1, 1, true), ("数量", 2, 1, true)],
        &[("二", 1, 1, true), ("3\n4", 2, 1, false)],
    ])
}

fn document() -> Document {
    let mut builder = GridBuilder::new();
    builder.row();
    for (text, head) in [("<x>", true), ("5 & 6", false)] {
        builder.cell(text.to_owned(), 1, 1, head, Place::Line(1));
        let mark = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        builder.mark(vec![mark(Cell::ID, "a.b"), mark("state", "\"odd\"")]);
    }
    Document {
        title: Some("题 </title>".to_owned()),
        blocks: vec![
            line("题", Role::Heading(1)),
            line("来源：甲", Role::Text),
            line("一", Role::Heading(2)),
            line("1 < 2 & \"3\"", Role::Text),
            Block::Grid(table()),
            line("表", Role::Caption),
            Block::Grid(builder.finish().0),
        ],
        carried: Some("{\"a\": \"<b> & 'c'\"}".to_owned()),
        ..Document::default()
    }
}

fn texts(document: &Document) -> Vec<(String, Role)> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Line(line) => Some((line.text.clone(), line.role)),
        Block::Grid(_) => None,
    });
    lines.collect()
}

/// The cells without their places.
fn cells(document: &Document) -> Vec<Cell> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Line(_) => None,
    });
    let cells = grids.flat_map(|grid| grid.rows().iter().flatten());
    cells.map(|cell| Cell { at: Place::Line(1), ..cell.clone() }).collect()
}

#[test]
fn a_page_reads_back_as_the_document() {
    let document = document();
    let back = read(&written(&document));
    assert_eq!(back.title, document.title);
    assert_eq!(back.carried, document.carried);
    assert_eq!(back.meta.iter().filter(|(name, _)| name.starts_with("nianbao")).count(), 0);
    assert_eq!(cells(&back), cells(&document));
    // The heading is repeated for those who hear the table, as its caption.
    let mut wanted = texts(&document);
    wanted.insert(4, ("一".to_owned(), Role::Caption));
    assert_eq!(texts(&back), wanted);
}

#[test]
fn heads_say_what_they_are_the_head_of() {
    let page = written(&Document { blocks: vec![Block::Grid(table())], ..Document::default() });
    let body = page.split_once("<table>").unwrap().1;
    let tags = [
        "<thead>",
        "<th rowspan=\"2\" scope=\"col\">项目</th>",
        "<th colspan=\"2\" scope=\"col\">数量</th>",
        "</thead>\n<tbody>",
        "<th scope=\"row\">一</th><td>1</td><td></td>",
        "</tbody>\n<tbody>",
        "<th scope=\"col\">其他</th>",
        "<td colspan=\"2\">3<br>4</td>",
    ];
    let mut rest = body;
    for tag in tags {
        rest = rest.split_once(tag).unwrap_or_else(|| panic!("{tag} in {rest}")).1;
    }
}

#[test]
fn no_group_of_rows_cuts_a_span() {
    let tall = grid(&[
        &[("a", 1, 3, true), ("b", 1, 1, true)],
        &[("1", 1, 1, false)],
        &[("c", 1, 1, true)],
        &[("d", 1, 1, true), ("2", 1, 1, false)],
    ]);
    let document = Document { blocks: vec![Block::Grid(tall)], ..Document::default() };
    assert_eq!(cells(&read(&written(&document))), cells(&document));
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    let mut document = document();
    document.blocks.push(line("<script>alert(1)</script><img src=x onerror=y>", Role::Text));
    let page = written(&document);
    for sign in ["<script", "<img", "<link", "<iframe", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(sign), "{sign}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
}

#[test]
fn a_copy_that_is_there_twice_is_none() {
    let page = written(&document());
    let meta = "<meta name=\"nianbao:report\" content=\"{}\">";
    assert_eq!(read(&page.replace("</head>", &format!("{meta}</head>"))).carried, None);
}
